"""What is put in behind a verb, and read apart: « a annoncé, dans un communiqué publié lundi, avoir repris la ville ».

Measured: with a phrase between a verb and what it governs the parser loses the one or the other in three sentences of
ten; read without it, it has both (`kg.extract.mending.parting`).
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract import syntax
from kg.extract.tokens import Doc, Token
from kg.resources import folder
from kg.tables import read_tables

_COMMA = ","
_MOST_WORDS = 24  # of one insertion: what is longer holds more than a phrase


@dataclass(frozen=True, slots=True)
class BetweenCommas:
    """First words of what stands between two commas."""

    opening: frozenset[str]
    first_alone: frozenset[str]
    articles: frozenset[str]
    behind_articles: frozenset[str]
    of_time: frozenset[str]
    days: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bare:
    """The words of what is put in without commas."""

    prepositions: frozenset[str]
    between: frozenset[str]
    nouns: frozenset[str]
    going_on: frozenset[str]
    behind: frozenset[str]


@dataclass(frozen=True, slots=True)
class Governed:
    """First words of what a verb governs."""

    opening: frozenset[str]
    in_passive: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class InsertionWords:
    """insertions.toml."""

    between_commas: BetweenCommas
    bare: Bare
    governed: Governed


@dataclass(frozen=True, slots=True)
class Insertion:
    """The words from `start` to `end` (half-open), commas and all, put in behind the verb at `verb`."""

    verb: int
    start: int
    end: int


@cache
def load_insertion_words(language: str) -> InsertionWords | None:
    """The words of a language; None where it has no such file."""
    path = folder("lang") / language / "insertions.toml"
    return read_tables(InsertionWords, path, curly=True) if path.exists() else None


def find_insertions(doc: Doc, forms: Container[str]) -> list[Insertion]:
    """What is put in behind the verbs of a sentence; `forms` are third persons of the present, verbs however read."""
    words = load_insertion_words(doc.language)
    found: list[Insertion] = []
    if words is None:
        return found
    for token in doc:
        if found and token.i < found[-1].end:
            continue
        if not _governs(token, forms):
            continue
        start = token.i + 1
        while start < len(doc) and _tells_when_or_how(doc[start], words):
            start += 1
        end = _end_between_commas(doc, start, words) or _end_bare(doc, start, words)
        if end and _is_governed(doc, end, _is_undergone(token, forms), words.governed):
            found.append(Insertion(token.i, start, end))
    return found


def _governs(token: Token, forms: Container[str]) -> bool:
    """Whether a word is a verb with its subject before it, also one read as a noun: « a annoncé », « l'ONU réclame »."""
    if not token.i or not (token.pos_ == "VERB" or token.lower_ in forms):
        return False
    before = token.nbor(-1)
    return before.pos_ not in ("DET", "ADP") and not before.is_punct


def _tells_when_or_how(token: Token, words: InsertionWords) -> bool:
    """« a annoncé vendredi soir, au terme de … », « a fermement condamné »."""
    adverb = token.pos_ == "ADV" and token.text[-1].isalpha()
    return adverb or token.pos_ == "NUM" or token.lower_ in words.between_commas.days


def _end_between_commas(doc: Doc, start: int, words: InsertionWords) -> int:
    """Where the governed words begin behind one phrase between commas, or several; 0 where there is none."""
    table, at, first = words.between_commas, start, True
    while at < len(doc) and doc[at].text == _COMMA:
        closing = next((token.i for token in doc[at + 1 : at + 1 + _MOST_WORDS] if token.text == _COMMA), 0)
        if not closing or not _is_phrase(doc[at + 1 : closing], table, first):
            break
        at, first = closing, False
    return at + 1 if not first else 0


def _is_phrase(phrase: Sequence[Token], table: BetweenCommas, first: bool) -> bool:
    if not phrase:
        return False
    opening = phrase[0].lower_
    if opening not in table.opening and not (first and opening in table.first_alone):
        return False
    if opening in table.articles and table.behind_articles.isdisjoint(token.lower_ for token in phrase[1:4]):
        return False
    return not any(
        syntax.is_verb(token) and syntax.is_finite(token) and token.lower_ not in table.of_time for token in phrase
    ) and not any(token.text in (":", ";") or token.text in syntax.CLOSING_QUOTES for token in phrase)


def _end_bare(doc: Doc, start: int, words: InsertionWords) -> int:
    """Where the words behind « dans un communiqué » begin; 0 where no such phrase stands there."""
    table = words.bare
    if start >= len(doc) or doc[start].lower_ not in table.prepositions:
        return 0
    at = start + 1
    while at < len(doc) and doc[at].lower_ in table.between:
        at += 1
    if at >= len(doc) or doc[at].lower_ not in table.nouns:
        return 0
    at += 1
    end = at
    while at < len(doc) and doc[at].lower_ in table.behind:
        at += 1
        if doc[at - 1].lower_ not in table.between | table.prepositions:
            end = at
    goes_on = end + 1 < len(doc) and doc[end].lower_ in table.going_on and not _is_infinitive(doc[end + 1])
    return 0 if goes_on else end


def _is_undergone(verb: Token, forms: Container[str]) -> bool:
    return verb.lower_ not in forms and syntax.is_passive(verb) and not syntax.is_reflexive(verb)


def _is_governed(doc: Doc, at: int, undergone: bool, table: Governed) -> bool:
    """Whether what begins at a place may hang on a verb."""
    while at < len(doc) and doc[at].pos_ == "ADV" and doc[at].text[-1].isalpha():
        at += 1
    if at >= len(doc):
        return False
    token = doc[at]
    if undergone:
        return token.lower_ in table.in_passive
    return token.lower_ in table.opening or token.pos_ in ("PROPN", "NUM") or _is_infinitive(token)


def _is_infinitive(token: Token) -> bool:
    return "Inf" in token.morph.get("VerbForm", [])
