"""Reports of the same event become one event: pairs measured on tests/identity/events.toml, and what events hold."""

import sqlite3
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.link.comparison import Comparer
from kg.link.decisions import Decided
from kg.link.events import Comparison, Linking, compare, in_memory, link_events, near_misses
from kg.link.index import VERSION, Index
from kg.link.spelling import local_slug
from kg.model import Amount, Anchor, Entity, Event, Evidence, Figure, Interval, Report
from kg.vocabulary import MEASURES, ROLES

IDENTITY = Path(__file__).parent / "identity"
ANCHOR = Anchor(0, 1, "x")


@dataclass(frozen=True)
class World:
    reports: tuple[Report, ...]
    entities: dict[str, Entity]
    published: dict[str, date | None]
    meant: dict[str, str]  # report id → event
    cases: int


def article_id(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:16]


def known_entities() -> dict[str, Entity]:
    data = tomllib.loads((IDENTITY / "world.toml").read_text(encoding="utf-8"))
    return {
        id: Entity(
            id,
            row[0],
            (("fr", row[1]),),
            (),
            tuple(data["points"][id]) if id in data["points"] else None,
            tuple(row[2:]),
        )
        for id, row in data["entities"].items()
    }


def read_report(line: str, case: str, entities: dict[str, Entity]) -> tuple[Report, str, date | None]:
    """One line of events.toml → (report, event meant, day of publication)."""
    event, article, day, type, *rest = line.split()
    source = article_id(f"{case} {article}")
    status, interval, basis = "asserted", None, None
    roles, figures = [], []
    for part in rest:
        if part.startswith("["):
            status = part.strip("[]")
        elif part.startswith("@"):
            begin, slash, end = part[1:].partition("/")
            first = date.fromisoformat(begin) if begin else None
            last = date.fromisoformat(end) if end else None if slash else first + timedelta(1)
            interval, basis = Interval(first, last), "text"
        else:
            key, value = part.split("=")
            if key in MEASURES:
                number = int(value.lstrip("+"))
                figures.append(
                    Figure(key, Amount(number, number, None, "additional" if value[0] == "+" else "total"), ANCHOR)
                )
            elif key == "topic":
                roles.append((key, report_id(case, article, value)))
            else:
                assert key in ROLES, f"{case}: {key} is no role"
                if value.startswith("~"):
                    label = value[1:].replace("-", " ")
                    value = local_slug(label, source, len(roles))
                    entities[value] = Entity(value, "Group", (("fr", label),))
                assert value in entities, f"{case}: {value} is not in world.toml"
                roles.append((key, value))
    report = Report(
        report_id(case, article, event), source, type, status, interval, basis, tuple(roles), tuple(figures), (),
        (Evidence("trigger", ANCHOR, ANCHOR),),
    )  # fmt: skip
    return report, f"{case} {event}", None if day == "-" else date.fromisoformat(day)


def report_id(case: str, article: str, event: str) -> str:
    return sha256(f"{case} {article} {event}".encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def world() -> World:
    entities = known_entities()
    cases = tomllib.loads((IDENTITY / "events.toml").read_text(encoding="utf-8"))["case"]
    rows = [read_report(line, case["note"], entities) for case in cases for line in case["reports"]]
    published = {report.article_id: day for report, _, day in rows}
    return World(
        tuple(report for report, _, _ in rows), entities, published, {r.id: event for r, event, _ in rows}, len(cases)
    )


def linked(reports: tuple[Report, ...]) -> tuple[Event, ...]:
    return link_events(reports, world().entities, world().published)


def pairs_of(events: tuple[Event, ...]) -> set[frozenset[str]]:
    return {frozenset((a.id, b.id)) for event in events for a, b in combinations(event.reports, 2)}


def one(line: str, name: str = "made up") -> Report:
    return read_report(line, name, world().entities)[0]


# ---------------------------------------------------------------- measured


def test_same_event_pairs() -> None:
    meant = world().meant
    wanted = {frozenset((a, b)) for a, b in combinations(meant, 2) if meant[a] == meant[b]}
    found = pairs_of(linked(world().reports))
    precision, recall = len(found & wanted) / len(found), len(found & wanted) / len(wanted)
    f1 = 2 * precision * recall / (precision + recall)
    assert (world().cases, len(meant), len(wanted)) == (55, 193, 91)
    assert precision >= 0.97, sorted(sorted(meant[id] for id in pair) for pair in found - wanted)
    assert f1 >= 0.92, sorted(sorted(meant[id] for id in pair) for pair in wanted - found)


# ---------------------------------------------------------------- pairs, one fact each

BASE = "Bombing place=mosul deaths=12 @2016-07-04"
SAME_OR_NOT = [
    ("the same words", "2016-07-04", BASE, "2016-07-04", BASE, True),
    ("a broader class", "2016-07-04", BASE, "2016-07-04", "Attack place=mosul deaths=12 @2016-07-04", True),
    ("a narrower class", "2016-07-04", BASE, "2016-07-05", "SuicideAttack place=mosul @2016-07-04", True),
    ("another kind of attack that papers mix up", "2016-07-04", BASE, "2016-07-04", "Airstrike place=mosul deaths=12 @2016-07-04", True),
    ("another class", "2016-07-04", BASE, "2016-07-04", "Arrest place=mosul @2016-07-04", False),
    ("an abduction is no bombing", "2016-07-04", BASE, "2016-07-04", "Abduction place=mosul deaths=12 @2016-07-04", False),
    ("the next day", "2016-07-04", BASE, "2016-07-05", "Bombing place=mosul deaths=12 @2016-07-05", False),
    ("the night that holds the day", "2016-07-04", BASE, "2016-07-04", "Bombing place=mosul @2016-07-03/2016-07-05", True),
    ("another town", "2016-07-04", BASE, "2016-07-04", "Bombing place=tal-afar deaths=12 @2016-07-04", False),
    ("another country", "2016-07-04", BASE, "2016-07-04", "Bombing place=syria deaths=12 @2016-07-04", False),
    ("the region of the town, and the count", "2016-07-04", BASE, "2016-07-04", "Bombing place=nineveh deaths=12 @2016-07-04", True),
    ("the country alone", "2016-07-04", BASE, "2016-07-04", "Bombing place=iraq @2016-07-04", False),
    ("the country and the count", "2016-07-04", BASE, "2016-07-04", "Bombing place=iraq deaths=12 @2016-07-04", True),
    ("told without a day on that day", "2016-07-04", BASE, "2016-07-04", "Bombing place=mosul deaths=12", True),
    ("told without a day the day before it happened", "2016-07-04", BASE, "2016-07-02", "Bombing place=mosul deaths=12", False),
    ("told without a day a month later", "2016-07-04", BASE, "2016-08-04", "Bombing place=mosul deaths=12", False),
    ("planned", "2016-07-04", BASE, "2016-07-04", "Bombing [planned] place=mosul deaths=12 @2016-07-04", False),
    ("unconfirmed", "2016-07-04", BASE, "2016-07-04", "Bombing [possible] place=mosul @2016-07-04", True),
    ("a toll ten times as high on the same day", "2016-07-04", BASE, "2016-07-04", "Bombing place=mosul deaths=150 @2016-07-04", False),
    ("a toll that grew by the next day", "2016-07-04", BASE, "2016-07-05", "Bombing place=mosul deaths=30 @2016-07-04", True),
    ("unnamed attackers", "2016-07-04", BASE + " agent=islamic-state", "2016-07-04", BASE + " agent=~un-kamikaze", True),
    ("another attacker", "2016-07-04", BASE + " agent=islamic-state", "2016-07-04", BASE + " agent=al-nusra-front", False),
    ("the army and its state", "2016-07-04", "Airstrike agent=russia place=aleppo @2016-07-04", "2016-07-04", "Airstrike agent=russia-armed-forces place=aleppo @2016-07-04", True),
    ("soldiers sent, another number", "2016-07-04", "Deployment agent=france place=mali personnel=200", "2016-07-04", "Deployment agent=france place=mali personnel=500", False),
    ("soldiers more, and soldiers in all", "2016-07-04", "Deployment agent=france place=mali personnel=+200", "2016-07-04", "TroopPresence agent=france place=mali personnel=4000", False),
    ("another visitor", "2016-07-04", "Visit agent=john-kerry place=iraq @2016-07-04", "2016-07-04", "Visit agent=ashton-carter place=iraq @2016-07-04", False),
    ("the fourth visit and the third", "2016-07-04", "Visit agent=john-kerry place=iraq occurrence=4", "2016-07-05", "Visit agent=john-kerry place=iraq occurrence=3", False),
    ("another successor", "2016-07-04", "Appointment target=moussa-mara place=mali", "2016-07-04", "Appointment target=soumeylou-boubeye-maiga place=mali", False),
    ("another office", "2016-07-04", "Appointment target=moussa-mara office=premier-ministre-of-mali", "2016-07-04", "Appointment target=moussa-mara office=ministre-defense-of-mali", False),
    ("resigned and was dismissed", "2016-07-04", "Departure agent=moussa-mara place=mali", "2016-07-04", "Departure target=moussa-mara place=mali", True),
    ("attacked undated, in one country on one day", "2016-07-04", "Attack agent=islamic-state place=iraq", "2016-07-04", "Attack agent=islamic-state place=iraq", False),
]  # fmt: skip


@pytest.mark.parametrize(("what", "day_a", "a", "day_b", "b", "same"), SAME_OR_NOT, ids=[row[0] for row in SAME_OR_NOT])
def test_same_or_not(what: str, day_a: str, a: str, day_b: str, b: str, same: bool) -> None:
    first, _, published_a = read_report(f"a 1 {day_a} {a}", what, world().entities)
    second, _, published_b = read_report(f"b 2 {day_b} {b}", what, world().entities)
    published = {first.article_id: published_a, second.article_id: published_b}
    events = link_events((first, second), world().entities, published)
    assert len(events) == (1 if same else 2), compare(first, second, world().entities, published).why()


def test_table_is_whole() -> None:
    assert (len(SAME_OR_NOT), sum(row[5] for row in SAME_OR_NOT)) == (31, 13)


def test_one_article_tells_two() -> None:
    a, b = one("a 1 2016-07-04 " + BASE), one("b 1 2016-07-04 " + BASE)
    assert len(link_events((a, b), world().entities, {})) == 2


# ---------------------------------------------------------------- what an event holds


def event_of(*lines: str) -> Event:
    rows = [read_report(line, "holds", world().entities) for line in lines]
    events = link_events([row[0] for row in rows], world().entities, {row[0].article_id: row[2] for row in rows})
    assert len(events) == 1, [event.why for event in events]
    return events[0]


def test_event_gathers_its_reports() -> None:
    event = event_of(
        "a 1 2016-07-03 Attack place=baghdad agent=~des-hommes deaths=23 @2016-07-03",
        "a 2 2016-07-04 SuicideAttack place=karrada place=baghdad agent=islamic-state deaths=30 injured=140 @2016-07-02/2016-07-04",
        "a 3 2016-07-05 Bombing [possible] place=baghdad agent=~des-hommes deaths=30",
    )
    assert event.type == "SuicideAttack"
    assert event.status == "asserted"
    assert event.interval == Interval(date(2016, 7, 3), date(2016, 7, 4))
    assert event.roles == (("agent", "islamic-state"), ("place", "baghdad"), ("place", "karrada"))
    assert [(f.measure, f.amount.low) for f in event.figures] == [("deaths", 23), ("deaths", 30), ("injured", 140)]
    assert len(event.reports) == 3
    assert len(event.why) == 2
    assert "the same day 2016-07-03" in event.why[0]
    assert "figure" in event.why[0]


def test_a_revised_toll_says_so() -> None:
    event = event_of("a 1 2016-07-04 " + BASE, "b 2 2016-07-06 Bombing place=mosul deaths=30 @2016-07-04")
    assert "a figure revised later, deaths 12 and 30" in event.why[0] or "deaths 30 and 12" in event.why[0]


def test_two_unnamed_groups_of_the_same_words_are_one_filler() -> None:
    event = event_of("a 1 2016-07-04 " + BASE + " target=~des-civils", "b 2 2016-07-04 " + BASE + " target=~des-civils")
    assert len([id for role, id in event.roles if role == "target"]) == 1


def test_since_stays_open_for_what_lasts() -> None:
    event = event_of(
        "a 1 2016-10-18 Offensive agent=iraq-armed-forces place=mosul @2016-10-17/",
        "b 2 2016-10-19 Offensive agent=iraq place=mosul @2016-10-19",
    )
    assert event.interval == Interval(date(2016, 10, 17), None)


def test_a_deed_realises_its_plan() -> None:
    plan, _, day = read_report(
        "a 1 2017-01-05 Deployment [planned] agent=germany place=mali personnel=350", "r", world().entities
    )
    deed, _, later = read_report(
        "b 2 2017-02-10 Deployment agent=germany place=mali personnel=350", "r", world().entities
    )
    events = link_events((plan, deed), world().entities, {plan.article_id: day, deed.article_id: later})
    by_status = {event.status: event for event in events}
    assert by_status["asserted"].realises == (by_status["planned"].id,)
    assert by_status["planned"].realises == ()


@pytest.mark.parametrize(
    ("plan", "deed"),
    [
        (
            "2017-01-05 Deployment [planned] agent=germany place=mali personnel=350",
            "2017-06-10 Deployment agent=germany place=mali personnel=350",
        ),
        (
            "2017-01-05 Deployment [planned] agent=germany place=mali personnel=350",
            "2017-02-10 Deployment agent=france place=mali personnel=350",
        ),
        (
            "2017-01-05 Deployment [planned] agent=germany place=mali personnel=350",
            "2017-02-10 Deployment agent=germany place=iraq personnel=350",
        ),
        (
            "2017-01-05 Deployment [planned] agent=germany place=mali personnel=350",
            "2017-01-02 Deployment agent=germany place=mali personnel=350",
        ),
        (
            "2017-01-05 Visit [planned] agent=john-kerry place=iraq @2017-01-09",
            "2017-01-05 Visit agent=john-kerry place=iraq @2017-01-05",
        ),
    ],
    ids=["too late", "another state", "another country", "before the plan", "another day"],
)
def test_another_deed_realises_nothing(plan: str, deed: str) -> None:
    a, _, day = read_report("a 1 " + plan, "n", world().entities)
    b, _, later = read_report("b 2 " + deed, "n", world().entities)
    events = link_events((a, b), world().entities, {a.article_id: day, b.article_id: later})
    assert [event.realises for event in events] == [(), ()]


def test_a_topic_becomes_an_event() -> None:
    lines = (
        "x 1 2016-07-15 Attack place=nice deaths=84 @2016-07-14",
        "a 1 2016-07-15 Condemnation agent=barack-obama topic=x",
    )
    reports = [one(line, "topic") for line in lines]
    events = {event.type: event for event in link_events(reports, world().entities, {})}
    assert events["Condemnation"].roles == (("agent", "barack-obama"), ("topic", events["Attack"].id))


def test_a_topic_that_is_not_there_is_left_out() -> None:
    report = one("a 1 2016-07-15 Condemnation agent=barack-obama topic=x", "alone")
    assert link_events([report], world().entities, {})[0].roles == (("agent", "barack-obama"),)


# ---------------------------------------------------------------- people decide


def test_people_win() -> None:
    a, b = one("a 1 2016-07-04 " + BASE, "p"), one("b 2 2016-07-04 " + BASE, "p")
    c = one("c 3 2016-07-04 Bombing place=tal-afar @2016-07-04", "p")
    pair, other = (a.id, b.id), (c.id, a.id)
    assert len(link_events((a, b), world().entities, {})) == 1
    assert len(link_events((a, b), world().entities, {}, Decided(different=frozenset([pair])))) == 2
    assert len(link_events((a, c), world().entities, {}, Decided(same=frozenset([other])))) == 1
    assert (
        len(link_events((a, b), world().entities, {}, Decided(same=frozenset([pair]), different=frozenset([pair]))))
        == 2
    )
    assert "A person decided" in link_events((a, c), world().entities, {}, Decided(same=frozenset([other])))[0].why[0]


def test_near_misses_are_shown() -> None:
    misses = list(near_misses(world().reports, world().entities, world().published))
    doubts = [miss for miss in misses if "joins neither" in miss.why]
    assert [miss.score for miss in misses] == sorted((miss.score for miss in misses), reverse=True)
    assert len(doubts) == 2


def test_compare_is_symmetric() -> None:
    a, b = one("a 1 2016-07-04 " + BASE, "s"), one("b 2 2016-07-04 Attack place=mosul", "s")
    found: Comparison = compare(a, b, world().entities, {})
    assert found == compare(b, a, world().entities, {})


# ---------------------------------------------------------------- order and batches


def test_order_does_not_matter_for_the_whole_gold() -> None:
    shuffled = list(world().reports)
    Random(7).shuffle(shuffled)
    assert linked(tuple(shuffled)) == linked(world().reports)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_order_does_not_matter(data: st.DataObject) -> None:
    """Any part of the gold, in any order, with repetitions, gives the same events."""
    part = data.draw(st.lists(st.sampled_from(world().reports), max_size=30))
    order = data.draw(st.permutations(part))
    assert linked(tuple(part)) == linked(tuple(order))


@settings(max_examples=25, deadline=None)
@given(
    st.sets(
        st.sampled_from(sorted({meant.rsplit(" ", 1)[0] for meant in world().meant.values()})), min_size=1, max_size=6
    )
)
def test_cases_do_not_disturb_each_other(cases: set[str]) -> None:
    """Events of some cases read alone are those of the whole corpus: adding articles touches what they touch."""
    part = tuple(report for report in world().reports if world().meant[report.id].rsplit(" ", 1)[0] in cases)
    ids = {report.id for report in part}
    assert set(linked(part)) == {event for event in linked(world().reports) if event.reports[0].id in ids}


def test_an_id_outlives_new_reports() -> None:
    first, _, day = read_report("a 1 2016-07-04 " + BASE, "id", world().entities)
    later, _, after = read_report("b 2 2016-07-06 Bombing place=mosul deaths=30 @2016-07-04", "id", world().entities)
    published = {first.article_id: day, later.article_id: after}
    alone = link_events([first], world().entities, published)[0]
    assert link_events([later, first], world().entities, published)[0].id == alone.id


# ---------------------------------------------------------------- only what changed


def all_events(linking: Linking) -> tuple[Event, ...]:
    return tuple(event for id in linking.event_ids() if (event := linking.event(id)) is not None)


def change(linking: Linking, entities: dict[str, Entity], came: Iterable[Report], gone: Iterable[Report]) -> Linking:
    """The same index, linked again after reports came and went."""
    whole = {report.id: report for report in world().reports}
    again = Linking(linking.index, entities, whole=whole)
    with linking.index.transaction():
        again.change(came, world().published, [report.id for report in gone])
        for id in sorted(entities):
            if entities[id] != world().entities[id]:
                below = [e.id for e in world().entities.values() if id in again.comparer.ancestors(e.id) or id == e.id]
                below += [e.id for e in world().entities.values() if id in Comparer(world().entities).ancestors(e.id)]
                linking.index.touch((n for entity in below for n in linking.index.naming(entity)), fresh=True)
        again.link()
    return again


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.sampled_from(world().reports), max_size=60),
    st.sets(st.sampled_from(world().reports), max_size=20),
    st.sets(st.sampled_from(sorted(known_entities())), max_size=3),
)
def test_linking_what_changed_is_linking_everything(before: set[Report], other: set[Report], renamed: set[str]) -> None:
    """Reports come and go, and entities are known by another name or lose their place: the events are the same."""
    entities = dict(world().entities)
    for id in renamed:
        entities[id] = replace(entities[id], labels=(("fr", "Baghdad"),), part_of=())
    linking = in_memory(before, world().entities, world().published)
    changed = change(linking, entities, other - before, other & before)
    assert all_events(changed) == link_events(before ^ other, entities, world().published)


def test_one_report_more_touches_its_neighbourhood() -> None:
    *rest, last = world().reports
    linking = in_memory(rest, world().entities, world().published)
    linking.index.end_writing()
    changed = change(linking, world().entities, [last], [])
    written = list(linking.index.owed_events())
    assert linking.index.event_of(last.id) in written
    assert len(written) < 5
    assert all_events(changed) == linked(world().reports)


def test_an_index_of_another_version_is_made_anew(tmp_path: Path) -> None:
    """Also where its tables were others."""
    file = tmp_path / "linking.sqlite"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        db.execute("INSERT INTO facts VALUES ('version', '1')")
        db.execute("CREATE TABLE doubt (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID")
    index = Index(file)
    assert index.doubt(1) is None
    assert index.fact("version") == VERSION
    index.close()
