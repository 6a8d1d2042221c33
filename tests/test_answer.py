"""Answers as a person reads them in a terminal."""

import pytest

from kg.graph.queries import Answer, Cell
from kg.view.answer import bounds_in_words, days_in_words, readable

DAYS = [
    ("2014-07-19", "2014-07-20", "2014-07-19"),
    ("2014-06-01", "2014-07-01", "2014-06"),
    ("2014-12-01", "2015-01-01", "2014-12"),
    ("2014-01-01", "2015-01-01", "2014"),
    ("2010-01-01", "2013-01-01", "2010–2012"),
    ("2016-07-02", "2016-07-04", "2016-07-02 – 2016-07-03"),
    ("2014-06-01", "2014-06-11", "2014-06-01 – 2014-06-10"),
    ("2014-06-01", "2014-08-01", "2014-06-01 – 2014-07-31"),
    ("2014-06-01", "2016-07-01", "2014-06-01 – 2016-06-30"),
    ("2014-06-01", "", "2014-06-01 →"),
    ("", "2024-01-01", "→ 2023-12-31"),
    ("", "", ""),
]


@pytest.mark.parametrize(("begin", "end", "words"), DAYS)
def test_days_in_words(begin: str, end: str, words: str) -> None:
    assert days_in_words(begin, end) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("20", "21", "20–21"), ("20", "20", "20"), ("29", "", "≥ 29"), ("", "40", "≤ 40"), ("", "", "")],
)
def test_bounds_in_words(low: str, high: str, words: str) -> None:
    assert bounds_in_words(low, high) == words


def test_pairs_become_one_column_and_quotes_stand_below() -> None:
    columns = ("begin", "end", "place", "source", "deaths_low", "deaths_high", "quote", "event")
    row = ("2014-07-19", "2014-07-20", "Gao", "", "2", "", "Deux  morts\nà Gao", "e1")
    answer = Answer(
        "T", columns, ("date, début", "date, fin", "lieu", "source", "morts, au moins", "max", "q", "e"), (_cells(row),)
    )
    shown = readable(answer)
    assert shown.headings == ("date", "lieu", "morts")
    assert shown.rows == (("2014-07-19", "Gao", "≥ 2"),)
    assert shown.notes == ("Deux morts à Gao · e1",)


def test_what_has_no_date_says_when_it_was_told() -> None:
    columns = ("begin", "end", "place", "published")
    rows = tuple(
        map(_cells, (("", "", "Gao", "2016-07-11"), ("", "2016-07-02", "Gao", "2016-07-11"), ("", "", "Kidal", "")))
    )
    answer = Answer("T", columns, ("date, début", "date, fin", "lieu", "publié le"), rows)
    told = ("publié le 2016-07-11", "→ 2016-07-01", "date non dite")
    assert tuple(row[0] for row in readable(answer).rows) == told
    assert readable(answer, "en").rows[0][0] == "published 2016-07-11"
    assert answer.records()[0] == {"begin": None, "end": None, "place": "Gao", "published": "2016-07-11"}


def _cells(words: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(text=word) for word in words)
