"""The same event or not, the same actor or place or not: said on the page, seen on the page, taken back on the page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.store import open_store
from kg.pipeline import build
from kg.web.app import make_app
from kg.web.desk import Desk, open_desk
from kg.web.safety import hosts_of
from tests.edited_desk import HOST, edited_desk, site_of
from tests.site_client import SiteClient
from tests.tiny_workshop import TinyWorkshop, article

ARTICLES = {
    "a.txt": "Attack Mossoul @2016-07-05 deaths=3 agent:Daech",
    "b.txt": "Attack Mossoul @2016-07-05 deaths=3 agent:Daech\nMeeting Mossoul @2016-07-09 agent:Hollande",
    "c.txt": "Attack Tall-Afar @2016-07-20 agent:Zaporijjia\nAttack Irak @2016-07-05 agent:Zaporojjia",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with edited_desk(tmp_path / "store", ARTICLES) as desk:
        yield desk


@pytest.fixture
def site(desk: Desk) -> Iterator[SiteClient]:
    with site_of(desk) as client:
        yield client


def attacks(desk: Desk) -> list[tuple[str, int]]:
    """Id and number of reports of each attack, the most told first."""
    rows = desk.catalogue.rows("SELECT * FROM event WHERE type = 'Attack' ORDER BY reports DESC, first, n")
    return [(row["id"], row["reports"]) for row in rows]


def told_of(desk: Desk, ids: list[str]) -> list[int]:
    """In how many events each of these takes part."""
    found = [desk.catalogue.entity(id) for id in ids]
    return [row["events"] if row is not None else 0 for row in found]


def forms(html: str, action: str) -> list[dict[str, str]]:
    """The hidden fields of each form for an action."""
    found = re.findall(rf'action="/review/{action}".*?</form>', html, re.DOTALL)
    return [dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)) for form in found]


def test_the_question_tells_why_in_the_language_of_the_reader(desk: Desk, site: SiteClient) -> None:
    event, _ = attacks(desk)[0]
    address = f"/questions/identity?event={event}"
    french = site.get(address, headers={"accept-language": "fr"}).text
    english = site.get(address, headers={"accept-language": "en"}).text
    assert "même lieu, Mossoul" in french
    assert "The same event" not in french
    assert "the same place, Mossoul" in english
    for reports in (french, english):
        assert re.search(r"\b[0-9a-f]{16} and [0-9a-f]{16}\b", reports) is None


def test_two_reports_are_parted_and_joined_again(desk: Desk, site: SiteClient) -> None:
    event, reports = attacks(desk)[0]
    assert reports == 2
    page = site.get(f"/event/{event}").text
    assert "the same agent, Daech" in page
    parted = site.post("/review/different", data=forms(page, "different")[1])
    assert parted.url.path == f"/event/{event}"
    assert [n for _, n in attacks(desk)] == [1, 1, 1, 1]
    assert "Different events" in parted.text
    undo = forms(parted.text, "undo")[0]
    again = site.post("/review/undo", data=undo)
    assert again.url.path == f"/event/{event}"
    assert [n for _, n in attacks(desk)] == [2, 1, 1]


def test_two_events_are_joined_by_hand(desk: Desk, site: SiteClient) -> None:
    one, other = attacks(desk)[0][0], attacks(desk)[1][0]
    form = forms(site.get(f"/event/{one}").text, "same")[-1]
    joined = site.post("/review/same", data={**form, "other": f"http://{HOST}/event/{other}#x", "note": "lu deux fois"})
    assert joined.status_code == 200
    assert attacks(desk)[0][1] == 3
    assert "The same event" in joined.text
    assert "lu deux fois" in joined.text
    assert site.post("/review/same", data={**form, "other": "nothing"}).status_code == 400


def test_what_was_nearly_joined_is_asked_once(desk: Desk, site: SiteClient) -> None:
    event = attacks(desk)[0][0]
    page = site.get(f"/event/{event}").text
    assert "Nearly the same event" in page
    assert "agents not known to be one (Zaporojjia and Daech)" in page
    asked = forms(page.partition('id="nearly"')[2], "different")[0]
    parted = site.post("/review/different", data=asked)
    assert parted.url.path == f"/event/{event}"
    assert "Different events" in parted.text
    assert [n for _, n in attacks(desk)] == [2, 1, 1]
    undone = site.post("/review/undo", data=forms(parted.text, "undo")[0])
    joined = site.post("/review/same", data=forms(undone.text.partition('id="nearly"')[2], "same")[0])
    assert "The same event" in joined.text
    assert [n for _, n in attacks(desk)] == [3, 1]


def test_two_actors_are_one_and_two_again(desk: Desk, site: SiteClient) -> None:
    ids = [row["id"] for row in desk.catalogue.rows("SELECT id FROM entity WHERE fr LIKE 'Zapor%' ORDER BY id")]
    assert len(ids) == 2
    page = site.get(f"/entity/{ids[0]}").text
    offered = forms(page, "same-entity")[0]
    assert offered["other"] == ids[1]
    joined = site.post("/review/same-entity", data=offered)
    assert joined.url.path == f"/entity/{ids[0]}"
    assert "Undo" in joined.text
    assert told_of(desk, ids) == [2, 0]
    site.post("/review/undo", data=forms(joined.text, "undo")[0])
    assert told_of(desk, ids) == [1, 1]


def test_in_one_article_a_name_means_another(desk: Desk, site: SiteClient) -> None:
    (row,) = desk.catalogue.rows("SELECT * FROM article WHERE source_id = 'b.txt'")
    form = forms(site.get(f"/article/{row['id']}").text, "different-entity")[0]
    told = {**form, "entity": "francois-hollande", "new": "Hollande (maire)", "kind": "Person"}
    answer = site.post("/review/different-entity", data=told)
    assert "Hollande (maire)" in answer.text
    assert "Another of this name" in answer.text
    undone = site.post("/review/undo", data=next(f for f in forms(answer.text, "undo")))
    assert "Hollande (maire)" not in undone.text


def test_without_edit_nothing_is_offered(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        build([article(name, text) for name, text in ARTICLES.items()], store, TinyWorkshop())
    with open_desk(tmp_path / "store") as desk:
        desk.hosts = hosts_of("127.0.0.1", 8787)
        with SiteClient(make_app(desk), base_url=f"http://{HOST}") as site:
            event = desk.catalogue.rows("SELECT id FROM event ORDER BY reports DESC")[0]["id"]
            for page in (f"/event/{event}", "/entity/francois-hollande"):
                assert "/review/" not in site.get(page).text
