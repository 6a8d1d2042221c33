"""An answer as a person reads it in a terminal: one column for two bounds, one for begin and end, quotes below."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.graph.queries import Answer
from kg.view.words import page_words

_BELOW = ("quote", "article", "published", "event")  # columns that stand below the table, one line a row
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReadableAnswer:
    """`headings` and `rows` of the table, empty columns left out; `notes` are lines, one a row, or none."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def readable(answer: Answer, language: str = "fr") -> ReadableAnswer:
    """The answer as columns for people; csv and json keep the columns of the question."""
    columns = [_Column(name, label, tuple(cells)) for name, label, cells in _by_column(answer)]
    joined = _undated(_joined(columns), columns, language)
    above = [column for column in joined if column.name not in _BELOW and any(column.cells)]
    below = [column for name in _BELOW for column in columns if column.name == name]
    numbers = range(len(answer.rows))
    return ReadableAnswer(
        title=answer.title,
        headings=tuple(column.label for column in above),
        rows=tuple(tuple(column.cells[i] for column in above) for i in numbers),
        notes=tuple(_note(column.cells[i] for column in below) for i in numbers) if below else (),
    )


def days_in_words(begin: str, end: str) -> str:
    """A half-open interval of ISO dates, either may be empty: « 2014-07-19 », « 2014-06 », « 2014-06-01 → »."""
    if not begin or not end:
        return f"{begin} →" if begin else f"→ {_last_day(end)}" if end else ""
    first, last = date.fromisoformat(begin), date.fromisoformat(end) - _ONE_DAY
    if first == last:
        return begin
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and (last + _ONE_DAY).day == 1:
        return begin[:7]
    return f"{begin} – {last.isoformat()}"


def bounds_in_words(low: str, high: str) -> str:
    """Two bounds, either may be empty: « 20–21 », « ≥ 29 », « ≤ 40 »."""
    if low and high:
        return low if low == high else f"{low}–{high}"
    return f"≥ {low}" if low else f"≤ {high}" if high else ""


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    label: str
    cells: tuple[str, ...]


def _by_column(answer: Answer) -> list[tuple[str, str, list[str]]]:
    rows = answer.table()
    return [
        (name, label, [row[i] for row in rows])
        for i, (name, label) in enumerate(zip(answer.columns, answer.labels, strict=True))
    ]


def _joined(columns: Sequence[_Column]) -> list[_Column]:
    """The columns with each pair (begin, end) and (…low, …high) made one, which stands where the first stood."""
    by_name = {column.name: column for column in columns}
    partner = {"begin": "end"} | {f"{name[:-3]}low": f"{name[:-3]}high" for name in by_name if name.endswith("low")}
    joined, gone = [], set()
    for column in columns:
        if column.name in gone:
            continue
        other = by_name.get(partner.get(column.name, ""))
        if other is not None and (column.name != "begin" or _hold_days(column, other)):
            words = days_in_words if column.name == "begin" else bounds_in_words
            cells = tuple(map(words, column.cells, other.cells))
            column = _Column(column.name, column.label.split(",")[0], cells)
            gone.add(other.name)
        joined.append(column)
    return joined


def _undated(joined: Iterable[_Column], told: Iterable[_Column], language: str) -> list[_Column]:
    """The same columns; where no text tells a day, that of the article, called so: « publié le 2016-07-11 »."""
    published = next((column.cells for column in told if column.name == "published"), None)
    if published is None:
        return list(joined)
    words = page_words(language)

    def stated(day: str, article: str) -> str:
        return day or (f"{words['told_on']} {article}" if article else words["date_unknown"])

    return [
        replace(column, label=column.label.split(",")[0], cells=tuple(map(stated, column.cells, published)))
        if column.name == "begin"
        else column
        for column in joined
    ]


def _hold_days(*columns: _Column) -> bool:
    """Whether all that the columns hold are ISO dates; a query of one's own may call anything ?begin."""
    return all(_DAY.fullmatch(cell) for column in columns for cell in column.cells if cell)


def _last_day(end: str) -> str:
    return (date.fromisoformat(end) - _ONE_DAY).isoformat()


def _note(words: Iterable[str]) -> str:
    return " · ".join(" ".join(word.split()) for word in words if word)
