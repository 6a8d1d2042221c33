"""A store in a folder, in memory or on a server: opened, made, copied."""

import json
import os
import re
from pathlib import Path

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.ontology import read_turtle
from kg.graph.remote import RemoteQuads
from kg.graph.store.exporting import Exporting
from kg.graph.store.writing import CHANGED, StoreError, Writing
from kg.graph.triples import (
    Names,
)
from kg.resources import folder as resource_folder

FORMAT = 3  # raised when the shape of the stored graph changes
MARKER = "newskg.json"
_STORE_FORMAT = "urn:newskg:format"  # the property of a server's marker


class Store(Writing, Exporting):
    """A graph on disk, or in memory when no folder is given. Use it in a `with` block, or `close()` it."""

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
