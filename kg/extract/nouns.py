"""The word list of names: common nouns and what they denote, titles, heads of institutions, first names.

Words are in kg/lang/<code>/nouns.toml.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.extract.small_words import SmallWords, read_small_words
from kg.gazetteer import fold
from kg.inflection import Endings
from kg.resources import ResourceError, folder, read_toml
from kg.tables import read_table
from kg.vocabulary import KINDS, is_a

MOST_WORDS_OF_A_NOUN = 6

Number = Literal["sing", "plur"]


# ---------------------------------------------------------------- the word list


@dataclass(frozen=True, slots=True)
class Noun:
    """One form of a common noun: what it denotes. `role` is "" or "post", "rank", "honorific" for titles."""

    kind: str
    number: Number
    role: str = ""


@dataclass(frozen=True, slots=True)
class NounWords:
    """nouns.toml, by form: keys are lower-case words with straight apostrophes, joined by one space."""

    language: str
    nouns: Mapping[str, Noun]
    honorifics: frozenset[str]
    portfolios: frozenset[str]
    post_verbs: frozenset[str]
    post_nouns: frozenset[str]
    kept_adjectives: frozenset[str]
    dropped_adjectives: frozenset[str]
    ambiguous: frozenset[str]
    capitals: frozenset[str]  # nouns that have a capital wherever they stand: « un Rafale »
    of_office: frozenset[tuple[str, ...]]  # phrases between a title and what it is of
    idioms: frozenset[str]
    never: frozenset[str]
    never_alone: frozenset[str]
    starts: Mapping[str, int]  # first word → words of the longest noun that begins with it
    idiom_starts: Mapping[str, int]  # the same of idioms
    pointing: frozenset[str]  # words with which a pronoun begins
    names_after: Mapping[str, str]
    heads: Mapping[str, str]
    head_starts: frozenset[str]
    after: frozenset[str]
    institution_adjectives: frozenset[str]
    streets: frozenset[str]
    no_place_after: frozenset[str]
    place_verbs: frozenset[str]
    taking_verbs: frozenset[str]
    freeing_verbs: frozenset[str]
    taking_nouns: frozenset[str]
    deed_nouns: frozenset[str]
    roads: frozenset[str]
    administrative: frozenset[str]
    speech: frozenset[str]
    personal: frozenset[str]
    pronoun_phrases: frozenset[str]
    possessive: frozenset[str]
    impersonal: tuple[str, ...]
    given: frozenset[str]
    of_women: frozenset[str]
    of_both: frozenset[str]
    between: frozenset[str]
    peoples: frozenset[str]
    person_verbs: frozenset[str]
    deeds: frozenset[str]
    peaceful: frozenset[str]
    belonging: frozenset[str]
    commanded: frozenset[str]
    commanding: frozenset[str]
    commanded_by: frozenset[str]
    feminine: Mapping[str, str]
    small: SmallWords


_TABLES = (
    "plural",
    "functions",
    "adjectives",
    "idioms",
    "never",
    "peoples",
    "context",
    "institutions",
    "speech",
    "pronouns",
    "given",
)


@dataclass(frozen=True, slots=True)
class PluralRules:
    """How words are made plural: the table [plural]."""

    before_complement: frozenset[str]
    endings: Endings
    feminine: str

    def of(self, key: str) -> str:
        """Each word in the plural, up to a preposition: « engins explosifs improvisés », « chefs d'accusation »."""
        words = key.split(" ")
        for index, word in enumerate(words):
            if word in self.before_complement:
                break
            words[index] = self.endings.first(word)
        return " ".join(words)


def load_noun_words(language: str = "fr", root: Path | None = None) -> NounWords:
    """The common nouns, titles and name words of `language`, checked against the kinds of the vocabulary.

    `root` replaces the folder of languages. Raises ResourceError naming the file, the table, the wrong word, and the
    words that would be right.
    """
    path = (root or folder("lang")) / language / "nouns.toml"
    data = read_toml(path)
    _check_kinds(data, path)
    rules = read_table(PluralRules, data, "plural", path)
    nouns: dict[str, Noun] = {}
    for table, content in data.items():
        if table in _TABLES:
            continue
        for entry in content.get("people", ()):
            _enter(nouns, rules, entry, "Person", table)
        for entry in content.get("bodies", ()):
            _enter(nouns, rules, entry, table, table)
        for entry in content.get("plural", ()):
            nouns[key_of(entry)] = Noun(table, "plur")
    functions = data["functions"]
    for entry in functions["ranks"]:
        _enter(nouns, rules, entry, "Person", "Person", "rank")
    for entry in functions["posts"]:
        _enter(nouns, rules, entry, "Person", "Person", "post")
    context = data["context"]["names"]
    heads = data["institutions"]["heads"]
    for name in data["peoples"]["names"]:
        nouns.setdefault(key_of(name), Noun("Person", "sing"))
        nouns.setdefault(rules.of(key_of(name)), Noun("Group", "plur"))
    for key, noun in list(nouns.items()):
        if is_a(noun.kind, "Actor") and not key.startswith(functions["no_longer"]):
            nouns.setdefault(functions["no_longer"] + key, noun)
    feminine = data["context"]["feminine"]
    for name, kinds in (("context.names", context), ("context.feminine", feminine), ("institutions.heads", heads)):
        for kind in kinds:
            if kind not in KINDS:
                raise ResourceError(
                    f"{path}: [{name}] speaks of the kind “{kind}”; kinds are {', '.join(sorted(KINDS))}."
                )
    by_head = {key_of(word): kind for kind, words in heads.items() for word in words}
    pronouns = data["pronouns"]
    capitals = {
        form
        for table, content in data.items()
        if table not in _TABLES
        for entry in content.get("bodies", ())
        if entry[0].isupper()
        for form in (key_of(entry), rules.of(key_of(entry)))
    }
    return NounWords(
        language=language,
        capitals=frozenset(capitals),
        nouns=nouns,
        honorifics=_keys(functions["honorifics"]),
        portfolios=_keys(functions["portfolios"]),
        post_verbs=_keys(functions["post_verbs"]),
        post_nouns=_keys(functions["post_nouns"]),
        kept_adjectives=frozenset(
            form for word in data["adjectives"]["kept"] for form in _forms_of_adjective(word, rules)
        ),
        dropped_adjectives=frozenset(
            form for word in data["adjectives"]["dropped"] for form in _forms_of_adjective(word, rules)
        ),
        ambiguous=frozenset(
            form for word in data["adjectives"]["ambiguous"] for form in (key_of(word), rules.of(key_of(word)))
        ),
        of_office=frozenset(tuple(key.split(" ")) for key in _keys(data["adjectives"]["phrases"])),
        never_alone=_keys(data["never"]["alone"]),
        never=_keys(data["never"]["names"]),
        idioms=_keys(data["idioms"]["phrases"]),
        starts=_starts(nouns),
        idiom_starts=_starts(_keys(data["idioms"]["phrases"])),
        pointing=_keys([*pronouns["personal"], *pronouns["possessive"]])
        | {phrase.split(" ")[0] for phrase in _keys(pronouns["phrases"])},
        names_after={
            form: kind
            for kind, words in reversed(context.items())
            for word in words
            for form in (key_of(word), rules.of(key_of(word)))
        },
        heads=by_head,
        head_starts=frozenset(head.split(" ")[0] for head in by_head),
        after=_keys(data["institutions"]["words"]["after"]),
        institution_adjectives=_keys(data["institutions"]["words"]["adjectives"]),
        place_verbs=_keys(data["context"]["place_verbs"]),
        taking_verbs=_keys(data["context"]["taking_verbs"]),
        freeing_verbs=_keys(data["context"]["freeing_verbs"]),
        taking_nouns=_keys(data["context"]["taking_nouns"]),
        deed_nouns=_keys(data["context"]["deed_nouns"]),
        no_place_after=_keys(data["context"]["no_place_after"]),
        streets=_keys(data["institutions"]["words"]["streets"]),
        roads=_keys(data["institutions"]["words"]["roads"]),
        administrative=_keys(data["institutions"]["words"]["administrative"]),
        speech=_keys(data["speech"]["verbs"]),
        personal=_keys(pronouns["personal"]),
        pronoun_phrases=_keys(pronouns["phrases"]),
        possessive=_keys(pronouns["possessive"]),
        impersonal=tuple(key_of(words) for words in pronouns["impersonal"]),
        given=frozenset(fold(name) for name in data["given"]["names"]),
        of_women=frozenset(fold(name) for name in data["given"]["feminine"]),
        of_both=frozenset(fold(name) for name in data["given"]["both"]),
        between=_keys(data["never"]["between"]),
        peoples=frozenset(form for name in data["peoples"]["names"] for form in (key_of(name), rules.of(key_of(name)))),
        person_verbs=_keys(data["context"]["person_verbs"]),
        deeds=_keys(data["context"]["deeds"]),
        peaceful=_keys(data["context"]["peaceful"]),
        belonging=_keys(data["context"]["belonging"]),
        commanded=_keys(data["context"]["commanded"]),
        commanded_by=_keys(data["context"]["commanded_by"]),
        commanding=_keys([*pronouns["possessive"], *data["context"]["commanding"]]),
        small=read_small_words(path.with_name("mentions.toml")),
        feminine={key_of(word): kind for kind, words in feminine.items() for word in words},
    )


def _check_kinds(data: Mapping[str, Mapping[str, object]], path: Path) -> None:
    """Raise ResourceError for a table that is no kind, or a list that a kind does not have."""
    for table, content in data.items():
        if table in _TABLES:
            continue
        if table not in KINDS:
            raise ResourceError(
                f"{path}: the table [{table}] is no kind of the vocabulary; kinds are {', '.join(sorted(KINDS))}; "
                f"other tables are {', '.join(_TABLES)}."
            )
        for key in content:
            if key not in ("people", "bodies", "plural"):
                raise ResourceError(f"{path}: [{table}] has the list “{key}”; it may have people, bodies and plural.")


def _starts(keys: Iterable[str]) -> dict[str, int]:
    """For each first word of a key, the words of the longest."""
    found: dict[str, int] = {}
    for key in keys:
        words = key.split(" ")
        found[words[0]] = max(len(words), found.get(words[0], 0))
    return found


def _enter(nouns: dict[str, Noun], rules: PluralRules, entry: str, singular: str, plural: str, role: str = "") -> None:
    one, bar, many = entry.partition("|")
    nouns[key_of(one)] = Noun(singular, "sing", role)
    key = key_of(many) if bar else rules.of(key_of(one))
    if key != key_of(one):
        nouns[key] = Noun(plural, "plur", role)


def key_of(text: str) -> str:
    """Lower case, straight apostrophes followed by a space: the words as `_Words` cuts them."""
    text = _ELIDED.sub(r"\1' ", text.lower().replace("’", "'"))
    return " ".join(unaccented_start(word) for word in text.split())


_ELIDED = re.compile(r"\b(l|d|qu|n|s)'")
_ACCENTED = str.maketrans("àâäáéèêëíîïìóôöòúûüùçñ", "aaaaeeeeiiiioooouuuucn")


def unaccented_start(word: str) -> str:
    """The word without the accent of its first letter, which a capital may lack: « Etat », « état » → « etat »."""
    return word[0].translate(_ACCENTED) + word[1:] if len(word) > 1 else word


def _keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(key_of(text) for text in texts)


def _forms_of_adjective(word: str, rules: PluralRules) -> tuple[str, ...]:
    """Both numbers of both genders: « russe », « armé » → « armé », « armés », « armée », « armées »."""
    key = key_of(word)
    feminine = key if key.endswith(rules.feminine) else key + rules.feminine
    return key, rules.of(key), feminine, rules.of(feminine)
