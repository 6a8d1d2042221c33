"""Grouping what a change reaches is grouping everything: on made-up reports that are all near to each other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import inf
from random import Random

import pytest

from kg.link.comparison import SAME
from kg.link.groups import DOUBT, LEAST, Doubt, Grouping, Near, Regrouped


@dataclass
class MadeUp:
    """Reports with scores, and what became of them: a `Past`."""

    scores: dict[frozenset[int], float] = field(default_factory=dict)
    said_same: set[frozenset[int]] = field(default_factory=set)
    said_apart: set[frozenset[int]] = field(default_factory=set)
    there: set[int] = field(default_factory=set)
    groups: dict[int, list[int]] = field(default_factory=dict)
    joined: set[frozenset[int]] = field(default_factory=set)
    doubts: dict[int, Doubt] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)

    def id(self, n: int) -> str:
        return f"{n * 7919 % 1000:03}"

    def near(self, n: int) -> Sequence[Near]:
        self.asked.add(n)
        near = [Near(m, self.id(m), self.raw(n, m), frozenset((n, m)) in self.joined) for m in sorted(self.there - {n})]
        return [found for found in near if found.score >= LEAST]

    def group(self, n: int) -> Sequence[int]:
        return self.groups.get(n, [n])

    def doubt(self, n: int) -> Doubt | None:
        return self.doubts.get(n)

    def same(self, n: int) -> Sequence[int]:
        return [m for m in sorted(self.there - {n}) if frozenset((n, m)) in self.said_same]

    def apart(self, a: int, b: int) -> bool:
        return frozenset((a, b)) in self.said_apart

    def raw(self, a: int, b: int) -> float:
        return self.scores.get(frozenset((a, b)), 0.0)

    def score(self, a: int, b: int) -> float:
        return -inf if self.apart(a, b) else self.raw(a, b)

    def trim(self) -> None:
        pass

    def change(self, come: set[int], gone: set[int]) -> None:
        """Let reports come and go, and group what this reaches."""
        near = {
            m for n in gone for m in self.there if self.raw(n, m) >= LEAST or m in self.group(n) or m in self.same(n)
        }
        self.there = (self.there | come) - gone
        for n in gone:
            for m in self.groups.pop(n, []):
                if m in self.groups:
                    self.groups[m] = [other for other in self.groups[m] if other not in gone]
            self.doubts.pop(n, None)
        self.joined = {pair for pair in self.joined if not pair & gone}
        self.take(Grouping(self).regroup((come | near) & self.there))

    def take(self, found: Regrouped) -> None:
        done = {n for group in found.groups for n in group}
        for group in found.groups:
            self.groups.update(dict.fromkeys(group, sorted(group)))
        self.joined = {pair for pair in self.joined if not pair & done} | {frozenset(pair) for pair in found.joined}
        self.doubts = {n: doubt for n, doubt in self.doubts.items() if n not in done} | found.doubts

    def outcome(self) -> tuple[set[tuple[int, ...]], set[frozenset[int]], dict[int, Doubt]]:
        return {tuple(self.groups[n]) for n in self.there}, self.joined, self.doubts


def go_through_all(world: MadeUp) -> tuple[set[tuple[int, ...]], set[frozenset[int]], dict[int, Doubt]]:
    """The rule, over all reports."""
    groups = {n: [n] for n in world.there}
    joined: set[frozenset[int]] = set()
    doubts: dict[int, Doubt] = {}

    def join(a: int, b: int) -> None:
        left, right = groups[a], groups[b]
        if left is not right:
            left += right
            groups.update(dict.fromkeys(right, left))

    def exclude(left: list[int], right: list[int]) -> bool:
        return any(world.score(p, q) == -inf for p in left for q in right)

    def find_doubt(one: int, other: int, score: float) -> Doubt | None:
        for near in (
            sorted(world.near(one), key=lambda near: (-near.score, world.id(near.n))) if len(groups[one]) == 1 else ()
        ):
            if (
                near.score >= score - DOUBT
                and groups[near.n] is not groups[other]
                and exclude(groups[near.n], groups[other])
            ):
                return Doubt(other, near.n)
        return None

    pairs = sorted(
        (sorted(pair, key=world.id) for pair in combinations(sorted(world.there), 2)), key=lambda p: [*map(world.id, p)]
    )
    for a, b in pairs:
        if frozenset((a, b)) in world.said_same and not any(world.apart(p, q) for p in groups[a] for q in groups[b]):
            join(a, b)
    for a, b in sorted(pairs, key=lambda pair: (-world.raw(*pair), *map(world.id, pair))):
        left, right, score = groups[a], groups[b], world.raw(a, b)
        if score < SAME or left is right or a in doubts or b in doubts or exclude(left, right):
            continue
        if sum(world.score(p, q) for p in left for q in right) / (len(left) * len(right)) < SAME - 2.5:
            continue
        for one, other in ((a, b), (b, a)):
            if doubt := find_doubt(one, other, score):
                doubts[one] = doubt
                break
        else:
            join(a, b)
            joined.add(frozenset((a, b)))
    return {tuple(sorted(group)) for group in groups.values()}, joined, doubts


def make_up(random: Random, count: int, density: float) -> MadeUp:
    world = MadeUp()
    for pair in combinations(range(count), 2):
        kind = random.random()
        if kind < density:
            world.scores[frozenset(pair)] = random.choice((4.5, 4.75, 5.0, 5.25, 5.5, 6.0, 6.5))
        elif kind < 1.4 * density:
            world.scores[frozenset(pair)] = -inf
        elif kind > 0.99:
            random.choice((world.said_same, world.said_apart)).add(frozenset(pair))
    return world


@pytest.mark.parametrize("seed", range(300))
def test_grouping_what_a_change_reaches_is_grouping_everything(seed: int) -> None:
    random = Random(seed)
    count = random.choice((6, 10, 16, 30))
    world = make_up(random, count, random.choice((0.1, 0.25, 0.5)))
    for _ in range(6):
        world.change(
            set(random.sample(range(count), random.randint(1, 4))) - world.there,
            {n for n in world.there if random.random() < 0.1},
        )
        assert world.outcome() == go_through_all(world)


def test_a_change_reaches_little() -> None:
    """Of a thousand reports that hang together, one more asks for some around it."""
    random = Random(1)
    world = make_up(random, 0, 0)
    for a in range(1000):
        for b in random.sample(range(1000), 3):
            world.scores.setdefault(frozenset((a, b)), random.choice((4.5, 5.0, 5.5, -inf)))
    world.change(set(range(999)), set())
    world.asked.clear()
    world.change({999}, set())
    assert len(world.asked) < 300
    assert world.outcome() == go_through_all(world)
