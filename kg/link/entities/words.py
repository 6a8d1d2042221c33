"""What words of a mention tell of the entity it means: kg/lang/<code>/linking.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.inflection import Endings
from kg.resources import folder
from kg.tables import read_tables


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words before the name of a person."""

    titles: frozenset[str]
    particles: frozenset[str]


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Bodies of a state, by which of them the words tell."""

    police: frozenset[str]
    guards: frozenset[str]
    rulers: frozenset[str]
    junta: frozenset[str]
    of_the_country: frozenset[str]
    lands: frozenset[str]


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Titles and what stands with them."""

    counterparts: frozenset[str]
    foreigners: frozenset[str]
    of_one: frozenset[str]
    starts_of_one: tuple[str, ...]
    former: frozenset[str]
    joined: re.Pattern[str]
    charge: re.Pattern[str]
    masculine: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words that describe places and distances."""

    capital: frozenset[str]
    plain: frozenset[str]
    of_sites: frozenset[str]
    at: frozenset[str]
    to_landmark: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """Small words and numbers."""

    definite: re.Pattern[str]
    of_owner: re.Pattern[str]
    joined: re.Pattern[str]
    small: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class NumberEndings:
    """Endings of one and of many."""

    singular: Endings
    plural: Endings


@dataclass(frozen=True, slots=True)
class AdjectiveEndings:
    """Endings of the adjectives of states."""

    feminine: str
    of_both: tuple[str, ...]
    plural: str
    plural_too: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """What entities are called that the gazetteer does not have."""

    armed_forces: str
    police: str
    government: str
    of: str


@dataclass(frozen=True, slots=True, eq=False)
class LinkWords:
    """linking.toml, by table; words are folded."""

    names: NameWords
    bodies: BodyWords
    offices: OfficeWords
    places: PlaceWords
    phrases: PhraseWords
    endings: NumberEndings
    adjectives: AdjectiveEndings
    labels: Labels


@cache
def load_link_words(language: str = "fr") -> LinkWords:
    """The words of `language`. Raises ResourceError naming the file, the table, the wrong key and those that are right."""
    path = folder("lang") / language / "linking.toml"
    return read_tables(LinkWords, path)
