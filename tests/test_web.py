"""The reading desk over HTTP: every page, in two languages, with a hostile article, and the doors that stay shut."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.graph.queries import load_questions
from kg.view.words import counted_nouns
from kg.vocabulary import MEASURES
from kg.web import assets
from kg.web.app import make_app
from kg.web.charts import best_length, slots
from kg.web.desk import FOLDER, Desk, open_desk
from kg.web.pages import paragraphs
from kg.web.safety import hosts_of
from kg.web.speech import language_of, speech_of
from tests.desk_world import HOSTILE, TEXT, write_store
from tests.site_client import SiteClient

HOST = "127.0.0.1:8787"
PAGES = [
    "/",
    "/search?q=bagdad",
    "/search?q=rien%20de%20tel",
    "/articles",
    "/article/a1",
    "/article/hostile",
    "/event/e-attack",
    "/event/e-deployment",
    "/event/e-presence",
    "/event/e-hostile",
    "/entity/baghdad",
    "/entity/united-states",
    "/entity/rebels",
    "/explore",
    "/explore?view=timeline",
    "/explore?view=map",
    "/explore?view=list",
    "/explore?view=list&class=Violence&status=asserted&actor=rebels&place=iraq&from=2016-01-01&to=2017-01-01&q=attaque",
    "/questions",
    "/query",
    "/licences",
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = write_store(tmp_path_factory.mktemp("desk") / "store")
    with open_desk(path) as desk:
        desk.hosts = hosts_of("127.0.0.1", 8787)
        yield desk


@pytest.fixture(scope="module")
def site(desk: Desk) -> Iterator[SiteClient]:
    with SiteClient(make_app(desk), base_url=f"http://{HOST}") as client:
        yield client


class _Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.tags


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_answers_and_carries_nothing_foreign(site: SiteClient, page: str, language: str) -> None:
    answer = site.get(page, headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    for tag, attributes in tags_of(answer.text):
        assert tag not in ("img", "iframe", "style", "base", "object", "embed"), tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
        for name in ("src", "href", "action"):
            value = attributes.get(name) or "/"
            assert value.startswith(("/", "#", "data:,", "https://example.org/", "http://www.wikidata.org/")), value
        if tag == "script":
            assert "src" in attributes or attributes.get("type") == "application/json"
    assert "49{" not in answer.text
    assert "{{" not in answer.text.replace(HOSTILE, "").replace("{{ 7*7 }}", "")


@pytest.mark.parametrize("page", [*PAGES, "/nothing", "/sparql?query=ASK%20%7B%7D", "/static/x.js"])
def test_every_answer_has_the_policy(site: SiteClient, page: str) -> None:
    headers = site.get(page).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8787", "127.0.0.1:80", "127.0.0.1", "", "localhost.evil.example:8787"]
)
def test_a_foreign_host_is_refused(site: SiteClient, host: str) -> None:
    assert site.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8787", "localhost:8787", "LOCALHOST:8787"])
def test_our_own_hosts_are_answered(site: SiteClient, host: str) -> None:
    assert site.get("/questions", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/event/none",
        "/article/none",
        "/entity/none",
        "/report/none",
        "/questions/none",
        "/static/desk.css",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/article/..%2f..%2f..%2fetc%2fpasswd",
        "/questions/..%2fcontrol",
        "/resource?iri=file:///etc/passwd",
        "/event/%00",
        "/event/%3Cscript%3E",
        "/event/" + "x" * 5000,
    ],
)
def test_a_wrong_address_is_a_page_that_says_so(site: SiteClient, address: str) -> None:
    answer = site.get(address)
    assert answer.status_code == 404
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/explore?class=Nonsense&status=%3Cb%3E&actor=nobody&place=%22&from=yesterday&to=1&reports=-5&article=none&page=x&view=y",
        "/explore?reports=999999999999999999999",
        "/explore?view=list&page=99999999999999999999",
        "/explore?q=%22%20OR%20NEAR(%20*%20%3A%20-",
        "/search?q=%22%20AND%20(",
        "/search?q=" + "a" * 3000,
        "/articles?page=0",
        "/articles?page=99999999999",
        "/complete?kind=actor&q=%22*",
        "/complete",
    ],
)
def test_what_means_nothing_is_no_fault(site: SiteClient, address: str) -> None:
    assert site.get(address).status_code == 200


def test_nothing_but_get_is_answered(site: SiteClient) -> None:
    for address in ("/", "/event/e-attack", "/explore", "/questions/control"):
        assert site.post(address).status_code == 405
        assert site.delete(address).status_code == 405


def test_the_event_page_tells_all_of_an_event(site: SiteClient) -> None:
    html = site.get("/event/e-attack", headers={"accept-language": "fr"}).text
    assert "4 juillet 2016" in html
    assert "Les récits divergent" in html
    assert "292–300" in html
    assert html.count('class="report"') == 2
    assert "même lieu" in html
    assert re.search(r'class="mark-trigger is-trigger"[^>]*>attentat suicide</mark>', html)


def test_what_an_event_announced_and_what_realised_it_are_linked(site: SiteClient) -> None:
    deployment = site.get("/event/e-deployment").text
    assert "/event/e-announcement" in deployment
    assert "/event/e-presence" in deployment
    assert "/event/e-deployment" in site.get("/event/e-presence").text


def test_neighbours_are_near_in_place_and_time(desk: Desk) -> None:
    event = desk.catalogue.event("e-attack")
    assert event is not None
    near = [row["id"] for row in desk.catalogue.near(event, 60, 9)]
    assert near[0] == "e-hostile"  # in the same town, two days later
    assert "e-control" not in near


def test_an_article_page_has_every_word_of_its_text(site: SiteClient) -> None:
    html = site.get("/article/hostile").text
    words = "".join(re.findall(r"<span[^>]*data-at=[^>]*>(.*?)</span>", html, re.DOTALL))
    plain = re.sub(r"<[^>]*>", "", words)
    for escaped, letter in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        plain = plain.replace(escaped, letter)
    assert plain == TEXT.replace("\n", "")
    assert "javascript:" not in html


def test_pieces_know_their_offsets_and_claims() -> None:
    claim = {
        "number": 1,
        "evidence": [{"for": "trigger", "start": 2, "end": 5}, {"for": "place", "start": 4, "end": 9}],
    }
    pieces = [piece for line in paragraphs("ab cd ef\nghi", [claim]) for piece in line]
    assert [(piece["at"], piece["words"]) for piece in pieces] == [
        (0, "ab"),
        (2, " c"),
        (4, "d"),
        (5, " ef"),
        (9, "ghi"),
    ]
    assert pieces[2]["roles"] == ["trigger", "place"]
    assert [piece["claims"] for piece in pieces] == [[], [1], [1], [1], []]


def test_a_report_leads_to_its_claim(site: SiteClient) -> None:
    answer = site.get("/report/r-attack-2", follow_redirects=False)
    assert answer.headers["location"] == "/article/a2#claim-r-attack-2"


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", 8),
        ("class=Violence", 2),
        ("class=SuicideAttack&class=Meeting", 2),
        ("status=planned", 2),
        ("place=iraq", 8),
        ("place=mosul", 2),
        ("place=Mossoul", 2),
        ("actor=united-states", 3),
        ("actor=Daech", 1),
        ("from=2016-07-01&to=2016-07-05", 3),  # control goes on, the attack, and what a2 tells without a date
        ("to=2014-05-31", 0),
        ("reports=2", 1),
        ("article=a3", 3),
        ("q=kamikaze+OR", 0),
        ("q=attentat", 1),
        ("class=Violence&actor=rebels", 1),
    ],
)
def test_the_filter_of_the_address(site: SiteClient, query: str, ids: int) -> None:
    answer = site.get(f"/export?format=jsonl&{query}")
    assert len(answer.text.splitlines()) == ids
    html = site.get(f"/explore?view=list&{query}").text
    assert html.count('<li class="card') == ids


def test_exports_are_what_they_say(site: SiteClient) -> None:
    def got(format: str) -> bytes:
        answer = site.get(f"/export?format={format}&class=Violence")
        assert answer.headers["content-disposition"].startswith("attachment")
        return answer.content

    assert got("csv").decode().splitlines()[0].startswith("id,type,status,begin,end")
    assert {json.loads(line)["type"] for line in got("jsonl").splitlines()} == {"SuicideAttack", "Attack"}
    assert ElementTree.fromstring(got("gexf")).tag.endswith("gexf")
    assert ElementTree.fromstring(got("svg")).tag.endswith("svg")
    assert got("png").startswith(b"\x89PNG")
    points = json.loads(got("geojson"))["features"]
    assert {tuple(point["geometry"]["coordinates"]) for point in points} == {(44.4, 33.34)}
    turtle = got("turtle").decode()
    assert "kg:SuicideAttack" in turtle
    assert "oa:exact" in turtle
    assert "e-meeting" not in turtle
    assert site.get("/export?format=exe").status_code == 400


@pytest.mark.parametrize("name", sorted(load_questions()))
def test_each_question_is_a_form_and_answers(site: SiteClient, name: str) -> None:
    required = {param.name: {"event": "e-attack"}.get(param.kind, "Bagdad" if param.kind == "place" else "États-Unis")
                for param in load_questions()[name].params if param.required}  # fmt: skip
    html = site.get(f"/questions/{name}", params=required).text
    assert 'role="alert"' not in html
    answer = site.get(f"/questions/{name}", params={**required, "format": "json"})
    assert isinstance(answer.json(), list)
    assert site.get(f"/questions/{name}", params={**required, "format": "csv"}).status_code == 200


def test_a_page_of_what_gives_no_row_says_what_it_looked_at(site: SiteClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.web.questions.PAGE_EVENTS", 1)
    page = site.get("/questions/responses", params={"lang": "en"}).text
    assert ("looked at here" in page.lower() or "regardés ici" in page.lower()) == ('rel="next"' in page)


def test_an_answer_is_told_a_page_at_a_time(site: SiteClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = site.get("/questions/place", params={"place": "Irak", "format": "json"}).json()
    monkeypatch.setattr("kg.web.questions.PAGE_EVENTS", 1)
    pages = [site.get("/questions/place", params={"place": "Irak", "page": str(number)}).text for number in (1, 2)]
    assert len(whole) > 1
    assert 'rel="next"' in pages[0]
    assert 'rel="prev"' in pages[1]
    assert all(page.count('<tr class="proof">') == 1 for page in pages)
    assert pages[0] != pages[1]
    assert len(site.get("/questions/place", params={"place": "Irak", "format": "json", "page": "1"}).json()) == len(
        whole
    )


def test_an_answer_leads_to_its_evidence(site: SiteClient) -> None:
    html = site.get("/questions/attacks", params={"place": "Irak"}, headers={"accept-language": "fr"}).text
    assert "/event/e-attack" in html
    assert "/entity/baghdad" in html


@pytest.mark.parametrize("value", [HOSTILE, 'x" } DROP ALL #', "> ?s ?p ?o . <", "\\u0022", "?x", "\x00"])
def test_no_value_changes_a_question(site: SiteClient, value: str) -> None:
    answer = site.get("/questions/attacks", params={"place": value})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text


def test_names_complete_themselves(site: SiteClient) -> None:
    found = site.get("/complete", params={"kind": "place", "q": "bagd"}).json()
    assert [item["id"] for item in found] == ["baghdad"]
    assert site.get("/complete", params={"kind": "actor", "q": "daech"}).json()[0]["id"] == "islamic-state"


def test_the_search_finds_actors_places_events_and_text(site: SiteClient) -> None:
    html = site.get("/search?q=bagdad", headers={"accept-language": "fr"}).text
    assert "/entity/baghdad" in html
    assert "/event/e-attack" in html
    assert "/article/a2" in html
    assert "<em>Bagdad</em>" in html


@pytest.mark.parametrize(
    ("chosen", "accept", "language"),
    [
        (None, "fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        (None, "en-GB", "en"),
        (None, "de,fr;q=0.4,en;q=0.5", "en"),
        (None, "", "en"),
        (None, "*;q=x", "en"),
        ("fr", "en", "fr"),
        ("de", "fr", "fr"),
    ],
)
def test_the_language_of_the_browser(chosen: str | None, accept: str, language: str) -> None:
    assert language_of(chosen, accept) == language


def test_the_switch_keeps_the_page(site: SiteClient) -> None:
    answer = site.get("/set?lang=en&theme=dark&back=/event/e-attack", follow_redirects=False)
    assert answer.headers["location"] == "/event/e-attack"
    assert "kg-lang=en" in str(answer.headers.get_list("set-cookie"))
    site.cookies.clear()


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_switch_leads_nowhere_else(site: SiteClient, back: str) -> None:
    assert site.get("/set", params={"lang": "en", "back": back}, follow_redirects=False).headers["location"] == "/"
    site.cookies.clear()


def test_both_languages_have_the_same_words() -> None:
    assert set(speech_of("fr").words) == set(speech_of("en").words)
    assert not set(speech_of("fr").words) & set(dir(dict)) - {"get"}, "a template would take the method for the word"


@pytest.mark.parametrize(
    ("begin", "end", "french", "english"),
    [
        (None, None, "date non dite", "date not stated"),
        ("2016-07-04", "2016-07-05", "4 juillet 2016", "4 July 2016"),
        ("2014-06-01", "2014-07-01", "juin 2014", "June 2014"),
        ("2014-01-01", "2015-01-01", "2014", "2014"),
        ("2014-06-01", None, "depuis le 1er juin 2014", "since 1 June 2014"),
        (None, "2014-06-02", "jusqu’au 1er juin 2014", "until 1 June 2014"),
        ("2014-06-03", "2014-06-06", "3–5 juin 2014", "3–5 June 2014"),
        ("2014-05-30", "2014-06-03", "30 mai 2014 – 2 juin 2014", "30 May 2014 – 2 June 2014"),
    ],
)
def test_days_in_words(begin: str | None, end: str | None, french: str, english: str) -> None:
    assert (speech_of("fr").when(begin, end), speech_of("en").when(begin, end)) == (french, english)


@pytest.mark.parametrize(
    ("low", "high", "change", "measure", "french", "english"),
    [
        (1, 1, "total", "injured", "1 blessé", "1 injured"),
        (0, 0, "total", "deaths", "0 mort", "0 deaths"),
        (1, 2, "total", "deaths", "1–2 morts", "1–2 deaths"),
        (400, None, "total", "personnel", "au moins 400 personnes", "at least 400 people"),
        (None, 1, "total", "detained", "au plus 1 détenu", "at most 1 detained"),
        (560, 560, "additional", "personnel", "560 personnes de plus", "560 more people"),
        (2, 2, "total", "occurrence", "2e fois", "2nd time"),
        (30, 30, "total", "distance", "30 km", "30 km"),
    ],
)
def test_a_noun_agrees_with_its_number(
    low: int | None, high: int | None, change: str, measure: str, french: str, english: str
) -> None:
    figure = {"low": low, "high": high, "change": change, "measure": measure}
    assert (speech_of("fr").counted(figure), speech_of("en").counted(figure)) == (french, english)


def test_each_measure_has_nouns() -> None:
    for language in ("fr", "en"):
        assert set(counted_nouns(language)) == set(MEASURES)


def test_no_line_begins_with_a_sign() -> None:
    assert speech_of("fr").typeset("Attaques : où ?") == "Attaques\u00a0: où\u00a0?"
    assert speech_of("en").typeset("Attacks: where?") == "Attacks: where?"


def test_time_is_cut_without_holes() -> None:
    found = slots([("Violence", "2015-11-20", 2), ("Contact", "2016-02-01", 1)], 7)
    assert [slot.name for slot in found] == ["2015-11", "2015-12", "2016-01", "2016-02"]
    assert (found[0].first, found[0].last, found[0].total) == ("2015-11-01", "2015-11-30", 2)
    assert [best_length("2010-01-01", end) for end in ("2010-03-01", "2013-01-01", "2020-01-01")] == [10, 7, 4]


def test_many_events_are_counted_and_not_drawn(site: SiteClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.web.explore.GRAPH_EVENTS", 3)
    monkeypatch.setattr("kg.web.explore.TIMELINE_EVENTS", 3)
    graph = site.get("/explore", headers={"accept-language": "en"}).text
    data = json.loads(re.findall(r'id="data">(.*?)</script>', graph, re.DOTALL)[0])
    assert data["events"] == []
    assert data["links"]
    assert "too many to draw" in graph
    timeline = site.get("/explore?view=timeline").text
    assert 'class="chart lanes wide"' in timeline
    assert 'class="chart lanes narrow"' in timeline
    assert "from=" in timeline


def test_the_snapshot_lets_others_write(tmp_path: Path) -> None:
    path = write_store(tmp_path / "store")
    with open_desk(path) as desk:
        write_store(path)  # the store is not locked
        assert desk.catalogue.fact("event") == 8
        assert list((path / FOLDER).glob("snapshot-*"))
    assert not list((path / FOLDER).glob("snapshot-*"))


def test_every_library_has_its_licence_and_sum() -> None:
    import hashlib

    for folder in (assets._SHARED, assets._OWN):
        told = dict(
            re.findall(r"\| `vendor/([\w.\-]+)` \|.*?`([0-9a-f]{16})` \|", (folder / "LICENSES.md").read_text())
        )
        files = {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in (folder / "vendor").iterdir()
        }
        assert told == files


def test_the_catalogue_is_used_again_until_something_is_written(tmp_path: Path) -> None:
    path = write_store(tmp_path / "store")

    def made() -> int:
        with open_desk(path):
            return (path / FOLDER / "catalogue.sqlite").stat().st_ino

    first = made()
    assert made() == first
    write_store(path)
    assert made() != first


def test_an_event_without_a_date_says_when_it_was_told(site: SiteClient) -> None:
    html = site.get("/questions/control", headers={"accept-language": "en"}).text
    whole = site.get("/questions/control", params={"format": "json"}).json()
    assert any(row["begin"] is None for row in whole)
    assert html.count('class="quiet"><span>date not stated, published') == sum(
        row["begin"] is None and row["end"] is None for row in whole
    )
