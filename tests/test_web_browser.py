"""The reading desk in a real browser: every page by clicks and keys, a hostile article in the store, no error in the console.

Skipped where no Chromium is installed; nothing is downloaded.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.graph.store import open_store
from kg.pipeline import build
from kg.web.desk import open_desk
from tests.desk_world import write_store
from tests.running_desk import serve
from tests.tiny_workshop import TinyWorkshop, article

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PAGES = [
    "/",
    "/search?q=bagdad",
    "/articles",
    "/article/a1",
    "/article/hostile",
    "/event/e-attack",
    "/event/e-hostile",
    "/entity/rebels",
    "/entity/iraq",
    "/explore",
    "/explore?view=timeline",
    "/explore?view=map",
    "/explore?view=list",
    "/questions",
    "/questions/attacks",
    "/query?query=SELECT%20*%20%7B%20?s%20a%20kg:Attack%20%7D",
    "/licences",
]


class _Silent(TinyWorkshop):
    """Reads no French: the sentences of this test's articles are all left without an event."""

    def understand(self, article):  # type: ignore[no-untyped-def]
        document, links = super().understand(
            type(article)(article.id, article.source_id, "fr", None, "", article.published)
        )
        return document, links


@dataclass
class Tab:
    """A tab, the errors of its console, and what it asked of others than the site."""

    page: Page
    site: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with open_desk(write_store(tmp_path_factory.mktemp("browser") / "store")) as desk:
        desk.workshop = _Silent()  # type: ignore[assignment]
        yield from serve(desk)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


def new_tab(browser: Browser, site: str, width: int = 1440, **options: str) -> Tab:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR", **options)  # type: ignore[arg-type]
    tab = Tab(context.new_page(), site)
    tab.page.set_default_timeout(15_000)
    tab.page.on("console", lambda told: tab.errors.append(told.text) if told.type in ("error", "warning") else None)
    tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
    tab.page.on(
        "request",
        lambda asked: None if asked.url.startswith((site, "data:", "blob:")) else tab.foreign.append(asked.url),
    )
    return tab


@pytest.fixture
def tab(browser: Browser, site: str) -> Iterator[Tab]:
    tab = new_tab(browser, site)
    yield tab
    tab.page.context.close()


def drawn(page: Page) -> None:
    """Wait until a page with drawings has drawn them."""
    if page.locator("[data-view]").count():
        page.wait_for_selector("html[data-drawn=yes]", state="attached")


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_is_calm(browser: Browser, site: str, width: int) -> None:
    tab = new_tab(browser, site, width)
    for path in PAGES:
        page = tab.open(path)
        drawn(page)
        assert page.title() != "taken", path
        assert page.locator("img[src=x]").count() == 0, path
        assert page.evaluate("document.documentElement.scrollWidth") <= width + 1, path
        assert page.locator("h1").count() == 1, path
        sideways = page.evaluate(
            "[...document.querySelectorAll('.scroll, .panel')].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className)"
        )
        assert sideways == [], path
        unnamed = page.evaluate(
            "[...document.querySelectorAll('a,button,input:not([type=hidden]),select,textarea')].filter(e => e.checkVisibility()"
            " && !e.ariaLabel && !e.textContent.trim() && !e.title && !e.labels?.length && !e.closest('label')).map(e => e.outerHTML)"
        )
        assert unnamed == [], path
    assert (tab.errors, tab.foreign) == ([], [])
    tab.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_rule_of_accessibility_is_broken(browser: Browser, site: str, width: int, scheme: str) -> None:
    """axe-core (https://github.com/dequelabs/axe-core): the rules of WCAG 2.1 A and AA that a machine can judge."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale="fr-FR",
        color_scheme=scheme,
        bypass_csp=True,  # type: ignore[arg-type]
    )
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(site + path)
        drawn(page)
        page.evaluate(AXE.read_text())
        told = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
        found += [(path, rule["id"], [node["target"] for node in rule["nodes"][:3]]) for rule in told["violations"]]
    assert found == []
    context.close()


def test_from_the_start_to_the_words_by_clicks(tab: Tab) -> None:
    page = tab.open("/")
    page.get_by_role("link", name="Bagdad", exact=True).click()
    page.wait_for_url("**/entity/baghdad")
    drawn(page)
    page.locator(".cards").get_by_role("link", name="Attentat suicide").first.click()
    page.wait_for_url("**/event/e-attack")
    page.locator(".report header a").first.click()
    page.wait_for_url("**/article/*")
    assert page.locator(".claim.lit").count() == 1
    assert page.locator(".word.lit.is-trigger").count() == 1
    page.get_by_role("link", name="Ouvrir dans l’explorateur").click()
    page.wait_for_url("**/explore?*article=*")
    assert tab.errors == []


def test_a_claim_lights_its_words_and_a_word_its_claims(tab: Tab) -> None:
    page = tab.open("/article/a1")
    page.locator(".claim").first.hover()
    lit = page.locator(".word.lit").all_inner_texts()
    assert "annoncé" in lit
    assert "attentat suicide" not in lit
    page.get_by_text("attentat suicide", exact=True).hover()
    assert page.locator(".claim.lit b").all_inner_texts() == ["Attentat suicide"]
    page.mouse.move(2, 2)
    assert page.locator(".lit").count() == 0
    page.locator(".claim").nth(1).focus()
    assert page.locator(".claim.lit").count() == 1


def test_sentences_without_an_event_are_told(tab: Tab) -> None:
    page = tab.open("/article/a1")
    page.wait_for_selector("[data-unread][data-ready=yes]", state="attached")
    assert page.get_by_text("Aucune phrase").count() == 1


def test_the_filter_lives_in_the_address(tab: Tab) -> None:
    page = tab.open("/explore?view=list")
    page.get_by_role("checkbox", name="Violence").check()
    page.wait_for_url("**class=Violence**")
    assert page.locator("ul.cards > li").count() == 2
    page.get_by_label("Lieu", exact=True).fill("Bagdad")
    page.keyboard.press("Enter")
    page.wait_for_url("**place=Bagdad**")
    for view in ("Graphe", "Chronologie", "Carte"):
        views = page.get_by_role("navigation", name="Vues")
        views.get_by_role("link", name=view).click()
        views.locator("[aria-current=page]", has_text=view).wait_for()
        drawn(page)
        assert "class=Violence" in page.url
        assert page.locator("[data-view]").count() == 1
    page.get_by_role("link", name="Effacer les filtres").click()
    page.wait_for_url(lambda address: "class=" not in address)
    assert tab.errors == []


def test_enter_in_a_changed_field_is_one_visit(tab: Tab) -> None:
    page = tab.open("/explore?view=list")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.is_navigation_request() else None)
    page.get_by_label("Lieu", exact=True).fill("Bagdad")
    page.keyboard.press("Enter")
    page.wait_for_url("**place=Bagdad**")
    assert len(asked) == 1


def test_names_complete_while_typing(tab: Tab) -> None:
    page = tab.open("/explore")
    page.get_by_label("Acteur", exact=True).press_sequentially("etat")
    page.wait_for_selector("#actors option[value='État islamique']", state="attached")
    page = tab.open("/questions/place")
    page.get_by_label("Lieu").press_sequentially("moss")
    page.wait_for_selector("datalist option[value=Mossoul]", state="attached")
    page.get_by_label("Lieu").fill("Mossoul")
    page.get_by_role("button", name="Poser la question").click()
    page.wait_for_selector("table.answer")
    assert page.get_by_role("link", name="preuve").count() >= 1
    assert tab.errors == []


def test_the_graph_opens_what_is_clicked(tab: Tab) -> None:
    page = tab.open("/explore")
    drawn(page)
    page.evaluate("KG.choose(KG.data.events.find((event) => event.id.endsWith('e-attack')))")
    page.locator("#panel").get_by_role("link", name="Attentat suicide").click()
    page.wait_for_url("**/event/e-attack")
    page = tab.open("/explore?view=map")
    drawn(page)
    page.locator(".spot").first.click()
    page.wait_for_selector("#panel a")
    assert tab.errors == []


def test_a_query_is_written_and_answered(tab: Tab) -> None:
    page = tab.open("/query")
    page.wait_for_selector("#editor[data-ready=yes]")
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT ?e { ?e a kg:At')")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint", has_text="kg:Attack").first.click()
    page.wait_for_selector(
        ".CodeMirror textarea:focus", state="attached"
    )  # the editor takes the cursor back a moment later
    page.keyboard.type(" }")
    assert page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()").endswith("kg:Attack }")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("table.answer")
    assert page.get_by_role("link", name="e-attack").count() == 1
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELEC')")
    page.get_by_role("button", name="Exécuter").click()
    assert "SPARQL 1.1" in page.get_by_role("alert").inner_text()
    page.locator("#examples a").first.click()
    page.wait_for_selector("table.answer")
    assert tab.errors == []


def test_language_and_theme_are_kept(tab: Tab) -> None:
    page = tab.open("/event/e-attack")
    page.get_by_role("link", name="English").click()
    page.wait_for_selector("html[lang=en]")
    assert page.url.endswith("/event/e-attack")
    page.locator("#theme").click()
    page.wait_for_selector("html[data-theme=dark]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.open("/questions")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.locator("html").get_attribute("lang") == "en"
    assert tab.errors == []


def test_the_system_may_be_dark(browser: Browser, site: str) -> None:
    tab = new_tab(browser, site, color_scheme="dark")
    for path in ("/", "/explore", "/explore?view=map", "/article/a1"):
        drawn(tab.open(path))
        red, green, blue = tab.page.evaluate(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
        )
        assert max(red, green, blue) < 60
    assert tab.errors == []
    tab.page.context.close()


def test_all_can_be_reached_by_the_keyboard(tab: Tab) -> None:
    page = tab.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("/")
    page.keyboard.type("kamikaze")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=kamikaze**")
    assert page.get_by_role("heading", level=1).count() == 1


def test_pages_speak_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    for path, words in (
        ("/", "Événements par classe"),
        ("/event/e-attack", "attentat suicide"),
        ("/article/a1", "Ce qui en est tiré"),
        ("/explore?view=list", "Attentat suicide"),
        ("/questions/attacks", "preuve"),
    ):
        page.goto(site + path)
        assert page.get_by_text(words).count(), path
    page.goto(f"{site}/explore?view=list")
    page.get_by_role("checkbox", name="Violence").check()
    page.get_by_role("button", name="Appliquer").click()
    assert page.locator("ul.cards > li").count() == 2
    context.close()


def test_a_correction_by_clicks(browser: Browser, tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        text = "Attack Mossoul @2016-07-05 deaths=3 agent:Daech\nMeeting Mossoul @2016-07-04 agent:Hollande"
        build([article("a.txt", text)], store, TinyWorkshop())
    with open_desk(tmp_path / "store", edit=True) as desk:
        desk.workshop = TinyWorkshop()  # type: ignore[assignment]
        for site in serve(desk):
            tab = new_tab(browser, site)
            page = tab.open("/articles")
            page.locator(".texts a").first.click()
            page.wait_for_selector(".claim")
            page.locator(".claim", has_text="Attaque").get_by_role("button", name="Rejeter").click()
            page.wait_for_selector(".decided")
            assert "Rejeté" in page.locator(".decided").inner_text()
            with page.expect_navigation():  # in a page that is only half there nothing is decided either
                page.get_by_role("button", name="Annuler").click()
            assert page.locator(".decided").count() == 0
            # the words of a missed event are taken from what is selected in the text
            page.evaluate(
                "const piece = [...document.querySelectorAll('#text span')].find((span) => span.textContent.includes('Hollande'));"
                "const at = piece.textContent.indexOf('Hollande');"
                "getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + 8)"
            )
            page.wait_for_function("document.getElementById('add-quote').value === 'Hollande'")
            page.locator("#add select[name=type]").select_option("Visit")
            page.locator("#add").get_by_role("button", name="Enregistrer").click()
            page.wait_for_selector(".claim b:text('Visite')")
            assert tab.errors == []
            tab.page.context.close()
