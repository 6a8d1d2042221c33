"""What of a sentence the parser is better off without: times, brackets, insertions, clauses before and behind the main one.

« ont attaqué dans la nuit de dimanche à lundi un poste », « Le président, qui s'y préparait depuis longtemps, a annoncé »:
with what stands between them the parser loses subject or object. What is found here is parsed by itself, or as it was
read at first, and hung on again (`kg.extract.mending.joining`). Only forms and parts of speech are asked: the parse is
what is in doubt.
"""

from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kg.extract import syntax
from kg.extract.mending.forms import is_finite
from kg.extract.mending.insertions import find_insertions
from kg.extract.tokens import Doc, Token

_OPENING, _CLOSING = frozenset({"(", "["}), frozenset({")", "]"})
_APART = frozenset({";", ":", "«", "»", '"', "“", "”"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_SUBJECTS = frozenset({"DET", "PROPN", "NUM", "NOUN", "ADJ"})
_LONGEST_BRACKET = 25  # words
_LONGEST_INSERTION = 44
_LONGEST_RELATIVE = 40
_LONGEST_SUBJECT = 14
_FEWEST = 4  # words that are left to part

Kind = Literal["time", "bracket", "insertion", "opening", "clause"]


@dataclass(frozen=True, slots=True)
class Part:
    """Words `start` to `end` (half-open) of a sentence that are read apart; `host` the verb behind which they are put in."""

    start: int
    end: int
    kind: Kind
    host: int | None = None


def find_parts(doc: Doc, times: Sequence[tuple[int, int]], forms: Container[str]) -> list[Part]:
    """The parts of a sentence, none across another.

    `times` are the code points of its expressions of time, `forms` third persons of the present.
    """
    words = list(doc)
    told = list(_times(words, times))
    put = [Part(other.start, other.end, "insertion", other.verb) for other in find_insertions(doc, forms)]
    parts = [part for part in put if not any(time.start <= part.end <= time.end for time in told)]
    parts += [part for part in (*told, *_brackets(words)) if not any(_meet(part, other) for other in parts)]
    for find in _STEPS:
        taken = {i for part in parts for i in range(part.start, part.end)}
        kept = [word for word in words if word.i not in taken]
        if len(kept) < _FEWEST:
            break
        parts.extend(find(kept))
    return parts


def _meet(a: Part, b: Part) -> bool:
    return a.start < b.end and b.start < a.end


def _times(words: Sequence[Token], times: Sequence[tuple[int, int]]) -> Iterator[Part]:
    """Times with words behind them, and their prepositions; not those of a noun (« l'attaque du 3 mai »)."""
    starts = [word.idx for word in words]
    for begin, stop in times:
        first, end = bisect_right(starts, begin) - 1, bisect_right(starts, stop - 1)
        known = syntax.words_of(words[first]).parting
        while first > 0 and words[first - 1].lower_ in known.before_times:
            first -= 1
        if first == 0 or end >= len(words):
            continue
        before, behind = words[first - 1], words[end]
        if before.lower_ in known.holding_times or before.pos_ in ("ADP", "DET") or behind.lower_ in known.going_on:
            continue
        if before.text == "," and behind.text == ",":
            yield Part(before.i, behind.i + 1, "time")
        elif before.text not in ("(", ",") and behind.pos_ != "PUNCT":
            yield Part(words[first].i, behind.i, "time")


def _brackets(words: Sequence[Token]) -> list[Part]:
    """« Sake (nord), dont … », with words behind; none where the brackets are not in pairs."""
    found: list[Part] = []
    start: int | None = None
    for word in words:
        if word.text in _OPENING:
            if start is not None:
                return []
            start = word.i
        elif word.text in _CLOSING:
            if start is None:
                return []
            goes_on = any(other.pos_ != "PUNCT" for other in words[word.i + 1 :])
            if start > 0 and goes_on and 1 < word.i - start <= _LONGEST_BRACKET:
                found.append(Part(start, word.i + 1, "bracket"))
            start = None
    return [] if start is not None else found


def _opening(words: Sequence[Token]) -> Iterator[Part]:
    """« Alors que les combats se poursuivent, l'armée a … »: the clause before the comma."""
    every = syntax.words_of(words[0])
    known, that = every.parting, every.conjunctions.that
    if words[0].lower_ not in known.opening or not (words[1].lower_ in that or words[0].pos_ == "SCONJ"):
        return
    told = False
    for at, word in enumerate(words[:-3]):
        told = told or _is_finite(word)
        if word.text in _APART:
            return
        behind = words[at + 1]
        if (
            word.text != ","
            or not told
            or behind.pos_ in ("CCONJ", "SCONJ")
            or behind.lower_ in every.pronouns.relative
        ):
            continue
        for other in words[at + 1 :]:
            if _is_finite(other):
                yield Part(words[0].i, word.i + 1, "opening")
                return
            if other.text == "," or other.lower_ in known.subordinating:
                break


def _insertions(words: Sequence[Token]) -> Iterator[Part]:
    """« Le président, qui …, a annoncé », « Les rebelles, de leur côté, ont … »: between commas, from a subject to its verb.

    Not « Le ministre, Jean Diallo, a … »: names and nouns in apposition are read well where they stand.
    """
    at = 1
    while at < len(words) - 2:
        start = _clause_start(words, at)
        subject = words[at - 1].pos_ in _NOMINAL and words[start].pos_ != "ADP"
        long = at - start > 1 or words[at - 1].pos_ == "PROPN"
        end = None
        if words[at].text == "," and subject and long and not any(map(_is_finite, words[start:at])):
            end = _end_of_insertion(words, at)
        if end is not None:
            yield Part(words[at].i, words[end].i + 1, "insertion")
            at = end
        at += 1


def _end_of_insertion(words: Sequence[Token], comma: int) -> int | None:
    """The comma that closes what opens at `comma`, where a verb goes on behind it."""
    known = syntax.words_of(words[comma])
    relative = any(word.lower_ in known.pronouns.relative for word in words[comma + 1 : comma + 3])
    first, second = words[comma + 1 : comma + 3]
    named = first.pos_ == "ADJ" and second.pos_ in ("NOUN", "PROPN")  # « , deuxième ville du pays, »
    if not relative and (named or first.pos_ not in ("VERB", "AUX", "ADJ", "ADP", "ADV", "SCONJ")):
        return None
    for at in range(comma + 2, min(len(words) - 1, comma + _LONGEST_INSERTION + 1)):
        if words[at].text in _APART:
            return None
        if words[at].text != "," or not _goes_on(words, at + 1):
            continue
        told = any(map(_is_finite, words[comma + 1 : at]))
        if told == relative:
            return at
        if not relative:
            return None
    return None


def _goes_on(words: Sequence[Token], at: int) -> bool:
    """Whether a finite verb stands at `at`, behind clitics and adverbs alone."""
    known = syntax.words_of(words[0]).parting
    for word in words[at : at + 4]:
        if _is_finite(word):
            return True
        if word.lower_ not in known.before_verbs and word.pos_ != "ADV":
            return False
    return False


def _relatives(words: Sequence[Token]) -> Iterator[Part]:
    """« Les soldats qui se tenaient là ont … »: without a comma, up to the verb of the noun."""
    known = syntax.words_of(words[0])
    at = 1
    while at < len(words) - 3:
        end = None
        if words[at].lower_ in known.pronouns.who and words[at - 1].pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
            end = _end_of_relative(words, at)
        if end is not None:
            yield Part(words[at].i, words[end - 1].i + 1, "insertion")
            at = end
        at += 1


def _end_of_relative(words: Sequence[Token], pronoun: int) -> int | None:
    known = syntax.words_of(words[0]).parting
    if any(map(_is_finite, words[_clause_start(words, pronoun) : pronoun])):
        return None
    verbs = [i for i in range(pronoun + 1, min(len(words), pronoun + _LONGEST_RELATIVE)) if _is_finite(words[i])][:2]
    if len(verbs) < 2:
        return None
    own, end = verbs
    for word in words[pronoun + 1 : end]:
        if word.text in (",", *_APART) or word.lower_ in known.subordinating or word.pos_ == "CCONJ":
            return None
    while end - 1 > own and words[end - 1].lower_ in known.before_verbs and words[end - 1].pos_ in ("PRON", "ADV"):
        end -= 1
    return end


def _clauses(words: Sequence[Token]) -> Iterator[Part]:
    """« L'armée a pris A et les rebelles ont quitté B »: what is joined is a clause of its own."""
    known = syntax.words_of(words[0]).parting
    joints = [
        at
        for at in range(1, len(words) - 3)
        if words[at].pos_ == "CCONJ" and words[at].lower_ in known.joining and _begins_clause(words, at + 1)
        if not _waits_for_verb(words[:at])
    ]
    last = len(words) - (words[-1].pos_ == "PUNCT")
    for joint, end in pairwise([*joints, last]):
        yield Part(words[joint].i, words[end - 1].i + 1, "clause")


def _begins_clause(words: Sequence[Token], at: int) -> bool:
    """Whether a subject begins at `at`, with its verb behind it and of its number."""
    known = syntax.words_of(words[0]).parting
    if words[at].pos_ not in _SUBJECTS and words[at].lower_ not in known.subjects:
        return False
    subject: Token | None = None
    for word in words[at : at + _LONGEST_SUBJECT]:
        if _is_finite(word):
            return subject is not None and _agree(subject, word)
        if word.text in (",", "(", ")", *_APART) or word.lower_ in known.subordinating or word.pos_ == "CCONJ":
            return False
        if "Inf" in word.morph.get("VerbForm", []):
            return False
        if subject is None and word.pos_ in ("NOUN", "PROPN", "PRON"):
            subject = word
    return False


def _agree(subject: Token, verb: Token) -> bool:
    numbers = [word.morph.get("Number", []) for word in (subject, verb)]
    return subject.pos_ != "NOUN" or not all(numbers) or numbers[0] == numbers[1]


def _waits_for_verb(words: Sequence[Token]) -> bool:
    """Whether a clause that the words began has no finite verb yet: « Le président et … », « a dit que le maire et … »."""
    known, waiting = syntax.words_of(words[0]).parting, 1
    for word in words:
        if word.lower_ in known.subordinating and word.pos_ in ("SCONJ", "PRON", "ADV", "ADP"):
            waiting += 1
        elif _is_finite(word):
            waiting = max(0, waiting - 1)
    return waiting > 0


def _clause_start(words: Sequence[Token], at: int) -> int:
    """Where the clause began in which `at` stands: the sentence, behind a mark or a subordinating word."""
    known = syntax.words_of(words[0]).parting
    for i in range(at - 1, -1, -1):
        if words[i].text in _APART or words[i].lower_ in known.subordinating:
            return i + 1
    return 0


def _is_finite(word: Token) -> bool:
    """« a » of « il y a », read as a preposition, is not."""
    return word.pos_ in ("VERB", "AUX") and is_finite(word)


_STEPS: tuple[Callable[[Sequence[Token]], Iterator[Part]], ...] = (
    _opening,
    _insertions,
    _relatives,
    _clauses,
)
