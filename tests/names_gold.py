"""Names in context and the entity they mean, against tests/identity/names.toml: `python tests/names_gold.py` prints the misses."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.articles import make_article
from kg.pipeline import Workshop

FILE = Path(__file__).parent / "identity" / "names.toml"
OWN = "+"  # wanted of a name that no gazetteer has
AS = "="  # before the name of the case that means the same entity


@dataclass(frozen=True)
class Answer:
    """A name of a case, what it should mean, the ids its mentions were given, and whether that is right."""

    case: int
    name: str
    wanted: str
    found: tuple[str, ...]
    right: bool


def answers(workshop: Workshop) -> Iterator[Answer]:
    """What every name of every case was linked to. A name is right when all its mentions are, and there is one."""
    with FILE.open("rb") as file:
        cases = tomllib.load(file)["case"]
    for number, case in enumerate(cases, 1):
        fields = {"text": case["text"], "published": case["published"], "language": "fr"}
        article = make_article(fields, f"names.toml:{number}")
        document, links = workshop.understand(article)
        found: dict[str, list[str]] = {name: [] for name in case["names"]}
        for mention, link in zip(document.mentions, links, strict=True):
            if mention.level != "pronoun" and mention.anchor.text in found:
                found[mention.anchor.text].append(link.entity.id)
        for name, wanted in case["names"].items():
            ids = tuple(dict.fromkeys(found[name]))
            yield Answer(number, name, wanted, ids, _is_right(wanted, ids, found, workshop))


def _is_right(wanted: str, ids: tuple[str, ...], found: Mapping[str, list[str]], workshop: Workshop) -> bool:
    if len(ids) != 1:
        return False
    if wanted == OWN:
        return ids[0] not in workshop.gazetteer.entities
    if wanted.startswith(AS):
        return set(found[wanted.removeprefix(AS)]) == set(ids)
    return ids[0] == wanted


def main() -> None:
    """Print what is wrong, and the share that is right."""
    workshop = Workshop()
    told = list(answers(workshop))
    for answer in told:
        known = "" if answer.wanted[0] in OWN + AS or answer.wanted in workshop.gazetteer.entities else " (no such id)"
        if not answer.right or known:
            print(
                f"{answer.case:3} {answer.name} → {', '.join(answer.found) or 'not found'}; wanted {answer.wanted}{known}"
            )
    right = sum(answer.right for answer in told)
    print(f"{right} of {len(told)} names mean what they should: {right / len(told):.3f}")


if __name__ == "__main__":
    main()
