"""What linking keeps of each report, so that a change reads only what it touches: an SQLite file beside the graph.

Never the truth: all of it can be made again from the articles' graphs, and is when the file is missing, damaged, of another
version, or of another content than the graph. Articles that came, changed or went wait in it (`waiting`) from before the
graph is written until they are linked; events and entities that must be written wait (`unwritten`) from the linking until
they are. So a process may be killed at any moment, and the next one goes on where it was.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from kg.link.entities import canonical
from kg.model import Amount, Anchor, Entity, Figure, Interval, Report

VERSION = "2"
FILE = "linking.sqlite"
DROPPED = -1  # the step of a report that a person struck out
_NOWHERE = Anchor(0, 0, "")
_CACHE_KIB = 64_000
_TABLES = """
    CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS article (id TEXT PRIMARY KEY, source TEXT, run TEXT, day INTEGER) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS article_source ON article (source);
    CREATE TABLE IF NOT EXISTS waiting (article TEXT PRIMARY KEY, told TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS report (
        n INTEGER PRIMARY KEY, id TEXT UNIQUE, article TEXT, day INTEGER, told TEXT, body TEXT, step INTEGER, notes TEXT,
        decided INTEGER, topics TEXT, keys TEXT, low INTEGER, high INTEGER, event TEXT
    );
    CREATE INDEX IF NOT EXISTS report_article ON report (article);
    CREATE INDEX IF NOT EXISTS report_event ON report (event);
    CREATE INDEX IF NOT EXISTS report_decided ON report (decided) WHERE decided;
    CREATE TABLE IF NOT EXISTS about (topic TEXT, n INTEGER, PRIMARY KEY (topic, n)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS naming (entity TEXT, n INTEGER, how INTEGER, PRIMARY KEY (entity, n)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS block (
        month INTEGER, key INTEGER, n INTEGER, low INTEGER, high INTEGER, PRIMARY KEY (month, key, n)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS month (month INTEGER PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS edge (
        a INTEGER, b INTEGER, kind INTEGER, score REAL, joined INTEGER DEFAULT 0, PRIMARY KEY (a, b)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS doubt (n INTEGER PRIMARY KEY, other INTEGER, third INTEGER);
    CREATE TABLE IF NOT EXISTS pair (a TEXT, b TEXT, same INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS pair_b ON pair (b);
    CREATE TABLE IF NOT EXISTS entity (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS part (parent TEXT, child TEXT, PRIMARY KEY (parent, child)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS own (entity TEXT, article TEXT, body TEXT, PRIMARY KEY (entity, article)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS own_article ON own (article);
    CREATE TABLE IF NOT EXISTS unwritten (what TEXT, id TEXT, PRIMARY KEY (what, id)) WITHOUT ROWID;
"""
_WORKING = """
    CREATE TEMP TABLE IF NOT EXISTS touched (n INTEGER PRIMARY KEY, fresh INTEGER, grouped INTEGER DEFAULT 0);
    CREATE TEMP TABLE IF NOT EXISTS bucket (month INTEGER, key INTEGER, n INTEGER, PRIMARY KEY (month, key, n)) WITHOUT ROWID;
    CREATE TEMP TABLE IF NOT EXISTS candidate (id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TEMP TABLE IF NOT EXISTS written (what TEXT, id TEXT, PRIMARY KEY (what, id)) WITHOUT ROWID;
    CREATE TEMP TABLE IF NOT EXISTS changed (article TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_NEAR = """
    FROM edge JOIN report AS one ON one.n = edge.a JOIN report AS other ON other.n = edge.b
    LEFT JOIN doubt AS first ON first.n = edge.a AND edge.b IN (first.other, first.third)
    LEFT JOIN doubt AS second ON second.n = edge.b AND edge.a IN (second.other, second.third)
    WHERE kind = 0 AND edge.a < edge.b AND score >= ? AND one.event <> other.event AND NOT EXISTS
        (SELECT 1 FROM pair WHERE pair.a = min(one.id, other.id) AND pair.b = max(one.id, other.id) AND NOT same)
"""
Failed = sqlite3.DatabaseError  # what a full disk or a damaged file ends in
What = Literal["event", "entity"]
Kind = Literal[0, 1, 2]  # of an edge: 0 may be one event, 1 from a plan to its deed, 2 from a deed to its plan


@dataclass(frozen=True, slots=True)
class Row:
    """A report as it is linked: as people have it, with its day of publication and the events that it is about."""

    n: int
    report: Report
    day: date | None
    topics: tuple[str, ...]
    event: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A report as it was read (None: a person added it), and as it was linked."""

    n: int
    article: str
    day: int | None
    told: str | None
    body: str
    notes: list[str]
    step: int


class Index:
    """The index of one graph: a file, or memory where the graph is in memory too."""

    def __init__(self, path: Path | str | None = None) -> None:
        """Open it, empty where it is new, damaged, or of another version. A path "" is a file that is forgotten."""
        self.path = path
        try:
            self._open()
            if self.fact("version") != VERSION:
                self._make_anew()
        except sqlite3.DatabaseError:
            if not isinstance(path, Path) or not path.exists():
                raise
            self.close()
            _remove(path)
            self._open()
            self.clear()

    def _open(self) -> None:
        self.db = sqlite3.connect(":memory:" if self.path is None else self.path, isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = NORMAL")
        self.db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self.db.execute("PRAGMA temp_store = FILE")
        self.db.executescript(_TABLES + _WORKING)

    def _make_anew(self) -> None:
        """Tables as this version has them, empty, instead of those of another."""
        for name in self._tables():
            self.db.execute(f"DROP TABLE {name}")
        self.db.executescript(_TABLES)
        self.set_fact("version", VERSION)

    def _tables(self) -> list[str]:
        return [name for (name,) in self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]

    def close(self) -> None:
        """Let the file go."""
        self.db.close()

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction():
            for name in self._tables():
                self.db.execute(f"DELETE FROM {name}")
            self.set_fact("version", VERSION)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within is kept, or nothing of it."""
        if self.db.in_transaction:  # of a process that ended within
            self.db.execute("ROLLBACK")
        self.db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    # ------------------------------------------------------------ facts and articles

    def fact(self, name: str) -> str | None:
        """Something noted about the whole."""
        return self._text("SELECT value FROM facts WHERE name = ?", name)

    def set_fact(self, name: str, value: str) -> None:
        """Note something about the whole."""
        self.db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def forget_fact(self, name: str) -> None:
        """Note it no more."""
        self.db.execute("DELETE FROM facts WHERE name = ?", (name,))

    def source_of(self, article_id: str) -> str | None:
        """The id that the input gave an article of the graph."""
        return self._text("SELECT source FROM article WHERE id = ?", article_id)

    def run_of(self, article_id: str) -> str | None:
        """The run that read an article of the graph."""
        return self._text("SELECT run FROM article WHERE id = ?", article_id)

    def of_source(self, source_id: str) -> set[str]:
        """The articles that an input gave."""
        return {id for (id,) in self.db.execute("SELECT id FROM article WHERE source = ?", (source_id,))}

    def article_ids(self) -> Iterator[str]:
        """The articles of the graph, those left out that go meanwhile."""
        last = ""
        while found := self.db.execute(
            "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT 1000", (last,)
        ).fetchall():
            for (last,) in found:
                yield last

    def put_article(self, id: str, source_id: str, run: str, day: date | None) -> None:
        """Note an article of the graph."""
        ordinal = None if day is None else day.toordinal()
        self.db.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?)", (id, source_id, run, ordinal))

    def put_articles(self, sources: Iterable[tuple[str, str]]) -> None:
        """Note articles of the graph, whose run and day are said later: (id, the id that the input gave it)."""
        self.db.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, '', NULL)", sources)

    def set_runs(self, runs: Iterable[tuple[str, str]]) -> None:
        """Say which run read articles: (id, run)."""
        self.db.executemany("UPDATE article SET run = ?2 WHERE id = ?1", runs)

    def set_days(self, days: Iterable[tuple[str, date]]) -> None:
        """Say when articles were published: (id, day)."""
        rows = ((id, day.toordinal()) for id, day in days)
        self.db.executemany("UPDATE article SET day = ?2 WHERE id = ?1", rows)

    def drop_article(self, id: str) -> None:
        """Note that an article is no more in the graph."""
        self.db.execute("DELETE FROM article WHERE id = ?", (id,))

    # ------------------------------------------------------------ what waits

    def wait(self, article_ids: Iterable[str]) -> None:
        """Note that these articles are about to change: what they tell is to be read from the graph."""
        self.db.executemany("INSERT OR REPLACE INTO waiting VALUES (?, NULL)", [(id,) for id in article_ids])

    def wait_all(self) -> None:
        """Note that what every article tells is to be read from the graph."""
        self.db.execute("INSERT OR REPLACE INTO waiting SELECT id, NULL FROM article")

    def tell(self, article_id: str, day: date | None, reports: Sequence[Report], own: Sequence[Entity]) -> None:
        """What an article that waits tells, once it is in the graph."""
        told = [
            None if day is None else day.toordinal(),
            [[report.id, pack_report(report)] for report in reports],
            [pack_entity(canonical(entity)) for entity in own],
        ]
        self.db.execute("UPDATE waiting SET told = ? WHERE article = ?", (_text(told), article_id))

    def waiting(self) -> Iterator[tuple[str, tuple[int | None, list[tuple[str, str]], list[str]] | None]]:
        """(article, what it tells: day, reports, own entities; None: read it from the graph)."""
        for article, told in self._all("SELECT article, told FROM waiting ORDER BY article"):
            yield article, None if told is None else json.loads(told)

    def told(self, article_id: str) -> Any:
        """What an article that waits tells."""
        return json.loads(self._one("SELECT told FROM waiting WHERE article = ?", article_id))

    def end_waiting(self) -> None:
        """All that waited is taken in."""
        self.db.execute("DELETE FROM waiting")

    def owe(self, what: What, ids: Iterable[str]) -> None:
        """Note that events or entities are to be written, or taken out."""
        self.db.executemany("INSERT OR IGNORE INTO unwritten VALUES (?, ?)", [(what, id) for id in ids])

    def owes(self, what: What, id: str) -> bool:
        """Whether an event or entity is still to be written, or taken out."""
        query = (
            "SELECT 1 FROM unwritten WHERE what = ?1 AND id = ?2"
            " AND NOT EXISTS (SELECT 1 FROM written WHERE what = ?1 AND id = ?2)"
        )
        return self._one(query, what, id) is not None

    def owed_entities(self) -> Iterator[str]:
        """The entities that are to be written, or taken out."""
        return (id for (id,) in self._all("SELECT id FROM unwritten WHERE what = 'entity' ORDER BY id"))

    def owed_events(self, gone: bool = False) -> Iterator[str]:
        """The events that are to be written, what happened before what was said of it; or those to be taken out."""
        query = (
            "SELECT unwritten.id, min(step) AS first FROM unwritten LEFT JOIN report ON report.event = unwritten.id"
            f" WHERE what = 'event' GROUP BY unwritten.id HAVING first IS {'' if gone else 'NOT '}NULL ORDER BY first, unwritten.id"
        )
        return (id for id, _ in self._all(query))

    def start_writing(self) -> None:
        """Nothing that is owed is written yet."""
        self.db.execute("DELETE FROM written")

    def note_written(self, what: What, ids: Iterable[str]) -> None:
        """Note that events or entities are in the graph, or out of it."""
        self.db.executemany("INSERT OR IGNORE INTO written VALUES (?, ?)", [(what, id) for id in ids])

    def end_writing(self) -> None:
        """All that was owed is on the disk."""
        with self.transaction():
            self.db.execute("DELETE FROM unwritten")
            self.db.execute("DELETE FROM written")

    def is_settled(self) -> bool:
        """Whether nothing waits and nothing is owed."""
        return self._one("SELECT 1 WHERE EXISTS (SELECT 1 FROM waiting) OR EXISTS (SELECT 1 FROM unwritten)") is None

    # ------------------------------------------------------------ reports

    def row(self, n: int) -> Row:
        """The report with this number."""
        id, article, day, body, topics, event = self.db.execute(
            "SELECT id, article, day, body, topics, event FROM report WHERE n = ?", (n,)
        ).fetchone()
        report = unpack_report(id, article, body)
        return Row(n, report, None if day is None else date.fromordinal(day), tuple(json.loads(topics)), event)

    def number(self, report_id: str) -> int | None:
        """The number of a report that is linked."""
        return self._count("SELECT n FROM report WHERE id = ? AND step >= 0", report_id)

    def report(self, n: int) -> tuple[Report, tuple[str, ...]]:
        """A report, and the events that it is about."""
        row = self.row(n)
        return row.report, row.topics

    def of_article(self, article_id: str) -> list[tuple[int, str, Report, int]]:
        """(number, id, report as people have it, step) of the reports of an article."""
        found = self.db.execute("SELECT n, id, body, step FROM report WHERE article = ? ORDER BY id", (article_id,))
        return [(n, id, unpack_report(id, article_id, body), step) for n, id, body, step in found.fetchall()]

    def id_of(self, n: int) -> str:
        """The id of a report."""
        return str(self._one("SELECT id FROM report WHERE n = ?", n))

    def set_step(self, n: int, step: int) -> None:
        """Say when a report is linked."""
        self.db.execute("UPDATE report SET step = ? WHERE n = ?", (step, n))

    def set_topics(self, n: int, topics: Iterable[str]) -> None:
        """Say which events a report is about."""
        self.db.execute("UPDATE report SET topics = ? WHERE n = ?", (_text(list(topics)), n))

    def about(self, numbers: Iterable[int]) -> list[int]:
        """The statements about these reports."""
        query = "SELECT about.n FROM report JOIN about ON about.topic = report.id WHERE report.n = ?"
        return [n for number in numbers for (n,) in self.db.execute(query, (number,))]

    def event_of(self, report_id: str, before: int = 3) -> str | None:
        """The event of a report that is linked in a step before this one."""
        return self._text("SELECT event FROM report WHERE id = ? AND step < ?", report_id, before)

    def event_of_number(self, n: int) -> str | None:
        """The event of a report."""
        return self._text("SELECT event FROM report WHERE n = ?", n)

    def event_ids(self) -> list[str]:
        """The ids of all events."""
        query = "SELECT DISTINCT event FROM report WHERE event IS NOT NULL ORDER BY event"
        return [event for (event,) in self.db.execute(query)]

    def count_merged(self) -> int:
        """How many events more than one report tells."""
        query = "SELECT count(*) FROM (SELECT 1 FROM report WHERE event IS NOT NULL GROUP BY event HAVING count(*) > 1)"
        return int(self._one(query))

    def members(self, event_id: str) -> list[int]:
        """The reports of an event."""
        return [n for (n,) in self.db.execute("SELECT n FROM report WHERE event = ?", (event_id,))]

    def set_event(self, numbers: Iterable[int], event: str | None) -> None:
        """Say which event reports tell; it, and those that they told before, are to be written."""
        before = {self.event_of_number(n) for n in numbers}
        self.owe("event", {id for id in {*before, event} if id is not None})
        if before != {event}:
            self.db.executemany("UPDATE report SET event = ? WHERE n = ?", [(event, n) for n in numbers])

    # ------------------------------------------------------------ linking

    def touched(self, step: int) -> Iterator[tuple[int, bool]]:
        """(number, fresh) of the touched reports of a step."""
        query = "SELECT touched.n, fresh FROM touched JOIN report USING (n) WHERE step = ? ORDER BY touched.n"
        for n, fresh in self._all(query, step):
            yield n, bool(fresh)

    def ungrouped(self, step: int, new: bool, most: int = -1) -> list[int]:
        """The touched reports until a step that wait to be grouped: those that never were, or those that were."""
        query = (
            "SELECT touched.n FROM touched JOIN report USING (n) WHERE NOT grouped AND step BETWEEN 0 AND ?"
            f" AND event IS {'' if new else 'NOT '}NULL ORDER BY low, touched.n LIMIT ?"
        )
        return [n for (n,) in self.db.execute(query, (step, most))]

    def note_grouped(self, numbers: Iterable[int]) -> None:
        """Note that touched reports are grouped."""
        self.db.executemany("UPDATE touched SET grouped = 1 WHERE n = ?", [(n,) for n in numbers])

    def put_blocks(self, n: int, keys: Sequence[int], low: int, high: int) -> None:
        """Put a report into its blocks, in which it is fresh."""
        spans = months(low, high)
        rows = [(month, key, n) for key in keys for month in spans]
        self.db.executemany("INSERT OR IGNORE INTO block VALUES (?, ?, ?, ?, ?)", [(*row, low, high) for row in rows])
        self.db.executemany("INSERT OR IGNORE INTO bucket VALUES (?, ?, ?)", rows)
        self.db.executemany("INSERT OR IGNORE INTO month VALUES (?)", [(month,) for month in spans if month != EVER])
        self.db.execute("UPDATE report SET keys = ?, low = ?, high = ? WHERE n = ?", (_text(keys), low, high, n))

    def buckets(self) -> Iterator[tuple[int, int, list[int]]]:
        """(month, key, the fresh reports in it) of each block that has some."""
        rows = self._all("SELECT month, key, n FROM bucket ORDER BY month, key, n")
        for (month, key), members in groupby(rows, key=lambda row: (row[0], row[1])):
            yield month, key, [n for _, _, n in members]

    def clear_buckets(self) -> None:
        """Nothing is fresh any more."""
        self.db.execute("DELETE FROM bucket")

    def months(self) -> list[int]:
        """The months in which a block has members."""
        return [month for (month,) in self.db.execute("SELECT month FROM month ORDER BY month")]

    def block(self, month: int, key: int) -> list[tuple[int, int, int]]:
        """(number, window) of the reports in a block."""
        return self.db.execute("SELECT n, low, high FROM block WHERE month = ? AND key = ?", (month, key)).fetchall()

    def put_edges(self, edges: Iterable[tuple[int, int, int, float]]) -> None:
        """Write what reports may be joined with: (one, other, kind, score)."""
        self.db.executemany("INSERT OR REPLACE INTO edge (a, b, kind, score) VALUES (?, ?, ?, ?)", edges)

    def set_history(
        self, numbers: Iterable[int], joined: Iterable[tuple[int, int]], doubts: Iterable[tuple[int, int, int]]
    ) -> None:
        """Say which pairs of reports that were grouped were joined, and which of them are in doubt: (it, other, third)."""
        rows = [(n,) for n in numbers]
        self.db.executemany("UPDATE edge SET joined = 0 WHERE a = ? AND joined", rows)
        self.db.executemany("DELETE FROM doubt WHERE n = ?", rows)
        both = [pair for a, b in joined for pair in ((a, b), (b, a))]
        self.db.executemany("UPDATE edge SET joined = 1 WHERE a = ? AND b = ?", both)
        self.db.executemany("INSERT INTO doubt VALUES (?, ?, ?)", doubts)

    def doubt(self, n: int) -> tuple[int, int] | None:
        """The two reports of groups that exclude each other, for a report that joins neither."""
        found: tuple[int, int] | None = self.db.execute("SELECT other, third FROM doubt WHERE n = ?", (n,)).fetchone()
        return found

    def near(self, least: float) -> Iterator[tuple[int, int, float, bool]]:
        """(one, other, score, doubt) of the pairs from a score on that are two events, and not by a person; the closest first."""
        query = (
            f"SELECT edge.a, edge.b, score, coalesce(first.n, second.n) IS NOT NULL {_NEAR}"
            " ORDER BY score DESC, min(one.id, other.id), max(one.id, other.id)"
        )
        for a, b, score, doubt in self._all(query, least):
            yield a, b, score, bool(doubt)

    def count_near(self, least: float) -> int:
        """How many pairs `near` tells."""
        return int(self._one(f"SELECT count(*) {_NEAR}", least))

    def partners(self, n: int) -> list[int]:
        """The reports that people said are the same event as this one."""
        query = (
            "SELECT other.n FROM report AS one JOIN pair ON pair.{} = one.id JOIN report AS other ON other.id = pair.{}"
            " WHERE one.n = ? AND same AND other.step >= 0"
        )
        return [other for ends in ("ab", "ba") for (other,) in self.db.execute(query.format(*ends), (n,))]

    def set_pairs(self, same: Iterable[tuple[str, str]], different: Iterable[tuple[str, str]]) -> None:
        """Write what people decided of pairs of reports, and touch those of which they decided otherwise before."""
        now = {(*pair, 1) for pair in same} | {(*pair, 0) for pair in different}
        before = set(self.db.execute("SELECT a, b, same FROM pair"))
        changed = {id for a, b, _ in now ^ before for id in (a, b)}
        self.touch((n for id in sorted(changed) if (n := self.number(id)) is not None), fresh=False)
        self.db.execute("DELETE FROM pair")
        self.db.executemany("INSERT OR REPLACE INTO pair VALUES (?, ?, ?)", now)

    def end_linking(self) -> None:
        """Nothing is touched any more."""
        for name in ("touched", "bucket", "candidate", "changed"):
            self.db.execute(f"DELETE FROM {name}")

    def touch(self, numbers: Iterable[int], fresh: bool) -> None:
        """Note that reports are to be grouped anew; `fresh` ones are to be compared anew too."""
        self.db.executemany(
            "INSERT INTO touched VALUES (?, ?, 0)"
            " ON CONFLICT DO UPDATE SET fresh = max(fresh, excluded.fresh), grouped = 0",
            [(n, int(fresh)) for n in numbers],
        )

    def touch_once(self, numbers: Iterable[int]) -> None:
        """Note that reports are to be grouped anew, unless this linking did it."""
        self.db.executemany("INSERT OR IGNORE INTO touched VALUES (?, 0, 0)", [(n,) for n in numbers])

    def is_fresh(self, n: int) -> bool:
        """Whether this linking compares a report anew."""
        return self._one("SELECT 1 FROM touched WHERE n = ? AND fresh", n) is not None

    def pairs(self, n: int, least: float) -> list[tuple[int, str, float, int, int]]:
        """(other, its id, score, joined, grouped) of the reports that one may be joined with, from a score on."""
        query = (
            "SELECT b, id, score, joined, event IS NOT NULL FROM edge JOIN report ON report.n = b"
            " WHERE a = ? AND kind = 0 AND score >= ?"
        )
        return self.db.execute(query, (n, least)).fetchall()

    def plans(self, n: int, kind: Kind) -> list[tuple[int, float]]:
        """(other, score) of the deeds of a plan (kind 1), or of the plans of a deed (kind 2)."""
        return self.db.execute("SELECT b, score FROM edge WHERE a = ? AND kind = ?", (n, kind)).fetchall()

    def unlink(self, n: int, least: float) -> None:
        """Take a report out of its blocks, and touch what it was compared with and one event with."""
        compared = "SELECT b FROM edge WHERE a = ?1 AND (score >= ?2 OR kind > 0)"
        together = "SELECT n FROM report WHERE event = (SELECT event FROM report WHERE n = ?1) AND n <> ?1"
        near = self.db.execute(f"{compared} UNION {together}", (n, least)).fetchall()
        self.touch((b for (b,) in near), fresh=False)
        self.db.execute("DELETE FROM edge WHERE b = ? AND a IN (SELECT b FROM edge WHERE a = ?)", (n, n))
        self.db.execute("DELETE FROM edge WHERE a = ?", (n,))
        self.db.execute("DELETE FROM doubt WHERE n = ?", (n,))
        keys, low, high = self.db.execute("SELECT keys, low, high FROM report WHERE n = ?", (n,)).fetchone()
        if keys is not None:
            rows = [(month, key, n) for key in json.loads(keys) for month in months(low, high)]
            self.db.executemany("DELETE FROM block WHERE month = ? AND key = ? AND n = ?", rows)
            self.db.execute("UPDATE report SET keys = NULL WHERE n = ?", (n,))

    def remove(self, n: int, least: float) -> None:
        """Forget a report."""
        self.unlink(n, least)
        self.touch(self.about([n]), fresh=False)
        told, body, event = self.db.execute("SELECT told, body, event FROM report WHERE n = ?", (n,)).fetchone()
        self._forget_names(n, told, body)
        if event is not None:
            self.owe("event", [event])
        self.db.execute("DELETE FROM report WHERE n = ?", (n,))
        self.db.execute("DELETE FROM touched WHERE n = ?", (n,))

    def _forget_names(self, n: int, told: str | None, body: str) -> None:
        for packed in {told, body} - {None}:
            ids = _named(str(packed))
            self.db.executemany("DELETE FROM naming WHERE entity = ? AND n = ?", [(id, n) for id in ids])
            self.add_candidates(ids)
            topics = _topic_ids(str(packed))
            self.db.executemany("DELETE FROM about WHERE topic = ? AND n = ?", [(id, n) for id in topics])

    def read_of_article(self, article_id: str) -> dict[str, tuple[int, int | None, str]]:
        """Report id → (number, day, report as it was read) of an article."""
        query = "SELECT id, n, day, told FROM report WHERE article = ? AND told IS NOT NULL"
        return {id: (n, day, told) for id, n, day, told in self.db.execute(query, (article_id,))}

    def as_read(self, report_id: str) -> "Told | None":
        """A report as it was read and as people have it."""
        found = self.db.execute(
            "SELECT n, article, day, told, body, notes, step FROM report WHERE id = ?", (report_id,)
        ).fetchone()
        if found is None:
            return None
        n, article, day, told, body, notes, step = found
        return Told(n, article, day, told, body, json.loads(notes), step)

    def day_of(self, article_id: str) -> int | None:
        """The day of publication of an article of the graph."""
        return self._count("SELECT day FROM article WHERE id = ?", article_id)

    def decided(self) -> set[str]:
        """The reports that people changed, struck out or added when last they were linked."""
        return {id for (id,) in self.db.execute("SELECT id FROM report WHERE decided")}

    def mark_decided(self, n: int, notes: Sequence[str], decided: bool) -> None:
        """Note what people decided of a report."""
        self.db.execute("UPDATE report SET notes = ?, decided = ? WHERE n = ?", (_text(notes), int(decided), n))

    def change_article(self, article_id: str) -> None:
        """Note that reports of an article came, changed or went."""
        self.db.execute("INSERT OR IGNORE INTO changed VALUES (?)", (article_id,))

    def changed_articles(self) -> Iterator[str]:
        """The articles of which reports came, changed or went."""
        return (id for (id,) in self._all("SELECT article FROM changed ORDER BY article"))

    def put_report(self, n: int | None, id: str, article: str, day: int | None, told: str | None, body: str) -> int:
        """Write a report as it was read (`told`, None for one that a person added) and as people have it; its number."""
        if n is None:
            cursor = self.db.execute(
                "INSERT INTO report (id, article, day, told, body, step, notes, decided, topics)"
                " VALUES (?, ?, ?, ?, ?, 0, '[]', 0, '[]')",
                (id, article, day, told, body),
            )
            n = int(cursor.lastrowid or 0)
        else:
            before = self.db.execute("SELECT told, body FROM report WHERE n = ?", (n,)).fetchone()
            self._forget_names(n, *before)
            self.db.execute(
                "UPDATE report SET article = ?, day = ?, told = ?, body = ? WHERE n = ?",
                (article, day, told, body, n),
            )
        read = set(_named(told)) if told is not None else set()
        now = set(_named(body))
        rows = [(entity, n, (entity in read) + 2 * (entity in now)) for entity in read | now]
        self.db.executemany("INSERT OR REPLACE INTO naming VALUES (?, ?, ?)", rows)
        self.add_candidates(read | now)
        self.db.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", [(topic, n) for topic in _topic_ids(body)])
        return n

    # ------------------------------------------------------------ entities

    def add_candidates(self, ids: Iterable[str]) -> None:
        """Entities that this linking must look at."""
        self.db.executemany("INSERT OR IGNORE INTO candidate VALUES (?)", [(id,) for id in ids])

    def entity(self, id: str) -> Entity | None:
        """An entity as the graph has it, or will."""
        body = self._one("SELECT body FROM entity WHERE id = ?", id)
        return None if body is None else unpack_entity(body)

    def put_entity(self, id: str, entity: Entity | None) -> None:
        """Write an entity, or forget it."""
        self.db.execute(
            "DELETE FROM part WHERE child = ?1 AND parent IN"
            " (SELECT value FROM entity, json_each(entity.body, '$[5]') WHERE entity.id = ?1)", (id,)
        )  # fmt: skip
        if entity is None:
            self.db.execute("DELETE FROM entity WHERE id = ?", (id,))
            return
        self.db.execute("INSERT OR REPLACE INTO entity VALUES (?, ?)", (id, pack_entity(entity)))
        self.db.executemany("INSERT OR IGNORE INTO part VALUES (?, ?)", [(parent, id) for parent in entity.part_of])

    def own(self, id: str) -> list[Entity]:
        """An entity as each of the articles tells it that make it known."""
        found = self.db.execute("SELECT body FROM own WHERE entity = ? ORDER BY article", (id,))
        return [unpack_entity(body) for (body,) in found]

    def put_own(self, article_id: str, told: Iterable[str]) -> None:
        """Write the entities that an article alone makes known, instead of those of before."""
        before = self.db.execute("SELECT entity FROM own WHERE article = ?", (article_id,)).fetchall()
        self.add_candidates(id for (id,) in before)
        self.db.execute("DELETE FROM own WHERE article = ?", (article_id,))
        rows = [(json.loads(body)[0], article_id, body) for body in told]
        self.db.executemany("INSERT OR REPLACE INTO own VALUES (?, ?, ?)", rows)
        self.add_candidates(id for id, _, _ in rows)

    def take_candidates(self) -> list[str]:
        """Some of the entities that must be looked at, and no longer must."""
        found = [id for (id,) in self.db.execute("SELECT id FROM candidate ORDER BY id LIMIT 1000")]
        self.db.executemany("DELETE FROM candidate WHERE id = ?", [(id,) for id in found])
        return found

    def is_new(self) -> bool:
        """Whether no entity is known yet."""
        return self._one("SELECT 1 FROM entity LIMIT 1") is None

    def is_named(self, id: str, read: bool = False) -> bool:
        """Whether a report names an entity; with `read`, as it was read."""
        found = self._one(f"SELECT 1 FROM naming WHERE entity = ?{' AND how & 1' if read else ''} LIMIT 1", id)
        return found is not None

    def named(self) -> Iterator[str]:
        """The entities that reports name, as they were read."""
        return (id for (id,) in self._all("SELECT DISTINCT entity FROM naming WHERE how & 1 ORDER BY entity"))

    def naming(self, id: str, read: bool = False) -> list[int]:
        """The reports that name an entity; with `read`, as they were read."""
        query = f"SELECT n FROM naming WHERE entity = ?{' AND how & 1' if read else ''}"
        return [n for (n,) in self.db.execute(query, (id,))]

    def is_needed(self, id: str) -> bool:
        """Whether a report names an entity or one that is part of it."""
        return any(self.is_named(below) for below in self.inside(id))

    def inside(self, id: str) -> Iterator[str]:
        """An entity and all that is part of it."""
        seen, todo = {id}, [id]
        while todo:
            above = todo.pop()
            yield above
            new = {child for (child,) in self.db.execute("SELECT child FROM part WHERE parent = ?", (above,))} - seen
            seen |= new
            todo += sorted(new)

    # ------------------------------------------------------------ asking

    def _one(self, query: str, *values: object) -> Any:
        found = self.db.execute(query, values).fetchone()
        return None if found is None else found[0]

    def _text(self, query: str, *values: object) -> str | None:
        found = self._one(query, *values)
        return None if found is None else str(found)

    def _count(self, query: str, *values: object) -> int | None:
        found = self._one(query, *values)
        return None if found is None else int(found)

    def _all(self, query: str, *values: Any) -> Iterator[Any]:
        """Rows of a query, some at a time, by a cursor of its own."""
        cursor = self.db.cursor()
        cursor.execute(query, values)
        while rows := cursor.fetchmany(1000):
            yield from rows


class KnownEntities(Mapping[str, Entity]):
    """The entities of an index as a mapping that remembers those last asked for."""

    def __init__(self, index: Index, most: int = 50_000) -> None:
        self._index = index
        self._most = most
        self._found: dict[str, Entity | None] = {}

    def get(self, id: str, default: Any = None) -> Any:
        """The entity with this id."""
        if id not in self._found:
            if len(self._found) >= self._most:
                self._found.clear()
            self._found[id] = self._index.entity(id)
        return self._found[id] or default

    def forget(self) -> None:
        """Ask the index again."""
        self._found.clear()

    def __getitem__(self, id: str) -> Entity:
        found = self.get(id)
        if found is None:
            raise KeyError(id)
        return found  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        return (id for (id,) in self._index.db.execute("SELECT id FROM entity ORDER BY id"))

    def __len__(self) -> int:
        return int(self._index.db.execute("SELECT count(*) FROM entity").fetchone()[0])


def renew(index: Index, stamp: str, run: str) -> tuple[Index, bool]:
    """The index, and whether it is that of a graph with this content, linked by this run; else it is emptied."""
    holds = index.fact("stamp") == stamp and index.fact("run") == run
    if not holds:
        index.clear()
        index.set_fact("run", run)
    return index, holds


def find_index(path: Path, stamp: str) -> Index | None:
    """The index in a file, to read, when it is that of a graph with this content, all of it linked."""
    if not path.is_file():
        return None
    index = Index(path)
    if index.fact("stamp") == stamp and index.is_settled() and index.fact("events") is None:
        return index
    index.close()
    return None


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


# ---------------------------------------------------------------- days

EVER = -1_000_000  # the month of a window that is too wide for months
_EVER_DAYS = 400
_MONTH_DAYS = 28
_FAR = 10_000_000  # in place of an infinite day


def months(low: int, high: int) -> Sequence[int]:
    """The spans of 28 days that a window touches; one number for those that touch many."""
    if high - low > _EVER_DAYS:
        return (EVER,)
    return range(low // _MONTH_DAYS, high // _MONTH_DAYS + 1)


def month_of(member: tuple[int, int, int]) -> int:
    """The first month of a member of a block; EVER for one that is in no month."""
    return EVER if member[2] - member[1] > _EVER_DAYS else member[1] // _MONTH_DAYS


def bounded(window: tuple[float, float]) -> tuple[int, int]:
    """A window in whole numbers."""
    return int(max(window[0], -_FAR)), int(min(window[1], _FAR))


# ---------------------------------------------------------------- values as text


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack_report(report: Report) -> str:
    """A report as text, without its ids and evidence: what is compared, in a fixed order."""
    interval = report.interval
    figures = [
        [figure.measure, figure.amount.low, figure.amount.high, figure.amount.unit, figure.amount.change]
        for figure in report.figures
    ]
    return _text(
        [
            report.type,
            report.status,
            interval.begin.isoformat() if interval is not None and interval.begin is not None else None,
            interval.end.isoformat() if interval is not None and interval.end is not None else None,
            report.time_basis,
            sorted(set(report.roles)),
            figures,
            sorted(set(report.sources)),
        ]
    )


def unpack_report(id: str, article_id: str, packed: str) -> Report:
    """The report that `pack_report` packed."""
    type, status, begin, end, basis, roles, figures, sources = json.loads(packed)
    first = date.fromisoformat(begin) if begin else None
    last = date.fromisoformat(end) if end else None
    return Report(
        id=id,
        article_id=article_id,
        type=type,
        status=status,
        interval=Interval(first, last) if first or last else None,
        time_basis=basis,
        roles=tuple((role, filler) for role, filler in roles),
        figures=tuple(
            Figure(measure, Amount(low, high, unit, change), _NOWHERE) for measure, low, high, unit, change in figures
        ),
        sources=tuple(sources),
        evidence=(),
    )


def _named(packed: str) -> list[str]:
    told = json.loads(packed)
    return [*(id for role, id in told[5] if role != "topic"), *told[7]]


def _topic_ids(packed: str) -> list[str]:
    return [id for role, id in json.loads(packed)[5] if role == "topic"]


def pack_entity(entity: Entity) -> str:
    """An entity as text."""
    return _text(
        [entity.id, entity.kind, entity.labels, entity.same_as, entity.coordinates, entity.part_of, entity.radius_km]
    )


def unpack_entity(packed: str) -> Entity:
    """The entity that `pack_entity` packed."""
    id, kind, labels, same_as, point, part_of, radius = json.loads(packed)
    return Entity(
        id=id,
        kind=kind,
        labels=tuple((language, text) for language, text in labels),
        same_as=tuple(same_as),
        coordinates=(point[0], point[1]) if point else None,
        part_of=tuple(part_of),
        radius_km=radius,
    )
