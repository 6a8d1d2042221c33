"""Words that count: « 560 militaires supplémentaires », « au moins vingt morts », « quatrième visite ».

Pure text, one sentence at a time: numbers first, then their noun, then what becomes of the people counted.
The words are in `kg/lang/<code>/quantities.toml`; numbers in words are valued by text2num.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.extract.inner_quotes import inner_marks
from kg.extract.printing import plainly
from kg.extract.quantities.counts import TOLL, Count, without
from kg.extract.quantities.fates import (
    add_the_others,
    decide_all,
    give_the_former,
    leave_statistics,
    leave_the_hosted,
    leave_the_known,
    share_fates,
)
from kg.extract.quantities.nouns import find_noun, share_nouns, void_joined
from kg.extract.quantities.numbers import find_numbers, join_ranges, read_number, rejoin_distances, widen
from kg.extract.quantities.ordinals import find_ordinals
from kg.extract.quantities.parts import find_change, find_parts, find_subsets
from kg.extract.quantities.patterns import load_number_words
from kg.extract.quantities.words import NumberWords
from kg.model import Amount, Anchor, Quantity

__all__ = ["NumberWords", "counts_many_deeds", "find_quantities", "load_number_words", "read_number"]

_LONGEST_TERM = 3  # words between marks that only set a word apart
_MARKS = re.compile('[«“"]')
_PIECE = re.compile(r"[«»]|[^\s«»]+")
_ONE_BY_ONE = (*TOLL, "abducted")  # « un médecin tué » is one death; whom « un homme arrêté » tells is no figure


def find_quantities(
    text: str, words: NumberWords, start: int = 0, times: Iterable[tuple[int, int]] = ()
) -> tuple[Quantity, ...]:
    """The counts told in `text`, one sentence, in order.

    `start` is the offset of `text` in its article, so that anchors count the article's code points; `times` are where
    expressions of time stand in `text`, which a verb and its number may have between them. `measure` is
    None where neither the noun nor a verb decides it; ages, sums, dates and percentages are left out.
    """
    return tuple(_moved(quantity, start) for quantity in _quantities(text, words, tuple(times)))


def _moved(quantity: Quantity, steps: int) -> Quantity:
    anchor = quantity.anchor
    moved = Anchor(anchor.start + steps, anchor.end + steps, anchor.text)
    return Quantity(moved, quantity.amount, quantity.measure, quantity.subset)


@lru_cache(maxsize=256)  # the gate asks of a sentence before its times are known; where it has none, both ask the same
def _quantities(text: str, words: NumberWords, told: tuple[tuple[int, int], ...]) -> tuple[Quantity, ...]:
    plain, places = _unquoted(plainly(text))
    times = [(bisect_left(places, first), bisect_left(places, end)) for first, end in told]
    numbers = find_numbers(plain, words) if words.any_number.search(plain.lower()) else []
    found: list[Quantity] = []
    if numbers:
        counts = join_ranges(numbers, plain, words)
        for count in counts:
            widen(count, plain, words)
        for count in counts:
            find_noun(count, plain, words)
        void_joined(counts, plain, words)
        counts = rejoin_distances([count for count in counts if not count.void])
        share_nouns(counts, plain, words)
        decide_all(counts, plain, words, times)
        share_fates(counts, plain, words)
        give_the_former(counts)
        for count in counts:
            leave_the_hosted(count, plain, words)
        leave_statistics(counts, plain, words)
        leave_the_known(counts, plain, words)
        find_subsets(counts, plain, words)
        find_parts(counts, plain, words)
        add_the_others(counts, plain, words)
        for count in counts:
            find_change(count, plain, words)
        found = [
            Quantity(
                _anchor(text, places, count.start, count.end),
                Amount(count.low, count.high, count.lemma, count.change),
                count.measure,
                count.subset,
            )
            for count in counts
            if _counts_something(count, words)
        ]
    for first, end, amount in find_ordinals(plain, words):
        found.append(Quantity(_anchor(text, places, first, end), amount, "occurrence"))
    return tuple(sorted(found, key=lambda quantity: (quantity.anchor.start, quantity.anchor.end)))


def counts_many_deeds(text: str, words: NumberWords) -> bool:
    """Whether a sentence says that it counts the dead of a war, or since its beginning."""
    return re.search(words.phrases.of_many_deeds, plainly(text).lower()) is not None


def _counts_something(count: Count, words: NumberWords) -> bool:
    if count.single:
        return count.measure in _ONE_BY_ONE and (
            count.fate or (count.noun is not None and count.noun not in words.phrases.of_the_dead)
        )
    return count.lemma is not None or count.noun is not None or count.measure is not None


def _anchor(text: str, places: Sequence[int], first: int, end: int) -> Anchor:
    """The anchor of the characters from `first` to `end` of the text without its inner marks; one that it opens it closes."""
    begin, stop = places[first], places[end - 1] + 1
    if _MARKS.search(text, begin, stop):
        stop += len(text[stop : places[end]].rstrip())  # « 12 « terroristes » »
    return Anchor(begin, stop, text[begin:stop])


def _unquoted(plain: str) -> tuple[str, Sequence[int]]:
    """« Deux « terroristes » ont été tués »: the text without its inner quotation marks, and where each character stands in it."""
    if not _MARKS.search(plain):
        return without(plain, ())
    pieces = list(_PIECE.finditer(plain))
    out: list[tuple[int, int]] = []
    for opening, closing in inner_marks([piece.group() for piece in pieces]):
        if closing - opening <= _LONGEST_TERM + 1:  # a longer one holds a clause of somebody else's
            (first, end), (start, stop) = pieces[opening].span(), pieces[closing].span()
            out.append((first, end + (plain[end : end + 1] == " ")))
            out.append((start - (plain[start - 1] == " "), stop))
    return without(plain, sorted(out))
