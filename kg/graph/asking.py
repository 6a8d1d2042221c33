"""A saved question, asked of a store: whole or a page at a time.

What stands on a page is chosen from the index of the store (kg/graph/selecting.py) where there is one that tells of the
store as it is, and by SPARQL where there is none; lists are told from the index alone (kg/graph/listing.py): the same rows
in the same order, sooner or later.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.catalogue import Catalogue
from kg.graph.dialect import spelled
from kg.graph.listing import tell
from kg.graph.paging import a_page, for_many, is_by_date, is_more_after, is_paged
from kg.graph.quads import Quads
from kg.graph.queries import MOST_EVENTS, Answer, Question, Terms, answer_from, bind, in_base, understand
from kg.graph.remote import RemoteQuads
from kg.graph.selecting import about, count, select
from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its parameters: its SPARQL, that of one page, and what the index tells of that page.

    `is_empty`: nothing stands on it; `goes_on`: there is a page after it; `total`: of so many events; None: not known.
    """

    question: Question
    whole: str
    text: str
    is_empty: bool = False
    goes_on: bool | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An answer, whether there is more after it, and of how many events it is a page, where that is known."""

    answer: Answer
    goes_on: bool
    total: int | None
    is_by_date: bool


def page_of(
    store: Store, catalogue: Catalogue | None, name: str, params: Mapping[str, str], events: int, page: int
) -> Asked:
    """One page, of so many events, of a shipped question. Raises QuestionError for a wrong name or value."""
    return _page(store, catalogue, *understand(store, name, params, catalogue), events, page)


def _page(store: Store, catalogue: Catalogue | None, question: Question, terms: Terms, events: int, page: int) -> Asked:
    whole = in_base(bind(question, terms), store.names)
    selected = select(question, terms, catalogue, store.names, events, page) if catalogue is not None else None
    if catalogue is None or selected is None:
        goes_on = None if is_paged(whole) else False
        return Asked(question, whole, for_many(a_page(whole, events, page), events), goes_on=goes_on)
    return Asked(
        question,
        whole,
        for_many(about(whole, selected), events),
        not selected.rows,
        selected.goes_on,
        count(question, terms, catalogue, store.names),
    )


def ask(
    store: Store,
    name: str,
    params: Mapping[str, str] | None = None,
    language: str = "fr",
    *,
    catalogue: Catalogue | None = None,
    events: int = MOST_EVENTS,
    page: int = 1,
) -> Page:
    """The answer to a shipped question, in words of `language`: the page with this number, of so many events.

    `params` are as typed: names of places and actors in any language, dates as YYYY, YYYY-MM or YYYY-MM-DD. A place
    means everything inside it, an actor all that belong to it. Raises QuestionError for a wrong name or value.
    """
    question, terms = understand(store, name, params or {}, catalogue)
    if catalogue is not None and (listed := tell(question, terms, catalogue, store, language, events, page)):
        total = count(question, terms, catalogue, store.names)
        return Page(listed.answer, listed.goes_on, total, is_by_date(question.text))
    asked = _page(store, catalogue, question, terms, events, page)
    quads = store.answering(name)
    found = quads.query(spelled(asked.text, quads, store.names) if isinstance(quads, RemoteQuads) else asked.text)
    assert isinstance(found, ox.QuerySolutions)
    answer = answer_from(store, asked.question, found, language)
    goes_on = _goes_on(quads, asked, answer, events, page) if asked.goes_on is None else asked.goes_on
    return Page(answer, goes_on, asked.total, is_by_date(asked.whole))


def _goes_on(quads: Quads, asked: Asked, answer: Answer, events: int, page: int) -> bool:
    """Whether there is more, by SPARQL; a server is not asked all of it again: there may be, then."""
    if len(answer.rows) < events or isinstance(quads, RemoteQuads):
        return len(answer.rows) >= events
    return bool(quads.query(is_more_after(asked.whole, events, page)))
