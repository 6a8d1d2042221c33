"""Figures of two tellings: whether they count the same dead."""

from collections.abc import Sequence

from kg.extract.forms import stem
from kg.extract.reading import Candidate
from kg.model import Anchor, Quantity

_ROUGHLY = 0.2  # that « une quarantaine » may be off
_FAR_TOLL = 20  # times the deed's: « cela porte le bilan total à 45.000 morts »


def may_be_one_count(a: Quantity, b: Quantity, rough: frozenset[str] = frozenset()) -> bool:
    """Whether two figures can be the same count: their ranges touch; « une quarantaine » may be 37."""
    (low_a, high_a), (low_b, high_b) = _range(a, rough), _range(b, rough)
    if a.amount.change != b.amount.change and a.measure == "personnel" and None not in (high_a, high_b):
        return low_a == low_b
    return (low_a is None or high_b is None or low_a <= high_b) and (low_b is None or high_a is None or low_b <= high_a)


def _range(quantity: Quantity, rough: frozenset[str]) -> tuple[float | None, float | None]:
    """From and to; a round number said roughly is wider."""
    low, high = quantity.amount.low, quantity.amount.high
    if rough.isdisjoint(map(stem, quantity.anchor.text.split())):
        return low, high
    return low and low * (1 - _ROUGHLY), high and high * (1 + _ROUGHLY)


def part_of_it(quantity: Quantity, candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """« 141 morts, dont 132 enfants » beside a headline that counts the children alone."""
    ours = [other for other in candidate.sentence.quantities if other.subset]
    theirs = [other for member in group for other in member.sentence.quantities if other.subset]
    known = [other for member in group for other in member.quantities]
    return any(same_count(part, other) for part in ours for other in known) or any(
        same_count(part, quantity) for part in theirs
    )


def adds_up(quantity: Quantity, candidate: Candidate, others: Sequence[Quantity]) -> bool:
    """« cinq morts parmi les militaires et trois parmi les rebelles » beside a headline's eight."""
    parts = [q.amount.low for q in candidate.quantities if q.measure == quantity.measure]
    whole = sum(part or 0 for part in parts)
    return len(parts) > 1 and any(other.amount.low == other.amount.high == whole for other in others)


def same_count(a: Quantity, b: Quantity) -> bool:
    return a.amount.low == b.amount.low and a.amount.high == b.amount.high and b.measure in ("deaths", "injured")


def has_its_toll(candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """Whether both count the same dead, two and more: « 23 morts », « 23 soldats ont perdu la vie »."""
    theirs = {(q.amount.low, q.amount.high) for member in group for q in member.quantities if q.measure == "deaths"}
    mine = {(q.amount.low, q.amount.high) for q in candidate.quantities if q.measure == "deaths"}
    return any(low is not None and low > 1 for low, _ in mine & theirs)


def exceeds(toll: Candidate, group: Sequence[Candidate]) -> bool:
    """Whether a toll counts so many more dead than the deed's own that it is that of many deeds."""
    mine = [q.amount.low or q.amount.high or 0 for q in toll.quantities if q.measure == "deaths"]
    theirs = [q.amount.low or q.amount.high or 0 for m in group for q in m.quantities if q.measure == "deaths"]
    return bool(mine and theirs) and min(mine) > _FAR_TOLL * max(theirs)


def is_less(quantity: Quantity, group: Sequence[Candidate]) -> bool:
    """« une quarantaine de blessés ont été évacués », of 300: they are some of them."""
    told = [q.amount.low or q.amount.high or 0 for m in group for q in m.quantities if q.measure == quantity.measure]
    return bool(told) and (quantity.amount.high or quantity.amount.low or 0) < max(told)


def stands_in(inner: Anchor, outer: Anchor) -> bool:
    """Whether words stand inside others."""
    return outer.start <= inner.start and inner.end <= outer.end
