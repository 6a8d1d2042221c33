"""The words by which grammar is read beside the labels: `kg/lang/<code>/syntax.toml`, checked at load."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prepositions:
    """Words of the table [prepositions]."""

    contracted: Mapping[str, str]
    simple: frozenset[str]
    completed: Mapping[str, str]
    of: str
    to: str
    aimed: str
    by: str
    among: str
    of_the_many: str
    holding_the_article: frozenset[str]
    in_figures: frozenset[str]
    with_figures: frozenset[str]
    least: str
    approximate: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Words of the table [pronouns]."""

    reflexive: frozenset[str]
    own_reflexive: frozenset[str]
    never_subjects: frozenset[str]
    datives: frozenset[str]
    of_both_cases: frozenset[str]
    this: frozenset[str]
    relative: frozenset[str]
    who: frozenset[str]
    which: frozenset[str]
    taking_up: frozenset[str]
    inside_verbs: frozenset[str]
    before_verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conjunctions:
    """Words of the table [conjunctions]."""

    that: frozenset[str]
    condition: frozenset[str]
    when: frozenset[str]


@dataclass(frozen=True, slots=True)
class Negation:
    """Words of the table [negation]."""

    first: frozenset[str]
    second: frozenset[str]
    before: frozenset[str]
    of_objects: frozenset[str]
    of_objects_before: frozenset[str]
    partitive: frozenset[str]
    still: frozenset[str]
    less: frozenset[str]
    expletive: frozenset[str]
    feared: frozenset[str]
    of_nouns: frozenset[str]
    without: frozenset[str]
    alone: frozenset[str]
    never_alone: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verbs:
    """Words of the table [verbs]."""

    with_etre: frozenset[str]
    made: str
    seen: str
    perception: frozenset[str]
    control: frozenset[str]
    control_nouns: frozenset[str]
    resolve_nouns: frozenset[str]
    choosing: frozenset[str]
    granting: frozenset[str]
    holding_to_account: frozenset[str]
    calls: frozenset[str]
    taking_up_calls: frozenset[str]
    taking: frozenset[str]
    causing: frozenset[str]
    having: str
    being: str
    being_forms: frozenset[str]
    plural_auxiliaries: frozenset[str]
    no_subjects: frozenset[str]
    replacing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Endings:
    """Words of the table [endings]."""

    plural: tuple[str, ...]
    conditional: tuple[str, ...]
    before_conditional: tuple[str, ...]
    with_r: tuple[str, ...]
    with_er: tuple[str, ...]
    future: tuple[str, ...]
    future_third: tuple[str, ...]
    future_own: tuple[str, ...]
    after_infinitive: tuple[str, ...]
    infinitive: tuple[str, ...]
    participle: tuple[str, ...]
    participle_of: str
    gerund: tuple[str, ...]
    marked_participle: tuple[str, ...]
    agreement: tuple[str, ...]
    feminine: tuple[str, ...]
    regular: tuple[str, ...]
    present_plural: str
    present_singular: str
    simple_past: tuple[str, ...]
    many: str


@dataclass(frozen=True, slots=True)
class Mending:
    """Words of the table [mending]."""

    before_opening: frozenset[str]
    there: str
    before_gerunds: str
    opening_adjectives: Mapping[str, str]
    bare_epithets: frozenset[str]
    adjectives: Mapping[str, str]
    counting_from: frozenset[str]
    with_there: frozenset[str]
    he: frozenset[str]
    modal: frozenset[str]
    impersonal: frozenset[str]
    joining: frozenset[str]
    coordinating: frozenset[str]
    coordinating_nouns: str
    parting: frozenset[str]
    plural_articles: frozenset[str]
    before_objects: frozenset[str]
    before_one: frozenset[str]
    before_people: frozenset[str]
    before_things: frozenset[str]
    inverted: frozenset[str]
    of: frozenset[str]
    of_the_many: frozenset[str]
    to: frozenset[str]
    parts_of_time: frozenset[str]
    bare_manner: frozenset[str]
    leaving: frozenset[str]
    standing: frozenset[str]


@dataclass(frozen=True, slots=True)
class SyntaxWords:
    """syntax.toml, by table."""

    prepositions: Prepositions
    pronouns: Pronouns
    conjunctions: Conjunctions
    negation: Negation
    verbs: Verbs
    endings: Endings
    mending: Mending
