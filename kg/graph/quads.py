"""What a store asks of the thing that holds its quads: a small interface, with two implementations.

Oxigraph in this process (`pyoxigraph.Store`) has these methods; `kg.graph.remote.RemoteQuads` gives them to any server
that speaks SPARQL 1.1.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

import pyoxigraph as ox

Answers = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Resource = ox.NamedNode | ox.BlankNode | ox.Triple
Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class Quads(Protocol):
    """Named graphs that can be asked and changed."""

    def query(self, query: str, *, prefixes: dict[str, str] | None = None) -> Answers:
        """The answer to any SPARQL 1.1 query. Raises SyntaxError when it is none."""

    def update(self, update: str) -> None:
        """Run SPARQL 1.1 updates, in order."""

    def quads_for_pattern(
        self,
        subject: Resource | None,
        predicate: ox.NamedNode | None,
        object: Resource | ox.Literal | None,
        graph_name: Graph | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads with these terms; None stands for any."""

    def named_graphs(self) -> Iterator[ox.NamedNode | ox.BlankNode]:
        """The names of the graphs."""

    def contains_named_graph(self, graph_name: ox.NamedNode | ox.BlankNode) -> bool:
        """Whether a graph is there."""

    def remove_graph(self, graph_name: Graph) -> None:
        """Drop a graph."""

    def clear_graph(self, graph_name: Graph) -> None:
        """Empty a graph."""

    def add(self, quad: ox.Quad) -> None:
        """Add one quad."""

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads."""

    def remove(self, quad: ox.Quad) -> None:
        """Take one quad out."""

    def flush(self) -> None:
        """Let what was written reach the disk."""

    def __len__(self) -> int: ...
