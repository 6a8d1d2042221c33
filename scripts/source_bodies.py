"""Give the bodies, groups, forces, press, firms, people and terms of data/entities.ttl the sources read in scripts/bodies.txt.

A row counts when the name that stands in the source is one of the node's (or says why it is the same), and when the days of a
term are those of the node. A term whose begin and end a source has needs no general knowledge any more; for everything else
the source vouches for the thing and its name, and French names and spellings stay the project's own:

    python -m scripts.source_bodies
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.gazetteer import fold
from scripts.build_offices import CURATED, TARGET, Nodes, with_source

READ = Path(__file__).with_name("bodies.txt")
WIKIDATA = "http://www.wikidata.org/entity/"
_NAMES = re.compile(r"(?:skos:prefLabel|skos:altLabel|kg:acronym|kg:metonym) (.+?) [;.]\n")


class Row(NamedTuple):
    """What a source says of a node: cells behind the node's id."""

    source: str
    node: str
    cells: tuple[str, ...]


def read_rows(lines: list[str]) -> tuple[dict[str, tuple[str, str]], list[Row]]:
    """The sources by key (label, address), and the rows."""
    sources: dict[str, tuple[str, str]] = {}
    rows: list[Row] = []
    section = ""
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
            continue
        first, *cells = (cell.strip() for cell in line.split("|"))
        if section == "sources":
            sources[first] = cells[0], cells[1]
        else:
            rows.append(Row(section, first if ":" in first else f"e:{first}", tuple(cells)))
    return sources, rows


def spellings(name: str) -> Iterator[str]:
    """The folded ways to take a name that may carry its acronym or its country in brackets."""
    yield fold(name)
    if found := re.fullmatch(r"(.+?) \((.+)\)", name):
        yield fold(found[1])
        yield fold(found[2])


def agrees(name: str, text: str) -> bool:
    """Whether the name that stands in a source is one of the node's."""
    known = {fold(own) for names in _NAMES.findall(text) for own in re.findall(r'"([^"]+)"', names)}
    return any(spelling in known for spelling in spellings(name))


def day_of(predicate: str, text: str) -> str:
    found = re.search(rf'kg:{predicate} "([\d-]+)"', text)
    return found[1] if found else ""


def with_same(text: str, same: str) -> str:
    """The node with an identifier that was read, before its sources."""
    if same in text:
        return text
    return re.sub(r"(\n? *)(dct:source )", rf"\1owl:sameAs <{same}> ;\1\2", text, count=1)


def applied_to_term(text: str, row: Row) -> str:
    """The term with the source; without general knowledge where the source has all its days."""
    begin, end = (*row.cells, "")[:2]
    if begin != day_of("begin", text) or (end and end != day_of("end", text)):
        raise ValueError(
            f"{row.node} is from {day_of('begin', text)} to {day_of('end', text)}, but {row.source} has {row.cells}"
        )
    return with_source(text, f"src:{row.source}", CURATED if end == day_of("end", text) else "")


def applied_to_name(text: str, row: Row) -> str:
    """The node with the source, and with the Wikidata id that stands there."""
    name, _, number = row.cells[0].partition(" = ")
    if len(row.cells) == 1 and not agrees(name, text):
        raise ValueError(
            f"{row.node} is not called « {name} », as {row.source} has it: say in the row why it is the same"
        )
    return with_source(with_same(text, WIKIDATA + number) if number else text, f"src:{row.source}")


def main() -> int:
    nodes = Nodes(TARGET.read_text(encoding="utf-8"))
    sources, rows = read_rows(READ.read_text(encoding="utf-8").splitlines())
    wrong = [
        f"{row.node} or src:{row.source} is unknown"
        for row in rows
        if row.node not in nodes or row.source not in sources
    ]
    before = nodes.text()
    for row in rows if not wrong else ():
        applied = applied_to_term if row.node.startswith("term:") else applied_to_name
        try:
            nodes[row.node] = applied(nodes[row.node], row)
        except ValueError as error:
            wrong.append(str(error))
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    for key in {row.source: None for row in rows}:
        if f"src:{key}" not in nodes:
            label, address = sources[key]
            nodes.add(f"src:{key}", f'src:{key} rdfs:label "{label}"@en ; dct:source <{address}> .\n', "src:")
    TARGET.write_text(nodes.text(), encoding="utf-8")
    print(
        f"{len(rows)} rows of {len(sources)} sources; {'changed' if before != nodes.text() else 'nothing new'}",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
