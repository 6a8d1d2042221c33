"""What introduces a noun phrase, read from its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.syntax.labels import NOUN_COMPLEMENTS, OPENING_MARKS, PASSED_LEFT
from kg.extract.syntax.language import syntax_words
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues


@dataclass(frozen=True, slots=True)
class Preposition:
    """What introduces a noun phrase: `phrase` as written (lower case, contractions undone), and its first token."""

    phrase: str
    first: int

    def function(self, cues: Cues) -> str:
        """The function of the lexicon that the preposition stands for."""
        return cues.same.get(self.phrase, self.phrase)


def plain(token: Token) -> str:
    """The lower-case form with contractions undone (au → à, du → de)."""
    return _undone(token.lower_, token.doc.language)


@lru_cache(maxsize=16384)
def _undone(form: str, language: str) -> str:
    return syntax_words(language).prepositions.contracted.get(form, form)


def preposition_before(doc: Doc, start: int, cues: Cues) -> Preposition | None:
    """The preposition that introduces the noun phrase whose first token is `start`, read from the words.

    It is looked for once. Determiners, numbers, adjectives and approximations on the way are passed. Reading the words and not the
    arcs is deliberate: attachment of « à », « dans », « par » to nouns is right in half the cases only.
    """
    known: dict[int, Preposition | None] | None = doc.notes.get("prepositions")
    if known is None:
        known = doc.notes["prepositions"] = {}
    if start not in known:
        known[start] = _read_before(doc, start, cues)
    return known[start]


def _read_before(doc: Doc, start: int, cues: Cues) -> Preposition | None:
    words = syntax_words(doc.language).prepositions
    index = start - 1
    while index >= 0:
        token = doc[index]
        form = plain(token)
        if token.lower_ == words.of_the_many and token.pos_ == "DET" and _contracted_des(doc, index):
            return _complete(doc, index, words.of, cues)
        if token.pos_ == "DET" and token.lower_ not in words.holding_the_article:
            index -= 1
            continue
        if form in words.simple and token.pos_ not in ("NOUN", "PROPN"):
            if (
                form in words.in_figures
                and index > 0
                and doc[index - 1].lower_ in words.with_figures
                and (index + 1 < len(doc) and doc[index + 1].pos_ == "NUM")
            ):
                index -= 2 if doc[index - 1].lower_ != words.least or index < 2 else 3
                continue
            return _complete(doc, index, form, cues)
        if token.pos_ in PASSED_LEFT or token.text in OPENING_MARKS or token.lower_ in words.approximate:
            index -= 1
            continue
        return None
    return None


def is_within_preposition(token: Token, cues: Cues) -> bool:
    """« le long de la frontière », « au large de »: a noun of a complex preposition is no noun of its own."""
    within: frozenset[int] | None = token.doc.notes.get("within prepositions")
    if within is None:
        within = token.doc.notes["within prepositions"] = _within_prepositions(token.doc, cues)
    return token.i in within


def _within_prepositions(doc: Doc, cues: Cues) -> frozenset[int]:
    """The words of a sentence that complex prepositions are made of, without the last of each."""
    known = _complex_prepositions(cues, doc.language)
    inside: set[int] = set()
    for first, form in enumerate(_forms(doc)):
        for last in range(first + 1, min(len(doc), first + known.longest)) if form in known.openings else ():
            if _spoken(doc, first, last) in known.phrases:
                inside.update(range(first, last))
    return frozenset(inside)


def _contracted_des(doc: Doc, index: int) -> bool:
    """« des », read as the article, is de + les after a noun on which its own noun hangs: « aux mains des rebelles »."""
    before, own = doc[index - 1], doc[index].head
    return index > 0 and before.pos_ in ("NOUN", "PROPN") and own.dep_ in NOUN_COMPLEMENTS and own.head == before


def _complete(doc: Doc, index: int, form: str, cues: Cues) -> Preposition:
    """The complex preposition that ends at `index` (« au nord de »), else the simple one.

    Directions are passed: « vers le sud du Liban » says « vers » of Liban.
    """
    words = syntax_words(doc.language).prepositions
    known = _complex_prepositions(cues, doc.language)
    for first in range(max(0, index - known.longest + 1), index) if form in known.closings else ():
        alike = known.phrases.get(_spoken(doc, first, index))
        if alike:  # « au bord de » is not « à bord de »
            written = (phrase for phrase in alike if phrase.startswith(doc[first].lower_ + " "))
            return Preposition(next(written, alike[0]), first)
    if form == words.of and index > 0 and doc[index - 1].lower_ in cues.directions:
        start = index - 1
        while start > 0 and doc[start - 1].lower_ in cues.directions:  # « sur la moitié sud de l'île »
            start -= 1
        around = preposition_before(doc, start, cues)
        if around is not None and around.phrase != words.of:
            return around
    return Preposition(words.completed.get(form, form), index)


def _spoken(doc: Doc, first: int, last: int) -> str:
    """The words from `first` to `last`, lower case, contractions undone."""
    return " ".join(_forms(doc)[first : last + 1])


def _forms(doc: Doc) -> Sequence[str]:
    """The words of a sentence, lower case, contractions undone."""
    forms: list[str] | None = doc.notes.get("spoken")
    if forms is None:
        contracted = syntax_words(doc.language).prepositions.contracted
        forms = doc.notes["spoken"] = [contracted.get(token.lower_, token.lower_) for token in doc]
    return forms


@dataclass(frozen=True, slots=True)
class _Complex:
    """The complex prepositions by their words, contractions undone; with what they begin and end, and the most words of one."""

    phrases: Mapping[str, Sequence[str]]
    openings: frozenset[str]
    closings: frozenset[str]
    longest: int


@lru_cache(maxsize=4)
def _complex_prepositions(cues: Cues, language: str) -> _Complex:
    contracted = syntax_words(language).prepositions.contracted
    phrases: dict[str, list[str]] = {}
    for phrase in cues.complex_prepositions:
        words = phrase.replace("'", "' ").split()
        phrases.setdefault(" ".join(contracted.get(word, word) for word in words), []).append(phrase)
    split = [words.split() for words in phrases]
    openings, closings = (frozenset(words[at] for words in split) for at in (0, -1))
    return _Complex(phrases, openings, closings, max(map(len, split)))


def has_case(token: Token) -> bool:
    return any(child.dep_ == "case" for child in token.children)


def is_introduced_by(token: Token, preposition: str) -> bool:
    """Whether the preposition, contracted or not, stands with the noun."""
    return preposition in [plain(child) for child in token.children if child.dep_ == "case"]
