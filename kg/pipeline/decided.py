"""What people decided, applied to what a store tells: which articles, reports and entities a decision means."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from kg.graph.store import Store
from kg.link.decisions import NOTHING, Decided, decide
from kg.link.entities import merge_entities, named_by
from kg.link.spelling import fold
from kg.model import Entity


class Told(Protocol):
    """What decisions need to know of what the articles of a store tell; an index of linking has it."""

    def of_source(self, source_id: str) -> set[str]:
        """The articles that an input gave."""

    def is_named(self, id: str, read: bool = False) -> bool:
        """Whether a report names an entity, as it was read."""

    def named(self) -> Iterator[str]:
        """The entities that reports name, as they were read."""

    def own(self, id: str) -> list[Entity]:
        """An entity as each of the articles tells it that make it known."""


class Read:
    """The same, looked up in the store; `named` alone reads all of it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_source(self, source_id: str) -> set[str]:
        """The articles that an input gave."""
        return self._store.articles_of(source_id)

    def is_named(self, id: str, read: bool = False) -> bool:
        """Whether a report names an entity, as it was read."""
        return self._store.is_named(id)

    def named(self) -> Iterator[str]:
        """The entities that reports name, as they were read."""
        return iter(sorted({id for report in self._store.bare_reports() for id in named_by(report)}))

    def own(self, id: str) -> list[Entity]:
        """An entity as each of the articles tells it that make it known."""
        return self._store.own_entity(id)


def find_decided(store: Store, told: Told, world: Mapping[str, Entity]) -> Decided:
    """What the decisions in a store make of what its articles tell; `world` are entities beside those of articles."""
    decisions = [decision for decision in store.decisions() if decision.undone is None]
    if not decisions:
        return NOTHING
    wanted = sorted({passage.source_id for decision in decisions for passage in decision.passages})
    found = {
        source_id: [(store.article(id), list(store.reports(id))) for id in sorted(told.of_source(source_id))]
        for source_id in wanted
    }
    return decide(decisions, {id: items for id, items in found.items() if items}, _EntityFinder(told, world).find)


class _EntityFinder:
    """Finds the entity that a decision means: by its id, else by its name where only one has it."""

    def __init__(self, told: Told, world: Mapping[str, Entity]) -> None:
        self._told = told
        self._world = world
        self._by_name: dict[str, set[str]] | None = None

    def find(self, id: str, name: str | None, kind: str | None) -> str | None:
        """The id that an entity has now; None for one that nobody knows, or whose name several have."""
        if self._told.is_named(id, read=True) or self._told.own(id) or self._world.get(id) is not None:
            return id
        found = self._named_so(name) if name else set()
        return min(found) if len(found) == 1 else None

    def _named_so(self, name: str) -> set[str]:
        if self._by_name is None:
            self._by_name = {}
            for id in self._told.named():
                own = self._told.own(id)
                entity = merge_entities(own) if own else self._world.get(id)
                for _, text in entity.labels if entity is not None else ():
                    self._by_name.setdefault(fold(text), set()).add(id)
        return self._by_name.get(fold(name), set())
