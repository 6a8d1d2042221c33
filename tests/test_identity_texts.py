"""Whole articles that tell the same or deceptively similar events, from text to events: floors that never fall."""

import json
from functools import lru_cache
from pathlib import Path

import pytest

from benchmarks.identity_texts import Measured, Passage, measure, read_gold
from kg.model import Article
from kg.pipeline import Workshop

ROOT = Path(__file__).parents[1]

FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8"))["identity"]


@lru_cache(maxsize=1)
def gold() -> list[tuple[Article, list[Passage]]]:
    return read_gold()


@lru_cache(maxsize=2)
def measured(backwards: bool = False) -> Measured:
    return measure(gold()[::-1] if backwards else gold(), Workshop())


def test_there_are_as_many_articles_and_pairs_as_were_written() -> None:
    assert (measured().articles, measured().passages, measured().wanted) == (
        FLOORS["articles"],
        FLOORS["passages"],
        FLOORS["pairs"],
    )


def test_floors_are_those_of_the_claim() -> None:
    assert FLOORS["articles"] >= 40
    assert FLOORS["f1"] >= 0.85
    assert FLOORS["precision"] >= 0.92


@pytest.mark.parametrize("name", ["precision", "f1"])
def test_same_event_does_not_fall_below_its_floor(name: str) -> None:
    assert getattr(measured(), name) >= FLOORS[name], (measured().wrong, measured().missed)


def test_the_order_of_articles_changes_nothing() -> None:
    assert set(map(frozenset, measured(backwards=True).missed)) == set(map(frozenset, measured().missed))
