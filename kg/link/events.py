"""Reports of the same event, from any number of articles, become one event; with the reasons.

Three steps, each independent of the order of the input: pairs of reports that share a block (class group, place or
actor, days) are compared; pairs that agree enough are joined, best first, unless two members of the joined event
exclude each other; each group of reports becomes an Event. Statements come last: what they are about is an event.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from kg.link.comparison import LASTING, SAME, UNDATED_DAYS, Comparer, Comparison, Feature, Profile, group_of
from kg.link.decisions import NOTHING, Decided, changed_reports
from kg.link.spelling import fold, is_local, skeleton
from kg.model import Anchor, Basis, Entity, Event, Figure, Interval, Report, Status
from kg.vocabulary import STATUSES, is_a, parent

_NEAR = 1.5  # how far below SAME a pair is still worth a person's look
_DOUBT = 0.5  # two events that exclude each other and suit a report within this much: it joins neither
_MEAN = 2.5  # how far below SAME the mean of all pairs of two events to be joined may lie
_GHOST = "~"  # after the id of a report as it was
_EVER = -1  # the span of a window that is too wide for spans of 28 days
_EVER_DAYS = 400
_NOWHERE = Anchor(0, 0, "")
_LONG_DAYS = 4 * UNDATED_DAYS  # a wider window is compared only with reports of the same narrow place or actor


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Two reports that were kept apart by little: for a person to decide."""

    a: str
    b: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Linked:
    """What was linked before: reports and entities by id, publication by article id, report id → event id, decisions.

    `lost` are the ids of events that are no longer written anywhere, though their reports may be as they were.
    """

    reports: Mapping[str, Report]
    entities: Mapping[str, Entity]
    published: Mapping[str, date | None]
    event_of: Mapping[str, str]
    decided: Decided = NOTHING
    lost: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What linking again changed: the events to write, and the ids of those that they replace or that are no more."""

    events: tuple[Event, ...]
    gone: frozenset[str]


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


def relink_events(
    reports: Iterable[Report],
    entities: Mapping[str, Entity],
    published: Mapping[str, date | None],
    before: Linked | None = None,
    decided: Decided = NOTHING,
) -> Change:
    """The events that change, when `before` is what was linked before reports or decisions changed.

    Reports that may join directly or through others are one neighbourhood, and what becomes of it depends on nothing
    else; so only the neighbourhoods of reports that came, went or changed are linked again. The result is that of
    `link_events`, which a test compares. `reports` are as people have them (`Decided.reports`).
    """
    linker = _Linker(reports, entities, published, decided)
    return Change(linker.events(), frozenset()) if before is None else linker.change(before)


def link_events(
    reports: Iterable[Report],
    entities: Mapping[str, Entity],
    published: Mapping[str, date | None],
    decided: Decided = NOTHING,
) -> tuple[Event, ...]:
    """The events that reports tell, sorted by id, whatever the order of the reports.

    `entities` maps entity ids, `published` article ids to the day of publication. What people decided wins over the
    score, and of that `different` over `same`.
    """
    return _Linker(reports, entities, published, decided).events()


def near_misses(
    reports: Iterable[Report],
    entities: Mapping[str, Entity],
    published: Mapping[str, date | None],
    decided: Decided = NOTHING,
    margin: float = _NEAR,
) -> tuple[NearMiss, ...]:
    """Pairs of reports that were kept apart by at most `margin`, or by a doubt, and not by a person; the closest first."""
    linker = _Linker(reports, entities, published, decided)
    linker.events()
    return linker.near(margin)


def compare(a: Report, b: Report, entities: Mapping[str, Entity], published: Mapping[str, date | None]) -> Comparison:
    """Two reports compared, feature by feature. Statements are compared without what they are about."""
    comparer = Comparer(entities, published)
    return comparer.explain(comparer.profile(a), comparer.profile(b))


class _Linker:
    """One run: the profiles, the pairs found, and the groups they make."""

    def __init__(
        self,
        reports: Iterable[Report],
        entities: Mapping[str, Entity],
        published: Mapping[str, date | None],
        decided: Decided,
    ) -> None:
        self.comparer = Comparer(entities, published)
        by_id = {report.id: report for report in reports}
        self.profiles = {id: self.comparer.profile(by_id[id]) for id in sorted(by_id)}
        self.decided = decided
        self.same = sorted(pair for pair in decided.same if set(pair) <= set(by_id))
        self.different = {frozenset(pair) for pair in decided.different}
        self.event_of: dict[str, str] = {}  # report id → event id
        self.realised: dict[str, tuple[float, str]] = {}  # planned report → (score, report of the deed)
        self.pairs: list[tuple[float, str, str]] = []  # at or near SAME, the best first
        self.doubts: set[frozenset[str]] = set()

    # ---------------------------------------------------------------- blocks

    def _keys(self, profile: Profile, comparer: Comparer) -> tuple[frozenset[tuple[str, str]], ...]:
        """The blocks a report belongs to, in three families: its countries, its narrow places, its actors.

        They are functions of one report alone, so that adding articles adds to some blocks and leaves the rest.
        """
        speech = profile.group == "Statement"
        group = profile.report.type if speech else profile.group
        places = frozenset() if speech else profile.places
        inner = {above for id in places for above in comparer.ancestors(id)}
        short = profile.window[1] - profile.window[0] <= _LONG_DAYS
        broad = (profile.countries or inner) if places and short else ()
        narrow = {id for id in inner if comparer.kind(id) not in ("Country", "State")} or inner
        actors = profile.parties | profile.agents | profile.targets
        actors = actors or frozenset(id for _, ids in profile.others for id in ids)
        names = {above for id in actors if not is_local(id) for above in comparer.ancestors(id)}
        names |= {f"name {skeleton(comparer.label(id))}" for id in actors if comparer.kind(id) == "Person"}
        names |= {f"topic {id}" for id in profile.topics}
        return tuple(frozenset((group, key) for key in keys) for keys in (broad, narrow, names))

    def _blocked(self, profiles: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
        """Pairs worth comparing: those that share a block and whose windows overlap; each family once."""
        for profile in profiles:
            profile.keys = self._keys(profile, self.comparer)
        for family in (0, 1, 2):
            blocks: dict[tuple[str, str], list[Profile]] = defaultdict(list)
            for profile in profiles:
                for key in profile.keys[family]:
                    blocks[key].append(profile)
            for key in sorted(blocks):
                members = blocks[key]
                if len(members) > 1:
                    yield from self._in_block(key, members, family)

    def _in_block(self, key: tuple[str, str], members: list[Profile], family: int) -> Iterator[tuple[Profile, Profile]]:
        active: list[Profile] = []
        for profile in sorted(members, key=lambda m: (m.window[0], m.report.id)):
            lo = profile.window[0]
            active = [other for other in active if other.window[1] > lo]
            mine = profile.keys[family]
            for other in active:
                if family and _met(profile, other, family):
                    continue
                shared = mine & other.keys[family]
                if len(shared) > 1 and min(shared) != key:
                    continue  # compared in the first block that they share
                yield profile, other
            active.append(profile)

    def _compare_all(self, profiles: Sequence[Profile]) -> list[tuple[float, str, str]]:
        """(score, a, b) of the pairs at or near SAME, the best first; plans and deeds are noted on the way."""
        found: dict[tuple[str, str], float] = {}
        score_once, type_weight = self.comparer.score_once, self.comparer.type_weight
        for p, q in self._blocked(profiles):
            one, two = p.report, q.report
            if type_weight(one.type, two.type) is None:
                continue
            if one.status != two.status and {one.status, two.status} == {"planned", "asserted"}:
                plan, deed = (p, q) if one.status == "planned" else (q, p)
                self._realise(plan.report.id, score_once(plan, deed, deed=True), deed.report.id)
                continue
            if one.article_id == two.article_id or (p.dated and q.dated and (p.lo >= q.hi or q.lo >= p.hi)):
                continue
            score = score_once(p, q)
            if score >= SAME - _NEAR:
                found[(one.id, two.id) if one.id < two.id else (two.id, one.id)] = score
        return sorted(((score, a, b) for (a, b), score in found.items()), key=lambda pair: (-pair[0], *pair[1:]))

    def _realise(self, plan: str, score: float, deed: str) -> None:
        best = self.realised.get(plan)
        if score >= SAME and (best is None or (-score, deed) < (-best[0], best[1])):
            self.realised[plan] = (score, deed)

    # ---------------------------------------------------------------- groups

    def _cluster(self, profiles: Sequence[Profile]) -> list[list[Profile]]:
        """Join the best pairs first, unless two members of the joined group exclude each other."""
        groups = {profile.report.id: [profile] for profile in profiles}
        pairs = self._compare_all(profiles)
        self.pairs.extend(pairs)
        near: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for score, a, b in pairs:
            if score >= SAME - _DOUBT:
                near[a].append((score, b))
                near[b].append((score, a))
        for a, b in self.same:
            if a in groups and b in groups and not self._decided_apart(groups[a], groups[b]):
                _join(groups, a, b)
        doubtful: set[str] = set()
        for score, a, b in pairs:
            if score < SAME:
                break
            left, right = groups[a], groups[b]
            if left is right or a in doubtful or b in doubtful or not self._may_join(left, right):
                continue
            doubt = self._doubt(a, b, score, near, groups) or self._doubt(b, a, score, near, groups)
            if doubt is None:
                _join(groups, a, b)
            else:
                doubtful.add(doubt[0])
                self.doubts |= {frozenset((doubt[0], other)) for other in doubt[1:]}
        unique = {id(members): members for members in groups.values()}
        return [sorted(members, key=lambda m: m.order) for members in unique.values()]

    def _decided_apart(self, left: Sequence[Profile], right: Sequence[Profile]) -> bool:
        return bool(self.different) and any(
            frozenset((p.report.id, q.report.id)) in self.different for p in left for q in right
        )

    def _exclude(self, left: Sequence[Profile], right: Sequence[Profile]) -> bool:
        return self._decided_apart(left, right) or any(self.comparer.score(p, q) == -inf for p in left for q in right)

    def _may_join(self, left: Sequence[Profile], right: Sequence[Profile]) -> bool:
        """No pair of members excludes each other, and all pairs together agree well enough."""
        if self._decided_apart(left, right):
            return False
        total = 0.0
        for p in left:
            for q in right:
                score = self.comparer.score(p, q)
                if score == -inf:
                    return False
                total += score
        return total / (len(left) * len(right)) >= SAME - _MEAN

    def _doubt(
        self,
        one: str,
        other: str,
        score: float,
        near: Mapping[str, Sequence[tuple[float, str]]],
        groups: Mapping[str, list[Profile]],
    ) -> tuple[str, str, str] | None:
        """A lone report that suits two events that exclude each other joins neither: (it, one, the other)."""
        if len(groups[one]) > 1:
            return None
        for close, third in near[one]:
            if close < score - _DOUBT:
                break  # the closest come first
            if groups[third] is not groups[other] and self._exclude(groups[third], groups[other]):
                return one, other, third
        return None

    # ---------------------------------------------------------------- events

    def events(self) -> tuple[Event, ...]:
        """All events: first what happened, then what was said of it, then what was said of that."""
        groups: list[list[Profile]] = []
        for step in self._steps():
            self._set_topics(step, self.event_of)
            groups += self._settle(step)
        return self._make(groups)

    def _steps(self) -> tuple[list[Profile], ...]:
        steps: tuple[list[Profile], ...] = ([], [], [])
        for profile in self.profiles.values():
            steps[_step(profile.report, self._report)].append(profile)
        return steps

    def _report(self, id: str) -> Report | None:
        profile = self.profiles.get(id)
        return profile.report if profile is not None else None

    def _set_topics(self, step: Iterable[Profile], settled: Mapping[str, str]) -> None:
        """What each statement is about, as an event of an earlier step."""
        topics = {profile.report.id: frozenset(_topics(profile.report, settled)) for profile in step}
        for profile in step:
            profile.topics = topics[profile.report.id]

    def _settle(self, profiles: Sequence[Profile]) -> list[list[Profile]]:
        """The groups of one step, each with the id of its event."""
        groups = self._cluster(profiles)
        for members in groups:
            id = _event_id(members)
            self.event_of.update((member.report.id, id) for member in members)
        return groups

    def _make(self, groups: Iterable[Sequence[Profile]]) -> tuple[Event, ...]:
        realises: dict[str, set[str]] = defaultdict(set)
        for plan, (_, deed) in self.realised.items():
            realises[self.event_of[deed]].add(self.event_of[plan])
        return tuple(sorted((self._event(members, realises) for members in groups), key=lambda event: event.id))

    # ---------------------------------------------------------------- only what changed

    def change(self, before: Linked) -> Change:
        """The events of the neighbourhoods that hold a report which came, went, or compares otherwise now."""
        earlier = Comparer(before.entities, before.published)
        touched = self._changed(before)
        while True:
            groups, reached = self._relink(touched, before, earlier)
            behind = {  # what tells of an event by an id that is no more, and was not linked again
                id
                for id, profile in self.profiles.items()
                if id not in reached
                and _topics(profile.report, self.event_of) != _topics(profile.report, before.event_of)
            }
            if not behind:
                break
            touched |= behind
        gone = {event for id, event in before.event_of.items() if id in reached or id not in self.profiles}
        return Change(self._make(groups), frozenset(gone))

    def _changed(self, before: Linked) -> set[str]:
        """The reports, of then and now, that are not the same or name an entity that is not."""
        then, now = before.entities, self.comparer.entities
        moved = {id for id in {*then, *now} if then.get(id) != now.get(id)}
        changed = set(before.reports) ^ set(self.profiles)
        changed |= changed_reports(before.decided, self.decided) & {*before.reports, *self.profiles}
        for id, profile in self.profiles.items():
            report = profile.report
            if id in changed:
                continue
            if (
                id not in before.event_of
                or before.event_of[id] in before.lost
                or before.reports[id] != report
                or before.published.get(report.article_id) != self.comparer.published.get(report.article_id)
                or (moved and any(self.comparer.ancestors(entity) & moved for _, entity in report.roles))
            ):
                changed.add(id)
        return changed

    def _relink(self, touched: set[str], before: Linked, earlier: Comparer) -> tuple[list[list[Profile]], set[str]]:
        """The new groups, and the reports in them; `touched` are the reports from which neighbourhoods are sought."""
        self.event_of, self.realised, self.pairs = {}, {}, []
        groups: list[list[Profile]] = []
        everything: set[str] = set()
        settled: dict[str, str] = {}  # of the steps before, now and then
        settled_then: dict[str, str] = {}
        steps_then: tuple[dict[str, Report], ...] = ({}, {}, {})
        for id, report in before.reports.items():
            steps_then[_step(report, before.reports.get)][id] = report
        for step, then in zip(self._steps(), steps_then, strict=True):
            self._set_topics(step, settled)
            start = {profile.report.id for profile in step if profile.report.id in touched}
            start |= {id for id in then if id in touched}
            start |= {
                profile.report.id
                for profile in step
                if profile.report.id in then
                and profile.topics != frozenset(_topics(then[profile.report.id], settled_then))
            }
            ghosts = [self._ghost(then[id], earlier, settled_then) for id in sorted(start & set(then))]
            reached = self._neighbourhoods(start, step, ghosts, earlier)
            self.event_of.update(
                (profile.report.id, before.event_of[profile.report.id])
                for profile in step
                if profile.report.id not in reached
            )
            groups += self._settle([profile for profile in step if profile.report.id in reached])
            everything |= reached
            settled.update((profile.report.id, self.event_of[profile.report.id]) for profile in step)
            settled_then.update((id, before.event_of[id]) for id in then if id in before.event_of)
        return groups, everything

    def _ghost(self, report: Report, earlier: Comparer, settled: Mapping[str, str]) -> Profile:
        """A report as it was: it leads to those that it was compared with, and joins nothing."""
        ghost = earlier.profile(replace(report, id=report.id + _GHOST))
        ghost.topics = frozenset(_topics(report, settled))
        return ghost

    def _neighbourhoods(
        self, start: set[str], step: Sequence[Profile], ghosts: Sequence[Profile], earlier: Comparer
    ) -> set[str]:
        """The ids of all reports that `start` is joined with or might be, directly or through others."""
        if not start:
            return set()
        blocks: dict[tuple[str, str], dict[int, list[Profile]]] = defaultdict(lambda: defaultdict(list))
        for profile in (*step, *ghosts):
            profile.keys = self._keys(profile, earlier if profile.report.id.endswith(_GHOST) else self.comparer)
            for key in frozenset().union(*profile.keys):
                for month in _months(profile):
                    blocks[key][month].append(profile)
        partners: dict[str, list[str]] = defaultdict(list)
        for a, b in self.same:
            partners[a].append(b)
            partners[b].append(a)
        by_id = {profile.report.id: profile for profile in step}
        todo = [profile for profile in (*step, *ghosts) if profile.report.id.removesuffix(_GHOST) in start]
        reached = {profile.report.id for profile in todo}
        while todo:
            profile = todo.pop()
            found = [by_id[id] for id in partners[profile.report.id.removesuffix(_GHOST)] if id in by_id]
            met: set[str] = set()
            for key in frozenset().union(*profile.keys):
                block = blocks[key]
                months = _months(profile)
                for month in block if _EVER in months else (_EVER, *months):
                    for other in block.get(month, ()):
                        if other.report.id not in reached and other.report.id not in met:
                            met.add(other.report.id)
                            if self._near(profile, other, earlier):
                                found.append(other)
            todo += [other for other in found if other.report.id not in reached]
            reached.update(other.report.id for other in found)
        return {id for id in reached if not id.endswith(_GHOST)}

    def _near(self, p: Profile, q: Profile, earlier: Comparer) -> bool:
        """Whether what becomes of one of two reports may depend on the other."""
        one, two = p.report, q.report
        if p.window[0] > q.window[1] or q.window[0] > p.window[1]:
            return False
        if self.comparer.type_weight(one.type, two.type) is None:
            return False
        comparer = earlier if one.id.endswith(_GHOST) or two.id.endswith(_GHOST) else self.comparer
        if one.status != two.status and {one.status, two.status} == {"planned", "asserted"}:
            plan, deed = (p, q) if one.status == "planned" else (q, p)
            return comparer.score_once(plan, deed, deed=True) >= SAME
        if p.dated and q.dated and (p.lo >= q.hi or q.lo >= p.hi):
            return False
        return comparer.score_once(p, q) >= SAME - _DOUBT

    # ---------------------------------------------------------------- what an event holds

    def _event(self, members: Sequence[Profile], realises: Mapping[str, set[str]]) -> Event:
        id = _event_id(members)
        reports = tuple(member.report for member in members)
        interval, basis = _interval(reports)
        return Event(
            id=id,
            type=_type(reports),
            status=_status(reports),
            interval=interval,
            time_basis=basis,
            roles=self._roles(reports),
            figures=_figures(reports),
            sources=tuple(sorted({source for report in reports for source in report.sources})),
            reports=reports,
            realises=tuple(sorted(realises.get(id, ()))),
            why=(*self._why(members), *self._notes(reports)),
        )

    def _roles(self, reports: Sequence[Report]) -> tuple[tuple[str, str], ...]:
        """All fillers; words that name nobody go where another report has a name, or the same words."""
        fillers: dict[str, list[str]] = defaultdict(list)
        for report in reports:
            for role, id in report.roles:
                value = self.event_of.get(id) if role == "topic" else id
                if value is not None and value not in fillers[role]:
                    fillers[role].append(value)
        named = {role for role, ids in fillers.items() if any(not is_local(id) for id in ids)}
        beside = {  # unnamed fillers whose own report has a name beside them: they are others
            id
            for report in reports
            for role, id in report.roles
            if is_local(id) and any(r == role and not is_local(i) for r, i in report.roles)
        }
        roles: set[tuple[str, str]] = set()
        for role, ids in fillers.items():
            words: set[str] = set()
            for id in ids:
                if role != "topic" and is_local(id):
                    label = fold(self.comparer.label(id))
                    if label in words or (role == "agent" and role in named and id not in beside):
                        continue
                    words.add(label)
                roles.add((role, id))
        return tuple(sorted(roles))

    def _why(self, members: Sequence[Profile]) -> tuple[str, ...]:
        """For every report after the first, the comparison that speaks most for it."""
        reasons = []
        for number, member in enumerate(members[1:], 1):
            best = max(members[:number], key=lambda m: (self.comparer.score(member, m), m.report.id))
            pair = (min(member.report.id, best.report.id), max(member.report.id, best.report.id))
            if self.comparer.score(member, best) < SAME and any(member.report.id in decided for decided in self.same):
                reasons.append(f"{pair[0]} and {pair[1]}: A person decided that they are the same event.")
            else:
                reasons.append(f"{pair[0]} and {pair[1]}: {self.comparer.explain(member, best).why()}")
        return tuple(reasons)

    def _notes(self, reports: Sequence[Report]) -> tuple[str, ...]:
        """What people decided about reports of one event, each decision once."""
        return tuple(sorted({note for report in reports for note in self.decided.notes.get(report.id, ())}))

    def near(self, margin: float) -> tuple[NearMiss, ...]:
        """Pairs kept apart by at most `margin`, after `events`."""
        misses = []
        for score, a, b in sorted(self.pairs, key=lambda pair: (-pair[0], *pair[1:])):
            if score < SAME - margin or self.event_of[a] == self.event_of[b] or frozenset((a, b)) in self.different:
                continue
            why = self.comparer.explain(self.profiles[a], self.profiles[b]).why()
            if frozenset((a, b)) in self.doubts:
                why = f"It suits two events that exclude each other, so it joins neither. {why}"
            elif score >= SAME:
                why = f"Other reports of these two events exclude each other. {why}"
            misses.append(NearMiss(a, b, score, why))
        return tuple(misses)


def _met(p: Profile, q: Profile, family: int) -> bool:
    """Whether a pair of a later family was compared in an earlier one, or lies in countries that keep it apart."""
    if p.group != "Statement" and p.countries and q.countries and not p.countries & q.countries:
        return True
    return any(p.keys[earlier] & q.keys[earlier] for earlier in range(family))


def _step(report: Report, find: Callable[[str], Report | None]) -> int:
    """When a report is linked: 0 what happened, 1 what was said of it, 2 what was said of that."""
    if group_of(report.type) != "Statement":
        return 0
    topics = (find(id) for role, id in report.roles if role == "topic")
    return 2 if any(topic is not None and group_of(topic.type) == "Statement" for topic in topics) else 1


def _topics(report: Report, event_of: Mapping[str, str]) -> list[str]:
    """The events that a report is about, as far as they are known."""
    return sorted({event_of[id] for role, id in report.roles if role == "topic" and id in event_of})


def _months(profile: Profile) -> range | tuple[int]:
    """The spans of 28 days that a report's window touches; one number for those that touch many."""
    first, last = profile.window
    if last - first > _EVER_DAYS:
        return (_EVER,)
    return range(int(first) // 28, int(last) // 28 + 1)


def _join(groups: dict[str, list[Profile]], a: str, b: str) -> None:
    left, right = groups[a], groups[b]
    if left is not right:
        left.extend(right)
        for member in right:
            groups[member.report.id] = left


# ---------------------------------------------------------------- what an event takes from its reports


def _event_id(members: Sequence[Profile]) -> str:
    """An id that later articles do not change: of the first report by publication, then by id."""
    first = min(members, key=lambda member: member.order)
    return hashlib.sha256(f"event {first.report.id}".encode()).hexdigest()[:16]


def _type(reports: Sequence[Report]) -> str:
    """The most specific class; of several, the one most told."""

    def depth(name: str | None) -> int:
        return 0 if name is None else 1 + depth(parent(name))

    counts = Counter(report.type for report in reports)
    return min(counts, key=lambda name: (-depth(name), -counts[name], name))


def _status(reports: Sequence[Report]) -> Status:
    """Done when one report says so; then planned, possible, denied."""
    return min((report.status for report in reports), key=STATUSES.index)


def _interval(reports: Sequence[Report]) -> tuple[Interval | None, Basis | None]:
    """The most precise interval told, with its basis; for what lasts, the earliest begin told as “since”."""
    counts = Counter(
        (report.interval, report.time_basis)
        for report in reports
        if report.interval is not None and (report.interval.begin or report.interval.end)
    )
    if not counts:
        return None, None
    open_end = [found for found in counts if found[0].begin is not None and found[0].end is None]
    if open_end and any(is_a(report.type, name) for report in reports for name in LASTING):
        return min(open_end, key=lambda found: (found[0].begin or date.max, str(found[1])))

    def rank(found: tuple[Interval, Basis | None]) -> tuple[float, int, str, str, str]:
        interval, basis = found
        length = (interval.end - interval.begin).days if interval.begin and interval.end else inf
        return length, -counts[found], str(interval.begin), str(interval.end), str(basis)

    return min(counts, key=rank)


def _figures(reports: Sequence[Report]) -> tuple[Figure, ...]:
    """Every different figure once, as its first report states it."""
    found: dict[tuple[str, int, int, str], Figure] = {}
    for report in reports:
        for figure in report.figures:
            amount = figure.amount
            low, high = (-1 if end is None else end for end in (amount.low, amount.high))
            found.setdefault((figure.measure, low, high, amount.change), figure)
    return tuple(found[key] for key in sorted(found))


__all__ = ["SAME", "Comparison", "Feature", "NearMiss", "compare", "group_of", "link_events", "near_misses"]
