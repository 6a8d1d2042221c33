"""A side index of a store in SQLite: what there is, how much of it, and where a word stands.

The quads stay the truth. The catalogue holds no claim of its own: it is made from them, thrown away when they change,
and answers in milliseconds what would otherwise be a scan of the graph: counts, filters, neighbours, words.
"""

import json
import re
import sqlite3
import threading
import unicodedata
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kg.vocabulary import CLASSES, GROUPS, is_a

ALWAYS = "9999-12-31"  # the last day of what has not ended

KEPT = 1024  # counts of so many filters
PLACE_ROLES = ("place", "origin")

Row = sqlite3.Row
Values = list[Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are meant; empty means all. Days are inclusive; a class means those below it too.

    An event without a date stands at the first publication that tells it. `actor` means all that belong to it, `place`
    all that lies inside it; both are slugs of entities.
    """

    classes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actor: str | None = None
    place: str | None = None
    first: date | None = None
    last: date | None = None
    article: str | None = None
    reports: int = 1
    words: str = ""


class Catalogue:
    """An index that was made; safe to read from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._kept: OrderedDict[tuple[str, tuple[Any, ...]], list[Row]] = OrderedDict()
        self._keeping = threading.Lock()

    def close(self) -> None:
        """Let the file go."""
        for connection in self._open:
            connection.close()
        self._open.clear()

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query."""
        return self._connection().execute(query, values).fetchall()

    def counted(self, query: str, values: Sequence[Any]) -> list[Row]:
        """The rows of a query that counts over many events, kept for the next who asks: a catalogue never changes."""
        key = (query, tuple(values))
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = self.rows(query, values)
        with self._keeping:
            self._kept[key] = found
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def forget(self) -> None:
        """Keep no rows of before."""
        with self._keeping:
            self._kept.clear()

    def one(self, query: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query."""
        row: Row | None = self._connection().execute(query, values).fetchone()
        return row

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            self._local.connection = connection
            self._open.append(connection)
        return connection

    # ------------------------------------------------------------ facts

    def fact(self, name: str) -> Any:
        """A count or table that was made with the index: articles, reports, events, entities, groups, years."""
        row = self.one("SELECT value FROM fact WHERE name = ?", (name,))
        return json.loads(row["value"]) if row else None

    def event(self, id: str) -> Row | None:
        """The event with this id."""
        return self.one("SELECT * FROM event WHERE id = ?", (id,))

    def entity(self, id: str) -> Row | None:
        """The entity with this slug."""
        return self.one("SELECT * FROM entity WHERE id = ?", (id,))

    def called(self, folded: str, kind: str) -> list[str]:
        """The slugs of the places, or of the actors, that have a name which is this when it is folded."""
        assert kind in ("place", "actor")
        query = f"SELECT DISTINCT id FROM called JOIN entity ON entity.n = called.entity WHERE name = ? AND {kind} = 1"
        return [row["id"] for row in self.rows(query, (folded,))]

    def article(self, id: str) -> Row | None:
        """The article with this id."""
        return self.one("SELECT * FROM article WHERE id = ?", (id,))

    def most_present(self, *, places: bool, most: int) -> list[Row]:
        """The places, or the actors, of which most events tell. A country that only lies somewhere is a place."""
        wanted = "place = 1" if places else "actor = 1 AND place = 0"
        return self.rows(f"SELECT * FROM entity WHERE {wanted} ORDER BY events DESC, n LIMIT ?", (most,))

    # ------------------------------------------------------------ events

    def where(self, asked: Filter) -> tuple[str, Values]:
        """The condition on `event` that a filter is, with its values."""
        told: list[str] = []
        values: Values = []
        if asked.classes:
            names = sorted(
                {name for name in (*CLASSES, *GROUPS) if any(is_a(name, wanted) for wanted in asked.classes)}
            )
            told.append(f"event.type IN ({_marks(names)})")
            values += names
        if asked.statuses:
            told.append(f"event.status IN ({_marks(asked.statuses)})")
            values += asked.statuses
        for whole, roles in ((asked.actor, None), (asked.place, PLACE_ROLES)):
            if whole is not None:
                only = f" AND part.role IN ({_marks(roles)})" if roles else ""
                told.append(
                    "event.n IN (SELECT part.event FROM within JOIN part ON part.entity = within.entity"
                    f" WHERE within.whole = (SELECT n FROM entity WHERE id = ?){only})"
                )
                values += [whole, *(roles or ())]
        if asked.first:
            told.append("event.last >= ?")
            values.append(asked.first.isoformat())
        if asked.last:
            told.append("event.first <= ?")
            values.append(asked.last.isoformat())
        if asked.article is not None:
            told.append("event.n IN (SELECT event FROM told WHERE article = (SELECT n FROM article WHERE id = ?))")
            values.append(asked.article)
        if asked.reports > 1:
            told.append("event.reports >= ?")
            values.append(asked.reports)
        if query := match_of(asked.words):
            told.append("event.n IN (SELECT rowid FROM event_words WHERE event_words MATCH ?)")
            values.append(query)
        return " AND ".join(told) or "1", values

    def count(self, asked: Filter) -> int:
        """How many events a filter leaves."""
        where, values = self.where(asked)
        return int(self.counted(f"SELECT COUNT(*) AS count FROM event WHERE {where}", values)[0]["count"])

    def events(self, asked: Filter, most: int, skip: int = 0, newest: bool = False) -> list[Row]:
        """Events of a filter by their first day."""
        where, values = self.where(asked)
        order = "DESC" if newest else "ASC"
        query = f"SELECT * FROM event WHERE {where} ORDER BY first {order}, n {order} LIMIT ? OFFSET ?"
        return self.rows(query, (*values, most, skip))

    def parts(self, events: Iterable[int]) -> dict[int, list[Row]]:
        """Event → who and what takes part in it (role, and the columns of the entity)."""
        found: dict[int, list[Row]] = defaultdict(list)
        for some in _chunks(list(events)):
            query = f"SELECT part.event, part.role, entity.* FROM part JOIN entity ON entity.n = part.entity WHERE part.event IN ({_marks(some)})"
            for row in self.rows(query, some):
                found[row["event"]].append(row)
        return found

    def topics(self, events: Iterable[int]) -> dict[int, list[Row]]:
        """Event → the events that it speaks of."""
        found: dict[int, list[Row]] = defaultdict(list)
        for some in _chunks(list(events)):
            query = f"SELECT topic.event AS by, event.* FROM topic JOIN event ON event.n = topic.about WHERE topic.event IN ({_marks(some)})"
            for row in self.rows(query, some):
                found[row["by"]].append(row)
        return found

    def speaking_of(self, event: int, most: int) -> list[Row]:
        """The statements about an event."""
        query = (
            "SELECT event.* FROM topic JOIN event ON event.n = topic.event WHERE topic.about = ? ORDER BY first LIMIT ?"
        )
        return self.rows(query, (event, most))

    def articles_of(self, event: int) -> list[Row]:
        """The articles that tell an event, with the words of the trigger."""
        query = "SELECT article.*, told.report, told.trigger FROM told JOIN article ON article.n = told.article WHERE told.event = ?"
        return self.rows(f"{query} ORDER BY article.published, article.n", (event,))

    def near(self, event: Row, days: int, most: int) -> list[Row]:
        """Events of the same place, or of the town or country around it, within so many days; the closest first."""
        if event["first"] is None:
            return []
        day = date.fromisoformat(event["first"])
        query = f"""
            SELECT other.*, MIN(around.size) AS size FROM (
                SELECT within.whole AS whole, (SELECT COUNT(*) FROM within AS all_in WHERE all_in.whole = within.whole) AS size
                FROM part JOIN within ON within.entity = part.entity
                WHERE part.event = ? AND part.role IN ({_marks(PLACE_ROLES)})) AS around
            JOIN within AS inside ON inside.whole = around.whole
            JOIN part AS there ON there.entity = inside.entity AND there.role IN ({_marks(PLACE_ROLES)})
            JOIN event AS other ON other.n = there.event
            WHERE other.n != ? AND other.first BETWEEN ? AND ?
            GROUP BY other.n
            ORDER BY size, ABS(julianday(other.first) - julianday(?)), other.n LIMIT ?"""
        low, high = day - timedelta(days), day + timedelta(days)
        values = (
            event["n"],
            *PLACE_ROLES,
            *PLACE_ROLES,
            event["n"],
            low.isoformat(),
            high.isoformat(),
            event["first"],
            most,
        )
        return self.rows(query, values)

    # ------------------------------------------------------------ counts of a filter

    def by_time(self, asked: Filter, length: int) -> list[Row]:
        """Events by group and by the first `length` letters of their first day: 4 a year, 7 a month, 10 a day."""
        where, values = self.where(asked)
        query = f"SELECT grp, substr(first, 1, {int(length)}) AS slot, COUNT(*) AS count FROM event WHERE {where} AND first IS NOT NULL"
        return self.counted(f"{query} GROUP BY grp, slot ORDER BY slot", values)

    def span(self, asked: Filter) -> tuple[str, str] | None:
        """The first day of the first and of the last event of a filter."""
        where, values = self.where(asked)
        (row,) = self.counted(f"SELECT MIN(first) AS low, MAX(first) AS high FROM event WHERE {where}", values)
        return (row["low"], row["high"]) if row["low"] else None

    def by(self, column: str, asked: Filter) -> dict[str, int]:
        """How many events of a filter have each value of `type`, `grp` or `status`."""
        if column not in ("type", "grp", "status"):
            raise ValueError(column)
        where, values = self.where(asked)
        rows = self.counted(f"SELECT {column} AS name, COUNT(*) AS count FROM event WHERE {where} GROUP BY 1", values)
        return {row["name"]: row["count"] for row in rows}

    def by_place(self, asked: Filter) -> list[Row]:
        """Places that have coordinates: their columns, a group of events, and how many of it a filter leaves there."""
        where, values = self.where(asked)
        query = f"""
            SELECT entity.*, event.grp, COUNT(DISTINCT event.n) AS count FROM event
            JOIN part ON part.event = event.n AND part.role IN ('place', 'origin', 'target')
            JOIN entity ON entity.n = part.entity
            WHERE entity.lat IS NOT NULL AND {where} GROUP BY entity.n, event.grp ORDER BY entity.n"""
        return self.counted(query, values)

    def placed(self, asked: Filter) -> int:
        """How many events of a filter stand on the map."""
        where, values = self.where(asked)
        query = f"""
            SELECT COUNT(DISTINCT event.n) AS count FROM event
            JOIN part ON part.event = event.n AND part.role IN ('place', 'origin', 'target')
            JOIN entity ON entity.n = part.entity WHERE entity.lat IS NOT NULL AND {where}"""
        return int(self.counted(query, values)[0]["count"])

    def present(self, asked: Filter, most: int) -> list[Row]:
        """The entities of most events of a filter, with their count `here`."""
        where, values = self.where(asked)
        query = f"""
            SELECT entity.*, COUNT(DISTINCT part.event) AS here FROM part JOIN entity ON entity.n = part.entity
            WHERE part.event IN (SELECT n FROM event WHERE {where}) GROUP BY part.entity ORDER BY here DESC, entity.n LIMIT ?"""
        return self.counted(query, (*values, most))

    def together(self, asked: Filter, entities: Sequence[int], most: int) -> list[Row]:
        """Pairs of these entities (`one`, `other`) and in how many events of a filter both take part."""
        where, values = self.where(asked)
        query = f"""
            WITH chosen AS (SELECT DISTINCT event, entity FROM part WHERE entity IN ({_marks(entities)})
                            AND event IN (SELECT n FROM event WHERE {where}))
            SELECT a.entity AS one, b.entity AS other, COUNT(*) AS count FROM chosen AS a
            JOIN chosen AS b ON a.event = b.event AND a.entity < b.entity GROUP BY 1, 2 ORDER BY count DESC, 1, 2 LIMIT ?"""
        return self.counted(query, (*entities, *values, most))

    def companions(
        self, entity: int, role: str, others: Sequence[str], most: int, apart: Sequence[str] = ()
    ) -> list[Row]:
        """Who stands in the roles `others` of the events, but those of the classes `apart`, where an entity (or what belongs to it) has `role`."""
        told = f"JOIN event ON event.n = own.event AND event.type NOT IN ({_marks(apart)})" if apart else ""
        query = f"""
            WITH company AS (
                SELECT beside.entity AS n, COUNT(DISTINCT beside.event) AS here FROM within
                JOIN part AS own ON own.entity = within.entity AND own.role = ?
                JOIN part AS beside ON beside.event = own.event AND beside.role IN ({_marks(others)})
                {told} WHERE within.whole = ? GROUP BY beside.entity)
            SELECT entity.*, here FROM company JOIN entity ON entity.n = company.n
            WHERE entity.n NOT IN (SELECT entity FROM within WHERE whole = ?) ORDER BY here DESC, entity.n LIMIT ?"""
        return self.counted(query, (role, *others, *apart, entity, entity, most))

    def wholes(self, entity: int) -> list[Row]:
        """What an entity belongs to or lies in, the nearest first."""
        query = """
            SELECT entity.*, (SELECT COUNT(*) FROM within AS inside WHERE inside.whole = entity.n) AS size
            FROM within JOIN entity ON entity.n = within.whole WHERE within.entity = ? AND within.whole != ? ORDER BY size"""
        return self.rows(query, (entity, entity))

    def parts_of(self, entity: int, most: int) -> list[Row]:
        """What belongs to an entity or lies in it, by number of events."""
        query = "SELECT entity.* FROM within JOIN entity ON entity.n = within.entity WHERE within.whole = ? AND within.entity != ?"
        return self.rows(f"{query} ORDER BY entity.events DESC, entity.n LIMIT ?", (entity, entity, most))

    # ------------------------------------------------------------ words

    def search(self, words: str, kind: str, most: int, skip: int = 0) -> list[Row]:
        """What has all these words, the best first: `n` in the table of its kind, and `bit`, the words around.

        In `bit` the words that were asked for stand between the characters U+E000 and U+E001.
        """
        query = match_of(words)
        if not query:
            return []
        table = _words_of(kind)
        if kind == "entity":  # who is told of more comes first
            chosen = (
                f"SELECT entity.n, '' AS bit FROM {table} JOIN entity ON entity.n = {table}.rowid WHERE {table} MATCH ?"
                f" ORDER BY bm25({table}) * (1 + entity.events) LIMIT ? OFFSET ?"
            )
        else:
            chosen = (
                f"SELECT rowid AS n, snippet({table}, -1, char(57344), char(57345), '…', 24) AS bit FROM {table}"
                f" WHERE {table} MATCH ? AND rank MATCH 'bm25(8.0, 1.0)' ORDER BY rank LIMIT ? OFFSET ?"
            )
        return self.rows(chosen, (query, most, skip))

    def found(self, words: str, kind: str) -> int:
        """How many of a kind have all these words."""
        query, table = match_of(words), _words_of(kind)
        row = self.one(f"SELECT COUNT(*) AS count FROM {table} WHERE {table} MATCH ?", (query,)) if query else None
        return int(row["count"]) if row else 0

    def complete(self, start: str, kind: str, most: int) -> list[Row]:
        """Entities with a name that has these words or beginnings of words: places, actors, or both ("entity")."""
        wanted = {"place": "entity.place = 1", "actor": "entity.actor = 1"}.get(kind, "1")
        query = match_of(start)
        if not query:
            return self.rows(f"SELECT * FROM entity WHERE {wanted} ORDER BY events DESC, n LIMIT ?", (most,))
        return self.rows(
            "SELECT entity.* FROM entity_words JOIN entity ON entity.n = entity_words.rowid WHERE entity_words MATCH ?"
            f" AND {wanted} ORDER BY entity.events DESC, entity.n LIMIT ?",
            (query, most),
        )

    def named_like(self, words: Iterable[str], most: int) -> list[Row]:
        """Entities with a word that begins like one of these words, those of most events first."""
        starts = sorted({f'"{word[:4]}"*' for text in words for word in re.findall(r"\w+", text.replace("_", " "))})
        if not starts:
            return []
        return self.rows(
            "SELECT entity.* FROM entity_words JOIN entity ON entity.n = entity_words.rowid WHERE entity_words MATCH ?"
            " ORDER BY entity.events DESC, entity.n LIMIT ?",
            (" OR ".join(starts[:12]), most),
        )


def _words_of(kind: str) -> str:
    if kind not in ("entity", "event", "article"):
        raise ValueError(kind)
    return f"{kind}_words"


def fold(name: str) -> str:
    """A name without case, accents, apostrophes, hyphens."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def match_of(words: str) -> str:
    """What was typed as a query of FTS5: every word, or its beginning; nothing typed is an operator."""
    return " ".join(f'"{word}"*' for word in re.findall(r"\w+", words.replace("_", " "))[:12])


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def _chunks(values: list[int], size: int = 900) -> Iterator[list[int]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
