"""The same dispatch on forty sites: articles whose words are those of one that came before, up to a few.

Each text is cut into runs of four words; 64 minima of hashes of these runs (MinHash) estimate how many of them two
texts share. Texts that agree in a band of eight minima are compared in full: by the estimate, by the days of
publication, and by the numbers in them, since a dispatch with another toll is another dispatch. All is a function of
the texts and their order; the index lies on disk, so that memory does not grow with the corpus.
"""

import json
import re
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.articles.record import Skipped
from kg.model import Article
from kg.resources import folder, read_toml

WORDS_A_RUN = 4
MINIMA = 64
MINIMA_A_BAND = 8  # two texts that share 90 % of their runs meet in a band with 99 %, those that share 50 % with 3 %
LEAST_SHARED = 0.8  # of all runs of the two
LEAST_WORDS = 40  # a shorter text, a headline alone, says too little of where it comes from
MOST_DAYS = 3  # between the two publications
MOST_COMPARED = 50  # of those that meet in a band, the first that came
FILE = "copies.sqlite"

_WORD = re.compile(r"\w+")
_PRIME = np.uint64(2**61 - 1)
_TABLES = """
    CREATE TABLE IF NOT EXISTS texts (
        number INTEGER PRIMARY KEY, id TEXT UNIQUE, source TEXT, day INTEGER, minima BLOB, numbers TEXT
    );
    CREATE TABLE IF NOT EXISTS bands (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that repeats another: it, and the id of the one that came first."""

    article: Article
    of: str


@dataclass(frozen=True, slots=True)
class _Sketch:
    minima: NDArray[np.uint32]
    numbers: str

    def bands(self) -> list[int]:
        """A number for each band of minima."""
        rows = self.minima.reshape(-1, MINIMA_A_BAND)
        return [(zlib.crc32(row.tobytes()) << 8) | band for band, row in enumerate(rows)]


class Copies:
    """The index of texts seen so far: a file, or none that outlives the process."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the index at `path`; None for one that is forgotten. Raises OSError when it cannot be written."""
        try:
            self._index = sqlite3.connect("" if path is None else path, isolation_level=None)
            self._index.execute("PRAGMA journal_mode = WAL")
            self._index.execute("PRAGMA synchronous = OFF")  # what a crash loses is found again: an index, no data
            self._index.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            raise OSError(f"{path}: the index of copies cannot be used ({error}); remove it and build again") from error

    def __enter__(self) -> "Copies":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._index.close()

    def mark(self, items: Iterator[Article | Skipped]) -> Iterator["Article | Copy | Skipped"]:
        """The items, those that repeat an earlier one as its `Copy`."""
        for item in items:
            try:
                original = self.original(item) if isinstance(item, Article) else None
            except sqlite3.OperationalError as error:
                raise OSError(
                    f"The index of copies cannot be written ({error}). Make room on the disk, then run the same command"
                    " again: what was read is kept."
                ) from error
            yield item if original is None or not isinstance(item, Article) else Copy(item, original)

    def original(self, article: Article) -> str | None:
        """The id of the article that this one repeats; None when it is the first, and it is remembered."""
        known = self._index.execute("SELECT source FROM texts WHERE id = ?", (article.id,)).fetchone()
        if known is not None:
            return None if known[0] == article.source_id else article.id
        sketch = _sketch(article.text)
        day = article.published.toordinal() if article.published else None
        if sketch is not None:
            found = self._near(sketch, day)
            if found is not None:
                return found
        cursor = self._index.execute(
            "INSERT INTO texts (id, source, day, minima, numbers) VALUES (?, ?, ?, ?, ?)",
            (
                article.id,
                article.source_id,
                day,
                sketch.minima.tobytes() if sketch else None,
                sketch.numbers if sketch else None,
            ),
        )
        if sketch is not None:
            rows = [(key, cursor.lastrowid) for key in sketch.bands()]
            self._index.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", rows)
        return None

    def _near(self, sketch: _Sketch, day: int | None) -> str | None:
        keys = sketch.bands()
        marks = ",".join("?" * len(keys))
        rows: list[tuple[Any, ...]] = self._index.execute(
            f"SELECT DISTINCT t.number, t.id, t.day, t.minima, t.numbers FROM bands b JOIN texts t USING (number)"
            f" WHERE b.key IN ({marks}) ORDER BY t.number LIMIT {MOST_COMPARED}",
            keys,
        ).fetchall()
        for _, id, other_day, minima, numbers in rows:
            if (day is None) != (other_day is None) or (day is not None and abs(day - other_day) > MOST_DAYS):
                continue
            shared = float(np.mean(np.frombuffer(minima, dtype=np.uint32) == sketch.minima))
            if shared >= LEAST_SHARED and numbers == sketch.numbers:
                return str(id)
        return None


def _sketch(text: str) -> _Sketch | None:
    """What is kept of a text; None when it is too short."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < LEAST_WORDS:
        return None
    hashes = np.fromiter((zlib.crc32(word.encode()) for word in words), dtype=np.uint64, count=len(words))
    runs = np.zeros(len(words) - WORDS_A_RUN + 1, dtype=np.uint64)
    for offset in range(WORDS_A_RUN):
        runs = (runs * np.uint64(1_000_003) + hashes[offset : offset + len(runs)]) % _PRIME
    runs = np.unique(runs & np.uint64(0xFFFFFFFF))
    mixed = (runs[:, None] * _FACTORS + _OFFSETS) >> np.uint64(32)
    return _Sketch(mixed.min(axis=0).astype(np.uint32), _numbers(words))


def _numbers(words: list[str]) -> str:
    """The numbers of a text, by figures or as words, each once: texts that differ in them are no copies."""
    spelt = _number_words()
    return json.dumps(sorted({word for word in words if word[0].isdigit() or word in spelt}), ensure_ascii=False)


@cache
def _number_words() -> frozenset[str]:
    """The words that numbers above one are written with, in all languages that are read."""
    tables = [read_toml(path) for path in sorted(folder("lang").glob("*/quantities.toml"))]
    words = {word for table in tables for word in table["numbers"]["words"]}
    return frozenset(words - {word for table in tables for word in table["numbers"]["one"]})


_RANDOM = np.random.Generator(np.random.PCG64(20160711))
_FACTORS = _RANDOM.integers(1, 2**63, size=MINIMA, dtype=np.uint64) | np.uint64(1)
_OFFSETS = _RANDOM.integers(0, 2**63, size=MINIMA, dtype=np.uint64)
