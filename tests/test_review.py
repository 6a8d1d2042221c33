"""Decisions of people: they win over the machine, survive rebuilding and changed texts, can be undone, and say when not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tiny_workshop import TinyWorkshop, article, tiny_gazetteer

from kg.graph.records import event_records
from kg.graph.store import Store, memory_store
from kg.graph.validation import validate
from kg.model import Article, Decision, Event
from kg.pipeline import build, delete, find_near_misses, relink
from kg.review import (
    By,
    DecisionError,
    different_entity,
    different_events,
    missed_event,
    record,
    same_entity,
    same_event,
    standing,
    undo,
    wrong_report,
    wrong_value,
)

ADA = By("Ada", "2026-01-02T03:04:05Z", "Lu deux fois.")
BOB = By("Bob", "2026-01-03T03:04:05Z")
GAZETTEER = tiny_gazetteer()
BOMB = article("a", "Bombing Mossoul deaths=12 @2016-07-04")
LATER = article("b", "Bombing Mossoul deaths=30 @2016-07-05\nCondemnation agent:Hollande")
AGAIN = article("c", "SuicideAttack Mossoul agent:Daech deaths=12 @2016-07-04")
ELSEWHERE = article("d", "Shooting Tall-Afar agent:Karim-Bensaïd deaths=3 @2016-07-09")
ARTICLES = (BOMB, LATER, AGAIN, ELSEWHERE)


def filled(*articles: Article) -> Store:
    store = memory_store()
    build(articles or ARTICLES, store, TinyWorkshop())
    return store


def event_in(store: Store, source_id: str, type: str | None = None) -> Event:
    """The event that an article tells: the one of this class, else the only one."""
    sources = store.source_ids()
    (found,) = [
        event
        for event in store.events()
        if any(sources[r.article_id] == source_id and type in (None, r.type) for r in event.reports)
        and (type is not None or event.type != "Condemnation")
    ]
    return found


def sources_of(store: Store, event: Event) -> list[str]:
    sources = store.source_ids()
    return sorted(sources[report.article_id] for report in event.reports)


def same(store: Store) -> Decision:
    return same_event(store, [event_in(store, "a").id, event_in(store, "b").id], ADA)


def different(store: Store) -> Decision:
    mine = next(r for r in event_in(store, "c").reports if r.type == "SuicideAttack")
    return different_events(store, mine.id, [event_in(store, "a").id], ADA)


def one_entity(store: Store) -> Decision:
    return same_entity(store, "islamic-state", "Karim-Bensaïd", ADA, GAZETTEER)


def other_entity(store: Store) -> Decision:
    return different_entity(store, "Mossoul", "b", None, ADA, GAZETTEER)


def wrong(store: Store) -> Decision:
    return wrong_report(store, event_in(store, "d").id, ADA)


def figure(store: Store) -> Decision:
    return wrong_value(store, event_in(store, "d").id, "deaths", "3", "8..9", ADA, GAZETTEER)


def place(store: Store) -> Decision:
    return wrong_value(store, event_in(store, "d").id, "place", "Tall-Afar", "Mossoul", ADA, GAZETTEER)


def missed(store: Store) -> Decision:
    values = [("place", "Mossoul"), ("target", "des policiers"), ("detained", "4"), ("begin", "2016-07-09")]
    return missed_event(
        store, "d", "@2016-07-09", "Arrest", values, ADA, GAZETTEER, kinds={"des policiers": "Group"}
    )  # fmt: skip


MAKERS = [same, different, one_entity, other_entity, wrong, figure, place, missed]


# ---------------------------------------------------------------- what each does


def test_two_events_become_one_and_say_who_decided() -> None:
    store = filled()
    record(store, same(store), TinyWorkshop())
    event = event_in(store, "a")
    assert sources_of(store, event) == ["a", "b", "c"]
    assert {figure.amount.low for figure in event.figures} == {12, 30}
    assert any("Ada decided on 2026-01-02: these reports tell of one event. Lu deux fois." in why for why in event.why)


def test_one_event_becomes_two() -> None:
    store = filled()
    assert sources_of(store, event_in(store, "a")) == ["a", "c"]
    record(store, different(store), TinyWorkshop())
    assert sources_of(store, event_in(store, "a")) == ["a"]
    assert not [miss for miss in find_near_misses(store) if miss.score >= 5]


def test_two_entities_become_one_with_both_names() -> None:
    store = filled()
    record(store, one_entity(store), TinyWorkshop())
    assert ("agent", "islamic-state") in event_in(store, "d").roles
    (group,) = [entity for entity in store.entities() if entity.id == "islamic-state"]
    assert {text for _, text in group.labels} == {"Daech", "Karim-Bensaïd"}


def test_a_name_means_another_in_one_article() -> None:
    store = filled()
    record(store, other_entity(store), TinyWorkshop())
    ((_, place),) = event_in(store, "b").roles
    assert place.startswith("mosul-")
    assert ("place", "mosul") in event_in(store, "a").roles


def test_a_wrong_report_is_no_event() -> None:
    store = filled()
    record(store, wrong(store), TinyWorkshop())
    assert not [event for event in store.events() if event.type == "Shooting"]


def test_a_figure_is_corrected_and_what_was_read_stays_in_the_article() -> None:
    store = filled()
    record(store, figure(store), TinyWorkshop())
    event = event_in(store, "d")
    assert [(item.amount.low, item.amount.high, item.anchor.text) for item in event.figures] == [(8, 9, "deaths=3")]
    assert [item.amount.low for item in event.reports[0].figures] == [3]
    (told,) = [item for item in event_records(store) if item["type"] == "Shooting"]
    assert told["figures"] == [{"measure": "deaths", "low": 8, "high": 9, "change": "total", "quote": "deaths=3"}]


def test_a_place_is_corrected() -> None:
    store = filled()
    record(store, place(store), TinyWorkshop())
    assert {id for role, id in event_in(store, "d").roles if role == "place"} == {"mosul"}


def test_a_missed_event_is_there_with_its_words() -> None:
    store = filled()
    record(store, missed(store), TinyWorkshop())
    event = event_in(store, "d", "Arrest")
    assert event.interval is not None
    assert (event.interval.begin, event.interval.end) == (date(2016, 7, 9), date(2016, 7, 10))
    assert set(event.roles) == {("place", "mosul"), ("target", "des-policiers")}
    assert [(f.measure, f.amount.low) for f in event.figures] == [("detained", 4)]
    assert event.reports[0].evidence[0].anchor.text == "@2016-07-09"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("status", None, "planned", "planned"),
        ("type", None, "Attack", "Attack"),
        ("begin", None, "2016-07-08", date(2016, 7, 8)),
        ("agent", "Karim-Bensaïd", None, None),
        ("agent", None, "Daech", "islamic-state"),
        ("source", None, "Hollande", "francois-hollande"),
        ("injured", None, "+5", 5),
    ],
)
def test_a_value_is_set_added_or_taken_away(name: str, old: str | None, new: str | None, expected: object) -> None:
    store = filled(ELSEWHERE)
    (event,) = store.events()
    record(store, wrong_value(store, event.id, name, old, new, ADA, GAZETTEER), TinyWorkshop())
    (event,) = store.events()
    found = {
        "status": [event.status],
        "type": [event.type],
        "begin": [event.interval.begin if event.interval else None],
        "agent": [id for role, id in event.roles if role == "agent"] or [None],
        "source": list(event.sources),
        "injured": [f.amount.low for f in event.figures if f.measure == "injured"],
    }
    assert expected in found[name]
    assert validate(store).state == "valid"


# ---------------------------------------------------------------- whatever comes


@pytest.mark.parametrize("make", MAKERS)
def test_a_decision_survives_linking_reading_again_and_any_order(make: Callable[[Store], Decision]) -> None:
    store = filled()
    decision = record(store, make(store), TinyWorkshop())
    before = store.lines()
    assert validate(store).state == "valid"
    assert [found.applies for found in standing(store, TinyWorkshop())] == [True]
    relink(store, TinyWorkshop())
    assert store.lines() == before
    other = memory_store()
    other.put_decision(decision)
    build(ARTICLES[::-1], other, TinyWorkshop())
    assert other.lines() == before
    build(ARTICLES, store, TinyWorkshop(run="tiny-2"))
    assert [found.applies for found in standing(store, TinyWorkshop())] == [True]


@pytest.mark.parametrize("make", MAKERS)
def test_a_decision_can_be_undone(make: Callable[[Store], Decision]) -> None:
    store = filled()
    before = list(store.lines())
    decision = record(store, make(store), TinyWorkshop())
    assert store.lines() != before
    undo(store, decision.id, BOB, TinyWorkshop())
    assert [line for line in store.lines() if b"graph/review" not in line] == before
    assert standing(store, TinyWorkshop()) == []
    (told,) = standing(store, TinyWorkshop(), all=True)
    assert (told.decision.who, told.decision.undone_by, told.applies) == ("Ada", "Bob", False)


@pytest.mark.parametrize("make", MAKERS)
def test_a_decision_waits_while_its_article_is_away(make: Callable[[Store], Decision]) -> None:
    store = filled()
    record(store, make(store), TinyWorkshop())
    before = store.lines()
    delete(store, [item.id for item in ARTICLES], TinyWorkshop())
    assert [found.applies for found in standing(store, TinyWorkshop())] == [False]
    build(ARTICLES, store, TinyWorkshop())
    assert store.lines() == before


@pytest.mark.parametrize("make", MAKERS)
def test_a_decision_follows_its_words_when_the_text_changes(make: Callable[[Store], Decision]) -> None:
    store = filled()
    record(store, make(store), TinyWorkshop())
    changed = [article(item.source_id, "Visit Irak @2016-01-01\n" + item.text) for item in ARTICLES]
    build(changed, store, TinyWorkshop())
    assert [found.applies for found in standing(store, TinyWorkshop())] == [True]
    assert validate(store).state == "valid"


def test_a_decision_whose_words_are_gone_no_longer_applies() -> None:
    store = filled()
    record(store, figure(store), TinyWorkshop())
    build([article("d", "Visit Irak @2016-01-01")], store, TinyWorkshop())
    assert [found.applies for found in standing(store, TinyWorkshop())] == [False]


def test_the_later_of_two_decisions_holds() -> None:
    store = filled()
    ids = [event_in(store, "a").id, event_in(store, "b").id]
    record(store, same_event(store, ids, ADA), TinyWorkshop())
    reports = {source: event_in(store, source) for source in ("a", "b")}["b"].reports
    mine = next(r for r in reports if store.source_ids()[r.article_id] == "b")
    record(store, different_events(store, mine.id, [event_in(store, "a").id], BOB), TinyWorkshop())
    assert sources_of(store, event_in(store, "b")) == ["b"]


def test_what_changes_nothing_is_refused_and_not_kept() -> None:
    store = filled()
    decision = wrong_value(store, event_in(store, "d").id, "deaths", "77", "78", ADA, GAZETTEER)
    with pytest.raises(DecisionError, match="changes nothing"):
        record(store, decision, TinyWorkshop())
    assert standing(store, TinyWorkshop()) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("colour", None, "red", "no value that can be corrected; right: agent"),
        ("status", None, "sure", "no status; right: asserted"),
        ("type", None, "Explosion", "no event class"),
        ("deaths", "3", "many", "no figure; write 12"),
        ("begin", None, "hier", "no day; write it as 2016-07-11"),
        ("place", None, "Daech", "cannot be the place"),
        ("agent", None, "Personne-Connue", "say what it is with --kind"),
        ("agent", "Personne-Connue", None, "No entity"),
        ("agent", None, None, "the wrong value, the right one, or both"),
    ],
)
def test_a_wrong_correction_is_said(name: str, old: str | None, new: str | None, message: str) -> None:
    store = filled(ELSEWHERE)
    (event,) = store.events()
    with pytest.raises(DecisionError, match=message):
        wrong_value(store, event.id, name, old, new, ADA, GAZETTEER)


def test_the_same_decision_has_one_id() -> None:
    store = filled()
    assert same(store).id == replace(same(store), who="Bob").id
