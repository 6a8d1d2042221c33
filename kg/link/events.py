"""Reports of the same event, from any number of articles, become one event; with the reasons.

Three steps, each independent of the order of the input: pairs of reports that share a block (class group, place or actor,
days) are compared; pairs that agree enough are joined (kg/link/groups.py); each group of reports becomes an Event. Statements
come last: what they are about is an event.

All is kept in an index (kg/link/index.py), and only what a change touches is done again: the blocks of reports that came,
went or changed, and of what became of the pairs before only what these alter. Memory is that of one block of a month and of
the groups that some thousand new reports alter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from kg.link.blocks import keys, may_meet
from kg.link.comparison import SAME, Comparer, Comparison, Feature, Profile, group_of
from kg.link.decisions import NOTHING, Decided
from kg.link.groups import LEAST, Doubt, Grouping, Near
from kg.link.index import DROPPED, EVER, Index, bounded, month_of, pack_report
from kg.link.making import event_id, make_event
from kg.model import Anchor, Entity, Event, Figure, Report

_NEAR = 1.5  # how far below SAME a pair is still worth a person's look
_NOWHERE = Anchor(0, 0, "")
_STEPS = (0, 1, 2)  # what happened, what was said of it, what was said of that
_PROFILES = 30_000  # that are remembered
_SCORES = 100_000  # of pairs in one grouping, remembered
_EDGES_AT_ONCE = 5_000
_NEW_AT_ONCE = 20_000  # new reports that are grouped together

Member = tuple[int, int, int]  # of a block: the number of a report, and its window


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Two reports that were kept apart by little: for a person to decide."""

    a: str
    b: str
    score: float
    why: str


def bare_report(report: Report) -> Report:
    """A report as linking needs it and the graph gives it back at little cost: no evidence, values in order."""
    return replace(
        report,
        roles=tuple(sorted(set(report.roles))),
        figures=tuple(Figure(figure.measure, figure.amount, _NOWHERE) for figure in report.figures),
        sources=tuple(sorted(set(report.sources))),
        evidence=(),
        time_basis=report.time_basis if report.time_basis else None,
        interval=report.interval if report.interval and (report.interval.begin or report.interval.end) else None,
    )


def link_events(
    reports: Iterable[Report],
    entities: Mapping[str, Entity],
    published: Mapping[str, date | None],
    decided: Decided = NOTHING,
) -> tuple[Event, ...]:
    """The events that reports tell, sorted by id, whatever the order of the reports.

    `entities` maps entity ids, `published` article ids to the day of publication. What people decided wins over the
    score, and of that `different` over `same`. `reports` are as people have them (`Decided.reports`).
    """
    linking = in_memory(reports, entities, published, decided)
    return tuple(event for id in linking.event_ids() if (event := linking.event(id)) is not None)


def near_misses(
    reports: Iterable[Report],
    entities: Mapping[str, Entity],
    published: Mapping[str, date | None],
    decided: Decided = NOTHING,
    margin: float = _NEAR,
) -> Iterator[NearMiss]:
    """Pairs of reports that were kept apart by at most `margin`, or by a doubt, and not by a person; the closest first."""
    return in_memory(reports, entities, published, decided).near(margin)


def compare(a: Report, b: Report, entities: Mapping[str, Entity], published: Mapping[str, date | None]) -> Comparison:
    """Two reports compared, feature by feature. Statements are compared without what they are about."""
    comparer = Comparer(entities)
    profiles = (comparer.profile(report, published.get(report.article_id)) for report in (a, b))
    return comparer.explain(*profiles)


def in_memory(
    reports: Iterable[Report],
    entities: Mapping[str, Entity],
    published: Mapping[str, date | None],
    decided: Decided = NOTHING,
) -> "Linking":
    """Reports linked in an index of their own."""
    index = Index()
    by_id = {report.id: report for report in reports}
    linking = Linking(index, entities, decided, by_id)
    with index.transaction():
        linking.change(by_id.values(), published)
        index.set_pairs(decided.same, decided.different)
        linking.link()
    return linking


class Linking:
    """Links what is touched in an index. `entities` are those of now; `whole` reports to take instead of those of the index."""

    def __init__(
        self,
        index: Index,
        entities: Mapping[str, Entity],
        decided: Decided = NOTHING,
        whole: Mapping[str, Report] | None = None,
    ) -> None:
        self.index = index
        self.comparer = Comparer(entities)
        self.decided = decided
        self.different = frozenset(frozenset(pair) for pair in decided.different)
        self._whole = whole if whole is not None else {}
        self._profiles: dict[int, Profile] = {}
        self._edges: list[tuple[int, int, int, float]] = []

    # ---------------------------------------------------------------- what changed

    def change(self, reports: Iterable[Report], published: Mapping[str, date | None], gone: Iterable[str] = ()) -> None:
        """Reports that came or changed, and the ids of those that went; all of an article at once."""
        index = self.index
        articles: set[str] = set()
        for id in gone:
            n = index.number(id)
            if n is not None:
                index.remove(n, LEAST)
        for report in reports:
            n = index.number(report.id)
            if n is not None:
                index.unlink(n, LEAST)
            day = published.get(report.article_id)
            packed = pack_report(report)
            ordinal = None if day is None else day.toordinal()
            index.touch([index.put_report(n, report.id, report.article_id, ordinal, None, packed)], fresh=True)
            articles.add(report.article_id)
        for article in sorted(articles):
            self.set_steps(article)

    def set_steps(self, article_id: str) -> None:
        """When each report of an article is linked: what happened first, then what was said of it."""
        rows = self.index.of_article(article_id)
        types = {id: told.type for _, id, told, step in rows if step != DROPPED}
        for n, _, told, before in rows:
            if before != DROPPED:
                step = 0
                if group_of(told.type) == "Statement":
                    topics = (types.get(id) for role, id in told.roles if role == "topic")
                    step = 2 if any(type is not None and group_of(type) == "Statement" for type in topics) else 1
                if step != before:
                    self.index.unlink(n, LEAST)
                    self.index.set_step(n, step)
                    self.index.touch([n], fresh=True)

    # ---------------------------------------------------------------- linking

    def link(self) -> None:
        """Group anew what is touched; the events that change are noted in the index as not yet written."""
        for step in _STEPS:
            self._block(step)
            self._compare_fresh()
            self._group(step)
        self.index.end_linking()

    def _block(self, step: int) -> None:
        """Put the fresh reports of a step into their blocks."""
        index = self.index
        for n, fresh in index.touched(step):
            report, topics = index.report(n)
            now = self._topics(report, step) if step else ()
            if now != topics:
                index.set_topics(n, now)
                self._profiles.pop(n, None)
                fresh = True
            if fresh:
                index.unlink(n, LEAST)
                profile = self._profile(n)
                window = bounded(profile.window)
                index.put_blocks(n, sorted(profile.keys[2]), *window)

    def _topics(self, report: Report, step: int) -> tuple[str, ...]:
        """The events that a statement is about, of earlier steps."""
        found = (self.index.event_of(id, before=step) for role, id in report.roles if role == "topic")
        return tuple(sorted({event for event in found if event is not None}))

    def _profile(self, n: int) -> Profile:
        found = self._profiles.get(n)
        if found is None:
            row = self.index.row(n)
            report = self._whole.get(row.report.id, row.report)
            found = self.comparer.profile(report, row.day)
            found.topics = frozenset(row.topics)
            broad, narrow = keys(found, self.comparer)
            found.keys = (broad, narrow, broad | narrow)
            while len(self._profiles) >= _PROFILES:
                del self._profiles[next(iter(self._profiles))]
            self._profiles[n] = found
        return found

    def _compare_fresh(self) -> None:
        """Compare the fresh reports with those that share a block and a day, each pair once."""
        known = self._profiles
        for month, key, fresh in self.index.buckets():
            for one, other in self._in_block(month, key, set(fresh)):
                p, q = known.get(one) or self._profile(one), known.get(other) or self._profile(other)
                if self.comparer.type_weight(p.report.type, q.report.type) is None:
                    continue
                shared = p.keys[2] & q.keys[2]
                if (len(shared) < 2 or min(shared) == key) and may_meet(p, q):
                    self._compare(one, p, other, q)
            self.comparer.trim()
        self._write_edges()
        self.index.clear_buckets()

    def _in_block(self, month: int, key: int, fresh: set[int]) -> Iterator[tuple[int, int]]:
        """Pairs of a block with a fresh report and a common day, in the first month that both touch."""
        if month == EVER:
            members = self.index.block(EVER, key)
            for span in self.index.months():
                members += [m for m in self.index.block(span, key) if month_of(m) == span]
        else:
            members = self.index.block(month, key)
            members += [m for m in self.index.block(EVER, key) if m[0] not in fresh]
        if len(members) < 2:
            return
        starts = {member[0]: month_of(member) for member in members}
        for one, other in _swept(members, fresh) if 8 * len(fresh) > len(members) else _with_fresh(members, fresh):
            if month == EVER or month == max(starts[one], starts[other]):
                yield one, other

    def _compare(self, a: int, p: Profile, b: int, q: Profile) -> None:
        """Note how well two reports of classes that may be one agree."""
        one, two = p.report, q.report
        comparer = self.comparer
        if one.status != two.status and {one.status, two.status} == {"planned", "asserted"}:
            if one.status != "planned":
                a, p, b, q = b, q, a, p
            score = comparer.score_once(p, q, deed=True)
            if score >= SAME:
                self._edges += [(a, b, 1, score), (b, a, 2, score)]
        elif one.article_id != two.article_id and not (p.dated and q.dated and (p.lo >= q.hi or q.lo >= p.hi)):
            score = comparer.score_once(p, q)
            if score >= SAME - _NEAR:
                self._edges += [(a, b, 0, score), (b, a, 0, score)]
        if len(self._edges) >= _EDGES_AT_ONCE:
            self._write_edges()

    def _write_edges(self) -> None:
        self.index.put_edges(self._edges)
        self._edges = []

    # ---------------------------------------------------------------- groups

    def _group(self, step: int) -> None:
        """Group the touched reports that were grouped before, at once; then those that are new, some at a time."""
        index = self.index
        while numbers := index.ungrouped(step, new=False) or index.ungrouped(step, new=True, most=_NEW_AT_ONCE):
            index.note_grouped(numbers)
            self._regroup(set(numbers))

    def _regroup(self, changed: Set[int]) -> None:
        index = self.index
        found = Grouping(_Past(self, changed)).regroup(changed)
        altered: list[int] = []
        for group in found.groups:
            event = event_id([self._profile(n) for n in group])
            before = {index.event_of_number(n) for n in group}
            if before != {event} or len(index.members(event)) != len(group) or not changed.isdisjoint(group):
                altered += group
                index.set_event(group, event)
        doubts = [(n, doubt.other, doubt.third) for n, doubt in found.doubts.items()]
        index.set_history((n for group in found.groups for n in group), found.joined, doubts)
        index.touch_once(self._pointing(altered))
        self.comparer.trim()

    def _pointing(self, numbers: Sequence[int]) -> Iterator[int]:
        """The reports whose events point to those of these reports, or may now: what was said of them, and deeds of plans."""
        index = self.index
        yield from index.about(numbers)
        for n in numbers:
            yield from (deed for deed, _ in index.plans(n, 1))
            if index.is_fresh(n):
                yield from (deed for plan, _ in index.plans(n, 2) for deed, _ in index.plans(plan, 1))

    def agreement(self, a: int, b: int) -> float:
        """How well two reports agree; -inf where they exclude each other."""
        return self.comparer.score(self._profile(a), self._profile(b))

    # ---------------------------------------------------------------- events

    def event_ids(self) -> list[str]:
        """The ids of all events."""
        return self.index.event_ids()

    def event(self, id: str) -> Event | None:
        """The event with this id as the index has it; None for one that is no more."""
        numbers = self.index.members(id)
        if not numbers:
            return None
        members = sorted((self._profile(n) for n in numbers), key=lambda member: member.order)
        self.comparer.trim()
        return make_event(
            members, self.comparer, self.index.event_of, self._realised(numbers), self.decided.same, self.decided.notes
        )

    def _realised(self, numbers: Iterable[int]) -> set[str]:
        """The planned events of which one of these reports is the deed that suits best."""
        plans = {(plan, deed) for deed in numbers for plan, _ in self.index.plans(deed, 2)}
        found = (self.index.event_of_number(plan) for plan, deed in plans if self._deed_of(plan) == deed)
        return {event for event in found if event is not None}

    def _deed_of(self, plan: int) -> int:
        deeds = [(-score, self.index.id_of(deed), deed) for deed, score in self.index.plans(plan, 1)]
        return min(deeds)[2]

    # ---------------------------------------------------------------- near misses

    def count_near(self, margin: float = _NEAR) -> int:
        """How many pairs `near` tells."""
        return self.index.count_near(SAME - margin)

    def near(self, margin: float = _NEAR) -> Iterator[NearMiss]:
        """Pairs kept apart by at most `margin`, or by a doubt, and not by a person; the closest first."""
        for a, b, score, doubt in self.index.near(SAME - margin):
            p, q = self._profile(a), self._profile(b)
            one, other = sorted((p.report.id, q.report.id))
            why = self.comparer.explain(p, q).why()
            self.comparer.trim()
            if doubt:
                why = f"It suits two events that exclude each other, so it joins neither. {why}"
            elif score >= SAME:
                why = f"Other reports of these two events exclude each other. {why}"
            yield NearMiss(one, other, score, why)


class _Past:
    """What grouping asks of the index: what became of the reports before, and how well they agree."""

    def __init__(self, linking: Linking, changed: Set[int]) -> None:
        self._linking = linking
        self._index = linking.index
        self._changed = changed
        self._scores: dict[tuple[int, int], float] = {}

    def id(self, n: int) -> str:
        """The id of a report."""
        return self._index.id_of(n)

    def near(self, n: int) -> list[Near]:
        """What a report may be joined with, of those that change now or were grouped before."""
        found = self._index.pairs(n, LEAST)
        changed = self._changed
        return [Near(n, id, score, bool(joined)) for n, id, score, joined, old in found if old or n in changed]

    def group(self, n: int) -> list[int]:
        """The group of a report as it was before, itself included."""
        event = self._index.event_of_number(n)
        return [n] if event is None else self._index.members(event)

    def doubt(self, n: int) -> Doubt | None:
        """Why a report joined nothing before."""
        found = self._index.doubt(n)
        return None if found is None else Doubt(*found)

    def same(self, n: int) -> list[int]:
        """The reports that people called the same."""
        return self._index.partners(n) if self._linking.decided.same else []

    def apart(self, a: int, b: int) -> bool:
        """Whether people called two reports different."""
        return frozenset((self.id(a), self.id(b))) in self._linking.different

    def score(self, a: int, b: int) -> float:
        """How well two reports agree; -inf where they exclude each other, or people called them different."""
        pair = (a, b) if a < b else (b, a)
        found = self._scores.get(pair)
        if found is None:
            is_apart = bool(self._linking.different) and self.apart(a, b)
            found = self._scores[pair] = -inf if is_apart else self._linking.agreement(a, b)
        return found

    def trim(self) -> None:
        """Forget what is remembered, where it is much."""
        self._linking.comparer.trim()
        if len(self._scores) > _SCORES:
            self._scores.clear()


def _swept(members: Iterable[Member], fresh: Set[int]) -> Iterator[tuple[int, int]]:
    """The pairs of members with a common day, one of them fresh; the members in order."""
    active: list[Member] = []
    for member in sorted(members, key=lambda m: (m[1], m[0])):
        active = [other for other in active if other[2] > member[1]]
        n = member[0]
        for other, _, _ in active:
            if n in fresh or other in fresh:
                yield other, n
        active.append(member)


def _with_fresh(members: Sequence[Member], fresh: Set[int]) -> Iterator[tuple[int, int]]:
    """The same pairs, each fresh member with all others."""
    for n, low, high in members:
        if n in fresh:
            for other, first, end in members:
                if (high > first if low <= first else end > low) and (other > n if other in fresh else other != n):
                    yield n, other


__all__ = ["SAME", "Comparison", "Feature", "NearMiss", "compare", "group_of", "link_events", "near_misses"]
