"""What a headline adds up: « Un policier et deux soldats tués », of two deeds, is the toll of neither."""

from collections.abc import Sequence

from kg.extract.forms import stem
from kg.extract.grouping.counts import stands_in
from kg.extract.reading import Candidate
from kg.model import Quantity
from kg.vocabulary import group_of


def leave_sums(groups: Sequence[Sequence[Candidate]]) -> None:
    """Take from a headline that tells one deed the toll that adds up those of several."""
    dead = [_dead_in_body(group) for group in groups]
    for number, group in enumerate(groups):
        others = [toll for at, toll in enumerate(dead) if toll and at != number]
        for member in group if others and dead[number] else ():
            if member.sentence.kind != "body":
                sums = [q for q in member.quantities if _adds_up(q, dead[number], others)]
                _leave(member, sums, [m for m in group if m.sentence.kind == "body"])


def _dead_in_body(group: Sequence[Candidate]) -> int:
    """The dead of a deed that the text under the headline counts; none where it is no deed of violence."""
    tolls = [q for m in group if m.sentence.kind == "body" for q in m.quantities if q.measure == "deaths"]
    exact = [int(q.amount.high) for q in tolls if q.amount.high is not None]
    return max(exact, default=0) if group_of(group[0].type) == "Violence" else 0


def _adds_up(toll: Quantity, own: int, others: Sequence[int]) -> bool:
    if toll.measure != "deaths" or toll.amount.high is None:
        return False
    rest = toll.amount.high - own
    return rest in others or rest == sum(others)


def _leave(headline: Candidate, sums: Sequence[Quantity], body: Sequence[Candidate]) -> None:
    """Take the sums away, and the people that they count, where the body tells nobody of that noun."""
    nouns = {stem(f.mention.head.text) for member in body for f in member.role("target")}
    headline.quantities = [q for q in headline.quantities if q not in sums]
    headline.fillers = [
        f
        for f in headline.fillers
        if f.role != "target"
        or stem(f.mention.head.text) in nouns
        or not any(stands_in(f.mention.head, q.anchor) for q in sums)
    ]
