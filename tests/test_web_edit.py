"""Corrections on an article's page: what they write, what they show, and what may not write anything."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.store import StoreError, open_store
from kg.pipeline import build
from kg.web.app import make_app
from kg.web.desk import Desk, open_desk
from kg.web.safety import hosts_of
from tests.edited_desk import HOST, edited_desk, site_of
from tests.site_client import SiteClient
from tests.tiny_workshop import TinyWorkshop, article

TEXT = "Attack Mossoul @2016-07-05 deaths=3 agent:Daech\nMeeting Mossoul @2016-07-04 agent:Hollande"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with edited_desk(tmp_path / "store", {"a.txt": TEXT}) as desk:
        yield desk


@pytest.fixture
def site(desk: Desk) -> Iterator[SiteClient]:
    with site_of(desk) as client:
        yield client


def page_of(desk: Desk) -> str:
    (row,) = desk.catalogue.rows("SELECT id FROM article")
    return f"/article/{row['id']}"


def form_of(html: str, event: str = "Attack") -> dict[str, str]:
    """What the hidden fields of the forms of a claim hold."""
    claim = next(part for part in html.split('<li class="claim')[1:] if f"<b>{event}</b>" in part)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', claim))


def test_a_claim_is_rejected_and_taken_back(desk: Desk, site: SiteClient) -> None:
    form = form_of(site.get(page_of(desk)).text)
    answer = site.post("/review/reject", data=form)
    assert answer.status_code == 200
    assert "Rejected" in answer.text
    assert desk.catalogue.fact("types") == {"Meeting": 1}
    assert site.get("/explore?view=list").text.count('<li class="card') == 1
    decision = re.findall(r'name="decision" value="(\w+)"', answer.text)[0]
    assert "Rejected" not in site.post("/review/undo", data={**form, "decision": decision}).text
    assert desk.catalogue.fact("event") == 2


def test_a_claim_is_accepted(desk: Desk, site: SiteClient) -> None:
    answer = site.post("/review/accept", data=form_of(site.get(page_of(desk)).text))
    assert "Accepted" in answer.text
    assert desk.catalogue.fact("event") == 2
    assert [decision.verdict for decision in desk.store.decisions()] == ["rightReport"]


def test_a_value_is_corrected(desk: Desk, site: SiteClient) -> None:
    form = form_of(site.get(page_of(desk)).text)
    answer = site.post(
        "/review/correct", data={**form, "name": "place", "old": "Mossoul", "new": "Tall-Afar", "note": "lu"}
    )
    assert "Corrected" in answer.text
    row = desk.catalogue.rows("SELECT * FROM event WHERE type = 'Attack'")[0]
    assert "tal-afar" in {part["id"] for part in desk.catalogue.parts([row["n"]])[row["n"]]}


def test_a_missed_event_is_added(desk: Desk, site: SiteClient) -> None:
    html = site.get(page_of(desk)).text
    form = form_of(html, "Attack")
    where = re.findall(r'name="article" value="(\w+)"', html)[0]
    told = {"article": where, "quote": "Hollande", "type": "Visit", "name0": "place", "value0": "Mossoul"}
    answer = site.post("/review/add", data={**form, **told})
    assert "Added" in answer.text
    row = desk.catalogue.rows("SELECT * FROM event WHERE type = 'Visit'")[0]
    assert site.get(f"/event/{row['id']}").status_code == 200


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"token": ""}, 403),
        ({"token": "x" * 43}, 403),
        ({"report": "none"}, 400),
        ({"report": "' OR 1"}, 400),
        ({"back": "https://evil.example/"}, 303),
        ({"back": "//evil.example/"}, 303),
    ],
)
def test_forms_that_are_not_ours_write_nothing(
    desk: Desk, site: SiteClient, changes: dict[str, str], status: int
) -> None:
    form = form_of(site.get(page_of(desk)).text)
    answer = site.post("/review/reject", data={**form, **changes}, follow_redirects=False)
    assert answer.status_code == status
    assert answer.headers.get("location", "/") == "/"
    assert bool(desk.store.decisions()) == (status == 303)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "http://evil.example:8787"]
)
def test_other_sites_write_nothing(desk: Desk, site: SiteClient, origin: str) -> None:
    form = form_of(site.get(page_of(desk)).text)
    assert site.post("/review/reject", data=form, headers={"origin": origin}).status_code == 403
    assert not desk.store.decisions()


def test_what_cannot_be_decided_is_said(desk: Desk, site: SiteClient) -> None:
    form = form_of(site.get(page_of(desk)).text)
    answer = site.post("/review/correct", data={**form, "name": "place", "old": "Mossoul", "new": "<b>Nulle part</b>"})
    assert answer.status_code == 400
    assert "&lt;b&gt;" in answer.text
    assert site.post("/review/nonsense", data=form).status_code == 400
    assert site.post("/review/reject", content=b"token=" + b"x" * 50_000).status_code == 413


def test_without_edit_nothing_is_written(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        build([article("a.txt", TEXT)], store, TinyWorkshop())
    with open_desk(tmp_path / "store") as desk:
        desk.hosts = hosts_of("127.0.0.1", 8787)
        with SiteClient(make_app(desk), base_url=f"http://{HOST}") as site:
            html = site.get(page_of(desk)).text
            assert "/review/" not in html
            assert desk.token.value not in html
            report = re.findall(r'id="claim-(\w+)"', html)[0]
            assert site.post("/review/reject", data={"report": report, "token": desk.token.value}).status_code == 403


def test_while_correcting_the_store_is_held(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Another process"):
        open_store(tmp_path / "store")
