"""The gazetteer's files into memory: data/entities.ttl and users' own in the same format, data/places.tsv.gz."""

import gzip
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kg.gazetteer import Gazetteer, Label, OfficeTerm, Record, Sense
from kg.graph.vocab import GEO, KG, OWL, RDF, SKOS, XSD
from kg.model import Entity
from kg.resources import ResourceError, folder

ENTITY_PATH = "/entity/"  # what stands before the slug in the IRI of an entity, whatever the base
KINDS = (
    "Country",  # before State: a country is both, and its kind here is Country
    "State",
    "City",
    "Region",
    "Facility",
    "Person",
    "Government",
    "ArmedForce",
    "ArmedGroup",
    "InternationalOrganization",
    "Organization",
    "Group",
    "Weapon",
    "Post",
)
SENSES: dict[str, Sense] = {
    f"{SKOS}prefLabel": "name",
    f"{SKOS}altLabel": "name",
    f"{KG}metonym": "metonym",
    f"{KG}acronym": "acronym",
    f"{KG}demonym": "demonym",
    f"{KG}demonymPrefix": "demonym",
}
_KIND_OF = {f"{KG}{kind}": kind for kind in KINDS}
_YEAR = f"{XSD}gYear"

_TYPE = f"{RDF}type"
Facts = dict[str, list[tuple[str, str, str]]]  # predicate → (value, language, datatype), in the order of the file


def load_gazetteer(extra: Sequence[Path] = (), language: str = "fr") -> Gazetteer:
    """The shipped gazetteer for texts in `language`, with users' files in the format of data/entities.ttl.

    A file in `extra` may describe new entities, or say more of a known one: names are added to those there are, and a
    kind, a place or a capital given there wins. Raises ResourceError when a file is missing or wrong.
    """
    data = folder("data")
    subjects: dict[str, Facts] = {}
    for path in (data / "entities.ttl", *extra):
        _read_turtle(path, subjects)
    records: list[Record] = []
    terms: list[OfficeTerm] = []
    for iri, facts in subjects.items():
        types = [value for value, _, _ in facts.get(_TYPE, ())]
        if f"{KG}OfficeTerm" in types:
            terms.append(_term(iri, facts))
        elif ENTITY_PATH in iri:
            records.append(_record(iri, types, facts))
    called = read_names(data / f"places.{language}.tsv")
    gazetteer = Gazetteer(records, terms, read_places(data / "places.tsv.gz"), language, called)
    _check_references(gazetteer, records)
    return gazetteer


def read_places(path: Path) -> list[str]:
    """The rows of the world list, without the header. Raises ResourceError when the file is missing or damaged."""
    try:
        with gzip.open(path, "rb") as file:
            text = file.read().decode("utf-8")
    except FileNotFoundError as error:
        raise ResourceError(f"{path} does not exist; run scripts/build_places.py, or reinstall newskg.") from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ResourceError(
            f"{path} is damaged ({error}); run scripts/build_places.py, or reinstall newskg."
        ) from error
    rows = text.split("\n")
    return [row for row in rows[1:] if row]


def read_names(path: Path) -> dict[str, str]:
    """geonameid → the name that the press of a language gives the town; nothing where the language has no such file."""
    if not path.exists():
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {geoname: name for geoname, _, name, *_ in rows}


def _read_turtle(path: Path, subjects: dict[str, Facts]) -> None:
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
                raise ResourceError(f"{path}: {quad.predicate} has a blank node; give the node an IRI of its own.")
            if not isinstance(subject, ox.NamedNode):
                continue
            facts = subjects.setdefault(subject.value, {})
            if isinstance(value, ox.Literal):
                fact = (value.value, value.language or "", value.datatype.value)
            elif isinstance(value, ox.NamedNode):
                fact = (value.value, "", "")
            else:
                raise ResourceError(f"{path}: {subject.value} has a quoted triple; write plain RDF 1.1.")
            known = facts.setdefault(quad.predicate.value, [])
            if fact not in known:
                known.append(fact)
    except FileNotFoundError as error:
        raise ResourceError(f"{path} does not exist; check the name of the gazetteer file.") from error
    except (OSError, SyntaxError) as error:
        raise ResourceError(f"{path} is not valid Turtle: {error}. Correct the line.") from error


def _slug(iri: str) -> str:
    if ENTITY_PATH not in iri:
        raise ResourceError(f"“{iri}” is not the IRI of an entity; it must have {ENTITY_PATH} before the name.")
    return iri.rsplit(ENTITY_PATH, 1)[1]


def _last(facts: Facts, predicate: str) -> str | None:
    """The value given last: a user's file comes after ours."""
    found = facts.get(predicate)
    return found[-1][0] if found else None


def _record(iri: str, types: Iterable[str], facts: Facts) -> Record:
    identifier = _slug(iri)
    named = {_KIND_OF[value] for value in types if value in _KIND_OF}
    kind = next((kind for kind in KINDS if kind in named), None)
    if kind is None:
        raise ResourceError(f"{identifier} has no kind; add “a kg:…” with one of {', '.join(KINDS)}.")
    spellings = [
        Label(text, language, _sense(text, sense), predicate == f"{KG}demonymPrefix")
        for predicate, sense in SENSES.items()
        for text, language, _ in facts.get(predicate, ())
    ]
    metonyms = {label.text for label in spellings if label.sense == "metonym"}
    spellings = [label for label in spellings if label.sense != "name" or label.text not in metonyms]
    names = [
        (language or "mul", text)
        for predicate in (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{KG}acronym", f"{KG}metonym")
        for text, language, _ in facts.get(predicate, ())
    ]
    if not names:
        raise ResourceError(f"{identifier} has no name; add skos:prefLabel with a language.")
    capital = _last(facts, f"{KG}capital")
    codes = [value for value, _, _ in facts.get(f"{SKOS}notation", ()) if len(value) == 2]
    return Record(
        entity=Entity(
            id=identifier,
            kind=kind,
            labels=tuple(dict.fromkeys(names)),
            same_as=tuple(
                value for predicate in (f"{OWL}sameAs", f"{SKOS}exactMatch") for value, _, _ in facts.get(predicate, ())
            ),
            coordinates=_coordinates(identifier, facts),
            part_of=tuple(_slug(value) for value, _, _ in facts.get(f"{KG}partOf", ())),
        ),
        spellings=tuple(spellings),
        population=int(_last(facts, f"{KG}population") or 0),
        capital=_slug(capital) if capital else None,
        titles=tuple(value for value, _, _ in facts.get(f"{KG}title", ())),
        code=codes[0] if codes else None,
    )


def _sense(text: str, sense: Sense) -> Sense:
    """A name written in capitals throughout (USA, M23) is read letter for letter, as an acronym is."""
    return "acronym" if sense == "name" and len(text) > 1 and text.isupper() else sense


def _coordinates(identifier: str, facts: Facts) -> tuple[float, float] | None:
    latitude, longitude = _last(facts, f"{GEO}lat"), _last(facts, f"{GEO}long")
    if latitude is None or longitude is None:
        return None
    point = float(latitude), float(longitude)
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise ResourceError(f"{identifier} is at {point}, which is not on Earth; latitude comes first, in degrees.")
    return point


def _term(iri: str, facts: Facts) -> OfficeTerm:
    post, person = _last(facts, f"{KG}post"), _last(facts, f"{KG}person")
    if post is None or person is None:
        raise ResourceError(f"The term of office {iri} lacks kg:post or kg:person; add it.")
    return OfficeTerm(
        post=_slug(post),
        person=_slug(person),
        begin=_day(iri, facts.get(f"{KG}begin"), 0),
        end=_day(iri, facts.get(f"{KG}end"), 1),
    )


def _day(iri: str, values: Sequence[tuple[str, str, str]] | None, years_later: int) -> date | None:
    """A date; of a bare year the first day, as an end the first day after it."""
    if not values:
        return None
    value, _, datatype = values[-1]
    try:
        if datatype == _YEAR:
            return date(int(value) + years_later, 1, 1)
        return date.fromisoformat(value)
    except ValueError as error:
        raise ResourceError(
            f"{iri}: “{value}” is no date; write 2016-07-11 as xsd:date or 2016 as xsd:gYear."
        ) from error


def _check_references(gazetteer: Gazetteer, records: Sequence[Record]) -> None:
    def check(owner: str, targets: Iterable[str]) -> None:
        for target in targets:
            if target not in gazetteer.entities:
                raise ResourceError(f"{owner} points to {target}, which no gazetteer file describes; add it.")

    for record in records:
        check(record.entity.id, record.entity.part_of)
        check(record.entity.id, [record.capital] if record.capital else [])
    for term in gazetteer.terms:
        check("A term of office", (term.post, term.person))
