"""Whether each way of telling is read with each deed: `python -m benchmarks.grids [FILE …] [--form WORDS] [--breaks]`.

A file of `benchmarks/grids/` crosses carriers (deeds, told in the parts that forms put together) with forms (who says so,
when, where, how many …). A form is a text with slots in braces, filled by the parts of a carrier and by one of its own
`values` (else the file's) in turn; a carrier without a part that a form wants is left out of it. What must be read is the carrier's events
(in the notation of the gold cases), each with the form's `adds` behind it, of the form's `status` where it has one, and
the form's `more`. Counted is how many are read exactly. One core, a minute a thousand.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from string import Formatter

from kg.articles import make_article
from kg.evaluation import DEFAULT_DAY, Case, read_case
from kg.notation import EventLine, parse_line
from kg.pipeline import Workshop
from kg.resources import read_toml

GRIDS = Path(__file__).with_name("grids")


@dataclass(frozen=True, slots=True)
class Form:
    """One way of telling: `number` counts those of a file from one."""

    number: int
    text: str
    cases: tuple[Case, ...]


def _wants(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _small(text: str) -> str:
    """As it goes on behind other words; parts that open with a name are given small (`s`) by the carrier itself."""
    return text[0].lower() + text[1:]


def _events(carrier: dict[str, str | list[str]], form: dict[str, object], parts: dict[str, str]) -> Iterator[EventLine]:
    adds = str(form.get("adds", "")).format(**parts)
    for told in carrier["events"]:
        name, _, rest = f"{told} ".format(**parts).partition(" ")
        status = f"[{form['status']}] " if form.get("status") else ""
        yield parse_line(f"{name} {status}{rest}{adds}".strip())
    for told in form.get("more", ()):  # type: ignore[attr-defined]
        yield parse_line(str(told).format(**parts))


def read_grid(path: Path) -> Iterator[Form]:
    """The forms of a file, each with its cases. Raises KeyError where `adds` or `more` name a part that is not there."""
    grid = read_toml(path)
    for number, form in enumerate(grid["form"], 1):
        values = cycle(form.get("values") or grid.get("values") or [{}])
        cases = []
        for carrier in grid["carrier"]:
            told = {key: part for key, part in carrier.items() if isinstance(part, str)}
            if "S" in told:
                told = {"s": _small(told["S"]), **told}
            told["class"] = carrier["events"][0].split()[0]
            value = next(values)
            if not _wants(form["text"] + form.get("title", "")) <= {*told, *value}:
                continue
            parts = {**told, **value}
            text = form["text"].format(**parts)
            title = form["title"].format(**parts) if form.get("title") else None
            fields = {"published": DEFAULT_DAY, "language": "fr", "title": title, "text": text}
            article = make_article({key: part for key, part in fields.items() if part is not None}, path.name)
            cases.append(Case(f"{path.name}:{number}", article, tuple(_events(carrier, form, parts))))
        yield Form(number, form["text"], tuple(cases))


def main() -> None:
    """Read each carrier in each form, and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=f"all of {GRIDS.name}/ without")
    parser.add_argument("--form", help="only forms with these words")
    parser.add_argument("--breaks", action="store_true", help="print what is not read exactly")
    arguments = parser.parse_args()
    workshop = Workshop()
    for path in arguments.files or sorted(GRIDS.glob("*.toml")):
        read = exact = 0
        for form in read_grid(path):
            if arguments.form and arguments.form not in form.text:
                continue
            lost = []
            for case in form.cases:
                reading = read_case(case, workshop)
                if not reading.comparison.exact:
                    lost.append((case, reading.lines))
            read, exact = read + len(form.cases), exact + len(form.cases) - len(lost)
            print(f"{len(form.cases) - len(lost):4} of {len(form.cases):4}  {form.number:3}  {form.text}")
            if arguments.breaks:
                for case, lines in lost:
                    print(f"      {case.article.text}")
                    for told in case.events:
                        print(f"        = {told}")
                    for told in lines:
                        print(f"        ~ {told}   {' '.join(told.rules)}")
        print(f"{path.name}: {exact} of {read} read exactly ({100 * exact / max(1, read):.1f} %)")


if __name__ == "__main__":
    main()
