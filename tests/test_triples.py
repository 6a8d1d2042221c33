"""Values to triples and back: nothing is lost, nothing is invented, and literals cannot break out."""

from dataclasses import replace
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_graph import ARTICLES, ATTACK_1, DEPLOYMENT, ENTITIES, EVENTS, REPORTS, reports_of

from kg.graph import vocab
from kg.graph.reading import by_subject, read_article, read_entities, read_events, read_reports
from kg.graph.triples import (
    GraphError,
    Names,
    article_triples,
    entity_triples,
    event_triples,
    nquads,
    run_triples,
    text,
)
from kg.model import Amount, Anchor, Article, Entity, Evidence, Figure, Interval

NAMES = Names()
words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
bounds = st.none() | st.integers(0, 10**9)


def parsed(lines: list[str]) -> list[ox.Quad]:
    return list(ox.parse(nquads(lines, "<http://g/>").encode(), format=ox.RdfFormat.N_QUADS))


def test_the_small_graph_is_there() -> None:
    assert (len(ARTICLES), len(REPORTS), len(EVENTS), len(ENTITIES)) == (3, 8, 7, 11)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_an_article_and_its_reports_come_back(article: Article) -> None:
    subjects = by_subject(parsed(article_triples(article, reports_of(article), NAMES, "run")))
    assert read_article(subjects, NAMES) == article
    assert read_reports(subjects, NAMES) == list(reports_of(article))


def test_events_come_back() -> None:
    lines = [line for event in EVENTS for line in event_triples(event, NAMES)]
    assert read_events(by_subject(parsed(lines)), {report.id: report for report in REPORTS}, NAMES) == list(EVENTS)


def test_entities_come_back() -> None:
    lines = [line for entity in ENTITIES for line in entity_triples(entity, NAMES)]
    assert read_entities(by_subject(parsed(lines)), NAMES) == sorted(ENTITIES, key=lambda entity: entity.id)


def test_everything_an_event_may_have_comes_back() -> None:
    own = Figure("deaths", Amount(292, 300, "mort"), ATTACK_1.figures[0].anchor)
    elsewhere = Figure("injured", Amount(10, None), Anchor(0, 3, "Ash"))
    event = replace(
        EVENTS[1],
        figures=(own, elsewhere),
        realises=("e-control", "e-recapture"),
        why=("a « b »", "c\nd"),
        sources=("ashton-carter",),
        time_basis="event",
        interval=Interval(None, date(2016, 7, 5)),
    )
    (found,) = read_events(by_subject(parsed(event_triples(event, NAMES))), {r.id: r for r in REPORTS}, NAMES)
    assert found == event


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence("time", Anchor(0, 5, "lundi"), Anchor(0, 5, "lundi"), "times/weekday", "2016-07-11"),
        Evidence("status", Anchor(0, 4, "doit"), Anchor(0, 9, "doit part"), "cues/planned", "planned"),
        Evidence("figure", Anchor(0, 3, "dix"), Anchor(0, 3, "dix"), None, "deaths"),
        Evidence("figure", Anchor(0, 3, "dix"), Anchor(0, 3, "dix"), None, "unknown measure"),
        Evidence("source", Anchor(0, 3, "Ash"), Anchor(0, 3, "Ash"), None, "ashton-carter"),
        Evidence("topic", Anchor(0, 3, "Ash"), Anchor(0, 3, "Ash"), "complement", "r-deployment"),
        Evidence("office", Anchor(0, 3, "Ash"), Anchor(0, 3, "Ash"), "", "minister-of-defence"),
    ],
    ids=lambda evidence: f"{evidence.about}-{evidence.value}",
)
def test_evidence_comes_back(evidence: Evidence) -> None:
    report = replace(DEPLOYMENT, evidence=(*DEPLOYMENT.evidence, evidence))
    subjects = by_subject(parsed(article_triples(ARTICLES[0], [report], NAMES)))
    assert read_reports(subjects, NAMES) == [report]


def test_the_order_of_roles_is_that_of_their_evidence() -> None:
    second = Evidence("agent", Anchor(0, 3, "Ash"), Anchor(0, 3, "Ash"), None, "aaa")
    report = replace(
        DEPLOYMENT,
        roles=(*DEPLOYMENT.roles, ("agent", "aaa")),
        evidence=(*DEPLOYMENT.evidence, second),
    )
    (found,) = read_reports(by_subject(parsed(article_triples(ARTICLES[0], [report], NAMES))), NAMES)
    assert found.roles == report.roles


@given(words, words, words, st.none() | days, st.sampled_from(["fr", "en", "fr-ca", "x!"]))
def test_any_text_comes_back(body: str, title: str, source: str, published: date | None, language: str) -> None:
    article = Article("id", source, language, title, body, published, title, body)
    assert read_article(by_subject(parsed(article_triples(article, [], NAMES))), NAMES) == article


@given(words, bounds, bounds, st.none() | words, st.integers(0, 10**6))
def test_any_figure_comes_back(quote: str, low: int | None, high: int | None, unit: str | None, start: int) -> None:
    anchor = Anchor(start, start + len(quote), quote)
    figure = Figure("deaths", Amount(low, high, unit, "additional"), anchor)
    report = replace(DEPLOYMENT, figures=(figure,), evidence=(), roles=(), sources=())
    (found,) = read_reports(by_subject(parsed(article_triples(ARTICLES[0], [report], NAMES))), NAMES)
    assert found == report


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_coordinates_come_back(latitude: float, longitude: float) -> None:
    entity = Entity("x", "City", (("fr", "X"),), coordinates=(latitude, longitude))
    assert read_entities(by_subject(parsed(entity_triples(entity, NAMES))), NAMES) == [entity]


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        ("simple", None, '"simple"'),
        ("été", "fr", '"été"@fr'),
        ("x", "FR-ca", '"x"@fr-ca'),
        ("x", "no tag!", '"x"'),
        ('a"b\\c', None, '"a\\"b\\\\c"'),
        ("a\nb\rc\td", None, '"a\\nb\\rc\\td"'),
        ("\x00\x1f\x7f", None, '"\\u0000\\u001F\\u007F"'),
        ('" } ; DROP ALL #', None, '"\\" } ; DROP ALL #"'),
    ],
)
def test_literals_are_escaped(value: str, language: str | None, expected: str) -> None:
    assert text(value, language) == expected


@pytest.mark.parametrize(
    ("id", "iri"),
    [
        ("iraq", "<https://w3id.org/newskg/entity/iraq>"),
        ("a b", "<https://w3id.org/newskg/entity/a%20b>"),
        ("a>b", "<https://w3id.org/newskg/entity/a%3Eb>"),
        ("été", "<https://w3id.org/newskg/entity/%C3%A9t%C3%A9>"),
        ("a#b", "<https://w3id.org/newskg/entity/a%23b>"),
    ],
)
def test_ids_become_safe_iris_and_come_back(id: str, iri: str) -> None:
    assert NAMES.entity(id) == iri
    assert NAMES.local("entity", iri[1:-1]) == id
    assert NAMES.local("event", iri[1:-1]) is None


def test_the_base_is_settable() -> None:
    names = Names("http://example.org/kg/")
    assert names.event("e") == "<http://example.org/kg/event/e>"
    assert all("w3id.org/newskg/entity" not in line for line in entity_triples(ENTITIES[0], names))


@pytest.mark.parametrize("base", ["", "example.org/", "http://example.org", "http://exa mple.org/", "http://x/>/"])
def test_a_wrong_base_is_refused(base: str) -> None:
    with pytest.raises(GraphError, match="no base for IRIs"):
        Names(base)


def test_a_country_is_a_place_and_a_state() -> None:
    kinds = {
        line.split()[2].removeprefix(f"<{vocab.KG}").rstrip(">")
        for line in entity_triples(ENTITIES[5], NAMES)
        if vocab.TYPE in line
    }
    assert kinds == {"Country", "State", "Place", "Actor", "Entity"}


def test_an_event_has_its_class_and_all_broader_ones() -> None:
    lines = event_triples(EVENTS[1], NAMES)
    kinds = {line.split()[2].removeprefix(f"<{vocab.KG}").rstrip(">") for line in lines if vocab.TYPE in line}
    assert kinds == {"SuicideAttack", "Bombing", "Attack", "Violence", "Event"}
    assert f"{NAMES.event('e-attack')} {vocab.EVENT_TYPE} <{vocab.KG}SuicideAttack>" in lines


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.id)
def test_figures_of_an_event_are_those_of_its_reports(event) -> None:
    lines = event_triples(event, NAMES)
    assert not any(vocab.MEASURE in line for line in lines)
    assert sum(vocab.HAS_FIGURE in line for line in lines) == len(event.figures)


def test_no_line_has_a_blank_node_and_each_is_there_once() -> None:
    lines = article_triples(ARTICLES[0], reports_of(ARTICLES[0]), NAMES, "run")
    lines += run_triples("run", NAMES, "newskg 0.1.0")
    assert not any("_:" in line for line in lines)
    assert len(set(lines)) == len(lines)


def test_the_order_of_reports_does_not_matter() -> None:
    reports = reports_of(ARTICLES[0])
    assert article_triples(ARTICLES[0], reports, NAMES) == article_triples(ARTICLES[0], reports[::-1], NAMES)


def test_mistakes_are_said() -> None:
    with pytest.raises(GraphError, match="is of article a1, not of a2"):
        article_triples(ARTICLES[1], [DEPLOYMENT], NAMES)
    with pytest.raises(GraphError, match="has no report"):
        event_triples(replace(EVENTS[0], reports=()), NAMES)
    with pytest.raises(GraphError, match="is no IRI"):
        entity_triples(replace(ENTITIES[0], same_as=("not an iri",)), NAMES)
    with pytest.raises(GraphError, match="no schema:NewsArticle"):
        read_article({}, NAMES)
    with pytest.raises(GraphError, match="link again"):
        read_events(by_subject(parsed(event_triples(EVENTS[0], NAMES))), {}, NAMES)
    with pytest.raises(GraphError, match="blank node"):
        by_subject(ox.parse(b"_:a <http://p> <http://o> .", format=ox.RdfFormat.N_QUADS))
    with pytest.raises(GraphError, match="another base"):
        read_entities(by_subject(parsed(entity_triples(ENTITIES[0], NAMES))), Names("http://other/"))
