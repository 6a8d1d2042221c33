"""A number on its way to a quantity, and what all steps look at."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kg.extract.quantities.words import NumberWords
from kg.model import Change

TOLL = ("deaths", "injured")
FATES = (*TOLL, "detained", "displaced", "abducted", "released")
STOP = re.compile(r"[.;:!?](?=\s|$|»|\")|[»”()]")
YEAR = re.compile(r"(?:19|20)\d\d")
WORD = re.compile(r"[\w'-]+")
END_OF_WORDS = re.compile(r"\s*(?:[.,;:!?)»\"]|$)")


@dataclass(slots=True)
class Count:
    """A number on its way to a Quantity; offsets are inside the sentence."""

    start: int
    end: int
    low: int | None
    high: int | None
    single: bool = False  # « un », « une »
    collective: bool = False  # « une vingtaine », « des milliers », « 2 millions »: the noun follows « de »
    first: int = 0  # where the number itself begins, without « au moins »
    noun: str | None = None
    lemma: str | None = None
    own: bool = False  # the noun alone decides the measure
    fate: bool = False  # a verb decided the measure
    measure: str | None = None
    subset: bool = False
    change: Change = "total"
    modifiers: frozenset[str] = field(default_factory=frozenset)
    former: bool = False  # the old figure of a changing toll
    repeats: bool = False  # counts what the one before counts
    void: bool = False  # an age, a sum, a day


def without(plain: str, spans: Iterable[tuple[int, int]]) -> tuple[str, Sequence[int]]:
    """The text without the characters of `spans`, and where each character that is left stood, its end included."""
    left: list[range] = []
    at = 0
    for start, end in sorted(spans):
        if start > at:
            left.append(range(at, start))
        at = max(at, end)
    if not at:
        return plain, range(len(plain) + 1)
    left.append(range(at, len(plain)))
    return "".join(plain[run.start : run.stop] for run in left), [*chain.from_iterable(left), len(plain)]


def are_joined(one: Count, two: Count, plain: str, words: NumberWords) -> bool:
    """« deux soldats et trois civils »: nothing but a joint stands between two counts."""
    return words.phrases.joint.fullmatch(plain[one.end : two.start]) is not None
