"""Reports that may be one event, gathered into groups; after a change, only as far as the change reaches.

The rule, over all reports: what people called the same comes first; then the pairs that agree best are joined one after the
other, unless two members of the joined group exclude each other, or all pairs of it together agree too badly, or one of the
two is a lone report that suits two groups that exclude each other: it joins neither, ever.

What becomes of a pair depends on the two groups as they stand when its turn comes, and, where one of the two is still
alone, on the groups of those that it is near to. So the whole is a history, and the history of before tells all of it that
a change does not reach: the pairs that were joined, and the reports that were left in doubt. Grouping goes through the
history anew for the groups of the changed reports (they are active), asks of the others how they stood at that moment, and
makes another group active, from that moment on, when what becomes of a pair is not what became of it before. The result is
the one of going through all of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import inf
from typing import NamedTuple, Protocol

from kg.link.comparison import SAME

DOUBT = 0.5  # two events that exclude each other and suit a report within this much: it joins neither
LEAST = SAME - DOUBT  # the score from which what becomes of one of two reports may depend on the other
_MEAN = 2.5  # how far below SAME the mean of all pairs of two events to be joined may lie
_PAIRS_BETWEEN_TRIMS = 2_000

Turn = tuple[float, str, str]  # when a pair is decided: the best score first, then by the ids, the lesser first


class Near(NamedTuple):
    """Another report that one may be joined with, and whether the two were joined before."""

    n: int
    id: str
    score: float
    joined: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A lone report that suits two groups that exclude each other: the report whose turn it was, and the third."""

    other: int
    third: int


class Past(Protocol):
    """What grouping asks of the reports and of what became of them before. Reports go by number."""

    def id(self, n: int) -> str:
        """The id of a report."""

    def near(self, n: int) -> Sequence[Near]:
        """What a report may be joined with, from LEAST on, of those that are active or were grouped before."""

    def group(self, n: int) -> Sequence[int]:
        """The group of a report as it was before, itself included."""

    def doubt(self, n: int) -> Doubt | None:
        """Why a report joined nothing before."""

    def same(self, n: int) -> Sequence[int]:
        """The reports that people called the same."""

    def apart(self, a: int, b: int) -> bool:
        """Whether people called two reports different."""

    def score(self, a: int, b: int) -> float:
        """How well two reports agree; -inf where they exclude each other, or people called them different."""

    def trim(self) -> None:
        """Forget what is remembered, where it is much."""


@dataclass(slots=True)
class _Standing:
    """A group of before as it stood at some moment: what was joined until then, in `groups`, and what came later."""

    groups: dict[int, list[int]]
    later: list[tuple[Turn, int, int]]  # the next one last
    joined: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Regrouped:
    """What became of the reports that a change reaches: their groups, the pairs that were joined, the doubts."""

    groups: list[list[int]]
    joined: list[tuple[int, int]]
    doubts: dict[int, Doubt]


class Grouping:
    """Groups reports and what they reach."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._active: dict[int, list[int]] = {}  # report → its group now
        self._joined: list[tuple[int, int]] = []
        self._doubts: dict[int, Doubt] = {}
        self._standing: dict[int, _Standing] = {}  # of reports that are not active
        self._doubted: dict[int, tuple[Turn, Doubt] | None] = {}  # of reports that are not active
        self._ids: dict[int, str] = {}
        self._near: dict[int, Sequence[Near]] = {}
        self._turns: list[tuple[Turn, int, int]] = []
        self._seen: set[tuple[int, int]] = set()

    def regroup(self, changed: Collection[int]) -> Regrouped:
        """The groups of the changed reports, and all others that become others with them."""
        members = self._with_their_groups(changed)
        for n in members:
            self._active[n] = [n]
        _join_same(self._active, self._past, self._id)
        for n in members:
            self._turns += self._new_turns(n, None)
        heapify(self._turns)
        for number, (turn, a, b) in enumerate(self._each_turn(), 1):
            self._decide(turn, a, b)
            if number % _PAIRS_BETWEEN_TRIMS == 0:
                self._past.trim()
        unique = {id(group): group for group in self._active.values()}
        return Regrouped(list(unique.values()), self._joined, self._doubts)

    def _with_their_groups(self, changed: Iterable[int]) -> list[int]:
        """Reports with all that they were one event with, or are as people say."""
        found: set[int] = set()
        todo = list(changed)
        while todo:
            n = todo.pop()
            if n not in found:
                found.add(n)
                todo += [*self._past.group(n), *self._past.same(n)]
        return sorted(found)

    # ---------------------------------------------------------------- turns

    def _each_turn(self) -> Iterator[tuple[Turn, int, int]]:
        while self._turns:
            yield heappop(self._turns)

    def _new_turns(self, n: int, after: Turn | None) -> Iterator[tuple[Turn, int, int]]:
        """The turns, after another one, on which an active report has a say: its own, and those of lone reports near it."""
        for near in self._near_to(n):
            if near.score >= SAME:
                yield from self._turn(n, near.n, near.score, after)
            if near.n not in self._active:
                others = self._near_to(near.n)
                least = max((other.score for other in others if other.joined), default=-inf)  # then it is alone no more
                for other in others:
                    if max(SAME, least) <= other.score and near.score >= other.score - DOUBT:
                        yield from self._turn(near.n, other.n, other.score, after)

    def _turn(self, a: int, b: int, score: float, after: Turn | None) -> Iterator[tuple[Turn, int, int]]:
        pair = (a, b) if a < b else (b, a)
        if pair in self._seen:
            return
        one, two = self._id(a), self._id(b)
        if two < one:
            a, b, one, two = b, a, two, one
        turn = (-score, one, two)
        if after is None or turn > after:
            self._seen.add(pair)
            yield turn, a, b

    def _near_to(self, n: int) -> Sequence[Near]:
        """What is near to a report, the closest first."""
        found = self._near.get(n)
        if found is None:
            found = sorted(self._past.near(n), key=lambda near: (-near.score, near.id))
            self._near[n] = found
            self._ids.update((near.n, near.id) for near in found)
        return found

    def _id(self, n: int) -> str:
        found = self._ids.get(n)
        if found is None:
            found = self._ids[n] = self._past.id(n)
        return found

    # ---------------------------------------------------------------- one pair

    def _decide(self, turn: Turn, a: int, b: int) -> None:
        """What becomes of a pair now; where this is not what became of it before, the groups are active from now on."""
        found = self._outcome(turn, a, b)
        outside = [n for n in (a, b) if n not in self._active]
        joins = found is True
        for n in outside:
            before = self._doubt_of(n)
            doubted = before[1] if before is not None and before[0] == turn else None
            now = found[1] if isinstance(found, tuple) and found[0] == n else None
            joined = len(outside) == 2 and self._were_joined(a, b)
            if (joins, now) != (joined, doubted):
                for member in outside:
                    self._activate(member, turn)
                break
        if a not in self._active and b not in self._active:
            return
        if isinstance(found, tuple):
            if found[0] in self._active:
                self._doubts[found[0]] = found[1]
        elif joins:
            _join(self._active, a, b)
            self._joined.append((a, b))

    def _outcome(self, turn: Turn, a: int, b: int) -> bool | tuple[int, Doubt]:
        """Whether a pair is joined; or the report that is in doubt, and why."""
        left, right = self._group(a, turn), self._group(b, turn)
        if left is right or self._in_doubt(a, turn) or self._in_doubt(b, turn) or not self._may_join(left, right):
            return False
        return self._find_doubt(a, b, turn) or self._find_doubt(b, a, turn) or True

    def _may_join(self, left: Sequence[int], right: Sequence[int]) -> bool:
        """No pair of members excludes each other, and all pairs together agree well enough."""
        total = 0.0
        for p in left:
            for q in right:
                score = self._past.score(p, q)
                if score == -inf:
                    return False
                total += score
        return total / (len(left) * len(right)) >= SAME - _MEAN

    def _find_doubt(self, one: int, other: int, turn: Turn) -> tuple[int, Doubt] | None:
        """A lone report that suits two groups that exclude each other joins neither."""
        if len(self._group(one, turn)) > 1:
            return None
        theirs = self._group(other, turn)
        for near in self._near_to(one):
            if near.score < -turn[0] - DOUBT:
                break  # the closest come first
            third = self._group(near.n, turn)
            if third is not theirs and self._exclude(third, theirs):
                return one, Doubt(other, near.n)
        return None

    def _exclude(self, left: Sequence[int], right: Sequence[int]) -> bool:
        past = self._past
        return any(past.score(p, q) == -inf for p in left for q in right)

    # ---------------------------------------------------------------- what was before

    def _group(self, n: int, turn: Turn) -> list[int]:
        """The group of a report when a turn comes."""
        return self._active.get(n) or self._standing_of(n, turn).groups[n]

    def _standing_of(self, n: int, turn: Turn) -> _Standing:
        """The group of before of a report that is not active, as it stood when a turn came."""
        standing = self._standing.get(n)
        if standing is None:
            members = sorted(self._past.group(n))
            groups = {member: [member] for member in members}
            _join_same(groups, self._past, self._id)
            later = [
                ((-near.score, self._id(a), near.id), a, near.n)
                for a in members
                for near in (self._near_to(a) if len(members) > 1 else ())
                if near.joined and self._id(a) < near.id
            ]
            standing = _Standing(groups, sorted(later, reverse=True))
            self._standing.update(dict.fromkeys(members, standing))
        while standing.later and standing.later[-1][0] < turn:
            _, a, b = standing.later.pop()
            _join(standing.groups, a, b)
            standing.joined.append((a, b))
        return standing

    def _doubt_of(self, n: int) -> tuple[Turn, Doubt] | None:
        """When and why a report that is not active was in doubt."""
        if n not in self._doubted:
            doubt = self._past.doubt(n)
            self._doubted[n] = None
            if doubt is not None:
                score = next(near.score for near in self._near_to(n) if near.n == doubt.other)
                one, two = sorted((self._id(n), self._id(doubt.other)))
                self._doubted[n] = ((-score, one, two), doubt)
        return self._doubted[n]

    def _in_doubt(self, n: int, turn: Turn) -> bool:
        if n in self._active:
            return n in self._doubts
        before = self._doubt_of(n)
        return before is not None and before[0] < turn

    def _were_joined(self, a: int, b: int) -> bool:
        return any(near.n == b and near.joined for near in self._near_to(a))

    def _activate(self, n: int, turn: Turn) -> None:
        """From now on, go through the history of a group anew."""
        if n in self._active:
            return
        standing = self._standing_of(n, turn)
        for member in standing.groups:
            doubt = self._doubt_of(member)
            if doubt is not None and doubt[0] < turn:
                self._doubts[member] = doubt[1]
            del self._standing[member]
        self._active.update(standing.groups)
        self._joined += standing.joined
        for member in standing.groups:
            for new in self._new_turns(member, turn):
                heappush(self._turns, new)


def _join_same(groups: dict[int, list[int]], past: Past, id_of: Callable[[int], str]) -> None:
    """Join what people called the same, in the order of the ids, unless they called others of the two groups different."""
    pairs = [
        (id_of(a), id_of(b), a, b) for a in sorted(groups) for b in past.same(a) if b in groups and id_of(a) < id_of(b)
    ]
    for _, _, a, b in sorted(pairs):
        if not any(past.apart(p, q) for p in groups[a] for q in groups[b]):
            _join(groups, a, b)


def _join(groups: dict[int, list[int]], a: int, b: int) -> None:
    left, right = groups[a], groups[b]
    if left is not right:
        left.extend(right)
        for member in right:
            groups[member] = left
