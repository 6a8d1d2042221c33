"""A store while it is changed: what it has, what waits, and the linking of what was touched."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path

from kg.articles.copies import Copy
from kg.gazetteer import Gazetteer
from kg.graph.inference import infer
from kg.graph.store import Store, StoreError, content_stamp
from kg.link.decisions import Decided
from kg.link.entities import canonical, merge_entities, needed_entities
from kg.link.events import Linking, bare_report
from kg.link.index import FILE, Failed, Index, KnownEntities, renew
from kg.link.intake import settle_entities, settle_steps, take_in_articles, take_in_decisions
from kg.model import Article, Entity, Event, Report
from kg.pipeline.decided import find_decided
from kg.pipeline.workshop import Understanding, software
from kg.seen import Seen

IDS_AT_ONCE = 1_000  # events or entities that are written together
MOST_REMEMBERED = 100_000
_OBJECTS_BETWEEN_COLLECTIONS = 5_000_000  # while linking, which makes many that stay, and no circles of them


@contextmanager
def opened(store: Store, workshop: Understanding) -> Iterator["State"]:
    """The state of a store. What its index cannot do is a StoreError."""
    try:
        state = State(store, workshop.run, workshop.gazetteer)
        try:
            yield state
        finally:
            state.close()
    except Failed as error:
        raise StoreError(
            f"The index {FILE} of the store {store.path or 'in memory'} cannot be used ({error}). Make room on the disk, or"
            " remove the index if it is damaged, then run the same command again: what was written before is kept, and the"
            " index is made anew."
        ) from error


class State:
    """A store that a build changes, and the index that knows what was linked and what waits to be."""

    def __init__(self, store: Store, run: str, gazetteer: Gazetteer) -> None:
        self.store = store
        self.gazetteer = gazetteer
        self.run = run
        self.index = self._open_index()
        self.linked = store.linked_by() == run and self.index.is_settled()
        self.touched = self.claimed = False
        self.replaced = 0
        self._made: set[str] = set()  # entities that this build wrote and has not linked yet

    def close(self) -> None:
        """Let the index go, but for one that lies beside a store in memory."""
        if self.store.beside is not self.index:
            self.index.close()

    def _open_index(self) -> Index:
        store = self.store
        if store.path is None:  # in memory: the index is beside the store
            index = store.beside if isinstance(store.beside, Index) else Index()
            store.beside = index
            index, holds = renew(index, "in memory", self.run)
        else:
            path = store.path / FILE if isinstance(store.path, Path) else ""
            index, holds = renew(Index(path), content_stamp(store), self.run)
        if not holds:
            self._fill(index)
        elif store.linked_by() is None:
            self._compare_articles(index)
        return index

    def _fill(self, index: Index) -> None:
        """Begin an index: all articles are to be read from the graph, and all that was derived before is to be replaced."""
        store = self.store
        with index.transaction():
            index.put_articles(store.each_source_id())
            index.set_runs(store.each_run())
            index.set_days(store.each_day())
            index.wait_all()
            index.owe("entity", store.entity_ids())
            index.set_fact("events", "of another index")
            index.set_fact("stamp", "in memory" if store.path is None else content_stamp(store))

    def _compare_articles(self, index: Index) -> None:
        """After a process that did not end: articles that one of graph and index has lost are read again from the graph."""
        store = self.store
        with index.transaction():
            for id, run in store.each_run():
                if index.run_of(id) != run:
                    article = store.article(id)
                    index.put_article(id, article.source_id, run, article.published)
                    index.wait([id])
            for id in index.article_ids():
                if not store.has_run(id):
                    index.wait([id])
                    if not store.has_article(id):
                        index.drop_article(id)

    def start_anew(self) -> None:
        """Forget what was linked."""
        self.index.clear()
        self.index.set_fact("run", self.run)
        self._fill(self.index)
        self.linked = False

    def keeps(self, article: Article, again: bool) -> bool:
        """Whether the store has this article as well as it can; `again` when this build gave it already.

        Of inputs with one text, the first source id by alphabet is kept, so that their order does not matter.
        """
        if self.index.run_of(article.id) != self.run:
            return False
        held = self.store.article(article.id)
        if article.source_id != held.source_id:
            return article.source_id > held.source_id
        return article == held or (again and _key(article) > _key(held))

    def knows(self, article_id: str) -> bool:
        """Whether an article is in the store."""
        return self.index.source_of(article_id) is not None

    def others(self, article: Article, mine: Seen) -> list[str]:
        """The articles that this one replaces: of the same source id, and not given in this build."""
        found = self.index.of_source(article.source_id) - {article.id}
        return sorted(id for id in found if id not in mine)

    # ---------------------------------------------------------------- changes

    def claim(self) -> None:
        """Before the first write: the graph and the index get one new name for their content."""
        if not self.claimed:
            self.claimed = True
            self.store.note_change()
            if self.store.path is not None:
                self.index.set_fact("stamp", content_stamp(self.store))

    def touch(self) -> None:
        """Before the first change: let the store say that what is derived is out of date."""
        if not self.touched:
            self.touched = True
            self.claim()
            self.store.put_run(self.run, software())
            self.store.mark_unlinked()

    def put(self, article: Article, reports: Sequence[Report], entities: Sequence[Entity], old: Sequence[str]) -> None:
        """Write an article instead of others, in one transaction."""
        self.touch()
        self.store.drop_copy(article.source_id)
        self.index.wait([article.id, *old])
        self._make_known(reports, entities)
        self.store.put_article(article, reports, self.run, entities, old)
        with self.index.transaction():
            for id in old:
                self.index.drop_article(id)
            self.index.put_article(article.id, article.source_id, self.run, article.published)
            self.index.tell(article.id, article.published, [bare_report(told) for told in reports], entities)
        self.replaced += len(old)

    def _make_known(self, reports: Sequence[Report], own: Sequence[Entity]) -> None:
        """Write the entities that reports name and the graph does not know yet, so that it is valid at any moment."""
        needed = needed_entities(reports, self.gazetteer, {entity.id: [entity] for entity in own})
        new = {id: entity for id, entity in sorted(needed.items()) if id not in self._made}
        new = {id: entity for id, entity in new.items() if not self.store.has_entity(id)}
        if len(self._made) > MOST_REMEMBERED:
            self._made.clear()
        self._made |= set(needed)
        if new:
            self.index.owe("entity", new)
            self.store.put_entities(new.values(), gone=())

    def put_copy(self, copy: Copy) -> None:
        """Note where else an article appeared; what was read from there before, when it had another text, goes."""
        self.claim()
        for id in sorted(self.index.of_source(copy.article.source_id) - {copy.of}):
            self.drop(id)
        self.store.put_copy(copy.article, copy.of)

    def drop(self, article_id: str) -> None:
        """Delete an article."""
        self.touch()
        self.index.wait([article_id])
        self.store.delete_article(article_id)
        self.index.drop_article(article_id)

    # ---------------------------------------------------------------- linking

    def link(self) -> None:
        """Derive events and entities from what is in the store now: those that change."""
        if not self.touched and self.linked:
            return
        self.touch()
        with _rarely_collected():
            self._write(self._take_in())
        self.linked = True
        self.touched = False

    def _take_in(self) -> Linking:
        """Link what changed in the index; what was compared is remembered, and makes the events."""
        index = self.index
        known = KnownEntities(index)
        with index.transaction():
            take_in_articles(index, self._read)
            decided = find_decided(self.store, index, self.gazetteer.entities)
            take_in_decisions(index, decided)
            linking = Linking(index, known, decided, decided.whole_reports())
            settle_steps(index, linking)
            settle_entities(index, lambda id: self._find_entity(id, decided))
            known.forget()
            linking.link()
        return linking

    def _read(self, article_id: str) -> tuple[date | None, Sequence[Report], Sequence[Entity]] | None:
        store = self.store
        if not store.has_article(article_id):
            return None
        own = store.own_entities_of(article_id)
        return store.article(article_id).published, store.bare_reports_of(article_id), own

    def _find_entity(self, id: str, decided: Decided) -> Entity | None:
        """An entity as the gazetteer has it, else a person, else the articles, else as it was known before."""
        entity = self.gazetteer.entities.get(id) or decided.entities.get(id)
        if entity is None:
            own = self.index.own(id)
            entity = merge_entities(own) if own else self.index.entity(id) or self.store.entity(id)
        return decided.named({id: canonical(entity)})[id] if entity is not None else None

    def _write(self, linking: Linking) -> None:
        """Write what the linking changed. What events point to comes before them, and goes after them, so that a killed

        process leaves a valid graph; what is owed stays noted until all of it is on the disk.
        """
        store, index, decided = self.store, self.index, linking.decided
        index.start_writing()
        if index.fact("events") is not None:
            store.drop_events()
            store.flush()
            index.forget_fact("events")
        for batch in self._entities():
            store.put_entities([entity for entity in batch.values() if entity is not None], gone=batch)
        store.drop_old_runs(keep=self.run)
        store.clear_inferred()
        added_before = {told.id: told for told in store.added_reports()}
        added = {**added_before, **decided.added}
        languages = {told.article_id: store.article(told.article_id).language for told in added.values()}
        store.put_added(added.values(), languages)
        for events, gone in self._events(linking):
            store.put_events(events, gone)
        store.put_added(decided.added.values(), languages)
        for ids in batches_of(index.owed_entities(), IDS_AT_ONCE):
            store.put_entities((), gone=[id for id in ids if index.entity(id) is None])
        infer(store)
        store.flush()
        index.end_writing()
        store.mark_linked(self.run)

    def _entities(self) -> Iterator[dict[str, Entity]]:
        """The entities to write, with those that they are part of in the same batch or before."""
        index = self.index
        for ids in batches_of(index.owed_entities(), IDS_AT_ONCE):
            batch: dict[str, Entity] = {}
            todo = [id for id in ids if index.owes("entity", id)]
            while todo:
                id = todo.pop()
                entity = index.entity(id)
                if entity is not None and id not in batch:
                    batch[id] = entity
                    todo += [part for part in entity.part_of if index.owes("entity", part)]
            yield batch
            index.note_written("entity", batch)

    def _events(self, linking: Linking) -> Iterator[tuple[list[Event], list[str]]]:
        """(events to write, ids of those that they replace), what they point to in the same batch or before; then those to

        take out, each after what points to it.
        """
        index, decided = self.index, linking.decided
        for ids in batches_of(index.owed_events(), IDS_AT_ONCE):
            batch: dict[str, Event] = {}
            todo = [id for id in ids if index.owes("event", id)]
            while todo:
                id = todo.pop()
                if id not in batch and (event := linking.event(id)) is not None:
                    batch[id] = decided.settled(event)
                    pointed = (*(filler for role, filler in event.roles if role == "topic"), *event.realises)
                    todo += [other for other in pointed if index.owes("event", other)]
            yield list(batch.values()), sorted(batch)
            index.note_written("event", batch)
        for ids in batches_of(index.owed_events(gone=True), IDS_AT_ONCE):
            gone: set[str] = set()
            todo = list(ids)
            while todo:
                id = todo.pop()
                if id not in gone:
                    gone.add(id)
                    todo += [other for other in sorted(self.store.events_pointing_at(id)) if not index.members(other)]
            yield [], sorted(gone)


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Have the collector look for circles of objects less often: a fifth of the time of linking."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def batches_of(ids: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(ids)
    while batch := list(islice(rest, size)):
        yield batch


def _key(article: Article) -> tuple[str, str, str]:
    return article.title or "", article.publisher or "", article.url or ""
