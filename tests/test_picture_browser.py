"""The picture in a real browser: it draws, searches, opens an event with its words, and asks the network for nothing."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright
from view_records import many

from kg.graph.ontology import load_ontology
from kg.graph.records import event_records
from kg.graph.store import open_store
from kg.pipeline import Workshop, build, find_articles
from kg.resources import folder
from kg.view.network import LINKED
from kg.view.page import page as page_of

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of the sample articles, and of records whose words are hostile."""
    target = tmp_path_factory.mktemp("picture")
    with open_store(target / "store", create=True) as store:
        build(find_articles([folder("data") / "articles"]), store, Workshop())
        records = list(event_records(store, "fr"))
    labels = {name: term.label("fr") for name, term in load_ontology().items()}
    (target / "samples.html").write_text(page_of(records, "fr", "Essai", labels), encoding="utf-8")
    hostile = records[0]
    hostile = {
        **hostile,
        "reports": [{**report, "evidence": [dict(e) for e in report["evidence"]]} for report in hostile["reports"]],
    }
    for report in hostile["reports"]:
        for evidence in report["evidence"]:
            evidence["sentence"] = evidence["sentence"] + HOSTILE
    (target / "hostile.html").write_text(page_of([hostile], "fr", HOSTILE, labels), encoding="utf-8")
    (target / "large.html").write_text(page_of(many(2000), "fr", "", labels), encoding="utf-8")
    return {name: target / f"{name}.html" for name in ("samples", "hostile", "large")}


@pytest.fixture
def tab() -> Iterator[tuple[Page, list[str], list[str]]]:
    """A tab, the errors of its console, and the addresses it asked for."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        errors: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: asked.append(request.url) if request.url.startswith("http") else None)
        yield page, errors, asked
        browser.close()


def test_the_page_draws_without_errors_and_without_network(html: dict[str, Path], tab) -> None:
    page, errors, asked = tab
    page.goto(html["samples"].as_uri())
    page.wait_for_selector("canvas.labels", state="attached", timeout=15_000)
    assert "Essai" in page.title()
    assert (errors, asked) == ([], [])


def test_a_search_finds_an_actor_and_its_event_shows_the_words(html: dict[str, Path], tab) -> None:
    page, errors, _ = tab
    page.goto(html["samples"].as_uri())
    page.locator("#search").fill("Idriss")
    page.locator("#suggestions li").first.click()
    page.locator("aside").get_by_text("Rencontre", exact=True).first.click()
    page.locator("aside").get_by_text("rencontré").first.wait_for(timeout=10_000)
    assert errors == []


def test_hostile_words_stay_words(html: dict[str, Path], tab) -> None:
    page, _, asked = tab
    page.goto(html["hostile"].as_uri())
    page.wait_for_selector("canvas.labels", state="attached", timeout=15_000)
    assert page.title() != "taken"
    assert page.locator("img[src=x]").count() == 0
    assert asked == []


def test_the_page_fits_a_telephone(html: dict[str, Path], tab) -> None:
    page, errors, _ = tab
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(html["samples"].as_uri())
    page.wait_for_selector("canvas.labels", state="attached", timeout=15_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 391
    assert errors == []


def test_a_very_large_graph_is_told_by_who_and_where(html: dict[str, Path], tab) -> None:
    page, errors, asked = tab
    page.goto(html["large"].as_uri())
    page.wait_for_function("typeof KG !== 'undefined' && KG.cy", timeout=15_000)
    assert page.evaluate("KG.cy.nodes().length") == LINKED
    assert "reliés par les événements" in page.locator(".graph-note").inner_text()
    page.locator("[role=tab][data-view=timeline]").click()
    page.locator(".count-bar").first.wait_for()
    bars = page.locator(".count-bar").count()
    page.locator("[role=tab][data-view=map]").click()
    page.wait_for_selector(".map[data-ready=yes]", state="attached")
    page.evaluate("KG.filter.from = '2016-01-01'; KG.filter.to = '2016-03-15'; KG.filter.undated = false; KG.update()")
    page.locator("[role=tab][data-view=graph]").click()
    few = page.evaluate("KG.shown.length")
    assert 0 < few <= 100
    assert page.evaluate("KG.cy.nodes(\"[family = 'event']\").length") == few
    assert page.locator(".graph-note").is_hidden()
    page.locator("[role=tab][data-view=timeline]").click()
    page.locator(".moment").first.wait_for()
    assert bars > 20
    assert (errors, asked) == ([], [])
