"""The desk over a SPARQL server: its content is copied first, then every page answers; corrections reach the server."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.store import open_store
from kg.pipeline import build
from kg.web.app import make_app
from kg.web.desk import open_desk
from kg.web.safety import hosts_of
from tests.servers import running
from tests.site_client import SiteClient
from tests.tiny_workshop import TinyWorkshop, article

HOST = "127.0.0.1:8787"
TEXT = "Attack Mossoul @2016-07-05 deaths=3 agent:Daech\nMeeting Mossoul @2016-07-04 agent:Hollande"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with running("oxigraph", tmp_path) as address:
        with open_store(address, create=True) as store:
            build([article("a.txt", TEXT)], store, TinyWorkshop())
        yield address


def test_every_page_answers(server: str) -> None:
    with open_desk(server) as desk:
        desk.hosts = hosts_of("127.0.0.1", 8787)
        ids = {kind: desk.catalogue.rows(f"SELECT id FROM {kind}")[0]["id"] for kind in ("event", "article", "entity")}
        with SiteClient(make_app(desk), base_url=f"http://{HOST}") as site:
            for page in (
                "/",
                "/explore",
                "/explore?view=list",
                "/questions/attacks?place=Mossoul",
                "/search?q=mossoul",
            ):
                assert site.get(page).status_code == 200, page
            for kind, id in ids.items():
                assert site.get(f"/{kind}/{id}").status_code == 200, kind
            answer = site.get("/sparql?format=csv&query=SELECT (COUNT(*) AS ?n) { ?e a kg:Attack }")
            assert answer.text.split()[1] != "0"
        folder = desk.folder
    assert not folder.exists()  # the copy is gone with the desk


def test_a_correction_reaches_the_server(server: str) -> None:
    with open_desk(server, edit=True) as desk:
        desk.hosts = hosts_of("127.0.0.1", 8787)
        desk.workshop = TinyWorkshop()  # type: ignore[assignment]
        (row,) = desk.catalogue.rows("SELECT id FROM article")
        with SiteClient(make_app(desk), base_url=f"http://{HOST}") as site:
            page = site.get(f"/article/{row['id']}").text
            claim = next(part for part in page.split('<li class="claim')[1:] if "Attack" in part)
            form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', claim))
            assert site.post("/review/reject", data=form).status_code == 200
            assert desk.catalogue.fact("types") == {"Meeting": 1}
    with open_store(server) as store:
        assert [event.type for event in store.events()] == ["Meeting"]
        assert [decision.verdict for decision in store.decisions()] == ["wrongReport"]
