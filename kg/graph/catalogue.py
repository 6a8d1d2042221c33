"""A side index of a store in SQLite: what there is, how much of it, and where a word stands.

The quads stay the truth. The catalogue holds no claim of its own: it is made from them, thrown away when they change,
and answers in milliseconds what would otherwise be a scan of the graph: counts, filters, neighbours, words.
"""

import json
import re
import sqlite3
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.ontology import load_ontology
from kg.graph.store import Store
from kg.vocabulary import CLASSES, GROUPS, ROLES, STATUSES, group_of, is_a

FORMAT = 5  # raised when the tables change
ALWAYS = "9999-12-31"  # the last day of what has not ended

_TABLES = """
CREATE TABLE event(n INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, grp TEXT, status TEXT, begin TEXT, finish TEXT,
    told TEXT, first TEXT, last TEXT, reports INTEGER, sentence TEXT, figures TEXT);
CREATE TABLE entity(n INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, fr TEXT, en TEXT, names TEXT, same_as TEXT, lat REAL,
    long REAL, place INTEGER, actor INTEGER, events INTEGER DEFAULT 0, reports INTEGER DEFAULT 0);
CREATE TABLE article(n INTEGER PRIMARY KEY, id TEXT UNIQUE, source_id TEXT, title TEXT, published TEXT, publisher TEXT,
    url TEXT, language TEXT, reports INTEGER DEFAULT 0);
CREATE TABLE part(event INTEGER, role TEXT, entity INTEGER);
CREATE TABLE topic(event INTEGER, about INTEGER);
CREATE TABLE told(event INTEGER, article INTEGER, report TEXT, trigger TEXT, status TEXT, PRIMARY KEY(event, report)) WITHOUT ROWID;
CREATE TABLE within(entity INTEGER, whole INTEGER, PRIMARY KEY(whole, entity)) WITHOUT ROWID;
CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT);
CREATE VIRTUAL TABLE entity_words USING fts5(title, body, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE event_words USING fts5(title, body, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE article_words USING fts5(title, body, tokenize="unicode61 remove_diacritics 2");
"""
_INDEXES = """
CREATE INDEX event_first ON event(first, n);
CREATE INDEX event_told ON event(told, first, n);
CREATE INDEX event_class ON event(type, first);
CREATE INDEX part_event ON part(event);
CREATE INDEX part_entity ON part(entity, role, event);
CREATE INDEX told_article ON told(article, event);
CREATE INDEX topic_event ON topic(event);
CREATE INDEX topic_about ON topic(about);
CREATE INDEX entity_events ON entity(events DESC);
CREATE INDEX within_entity ON within(entity);
ANALYZE;
"""
KEPT = 256  # counts of so many filters
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

    def _counted(self, query: str, values: Sequence[Any]) -> list[Row]:
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
        return int(self._counted(f"SELECT COUNT(*) AS count FROM event WHERE {where}", values)[0]["count"])

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
        return self._counted(f"{query} GROUP BY grp, slot ORDER BY slot", values)

    def span(self, asked: Filter) -> tuple[str, str] | None:
        """The first day of the first and of the last event of a filter."""
        where, values = self.where(asked)
        (row,) = self._counted(f"SELECT MIN(first) AS low, MAX(first) AS high FROM event WHERE {where}", values)
        return (row["low"], row["high"]) if row["low"] else None

    def by(self, column: str, asked: Filter) -> dict[str, int]:
        """How many events of a filter have each value of `type`, `grp` or `status`."""
        if column not in ("type", "grp", "status"):
            raise ValueError(column)
        where, values = self.where(asked)
        rows = self._counted(f"SELECT {column} AS name, COUNT(*) AS count FROM event WHERE {where} GROUP BY 1", values)
        return {row["name"]: row["count"] for row in rows}

    def by_place(self, asked: Filter) -> list[Row]:
        """Places that have coordinates: their columns, a group of events, and how many of it a filter leaves there."""
        where, values = self.where(asked)
        query = f"""
            SELECT entity.*, event.grp, COUNT(DISTINCT event.n) AS count FROM event
            JOIN part ON part.event = event.n AND part.role IN ('place', 'origin', 'target')
            JOIN entity ON entity.n = part.entity
            WHERE entity.lat IS NOT NULL AND {where} GROUP BY entity.n, event.grp ORDER BY entity.n"""
        return self._counted(query, values)

    def placed(self, asked: Filter) -> int:
        """How many events of a filter stand on the map."""
        where, values = self.where(asked)
        query = f"""
            SELECT COUNT(DISTINCT event.n) AS count FROM event
            JOIN part ON part.event = event.n AND part.role IN ('place', 'origin', 'target')
            JOIN entity ON entity.n = part.entity WHERE entity.lat IS NOT NULL AND {where}"""
        return int(self._counted(query, values)[0]["count"])

    def present(self, asked: Filter, most: int) -> list[Row]:
        """The entities of most events of a filter, with their count `here`."""
        where, values = self.where(asked)
        query = f"""
            SELECT entity.*, COUNT(DISTINCT part.event) AS here FROM part JOIN entity ON entity.n = part.entity
            WHERE part.event IN (SELECT n FROM event WHERE {where}) GROUP BY part.entity ORDER BY here DESC, entity.n LIMIT ?"""
        return self._counted(query, (*values, most))

    def together(self, asked: Filter, entities: Sequence[int], most: int) -> list[Row]:
        """Pairs of these entities (`one`, `other`) and in how many events of a filter both take part."""
        where, values = self.where(asked)
        query = f"""
            WITH chosen AS (SELECT DISTINCT event, entity FROM part WHERE entity IN ({_marks(entities)})
                            AND event IN (SELECT n FROM event WHERE {where}))
            SELECT a.entity AS one, b.entity AS other, COUNT(*) AS count FROM chosen AS a
            JOIN chosen AS b ON a.event = b.event AND a.entity < b.entity GROUP BY 1, 2 ORDER BY count DESC, 1, 2 LIMIT ?"""
        return self._counted(query, (*entities, *values, most))

    def companions(self, entity: int, role: str, others: Sequence[str], most: int) -> list[Row]:
        """Who stands in the roles `others` of the events in which an entity (or what belongs to it) has `role`."""
        query = f"""
            SELECT entity.*, COUNT(DISTINCT beside.event) AS here FROM within
            JOIN part AS own ON own.entity = within.entity AND own.role = ?
            JOIN part AS beside ON beside.event = own.event AND beside.role IN ({_marks(others)})
            JOIN entity ON entity.n = beside.entity
            WHERE within.whole = ? AND entity.n NOT IN (SELECT entity FROM within WHERE whole = ?)
            GROUP BY entity.n ORDER BY here DESC, entity.n LIMIT ?"""
        return self._counted(query, (role, *others, entity, entity, most))

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


def match_of(words: str) -> str:
    """What was typed as a query of FTS5: every word, or its beginning; nothing typed is an operator."""
    return " ".join(f'"{word}"*' for word in re.findall(r"\w+", words.replace("_", " "))[:12])


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def _chunks(values: list[int], size: int = 900) -> Iterator[list[int]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


# ---------------------------------------------------------------- making one


def open_catalogue(store: Store, path: Path, stamp: str) -> Catalogue:
    """The catalogue of a store in a file: the one that is there if it has this stamp, else a new one."""
    stamp = f"{FORMAT} {stamp}"
    if path.is_file():
        known = Catalogue(path)
        try:
            if known.fact("stamp") == stamp:
                return known
        except sqlite3.DatabaseError:
            pass  # damaged, or of another version: it is made again
        known.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    for leftover in (draft, Path(f"{draft}-journal")):
        leftover.unlink(missing_ok=True)
    database = sqlite3.connect(draft)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;" + _TABLES)
    with database:
        _fill(database, store, stamp)
    database.executescript(_INDEXES)
    database.close()
    draft.replace(path)
    return Catalogue(path)


def _fill(database: sqlite3.Connection, store: Store, stamp: str) -> None:
    articles = _fill_articles(database, store)
    entities = _fill_entities(database, store)
    _fill_events(database, store, articles, entities)
    _count_events(database)
    facts: dict[str, Any] = {"stamp": stamp}
    for table in ("event", "entity", "article"):
        facts[table] = database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    facts["report"] = database.execute("SELECT COUNT(*) FROM told").fetchone()[0]
    facts["merged"] = database.execute("SELECT COUNT(*) FROM event WHERE reports > 1").fetchone()[0]
    facts["types"] = dict(
        database.execute("SELECT type, COUNT(*) FROM event GROUP BY type ORDER BY 2 DESC, 1").fetchall()
    )
    facts["statuses"] = dict(database.execute("SELECT status, COUNT(*) FROM event GROUP BY status").fetchall())
    facts["most_reports"] = database.execute("SELECT COALESCE(MAX(reports), 1) FROM event").fetchone()[0]
    months = "SELECT grp, substr(first, 1, 7), COUNT(*) FROM event WHERE first IS NOT NULL GROUP BY 1, 2 ORDER BY 2"
    facts["months"] = database.execute(months).fetchall()
    database.executemany("INSERT INTO fact VALUES (?, ?)", [(name, json.dumps(value)) for name, value in facts.items()])


def _count_events(database: sqlite3.Connection) -> None:
    counted = database.execute("SELECT entity, COUNT(DISTINCT event) FROM part GROUP BY entity").fetchall()
    database.executemany("UPDATE entity SET events = ? WHERE n = ?", [(count, n) for n, count in counted])
    told = "SELECT article, COUNT(*) FROM told GROUP BY article"
    database.executemany(
        "UPDATE article SET reports = ? WHERE n = ?", [(c, n) for n, c in database.execute(told).fetchall()]
    )
    names = database.execute("SELECT n, fr, en, names FROM entity").fetchall()
    database.executemany(
        "INSERT INTO entity_words(rowid, title) VALUES (?, ?)",
        [(n, " ".join(dict.fromkeys((fr, en, *json.loads(others))))) for n, fr, en, others in names],
    )


def _pairs(store: Store, predicate: str, graph: str | None = None) -> Iterator[tuple[str, str]]:
    """(subject, value) of a property, in one graph or in all."""
    where = ox.NamedNode(graph[1:-1]) if graph else None
    for quad in store.quads.quads_for_pattern(None, ox.NamedNode(predicate[1:-1]), None, where):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.subject.value, quad.object.value


def _fill_articles(database: sqlite3.Connection, store: Store) -> dict[str, tuple[int, str | None]]:
    """IRI of each article → its number and day; the words of each article are indexed."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    columns = {
        "source_id": vocab.IDENTIFIER,
        "title": vocab.HEADLINE,
        "published": vocab.DATE_PUBLISHED,
        "publisher": vocab.PUBLISHER,
        "url": vocab.URL,
        "language": vocab.IN_LANGUAGE,
    }
    start = store.names.article("x")[1:-2]
    for column, predicate in columns.items():
        for iri, value in _pairs(store, predicate):
            if iri.startswith(start):
                told[iri][column] = value
    order = sorted(told, key=lambda iri: (told[iri].get("published") or ALWAYS, iri))
    numbers = {iri: number for number, iri in enumerate(order, 1)}
    database.executemany(
        "INSERT INTO article(n, id, source_id, title, published, publisher, url, language) VALUES (?,?,?,?,?,?,?,?)",
        [
            (numbers[iri], store.names.local("article", iri), *(told[iri].get(name) for name in columns))
            for iri in order
        ],
    )
    database.executemany(
        "INSERT INTO article_words(title, body, rowid) VALUES (?, ?, ?)",
        (
            (told[iri].get("title") or "", body, numbers[iri])
            for iri, body in _pairs(store, vocab.ARTICLE_BODY)
            if iri in numbers
        ),
    )
    return {iri: (numbers[iri], told[iri].get("published")) for iri in order}


def _fill_entities(database: sqlite3.Connection, store: Store) -> dict[str, int]:
    """IRI of each entity → its number."""
    graph = store.names.entities_graph
    kinds = {iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.KIND, graph)}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    others: dict[str, list[str]] = defaultdict(list)
    for predicate in (vocab.PREF_LABEL, vocab.ALT_LABEL):
        for quad in store.quads.quads_for_pattern(None, ox.NamedNode(predicate[1:-1]), None, ox.NamedNode(graph[1:-1])):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                if predicate == vocab.PREF_LABEL:
                    labels[quad.subject.value][quad.object.language or ""] = quad.object.value
                others[quad.subject.value].append(quad.object.value)
    same_as: dict[str, list[str]] = defaultdict(list)
    for iri, value in _pairs(store, vocab.SAME_AS, graph):
        same_as[iri].append(value)
    types: dict[str, set[str]] = defaultdict(set)
    for iri, value in _pairs(store, vocab.TYPE, graph):
        types[iri].add(value.removeprefix(vocab.KG))
    lat, long = dict(_pairs(store, vocab.LAT, graph)), dict(_pairs(store, vocab.LONG, graph))
    wholes: dict[str, list[str]] = defaultdict(list)
    for iri, whole in _pairs(store, vocab.PART_OF, graph):
        wholes[iri].append(whole)
    numbers = {iri: number for number, iri in enumerate(sorted(kinds), 1)}

    def label(iri: str, language: str) -> str:
        known = labels.get(iri, {})
        slug = store.names.local("entity", iri) or iri
        return known.get(language) or known.get("en") or next(iter(sorted(known.values())), slug)

    database.executemany(
        "INSERT INTO entity(n, id, kind, fr, en, names, same_as, lat, long, place, actor) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                *(number, store.names.local("entity", iri), kinds[iri], label(iri, "fr"), label(iri, "en")),
                json.dumps(sorted(set(others[iri])), ensure_ascii=False),
                json.dumps(sorted(same_as[iri])),
                *(float(told[iri]) if iri in lat and iri in long else None for told in (lat, long)),
                *("Place" in types[iri], "Actor" in types[iri]),
            )
            for iri, number in numbers.items()
        ],
    )
    database.executemany("INSERT OR IGNORE INTO within VALUES (?, ?)", _closure(numbers, wholes))
    return numbers


def _closure(numbers: Mapping[str, int], wholes: Mapping[str, list[str]]) -> Iterator[tuple[int, int]]:
    """Each entity with itself and with all that it lies in or belongs to."""
    for iri, number in numbers.items():
        seen = {iri}
        waiting = [iri]
        for current in waiting:
            waiting += [whole for whole in wholes.get(current, ()) if whole not in seen and whole in numbers]
            seen |= set(waiting)
        yield from ((number, numbers[whole]) for whole in sorted(seen))


def _fill_events(
    database: sqlite3.Connection,
    store: Store,
    articles: Mapping[str, tuple[int, str | None]],
    entities: Mapping[str, int],
) -> None:
    names, graph = store.names, store.names.events_graph
    kind = {iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.EVENT_TYPE, graph)}
    status = {iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.STATUS, graph)}
    begin, end = dict(_pairs(store, vocab.BEGIN, graph)), dict(_pairs(store, vocab.END, graph))
    reports: dict[str, list[str]] = defaultdict(list)
    for iri, report in _pairs(store, vocab.HAS_REPORT, graph):
        reports[iri].append(report)
    article_of = dict(_pairs(store, vocab.DERIVED_FROM))
    report_status = {
        iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.STATUS) if iri in article_of
    }
    triggers = _triggers(store)
    figures = _figures(store, graph)

    def days(iri: str) -> tuple[str | None, str | None, str | None]:
        """First publication, first day, last day."""
        published = [day for report in reports[iri] if (day := articles.get(article_of.get(report, ""), (0, None))[1])]
        told = min(published, default=None)
        low, high = begin.get(iri), end.get(iri)
        if low is None and high is None:
            return told, told, told
        last = (date.fromisoformat(high) - timedelta(1)).isoformat() if high else ALWAYS
        return told, low or last, max(last, low or last)

    dated = {iri: days(iri) for iri in kind}
    order = sorted(kind, key=lambda iri: (dated[iri][1] or ALWAYS, iri))
    numbers = {iri: number for number, iri in enumerate(order, 1)}

    def rows() -> Iterator[tuple[Any, ...]]:
        for iri in order:
            type_ = kind[iri] if kind[iri] in CLASSES else "Attack"
            first_report = min(
                reports[iri],
                key=lambda report: (articles.get(article_of.get(report, ""), (0, None))[1] or ALWAYS, report),
                default="",
            )
            yield (
                *(numbers[iri], names.local("event", iri), kind[iri], group_of(type_), status.get(iri, STATUSES[0])),
                *(begin.get(iri), end.get(iri), *dated[iri], len(reports[iri])),
                *(triggers.get(first_report, ("", ""))[1], json.dumps(figures.get(iri, []))),
            )

    database.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", rows())
    for role in (*ROLES, "source"):
        if role == "topic":
            pairs = (
                (numbers[iri], numbers[about])
                for iri, about in _pairs(store, vocab.term(role), graph)
                if about in numbers
            )
            database.executemany("INSERT INTO topic VALUES (?, ?)", pairs)
        else:
            told = (
                (numbers[iri], role, entities[filler])
                for iri, filler in _pairs(store, vocab.term(role), graph)
                if filler in entities
            )
            database.executemany("INSERT INTO part VALUES (?, ?, ?)", told)
    database.executemany(
        "INSERT OR IGNORE INTO told VALUES (?,?,?,?,?)",
        (
            (
                numbers[iri],
                articles[article_of[report]][0],
                names.local("report", report),
                triggers.get(report, ("", ""))[0],
                report_status.get(report),
            )
            for iri in order
            for report in reports[iri]
            if article_of.get(report) in articles
        ),
    )
    labels = dict(database.execute("SELECT n, fr || ' ' || en FROM entity").fetchall())
    parts: dict[int, list[str]] = defaultdict(list)
    for event, entity in database.execute("SELECT event, entity FROM part"):
        parts[event].append(labels[entity])
    terms = load_ontology()
    called = {name: " ".join(dict.fromkeys(term.labels.values())) for name, term in terms.items()}
    database.executemany(
        "INSERT INTO event_words(title, body, rowid) VALUES (?, ?, ?)",
        (
            (
                " ".join(dict.fromkeys([called.get(kind[iri], ""), *parts[numbers[iri]]])),
                " ".join(dict.fromkeys(triggers.get(report, ("", ""))[1] for report in reports[iri])),
                numbers[iri],
            )
            for iri in order
        ),
    )


def _triggers(store: Store) -> dict[str, tuple[str, str]]:
    """Report → the words that tell it first, and their sentence."""
    evidence = dict(_pairs(store, vocab.TRIGGER))
    wanted = set(evidence.values())
    selector = {iri: anchor for iri, anchor in _pairs(store, vocab.HAS_SELECTOR) if iri in wanted}
    sentence = {iri: anchor for iri, anchor in _pairs(store, vocab.SENTENCE) if iri in wanted}
    needed = {*selector.values(), *sentence.values()}
    words = {iri: text for iri, text in _pairs(store, vocab.EXACT) if iri in needed}
    return {
        report: (words.get(selector.get(node, ""), ""), words.get(sentence.get(node, ""), ""))
        for report, node in evidence.items()
    }


def _figures(store: Store, graph: str) -> dict[str, list[dict[str, Any]]]:
    """Event → the range of each of its measures: lowest and highest number told."""
    measure = {iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.MEASURE)}
    change = {iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.CHANGE)}
    low, high = dict(_pairs(store, vocab.LOW)), dict(_pairs(store, vocab.HIGH))
    ranges: dict[str, dict[tuple[str, str], dict[str, Any]]] = defaultdict(dict)
    for iri, figure in _pairs(store, vocab.HAS_FIGURE, graph):
        if figure not in measure:
            continue
        key = (measure[figure], change.get(figure, "total"))
        known = ranges[iri].setdefault(key, {"measure": key[0], "change": key[1], "low": None, "high": None})
        if figure in low:
            known["low"] = min(int(low[figure]), known["low"] if known["low"] is not None else int(low[figure]))
        if figure in high:
            known["high"] = max(int(high[figure]), known["high"] if known["high"] is not None else int(high[figure]))
    return {iri: [found[key] for key in sorted(found)] for iri, found in ranges.items()}
