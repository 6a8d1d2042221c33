"""Reports of the same event, from any number of articles, become one event; with the reasons.

Three steps, each independent of the order of the input: pairs of reports that share a block (class group, place or
actor, days) are compared; pairs that agree enough are joined, best first, unless two members of the joined event
exclude each other; each group of reports becomes an Event. Statements come last: what they are about is an event.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from kg.link.comparison import LASTING, SAME, UNDATED_DAYS, Comparer, Comparison, Feature, Profile, group_of
from kg.link.spelling import fold, is_local, skeleton
from kg.model import Basis, Entity, Event, Figure, Interval, Report, Status
from kg.vocabulary import STATUSES, is_a, parent

_NEAR = 1.5  # how far below SAME a pair is still worth a person's look
_DOUBT = 0.5  # two events that exclude each other and suit a report within this much: it joins neither
_MEAN = 2.5  # how far below SAME the mean of all pairs of two events to be joined may lie
_LONG_DAYS = 4 * UNDATED_DAYS  # a wider window is compared only with reports of the same narrow place or actor


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Two reports that were kept apart by little: for a person to decide."""

    a: str
    b: str
    score: float
    why: str


def link_events(
    reports: Iterable[Report],
    entities: Mapping[str, Entity],
    published: Mapping[str, date | None],
    *,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
) -> tuple[Event, ...]:
    """The events that reports tell, sorted by id, whatever the order of the reports.

    `entities` maps entity ids, `published` article ids to the day of publication. `same` and `different` are pairs of
    report ids that a person decided; they win over the score, `different` over `same`.
    """
    return _Linker(reports, entities, published, same, different).events()


def near_misses(
    reports: Iterable[Report],
    entities: Mapping[str, Entity],
    published: Mapping[str, date | None],
    margin: float = _NEAR,
) -> tuple[NearMiss, ...]:
    """Pairs of reports that were kept apart by at most `margin`, or by a doubt; the closest first."""
    linker = _Linker(reports, entities, published, (), ())
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
        same: Iterable[tuple[str, str]],
        different: Iterable[tuple[str, str]],
    ) -> None:
        self.comparer = Comparer(entities, published)
        by_id = {report.id: report for report in reports}
        self.profiles = {id: self.comparer.profile(by_id[id]) for id in sorted(by_id)}
        self.same = sorted({(min(pair), max(pair)) for pair in same if set(pair) <= set(by_id)})
        self.different = {frozenset(pair) for pair in different}
        self.event_of: dict[str, str] = {}  # report id → event id
        self.realised: dict[str, tuple[float, str]] = {}  # planned report → (score, report of the deed)
        self.pairs: list[tuple[float, str, str]] = []  # at or near SAME, the best first
        self.doubts: set[frozenset[str]] = set()

    # ---------------------------------------------------------------- blocks

    def _keys(self, profile: Profile) -> tuple[frozenset[tuple[str, str]], ...]:
        """The blocks a report belongs to, in three families: its countries, its narrow places, its actors.

        They are functions of one report alone, so that adding articles adds to some blocks and leaves the rest.
        """
        comparer = self.comparer
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
            profile.keys = self._keys(profile)
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
        speech = [profile for profile in self.profiles.values() if profile.group == "Statement"]
        nested = [profile for profile in speech if self._speaks_of_speech(profile)]
        plain = [profile for profile in speech if profile not in nested] if nested else speech
        deeds = [profile for profile in self.profiles.values() if profile.group != "Statement"]
        groups: list[list[Profile]] = []
        for step in (deeds, plain, nested):
            for profile in step:
                topics = (id for role, id in profile.report.roles if role == "topic")
                profile.topics = frozenset(self.event_of[id] for id in topics if id in self.event_of)
            for members in self._cluster(step):
                groups.append(members)
                id = _event_id(members)
                self.event_of.update((member.report.id, id) for member in members)
        realises: dict[str, set[str]] = defaultdict(set)
        for plan, (_, deed) in self.realised.items():
            realises[self.event_of[deed]].add(self.event_of[plan])
        return tuple(sorted((self._event(members, realises) for members in groups), key=lambda event: event.id))

    def _speaks_of_speech(self, profile: Profile) -> bool:
        topics = (self.profiles.get(id) for role, id in profile.report.roles if role == "topic")
        return any(topic is not None and topic.group == "Statement" for topic in topics)

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
            why=self._why(members),
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

    def near(self, margin: float) -> tuple[NearMiss, ...]:
        """Pairs kept apart by at most `margin`, after `events`."""
        misses = []
        for score, a, b in sorted(self.pairs, key=lambda pair: (-pair[0], *pair[1:])):
            if score < SAME - margin or self.event_of[a] == self.event_of[b]:
                continue
            why = self.comparer.explain(self.profiles[a], self.profiles[b]).why()
            if frozenset((a, b)) in self.doubts:
                why = f"It suits two events that exclude each other, so it joins neither. {why}"
            elif score >= SAME:
                why = f"Other reports of these two events exclude each other. {why}"
            misses.append(NearMiss(a, b, score, why))
        return tuple(misses)


def _met(p: Profile, q: Profile, family: int) -> bool:
    """Whether a pair of a later family was compared in an earlier one: both were in it, and shared a block.

    A pair with different places is compared nowhere else: its actors cannot make it one event.
    """
    return any(p.keys[earlier] and q.keys[earlier] for earlier in range(family))


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
