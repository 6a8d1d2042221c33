"""What the pages work with: a snapshot of the store, its catalogue, the SPARQL endpoint, and whether one may correct."""

import hashlib
import os
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.graph.catalogue import Catalogue
from kg.graph.endpoint import Answered, Endpoint, Limits
from kg.graph.indexing import CATALOGUE, FOLDER, open_catalogue, renewed_catalogue
from kg.graph.store import Store, content_stamp, open_snapshot, open_store, take_snapshot
from kg.pipeline import Workshop
from kg.web.safety import Token

KEPT_BACK = 2  # what was shown before so many corrections may still be read by a page that is being made
KEPT_ANSWERS = 80  # to saved questions
KEPT_ANSWER_BYTES = (
    3_000_000  # of one of them: a page of 100 events has some 100 kB, of attacks with all that followed a few hundred
)


@dataclass(slots=True)
class Desk:
    """The state of one server. `writable` is the store itself, open while corrections are allowed."""

    store: Store
    catalogue: Catalogue
    endpoint: Endpoint
    folder: Path
    writable: Store | None = None
    token: Token = field(default_factory=Token)
    hosts: frozenset[str] = frozenset()
    workshop: Workshop = field(default_factory=Workshop)
    reading: threading.Lock = field(default_factory=threading.Lock)
    unread: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    renewals: int = 0
    answers: OrderedDict[tuple[str, str], Answered] = field(default_factory=OrderedDict)
    past: list[tuple[Store, Catalogue, Path]] = field(default_factory=list)

    @property
    def edit(self) -> bool:
        """Whether corrections are allowed."""
        return self.writable is not None

    async def answer(self, query: str, endpoint: Endpoint | None = None) -> Answered:
        """The answer to a saved question as SPARQL JSON, kept for the next who asks: a snapshot never changes."""
        endpoint = endpoint or self.endpoint
        key = (str(endpoint.snapshot), query)
        if key not in self.answers:
            answered = await endpoint.ask(query, "json")
            if len(answered.body) <= KEPT_ANSWER_BYTES:
                self.answers[key] = answered
                while len(self.answers) > KEPT_ANSWERS:
                    self.answers.popitem(last=False)
            return answered
        return self.answers[key]


@contextmanager
def open_desk(where: Path | str, *, edit: bool = False, limits: Limits | None = None) -> Iterator[Desk]:
    """The desk of a store. Without `edit` the store itself is closed again at once, and another process may build.

    What is shown is the store as it was at this moment. Raises StoreError when there is none, or it is in use.
    """
    writable = open_store(where)
    local = writable.path if isinstance(writable.path, Path) else None
    folder = local / FOLDER if local is not None else Path(tempfile.mkdtemp(prefix="kg-desk-"))
    _clear(folder)
    snapshot = folder / f"snapshot-{os.getpid()}"
    take_snapshot(writable, snapshot)
    stamp = content_stamp(writable)
    writable.take_touched()
    if not edit:
        writable.close()
    try:
        store = open_snapshot(snapshot, writable.names)
        catalogue = open_catalogue(store, folder / CATALOGUE, stamp)
        desk = Desk(store, catalogue, Endpoint(snapshot, store.names, limits), folder, writable if edit else None)
        try:
            yield desk
        finally:
            for shown in (*desk.past, (desk.store, desk.catalogue, desk.endpoint.snapshot)):
                _drop(*shown)
    finally:
        if edit:
            writable.close()
        for leftover in folder.glob(f"snapshot-{os.getpid()}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        if local is None:
            shutil.rmtree(folder, ignore_errors=True)


def renew(desk: Desk) -> None:
    """Show the store as it is now, after a correction; only what it touched is indexed again."""
    if desk.writable is None:
        return
    desk.renewals += 1
    name = f"{os.getpid()}-{desk.renewals}"
    snapshot, path = desk.folder / f"snapshot-{name}", desk.folder / f"catalogue-{name}.sqlite"
    take_snapshot(desk.writable, snapshot)
    store = open_snapshot(snapshot, desk.writable.names)
    stamp, touched = content_stamp(desk.writable), desk.writable.take_touched()
    catalogue = renewed_catalogue(desk.catalogue, store, path, stamp, touched)
    desk.past.append((desk.store, desk.catalogue, desk.endpoint.snapshot))
    desk.store, desk.catalogue = store, catalogue
    desk.endpoint.snapshot = snapshot
    while len(desk.past) > KEPT_BACK:
        _drop(*desk.past.pop(0))


def _drop(store: Store, catalogue: Catalogue, snapshot: Path) -> None:
    """Take away what the desk showed before; the first catalogue stays for the next start."""
    catalogue.close()
    store.close()
    if catalogue.path.name != CATALOGUE:
        catalogue.path.unlink(missing_ok=True)
    shutil.rmtree(snapshot, ignore_errors=True)


def _clear(folder: Path) -> None:
    """Take away what servers that are no more have left."""
    folder.mkdir(exist_ok=True)
    for leftover in folder.glob("*-*"):
        process = leftover.stem.split("-")[1]
        if process.isdigit() and not Path(f"/proc/{process}").exists():
            shutil.rmtree(leftover, ignore_errors=True) if leftover.is_dir() else leftover.unlink(missing_ok=True)


def fingerprint(content: bytes) -> str:
    """A short name of a content, for addresses that may be kept by the browser."""
    return hashlib.sha256(content).hexdigest()[:12]
