"""The function words of a language: `kg/lang/<code>/grammar.toml`, checked at load."""

from dataclasses import dataclass
from pathlib import Path

from kg.tables import read_tables


@dataclass(frozen=True, slots=True)
class Functions:
    """Prepositions by the name that a function has in events.toml."""

    of: str
    of_one: str
    to: str
    by: str
    into: str
    within: str
    against: str
    aimed_for: str
    about: str
    along: str
    between: str


@dataclass(frozen=True, slots=True)
class Prepositions:
    """Prepositions and the like, by what they do to what stands around them."""

    contracted_to: frozenset[str]
    contracted: frozenset[str]
    bare_of: frozenset[str]
    during: frozenset[str]
    amidst: frozenset[str]
    since: frozenset[str]
    amid: frozenset[str]
    around_talks: frozenset[str]
    facing: frozenset[str]
    where: frozenset[str]
    goes_on: frozenset[str]
    parting: frozenset[str]
    after: frozenset[str]
    likening: frozenset[str]
    among: frozenset[str]
    preposed: frozenset[str]
    attending: frozenset[str]
    excepting: frozenset[str]
    apart_from: frozenset[str]


@dataclass(frozen=True, slots=True)
class Determiners:
    """Words before a noun; its possessives are in cues.toml."""

    demonstrative: frozenset[str]
    indefinite: frozenset[str]
    indefinite_plural: frozenset[str]
    counting: frozenset[str]
    apposing: frozenset[str]
    small: frozenset[str]
    before_names: frozenset[str]
    definite: frozenset[str]
    of_nouns: frozenset[str]
    of_somebody: frozenset[str]
    known_plural: frozenset[str]
    two: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Pronouns that grammar looks at; those that point back are in cues.toml."""

    reflexive: str
    reflexives: frozenset[str]
    relative: frozenset[str]
    to_which: frozenset[str]
    subject_relative: frozenset[str]
    object_relative: frozenset[str]
    whose: frozenset[str]
    which: frozenset[str]
    nobody: frozenset[str]
    anyone: frozenset[str]
    this: frozenset[str]
    impersonal: frozenset[str]
    impersonal_verbs: frozenset[str]
    being_there: frozenset[str]
    objects: frozenset[str]
    plural_objects: frozenset[str]
    feminine_objects: frozenset[str]
    masculine_objects: frozenset[str]
    where: frozenset[str]
    there: frozenset[str]
    on_the_spot: frozenset[str]
    of_it: frozenset[str]
    there_is: frozenset[str]
    those_masculine: frozenset[str]
    those_feminine: frozenset[str]
    those_followed: frozenset[str]


@dataclass(frozen=True, slots=True)
class EllipsisWords:
    """Words without a noun that stand for people told before."""

    numbers: frozenset[str]
    some: frozenset[str]
    others: frozenset[str]
    first: frozenset[str]
    second: frozenset[str]
    two: frozenset[str]
    all_of: frozenset[str]
    of_them: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clauses:
    """Words that begin another clause, end the phrase of a noun, or tell an aim."""

    opening: frozenset[str]
    closing: frozenset[str]
    describing: frozenset[str]
    purpose: frozenset[str]
    of_infinitive: frozenset[str]
    aiming: frozenset[str]
    at_once: frozenset[str]
    meanwhile: frozenset[str]
    moments: frozenset[str]
    contrasting: frozenset[str]
    that: frozenset[str]
    when: frozenset[str]


@dataclass(frozen=True, slots=True)
class Superlatives:
    """Words that say of one thing that it surpasses others."""

    worst: frozenset[str]
    most: frozenset[str]
    one: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lists:
    """Words of an enumeration."""

    conjunction: str
    joining: frozenset[str]
    including: frozenset[str]
    between: frozenset[str]


@dataclass(frozen=True, slots=True)
class Endings:
    """Endings of words, where the parser says nothing."""

    plural: frozenset[str]
    feminine: frozenset[str]
    infinitive: frozenset[str]
    participle: frozenset[str]
    inflection: frozenset[str]
    closed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Modality:
    """Words that decide whether something has happened."""

    sealing: frozenset[str]
    consenting: frozenset[str]
    strong: frozenset[str]
    keeping: frozenset[str]
    running: frozenset[str]
    in_case: frozenset[str]
    judging_any: frozenset[str]
    every: frozenset[str]
    warns_with: frozenset[str]
    warning: frozenset[str]
    none: frozenset[str]
    last: frozenset[str]
    superlative: frozenset[str]
    without: frozenset[str]
    before: frozenset[str]
    aims: frozenset[str]
    judging: frozenset[str]
    making_use: frozenset[str]
    punished: frozenset[str]
    reasons: frozenset[str]
    guesses: frozenset[str]
    open_past: frozenset[str]
    with_infinitive: frozenset[str]
    withheld: frozenset[str]
    being: frozenset[str]
    consisting: frozenset[str]
    ready: frozenset[str]
    able: frozenset[str]
    suspected: frozenset[str]
    announcements: frozenset[str]
    decisions: frozenset[str]
    voting: frozenset[str]
    accepting: frozenset[str]
    fearing: frozenset[str]
    of_clauses_alone: frozenset[str]
    amounting: frozenset[str]
    agreeing: frozenset[str]
    offences: frozenset[str]
    amounting_to: frozenset[str]
    needed: frozenset[str]
    ruling: frozenset[str]
    managing: frozenset[str]
    completing: frozenset[str]
    goals: frozenset[str]
    as_aim: frozenset[str]
    hoping: frozenset[str]
    bringing_up: frozenset[str]
    opposed: frozenset[str]
    compelled: frozenset[str]
    unfulfilled: frozenset[str]
    unhesitating: frozenset[str]
    giving_leave: frozenset[str]
    coming: frozenset[str]
    bargaining: frozenset[str]
    linking: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frames:
    """Words inside the triggers of events.toml."""

    skipped: frozenset[str]
    owning: frozenset[str]
    grounds: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The function words of a language, named for what they do."""

    functions: Functions
    prepositions: Prepositions
    determiners: Determiners
    pronouns: Pronouns
    ellipses: EllipsisWords
    clauses: Clauses
    superlatives: Superlatives
    lists: Lists
    endings: Endings
    modality: Modality
    frames: Frames


def read_grammar(path: Path) -> Grammar:
    """The grammar of a file. Raises ResourceError naming the file, the table, the wrong key and those that are right."""
    return read_tables(Grammar, path, curly=True)
