"""The words that count, compiled: what kg/lang/<code>/quantities.toml becomes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.inflection import Endings


@dataclass(frozen=True, slots=True, eq=False)
class Fate:
    """The ways to tell one fate of people, compiled: before the number, beside the noun, after it."""

    measure: str
    before: re.Pattern[str]
    beside: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Small words around numbers: the table [phrases]."""

    exact_scales: frozenset[str]
    scales_with_of: tuple[str, ...]
    of: frozenset[str]
    ends_with_of: re.Pattern[str]
    to: str
    from_before: re.Pattern[str]
    alternative: str
    bodies: frozenset[str]
    living_bodies: re.Pattern[str]
    of_the_dead: frozenset[str]
    plural_ends: tuple[str, ...]
    plural_marks: tuple[str, ...]
    singular: Endings
    of_one_or_many: str
    of_many: str
    glued: re.Pattern[str]
    before_counted: re.Pattern[str]
    reaches: re.Pattern[str]
    goes_on_otherwise: re.Pattern[str]
    follows_alone: re.Pattern[str]
    opening: re.Pattern[str]
    joint: re.Pattern[str]
    with_object: re.Pattern[str]
    list_joint: re.Pattern[str]
    or_and: re.Pattern[str]
    fatally: re.Pattern[str]
    both_fates: re.Pattern[str]
    of_many_deeds: re.Pattern[str]
    of_many_behind: re.Pattern[str]
    among_the_dead: re.Pattern[str]
    some_of: re.Pattern[str]
    also: re.Pattern[str]
    hosting: re.Pattern[str]
    displaced_now: re.Pattern[str]
    of_those_known: re.Pattern[str]
    raising: re.Pattern[str]
    day_between: re.Pattern[str]
    another: re.Pattern[str]
    out_of: re.Pattern[str]
    aside: re.Pattern[str]
    said_of: re.Pattern[str]
    ago: str
    conjunction: str
    relative: str
    relative_before: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class NumberWords:
    """The counting words of one language, compiled; `cardinal` is the pattern of a number, for other grammars."""

    language: str
    phrases: Phrases
    cardinal: str
    number: re.Pattern[str]
    ones: frozenset[str]
    any_number: re.Pattern[str]
    scales: Mapping[str, int]
    singular: Mapping[str, int]
    plural: Mapping[str, int]
    bounds_before: tuple[tuple[str, str], ...]
    bounds_before_end: re.Pattern[str]
    bounds_after: Mapping[str, str]
    bounds_after_end: re.Pattern[str]
    joined: re.Pattern[str]
    between: str
    both: str
    change: re.Pattern[str]
    noun: re.Pattern[str]
    plain_noun: re.Pattern[str]
    never: frozenset[str]
    units: frozenset[str]
    fighters_only: tuple[str, ...]
    fighters: frozenset[str]
    before_number: frozenset[str]
    before_fate: frozenset[str]
    measures: Mapping[str, str]
    many: frozenset[str]
    many_at_least: int
    several: Mapping[str, int]
    many_unless: re.Pattern[str]
    lemmas: Mapping[str, str]
    additional: re.Pattern[str]
    additional_before: frozenset[str]
    additional_lead: re.Pattern[str]
    against: re.Pattern[str]
    formerly: re.Pattern[str]
    elsewhere_link: re.Pattern[str]
    elsewhere: re.Pattern[str]
    contrast: re.Pattern[str]
    partitive: re.Pattern[str]
    goes_on: re.Pattern[str]
    wholes: frozenset[str]
    unarmed: frozenset[str]
    among: re.Pattern[str]
    figured: re.Pattern[str]
    subset: re.Pattern[str]
    subset_after: re.Pattern[str]
    counted: re.Pattern[str]
    distance: frozenset[str]
    distance_unless: tuple[str, ...]
    fates: tuple[Fate, ...]
    participle: re.Pattern[str]
    noun_gap: frozenset[str]
    clause_gap: frozenset[str]
    plural_verbs: frozenset[str]
    singular_verbs: frozenset[str]
    not_people: frozenset[str]
    ordinal: re.Pattern[str]
    ordinals: Mapping[str, int]
    ordinal_never: frozenset[str]
