"""The graph: an Oxigraph store in a folder that says it is ours, or any server that speaks SPARQL 1.1.

    folder/newskg.json    the marker: format and base of the IRIs
    folder/quads/         what Oxigraph writes
    folder/changed        a name for the content, a new one by each process that writes

One process at a time; nothing to start. A server has its marker in a graph of its own (kg/graph/remote.py).

Each article has a graph of its own, replaced or dropped whole in one transaction; events and entities have one graph
each, derived from these, in which only what changes is written. The ontology lies in a graph of its own, so that
questions can use it; it is neither counted nor exported.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import IO, Literal, get_args
from uuid import uuid4

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.decisions import decision_triples, read_decisions
from kg.graph.ontology import read_turtle
from kg.graph.quads import Quads, Resource
from kg.graph.reading import (
    Value,
    by_subject,
    read_article,
    read_bare_reports,
    read_entities,
    read_events,
    read_reports,
)
from kg.graph.remote import LINES_AN_UPDATE, RemoteQuads
from kg.graph.triples import (
    GraphError,
    Names,
    article_triples,
    copy_triples,
    entity_triples,
    event_triples,
    own_entity_triples,
    report_triples,
    run_triples,
)
from kg.model import Article, Decision, Entity, Event, Report
from kg.resources import folder as resource_folder
from kg.vocabulary import ROLES

FORMAT = 3  # raised when the shape of the stored graph changes
MARKER = "newskg.json"
CHANGED = "changed"  # a name for the content, another after each process that wrote
_STORE_FORMAT = "urn:newskg:format"  # the property of a server's marker
_LINES_AT_ONCE = 20_000  # of one transaction: its update is parsed as a whole, at some 3 kB a line
_CHARACTERS_A_FLUSH = (
    20_000_000  # of updates: 130 MB in Oxigraph, which alone keeps up to 256 MB for each of 7 orders of the quads
)
_EVENTS_A_PART = 200  # of a file that is written while it is sent
_POINTERS = (vocab.term("topic"), vocab.REALISES)  # by which an event points to another
Format = Literal["turtle", "trig", "nquads", "jsonld"]
FORMATS: tuple[Format, ...] = get_args(Format)


class StoreError(Exception):
    """A folder that cannot be used as a store: says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Info:
    """What a store holds: counts of articles, reports, events by class, entities by kind, triples."""

    articles: int
    reports: int
    events: dict[str, int]
    entities: dict[str, int]
    triples: int


@dataclass(slots=True)
class Touched:
    """The ids of the events and entities that were written or went since somebody asked; `whole`: it may be any."""

    events: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    whole: bool = False


class Store:
    """A graph on disk, or in memory when no folder is given. Use it in a `with` block, or `close()` it."""

    def __init__(self, quads: Quads, names: Names, path: Path | str | None = None) -> None:
        self.quads = quads
        self.names = names
        self.path = path
        remote = isinstance(quads, RemoteQuads)
        self._lines_at_once = LINES_AN_UPDATE if remote else _LINES_AT_ONCE
        self._copy: ox.Store | None = None
        self._changed = False
        self._unflushed = 0  # characters of updates since the last flush
        self._touched = Touched()
        self.beside: object | None = None  # what linking keeps of a store in memory
        self.lacks = quads.abilities.lacks() if isinstance(quads, RemoteQuads) else []  # what its server cannot do

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the folder go, so that another process may open it."""
        if self.path is not None:
            self.quads.flush()
        if isinstance(self.quads, RemoteQuads):
            self.quads.close()
        self.quads = ox.Store()

    # ------------------------------------------------------------ writing

    def put_article(
        self,
        article: Article,
        reports: Iterable[Report],
        run: str | None = None,
        entities: Iterable[Entity] = (),
        instead_of: Iterable[str] = (),
    ) -> set[str]:
        """Write an article with its reports; what its graph held before is replaced, in one transaction.

        `entities` are those that the article itself makes known, since no gazetteer does; `instead_of` are the ids of
        articles that this one replaces: their graphs go in the same transaction. So do the events that rest on reports
        which go; their ids are returned, and they must be derived again.
        """
        self._touched.whole = True
        replaced = sorted({article.id, *instead_of})
        lost, updates = self._leaving(replaced)
        lines = article_triples(article, reports, self.names, run)
        lines += [line for entity in entities for line in own_entity_triples(entity, self.names)]
        lines += self._copies(article.id)
        if isinstance(self.quads, RemoteQuads) and not self.quads.abilities.atomic:
            if updates:
                self._update(" ;\n".join(updates))
            self._put_sealed(self.quads, article.id, sorted(set(lines)), sorted({*instead_of} - {article.id}))
            return lost
        drops = [f"DROP SILENT GRAPH {self.names.article_graph(id)}" for id in replaced]
        insertion = _insertion(self.names.article_graph(article.id), sorted(set(lines)))
        self._update(" ;\n".join([*updates, *drops, insertion]))
        return lost

    def _leaving(self, article_ids: Iterable[str]) -> tuple[set[str], list[str]]:
        """What goes when the graphs of these articles do: the ids of events, and the updates that take all of it out.

        Events go that have a report of these articles, or point to an event that has; with them all states over time, and
        what people added where it is about these articles. All of that is derived again when the store is linked.
        """
        names = self.names
        derived, added = ox.NamedNode(vocab.iri(vocab.DERIVED_FROM)), ox.NamedNode(names.added_graph[1:-1])
        articles = [ox.NamedNode(names.article(id)[1:-1]) for id in article_ids]
        told = [quad for article in articles for quad in self.quads.quads_for_pattern(None, derived, article, None)]
        updates: list[str] = []
        if any(quad.graph_name == added for quad in told):
            told += self._find(vocab.DERIVED_FROM, names.added_graph)
            updates.append(f"DROP SILENT GRAPH {names.added_graph}")
        lost = self._resting_on({quad.subject for quad in told})
        if lost:
            lines = [line for id in sorted(lost) for line in self._lines_of_event(id)]
            updates += [_deletion(names.events_graph, lines), f"DROP SILENT GRAPH {names.inferred_graph}"]
        return lost, updates

    def _resting_on(self, reports: Iterable[Resource]) -> set[str]:
        """The ids of the events that have one of these reports, or point to an event that has."""
        events = ox.NamedNode(self.names.events_graph[1:-1])

        def pointing(predicate: str, node: Resource) -> set[Resource]:
            found = self.quads.quads_for_pattern(None, ox.NamedNode(vocab.iri(predicate)), node, events)
            return {quad.subject for quad in found}

        waiting = {event for report in reports for event in pointing(vocab.HAS_REPORT, report)}
        found: set[Resource] = set()
        while waiting:
            node = waiting.pop()
            found.add(node)
            waiting |= {event for pointer in _POINTERS for event in pointing(pointer, node)} - found
        return {id for node in found if (id := self._local("event", node)) is not None}

    def _put_sealed(self, quads: RemoteQuads, article_id: str, lines: list[str], gone: Iterable[str]) -> None:
        """Write an article where one request may be cut in two: the triple that says who read it comes last.

        Without it, `runs` does not know the article, and the next build reads it again.
        """
        seal = f"{self.names.article(article_id)} {vocab.GENERATED_BY} "
        graph = self.names.article_graph(article_id)
        quads.put_graph(ox.NamedNode(graph[1:-1]), [line for line in lines if not line.startswith(seal)])
        sealed = [line for line in lines if line.startswith(seal)]
        if sealed:
            self._update(_insertion(graph, sealed))
        for id in gone:
            quads.remove_graph(ox.NamedNode(self.names.article_graph(id)[1:-1]))

    def put_copy(self, copy: Article, original_id: str) -> bool:
        """Note that an article of the store also appeared as `copy`; whether that was new."""
        lines = copy_triples(copy, original_id, self.names)
        if set(lines) <= set(self._copies(original_id)):
            return False
        self.drop_copy(copy.source_id)
        self._update(_insertion(self.names.article_graph(original_id), lines))
        return True

    def drop_copy(self, source_id: str) -> None:
        """Forget that an input was a copy of another."""
        same = ox.Literal(source_id)
        for quad in list(self.quads.quads_for_pattern(None, ox.NamedNode(vocab.IDENTIFIER[1:-1]), same, None)):
            if self._local("copy", quad.subject) is not None:
                graph = str(quad.graph_name)
                self._update(_deletion(graph, list(self._lines_of(str(quad.subject), graph))))

    def count_copies(self) -> int:
        """How many inputs repeat another."""
        return sum(1 for _ in self._find(vocab.ALTERNATE_OF))

    def _copies(self, article_id: str) -> list[str]:
        """The lines of the copies of an article."""
        article = ox.NamedNode(self.names.article(article_id)[1:-1])
        graph = self.names.article_graph(article_id)
        found = self.quads.quads_for_pattern(
            None, ox.NamedNode(vocab.ALTERNATE_OF[1:-1]), article, ox.NamedNode(graph[1:-1])
        )
        return [line for quad in list(found) for line in self._lines_of(str(quad.subject), graph)]

    def drop_events(self) -> None:
        """Take all derived events out, and the states over time that rest on them."""
        self._touched.whole = True
        self._update(f"DROP SILENT GRAPH {self.names.inferred_graph} ;\nDROP SILENT GRAPH {self.names.events_graph}")

    def events_pointing_at(self, event_id: str) -> set[str]:
        """The ids of the events that point to an event."""
        node, graph = ox.NamedNode(self.names.event(event_id)[1:-1]), ox.NamedNode(self.names.events_graph[1:-1])
        found = (
            self.quads.quads_for_pattern(None, ox.NamedNode(vocab.iri(pointer)), node, graph) for pointer in _POINTERS
        )
        return {id for quads in found for quad in quads if (id := self._local("event", quad.subject)) is not None}

    def put_events(self, events: Iterable[Event], gone: Iterable[str] | None = None) -> None:
        """Write derived events: instead of all that were there, or of those with the ids `gone`.

        After each transaction all events are whole, and none points to one that is not there.
        """
        names, graph = self.names, self.names.events_graph
        new = {event.id: event for event in events}
        gone = None if gone is None else set(gone)
        self._touched.whole |= gone is None
        self._touched.events |= {*new, *gone} if gone is not None and not self._touched.whole else set()
        old = {} if gone is None else {id: list(self._lines_of_event(id)) for id in sorted(gone)}
        order = _referents_first({id: _pointed(event) for id, event in sorted(new.items())})
        left = _referents_first({id: self._events_in(lines) for id, lines in old.items() if id not in new})
        parts = ((old.get(id, []), event_triples(new[id], names)) for id in order)
        self._rewrite(graph, chain(parts, ((old[id], []) for id in reversed(left))), whole=gone is None)

    def _events_in(self, lines: Iterable[str]) -> list[str]:
        """The ids of the events to which an event with these lines points."""
        told = (line.split(" ") for line in lines)
        found = (self.names.local("event", words[2][1:-1]) for words in told if words[1] in _POINTERS)
        return [id for id in found if id is not None]

    def put_entities(self, entities: Iterable[Entity], gone: Iterable[str] | None = None) -> None:
        """Write entities: instead of all that were there, or of those with the ids `gone`."""
        names, graph = self.names, self.names.entities_graph
        new = {entity.id: entity for entity in entities}
        gone = None if gone is None else set(gone)
        self._touched.whole |= gone is None
        self._touched.entities |= {*new, *gone} if gone is not None and not self._touched.whole else set()
        old = {} if gone is None else {id: list(self._lines_of(names.entity(id), graph)) for id in sorted(gone)}
        order = _referents_first({id: entity.part_of for id, entity in sorted(new.items())})
        parts = ((old.get(id, []), entity_triples(new[id], names)) for id in order)
        self._rewrite(graph, chain(parts, ((old[id], []) for id in old if id not in new)), whole=gone is None)

    def put_added(self, reports: Iterable[Report], languages: Mapping[str, str]) -> None:
        """Write the reports that people added, instead of those that were there; `languages` by article id."""
        names = self.names
        lines = {line for told in reports for line in report_triples(told, names, languages[told.article_id], run=None)}
        self._rewrite(names.added_graph, [([], sorted(lines))], whole=True)

    def put_decision(self, decision: Decision) -> None:
        """Write a decision, in place of the same one where it was there (with another who, when or undoing)."""
        names, graph = self.names, self.names.review_graph
        old = sorted(self._lines_of_decision(decision.id))
        drop = f"{_deletion(graph, old)} ;\n" if old else ""
        self._update(drop + _insertion(graph, decision_triples(decision, names)))

    def _lines_of_decision(self, decision_id: str) -> Iterator[str]:
        """The triples of a decision with its passages and edits; the names of reviewers stay."""
        graph = self.names.review_graph
        lines = list(self._lines_of(self.names.of("decision", decision_id), graph))
        yield from lines
        for family in ("passage", "edit"):
            own = self.names.of(family, decision_id)[:-1]
            for node in sorted({line.rpartition(" ")[2] for line in lines if f" {own}-" in line}):
                yield from self._lines_of(node, graph)

    def _rewrite(self, graph: str, parts: Iterable[tuple[list[str], list[str]]], whole: bool) -> None:
        """Take lines out of a derived graph (all, when it is rewritten `whole`) and put others in.

        No part, which is (lines to take out, lines to put in), is cut in two; transactions hold as many as they may.
        """
        drop = [f"DROP SILENT GRAPH {graph}"] if whole else []
        for chunk in _filled(map(_different, parts), self._lines_at_once):
            out = [line for old, _ in chunk for line in old]
            put = [line for _, new in chunk for line in new]
            self._update(
                " ;\n".join(drop + ([_deletion(graph, out)] if out else []) + ([_insertion(graph, put)] if put else []))
            )
            drop = []
        if drop:
            self._update(drop[0])

    def clear_inferred(self) -> None:
        """Forget the states over time, before they are derived again."""
        self._update(f"DROP SILENT GRAPH {self.names.inferred_graph}")

    def add_inferred(self, triples: Iterable[str]) -> None:
        """Write what a rule derived, beside what other rules did."""
        for chunk in batched(triples, _LINES_AT_ONCE):
            self._update(_insertion(self.names.inferred_graph, chunk))

    def linked_by(self) -> str | None:
        """The run that linked all reports that are there; None when some came or went since."""
        events = self.names.events_graph[1:-1]
        found = [run for node, run in self._pairs(vocab.GENERATED_BY, self.names.runs_graph) if node == events]
        return self.names.local("run", found[0]) if found else None

    def mark_linked(self, run: str) -> None:
        """Note that all that is derived from reports is up to date."""
        graph = self.names.events_graph
        self._update(_insertion(self.names.runs_graph, [f"{graph} {vocab.GENERATED_BY} {self.names.run(run)}"]))

    def mark_unlinked(self) -> None:
        """Note that reports are about to come or go: what is derived from them is out of date until `mark_linked`."""
        for quad in list(self._find(vocab.GENERATED_BY, self.names.runs_graph)):
            self.quads.remove(quad)  # no other node of this graph has the property

    def _lines_of_event(self, event_id: str) -> Iterator[str]:
        """The triples of an event, with figures that are its own."""
        graph = self.names.events_graph
        lines = list(self._lines_of(self.names.event(event_id), graph))
        yield from lines
        own = self.names.of("figure", f"event-{event_id}-")[:-1]
        for node in sorted({line.rpartition(" ")[2] for line in lines if f" {own}" in line}):
            yield from self._lines_of(node, graph)

    def _lines_of(self, subject: str, graph: str) -> Iterator[str]:
        for quad in self.quads.quads_for_pattern(ox.NamedNode(subject[1:-1]), None, None, ox.NamedNode(graph[1:-1])):
            yield str(quad.triple)

    def put_run(self, run: str, software: str) -> None:
        """Write which software did the reading called `run`, beside the runs that were there."""
        self._update(_insertion(self.names.runs_graph, run_triples(run, self.names, software)))

    def drop_old_runs(self, keep: str) -> None:
        """Forget the runs by which no article of the store was read, but for the one to `keep`."""
        graph = self.names.runs_graph
        there = {node for node, _ in self._pairs(vocab.ASSOCIATED_WITH, graph)}
        runs = {run for run in there if self._has_read(run)} | {self.names.run(keep)[1:-1]}
        agents = {agent for run, agent in self._pairs(vocab.ASSOCIATED_WITH, graph) if run in runs}
        kept = runs | agents | {self.names.events_graph[1:-1]}
        for quad in list(self._graph(graph)):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value not in kept:
                self.quads.remove(quad)

    def _has_read(self, run: str) -> bool:
        """Whether an article of the store was read by a run."""
        found = self.quads.quads_for_pattern(None, ox.NamedNode(vocab.GENERATED_BY[1:-1]), ox.NamedNode(run), None)
        return any(self._local("article", quad.subject) is not None for quad in found)

    def delete_article(self, article_id: str) -> set[str] | None:
        """Drop an article's graph with the events that rest on it, in one transaction; None when it was not there.

        The ids of these events are returned: they must be derived again from what other articles tell.
        """
        if not self.has_article(article_id):
            return None
        self._touched.whole = True
        lost, updates = self._leaving([article_id])
        self._update(" ;\n".join([*updates, f"DROP SILENT GRAPH {self.names.article_graph(article_id)}"]))
        return lost

    def _replace(self, graph: str, triples: list[str]) -> None:
        self._update(f"DROP SILENT GRAPH {graph} ;\n{_insertion(graph, triples)}")

    def _update(self, update: str) -> None:
        """One transaction: all of it is written, or nothing is."""
        self.note_change()
        self._copy = None
        try:
            self.quads.update(update)
        except OSError as error:
            raise self._unwritable(error) from error
        self._unflushed += len(update)
        if self._unflushed >= _CHARACTERS_A_FLUSH:
            self.flush()

    def flush(self) -> None:
        """Let what was written reach the disk, and leave the memory. Raises StoreError."""
        self._unflushed = 0
        try:
            self.quads.flush()
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError(
            f"The store {self.path or 'in memory'} cannot be written ({error}). Make room on the disk, or check that you may"
            " write there, then run the same command again: what was written before is kept."
        )

    def take_touched(self) -> Touched:
        """What was written since this was asked last."""
        touched, self._touched = self._touched, Touched()
        return touched

    def note_change(self) -> None:
        """Before the first change: a new name for the content, in the folder, so that what was made from it is out of date."""
        if isinstance(self.path, Path) and not self._changed:
            self._changed = True
            (self.path / CHANGED).write_text(f"{uuid4().hex}\n", encoding="utf-8")

    # ------------------------------------------------------------ reading

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
        counts: dict[str, int] = {}
        for quad in self.quads.quads_for_pattern(None, ox.NamedNode(predicate[1:-1]), None, ox.NamedNode(graph[1:-1])):
            if isinstance(quad.object, ox.NamedNode):
                name = quad.object.value.removeprefix(vocab.KG)
                counts[name] = counts.get(name, 0) + 1
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

    # ------------------------------------------------------------ reading little of much

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

    # ------------------------------------------------------------ exporting

    def export(self, output: IO[bytes], format: Format = "nquads") -> None:
        """Write the whole graph, sorted: the same content gives the same bytes.

        nquads, trig and jsonld keep the named graphs; turtle merges them into one.
        """
        lines = self.lines()
        if format == "nquads":
            output.writelines(lines)
            return
        if format == "turtle":
            lines = sorted({line[: line.rindex(b" <")] + b" .\n" for line in lines}, key=_types_first)
        else:
            lines.sort(key=lambda line: (line[line.rindex(b" <") :], _types_first(line)))
        quads = ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS)
        formats = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
        written = ox.serialize(
            (quad.triple for quad in quads) if format == "turtle" else quads,
            format=formats[format],
            prefixes=vocab.PREFIXES | self.names.prefixes,
        )
        output.write(_settled(written or b"", format))

    def turtle_of(self, event_ids: Sequence[str]) -> Iterator[bytes]:
        """Events as Turtle, some at a time, with their reports, evidence and who and what takes part, as one graph."""
        described: set[str] = set()
        chosen = {self.names.event(id)[1:-1] for id in event_ids}
        for number, ids in enumerate(batched(event_ids, _EVENTS_A_PART)):
            lines = self._described([self.names.event(id)[1:-1] for id in ids], chosen, described)
            triples = (quad.triple for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES))
            prefixes = vocab.PREFIXES | self.names.prefixes
            part = _settled(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"", "turtle")
            yield part if number == 0 else part.partition(b"\n\n")[2]  # the prefixes stand first, once

    def _described(self, waiting: list[str], chosen: Set[str], described: set[str]) -> list[bytes]:
        """Sorted triples about nodes and all they lead to, but not other events; `described` are done, and grow."""
        families = ("event", "report", "evidence", "figure", "anchor", "entity", "article")
        lines: set[bytes] = set()
        while waiting:
            iri = waiting.pop()
            if iri in described:
                continue
            described.add(iri)
            for quad in self.quads.quads_for_pattern(ox.NamedNode(iri), None, None, None):
                lines.add(f"{quad.triple} .\n".encode())
                value = quad.object.value if isinstance(quad.object, ox.NamedNode) else ""
                if value.startswith(self.names.base) and value not in described:
                    family = value.removeprefix(self.names.base).partition("/")[0]
                    if family in families and (family != "event" or value in chosen):
                        waiting.append(value)
        return sorted(lines, key=_types_first)

    def lines(self) -> list[bytes]:
        """All quads but the ontology as sorted lines of N-Quads."""
        hidden = (f" <{vocab.ONTOLOGY_GRAPH}> .\n".encode(), f" {self.names.of('graph', 'store')} .\n".encode())
        if isinstance(self.quads, ox.Store):
            dumped = (self.quads.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
        else:
            dumped = [f"{quad} .\n".encode() for quad in self.quads.quads_for_pattern(None, None, None, None)]
        return sorted(line for line in dumped if not line.endswith(hidden))


def memory_store(base: str = vocab.BASE) -> Store:
    """An empty store in memory, with the ontology in it."""
    store = Store(ox.Store(), Names(base))
    _keep_ontology(store)
    return store


def is_address(where: Path | str) -> bool:
    """Whether a store is named by the address of a server, not by a folder."""
    return re.match(r"https?://", str(where)) is not None


def open_store(where: Path | str, *, create: bool = False, base: str | None = None) -> Store:
    """The store in a folder or at the address of a server; `create` makes a new one where there is none.

    `base` is what its IRIs begin with. Raises StoreError when the folder is missing, is not ours, was made by another
    format or base, or is in use; ServerError when a server cannot be used.
    """
    if is_address(where):
        return _open_server(str(where), create, base)
    path = Path(where)
    marker = path / MARKER
    if marker.is_file():
        stored = _read_marker(marker)
    elif path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(
            f"{path} is not a store of ours ({MARKER} is missing); name a new or empty folder with --store."
        )
    elif not create:
        raise StoreError(f"There is no store at {path}. Make one: kg build ARTICLES --store {path}")
    else:
        stored = Names(base or vocab.BASE).base
        try:
            path.mkdir(parents=True, exist_ok=True)
            marker.write_text(json.dumps({"format": FORMAT, "base": stored}) + "\n", encoding="utf-8")
        except OSError as error:
            raise StoreError(
                f"The folder {path} cannot be written ({error.strerror}). Name another one with --store, or give"
                " yourself the right to write there."
            ) from error
    if base is not None and base != stored:
        raise StoreError(
            f"The store {path} has the base {stored}, not {base}; leave the base out, or make a new store."
        )
    try:
        quads = ox.Store(str(path / "quads"))
    except OSError as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"Another process is using the store {path}; wait until it ends, then try again."
            ) from error
        raise StoreError(f"The store {path} cannot be opened: {error}. Build it again in a new folder.") from error
    store = Store(quads, Names(stored), path)
    _keep_ontology(store)
    return store


def _open_server(url: str, create: bool, base: str | None) -> Store:
    """The store on a server: its base is that of the marker there, which `create` writes."""
    names = Names(base or os.environ.get("KG_BASE") or vocab.BASE)
    from kg.graph.trial import try_questions  # which needs stores itself

    quads = RemoteQuads(url, names.base)
    notes = ox.NamedNode(names.of("graph", "store")[1:-1])
    marker = ox.Quad(notes, ox.NamedNode(_STORE_FORMAT), ox.Literal(str(FORMAT)), notes)
    found = [quad.object for quad in quads.quads_for_pattern(marker.subject, marker.predicate, None, marker.graph_name)]
    if not found:
        if not create:
            raise StoreError(
                f"There is no store with the base {names.base} at {url}. Make one: kg build ARTICLES --store {url} (another"
                " base is named by KG_BASE)"
            )
        quads.add(marker)
    elif found != [marker.object]:
        written = ", ".join(getattr(value, "value", "") for value in found)
        raise StoreError(f"The store at {url} has format {written}, this version writes {FORMAT}; build it again.")
    quads.abilities = try_questions(quads, notes)
    store = Store(quads, names, url)
    _keep_ontology(store)
    return store


def take_snapshot(store: Store, folder: Path) -> None:
    """A copy of the store as it is now, in a new folder.

    On the disk of a store of ours these are hard links, made in milliseconds; what a server holds is fetched whole.
    """
    try:
        if isinstance(store.quads, ox.Store):
            store.quads.backup(str(folder))
        else:
            copy = ox.Store(str(folder))
            copy.bulk_extend(store.quads.quads_for_pattern(None, None, None, None))
            copy.flush()
    except OSError as error:
        raise StoreError(
            f"No snapshot of the store can be made in {folder} ({error}). Make room on the disk, or check that you may"
            " write there."
        ) from error


def open_snapshot(folder: Path, names: Names) -> Store:
    """A snapshot to read from; nobody else writes to it, and what is built meanwhile does not show."""
    return Store(ox.Store.read_only(str(folder)), names)


def content_stamp(store: Store) -> str:
    """A name for the content of a store in a folder: another one when another process, or this one, has written."""
    file = Path(store.path or "") / CHANGED
    return file.read_text(encoding="utf-8").strip() if isinstance(store.path, Path) and file.is_file() else "unchanged"


def _read_marker(marker: Path) -> str:
    try:
        told = json.loads(marker.read_text(encoding="utf-8"))
        format, base = told["format"], told["base"]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{marker} is damaged ({error}); build the store again in a new folder.") from error
    if format != FORMAT:
        raise StoreError(
            f"The store {marker.parent} has format {format}, this version writes {FORMAT}; build it again."
        )
    return str(base)


def _keep_ontology(store: Store) -> None:
    """Hold the ontology that is shipped now, in its own graph."""
    graph = ox.NamedNode(vocab.ONTOLOGY_GRAPH)
    path = resource_folder("ontology") / "conflict.ttl"
    shipped = [quad.triple for quad in read_turtle(path) if not _blank(quad)]
    if {quad.triple for quad in store.quads.quads_for_pattern(None, None, None, graph)} != set(shipped):
        store.quads.clear_graph(graph)
        store.quads.extend(ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in shipped)


def _blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _types_first(line: bytes) -> bytes:
    """A sort key: by subject, then its types, then its other properties."""
    return line.replace(b" " + vocab.TYPE.encode() + b" ", b" ! ", 1)


def batched(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    """Lists of `size` lines, the last one shorter."""
    rest = iter(lines)
    while chunk := list(islice(rest, size)):
        yield chunk


def _different(part: tuple[list[str], list[str]]) -> tuple[list[str], list[str]]:
    """A part without the lines that are to go and to come."""
    old, new = part
    both = set(old) & set(new)
    return ([line for line in old if line not in both], [line for line in new if line not in both]) if both else part


def _filled(parts: Iterable[tuple[list[str], list[str]]], size: int) -> Iterator[list[tuple[list[str], list[str]]]]:
    """Lists of parts, without those that are empty; a list has `size` lines, or one part that has more."""
    chunk: list[tuple[list[str], list[str]]] = []
    count = 0
    for old, new in parts:
        lines = len(old) + len(new)
        if chunk and count + lines > size:
            yield chunk
            chunk, count = [], 0
        if lines:
            chunk.append((old, new))
            count += lines
    if chunk:
        yield chunk


def _pointed(event: Event) -> list[str]:
    """The ids of the events to which an event points."""
    return [*(id for role, id in event.roles if role == "topic"), *event.realises]


def _referents_first(pointed: Mapping[str, Iterable[str]]) -> list[str]:
    """The keys, each after those to which it points; where they point in a circle, one of them comes first."""
    order: dict[str, None] = {}
    seen: set[str] = set()
    for start in pointed:
        path = [start]
        while path:
            key = path[-1]
            ahead = next((id for id in pointed[key] if id in pointed and id not in seen), None)
            seen.add(key)
            if ahead is None:
                order[path.pop()] = None
            else:
                seen.add(ahead)
                path.append(ahead)
    return list(order)


def _insertion(graph: str, triples: Iterable[str]) -> str:
    block = " .\n".join(triples)
    return f"INSERT DATA {{ GRAPH {graph} {{\n{block}\n}} }}"


def _deletion(graph: str, triples: Iterable[str]) -> str:
    block = " .\n".join(triples)
    return f"DELETE DATA {{ GRAPH {graph} {{\n{block}\n}} }}"


def _settled(written: bytes, format: Format) -> bytes:
    """The same text with its prefixes sorted, which the serializer orders by chance, and a line between subjects."""
    if format == "jsonld":
        return written + b"\n"
    lines = written.splitlines(keepends=True)
    count = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    body = b"".join(lines[count:])
    if format == "turtle":
        body = body.replace(b" .\n", b" .\n\n")  # a newline inside a literal is always escaped
    return b"".join(sorted(lines[:count])) + b"\n" + body
