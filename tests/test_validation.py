"""The shapes accept what we write, object to each mistake in words, and say what was not evaluated."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_graph import ARTICLES, DEPLOYMENT, ENTITIES, EVENTS, JULY_4, reports_of
from test_store import exported, fill

from kg.graph.store import memory_store
from kg.graph.triples import GraphError
from kg.graph.validation import QUOTES, shape_names, validate, validate_file
from kg.model import Amount, Anchor, Interval
from kg.vocabulary import CLASSES, ROLES

FIGURE = DEPLOYMENT.figures[0]
TRIGGER = DEPLOYMENT.evidence[0]


def test_every_class_and_role_has_a_shape() -> None:
    assert set(CLASSES) | set(ROLES) | {"Article", "Report", "Evidence", "Selector", "Figure", QUOTES} <= set(
        shape_names()
    )
    assert len(shape_names()) == 61


def test_what_we_write_is_valid() -> None:
    result = validate(fill(memory_store()))
    assert result.findings == ()
    assert result.state == "valid"


def test_what_was_not_tested_is_said() -> None:
    result = validate(fill(memory_store()))
    assert set(result.evaluated) | set(result.not_evaluated) == set(shape_names())
    assert {"Deployment", "SuicideAttack", "Attack", "agent", "topic", QUOTES} <= set(result.evaluated)
    assert {"Visit", "Sanction", "office", "instrument"} <= set(result.not_evaluated)


def test_an_empty_store_is_not_evaluated() -> None:
    result = validate(memory_store())
    assert (result.state, result.evaluated) == ("not evaluated", ())


@pytest.mark.parametrize(
    ("report", "message"),
    [
        (replace(DEPLOYMENT, roles=(("agent", "baghdad"),)), "Only an actor may be the agent."),
        (replace(DEPLOYMENT, roles=(("place", "ashton-carter"),)), "Only a place may be the place."),
        (replace(DEPLOYMENT, roles=(("target", "baghdad"),)), "Only an actor, a facility or a weapon may be the target."),
        (replace(DEPLOYMENT, roles=(("force", "ashton-carter"),)), "Only an armed force, an armed group, a group of people or a weapon may be the force."),
        (replace(DEPLOYMENT, roles=(("agent", "nobody"),)), "Only an actor may be the agent."),
        (replace(DEPLOYMENT, sources=("baghdad",)), "Only an actor may be the source."),
        (replace(DEPLOYMENT, roles=(("topic", "r-attack-1"),)), "An event of this class has no topic."),
        (replace(DEPLOYMENT, roles=(("participant", "iraq"),)), "An event of this class has no participant."),
        (replace(DEPLOYMENT, type="Parade"), "There is exactly one class, and it is one of the vocabulary."),
        (replace(DEPLOYMENT, status="sure"), "There is exactly one status: asserted, planned, possible or denied."),
        (replace(DEPLOYMENT, interval=Interval(date(2016, 7, 5), date(2016, 7, 4))), "The first day is one xsd:date, before the end."),
        (replace(DEPLOYMENT, evidence=()), "A report has evidence."),
        (replace(DEPLOYMENT, evidence=DEPLOYMENT.evidence[1:]), "A report has evidence of its trigger word."),
        (replace(DEPLOYMENT, evidence=(replace(TRIGGER, about="mood"),)), "Evidence supports one property: the class, a role, a figure, the time, the source or the status."),
        (replace(DEPLOYMENT, evidence=(replace(TRIGGER, anchor=Anchor(41, 45, "nvoi")),)), "The quote “nvoi” is not what the article says there: “envo”."),
        (replace(DEPLOYMENT, evidence=(replace(TRIGGER, sentence=Anchor(9, 9, "x")),)), "A position starts at 0 or later, before its end."),
        (replace(DEPLOYMENT, figures=(replace(FIGURE, measure="tanks"),)), "A figure counts one of the measures of the vocabulary."),
        (replace(DEPLOYMENT, figures=(replace(FIGURE, amount=Amount(9, 3)),)), "The low number is one integer, not negative and not above the high one."),
        (replace(DEPLOYMENT, figures=(replace(FIGURE, amount=Amount(None, None)),)), "A figure has a low or a high number."),
        (replace(DEPLOYMENT, figures=(replace(FIGURE, amount=Amount(1, 1, None, "half")),)), "A figure is a total or additional."),
    ],
)  # fmt: skip
def test_a_mistake_is_said(report, message: str) -> None:
    store = memory_store()
    store.put_entities(ENTITIES)
    store.put_article(ARTICLES[0], (report,))
    result = validate(store)
    assert result.state == "not valid"
    assert message in [finding.message for finding in result.violations]


@pytest.mark.parametrize(
    ("report", "note"),
    [
        (replace(DEPLOYMENT, roles=(("agent", "iraq"),)), "a country acts"),
        (replace(DEPLOYMENT, roles=(("target", "iraq"),)), "a country is done something to"),
        (replace(DEPLOYMENT, type="Denial", roles=(("agent", "iraq"), ("topic", "r-attack-1"))), "a statement has a topic"),
        (replace(DEPLOYMENT, figures=(replace(FIGURE, amount=Amount(300, None)),)), "more than 300"),
        (replace(DEPLOYMENT, figures=(replace(FIGURE, amount=Amount(None, 300)),)), "up to 300"),
        (replace(DEPLOYMENT, interval=Interval(None, date(2016, 7, 4))), "an end without a beginning"),
        (replace(DEPLOYMENT, interval=JULY_4, time_basis="event"), "counted from an event"),
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(report, note: str) -> None:
    store = memory_store()
    store.put_entities(ENTITIES)
    store.put_article(ARTICLES[0], (report, *(r for r in reports_of(ARTICLES[0]) if r.id == "r-attack-1")))
    assert validate(store).violations == (), note


def test_an_event_whose_reports_are_gone_is_not_valid() -> None:
    store = fill(memory_store())
    store.quads.remove_graph(ox.NamedNode(store.names.article_graph("a3")[1:-1]))
    assert {finding.message for finding in validate(store).violations} == {"An event has a report that is there."}


def test_a_thin_event_is_a_warning_only() -> None:
    store = fill(memory_store())
    store.put_events([replace(event, roles=(), figures=()) for event in EVENTS if event.id == "e-deployment"])
    result = validate(store)
    assert result.state == "valid"
    assert [str(finding) for finding in result.warnings] == [
        "This Deployment has no agent, force or place: nobody can tell it from another. "
        "(event/e-deployment; shape Deployment)"
    ]


def test_a_finding_names_its_place() -> None:
    store = fill(memory_store())
    store.put_entities([entity for entity in ENTITIES if entity.id != "mosul"])
    assert "Only a place may be the place. (event/e-control place = entity/mosul; shape place)" in [
        str(finding) for finding in validate(store).violations
    ]


def test_entities_are_tested() -> None:
    store = memory_store()
    store.put_entities(
        [replace(ENTITIES[1], kind="Castle", coordinates=(120.0, 10.0)), replace(ENTITIES[5], labels=())]
    )
    assert {finding.message for finding in validate(store).violations} >= {
        "An entity has exactly one kind, and it is one of the vocabulary.",
        "A latitude is one decimal from -90 to 90.",
        "An entity has a name, one preferred per language.",
    }


@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "jsonld"])
def test_an_exported_file_is_valid(format: str, tmp_path: Path) -> None:
    suffix = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "jsonld": "jsonld"}[format]
    path = tmp_path / f"graph.{suffix}"
    path.write_bytes(exported(fill(memory_store()), format))
    assert validate_file(path).state == "valid"


@pytest.mark.parametrize(("name", "content"), [("a.ttl", "<a> <b>"), ("a.xyz", ""), ("none.ttl", None)])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, name: str, content: str | None) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(GraphError, match=r"cannot be read as RDF.*Give a \.ttl"):
        validate_file(tmp_path / name)


def test_the_shapes_say_nothing_of_unknown_terms() -> None:
    known = {
        quad.subject.value for quad in ox.parse(path="ontology/conflict.ttl") if isinstance(quad.subject, ox.NamedNode)
    }
    used = {
        node.value
        for quad in ox.parse(path="ontology/shapes.ttl")
        for node in (quad.predicate, quad.object)
        if isinstance(node, ox.NamedNode) and "newskg/ontology#" in node.value
    }
    assert len(used) > 80
    assert used <= known
