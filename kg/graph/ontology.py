"""The ontology as it is shipped: labels, definitions and parents of our terms, read from `ontology/conflict.ttl`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.graph.vocab import KG, RDF, RDFS, SKOS
from kg.resources import ResourceError, folder


@dataclass(frozen=True, slots=True)
class Term:
    """One class, property or value of the ontology: `labels` and `definitions` by language."""

    name: str
    types: tuple[str, ...]
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    parents: tuple[str, ...]

    def label(self, language: str) -> str:
        """The label in `language`, else in English, else the name."""
        return self.labels.get(language) or self.labels.get("en") or self.name


def load_ontology() -> Mapping[str, Term]:
    """Our terms by local name. Raises ResourceError when the file is missing or is not Turtle."""
    return _load(folder("ontology") / "conflict.ttl")


def label_of(iri: str, language: str) -> str | None:
    """The label of a term of our ontology in `language`; None for any other IRI."""
    if not iri.startswith(KG):
        return None
    found = load_ontology().get(iri.removeprefix(KG))
    return found.label(language) if found else None


def read_turtle(path: Path) -> list[ox.Quad]:
    """The triples of a Turtle file, as quads of the default graph. Raises ResourceError naming file and place."""
    try:
        return list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except FileNotFoundError as error:
        raise ResourceError(f"{path} does not exist; reinstall newskg.") from error
    except (SyntaxError, OSError) as error:
        raise ResourceError(f"{path} is not readable Turtle: {error}. Correct it there.") from error


@lru_cache(maxsize=4)
def _load(path: Path) -> Mapping[str, Term]:
    about: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for quad in read_turtle(path):
        if not (isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KG)):
            continue
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            values = about.setdefault(quad.subject.value.removeprefix(KG), {})
            values.setdefault(quad.predicate.value, []).append(quad.object)
    return {name: _term(name, values) for name, values in sorted(about.items())}


def _term(name: str, values: Mapping[str, list[ox.NamedNode | ox.Literal]]) -> Term:
    parents = values.get(f"{RDFS}subClassOf", []) + values.get(f"{RDFS}subPropertyOf", [])
    return Term(
        name=name,
        types=tuple(sorted(node.value for node in values.get(f"{RDF}type", []))),
        labels=_by_language(values.get(f"{RDFS}label", [])),
        definitions=_by_language(values.get(f"{SKOS}definition", [])),
        parents=tuple(sorted(node.value for node in parents)),
    )


def _by_language(literals: list[ox.NamedNode | ox.Literal]) -> dict[str, str]:
    return {node.language or "": node.value for node in literals if isinstance(node, ox.Literal)}
