"""What might be the same: events that were nearly joined to one, entities that are called nearly like one."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Row

from kg.graph.records import entities_called
from kg.link.comparison import SAME, Comparer, Profile
from kg.link.spelling import alike
from kg.model import Entity, Report
from kg.view.network import family_of
from kg.web.desk import Desk

NEARLY = 1.5  # below what is needed: as far as `kg info --doubts` looks
CANDIDATES = 8  # events compared for one page
NAMESAKES = 60  # names compared for one page
LIKE_NAMES = 80.0  # of 100, see kg/link/spelling.py
DAYS = 60


@dataclass(frozen=True, slots=True)
class Near:
    """A report of another event, the report of this one that it is most like, and why it was not joined."""

    event: Row
    mine: str
    other: str
    score: float
    why: str


def nearly_one(desk: Desk, event: Row, parted: Iterable[frozenset[str]], most: int = 4) -> list[Near]:
    """The events that nearly were one with this one, the closest first; not those that a person has parted."""
    rows = [event, *_candidates(desk, event)]
    told = _told(desk, rows)
    if len({row["n"] for row, _ in told}) < 2:
        return []
    comparer = Comparer(_world(desk, [report for _, report in told]))
    published = _published(desk, told)
    topics = desk.catalogue.topics([row["n"] for row in rows])
    about = {row["n"]: frozenset(topic["id"] for topic in topics[row["n"]]) for row in rows}

    def profile(row: Row, report: Report) -> Profile:
        made = comparer.profile(report, published[report.article_id])
        made.topics = about[row["n"]]
        return made

    profiles = [(row, profile(row, report)) for row, report in told]
    mine = [profile for row, profile in profiles if row["n"] == event["n"]]
    apart = set(parted)
    best: dict[int, Near] = {}
    for row, other in profiles:
        for own in mine if row["n"] != event["n"] else ():
            score = comparer.score(own, other)
            pair = frozenset((own.report.id, other.report.id))
            known = best.get(row["n"])
            if score >= SAME - NEARLY and pair not in apart and (known is None or score > known.score):
                why = comparer.explain(own, other).why()
                best[row["n"]] = Near(row, own.report.id, other.report.id, score, why)
    return sorted(best.values(), key=lambda near: (-near.score, near.event["n"]))[:most]


def _candidates(desk: Desk, event: Row) -> list[Row]:
    """Events of its group about its days that share who or where or lie near, those that share most first."""
    if event["first"] is None:
        return []
    sharing = desk.catalogue.rows(
        """SELECT other.* FROM part JOIN part AS there ON there.entity = part.entity AND there.event != part.event
        JOIN event AS other ON other.n = there.event
        WHERE part.event = ? AND other.grp = ? AND other.status = ?
        AND other.first BETWEEN date(?, ?) AND date(?, ?)
        GROUP BY other.n ORDER BY COUNT(DISTINCT part.entity) DESC, ABS(julianday(other.first) - julianday(?)), other.n
        LIMIT ?""",
        (
            *(event["n"], event["grp"], event["status"], event["first"], f"-{DAYS} days", event["first"]),
            *(f"+{DAYS} days", event["first"], CANDIDATES),
        ),
    )
    near = [
        row
        for row in desk.catalogue.near(event, DAYS, CANDIDATES)
        if (row["grp"], row["status"]) == (event["grp"], event["status"])
    ]
    return list({row["n"]: row for row in (*sharing, *near)}.values())


def _told(desk: Desk, rows: Sequence[Row]) -> list[tuple[Row, Report]]:
    """Each of the events with each of its reports, as they were read."""
    by_number = {row["n"]: row for row in rows}
    marks = ",".join("?" * len(rows))
    found = desk.catalogue.rows(
        f"SELECT told.event, told.report, article.id AS article FROM told JOIN article ON article.n = told.article"
        f" WHERE told.event IN ({marks}) ORDER BY told.event, told.report",
        list(by_number),
    )
    reports = {report.id: report for id in {row["article"] for row in found} for report in desk.store.reports(id)}
    return [(by_number[row["event"]], reports[row["report"]]) for row in found if row["report"] in reports]


def _published(desk: Desk, told: Iterable[tuple[Row, Report]]) -> dict[str, date | None]:
    return {id: desk.store.article(id).published for id in {report.article_id for _, report in told}}


def _world(desk: Desk, reports: Iterable[Report]) -> dict[str, Entity]:
    """The entities that reports name, and all that these belong to."""
    named = {id for report in reports for role, id in report.roles if role != "topic"}
    marks = ",".join("?" * len(named))
    rows = desk.catalogue.rows(
        "SELECT DISTINCT whole.id FROM entity JOIN within ON within.entity = entity.n"
        f" JOIN entity AS whole ON whole.n = within.whole WHERE entity.id IN ({marks})",
        sorted(named),
    )
    return entities_called(desk.store, [row["id"] for row in rows])


def namesakes(desk: Desk, entity: Row, most: int = 5) -> list[Row]:
    """Entities of its family with a name spelled nearly like one of its names, those of most events first."""
    names = [entity["fr"], entity["en"], *json.loads(entity["names"])]
    family = family_of(entity["kind"])
    found = [
        row
        for row in desk.catalogue.named_like(names, NAMESAKES)
        if row["n"] != entity["n"]
        and family_of(row["kind"]) == family
        and any(alike(name, other) >= LIKE_NAMES for name in names for other in (row["fr"], row["en"]))
    ]
    return found[:most]
