"""States over time: who held a place and how many troops were where on a day, with the events that prove it."""

from datetime import date
from pathlib import Path

import pytest
from tiny_workshop import TinyWorkshop, article

from kg.graph.asking import ask
from kg.graph.inference import infer, rule_files
from kg.graph.store import Store, memory_store
from kg.graph.validation import validate
from kg.pipeline import build, delete
from kg.resources import ResourceError

TEXTS = (
    ("a", "Capture Mossoul agent:Daech @2014-06-10", date(2014, 6, 11)),
    ("b", "Recapture Mossoul agent:Bagdad @2017-07-09", date(2017, 7, 10)),
    ("c", "TerritorialControl Tall-Afar agent:Daech", date(2016, 1, 1)),
    ("d", "Withdrawal Tall-Afar agent:Daech @2017-08-20", date(2017, 8, 21)),
    ("e", "Capture [planned] Mossoul agent:Hollande @2015-01-01", date(2014, 12, 1)),
    ("f", "TroopPresence Irak agent:Washington personnel=4000 @2016-07-01", date(2016, 7, 2)),
    ("g", "Deployment Irak agent:Washington personnel=560 @2016-08-01", date(2016, 8, 2)),
    ("h", "Withdrawal Irak agent:Washington personnel=1000 @2016-09-01", date(2016, 9, 2)),
    ("i", "Deployment [planned] Irak agent:Washington personnel=300 @2016-10-01", date(2016, 9, 20)),
    ("j", "TroopPresence Irak agent:Washington personnel=2000 @2017-01-01", date(2017, 1, 2)),
    ("k", "Deployment Mossoul agent:Hollande personnel=150 @2016-02-01", date(2016, 2, 2)),
)


def filled() -> Store:
    store = memory_store()
    build([article(*row) for row in TEXTS], store, TinyWorkshop())
    return store


STORE = filled()


@pytest.mark.parametrize(
    ("place", "day", "holders"),
    [
        ("Mossoul", "2014-06-09", []),
        ("Mossoul", "2014-06-10", ["Daech"]),
        ("Mossoul", "2015-06-01", ["Daech"]),
        ("Mossoul", "2017-07-08", ["Daech"]),
        ("Mossoul", "2017-07-09", ["Bagdad"]),
        ("Mossoul", "2026-01-01", ["Bagdad"]),
        ("Tall-Afar", "2015-12-31", []),
        ("Tall-Afar", "2016-01-01", ["Daech"]),
        ("Tall-Afar", "2017-08-20", []),
        ("Irak", "2016-06-01", ["Daech", "Daech"]),
    ],
)
def test_who_held_a_place_on_a_day(place: str, day: str, holders: list[str]) -> None:
    answer = ask(STORE, "holders", {"place": place, "day": day}).answer
    assert [row[answer.columns.index("holder")].text for row in answer.rows] == holders


@pytest.mark.parametrize(
    ("day", "numbers", "proofs"),
    [
        ("2016-06-30", [], 0),
        ("2016-07-01", [("4000", "4000")], 1),
        ("2016-08-15", [("4560", "4560")], 2),
        ("2016-12-31", [("3560", "3560")], 3),
        ("2017-01-01", [("2000", "2000")], 1),
    ],
)
def test_how_many_troops_on_a_day(day: str, numbers: list[tuple[str, str]], proofs: int) -> None:
    answer = ask(STORE, "strength", {"place": "Irak", "actor": "Washington", "day": day}).answer
    low, high = answer.columns.index("low"), answer.columns.index("high")
    assert sorted({(row[low].text, row[high].text) for row in answer.rows}) == numbers
    assert len(answer.rows) == proofs


def test_a_deployment_without_a_total_is_at_least_so_many() -> None:
    answer = ask(STORE, "strength", {"actor": "Hollande"}).answer
    low, high = answer.columns.index("low"), answer.columns.index("high")
    assert [(row[low].text, row[high].text) for row in answer.rows] == [("150", "")]


def test_states_are_valid_and_go_with_their_events() -> None:
    store = filled()
    assert validate(store).state == "valid"
    assert {"InferredState"} <= set(validate(store).evaluated)
    delete(store, store.article_ids(), TinyWorkshop())
    assert not [line for line in store.lines() if b"graph/inferred" in line]


def test_a_user_adds_a_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = (
        "PREFIX graph: <https://w3id.org/newskg/graph/> PREFIX kg: <https://w3id.org/newskg/ontology#>"
        " CONSTRUCT { ?place <urn:contested> true } WHERE { GRAPH graph:inferred { ?a kg:at ?place ; kg:endedBy ?b } }"
    )
    (tmp_path / "90-contested.rq").write_text(rule, encoding="utf-8")
    monkeypatch.setenv("KG_RULES", str(tmp_path))
    store = filled()
    assert any(b"urn:contested" in line for line in store.lines())
    assert rule_files()[-1].name == "90-contested.rq"


@pytest.mark.parametrize(
    ("text", "message"), [("SELECT ?x WHERE { ?x ?y ?z }", "is no CONSTRUCT query"), ("CONSTRUKT", "is not SPARQL")]
)
def test_a_wrong_rule_is_said(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError, match=message):
        infer(memory_store(), [tmp_path / "x.rq"])
