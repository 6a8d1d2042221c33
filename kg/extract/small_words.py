"""The small words by which mentions are told: kg/lang/<code>/mentions.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kg.resources import ResourceError, read_toml


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

    of_many: frozenset[str]
    many: frozenset[str]
    some: frozenset[str]
    one: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    feminine_people: frozenset[str]
    nobody: frozenset[str]
    plural_marks: frozenset[str]
    same_in_plural: frozenset[str]
    feminine_ends: frozenset[str]
    bare_states: frozenset[str]
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


@dataclass(frozen=True, slots=True)
class SmallWords:
    """mentions.toml, by table."""

    pronouns: PronounWords
    names: NameWords
    distances: RemoteWords
    descriptions: DescriptionWords
    votes: VoteWords


def read_small_words(path: Path) -> SmallWords:
    """The words of a file. Raises ResourceError for a table or list that is missing or unknown, naming those there are."""
    data = read_toml(path)
    return SmallWords(
        pronouns=PronounWords(**_lists(path, data, "pronouns", PronounWords)),
        names=NameWords(**_lists(path, data, "names", NameWords)),
        distances=RemoteWords(**_lists(path, data, "distances", RemoteWords)),
        votes=VoteWords(**_lists(path, data, "votes", VoteWords)),
        descriptions=DescriptionWords(**_lists(path, data, "descriptions", DescriptionWords)),
    )


def _lists(path: Path, data: Mapping[str, Any], table: str, kind: type[Any]) -> dict[str, frozenset[str]]:
    wanted = {field.name for field in fields(kind)}
    given = data.get(table, {})
    if set(given) != wanted:
        wrong = ", ".join(sorted(set(given) ^ wanted))
        raise ResourceError(f"{path}: [{table}] must have the lists {', '.join(sorted(wanted))}; look at {wrong}.")
    return {name: frozenset(words) for name, words in given.items()}
