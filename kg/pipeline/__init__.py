"""From files to the graph: the only package that knows both the text side and the world side.

What a build leaves in the store is a function of the articles that are in it: any sequence of adding, changing and
deleting them gives the graph that reading them at once into an empty store gives, byte for byte. For this, the graph of
an article holds all that the article tells, the entities that it alone makes known included; events and entities are
derived from these graphs. Deriving compares only the reports that a change can touch (kg/link/events.py).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from kg.articles import Skipped
from kg.articles.copies import Copy
from kg.graph.store import Store, content_stamp
from kg.link.events import Linking, NearMiss, near_misses
from kg.link.index import FILE, Index, KnownEntities, find_index
from kg.model import Article, Decision
from kg.pipeline.articles import each_once, find_articles
from kg.pipeline.decided import Read, find_decided
from kg.pipeline.state import State, opened
from kg.pipeline.summary import Summary
from kg.pipeline.telling import Item, Reading, Tellers, Telling, tell
from kg.pipeline.workshop import Understanding, Workshop, software
from kg.seen import Seen

__all__ = [
    "Item",
    "Read",
    "Reading",
    "Summary",
    "Tellers",
    "Telling",
    "Understanding",
    "Workshop",
    "build",
    "count_near_misses",
    "delete",
    "each_once",
    "find_articles",
    "find_decided",
    "find_near_misses",
    "put_decision",
    "relink",
    "software",
    "tell",
]

OnArticle = Callable[[Article], None]


def build(
    articles: Iterable[Item],
    store: Store,
    workshop: Understanding,
    on_article: OnArticle | None = None,
    tellers: Reading | None = None,
) -> Summary:
    """Read articles into the store, then link their reports with all others into events.

    Articles are taken one at a time and not kept; `tellers` read them in processes of their own, in any number, with
    the same result. Each is written in one transaction, so that a build that was stopped has lost nothing of what it
    had read; running it again finishes. An article whose `source_id` is known with another text replaces it; one that
    was read before by the same software stays. An article on which the reading fails is listed among the skipped, and
    what the store had of it stays. Inputs with the same text and day are one article, under the first of their source
    ids by alphabet.
    """
    summary = Summary()
    with opened(store, workshop) as state:
        _read_all(articles, state, workshop, summary, on_article, tellers)
        state.link()
        summary.replaced = state.replaced
        summary.events = Counter(store.count_events())
        summary.merged = state.index.count_merged()
    return summary


def _read_all(
    articles: Iterable[Item],
    state: "State",
    workshop: Understanding,
    summary: Summary,
    on_article: OnArticle | None,
    tellers: Reading | None,
) -> None:
    """Read what the store does not have as this software reads it."""
    mine = Seen()

    def must_read(article: Article) -> bool:
        return not state.keeps(article, article.id in mine)

    def tell_now(article: Article) -> Telling | Skipped:
        return tell(article, workshop) if tellers is None else tellers.tell(article)

    items = ((item, None) for item in articles) if tellers is None else tellers.tell_all(articles, must_read)
    for item, telling in items:
        if isinstance(item, Skipped):
            summary.skip(item)
            continue
        if isinstance(item, Copy):
            if (state.index.source_of(item.of) or item.article.source_id) != item.article.source_id:
                state.put_copy(item)
                summary.copies += 1
                if on_article is not None:
                    on_article(item.article)
                continue
            item = item.article  # what it repeated is no more: it stands for itself
        if must_read(item):
            telling = telling or tell_now(item)
            if isinstance(telling, Skipped):
                summary.skip(telling)
                continue
            old = state.others(item, mine)
            summary.new += not state.knows(item.id) and not old
            state.put(item, telling.reports, telling.entities, old)
            summary.reports += len(telling.reports)
            summary.sentences += telling.sentences
            summary.unread.update(dict(telling.unread))
            summary.unread_sentences += telling.unread_sentences
        else:
            summary.unchanged += item.id not in mine
        if on_article is not None:
            on_article(item)
        summary.articles += mine.add(item.id)


def delete(store: Store, article_ids: Iterable[str], workshop: Understanding) -> int:
    """Remove articles, their reports, and the events that had no other; how many of them were there."""
    with opened(store, workshop) as state:
        there = [id for id in sorted(set(article_ids)) if state.knows(id)]
        for article_id in there:
            state.drop(article_id)
        state.link()
    return len(there)


def relink(store: Store, workshop: Understanding) -> None:
    """Derive all events and entities again from the articles' graphs."""
    with opened(store, workshop) as state:
        state.start_anew()
        state.link()


def put_decision(store: Store, decision: Decision, workshop: Understanding) -> None:
    """Write what a person decided, and link again what it touches. See kg/review.py, which makes decisions."""
    with opened(store, workshop) as state:
        state.touch()
        store.put_decision(decision)
        state.link()


def find_near_misses(store: Store, most: int | None = None) -> Iterator[NearMiss]:
    """Pairs of reports that were kept apart by little, for a person to look at; the `most` closest, or all, the closest first.

    They are read from the index of the linking; where it is not that of the graph (on a server), all reports are compared.
    """
    with _index_of(store) as index:
        if index is not None:
            yield from islice(Linking(index, KnownEntities(index)).near(), most)
            return
    entities = {entity.id: entity for entity in store.entities()}
    reports = store.bare_reports()
    decided = find_decided(store, Read(store), entities)
    yield from islice(near_misses(decided.reports(reports), entities, store.published(), decided), most)


def count_near_misses(store: Store) -> int:
    """How many pairs of reports were kept apart by little."""
    with _index_of(store) as index:
        if index is not None:
            return Linking(index, KnownEntities(index)).count_near()
    return sum(1 for _ in find_near_misses(store))


@contextmanager
def _index_of(store: Store) -> Iterator[Index | None]:
    """The index of what was linked, to read; None where there is none of this graph."""
    if store.path is None:
        yield store.beside if isinstance(store.beside, Index) else None
        return
    index = find_index(store.path / FILE, content_stamp(store)) if isinstance(store.path, Path) else None
    try:
        yield index
    finally:
        if index is not None:
            index.close()
