"""The contract: every class has words, labels, a gold case and a shape; every term of a query exists."""

import re
from pathlib import Path

import pytest

from kg.evaluation import read_cases
from kg.graph.ontology import load_ontology
from kg.lexicon import load_lexicon
from kg.resources import folder
from kg.vocabulary import CLASSES, MEASURES, ROLES

TESTS = Path(__file__).parent
GOLD = list(read_cases(TESTS / "gold" / "fr"))
QUERIES = sorted(folder("queries").glob("*.rq"))
SHAPES = (folder("ontology") / "shapes.ttl").read_text(encoding="utf-8")


def test_the_tables_are_there() -> None:
    assert len(CLASSES) == 38
    assert len(GOLD) >= 150
    assert len(QUERIES) >= 14


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_class_has_french_words(name: str) -> None:
    assert any(name in (frame.type, frame.stative, *frame.when) for frame in load_lexicon("fr").frames)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_class_has_a_gold_case(name: str) -> None:
    assert any(event.type == name for case in GOLD for event in case.events)


@pytest.mark.parametrize("name", sorted([*CLASSES, *ROLES, *MEASURES]))
def test_a_term_has_labels_in_both_languages(name: str) -> None:
    term = load_ontology()[name]
    assert term.labels.get("fr")
    assert term.labels.get("en")


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_has_a_shape(role: str) -> None:
    assert re.search(rf"kg:{role}\b", SHAPES)


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_every_term_of_a_query_exists(query: Path) -> None:
    body = "\n".join(line for line in query.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    terms = set(re.findall(r"\bkg:(\w+)", body))
    assert terms
    assert terms <= set(load_ontology())


@pytest.mark.parametrize("auxiliary", ["être", "avoir", "aller", "devoir", "pouvoir", "faire"])
def test_no_auxiliary_without_a_day_or_words_it_asks_for_is_a_trigger_alone(auxiliary: str) -> None:
    assert not [
        frame
        for frame in load_lexicon("fr").verbs.get(auxiliary, ())
        if len(frame.words) == 1 and not frame.reflexive and ("time",) not in frame.needs and not frame.only
    ]
