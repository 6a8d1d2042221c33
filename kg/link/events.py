"""Reports of the same event, from any number of articles, become one event; with the reasons.

Three steps, each independent of the order of the input: pairs of reports that share a block (class group, place or
actor, days) are compared; pairs that agree enough are joined, best first, unless two members of the joined event
exclude each other; each group of reports becomes an Event. Statements come last, since what they are about is an event.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import asin, cos, inf, radians, sin, sqrt

from kg.link.spelling import alike, fold, is_local, skeleton
from kg.model import Basis, Entity, Event, Figure, Interval, Report, Status
from kg.vocabulary import GROUPS, STATES, STATUSES, is_a, parent

# Two reports are the same event from this score on. Measured on tests/identity/events.toml (see the test).
SAME = 5.0
_NEAR = 1.5  # how far below SAME a pair is still worth a person's look
_AMBIGUOUS = 0.5  # two events that exclude each other and suit a report within this much: it joins neither
_MEAN = 2.5  # how far below SAME the mean of all pairs of two events to be joined may lie

_DAY_WINDOW = 8  # days; a longer interval says little about which day is meant
_UNDATED_DAYS = 14  # days between two publications within which undated reports may tell one event
_STATEMENT_DAYS = 7
_STATE_DAYS = 60  # who held a place, who was minister: told for long
_PLAN_DAYS = 60  # days from an undated plan to its deed
_TOUCH_KM = 12.0

# Classes of one group, neither above the other, that two papers may choose for one event.
_ALSO = frozenset(
    frozenset(pair)
    for pair in (
        ("Airstrike", "Bombing"), ("Airstrike", "Shelling"), ("Bombing", "Shelling"), ("Bombing", "Shooting"),
        ("SuicideAttack", "Shooting"), ("Attack", "Battle"), ("Shooting", "Battle"), ("Shelling", "Battle"),
        ("Attack", "Offensive"), ("Battle", "Offensive"), ("Battle", "Invasion"), ("SuicideAttack", "Battle"),
    )
)  # fmt: skip
_RARE = ("Coup", "Invasion")  # a country has few of them: the class alone says much
_LASTING = ("Battle", "Offensive", *STATES)  # they go on: a begin without an end is no mistake
_PARTIES = ("Meeting", "Agreement", "Battle")  # who takes part matters more than in which role
_ONE_TARGET = (
    "Arrest",
    "Abduction",
    "Appointment",
    "Departure",
    "Sanction",
    "Condolence",
    "Condemnation",
    "Threat",
    "Demand",
)
_BODIES = ("Country", "State", "Government", "ArmedForce", "ArmedGroup", "InternationalOrganization", "Organization")
_STATELIKE = ("Country", "State", "Government", "ArmedForce", "Person")


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing compared between two reports: what it says of their identity, and in which words."""

    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports compared: `apart` says why they cannot be one event, else None; `score` sums the features."""

    a: str
    b: str
    score: float
    features: tuple[Feature, ...]
    apart: str | None = None

    def why(self) -> str:
        """A sentence: the score, what agreed, what disagreed."""
        if self.apart is not None:
            return f"Not the same event: {self.apart}."
        agreed = "; ".join(feature.words for feature in self.features if feature.weight > 0)
        disagreed = "; ".join(feature.words for feature in self.features if feature.weight < 0)
        verdict = "The same event" if self.score >= SAME else "Not joined"
        text = f"{verdict} (score {self.score:.2f}, {SAME:g} needed): {agreed or 'nothing agrees'}"
        return f"{text}. Against it: {disagreed}." if disagreed else f"{text}."


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
    linker = _Linker(reports, entities, published, same, different)
    return linker.events()


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


def compare(
    a: Report,
    b: Report,
    entities: Mapping[str, Entity],
    published: Mapping[str, date | None],
) -> Comparison:
    """Two reports compared, feature by feature. Statements are compared without what they are about."""
    linker = _Linker((a, b), entities, published, (), ())
    return linker.compare(linker.profiles[a.id], linker.profiles[b.id])


# ---------------------------------------------------------------- one report, ready to be compared


@dataclass(slots=True, eq=False)
class _Profile:
    """A report as comparison needs it: days as ordinals, places reduced to the narrowest, actors by part."""

    report: Report
    group: str
    pub: int | None
    lo: float  # first day, -inf when open or unknown
    hi: float  # day after the last, inf when open or unknown
    dated: bool
    places: frozenset[str]  # the narrowest ones
    origins: frozenset[str]
    countries: frozenset[str]
    agents: frozenset[str]
    targets: frozenset[str]
    others: tuple[tuple[str, frozenset[str]], ...]  # (role, ids): opponent, beneficiary, force, instrument, office
    parties: frozenset[str]
    figures: tuple[tuple[str, int | None, int | None, str], ...]
    topics: frozenset[str]
    window: tuple[float, float] = (-inf, inf)

    @property
    def key(self) -> tuple[int, str]:
        """The order among reports: by publication, then by id."""
        return (self.pub if self.pub is not None else 10_000_000, self.report.id)


def group_of(type: str) -> str:
    """The group of an event class: Violence for Bombing. Raises KeyError for what is no event class."""
    name: str | None = type
    while name is not None:
        if name in GROUPS:
            return name
        name = parent(name)
    raise KeyError(f"“{type}” is no event class; see kg/vocabulary.py.")


def _depth(type: str) -> int:
    depth, name = 0, parent(type)
    while name is not None:
        depth, name = depth + 1, parent(name)
    return depth


class _Linker:
    """One run: profiles, memos of comparisons, and the groups found."""

    def __init__(
        self,
        reports: Iterable[Report],
        entities: Mapping[str, Entity],
        published: Mapping[str, date | None],
        same: Iterable[tuple[str, str]],
        different: Iterable[tuple[str, str]],
    ) -> None:
        self.entities = entities
        self.published = published
        self._ancestors: dict[str, frozenset[str]] = {}
        self._relation: dict[tuple[str, str], int] = {}
        self._relations: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        self._placed: dict[tuple[frozenset[str], frozenset[str]], tuple[float, str, str]] = {}
        self._types: dict[tuple[str, str], float | None] = {}
        self._compared: dict[tuple[str, str], Comparison] = {}
        self.doubts: list[tuple[str, str, str]] = []
        by_id = {report.id: report for report in reports}
        self.profiles = {id: self._profile(by_id[id]) for id in sorted(by_id)}
        self.event_of: dict[str, str] = {}
        self.realised: dict[str, tuple[float, str]] = {}
        self.same = sorted(tuple(sorted(pair)) for pair in same if set(pair) <= set(by_id))
        self.different = {frozenset(pair) for pair in different}
        self.candidates: list[Comparison] = []

    # ---------------------------------------------------------------- profiles

    def _profile(self, report: Report) -> _Profile:
        roles: dict[str, set[str]] = defaultdict(set)
        for role, id in report.roles:
            roles[role].add(id)
        places = {*roles["place"], *(id for id in roles["target"] if self._kind(id) == "Facility")}
        interval = report.interval
        published = self.published.get(report.article_id)
        agents, targets = frozenset(roles["agent"]), frozenset(roles["target"])
        parties = frozenset(roles["participant"])
        if is_a(report.type, "Battle"):
            parties |= agents | targets | roles["opponent"]
        elif report.type in _PARTIES or is_a(report.type, "Agreement"):
            parties |= agents
        if report.type == "Departure":
            agents = targets = agents | targets
        profile = _Profile(
            report=report,
            group=group_of(report.type),
            pub=published.toordinal() if published is not None else None,
            lo=interval.begin.toordinal() if interval is not None and interval.begin is not None else -inf,
            hi=interval.end.toordinal() if interval is not None and interval.end is not None else inf,
            dated=interval is not None and (interval.begin is not None or interval.end is not None),
            places=self._narrowest(places),
            origins=self._narrowest(roles["origin"]),
            countries=frozenset(c for id in places for c in self._countries(id)),
            agents=agents,
            targets=targets,
            others=tuple(
                (role, frozenset(roles[role]))
                for role in ("opponent", "beneficiary", "force", "instrument", "office")
                if roles[role]
            ),
            parties=parties,
            figures=tuple(
                sorted(
                    {
                        (f.measure, f.amount.low, f.amount.high, f.amount.change)
                        for f in report.figures
                        if f.measure != "distance"
                    },
                    key=str,
                )
            ),
            topics=frozenset(),
        )
        profile.window = self._window(profile)
        return profile

    def _window(self, profile: _Profile) -> tuple[float, float]:
        """The days on which the event may have been: blocks for comparison, never a value."""
        if profile.dated and not (profile.lo == -inf and profile.hi == inf):
            slack = 14 if profile.report.status == "planned" else 0
            return profile.lo, profile.hi + slack
        if profile.pub is None:
            return -inf, inf
        days = _UNDATED_DAYS
        if profile.group == "Statement":
            days = _STATEMENT_DAYS
        elif profile.report.type in STATES:
            days = 365 if profile.report.type == "OfficeTenure" else _STATE_DAYS
        after = _PLAN_DAYS if profile.report.status == "planned" else 1
        return profile.pub - days, profile.pub + after + 1

    def _kind(self, id: str) -> str:
        entity = self.entities.get(id)
        return entity.kind if entity is not None else "Entity"

    def _label(self, id: str) -> str:
        entity = self.entities.get(id)
        return entity.label("fr") if entity is not None else id

    def ancestors(self, id: str) -> frozenset[str]:
        """The entity itself and all that it is part of."""
        known = self._ancestors.get(id)
        if known is None:
            seen, todo = {id}, [id]
            while todo:
                entity = self.entities.get(todo.pop())
                for part in entity.part_of if entity is not None else ():
                    if part not in seen:
                        seen.add(part)
                        todo.append(part)
            known = self._ancestors[id] = frozenset(seen)
        return known

    def _countries(self, id: str) -> frozenset[str]:
        return frozenset(a for a in self.ancestors(id) if self._kind(a) in ("Country", "State"))

    def _narrowest(self, ids: Iterable[str]) -> frozenset[str]:
        places = set(ids)
        return frozenset(
            id for id in places if not any(other != id and id in self.ancestors(other) for other in places)
        )

    # ---------------------------------------------------------------- comparing

    def compare(self, p: _Profile, q: _Profile) -> Comparison:
        """Two reports compared; the same whichever comes first."""
        if p.report.id > q.report.id:
            p, q = q, p
        key = (p.report.id, q.report.id)
        known = self._compared.get(key)
        if known is None:
            known = self._compared[key] = self._compare(p, q, done=False)
        return known

    def _compare(self, p: _Profile, q: _Profile, done: bool) -> Comparison:
        """Compare; with `done`, ask instead whether `q` carries out what `p` plans."""
        apart = partial(Comparison, p.report.id, q.report.id, -inf, ())
        features: list[Feature] = []
        if not done and p.report.article_id == q.report.article_id:
            return apart("the same article tells them as two")
        weight = self._type_weight(p.report.type, q.report.type)
        if weight is None:
            return apart(f"{p.report.type} and {q.report.type} are different things")
        features.append(
            Feature(
                weight, f"class {p.report.type}" + ("" if p.report.type == q.report.type else f" and {q.report.type}")
            )
        )
        if not done:
            problem = self._status_problem(p, q)
            if problem is not None:
                return apart(problem)
        time = self._realised_time(p, q) if done else self._time(p, q)
        if isinstance(time, str):
            return apart(time)
        features.append(time)
        statement = p.group == "Statement"
        for find in (self._topic, self._actors) if statement else (self._place, self._actors, self._figures):
            found = find(p, q)
            if isinstance(found, str):
                return apart(found)
            features.extend(found)
        for find in (self._origin, self._others):
            found = find(p, q)
            if isinstance(found, str):
                return apart(found)
            features.extend(found)
        score = round(sum(feature.weight for feature in features), 4)
        if score >= SAME and not self._anchored(features, time):
            features.append(Feature(-1.0, "no place, person, body, topic or count is shared that is narrow enough"))
            score = round(min(score - 1.0, SAME - 0.1), 4)
        return Comparison(p.report.id, q.report.id, score, tuple(f for f in features if f.weight or "class" in f.words))

    def _anchored(self, features: Sequence[Feature], time: Feature) -> bool:
        return sum(1 for feature in features if feature.weight >= 1.5 and feature is not time) > 0

    def _type_weight(self, a: str, b: str) -> float | None:
        key = (a, b)
        if key not in self._types:
            weight: float | None
            if a == b:
                weight = 2.0 if a in _RARE else 1.0
            elif "Abduction" in (a, b):
                weight = None
            elif is_a(a, b) or is_a(b, a):
                weight = 0.75
            elif frozenset(key) in _ALSO:
                weight = -0.25
            else:
                weight = None
            self._types[key] = weight
        return self._types[key]

    def _status_problem(self, p: _Profile, q: _Profile) -> str | None:
        pair = {p.report.status, q.report.status}
        if pair == {"planned", "asserted"}:
            return "one is planned, the other done"
        if "denied" in pair and len(pair) > 1 and not (p.dated and q.dated):
            return "one is denied, and the days are not told"
        return None

    # ---- time

    def _time(self, p: _Profile, q: _Profile) -> Feature | str:
        if p.dated and q.dated:
            return self._both_dated(p, q)
        if p.dated or q.dated:
            dated, other = (p, q) if p.dated else (q, p)
            return self._one_dated(dated, other)
        return self._undated(p, q)

    def _both_dated(self, p: _Profile, q: _Profile) -> Feature | str:
        lo, hi = max(p.lo, q.lo), min(p.hi, q.hi)
        if lo >= hi:
            return f"different days ({_days(p)} and {_days(q)})"
        longest = max(p.hi - p.lo, q.hi - q.lo)
        if longest == inf:
            if p.lo == q.lo and p.lo != -inf:
                return Feature(2.0, f"both since {_iso(p.lo)}")
            return Feature(0.5, f"days that can agree ({_days(p)} and {_days(q)})")
        if longest <= 2:
            return Feature(2.5, f"the same day {_iso(lo)}")
        if p.lo == q.lo and p.hi == q.hi:
            return Feature(1.75 if longest <= 31 else 1.0, f"the same period {_days(p)}")
        if longest <= _DAY_WINDOW:
            return Feature(1.25, f"days that overlap ({_days(p)} and {_days(q)})")
        return Feature(0.75 if longest <= 31 else 0.25, f"periods that overlap ({_days(p)} and {_days(q)})")

    def _one_dated(self, dated: _Profile, other: _Profile) -> Feature | str:
        if other.pub is None:
            return Feature(0.0, "one day unknown")
        if dated.report.status == "planned":
            if dated.hi <= other.pub:
                return f"a plan for {_days(dated)}, still a plan on {_iso(other.pub)}"
            gap = max(0.0, dated.lo - other.pub) if dated.lo != -inf else 0.0
            if dated.pub is not None:
                gap = min(gap, abs(dated.pub - other.pub))
        else:
            if dated.lo > other.pub + 1:
                return f"told on {_iso(other.pub)}, before {_days(dated)}"
            last = dated.hi - 1 if dated.hi != inf else max(dated.lo, dated.pub or dated.lo)
            gap = other.pub - last if other.pub > last else 0.0
        if dated.hi - dated.lo > _DAY_WINDOW and gap == 0 and dated.report.type not in _LASTING:
            return Feature(0.25, f"{_days(dated)}, and published within it")
        limit = _STATE_DAYS if dated.report.type in STATES else _UNDATED_DAYS
        if gap > limit:
            return f"{_days(dated)}, and told without a day {gap:.0f} days later"
        words = f"{_days(dated)}, and published on {_iso(other.pub)}"
        if dated.report.type in STATES:
            return Feature(1.0 if gap <= 3 else 0.25, words)
        return Feature(2.0 if gap <= 1 else 1.0 if gap <= 3 else 0.25 if gap <= 7 else -1.0, words)

    def _undated(self, p: _Profile, q: _Profile) -> Feature | str:
        if p.pub is None or q.pub is None:
            return Feature(0.0, "no day known")
        gap = abs(p.pub - q.pub)
        words = f"published {gap} days apart" if gap else "published on the same day"
        if p.report.type == "OfficeTenure":
            return Feature(1.0 if gap <= 30 else 0.25, words)
        if p.report.type in STATES:
            return (
                Feature(1.0, words)
                if gap <= 3
                else Feature(0.25, words)
                if gap <= _STATE_DAYS
                else f"{words}, without a day"
            )
        if p.group == "Territory" and gap <= _UNDATED_DAYS:
            return Feature(1.0 if gap <= 3 else 0.5, words)
        if gap > (_STATEMENT_DAYS if p.group == "Statement" else _UNDATED_DAYS):
            return f"{words}, without a day"
        return Feature(1.0 if gap <= 1 else 0.5 if gap <= 3 else -0.5 if gap <= 7 else -1.5, words)

    def _realised_time(self, plan: _Profile, deed: _Profile) -> Feature | str:
        begin = deed.lo if deed.lo != -inf else deed.pub
        if plan.dated:
            if begin is None:
                return Feature(0.0, "the day of the deed is unknown")
            if deed.hi <= plan.lo or (plan.hi != inf and begin > plan.hi + 14):
                return f"planned for {_days(plan)}, done on {_iso(begin)}"
            if plan.lo <= begin < plan.hi:
                return Feature(2.0, f"planned for {_days(plan)}, done on {_iso(begin)}")
            return Feature(0.75, f"planned for {_days(plan)}, done on {_iso(begin)}")
        if plan.pub is None or begin is None:
            return Feature(0.0, "no day known")
        gap = begin - plan.pub
        if not -1 <= gap <= _PLAN_DAYS:
            return f"planned on {_iso(plan.pub)}, done on {_iso(begin)}"
        return Feature(1.25 if gap <= 14 else 0.75, f"planned by {_iso(plan.pub)}, done on {_iso(begin)}")

    # ---- place

    def _place(self, p: _Profile, q: _Profile) -> list[Feature] | str:
        if not (p.places and q.places):
            return []
        weight, kind, words = self._place_relation(p.places, q.places)
        if kind == "apart":
            return words
        if weight >= 2.0 and not self._same_facility(p, q):
            return "different buildings or sites are hit"
        if p.group == "Movement" and kind == "part":
            weight = max(weight, 1.0)  # a country tells where troops go as well as a base in it does
        if p.group in ("Violence", "PublicOrder") and kind == "same" and weight <= 1.0:
            weight = 0.5  # much happens in one country on one day
        return [Feature(weight, words)]

    def _same_facility(self, p: _Profile, q: _Profile) -> bool:
        """Two named sites in one town are two events; a site not told on one side may be any."""

        def sites(profile: _Profile) -> set[str]:
            return {id for id in profile.places if self._kind(id) == "Facility" and not is_local(id)}

        a, b = sites(p), sites(q)
        return not (a and b) or self._place_relation(frozenset(a), frozenset(b))[1] != "apart"

    def _place_relation(self, a: frozenset[str], b: frozenset[str]) -> tuple[float, str, str]:
        if a == b and len(a) == 1:
            (id,) = a
            return self._pair_of_places(id, id)
        key = (a, b)
        known = self._placed.get(key)
        if known is None:
            pairs = [self._pair_of_places(x, y) for x in sorted(a) for y in sorted(b)]
            known = max(pairs, key=lambda found: (found[1] != "apart", found[0]))
            if known[1] == "unknown" and any(found[1] == "apart" for found in pairs):
                known = (-0.75, "unknown", known[2])
            self._placed[key] = known
        return known

    def _pair_of_places(self, x: str, y: str) -> tuple[float, str, str]:
        """(weight, same / part / near / unknown / apart, words) of two places."""
        kind_x, kind_y = self._kind(x), self._kind(y)
        if x == y:
            if is_local(x):
                return 0.0, "unknown", f"{self._label(x)}, in one article"
            return (
                {"Facility": 3.0, "City": 2.5, "Region": 1.75}.get(kind_x, 1.0),
                "same",
                f"the same place, {self._label(x)}",
            )
        for inner, outer in ((x, y), (y, x)):
            if outer in self.ancestors(inner):
                weight = {"Facility": 2.0, "City": 2.0, "Region": 1.25}.get(self._kind(outer), 0.5)
                return weight, "part", f"{self._label(inner)} is in {self._label(outer)}"
        words = f"{self._label(x)} and {self._label(y)}"
        if is_local(x) or is_local(y):
            site = self._label(x) if not is_local(x) else self._label(y)
            return -0.1, "unknown", f"whether it is {site} is not told"
        countries_x, countries_y = self._countries(x), self._countries(y)
        if countries_x and countries_y and not countries_x & countries_y:
            return 0.0, "apart", f"different countries ({words})"
        distance = self._distance(x, y)
        if (
            distance is not None
            and distance <= _TOUCH_KM
            and kind_x in ("City", "Facility")
            and kind_y in ("City", "Facility")
        ):
            return 1.0, "near", f"{words} lie {distance:.0f} km apart"
        if kind_x == kind_y and alike(self._label(x), self._label(y)) >= 92:
            return 2.0, "same", f"{words} are spellings of one name"
        if kind_x == kind_y and kind_x != "Region":
            return 0.0, "apart", f"different places ({words})"
        known = len(self.ancestors(x)) > 1 and len(self.ancestors(y)) > 1
        if (
            known
            and {kind_x, kind_y} <= {"City", "Facility"}
            and self._towns(x)
            and self._towns(y)
            and not self._towns(x) & self._towns(y)
        ):
            return 0.0, "apart", f"different towns ({words})"
        return -0.5, "unknown", f"whether {words} are one place is not known"

    def _towns(self, id: str) -> set[str]:
        return {a for a in self.ancestors(id) if self._kind(a) == "City"}

    def _distance(self, x: str, y: str) -> float | None:
        a, b = self.entities.get(x), self.entities.get(y)
        if a is None or b is None or a.coordinates is None or b.coordinates is None:
            return None
        (lat_a, long_a), (lat_b, long_b) = a.coordinates, b.coordinates
        h = (
            sin(radians(lat_b - lat_a) / 2) ** 2
            + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(radians(long_b - long_a) / 2) ** 2
        )
        return 2 * 6371.0 * asin(min(1.0, sqrt(h)))

    def _origin(self, p: _Profile, q: _Profile) -> list[Feature] | str:
        if not (p.origins and q.origins):
            return []
        weight, kind, words = self._place_relation(p.origins, q.origins)
        return [Feature(-1.0 if kind == "apart" else min(weight, 0.5), f"from: {words}")]

    # ---- actors

    def related(self, x: str, y: str) -> int:
        """3 the same, 2 one is part of the other or acts for it, 1 not known, 0 two different ones."""
        if x == y:
            return 1 if is_local(x) else 3
        key = (x, y) if x < y else (y, x)
        known = self._relation.get(key)
        if known is None:
            known = self._relation[key] = self._related(*key)
        return known

    def _related(self, x: str, y: str) -> int:
        kind_x, kind_y = self._kind(x), self._kind(y)
        if not (is_local(x) or is_local(y)):
            if kind_x == kind_y == "Person" and alike(self._label(x), self._label(y)) >= 92:
                return 3
            if x in self.ancestors(y) or y in self.ancestors(x):
                return 2
        owners = self._countries(x) & self._countries(y)
        if owners and kind_x in _STATELIKE and kind_y in _STATELIKE and not kind_x == kind_y == "Person":
            return 2
        if is_local(x) or is_local(y):
            return 1
        if kind_x == kind_y == "Person":
            return 0
        if "Person" in (kind_x, kind_y) or "Group" in (kind_x, kind_y) or "Entity" in (kind_x, kind_y):
            return 1
        if self._vague(x) or self._vague(y):
            return 1
        if alike(self._label(x), self._label(y)) >= 95:
            return 3
        return 0

    def _vague(self, id: str) -> bool:
        """« rebelles syriens », « djihadistes »: words in lower case that describe more bodies than one."""
        return (
            self._kind(id) in ("ArmedGroup", "Organization", "InternationalOrganization")
            and self._label(id)[:1].islower()
        )

    def _relate(self, a: frozenset[str], b: frozenset[str]) -> int:
        key = (a, b)
        known = self._relations.get(key)
        if known is None:
            found = {self.related(x, y) for x in a for y in b}
            known = 3 if 3 in found else 2 if 2 in found else 1 if 1 in found else 0
            self._relations[key] = known
        return known

    def _names(self, ids: Iterable[str]) -> str:
        return ", ".join(sorted(self._label(id) for id in ids))

    def _actors(self, p: _Profile, q: _Profile) -> list[Feature] | str:
        features: list[Feature] = []
        if p.parties and q.parties:
            found = self._party(p, q)
            if isinstance(found, str):
                return found
            features.append(found)
            if p.group == "Violence":
                return features
        if p.agents and q.agents and not (p.parties and q.parties):
            relation = self._relate(p.agents, q.agents)
            words = f"{self._names(p.agents)} and {self._names(q.agents)}"
            if relation == 0:
                return f"different agents ({words})"
            if relation == 3:
                person = any(self._kind(id) == "Person" for id in p.agents & q.agents or p.agents)
                features.append(
                    Feature(2.5 if person else 2.0, f"the same agent, {self._names(p.agents & q.agents or p.agents)}")
                )
            elif relation == 2:
                features.append(Feature(1.5, f"agents that belong together ({words})"))
            else:
                features.append(Feature(-0.1, f"agents not known to be one ({words})"))
        if p.targets and q.targets and p.report.type != "Departure":
            relation = self._relate(p.targets, q.targets)
            words = f"{self._names(p.targets)} and {self._names(q.targets)}"
            if relation == 0:
                if any(is_a(p.report.type, name) for name in _ONE_TARGET):
                    return f"different targets ({words})"
                features.append(Feature(-1.5, f"different targets ({words})"))
            elif relation == 3:
                person = any(self._kind(id) == "Person" for id in p.targets & q.targets or p.targets)
                features.append(
                    Feature(
                        2.5 if person else 1.5, f"the same target, {self._names(p.targets & q.targets or p.targets)}"
                    )
                )
            elif relation == 2:
                features.append(Feature(0.75, f"targets that belong together ({words})"))
            elif self._same_words(p.targets, q.targets):
                features.append(Feature(0.5, f"targets in the same words ({words})"))
        return features

    def _same_words(self, a: Iterable[str], b: Iterable[str]) -> bool:
        return bool({fold(self._label(x)) for x in a} & {fold(self._label(y)) for y in b})

    def _party(self, p: _Profile, q: _Profile) -> Feature | str:
        """Participants: those that match, and whether those that do not exclude each other."""
        left, right = sorted(p.parties), sorted(q.parties)
        matched_left = {x for x in left if any(self.related(x, y) >= 2 for y in right)}
        matched_right = {y for y in right if any(self.related(x, y) >= 2 for x in left)}
        same = sum(1 for x in left for y in right if self.related(x, y) == 3)
        words = f"{self._names(left)} and {self._names(right)}"
        rest_left = [x for x in left if x not in matched_left and not is_local(x)]
        rest_right = [y for y in right if y not in matched_right and not is_local(y)]
        excluded = any(self.related(x, y) == 0 for x in rest_left for y in rest_right)
        if not matched_left:
            return (
                f"different parties ({words})"
                if excluded
                else Feature(-0.1, f"parties not known to be the same ({words})")
            )
        matched = min(len(matched_left), len(matched_right))
        if excluded and len(left) <= 2 and len(right) <= 2:
            return f"different parties ({words})"
        weight = (1.75 if same else 1.0) if matched == 1 else (3.0 if same else 2.0)
        return Feature(weight - (1.5 if excluded else 0.0), f"parties shared ({words})")

    def _others(self, p: _Profile, q: _Profile) -> list[Feature] | str:
        features: list[Feature] = []
        mine = dict(p.others)
        for role, theirs in q.others:
            ours = mine.get(role)
            if not ours:
                continue
            relation = self._relate(ours, theirs)
            if role == "office":
                relation = self._offices(ours, theirs)
            words = f"{role}: {self._names(ours)} and {self._names(theirs)}"
            if relation == 0 and (role == "office" or (role == "beneficiary" and p.group == "Support")):
                return f"different {words}"
            if relation == 3:
                features.append(
                    Feature(
                        {"office": 2.0, "beneficiary": 1.5, "opponent": 1.5}.get(role, 0.5),
                        f"the same {role}, {self._names(ours & theirs or ours)}",
                    )
                )
            elif relation == 2:
                features.append(Feature(0.5, words))
            elif relation == 0 and role in ("opponent", "beneficiary"):
                features.append(Feature(-1.5, f"different {words}"))
            elif relation == 0 and role == "force":
                features.append(Feature(-0.5, f"different {words}"))
        return features

    def _offices(self, a: frozenset[str], b: frozenset[str]) -> int:
        if a & b:
            return 3
        parts = [(set(x.split("-")), set(y.split("-"))) for x in sorted(a) for y in sorted(b)]
        return 2 if any(x <= y or y <= x for x, y in parts) else 0

    # ---- figures

    def _figures(self, p: _Profile, q: _Profile) -> list[Feature] | str:
        if not (p.figures and q.figures):
            return []
        features: list[Feature] = []
        for measure in sorted({f[0] for f in p.figures} & {f[0] for f in q.figures}):
            mine = [f for f in p.figures if f[0] == measure]
            theirs = [f for f in q.figures if f[0] == measure]
            found = max(
                (self._figure(x, y, p, q) for x in mine for y in theirs),
                key=lambda f: (not isinstance(f, str), f.weight if isinstance(f, Feature) else 0.0),
            )
            if isinstance(found, str):
                return found
            features.append(found)
        return features

    def _figure(
        self,
        x: tuple[str, int | None, int | None, str],
        y: tuple[str, int | None, int | None, str],
        p: _Profile,
        q: _Profile,
    ) -> Feature | str:
        measure = x[0]
        lo, hi = (max(v for v in (x[1], y[1], 0) if v is not None), min(v for v in (x[2], y[2], inf) if v is not None))
        words = f"{measure} {_span(x)} and {_span(y)}"
        if x[3] != y[3] and x[1:3] != y[1:3]:
            return Feature(0.0, words)
        if x[1:3] == y[1:3]:
            number = x[1] or x[2] or 0
            weight = 2.0 if measure in ("personnel", "occurrence") else 1.5 if number >= 3 else 0.5
            return Feature(weight, f"the same figure, {measure} {_span(x)}")
        if lo <= hi:
            return Feature(0.5, f"figures that can agree, {words}")
        low, high = sorted(float(f[1] if f[1] is not None else f[2] or 0) for f in (x, y))
        ratio = high / max(low, 1.0)
        if measure == "occurrence":
            return f"not the same time ({words})"
        if measure == "personnel":
            if ratio <= 1.1:
                return Feature(0.25, f"nearly the same figure, {words}")
            if p.group in ("Movement", "Presence", "Support"):
                return f"different numbers of troops ({words})"
        if ratio <= 1.25 and low >= 5:
            return Feature(0.5, f"nearly the same figure, {words}")
        weight = (
            -0.25 if ratio <= 1.5 else -0.5 if ratio <= 2 else -1.0 if ratio <= 4 else -1.75 if ratio <= 10 else -2.5
        )
        if self._revised(x, y, p, q):
            return Feature(weight * 0.4, f"a figure revised later, {words}")
        return Feature(weight, f"figures disagree, {words}")

    def _revised(
        self,
        x: tuple[str, int | None, int | None, str],
        y: tuple[str, int | None, int | None, str],
        p: _Profile,
        q: _Profile,
    ) -> bool:
        """A toll that grows with the days is the same toll."""
        if p.pub is None or q.pub is None or x[0] not in ("deaths", "injured", "detained", "displaced"):
            return False
        first, later = (x, y) if p.pub < q.pub else (y, x)
        return p.pub != q.pub and (later[1] or 0) > (first[1] or 0)

    # ---- topics

    def _topic(self, p: _Profile, q: _Profile) -> list[Feature] | str:
        if p.topics and q.topics:
            if p.topics & q.topics:
                return [Feature(3.0, "about the same event")]
            return "about different events"
        if p.topics or q.topics:
            return [Feature(-0.25, "what one of them is about is not told")]
        return []

    # ---------------------------------------------------------------- blocks

    def _actor_keys(self, profile: _Profile) -> set[str]:
        actors = (profile.parties | profile.agents | profile.targets) or frozenset(
            id for _, ids in profile.others for id in ids
        )
        keys = {key for id in actors if not is_local(id) for key in self.ancestors(id)}
        return keys | {"name " + skeleton(self._label(id)) for id in actors if self._kind(id) == "Person"}

    def _blocks(self, profiles: Iterable[_Profile]) -> Iterator[tuple[list[_Profile], bool]]:
        """Lists of reports to compare inside, and whether only pairs with a report without place are meant.

        Keys are functions of one report alone, so that adding articles adds to some blocks and leaves the rest.
        """
        broad: dict[tuple[str, str], list[_Profile]] = defaultdict(list)
        narrow: dict[tuple[str, str], list[_Profile]] = defaultdict(list)
        actors: dict[tuple[str, str], list[_Profile]] = defaultdict(list)
        for profile in profiles:
            group = profile.group if profile.group != "Statement" else profile.report.type
            short = profile.window[1] - profile.window[0] <= 4 * _UNDATED_DAYS
            where = profile.places if profile.group != "Statement" else frozenset()
            for country in sorted(profile.countries or where) if where and short else ():
                broad[group, country].append(profile)
            inner = {a for id in where for a in self.ancestors(id)}
            for place in sorted(inner):
                if self._kind(place) not in ("Country", "State") or len(inner) == 1:
                    narrow[group, place].append(profile)
            for actor in sorted(self._actor_keys(profile)):
                actors[group, actor].append(profile)
            for topic in sorted(profile.topics):
                actors[group, "topic " + topic].append(profile)
        for block in (broad, narrow, actors):
            for members in block.values():
                if len(members) > 1:
                    yield members, block is actors

    def _pairs(self, profiles: Sequence[_Profile]) -> Iterator[tuple[_Profile, _Profile]]:
        """Pairs worth comparing, some of them more than once."""
        long = 4 * _UNDATED_DAYS
        for members, placeless in self._blocks(profiles):
            active: list[_Profile] = []
            for profile in sorted(members, key=lambda m: (m.window[0], m.report.id)):
                lo = profile.window[0]
                active = [other for other in active if other.window[1] > lo]
                bare = not profile.places or profile.group == "Statement"
                lasting = profile.window[1] - lo > long
                for other in active:
                    if placeless and not (
                        bare or not other.places or lasting or other.window[1] - other.window[0] > long
                    ):
                        continue
                    yield profile, other
                active.append(profile)

    def _score(self, profiles: Sequence[_Profile]) -> list[Comparison]:
        """The comparisons of these reports at or near SAME, the best first; plans and deeds on the way."""
        seen: set[tuple[str, str]] = set()
        found: list[Comparison] = []
        planned = {"planned", "asserted"}
        for p, q in self._pairs(profiles):
            a, b = p.report, q.report
            if self._type_weight(a.type, b.type) is None:
                continue
            if p.dated and q.dated and (p.lo >= q.hi or q.lo >= p.hi) and {a.status, b.status} != planned:
                continue
            key = (a.id, b.id) if a.id < b.id else (b.id, a.id)
            if key in seen:
                continue
            seen.add(key)
            if {a.status, b.status} == planned:
                plan, deed = (p, q) if a.status == "planned" else (q, p)
                done = self._compare(plan, deed, done=True)
                if done.apart is None and done.score >= SAME:
                    self._realise(plan.report.id, done.score, deed.report.id)
                continue
            if a.article_id == b.article_id:
                continue
            comparison = self._compare(p, q, done=False) if a.id < b.id else self._compare(q, p, done=False)
            if comparison.apart is None and comparison.score >= SAME - _NEAR:
                self._compared[key] = comparison
                found.append(comparison)
        return sorted(found, key=lambda c: (-c.score, c.a, c.b))

    def _realise(self, plan: str, score: float, deed: str) -> None:
        best = self.realised.get(plan)
        if best is None or (-score, deed) < (-best[0], best[1]):
            self.realised[plan] = (score, deed)

    # ---------------------------------------------------------------- groups

    def _cluster(self, profiles: Sequence[_Profile]) -> list[list[_Profile]]:
        """Join the best pairs first, unless two members of the joined group exclude each other."""
        group_of_report = {profile.report.id: [profile] for profile in profiles}
        found = self._score(profiles)
        self.candidates.extend(found)
        neighbours: dict[str, list[Comparison]] = defaultdict(list)
        for comparison in found:
            if comparison.score >= SAME - _AMBIGUOUS:
                neighbours[comparison.a].append(comparison)
                neighbours[comparison.b].append(comparison)
        for a, b in self.same:
            if (
                a in group_of_report
                and b in group_of_report
                and not self._decided_apart(group_of_report[a], group_of_report[b])
            ):
                self._join(group_of_report, a, b)
        doubtful: set[str] = set()
        for comparison in found:
            if comparison.score < SAME:
                break
            a, b = comparison.a, comparison.b
            left, right = group_of_report[a], group_of_report[b]
            if left is right or a in doubtful or b in doubtful:
                continue
            if not self._may_join(left, right):
                continue
            doubt = self._doubt(a, b, comparison.score, neighbours, group_of_report) or self._doubt(
                b, a, comparison.score, neighbours, group_of_report
            )
            if doubt is not None:
                doubtful.add(doubt[0])
                self.doubts.append(doubt)
                continue
            self._join(group_of_report, a, b)
        unique = {id(members): members for members in group_of_report.values()}
        return [sorted(members, key=lambda m: m.key) for members in unique.values()]

    def _join(self, groups: dict[str, list[_Profile]], a: str, b: str) -> None:
        left, right = groups[a], groups[b]
        if left is not right:
            left.extend(right)
            for member in right:
                groups[member.report.id] = left

    def _decided_apart(self, left: Sequence[_Profile], right: Sequence[_Profile]) -> bool:
        return bool(self.different) and any(
            frozenset((p.report.id, q.report.id)) in self.different for p in left for q in right
        )

    def _exclude(self, left: Sequence[_Profile], right: Sequence[_Profile]) -> bool:
        return self._decided_apart(left, right) or any(
            self.compare(p, q).apart is not None for p in left for q in right
        )

    def _may_join(self, left: Sequence[_Profile], right: Sequence[_Profile]) -> bool:
        if self._exclude(left, right):
            return False
        scores = [self.compare(p, q).score for p in left for q in right]
        return sum(scores) / len(scores) >= SAME - _MEAN

    def _doubt(
        self,
        one: str,
        other: str,
        score: float,
        neighbours: Mapping[str, Sequence[Comparison]],
        groups: Mapping[str, list[_Profile]],
    ) -> tuple[str, str, str] | None:
        """A lone report that suits two events that exclude each other joins neither: (it, one, the other)."""
        if len(groups[one]) > 1:
            return None
        for comparison in neighbours[one]:
            third = comparison.b if comparison.a == one else comparison.a
            if (
                third != other
                and comparison.score >= score - _AMBIGUOUS
                and groups[third] is not groups[other]
                and self._exclude(groups[third], groups[other])
            ):
                return one, other, third
        return None

    # ---------------------------------------------------------------- events

    def events(self) -> tuple[Event, ...]:
        """All events: first what happened, then what was said of it."""
        deeds = [p for p in self.profiles.values() if p.group != "Statement"]
        plain = [p for p in self.profiles.values() if p.group == "Statement" and not self._speaks_of_speech(p)]
        nested = [p for p in self.profiles.values() if p.group == "Statement" and self._speaks_of_speech(p)]
        groups: list[list[_Profile]] = []
        for step in (deeds, plain, nested):
            for profile in step:
                topics = (id for role, id in profile.report.roles if role == "topic")
                profile.topics = frozenset(self.event_of[id] for id in topics if id in self.event_of)
            for members in self._cluster(step):
                groups.append(members)
                for member in members:
                    self.event_of[member.report.id] = _event_id(members)
        realises: dict[str, set[str]] = defaultdict(set)
        for plan, (_, deed) in sorted(self.realised.items()):
            realises[self.event_of[deed]].add(self.event_of[plan])
        return tuple(sorted((self._event(members, realises) for members in groups), key=lambda event: event.id))

    def _speaks_of_speech(self, profile: _Profile) -> bool:
        topics = (self.profiles.get(id) for role, id in profile.report.roles if role == "topic")
        return any(topic is not None and topic.group == "Statement" for topic in topics)

    def _event(self, members: Sequence[_Profile], realises: Mapping[str, set[str]]) -> Event:
        id = _event_id(members)
        reports = tuple(member.report for member in members)
        counts = Counter(report.type for report in reports)
        interval, basis = _interval(reports)
        return Event(
            id=id,
            type=min(counts, key=lambda name: (-_depth(name), -counts[name], name)),
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
        named = {role for report in reports for role, id in report.roles if role != "topic" and not is_local(id)}
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
                    label = fold(self._label(id))
                    if label in words or (role == "agent" and role in named and id not in beside):
                        continue
                    words.add(label)
                roles.add((role, id))
        return tuple(sorted(roles))

    def _why(self, members: Sequence[_Profile]) -> tuple[str, ...]:
        """For every report after the first, the comparison that speaks most for it."""
        reasons = []
        for number, member in enumerate(members[1:], 1):
            best = max((self.compare(member, other) for other in members[:number]), key=lambda c: (c.score, c.a, c.b))
            decided = any(member.report.id in pair for pair in self.same) and best.score < SAME
            other = best.a if best.b == member.report.id else best.b
            told = "A person decided that they are the same event." if decided else best.why()
            reasons.append(f"{member.report.id} and {other}: {told}")
        return tuple(reasons)

    def near(self, margin: float) -> tuple[NearMiss, ...]:
        """Pairs kept apart by at most `margin`, after `events`."""
        apart = [c for c in self.candidates if c.score >= SAME - margin and self.event_of[c.a] != self.event_of[c.b]]
        doubted = {frozenset(pair) for one, *others in self.doubts for pair in ((one, other) for other in others)}
        misses = []
        for c in sorted(apart, key=lambda c: (-c.score, c.a, c.b)):
            why = c.why()
            if frozenset((c.a, c.b)) in doubted:
                why = "It suits two events that exclude each other, so it joins neither. " + why
            elif c.score >= SAME:
                why = "Other reports of these two events exclude each other. " + why
            misses.append(NearMiss(c.a, c.b, c.score, why))
        return tuple(misses)


# ---------------------------------------------------------------- what an event takes from its reports


def _event_id(members: Sequence[_Profile]) -> str:
    """An id that later articles do not change: of the first report by publication, then by id."""
    first = min(members, key=lambda member: member.key)
    return hashlib.sha256(f"event {first.report.id}".encode()).hexdigest()[:16]


def _status(reports: Sequence[Report]) -> Status:
    told = {report.status for report in reports}
    for status in STATUSES:
        if status in told:
            return next(report.status for report in reports if report.status == status)
    raise ValueError(f"Report {reports[0].id} has the unknown status “{reports[0].status}”.")


def _interval(reports: Sequence[Report]) -> tuple[Interval | None, Basis | None]:
    """The most precise interval told, with its basis; for what lasts, the earliest begin told as “since”."""
    dated = [
        (r.interval, r.time_basis) for r in reports if r.interval is not None and (r.interval.begin or r.interval.end)
    ]
    if not dated:
        return None, None
    counts = Counter(dated)
    open_end = [(i, b) for i, b in counts if i.begin is not None and i.end is None]
    if open_end and any(is_a(r.type, name) for r in reports for name in _LASTING):
        return min(open_end, key=lambda found: (found[0].begin or date.max, str(found[1])))

    def rank(found: tuple[Interval, Basis | None]) -> tuple[float, int, str, str, str]:
        interval, basis = found
        length = (interval.end - interval.begin).days if interval.begin and interval.end else inf
        return length, -counts[found], str(interval.begin), str(interval.end), str(basis)

    return min(counts, key=rank)


def _figures(reports: Sequence[Report]) -> tuple[Figure, ...]:
    """Every different figure once, as its first report states it."""
    found: dict[tuple[object, ...], Figure] = {}
    for report in reports:
        for figure in report.figures:
            amount = figure.amount
            found.setdefault((figure.measure, amount.low, amount.high, amount.change), figure)
    order = sorted(
        found, key=lambda key: tuple(str(part) if not isinstance(part, int) else f"{part:012}" for part in key)
    )
    return tuple(found[key] for key in order)


def _iso(ordinal: float) -> str:
    return date.fromordinal(int(ordinal)).isoformat()


def _days(profile: _Profile) -> str:
    if profile.lo == -inf:
        return f"until {_iso(profile.hi - 1)}"
    if profile.hi == inf:
        return f"since {_iso(profile.lo)}"
    if profile.hi - profile.lo <= 1:
        return _iso(profile.lo)
    return f"{_iso(profile.lo)} to {_iso(profile.hi - 1)}"


def _span(figure: tuple[str, int | None, int | None, str]) -> str:
    _, low, high, change = figure
    words = str(low) if low == high else f"{low if low is not None else ''}–{high if high is not None else ''}"
    return f"+{words}" if change == "additional" else words


__all__ = ["SAME", "Comparison", "Feature", "NearMiss", "compare", "group_of", "link_events", "near_misses"]
