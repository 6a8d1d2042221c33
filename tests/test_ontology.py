"""The ontology says what kg/vocabulary.py says, and says it in two languages."""

import pyoxigraph as ox
import pytest

from kg import vocabulary
from kg.graph import vocab
from kg.graph.ontology import label_of, load_ontology, read_turtle
from kg.model import VERDICTS
from kg.resources import ResourceError, folder
from kg.vocabulary import CLASSES, DOMAINS, GROUPS, KINDS, MEASURES, ROLES, STATES, STATUSES

TERMS = load_ontology()
TRIPLES = read_turtle(folder("ontology") / "conflict.ttl")
ALIGNMENTS = read_turtle(folder("ontology") / "alignments.ttl")


def values(name: str, predicate: str) -> list[object]:
    """The objects of one property of one of our terms."""
    wanted = ox.NamedNode(vocab.KG + name), ox.NamedNode(predicate)
    return [quad.object for quad in TRIPLES if (quad.subject, quad.predicate) == wanted]


def union(node: object) -> list[str]:
    """The local names of a class, or of the members of an owl:unionOf."""
    if isinstance(node, ox.NamedNode):
        return [node.value.removeprefix(vocab.KG)]
    about = {(quad.subject, quad.predicate.value): quad.object for quad in TRIPLES}
    found, rest = [], about[(node, f"{vocab.OWL}unionOf")]
    while (rest, f"{vocab.RDF}first") in about:
        found.append(about[(rest, f"{vocab.RDF}first")].value.removeprefix(vocab.KG))
        rest = about[(rest, f"{vocab.RDF}rest")]
    return found


def of_type(name: str) -> set[str]:
    return {term.name for term in TERMS.values() if vocab.KG + name in term.types}


def test_the_tables_are_there() -> None:
    counts = (len(GROUPS), len(CLASSES), len(STATES), len(KINDS), len(ROLES), len(MEASURES), len(STATUSES))
    assert counts == (9, 38, 3, 17, 11, 8, 4)
    assert len(TERMS) > 100


@pytest.mark.parametrize(
    ("name", "parent"), sorted([*CLASSES.items(), *KINDS.items(), *((g, "Event") for g in GROUPS)])
)
def test_a_class_has_the_same_parent(name: str, parent: str) -> None:
    assert [iri.removeprefix(vocab.KG) for iri in TERMS[name].parents if iri.startswith(vocab.KG)] == [parent]


def test_there_is_no_other_class() -> None:
    classes = {term.name for term in TERMS.values() if f"{vocab.OWL}Class" in term.types}
    others = {"Event", "Entity", "Report", "Evidence", "Figure", "Status", "Measure", "Change", "TimeBasis"}
    others |= {"Decision", "Verdict", "InferredState", "Holding", "Strength", "TroopChange"}
    assert classes == {*CLASSES, *KINDS, *GROUPS, *others}


def test_there_is_no_other_role() -> None:
    assert {term.name for term in TERMS.values() if f"{vocab.KG}role" in term.parents} == set(ROLES)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_has_the_same_range_and_domain(role: str) -> None:
    (found,) = values(role, f"{vocab.RDFS}range")
    assert [name for name in union(found) if name != "Report"] == list(ROLES[role])
    (domain,) = values(role, f"{vocab.RDFS}domain")
    assert union(domain) == ["Event", "Report"]
    included = values(role, f"{vocab.SCHEMA}domainIncludes")
    assert {node.value.removeprefix(vocab.KG) for node in included if isinstance(node, ox.NamedNode)} == set(
        DOMAINS[role]
    )


@pytest.mark.parametrize(
    ("kind", "names"),
    [("Status", STATUSES), ("Measure", MEASURES), ("Change", ("total", "additional")), ("Verdict", VERDICTS)],
)
def test_closed_lists_are_the_same(kind: str, names: tuple[str, ...]) -> None:
    assert of_type(kind) == set(names)


def test_time_bases_are_the_same() -> None:
    assert of_type("TimeBasis") == set(vocab.TIME_BASES.values())


@pytest.mark.parametrize("name", sorted(TERMS))
def test_a_term_has_label_and_one_line_definition_in_both_languages(name: str) -> None:
    assert set(TERMS[name].labels) == set(TERMS[name].definitions) == {"fr", "en"}
    assert all("\n" not in text and text.endswith(".") for text in TERMS[name].definitions.values())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_labels_of_classes_differ(language: str) -> None:
    labels = [TERMS[name].label(language) for name in CLASSES]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("name", "parent"),
    [
        ("Event", f"{vocab.SEM}Event"),
        ("Actor", f"{vocab.SEM}Actor"),
        ("Place", f"{vocab.SEM}Place"),
        ("agent", f"{vocab.SEM}hasActor"),
        ("place", f"{vocab.SEM}hasPlace"),
        ("begin", f"{vocab.SEM}hasBeginTimeStamp"),
        ("source", f"{vocab.PROV}wasAttributedTo"),
        ("hasReport", f"{vocab.PROV}wasDerivedFrom"),
        ("Evidence", f"{vocab.OA}SpecificResource"),
        ("Person", "http://xmlns.com/foaf/0.1/Person"),
        ("Person", f"{vocab.SCHEMA}Person"),
        ("Post", "http://www.w3.org/ns/org#Post"),
        ("Status", f"{vocab.SKOS}Concept"),
    ],
)
def test_a_term_is_aligned(name: str, parent: str) -> None:
    assert parent in TERMS[name].parents


def test_alignments_have_notations_and_know_our_classes() -> None:
    notations = {quad.subject for quad in ALIGNMENTS if quad.predicate.value == f"{vocab.SKOS}notation"}
    matches = [quad for quad in ALIGNMENTS if quad.predicate.value == f"{vocab.SKOS}closeMatch"]
    coded = [quad for quad in matches if "/newskg/" in quad.object.value]
    assert len(coded) > 40
    assert {quad.object for quad in coded} <= notations
    assert {quad.subject.value.removeprefix(vocab.KG) for quad in matches} <= set(TERMS)


@pytest.mark.parametrize(
    ("kind", "ancestor", "expected"),
    [
        ("SuicideAttack", "Attack", True),
        ("SuicideAttack", "Violence", True),
        ("SuicideAttack", "Event", True),
        ("SuicideAttack", "SuicideAttack", True),
        ("Attack", "SuicideAttack", False),
        ("Ceasefire", "Contact", True),
        ("City", "Place", True),
        ("City", "Entity", True),
        ("City", "Actor", False),
        ("Office", "Event", True),
        ("Post", "Actor", False),
        ("Person", "Event", False),
        ("Nothing", "Event", False),
    ],
)
def test_is_a(kind: str, ancestor: str, expected: bool) -> None:
    assert vocabulary.is_a(kind, ancestor) is expected


@pytest.mark.parametrize(
    ("role", "kind", "accepted", "becomes"),
    [
        ("agent", "Country", True, "State"),
        ("agent", "State", True, "State"),
        ("agent", "City", False, "City"),
        ("agent", "Weapon", False, "Weapon"),
        ("place", "State", True, "Country"),
        ("place", "Facility", True, "Facility"),
        ("place", "Person", False, "Person"),
        ("target", "Facility", True, "Facility"),
        ("target", "City", False, "City"),
        ("target", "Group", True, "Group"),
        ("force", "Weapon", True, "Weapon"),
        ("force", "Person", False, "Person"),
        ("force", "Country", False, "State"),
        ("instrument", "Weapon", True, "Weapon"),
        ("topic", "Deployment", True, "Deployment"),
        ("topic", "City", False, "City"),
        ("office", "Post", True, "Post"),
        ("office", "Person", False, "Person"),
    ],
)
def test_what_may_fill_a_role(role: str, kind: str, accepted: bool, becomes: str) -> None:
    assert vocabulary.range_accepts(role, kind) is accepted
    assert vocabulary.kind_in_role(role, kind) == becomes


@pytest.mark.parametrize(
    ("role", "event_type", "expected"),
    [
        ("topic", "Denial", True),
        ("topic", "Visit", False),
        ("office", "Departure", True),
        ("office", "Arrest", False),
        ("participant", "Ceasefire", True),
        ("participant", "Attack", False),
        ("agent", "Riot", True),
    ],
)
def test_which_events_have_a_role(role: str, event_type: str, expected: bool) -> None:
    assert vocabulary.domain_accepts(role, event_type) is expected


def test_labels() -> None:
    assert label_of(f"{vocab.KG}Deployment", "fr") == "déploiement"
    assert label_of(f"{vocab.KG}Deployment", "de") == "deployment"
    assert label_of(f"{vocab.KG}Nothing", "fr") is None
    assert label_of("http://example.org/x", "fr") is None


def test_a_missing_file_is_said(tmp_path) -> None:
    with pytest.raises(ResourceError, match="does not exist; reinstall"):
        read_turtle(tmp_path / "no.ttl")


def test_a_broken_file_is_said(tmp_path) -> None:
    (tmp_path / "broken.ttl").write_text("<a> <b>")
    with pytest.raises(ResourceError, match="not readable Turtle"):
        read_turtle(tmp_path / "broken.ttl")
