"""The sample article of the task, read from its file: what must come out of it, with the words it was read from."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.graph.records import event_records
from kg.graph.store import memory_store
from kg.pipeline import Workshop, build, find_articles

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
AT_MOST = 2  # events besides those of the table

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample article is not beside this checkout")

# type, status, begin, end, {role: pattern over the fillers' labels}, [(measure, low, change)], source
WANTED = [
    (
        "Deployment",
        "planned",
        None,
        None,
        {"agent": "etats-unis", "place": "irak", "force": "militaires|soldats|forces"},
        [("personnel", 560, "additional")],
        "ashton carter",
    ),
    (
        "Visit",
        "asserted",
        "2016-07-11",
        "2016-07-12",
        {"agent": "ashton carter", "place": "irak"},
        [("occurrence", 4, "total")],
        None,
    ),
    (
        "Announcement",
        "asserted",
        "2016-07-11",
        "2016-07-12",
        {"agent": "ashton carter", "place": "bagdad", "topic": "deploiement|envoi|renfort"},
        [],
        None,
    ),
    ("Appointment|OfficeTenure", "asserted", "2015-02-01", ..., {"agent|target": "ashton carter"}, [], None),
    (
        "Recapture",
        "asserted",
        "2016-07-09",
        "2016-07-10",
        {"agent": "forces ira[qk]", "place": "base.*qayyarah"},
        [],
        None,
    ),
    (
        "TerritorialControl",
        "asserted",
        "2014-06-01",
        None,
        {"agent": "ei|etat islamique", "place": "mos+oul|mosul"},
        [],
        None,
    ),
    ("Recapture", "planned", None, None, {"place": "mos+oul|mosul"}, [], None),
    (
        "TroopPresence",
        "asserted",
        None,
        None,
        {"agent": "etats-unis", "place": "irak"},
        [("personnel", 4650, "total")],
        None,
    ),
    ("Meeting", "asserted", ..., ..., {"participant": "ashton carter.*abadi.*obeidi"}, [], None),
    ("SuicideAttack", "asserted", "2016-07-04", "2016-07-05", {"place": "bagdad"}, [("deaths", 300, "total")], None),
    ("Invasion", "asserted", "2003-01-01", "2004-01-01", {"agent": "etats-unis", "place": "irak"}, [], None),
    ("Condolence", "asserted", ..., ..., {"agent": "ashton carter", "target": "abadi"}, [], None),
    (
        "MilitarySupport",
        "planned",
        None,
        None,
        {"agent": "militaires|effectifs", "beneficiary": "forces ira[qk]", "place": "qayy"},
        [],
        "ashton carter",
    ),
    ("Training", ..., None, None, {"agent": "etats-unis|etasunien|americain", "beneficiary": "ira[qk]"}, [], None),
]


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _names(fillers: list[Mapping[str, Any]]) -> str:
    return " | ".join(sorted(_fold(str(filler["label"])) for filler in fillers))


def _fits(record: Mapping[str, Any], wanted: tuple[Any, ...]) -> bool:
    type_, status, begin, end, roles, figures, source = wanted
    found = [(figure["measure"], figure["low"], figure["change"]) for figure in record["figures"]]
    said = [name for name in (record["roles"].get(role, []) for key in roles for role in key.split("|")) if name]
    return (
        re.fullmatch(type_, record["type"]) is not None
        and status in (..., record["status"])
        and begin in (..., record["begin"])
        and end in (..., record["end"])
        and len(said) == len(roles)
        and all(re.search(p, _names(fillers)) for p, fillers in zip(roles.values(), said, strict=True))
        and all(figure in found for figure in figures)
        and (source is None or re.search(source, _names(record["source"])) is not None)
    )


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    store = memory_store()
    build(find_articles([SEEDS]), store, Workshop())
    return list(event_records(store, "fr"))


def test_the_table_is_whole() -> None:
    assert len(WANTED) == 14


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: f"{wanted[0]}-{wanted[1]}")
def test_exactly_one_event_of_the_article_is(wanted, records) -> None:
    assert [record["type"] for record in records if _fits(record, wanted)] == [wanted[0]] or (
        sum(_fits(record, wanted) for record in records) == 1
    )


def test_little_else_comes_out(records) -> None:
    others = [record["type"] for record in records if not any(_fits(record, wanted) for wanted in WANTED)]
    assert len(others) <= AT_MOST, others


def test_every_quote_stands_in_the_article(records) -> None:
    text = next(SEEDS.glob("*.txt")).read_text(encoding="utf-8")
    quotes = [e for record in records for report in record["reports"] for e in report["evidence"]]
    assert len(quotes) >= 14
    assert not [e["quote"] for e in quotes if e["quote"] not in text]
