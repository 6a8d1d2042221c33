"""Lists that the index of a store tells alone, without SPARQL: the same rows, in the same order, in a tenth of the time.

As in kg/graph/selecting.py, what stands here is written for one text of a question and not used for another: then SPARQL
looks up what is told of the events that were selected. The tests compare both, row by row.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from kg.graph import vocab
from kg.graph.catalogue import Catalogue, Row
from kg.graph.queries import Answer, Cell, Question, Terms, Words, answer_with
from kg.graph.selecting import in_order, short_name
from kg.graph.store import Store

_SELECT = re.compile(r"^SELECT (\?\w+(?: \?\w+)*) WHERE \{$", re.MULTILINE)
_ROLES = {f"{role}s": role for role in ("agent", "target", "participant", "place", "source", "office")}
_TOLLS = {f"{measure}_{end}": (measure, end) for measure in ("deaths", "injured") for end in ("low", "high")}
_SHORT = 15  # of an IRI, the end by which the questions put it in order
_OF_THESE = "IN (SELECT value FROM json_each(?))"
_ARTICLE = """article.id AS article, COALESCE(article.title, article.source_id, article.id) AS title,
    CASE WHEN NOT told.added THEN article.published END AS published,
    CASE WHEN NOT told.added THEN article.publisher END AS publisher"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list, and whether there is more after it."""

    answer: Answer
    goes_on: bool


def fingerprint(question: Question) -> str:
    """A short name of all that a question asks, whatever it is called."""
    lines = (line for line in question.text.splitlines() if not line.startswith("#"))
    return short_name("\n".join(lines))


def tell(
    question: Question, terms: Terms, catalogue: Catalogue, store: Store, language: str, events: int, page: int
) -> Listed | None:
    """One page of a list in words; None where the index alone cannot tell it."""
    form = LISTS.get(question.name)
    head = _SELECT.search(question.text)
    if form is None or head is None or form.written_for != fingerprint(question):
        return None
    columns = tuple(head[1].replace("?", "").split())
    chosen = in_order(question, terms, catalogue, store.names, events, page)
    if chosen is None:
        return None
    teller = _Teller(catalogue, store, language)
    rows = form.tell(teller, json.dumps([row["n"] for row in chosen[:events]]), columns)
    return Listed(answer_with(question, columns, rows, language), len(chosen) > events)


class _Teller:
    """Makes the rows of lists from an index; `numbers` are those of events, as JSON."""

    def __init__(self, catalogue: Catalogue, store: Store, language: str) -> None:
        self.rows = catalogue.rows
        self.names = store.names
        self.words = Words(store, language)
        self.label = {"fr": "entity.fr", "en": "entity.en"}.get(language, "NULL")

    def events(self, numbers: str, columns: Sequence[str], by_class: bool = False) -> list[list[Cell]]:
        """Events with who, where and how many, and the words of the report that speaks for them; a row each, by date."""
        query = f"""
            SELECT event.*, COALESCE(event.quote, event.sentence) AS words, {_ARTICLE} FROM event
            JOIN told ON told.event = event.n
                AND told.report = (SELECT MIN(each.report) FROM told AS each WHERE each.event = event.n)
            JOIN article ON article.n = told.article WHERE event.n {_OF_THESE}"""
        listed = {}
        for row in self.rows(query, (numbers,)):
            listed[row["n"]] = row
        cells = {column: self._column(column, listed, numbers) for column in columns}

        def place(n: int) -> tuple[str, str, str]:
            row = listed[n]
            day = row["begin"] or row["finish"] or row["published"] or ""
            return row["type"] if by_class else "", day, self._event(row["id"])

        return [[cells[column](n) for column in columns] for n in sorted(listed, key=place)]

    def events_by_class(self, numbers: str, columns: Sequence[str]) -> list[list[Cell]]:
        """The same, by class and then by date."""
        return self.events(numbers, columns, by_class=True)

    def _column(self, column: str, listed: Mapping[int, Row], numbers: str) -> Callable[[int], Cell]:
        """What makes a cell of a column for an event."""
        words = self.words
        if (role := _ROLES.get(column)) is not None:
            entities = self._entities(role, numbers)
            return lambda n: words.linked(entities[n]) if n in entities else Cell("")
        if (toll := _TOLLS.get(column)) is not None:
            tolls = self._tolls(*toll, numbers)
            return lambda n: _number(tolls.get(n))
        if column == "topics":
            topics = self._topics(numbers)
            return lambda n: words.linked(topics[n]) if n in topics else Cell("")
        if column == "article":
            return lambda n: self._article(listed[n])
        if column == "event":
            return lambda n: words.link(self._event(listed[n]["id"]))
        if column in ("class", "status"):
            name = {"class": "type"}.get(column, column)
            return lambda n: words.link(vocab.KG + listed[n][name])
        if column == "reports":
            return lambda n: _number(listed[n]["reports"])
        name = {"end": "finish", "quote": "words"}.get(column, column)
        return lambda n: words.plain(listed[n][name] or "")

    def _entities(self, role: str, numbers: str) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        query = f"""SELECT DISTINCT part.event, entity.id, {self.label} AS label FROM part JOIN entity ON entity.n = part.entity
            WHERE part.event {_OF_THESE} AND part.role = ?"""
        for n, id, label in self.rows(query, (numbers, role)):
            found[n].append(self._entity(id, label))
        return found

    def _topics(self, numbers: str) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        query = f"""SELECT DISTINCT topic.event, event.type FROM topic JOIN event ON event.n = topic.about
            WHERE topic.event {_OF_THESE}"""
        for n, type in self.rows(query, (numbers,)):
            found[n].append(vocab.KG + type)
        return found

    def _tolls(self, measure: str, end: str, numbers: str) -> dict[int, int]:
        """The lowest low, or the highest high number of each event."""
        extreme = "MIN(low)" if end == "low" else "MAX(high)"
        query = f"SELECT event, {extreme} FROM figure WHERE event {_OF_THESE} AND measure = ? GROUP BY event"
        return dict(map(tuple, self.rows(query, (numbers, measure))))

    def _entity(self, id: str, label: str | None) -> str:
        iri = self.names.entity(id)[1:-1]
        if label is not None:
            self.words.known[iri] = label
        return iri

    def _event(self, id: str) -> str:
        return self.names.event(id)[1:-1]

    def _article(self, row: Row) -> Cell:
        iri = self.names.article(row["article"])[1:-1]
        self.words.known[iri] = row["title"]
        return self.words.link(iri)

    # ---------------------------------------------------------------- figures and reasons

    def figures(self, numbers: str, columns: Sequence[str]) -> list[list[Cell]]:
        """The figures that reports state, with the lowest and the highest of all and the latest."""
        query = f"""
            SELECT event.n, event.id, event.type, stated.measure, stated.change, low, high, words AS quote, {_ARTICLE},
                entity.id AS source, {self.label} AS label
            FROM stated JOIN event ON event.n = stated.event
            JOIN told ON told.event = stated.event AND told.report = stated.report
            JOIN article ON article.n = told.article LEFT JOIN entity ON entity.n = stated.source
            WHERE stated.event {_OF_THESE}"""
        groups: dict[tuple[int, str, str], list[Row]] = defaultdict(list)
        for row in self.rows(query, (numbers,)):
            groups[row["n"], row["measure"], row["change"]].append(row)
        words = self.words
        found: list[tuple[tuple[Any, ...], list[Cell]]] = []
        for (_, measure, _), rows in groups.items():
            lows, highs = zip(*map(_bounds, rows), strict=True)
            is_told = None not in lows  # SPARQL gives no least of numbers of which one is open on both sides
            least, most = _number(min(lows) if is_told else None), _number(max(highs) if is_told else None)
            last = max(row["published"] or "" for row in rows)
            for row in rows:
                event = self._event(row["id"])
                source = self._entity(row["source"], row["label"]) if row["source"] is not None else None
                low, high, published = row["low"], row["high"], row["published"]
                cells = {
                    "class": words.link(vocab.KG + row["type"]),
                    "measure": words.link(vocab.KG + measure),
                    "least": least,
                    "most": most,
                    "latest": _number((high if low is None else low) if published == last else None),
                    "low": _number(low),
                    "high": _number(high),
                    "source": words.link(source) if source is not None else Cell(""),
                    "publisher": words.plain(row["publisher"] or ""),
                    "quote": words.plain(row["quote"]),
                    "article": self._article(row),
                    "published": words.plain(published or ""),
                    "event": words.link(event),
                }
                bounds = (*_first(low), *_first(high))
                order = (event[-_SHORT:], measure, published or "", *bounds, row["quote"], source or "", row["article"])
                found.append((order, [cells[column] for column in columns]))
        return [cells for _, cells in sorted(found, key=itemgetter(0))]

    def reasons(self, numbers: str, columns: Sequence[str]) -> list[list[Cell]]:
        """Why the reports of an event are one."""
        query = f"""SELECT event.id, event.type, event.begin, reason.why FROM reason JOIN event ON event.n = reason.event
            WHERE reason.event {_OF_THESE}"""
        words = self.words
        found: list[tuple[tuple[str, str, str], list[Cell]]] = []
        for row in self.rows(query, (numbers,)):
            event = self._event(row["id"])
            cells = {
                "begin": words.plain(row["begin"] or ""),
                "class": words.link(vocab.KG + row["type"]),
                "why": words.plain(row["why"]),
                "event": words.link(event),
            }
            order = (row["begin"] or "", event[-_SHORT:], row["why"])
            found.append((order, [cells[column] for column in columns]))
        return [cells for _, cells in sorted(found, key=itemgetter(0))]


@lru_cache(maxsize=10_000)
def _number(value: int | None) -> Cell:
    return Cell("") if value is None else Cell(str(value), number=value)


def _bounds(row: Row) -> tuple[Any, Any]:
    """The least and the most that a figure says."""
    low, high = row["low"], row["high"]
    return (high if low is None else low), (low if high is None else high)


def _first(value: int | None) -> tuple[bool, int]:
    """A number in an order where none comes first."""
    return value is not None, value or 0


@dataclass(frozen=True, slots=True)
class _List:
    """How the rows of a question are told."""

    written_for: str  # the fingerprint of queries/*.rq
    tell: Callable[[_Teller, str, Sequence[str]], list[list[Cell]]] = _Teller.events


LISTS: Mapping[str, _List] = {
    "actor": _List("e46f3c986acf"),
    "attacks": _List("73614d0f1ca9"),
    "control": _List("000ccd8ffce5"),
    "figures": _List("dec8f299a37d", _Teller.figures),
    "identity": _List("69c933650643", _Teller.reasons),
    "offices": _List("1078558545fd"),
    "place": _List("f38b8cb4c8c3"),
    "statements": _List("09395e6cca59"),
    "unfulfilled": _List("90e2702e2d80", _Teller.events_by_class),
}
