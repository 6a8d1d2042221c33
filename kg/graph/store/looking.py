"""What a store holds: articles, reports, events, entities, and the small look-ups of who builds and links."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.decisions import read_decisions
from kg.graph.quads import Quads
from kg.graph.reading import (
    Value,
    by_subject,
    read_article,
    read_bare_reports,
    read_entities,
    read_events,
    read_reports,
)
from kg.graph.remote import RemoteQuads
from kg.graph.triples import (
    GraphError,
    Names,
)
from kg.model import Article, Decision, Entity, Event, Report
from kg.vocabulary import ROLES


@dataclass(frozen=True, slots=True)
class Info:
    """What a store holds: counts of articles, reports, events by class, entities by kind, triples."""

    articles: int
    reports: int
    events: dict[str, int]
    entities: dict[str, int]
    triples: int


class Looking:
    """A graph that is read."""

    def __init__(self, quads: Quads, names: Names, path: Path | str | None = None) -> None:
        self.quads = quads
        self.names = names
        self.path = path
        self._copy: ox.Store | None = None
        self.lacks = quads.abilities.lacks() if isinstance(quads, RemoteQuads) else []  # what its server cannot do

    def article_ids(self) -> list[str]:
        """The ids of the articles, sorted."""
        graphs = (node.value for node in self.quads.named_graphs() if isinstance(node, ox.NamedNode))
        found = (self.names.local("graph", iri) for iri in graphs)
        return sorted(name.removeprefix("article/") for name in found if name and name.startswith("article/"))

    def has_article(self, article_id: str) -> bool:
        """Whether an article with this id is in the store."""
        return self.quads.contains_named_graph(ox.NamedNode(self.names.article_graph(article_id)[1:-1]))

    def article(self, article_id: str) -> Article:
        """The article with this id. Raises GraphError when there is none."""
        graph, subject = self.names.article_graph(article_id), self.names.article(article_id)
        if not self.has_article(article_id):
            raise GraphError(f"No article {article_id} is in the store; `kg info` lists those that are.")
        quads = self.quads.quads_for_pattern(ox.NamedNode(subject[1:-1]), None, None, ox.NamedNode(graph[1:-1]))
        return read_article(by_subject(quads), self.names)

    def articles(self) -> Iterator[Article]:
        """All articles, by id, one at a time."""
        return (self.article(article_id) for article_id in self.article_ids())

    def reports(self, article_id: str | None = None) -> Iterator[Report]:
        """What one article tells, or all, as it was read: by article and id, one article at a time."""
        for id in self.article_ids() if article_id is None else [article_id]:
            yield from read_reports(by_subject(self._graph(self.names.article_graph(id))), self.names)

    def added_reports(self) -> list[Report]:
        """The reports that people added, by id."""
        return read_reports(by_subject(self._graph(self.names.added_graph)), self.names)

    def decisions(self) -> list[Decision]:
        """What people decided, those decisions that were undone included, in the order in which they were taken."""
        return read_decisions(by_subject(self._graph(self.names.review_graph)), self.names)

    def event_of(self, report_id: str) -> str | None:
        """The event that a report was linked to."""
        report, graph = ox.NamedNode(self.names.report(report_id)[1:-1]), ox.NamedNode(self.names.events_graph[1:-1])
        found = self.quads.quads_for_pattern(None, ox.NamedNode(vocab.iri(vocab.HAS_REPORT)), report, graph)
        return next((id for quad in found if (id := self._local("event", quad.subject)) is not None), None)

    def reports_of_event(self, event_id: str) -> list[str]:
        """The ids of the reports that were linked to an event, sorted."""
        event, graph = ox.NamedNode(self.names.event(event_id)[1:-1]), ox.NamedNode(self.names.events_graph[1:-1])
        found = self.quads.quads_for_pattern(event, ox.NamedNode(vocab.iri(vocab.HAS_REPORT)), None, graph)
        return sorted(id for quad in found if (id := self._local("report", quad.object)) is not None)

    def article_of(self, report_id: str) -> str | None:
        """The article that a report is of, one that a person added included."""
        report, derived = ox.NamedNode(self.names.report(report_id)[1:-1]), ox.NamedNode(vocab.iri(vocab.DERIVED_FROM))
        found = self.quads.quads_for_pattern(report, derived, None, None)
        return next((id for quad in found if (id := self._local("article", quad.object)) is not None), None)

    def report(self, report_id: str) -> Report | None:
        """One report as it was read, or as a person added it."""
        article_id = self.article_of(report_id)
        if article_id is None:
            return None
        read = (told for told in self.reports(article_id) if told.id == report_id)
        return next(read, None) or next((told for told in self.added_reports() if told.id == report_id), None)

    def event_of_reports(self) -> dict[str, str]:
        """Report id → the id of the event that it was linked to."""
        names = self.names
        found = self._pairs(vocab.HAS_REPORT, names.events_graph)
        pairs = ((names.local("report", report), names.local("event", event)) for event, report in found)
        return {report: event for report, event in pairs if report is not None and event is not None}

    def realised_by(self, event_id: str) -> list[str]:
        """The events that carried out a planned one."""
        node = ox.NamedNode(self.names.event(event_id)[1:-1])
        found = self.quads.quads_for_pattern(None, ox.NamedNode(vocab.iri(vocab.REALISES)), node, None)
        return sorted(id for quad in found if (id := self._local("event", quad.subject)) is not None)

    def count_events(self) -> dict[str, int]:
        """How many events there are of each class."""
        return self._tally(self.names.events_graph, vocab.EVENT_TYPE)

    def events(self) -> list[Event]:
        """The derived events with their reports, by id. Raises GraphError when they are older than the reports."""
        reports = {report.id: report for report in (*self.reports(), *self.added_reports())}
        return read_events(by_subject(self._graph(self.names.events_graph)), reports, self.names)

    def entities(self) -> list[Entity]:
        """The entities, by id."""
        return read_entities(by_subject(self._graph(self.names.entities_graph)), self.names)

    def entity(self, entity_id: str) -> Entity | None:
        """One entity."""
        node, graph = self.names.entity(entity_id)[1:-1], self.names.entities_graph[1:-1]
        found = self.quads.quads_for_pattern(ox.NamedNode(node), None, None, ox.NamedNode(graph))
        return next(iter(read_entities(by_subject(found), self.names)), None)

    def has_entity(self, entity_id: str) -> bool:
        """Whether the graph of entities has an entity."""
        node, graph = self.names.entity(entity_id)[1:-1], self.names.entities_graph[1:-1]
        kind = ox.NamedNode(vocab.iri(vocab.KIND))
        return any(True for _ in self.quads.quads_for_pattern(ox.NamedNode(node), kind, None, ox.NamedNode(graph)))

    def entity_ids(self) -> Iterator[str]:
        """The ids of the entities."""
        for quad in self._find(vocab.KIND, self.names.entities_graph):
            id = self._local("entity", quad.subject)
            if id is not None:
                yield id

    def info(self) -> Info:
        """Counts of what the store holds."""
        reports = self._count(vocab.TYPE, vocab.REPORT)
        own = (f"<{vocab.ONTOLOGY_GRAPH}>", self.names.of("graph", "store"))
        hidden = sum(1 for graph in own for _ in self._graph(graph))
        return Info(
            articles=len(self.article_ids()),
            reports=reports,
            events=self.count_events(),
            entities=self._tally(self.names.entities_graph, vocab.KIND),
            triples=len(self.quads) - hidden,
        )

    def _graph(self, graph: str) -> Iterator[ox.Quad]:
        return self.quads.quads_for_pattern(None, None, None, ox.NamedNode(graph[1:-1]))

    def _count(self, predicate: str, value: str) -> int:
        found = self.quads.quads_for_pattern(None, ox.NamedNode(predicate[1:-1]), ox.NamedNode(value[1:-1]), None)
        return sum(1 for _ in found)

    def _tally(self, graph: str, predicate: str) -> dict[str, int]:
        counted = f"SELECT ?it (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?one {predicate} ?it }} }} GROUP BY ?it"
        found = self.quads.query(counted)
        assert isinstance(found, ox.QuerySolutions)
        counts = {
            row["it"].value.removeprefix(vocab.KG): int(row["n"].value)
            for row in found
            if isinstance(row["it"], ox.NamedNode) and isinstance(row["n"], ox.Literal)
        }
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def answering(self, question: str) -> Quads:
        """What answers a saved question: the quads themselves, or a copy of them in memory where their server cannot."""
        if not isinstance(self.quads, RemoteQuads):
            return self.quads
        unanswered = self.quads.abilities.unanswered
        if unanswered is not None and question not in unanswered:
            return self.quads
        if self._copy is None:
            self._copy = ox.Store()
            self._copy.extend(self.quads.quads_for_pattern(None, None, None, None))
        return self._copy

    def source_ids(self) -> dict[str, str]:
        """Article id → the id that its input gave."""
        return dict(self.each_source_id())

    def source_id(self, article_id: str) -> str | None:
        """The id that its input gave an article."""
        node, graph = self.names.article(article_id)[1:-1], self.names.article_graph(article_id)[1:-1]
        identifier = ox.NamedNode(vocab.IDENTIFIER[1:-1])
        found = self.quads.quads_for_pattern(ox.NamedNode(node), identifier, None, ox.NamedNode(graph))
        return next((quad.object.value for quad in found if isinstance(quad.object, ox.Literal)), None)

    def articles_of(self, source_id: str) -> set[str]:
        """The ids of the articles that an input gave."""
        identifier = ox.NamedNode(vocab.IDENTIFIER[1:-1])
        found = self.quads.quads_for_pattern(None, identifier, ox.Literal(source_id), None)
        return {id for quad in found if (id := self._local("article", quad.subject)) is not None}

    def each_source_id(self) -> Iterator[tuple[str, str]]:
        """(article id, the id that its input gave) of all articles, one at a time."""
        return self._of_articles(vocab.IDENTIFIER)

    def published(self) -> dict[str, date | None]:
        """Article id → day of publication, for all articles."""
        told = dict(self.each_day())
        return {id: told.get(id) for id in self.article_ids()}

    def each_day(self) -> Iterator[tuple[str, date]]:
        """(article id, day of publication) of the articles that have one, one at a time."""
        return ((id, date.fromisoformat(day)) for id, day in self._of_articles(vocab.DATE_PUBLISHED))

    def runs(self) -> dict[str, str]:
        """Article id → the run that read it."""
        return dict(self.each_run())

    def each_run(self) -> Iterator[tuple[str, str]]:
        """(article id, the run that read it) of all articles that are whole, one at a time."""
        return ((id, self.names.local("run", iri) or iri) for id, iri in self._of_articles(vocab.GENERATED_BY))

    def has_run(self, article_id: str) -> bool:
        """Whether an article is there whole, with the run that read it."""
        node, graph = self.names.article(article_id)[1:-1], self.names.article_graph(article_id)[1:-1]
        seal = ox.NamedNode(vocab.GENERATED_BY[1:-1])
        return any(self.quads.quads_for_pattern(ox.NamedNode(node), seal, None, ox.NamedNode(graph)))

    def _of_articles(self, predicate: str) -> Iterator[tuple[str, str]]:
        for node, value in self._pairs(predicate):
            id = self.names.local("article", node)
            if id is not None:
                yield id, value

    def bare_reports(self) -> list[Report]:
        """What all articles tell, by id, as linking needs it: roles in the order of their names, and no evidence.

        Ten times as fast as `reports`: it asks for each property once, not for each article.
        """
        told: dict[str, dict[str, list[Value]]] = {}
        wanted: tuple[str, ...] = (
            vocab.EVENT_TYPE,
            vocab.STATUS,
            vocab.BEGIN,
            vocab.END,
            vocab.TIME_BASIS,
            vocab.DERIVED_FROM,
        )
        wanted += (vocab.SOURCE, vocab.HAS_FIGURE, *map(vocab.term, ROLES))
        start = self.names.of("report", "x")[1:-2]
        added = ox.NamedNode(self.names.added_graph[1:-1])
        figures: dict[str, dict[str, list[Value]]] = {}
        for subjects, predicates, prefix in (
            (told, wanted, start),
            (figures, (vocab.MEASURE, vocab.LOW, vocab.HIGH, vocab.UNIT, vocab.CHANGE), ""),
        ):
            for predicate in predicates:
                for subject, _, value, graph in self._find(predicate):
                    iri = subject.value if isinstance(subject, ox.NamedNode) else ""
                    if graph != added and iri.startswith(prefix) and isinstance(value, ox.NamedNode | ox.Literal):
                        subjects.setdefault(iri, {}).setdefault(vocab.iri(predicate), []).append(value)
        return read_bare_reports(told, figures, self.names)

    def bare_reports_of(self, article_id: str) -> list[Report]:
        """What one article tells, as `bare_reports` gives it."""
        graph = ox.NamedNode(self.names.article_graph(article_id)[1:-1])
        article = ox.NamedNode(self.names.article(article_id)[1:-1])
        start = self.names.of("report", "x")[1:-2]
        told: dict[str, dict[str, list[Value]]] = {}
        figures: dict[str, dict[str, list[Value]]] = {}
        derived = ox.NamedNode(vocab.iri(vocab.DERIVED_FROM))
        for quad in list(self.quads.quads_for_pattern(None, derived, article, graph)):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(start):
                told |= by_subject(self.quads.quads_for_pattern(quad.subject, None, None, graph))
        for properties in told.values():
            for node in properties.get(vocab.iri(vocab.HAS_FIGURE), ()):
                if isinstance(node, ox.NamedNode):
                    figures |= by_subject(self.quads.quads_for_pattern(node, None, None, graph))
        return read_bare_reports(told, figures, self.names)

    def own_entities_of(self, article_id: str) -> list[Entity]:
        """The entities that one article alone makes known, by id."""
        graph = self.names.article_graph(article_id)
        nodes = [quad.subject for quad in self._find(vocab.KIND, graph)]
        where = ox.NamedNode(graph[1:-1])
        found = (
            read_entities(by_subject(self.quads.quads_for_pattern(node, None, None, where)), self.names)
            for node in nodes
        )
        return sorted((entity for entities in found for entity in entities), key=lambda entity: entity.id)

    def own_entity(self, entity_id: str) -> list[Entity]:
        """An entity as each of the articles tells it that make it known, by the articles' ids."""
        node, kind = ox.NamedNode(self.names.entity(entity_id)[1:-1]), ox.NamedNode(vocab.iri(vocab.KIND))
        found: list[tuple[str, Entity]] = []
        for quad in list(self.quads.quads_for_pattern(node, kind, None, None)):
            article_id = self._graph_of_article(quad.graph_name)
            if article_id is not None:
                quads = self.quads.quads_for_pattern(node, None, None, quad.graph_name)
                found += [(article_id, entity) for entity in read_entities(by_subject(quads), self.names)]
        return [entity for _, entity in sorted(found, key=lambda told: told[0])]

    def is_named(self, entity_id: str) -> bool:
        """Whether a report names an entity, as it was read."""
        return any(self._graph_of_article(quad.graph_name) is not None for quad in self._naming(entity_id))

    def _naming(self, entity_id: str) -> Iterator[ox.Quad]:
        node = ox.NamedNode(self.names.entity(entity_id)[1:-1])
        for predicate in (vocab.SOURCE, *map(vocab.term, ROLES)):
            yield from self.quads.quads_for_pattern(None, ox.NamedNode(vocab.iri(predicate)), node, None)

    def own_entities(self) -> dict[str, list[Entity]]:
        """Entities that articles made known, by id: as each of these articles tells them, by the articles' ids."""
        found: dict[str, list[tuple[str, Entity]]] = {}
        for quad in self._find(vocab.KIND):
            article_id = self._graph_of_article(quad.graph_name)
            if article_id is not None and isinstance(quad.subject, ox.NamedNode):
                quads = self.quads.quads_for_pattern(quad.subject, None, None, quad.graph_name)
                (entity,) = read_entities(by_subject(quads), self.names)
                found.setdefault(entity.id, []).append((article_id, entity))
        return {id: [entity for _, entity in sorted(found[id], key=lambda told: told[0])] for id in sorted(found)}

    def _find(self, predicate: str, graph: str | None = None) -> Iterator[ox.Quad]:
        where = ox.NamedNode(graph[1:-1]) if graph is not None else None
        return self.quads.quads_for_pattern(None, ox.NamedNode(predicate[1:-1]), None, where)

    def _pairs(self, predicate: str, graph: str | None = None) -> Iterator[tuple[str, str]]:
        """(subject, value) of a property, as text."""
        for subject, _, value, _ in self._find(predicate, graph):
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                yield subject.value, value.value

    def _local(self, family: str, node: object) -> str | None:
        return self.names.local(family, node.value) if isinstance(node, ox.NamedNode) else None

    def _graph_of_article(self, node: object) -> str | None:
        name = self._local("graph", node)
        return name.removeprefix("article/") if name is not None and name.startswith("article/") else None
