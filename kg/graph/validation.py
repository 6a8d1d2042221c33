"""Whether a graph satisfies `ontology/shapes.ttl`, said in sentences, and what could not be tested.

Three states: valid (something was tested and no violation was found; warnings may remain), not valid, and not
evaluated (no shape found anything to test). SHACL 1.0 by pySHACL (https://www.w3.org/TR/shacl/), one named graph at
a time; quotes are compared with the article's text by SPARQL.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from kg.graph import vocab
from kg.graph.quads import Quads
from kg.graph.store import Store
from kg.graph.triples import GraphError
from kg.resources import folder

State = Literal["valid", "not valid", "not evaluated"]
QUOTES = "Quotes"  # the check that is ours, beside those of the shapes

_ARTICLES_AT_ONCE = 20  # one call of pySHACL costs as much as some 100 triples
_WRONG_QUOTES = """
PREFIX kg: <https://w3id.org/newskg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?anchor ?quote ?words WHERE {
  GRAPH ?graph {
    ?told oa:hasSource ?article .
    { ?told oa:hasSelector ?anchor } UNION { ?told kg:sentence ?anchor }
    ?anchor oa:start ?start ; oa:end ?end ; oa:exact ?quote .
    ?article schema:articleBody ?text .
  }
  BIND(SUBSTR(STR(?text), ?start + 1, ?end - ?start) AS ?words)
  FILTER(?words != STR(?quote))
} ORDER BY ?anchor
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a shape objects to: `focus` is the IRI, `path` the property, `value` the wrong value."""

    severity: Literal["violation", "warning"]
    shape: str
    message: str
    focus: str
    path: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        about = f" {_short(self.path)}" if self.path else ""
        wrong = f" = {_short(self.value)}" if self.value else ""
        return f"{self.message} ({_short(self.focus)}{about}{wrong}; shape {self.shape})"


@dataclass(frozen=True, slots=True)
class Result:
    """What was found. `evaluated` and `not_evaluated` are names of shapes."""

    findings: tuple[Finding, ...]
    evaluated: tuple[str, ...]
    not_evaluated: tuple[str, ...]
    violations: tuple[Finding, ...] = field(init=False)
    warnings: tuple[Finding, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "violations", tuple(x for x in self.findings if x.severity == "violation"))
        object.__setattr__(self, "warnings", tuple(x for x in self.findings if x.severity == "warning"))

    @property
    def state(self) -> State:
        """Valid, not valid, or not evaluated where nothing was tested."""
        if self.violations:
            return "not valid"
        return "valid" if self.evaluated else "not evaluated"


def validate(store: Store) -> Result:
    """Test all graphs of a store: articles, events, entities."""
    quads = store.quads
    findings = {finding for triples in _parts(store) for finding in _check(triples, _types_of_others(triples, quads))}
    return _result(findings | set(_wrong_quotes(quads)), quads)


def validate_file(path: Path) -> Result:
    """Test an RDF file (Turtle, TriG, N-Quads, N-Triples, JSON-LD) as one graph.

    Raises GraphError when it cannot be read.
    """
    try:
        parsed = [quad.triple for quad in ox.parse(path=str(path))]
    except (SyntaxError, ValueError, OSError) as error:
        raise GraphError(f"{path} cannot be read as RDF: {error}. Give a .ttl, .trig, .nq, .nt or .jsonld.") from error
    quads = ox.Store()
    merged = ox.NamedNode(f"{vocab.BASE}graph/file")
    quads.extend(ox.Quad(triple.subject, triple.predicate, triple.object, merged) for triple in parsed)
    return _result(set(_check(parsed, [])) | set(_wrong_quotes(quads)), quads)


# ---------------------------------------------------------------- parts of a store


def _parts(store: Store) -> Iterator[list[ox.Triple]]:
    """The triples of some articles at a time, then of each other graph; parts without any are left out."""
    graphs = [store.names.article_graph(id) for id in store.article_ids()]
    groups = [graphs[start : start + _ARTICLES_AT_ONCE] for start in range(0, len(graphs), _ARTICLES_AT_ONCE)]
    names = store.names
    derived = (names.events_graph, names.entities_graph, names.review_graph, names.added_graph, names.inferred_graph)
    for group in [*groups, *([graph] for graph in derived)]:
        triples = [
            quad.triple
            for graph in group
            for quad in store.quads.quads_for_pattern(None, None, None, ox.NamedNode(graph[1:-1]))
        ]
        if triples:
            yield triples


def _types_of_others(triples: list[ox.Triple], quads: Quads) -> list[ox.Triple]:
    """The types of what these triples name but do not type, so that a role's filler can be judged."""
    kind = ox.NamedNode(vocab.iri(vocab.TYPE))
    described = {triple.subject for triple in triples if triple.predicate == kind}
    named = {triple.object for triple in triples if isinstance(triple.object, ox.NamedNode)} - described
    return [
        ox.Triple(node, kind, found.object)
        for node in named
        for found in quads.quads_for_pattern(node, kind, None, None)
    ]


# ---------------------------------------------------------------- the shapes


@lru_cache(maxsize=1)
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "shapes.ttl", format="turtle")


def shape_names() -> tuple[str, ...]:
    """The names of all shapes, and of our own check."""
    named = (shape for shape in _shapes().subjects(RDF.type, SH.NodeShape) if isinstance(shape, rdflib.URIRef))
    return (*sorted(_local(str(shape)) for shape in named), QUOTES)


def _check(triples: Iterable[ox.Triple], others: Iterable[ox.Triple]) -> list[Finding]:
    data = rdflib.Graph()
    subjects = set()
    for triple in triples:
        data.add(_rdflib_triple(triple))
        subjects.add(str(triple.subject).strip("<>"))
    for triple in others:  # their own part is judged where they have their types
        data.add(_rdflib_triple(triple))
        subjects.discard(str(triple.subject).strip("<>"))
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none", allow_warnings=True)
    if not isinstance(report, rdflib.Graph):
        raise GraphError(f"The shapes could not be applied: {report}. Correct ontology/shapes.ttl.")
    found = (_finding(report, node) for node in report.objects(None, SH.result))
    return [finding for finding in found if finding.focus in subjects]


def _finding(report: rdflib.Graph, node: rdflib.term.Node) -> Finding:
    def value(predicate: rdflib.URIRef) -> str | None:
        found = report.value(node, predicate)
        return None if found is None else str(found)

    source = report.value(node, SH.sourceShape)
    return Finding(
        severity="warning" if report.value(node, SH.resultSeverity) == SH.Warning else "violation",
        shape=_owner(source) if source is not None else "?",
        message=value(SH.resultMessage) or "The shape is not satisfied.",
        focus=value(SH.focusNode) or "?",
        path=value(SH.resultPath),
        value=value(SH.value) if value(SH.resultPath) else None,
    )


def _owner(shape: rdflib.term.Node) -> str:
    """The named shape in which a nested one stands."""
    while not isinstance(shape, rdflib.URIRef):
        parents = list(_shapes().subjects(None, shape))
        if not parents:
            return "?"
        shape = parents[0]
    return _local(str(shape))


def _result(findings: Iterable[Finding], quads: Quads) -> Result:
    evaluated = tuple(name for name in shape_names() if _has_target(name, quads))
    order = {"violation": 0, "warning": 1}
    return Result(
        findings=tuple(sorted(findings, key=lambda x: (order[x.severity], x.shape, x.focus, x.path or "", x.message))),
        evaluated=evaluated,
        not_evaluated=tuple(name for name in shape_names() if name not in evaluated),
    )


def _has_target(name: str, quads: Quads) -> bool:
    if name == QUOTES:
        return _any(quads, ox.NamedNode(vocab.iri(vocab.EXACT)), None)
    shape = rdflib.URIRef(f"https://w3id.org/newskg/shapes#{name}")
    classes = [ox.NamedNode(str(node)) for node in _shapes().objects(shape, SH.targetClass)]
    properties = [ox.NamedNode(str(node)) for node in _shapes().objects(shape, SH.targetSubjectsOf)]
    kind = ox.NamedNode(vocab.iri(vocab.TYPE))
    return any(_any(quads, kind, found) for found in classes) or any(_any(quads, found, None) for found in properties)


def _any(quads: Quads, predicate: ox.NamedNode, value: ox.NamedNode | None) -> bool:
    return next(iter(quads.quads_for_pattern(None, predicate, value, None)), None) is not None


def _wrong_quotes(quads: Quads) -> Iterator[Finding]:
    solutions = quads.query(_WRONG_QUOTES)
    assert isinstance(solutions, ox.QuerySolutions)
    for solution in solutions:
        anchor, quote, words = (solution[name].value for name in ("anchor", "quote", "words"))
        message = f"The quote “{quote}” is not what the article says there: “{words}”."
        yield Finding("violation", QUOTES, message, anchor)


# ---------------------------------------------------------------- terms


def _rdflib_triple(triple: ox.Triple) -> tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]:
    return _rdflib(triple.subject), rdflib.URIRef(triple.predicate.value), _rdflib(triple.object)


def _rdflib(node: object) -> rdflib.term.Node:
    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return rdflib.BNode(node.value)
    if isinstance(node, ox.Literal):
        if node.language:
            return rdflib.Literal(node.value, lang=node.language)
        return rdflib.Literal(node.value, datatype=rdflib.URIRef(node.datatype.value), normalize=False)
    raise GraphError(f"{node} is a quoted triple, which RDF 1.1 does not know; remove it.")


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


def _short(iri: str) -> str:
    """An IRI of ours without its base."""
    return iri.removeprefix(vocab.KG).removeprefix(vocab.BASE)
