"""A graph as files: N-Quads, TriG, Turtle, JSON-LD, the same bytes for the same content."""

from collections.abc import Iterator, Sequence, Set
from typing import IO, Literal, get_args

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.store.batches import batched
from kg.graph.store.looking import Looking

_EVENTS_A_PART = 200  # of a file that is written while it is sent
Format = Literal["turtle", "trig", "nquads", "jsonld"]
FORMATS: tuple[Format, ...] = get_args(Format)


class Exporting(Looking):
    """A graph that is written to files."""

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


def _types_first(line: bytes) -> bytes:
    """A sort key: by subject, then its types, then its other properties."""
    return line.replace(b" " + vocab.TYPE.encode() + b" ", b" ! ", 1)


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
