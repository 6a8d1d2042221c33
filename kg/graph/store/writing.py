"""What is written into a store: an article whole, in one transaction; of events and entities what changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from uuid import uuid4

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.decisions import decision_triples
from kg.graph.quads import Quads, Resource
from kg.graph.remote import LINES_AN_UPDATE, RemoteQuads
from kg.graph.store.batches import batched
from kg.graph.store.looking import Looking
from kg.graph.triples import (
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

CHANGED = "changed"  # a name for the content, another after each process that wrote
_LINES_AT_ONCE = 20_000  # of one transaction: its update is parsed as a whole, at some 3 kB a line
_CHARACTERS_A_FLUSH = (
    20_000_000  # of updates: 130 MB in Oxigraph, which alone keeps up to 256 MB for each of 7 orders of the quads
)
_POINTERS = (vocab.term("topic"), vocab.REALISES)  # by which an event points to another


class StoreError(Exception):
    """A folder that cannot be used as a store: says which, why, and what to do."""


@dataclass(slots=True)
class Touched:
    """The ids of the events and entities that were written or went since somebody asked; `whole`: it may be any."""

    events: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    whole: bool = False


class Writing(Looking):
    """A graph that is read and written."""

    def __init__(self, quads: Quads, names: Names, path: Path | str | None = None) -> None:
        super().__init__(quads, names, path)
        self._lines_at_once = LINES_AN_UPDATE if isinstance(quads, RemoteQuads) else _LINES_AT_ONCE
        self._changed = False
        self._unflushed = 0  # characters of updates since the last flush
        self._touched = Touched()
        self.beside: object | None = None  # what linking keeps of a store in memory

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
        drops = [drop for id in replaced for drop in self._drops(self.names.article_graph(id))]
        self._write([*updates, *drops], self.names.article_graph(article.id), sorted(set(lines)))
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
        drop = self._drops(graph) if whole else []
        for chunk in _filled(map(_different, parts), self._lines_at_once):
            out = [line for old, _ in chunk for line in old]
            put = [line for _, new in chunk for line in new]
            self._write(drop + ([_deletion(graph, out)] if out else []), graph, put)
            drop = []
        if drop:
            self._update(drop[0])

    def clear_inferred(self) -> None:
        """Forget the states over time, before they are derived again."""
        for drop in self._drops(self.names.inferred_graph):
            self._update(drop)

    def add_inferred(self, triples: Iterable[str]) -> None:
        """Write what a rule derived, beside what other rules did."""
        for chunk in batched(triples, _LINES_AT_ONCE):
            self._write([], self.names.inferred_graph, chunk)

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

    def _drops(self, graph: str) -> list[str]:
        """The update that drops a graph; none where Oxigraph does not hold it, which costs it a quarter of writing one."""
        there = isinstance(self.quads, RemoteQuads) or self.quads.contains_named_graph(ox.NamedNode(graph[1:-1]))
        return [f"DROP SILENT GRAPH {graph}"] if there else []

    def _write(self, updates: Sequence[str], graph: str, triples: Sequence[str]) -> None:
        """Updates, then triples into a graph, in one transaction: all of it is written, or nothing is.

        Oxigraph loads triples alone in three quarters of the time that it needs for them as an update.
        """
        if updates or not triples or not isinstance(self.quads, ox.Store):
            update = " ;\n".join([*updates, *([_insertion(graph, triples)] if triples else [])])
            if update:
                self._update(update)
            return
        lines, quads = "".join(f"{triple} .\n" for triple in triples), self.quads
        named = ox.NamedNode(graph[1:-1])
        self._change(lambda: quads.load(lines.encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=named), len(lines))

    def _update(self, update: str) -> None:
        """One transaction: all of it is written, or nothing is."""
        self._change(lambda: self.quads.update(update), len(update))

    def _change(self, change: Callable[[], None], characters: int) -> None:
        """Make a change of so many characters."""
        self.note_change()
        self._copy = None
        try:
            change()
        except OSError as error:
            raise self._unwritable(error) from error
        self._unflushed += characters
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
