"""A graph of many quads without days of building: one that was built, copied into other years under other ids.

Each copy tells of the same places, people and bodies (so that these are told of as much more often), in articles, reports
and events of its own, four years after those of the copy before: what a build of all of it makes, since nothing of different
years becomes one event. It is loaded in bulk.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.graph.store import open_store

YEARS_APART = 4  # a 29 February stays a day
_ID = re.compile(rb"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")
_DAY = re.compile(rb'"(\d{4})(?=-\d\d-\d\d"\^\^)')
_SHARED = re.compile(rb" <[^>]*graph/(?:runs|review|inferred)> \.\n$")


def copy_lines(lines: Iterable[bytes], number: int) -> Iterator[bytes]:
    """Lines of N-Quads as the copy with this number has them; number 0 is the original."""
    if number == 0:
        yield from lines
        return

    def other_id(found: re.Match[bytes]) -> bytes:
        value = int(found[0], 16) ^ number << 56
        return f"{value:016x}".encode()

    def later(found: re.Match[bytes]) -> bytes:
        return f'"{int(found[1]) + YEARS_APART * number:04}'.encode()

    for line in lines:
        if _SHARED.search(line) is None:
            yield _DAY.sub(later, _ID.sub(other_id, line))


def load_copies(built: Path, target: Path, copies: int) -> None:
    """Fill a new store with so many copies of one that was built."""
    with open_store(built) as store:
        lines = store.lines()
    with open_store(target, create=True) as store:
        assert isinstance(store.quads, ox.Store)
        for number in range(copies):
            part = target.with_suffix(".nq")
            with part.open("wb") as file:
                file.writelines(copy_lines(lines, number))
            store.quads.bulk_load(path=str(part), format=ox.RdfFormat.N_QUADS)
            part.unlink()
        store.quads.optimize()
