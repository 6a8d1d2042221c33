"""A desk that may be corrected, over a store of a few articles of the tiny workshop, and its site without a network."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.graph.store import open_store
from kg.pipeline import build
from kg.web.app import make_app
from kg.web.desk import Desk, open_desk
from kg.web.safety import hosts_of
from tests.site_client import SiteClient
from tests.tiny_workshop import TinyWorkshop, article

HOST = "127.0.0.1:8787"


@contextmanager
def edited_desk(path: Path, texts: Mapping[str, str]) -> Iterator[Desk]:
    """The desk of a new store at `path` that holds the articles of these names and texts."""
    with open_store(path, create=True) as store:
        build([article(name, text) for name, text in texts.items()], store, TinyWorkshop())
    with open_desk(path, edit=True) as desk:
        desk.hosts = hosts_of("127.0.0.1", 8787)
        desk.workshop = TinyWorkshop()
        yield desk


@contextmanager
def site_of(desk: Desk) -> Iterator[SiteClient]:
    """Its site, asked for in English."""
    with SiteClient(make_app(desk), base_url=f"http://{HOST}", headers={"accept-language": "en"}) as client:
        yield client
