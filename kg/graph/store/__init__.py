"""The graph: an Oxigraph store in a folder that says it is ours, or any server that speaks SPARQL 1.1.

    folder/newskg.json    the marker: format and base of the IRIs
    folder/quads/         what Oxigraph writes
    folder/changed        a name for the content, a new one by each process that writes

One process at a time; nothing to start. A server has its marker in a graph of its own (kg/graph/remote.py).

Each article has a graph of its own, replaced or dropped whole in one transaction; events and entities have one graph
each, derived from these, in which only what changes is written. The ontology lies in a graph of its own, so that
questions can use it; it is neither counted nor exported.
"""

from kg.graph.store.batches import batched
from kg.graph.store.exporting import FORMATS, Format
from kg.graph.store.looking import Info
from kg.graph.store.opening import (
    FORMAT,
    MARKER,
    Store,
    content_stamp,
    is_address,
    memory_store,
    open_snapshot,
    open_store,
    take_snapshot,
)
from kg.graph.store.writing import CHANGED, StoreError, Touched

__all__ = [
    "CHANGED",
    "FORMAT",
    "FORMATS",
    "MARKER",
    "Format",
    "Info",
    "Store",
    "StoreError",
    "Touched",
    "batched",
    "content_stamp",
    "is_address",
    "memory_store",
    "open_snapshot",
    "open_store",
    "take_snapshot",
]
