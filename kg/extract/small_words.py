"""The small words by which mentions are told: kg/lang/<code>/mentions.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.tables import read_tables

Gender = Literal["fem", "masc"]


@dataclass(frozen=True, slots=True)
class PronounWords:
    """Words of the table [pronouns]."""

    demonstratives_of_many: frozenset[str]
    feminine_last: frozenset[str]
    sure_possessives: frozenset[str]
    possessives_of_many: frozenset[str]
    subjects: frozenset[str]
    impersonal: frozenset[str]
    datives_of_many: frozenset[str]
    of_many: frozenset[str]
    feminine: frozenset[str]
    without_gender: frozenset[str]
    clitics: frozenset[str]
    of_the_verb: frozenset[str]
    there: frozenset[str]
    had: frozenset[str]
    inverted: frozenset[str]


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words of the table [names]."""

    of_a_man: frozenset[str]
    plural_article: frozenset[str]
    masculine_article: frozenset[str]
    feminine_article: frozenset[str]
    feminine_titles: frozenset[str]
    masculine_titles: frozenset[str]
    capital_nouns: frozenset[str]
    of: frozenset[str]
    joining: frozenset[str]
    first_parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class RemoteWords:
    """Words of the table [distances]."""

    of: frozenset[str]
    at: frozenset[str]
    article: frozenset[str]
    contracted: frozenset[str]


@dataclass(frozen=True, slots=True)
class DescriptionWords:
    """Words of the table [descriptions]."""

    armies: frozenset[str]
    of_many: frozenset[str]
    many: frozenset[str]
    some: frozenset[str]
    one: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    feminine_people: frozenset[str]
    epicene: frozenset[str]
    nobody: frozenset[str]
    final: frozenset[str]
    plural_marks: frozenset[str]
    same_in_plural: frozenset[str]
    feminine_ends: frozenset[str]
    bare_states: frozenset[str]
    soil: frozenset[str]
    before: frozenset[str]
    new: frozenset[str]
    in_the_place_of: frozenset[str]
    units: frozenset[str]
    joining: frozenset[str]
    of: frozenset[str]
    with_complement: frozenset[str]
    plain_of: frozenset[str]
    article_after_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class VoteWords:
    """Words of the table [votes]."""

    with_places: frozenset[str]
    not_with_people: frozenset[str]
    people: frozenset[str]
    according: frozenset[str]
    at_the_house: frozenset[str]
    civilities: frozenset[str]
    weak_honorifics: frozenset[str]
    articles_of_one: frozenset[str]
    at: frozenset[str]
    towards: frozenset[str]
    of: frozenset[str]
    plain_of: frozenset[str]
    inside: frozenset[str]
    articles: frozenset[str]
    elided: frozenset[str]
    to_the: frozenset[str]
    of_the: frozenset[str]
    with_persons: frozenset[str]
    by: frozenset[str]
    parting: frozenset[str]
    before_title: frozenset[str]
    years: frozenset[str]
    of_a_town: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class CuttingWords:
    """Words of the table [cutting]; `elision`, `clitic` and the like are regular expressions."""

    elision: str
    clitic: str
    pronoun_with_hyphen: str
    shortened: str
    before_capital: str
    particles: frozenset[str]
    noble: frozenset[str]
    articles: frozenset[str]
    determiners: frozenset[str]
    genders: Mapping[str, Gender]
    numerals: frozenset[str]
    in_numerals: frozenset[str]
    place_prepositions: frozenset[str]
    sides: frozenset[str]
    english: frozenset[str]
    cardinals: frozenset[str]
    participle_ending: re.Pattern[str]
    adjective_ending: re.Pattern[str]
    uncounted: frozenset[str]

    def is_number(self, key: str) -> bool:
        """« douze », « vingt-huit », « trente-et-un »."""
        return key in self.numerals or (
            "-" in key and all(part in self.numerals or part in self.in_numerals for part in key.split("-"))
        )


@dataclass(frozen=True, slots=True)
class RunWords:
    """Words of the table [runs]."""

    of: frozenset[str]
    plain_of: frozenset[str]
    of_the: frozenset[str]
    before_cardinals: frozenset[str]
    article_of_one: frozenset[str]
    article_after_of: frozenset[str]
    title_articles: frozenset[str]
    joining: frozenset[str]
    to_portfolios: frozenset[str]
    charged: frozenset[str]
    posts_of_towns: frozenset[str]
    squares: frozenset[str]
    complements: frozenset[str]
    against: frozenset[str]
    at: frozenset[str]
    at_a_place: frozenset[str]
    at_the: frozenset[str]
    of_places: frozenset[str]
    bodies_alone: frozenset[str]
    common_heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class TownWords:
    """Words of the table [towns]."""

    nouns: frozenset[str]
    falls: frozenset[str]
    striking: frozenset[str]
    onto: frozenset[str]
    into: frozenset[str]
    bound_for: frozenset[str]
    leaving: frozenset[str]
    setting_out: frozenset[str]
    hitting: frozenset[str]
    hitting_forms: frozenset[str]
    taken: frozenset[str]
    held: frozenset[str]
    hosting: frozenset[str]
    called: frozenset[str]
    measures: frozenset[str]
    around: frozenset[str]
    addressing: frozenset[str]
    leaving_for: frozenset[str]
    days: frozenset[str]


@dataclass(frozen=True, slots=True)
class SmallWords:
    """mentions.toml, by table."""

    cutting: CuttingWords
    runs: RunWords
    pronouns: PronounWords
    names: NameWords
    distances: RemoteWords
    descriptions: DescriptionWords
    votes: VoteWords
    towns: TownWords


def read_small_words(path: Path) -> SmallWords:
    """The words of a file. Raises ResourceError for a table or list that is missing or unknown, naming those there are."""
    return read_tables(SmallWords, path)
