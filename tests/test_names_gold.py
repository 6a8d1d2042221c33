"""The share of names that mean what they should never falls below its floor, and every wanted id exists."""

import json
from functools import cache
from pathlib import Path

from names_gold import AS, OWN, Answer, answers

from kg.pipeline import Workshop

FLOOR = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["names"]


@cache
def told() -> tuple[Workshop, tuple[Answer, ...]]:
    workshop = Workshop()
    return workshop, tuple(answers(workshop))


def test_names_mean_what_they_should() -> None:
    answered = told()[1]
    assert len(answered) >= FLOOR["cases"] >= 300
    wrong = [answer for answer in answered if not answer.right]
    assert 1 - len(wrong) / len(answered) >= FLOOR["accuracy"], wrong


def test_wanted_entities_exist() -> None:
    workshop, answered = told()
    wanted = {answer.wanted for answer in answered if answer.wanted != OWN and not answer.wanted.startswith(AS)}
    assert {id for id in wanted if id not in workshop.gazetteer.entities} == set()
