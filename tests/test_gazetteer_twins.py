"""One place has one id: no two places of a country share a name in data/entities.ttl."""

from collections.abc import Iterable
from itertools import combinations

import pytest

from kg.gazetteer import Gazetteer, Label, Record, fold
from kg.graph.gazetteer import load_gazetteer
from kg.model import Entity

PARTS = frozenset({"Region", "City", "Facility"})  # a country and its capital may share a name


def twins(gazetteer: Gazetteer) -> list[tuple[str, str, str]]:
    """(name, id, id) of each two places of one country that are called alike, hyphens, spaces and accents apart."""
    called: dict[tuple[str | None, str], set[str]] = {}
    for id in filter(gazetteer.is_curated, gazetteer.entities):
        entity = gazetteer.entities[id]
        if entity.kind in PARTS:
            for name in {fold(label).replace(" ", "") for _, label in entity.labels}:
                called.setdefault((gazetteer.country_of(id), name), set()).add(id)
    return sorted((name, *pair) for (_, name), ids in called.items() for pair in combinations(sorted(ids), 2))


def known(*rows: tuple[str, str, str, tuple[str, ...]]) -> Gazetteer:
    """A gazetteer of (id, kind, part of, names)."""

    def records() -> Iterable[Record]:
        for id, kind, owner, names in rows:
            labels = tuple(("fr", name) for name in names)
            entity = Entity(id=id, kind=kind, labels=labels, part_of=(owner,) if owner else ())
            yield Record(entity, tuple(Label(name, "fr") for name in names))

    return Gazetteer(records())


def test_no_place_has_two_ids() -> None:
    assert twins(load_gazetteer()) == [], "one place, two ids: keep one, with the names and sources of both"


MALI = ("mali", "Country", "", ("Mali",))
NIGER = ("niger", "Country", "", ("Niger",))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([MALI, ("a", "City", "mali", ("Tin Adrar",)), ("b", "City", "mali", ("Tin-Adrar", "Adrar"))], 1),
        ([MALI, ("a", "City", "mali", ("Inadès",)), ("b", "Region", "mali", ("Inades",))], 1),
        ([MALI, NIGER, ("a", "City", "mali", ("Tin Adrar",)), ("b", "City", "niger", ("Tin Adrar",))], 0),
        ([MALI, ("a", "City", "mali", ("Tin Adrar",)), ("b", "City", "mali", ("Tin Essako",))], 0),
        ([MALI, ("a", "City", "mali", ("Mali",))], 0),
    ],
    ids=["hyphen", "accent and kind", "two countries", "two names", "a town called as its country"],
)
def test_twins_are_found(rows: list[tuple[str, str, str, tuple[str, ...]]], found: int) -> None:
    assert len(twins(known(*rows))) == found
