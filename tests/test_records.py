"""The flat records are those of the contract, key by key."""

import csv
import io
import json

import pytest
from test_store import fill

from kg.graph.records import COLUMNS, event_records, write_csv
from kg.graph.store import memory_store

BASE = "https://w3id.org/newskg/"
STORE = fill(memory_store())
RECORDS = {record["id"].removeprefix(f"{BASE}event/"): record for record in event_records(STORE, "fr")}
DEPLOYMENT, ATTACK, CONTROL = RECORDS["e-deployment"], RECORDS["e-attack"], RECORDS["e-control"]
SENTENCE = "Ashton Carter a annoncé lundi à Bagdad l'envoi de 560 militaires américains supplémentaires en Irak."


def test_every_event_is_there_in_a_stable_order() -> None:
    assert list(RECORDS) == [
        "e-control",
        "e-attack",
        "e-presence",
        "e-announcement",
        "e-deployment",
        "e-meeting",
        "e-recapture",
    ]
    assert list(event_records(STORE, "fr")) == list(RECORDS.values())


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_the_keys_are_those_of_the_contract(record) -> None:
    assert list(record) == ["id", "type", "status", "begin", "end", "roles", "figures", "source", "reports"]
    keys = [
        "id",
        "article",
        "sourceId",
        "url",
        "published",
        "language",
        "status",
        "begin",
        "end",
        "figures",
        "roles",
        "evidence",
    ]
    assert all(list(report) == keys for report in record["reports"])
    assert json.loads(json.dumps(record)) == record


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (DEPLOYMENT["type"], "Deployment"),
        (DEPLOYMENT["status"], "planned"),
        (DEPLOYMENT["begin"], None),
        (DEPLOYMENT["end"], None),
        (DEPLOYMENT["roles"]["agent"], [{"id": f"{BASE}entity/united-states", "label": "États-Unis", "kind": "State"}]),
        (
            DEPLOYMENT["roles"]["place"],
            [{"id": f"{BASE}entity/iraq", "label": "Irak", "kind": "Country", "lat": 33.2, "long": 43.7}],
        ),
        (
            DEPLOYMENT["figures"],
            [
                {
                    "measure": "personnel",
                    "low": 560,
                    "high": 560,
                    "change": "additional",
                    "quote": "560 militaires américains supplémentaires",
                }
            ],
        ),
        (DEPLOYMENT["source"], [{"id": f"{BASE}entity/ashton-carter", "label": "Ashton Carter", "kind": "Person"}]),
        (DEPLOYMENT["reports"][0]["article"], f"{BASE}article/a1"),
        (DEPLOYMENT["reports"][0]["sourceId"], "a1.txt"),
        (DEPLOYMENT["reports"][0]["url"], "https://example.org/a1"),
        (DEPLOYMENT["reports"][0]["published"], "2016-07-11"),
        (DEPLOYMENT["reports"][0]["language"], "fr"),
        (DEPLOYMENT["reports"][0]["roles"], DEPLOYMENT["roles"]),
        (
            DEPLOYMENT["reports"][0]["evidence"][0],
            {
                "for": "trigger",
                "quote": "envoi",
                "start": 41,
                "end": 46,
                "sentence": SENTENCE,
                "rule": "fr/Deployment/noun/envoi",
            },
        ),
        (
            DEPLOYMENT["reports"][0]["evidence"][4],
            {
                "for": "figure",
                "quote": "560 militaires américains supplémentaires",
                "start": 50,
                "end": 91,
                "sentence": SENTENCE,
            },
        ),
        (
            RECORDS["e-announcement"]["roles"]["topic"],
            [{"id": f"{BASE}event/e-deployment", "label": "déploiement", "kind": "Deployment"}],
        ),
        (RECORDS["e-announcement"]["reports"][0]["roles"]["topic"], RECORDS["e-announcement"]["roles"]["topic"]),
        ((CONTROL["begin"], CONTROL["end"]), ("2014-06-01", None)),
        (CONTROL["figures"], []),
        (CONTROL["source"], []),
        ([figure["high"] for figure in ATTACK["figures"]], [300, None]),
        ([report["sourceId"] for report in ATTACK["reports"]], ["a2.txt", "a1.txt"]),
        (sorted(ATTACK["roles"]), ["place"]),
        (RECORDS["e-meeting"]["roles"]["participant"][1]["kind"], "Person"),
    ],
)
def test_values(found: object, expected: object) -> None:
    assert found == expected


def test_labels_are_in_the_language_asked_for() -> None:
    english = {record["id"]: record for record in event_records(STORE, "en")}
    assert english[DEPLOYMENT["id"]]["roles"]["agent"][0]["label"] == "United States"
    assert english[RECORDS["e-announcement"]["id"]]["roles"]["topic"][0]["label"] == "deployment"


def test_the_language_is_that_of_the_article_by_default() -> None:
    assert list(event_records(STORE)) == list(RECORDS.values())


def test_an_entity_that_is_missing_keeps_its_id() -> None:
    store = fill(memory_store())
    store.put_entities(())
    (filler,) = next(r for r in event_records(store) if r["id"] == CONTROL["id"])["roles"]["place"]
    assert filler == {"id": f"{BASE}entity/mosul", "label": "mosul", "kind": None}


def test_an_empty_store_has_no_records() -> None:
    assert list(event_records(memory_store())) == []


def test_csv_has_one_row_an_event() -> None:
    output = io.StringIO()
    write_csv(RECORDS.values(), output)
    rows = {row["id"].rpartition("/")[2]: row for row in csv.DictReader(io.StringIO(output.getvalue()))}
    assert list(rows) == list(RECORDS)
    assert tuple(rows["e-attack"]) == COLUMNS
    assert (rows["e-attack"]["deaths_low"], rows["e-attack"]["deaths_high"], rows["e-attack"]["reports"]) == (
        "292",
        "300",
        "2",
    )
    assert (rows["e-deployment"]["personnel_low"], rows["e-deployment"]["personnel_additional_low"]) == ("", "560")
    assert rows["e-meeting"]["participant"] == "François Hollande; Haider al-Abadi"
    assert rows["e-deployment"]["quote"] == SENTENCE
