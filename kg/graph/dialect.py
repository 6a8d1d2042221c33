"""Saved questions in the words of a server that does not follow property paths inside a named graph (Virtuoso).

What lies in a place, and who belongs to an actor, is asked level by level and written into the question; a number divided by
nothing, which SPARQL leaves without a value and Virtuoso refuses, becomes a variable that has none.
"""

import re

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.remote import RemoteQuads
from kg.graph.triples import Names

_INSIDE = re.compile(
    r"VALUES \?(?P<top>\w+) \{ (?P<given>[^}]*) \} GRAPH graph:entities \{ \?(?P<in>\w+) kg:partOf\* \?(?P=top) \}"
)
_NO_VALUE = "1/0"


def spelled(text: str, quads: RemoteQuads, names: Names) -> str:
    """A question as this server understands it."""
    if quads.abilities.paths:
        return text

    def listed(match: re.Match[str]) -> str:
        tops = [ox.NamedNode(word[1:-1]) for word in match["given"].split()]
        inside = quads.leading_to(
            tops, ox.NamedNode(vocab.iri(vocab.PART_OF)), ox.NamedNode(names.entities_graph[1:-1])
        )
        return f"VALUES ?{match['in']} {{ {' '.join(map(str, inside))} }}"

    return "\n".join(_without_division(line) for line in _INSIDE.sub(listed, text).splitlines())


def _without_division(line: str) -> str:
    return line.replace(_NO_VALUE, "?nothing" if "BIND(" in line else "SAMPLE(?nothing)")
