"""Two reports compared, feature by feature: whether they may tell one event, how much speaks for it, and why.

A feature is a weight and words. Weights add up to a score; some disagreements keep two reports apart whatever the score:
another day, another town, another attacker, another status. Words are put together only when somebody asks for them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import asin, cos, inf, radians, sin, sqrt

from kg.link.spelling import alike, fold, is_local, words_of
from kg.model import Entity, Report
from kg.vocabulary import GROUPS, STATES, is_a, parent

# Two reports are the same event from this score on. Measured on tests/identity/events.toml (see its test).
SAME = 5.0

_ANCHOR = 1.5  # the weight that one feature other than the day must have: no score from small change alone
_SHORT_DAYS = 8  # a longer interval says little about which day is meant
UNDATED_DAYS = 14  # days between two publications within which undated reports may tell one event
STATEMENT_DAYS = 7
STATE_DAYS = 60  # who held a place: told for long
TENURE_DAYS = 365
PLAN_DAYS = 60  # days from an undated plan to its deed
DELAY_DAYS = 14  # days by which a deed may come after the day planned
_TOUCH_KM = 12.0
_REMEMBERED = 100_000  # places, pairs and the like
_LIKE_NAMES = 92.0  # 0-100, see kg/link/spelling.py

# Classes of one group, neither above the other, that two papers may choose for one event.
_ALSO = frozenset(
    frozenset(pair)
    for pair in (
        ("Airstrike", "Bombing"), ("Airstrike", "Shelling"), ("Bombing", "Shelling"), ("Bombing", "Shooting"),
        ("SuicideAttack", "Shooting"), ("Attack", "Battle"), ("Shooting", "Battle"), ("Shelling", "Battle"),
        ("Attack", "Offensive"), ("Battle", "Offensive"), ("Battle", "Invasion"), ("SuicideAttack", "Battle"),
    )
)  # fmt: skip
_FROM_AFAR = frozenset(
    ("Airstrike", "Bombing", "Shelling")
)  # papers often do not know which: it says nothing either way
_RARE = ("Coup", "Invasion")  # a country has few of them: the class alone says much
LASTING = ("Battle", "Offensive", *STATES)  # they go on: a begin without an end is no mistake
_ONE_TARGET = frozenset(
    ("Arrest", "Abduction", "Appointment", "Departure", "Sanction", "Condolence", "Condemnation", "Threat", "Demand")
)
_SITE_WORDS = frozenset(("de", "du", "la", "le", "d", "l", "international", "central", "principal", "grand"))
_STATELIKE = frozenset(("Country", "State", "Government", "ArmedForce", "Person"))
_VAGUE_KINDS = frozenset(("ArmedGroup", "Organization", "InternationalOrganization"))
_PLACE_WEIGHT = {"Facility": 3.0, "City": 2.5, "Region": 1.75}  # else a country: 1
_PART_WEIGHT = {"Facility": 2.0, "City": 2.0, "Region": 1.25}  # in a country: 0.5

Words = tuple[object, ...]  # a template, then what goes into it
Found = tuple[float, Words]
Count = tuple[str, int | None, int | None, str]  # measure, low, high, change


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
class Apart:
    """Why two reports cannot be one event."""

    words: Words


@dataclass(slots=True, eq=False)
class Profile:
    """A report as comparison needs it: days as ordinals, places reduced to the narrowest, actors by part.

    `lo` is the first day and `hi` the day after the last, infinite where open or unknown. `window` are the days on which
    the event may have been, by publication where the text tells none: for blocks, never a value.
    """

    report: Report
    group: str
    pub: int | None
    lo: float
    hi: float
    dated: bool
    places: frozenset[str]
    origins: frozenset[str]
    countries: frozenset[str]
    agents: frozenset[str]
    targets: frozenset[str]
    others: tuple[tuple[str, frozenset[str]], ...]  # opponent, beneficiary, force, instrument, office
    parties: frozenset[str]
    sites: frozenset[str]  # named facilities among the places
    figures: tuple[Count, ...]
    topics: frozenset[str] = frozenset()  # event ids
    window: tuple[float, float] = (-inf, inf)
    keys: tuple[frozenset[int], ...] = ()  # of blocks: broad, narrow, all; see kg/link/blocks.py

    @property
    def order(self) -> tuple[int, str]:
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


class Comparer:
    """Compares reports about one set of entities; remembers what it found of places, actors and pairs."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        """`entities` by id."""
        self.entities = entities
        self._ancestors: dict[str, frozenset[str]] = {}
        self._relation: dict[tuple[str, str], int] = {}
        self._relations: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        self._placed: dict[tuple[frozenset[str], frozenset[str]], tuple[float, str, Words]] = {}
        self._types: dict[tuple[str, str], float | None] = {}
        self._scores: dict[tuple[str, str], float] = {}

    # ---------------------------------------------------------------- profiles

    def trim(self) -> None:
        """Forget what was found, when it is much; the same is found again."""
        for found in (self._ancestors, self._relation, self._relations, self._placed, self._scores):
            if len(found) > _REMEMBERED:
                found.clear()

    def profile(self, report: Report, published: date | None) -> Profile:
        """The profile of a report of an article of that day."""
        roles: dict[str, set[str]] = {}
        for role, id in report.roles:
            roles.setdefault(role, set()).add(id)

        def of(role: str) -> frozenset[str]:
            return frozenset(roles.get(role, ()))

        places = of("place") | {id for id in of("target") if self.kind(id) == "Facility"}
        interval = report.interval
        begin, end = (interval.begin, interval.end) if interval is not None else (None, None)
        agents, targets, parties = of("agent"), of("target"), of("participant")
        if is_a(report.type, "Battle"):
            parties |= agents | targets | of("opponent")
        elif is_a(report.type, "Contact"):
            parties |= agents
        if report.type == "Departure":
            agents = targets = agents | targets
        profile = Profile(
            report=report,
            group=group_of(report.type),
            pub=published.toordinal() if published is not None else None,
            lo=begin.toordinal() if begin is not None else -inf,
            hi=end.toordinal() if end is not None else inf,
            dated=begin is not None or end is not None,
            places=self._narrowest(places),
            origins=self._narrowest(of("origin")),
            countries=frozenset(country for id in places for country in self.countries(id)),
            agents=agents,
            targets=targets,
            others=tuple(
                (role, of(role))
                for role in ("opponent", "beneficiary", "force", "instrument", "office")
                if role in roles
            ),
            parties=parties,
            sites=frozenset(id for id in places if self.kind(id) == "Facility" and not is_local(id)),
            figures=_counts(report),
        )
        profile.window = _window(profile)
        return profile

    def kind(self, id: str) -> str:
        """The kind of an entity; "Entity" for one that is not known."""
        entity = self.entities.get(id)
        return entity.kind if entity is not None else "Entity"

    def label(self, id: str) -> str:
        """The French label of an entity, else any; its id for one that is not known."""
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

    def countries(self, id: str) -> frozenset[str]:
        """The countries that an entity is, lies in or belongs to."""
        return frozenset(above for above in self.ancestors(id) if self.kind(above) in ("Country", "State"))

    def _narrowest(self, places: frozenset[str]) -> frozenset[str]:
        if len(places) < 2:
            return places
        return frozenset(
            id for id in places if not any(other != id and id in self.ancestors(other) for other in places)
        )

    # ---------------------------------------------------------------- pairs

    def score(self, p: Profile, q: Profile) -> float:
        """The sum of what agrees and disagrees; -inf for two reports that cannot be one event. Remembered."""
        a, b = p.report.id, q.report.id
        key = (a, b) if a < b else (b, a)
        known = self._scores.get(key)
        if known is None:
            known = self._scores[key] = self.score_once(p, q)
        return known

    def score_once(self, p: Profile, q: Profile, deed: bool = False) -> float:
        """The score, without remembering it; with `deed`, of `q` being the deed that `p` plans."""
        if not deed and p.report.id > q.report.id:
            p, q = q, p
        found = self._features(p, q, deed)
        return -inf if isinstance(found, Apart) else round(sum(weight for weight, _ in found), 4)

    def explain(self, p: Profile, q: Profile) -> Comparison:
        """Two reports compared, with the words for each feature; the same whichever comes first."""
        if p.report.id > q.report.id:
            p, q = q, p
        found = self._features(p, q, deed=False)
        if isinstance(found, Apart):
            return Comparison(p.report.id, q.report.id, -inf, (), self._text(found.words))
        features = tuple(Feature(weight, self._text(words)) for weight, words in found)
        return Comparison(p.report.id, q.report.id, round(sum(weight for weight, _ in found), 4), features)

    def _features(self, p: Profile, q: Profile, deed: bool) -> list[Found] | Apart:
        one, two = p.report.type, q.report.type
        weight = self.type_weight(one, two)
        if weight is None:
            return Apart(("{} and {} are different things", one, two))
        features: list[Found] = [(weight, ("class {}", one) if one == two else ("class {} and {}", one, two))]
        if not deed:
            if p.report.article_id == q.report.article_id:
                return Apart(("the same article tells them as two",))
            problem = _status_problem(p, q)
            if problem is not None:
                return problem
        time = _deed_time(p, q) if deed else _time(p, q)
        if isinstance(time, Apart):
            return time
        features.append(time)
        found = self._topic(p, q) if p.group == "Statement" else self._place(p, q)
        if isinstance(found, Apart):
            return found
        features += found
        found = self._actors(p, q)
        if isinstance(found, Apart):
            return found
        features += found
        if p.figures and q.figures and p.group != "Statement":
            found = _figures(p, q)
            if isinstance(found, Apart):
                return found
            features += found
        if p.origins and q.origins:
            weight, kind, words = self._place_relation(p.origins, q.origins)
            features.append((-1.0 if kind == "apart" else min(weight, 0.5), ("from: {}", words)))
        if p.others and q.others:
            found = self._others(p, q)
            if isinstance(found, Apart):
                return found
            features += found
        total = sum(weight for weight, _ in features)
        if total >= SAME and all(weight < _ANCHOR for weight, _ in (features[0], *features[2:])):
            too_much = max(1.0, total - SAME + 0.1)
            features.append((-too_much, ("no place, actor, topic or count is shared that is narrow enough",)))
        return features

    def type_weight(self, a: str, b: str) -> float | None:
        """How well two classes agree; None for classes that no event can both be."""
        key = (a, b)
        if key in self._types:
            return self._types[key]
        weight: float | None = None
        if a == b:
            weight = 2.0 if a in _RARE else 1.0
        elif "Abduction" in key:
            weight = None
        elif is_a(a, b) or is_a(b, a):
            weight = 0.75
        elif frozenset(key) in _ALSO:
            weight = 0.0 if _FROM_AFAR.issuperset(key) else -0.25
        self._types[key] = weight
        return weight

    # ---- place

    def _place(self, p: Profile, q: Profile) -> list[Found] | Apart:
        if not (p.places and q.places):
            return []
        weight, kind, words = self._place_relation(p.places, q.places)
        if kind == "apart":
            return Apart(words)
        if p.sites and q.sites and self._place_relation(p.sites, q.sites)[1] == "apart":
            return Apart(("different buildings or sites ({} and {})", p.sites, q.sites))
        if p.group == "Movement" and kind == "part":
            weight = max(weight, 1.0)  # a country tells where troops go as well as a base in it does
        if p.group in ("Violence", "PublicOrder") and kind == "same" and weight <= 1.0:
            weight = 0.5  # much happens in one country on one day
        return [(weight, words)]

    def _place_relation(self, a: frozenset[str], b: frozenset[str]) -> tuple[float, str, Words]:
        """The best of all pairs of places: (weight, same / part / near / unknown / apart, words)."""
        key = (a, b)
        known = self._placed.get(key)
        if known is None:
            pairs = [self._two_places(x, y) for x in sorted(a) for y in sorted(b)]
            known = max(pairs, key=lambda found: (found[1] != "apart", found[0]))
            if known[1] == "unknown" and any(found[1] == "apart" for found in pairs):
                known = (-0.75, "unknown", known[2])
            self._placed[key] = known
        return known

    def _two_places(self, x: str, y: str) -> tuple[float, str, Words]:
        kind_x, kind_y = self.kind(x), self.kind(y)
        if x == y:
            if is_local(x):
                return 0.0, "unknown", ("{}, in one article", {x})
            return _PLACE_WEIGHT.get(kind_x, 1.0), "same", ("the same place, {}", {x})
        for inner, outer in ((x, y), (y, x)):
            if outer in self.ancestors(inner):
                return _PART_WEIGHT.get(self.kind(outer), 0.5), "part", ("{} is in {}", {inner}, {outer})
        if is_local(x) or is_local(y):
            return -0.1, "unknown", ("whether {} is {} is not told", {x}, {y})
        countries_x, countries_y = self.countries(x), self.countries(y)
        if countries_x and countries_y and not countries_x & countries_y:
            return 0.0, "apart", ("different countries ({} and {})", {x}, {y})
        towns = {kind_x, kind_y} <= {"City", "Facility"}
        distance = self._distance(x, y) if towns else None
        if distance is not None and distance <= _TOUCH_KM:
            return 1.0, "near", ("{} and {} lie {} km apart", {x}, {y}, f"{distance:.0f}")
        if kind_x == kind_y and alike(self.label(x), self.label(y)) >= _LIKE_NAMES:
            return 2.0, "same", ("{} and {} are spellings of one name", {x}, {y})
        if kind_x == kind_y == "Facility" and self._described(x, y):
            return _PART_WEIGHT["City"], "near", ("{} and {} are of one sort in one town", {x}, {y})
        if kind_x == kind_y and kind_x != "Region":
            return 0.0, "apart", ("different places ({} and {})", {x}, {y})
        if towns:
            town_x, town_y = self._towns(x), self._towns(y)
            if town_x and town_y and not town_x & town_y:
                return 0.0, "apart", ("different towns ({} and {})", {x}, {y})
        return -0.5, "unknown", ("whether {} and {} are one place is not known", {x}, {y})

    def _described(self, x: str, y: str) -> bool:
        """Whether one of two sites of a sort in one town is told by the town alone: « l'aéroport d'Istanbul »."""
        first, second = (words_of(self.label(id)) for id in (x, y))
        shared = self._towns(x) & self._towns(y)
        if not (first and second and shared) or first[0] != second[0]:
            return False
        towns = {word for town in shared for word in words_of(self.label(town))}
        return any(set(words[1:]) <= towns | _SITE_WORDS for words in (first, second))

    def _towns(self, id: str) -> set[str]:
        return {above for above in self.ancestors(id) if self.kind(above) == "City"}

    def _distance(self, x: str, y: str) -> float | None:
        """Kilometres between two places, None where a point is unknown."""
        a, b = self.entities.get(x), self.entities.get(y)
        if a is None or b is None or a.coordinates is None or b.coordinates is None:
            return None
        (lat_a, long_a), (lat_b, long_b) = a.coordinates, b.coordinates
        across = cos(radians(lat_a)) * cos(radians(lat_b)) * sin(radians(long_b - long_a) / 2) ** 2
        h = sin(radians(lat_b - lat_a) / 2) ** 2 + across
        return 2 * 6371.0 * asin(min(1.0, sqrt(h)))

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
        kind_x, kind_y = self.kind(x), self.kind(y)
        unnamed = is_local(x) or is_local(y)
        persons = kind_x == kind_y == "Person"
        if not unnamed:
            if persons and alike(self.label(x), self.label(y)) >= _LIKE_NAMES:
                return 3
            if x in self.ancestors(y) or y in self.ancestors(x):
                return 2
        if not persons and kind_x in _STATELIKE and kind_y in _STATELIKE and self.countries(x) & self.countries(y):
            return 2
        if unnamed:
            return 1
        if persons:
            return 0
        if kind_x == kind_y == "Facility" and self._described(x, y):
            return 1
        if {kind_x, kind_y} & {"Person", "Group", "Entity"} or self._vague(x) or self._vague(y):
            return 1
        return 3 if alike(self.label(x), self.label(y)) >= 95.0 else 0

    def _vague(self, id: str) -> bool:
        """« rebelles syriens », « djihadistes »: words in lower case that describe more bodies than one."""
        return self.kind(id) in _VAGUE_KINDS and self.label(id)[:1].islower()

    def _relate(self, a: frozenset[str], b: frozenset[str]) -> int:
        """The closest relation between two sets of actors."""
        key = (a, b)
        known = self._relations.get(key)
        if known is None:
            known = self._relations[key] = max(self.related(x, y) for x in a for y in b)
        return known

    def _actors(self, p: Profile, q: Profile) -> list[Found] | Apart:
        features: list[Found] = []
        if p.parties and q.parties:
            party = self._party(p.parties, q.parties)
            if isinstance(party, Apart) or p.group == "Violence":
                return party if isinstance(party, Apart) else [party]
            features.append(party)
        elif p.agents and q.agents:
            relation = self._relate(p.agents, q.agents)
            if relation == 0:
                return Apart(("different agents ({} and {})", p.agents, q.agents))
            if relation == 3:
                same = p.agents & q.agents or p.agents
                features.append((2.5 if self._a_person(same) else 2.0, ("the same agent, {}", same)))
            elif relation == 2:
                features.append((1.5, ("agents that belong together ({} and {})", p.agents, q.agents)))
            else:
                features.append((-0.1, ("agents not known to be one ({} and {})", p.agents, q.agents)))
        if p.targets and q.targets and p.report.type != "Departure":
            relation = self._relate(p.targets, q.targets)
            if relation == 0:
                if p.report.type in _ONE_TARGET:
                    return Apart(("different targets ({} and {})", p.targets, q.targets))
                features.append((-1.5, ("different targets ({} and {})", p.targets, q.targets)))
            elif relation == 3:
                same = p.targets & q.targets or p.targets
                features.append((2.5 if self._a_person(same) else 1.5, ("the same target, {}", same)))
            elif relation == 2:
                features.append((0.75, ("targets that belong together ({} and {})", p.targets, q.targets)))
            elif {fold(self.label(id)) for id in p.targets} & {fold(self.label(id)) for id in q.targets}:
                features.append((0.5, ("targets in the same words ({})", p.targets)))
        return features

    def _a_person(self, ids: Iterable[str]) -> bool:
        return any(self.kind(id) == "Person" for id in ids)

    def _party(self, left: frozenset[str], right: frozenset[str]) -> Found | Apart:
        """Participants: those that match, and whether those that do not exclude each other."""
        matched_left = {x for x in left if any(self.related(x, y) >= 2 for y in right)}
        matched_right = {y for y in right if any(self.related(x, y) >= 2 for x in left)}
        rest_left = [x for x in left - matched_left if not is_local(x)]
        rest_right = [y for y in right - matched_right if not is_local(y)]
        excluded = any(self.related(x, y) == 0 for x in rest_left for y in rest_right)
        matched = min(len(matched_left), len(matched_right))
        if excluded and (not matched or (len(left) <= 2 and len(right) <= 2)):
            return Apart(("different parties ({} and {})", left, right))
        if not matched:
            return -0.1, ("parties not known to be the same ({} and {})", left, right)
        same = any(self.related(x, y) == 3 for x in left for y in right)
        weight = (1.75 if same else 1.0) if matched == 1 else (3.0 if same else 2.0)
        if excluded:  # of a long list, papers name a choice
            weight -= 1.5 if min(len(left), len(right)) <= 2 else 0.5
        return weight, ("parties shared ({} and {})", left, right)

    def _others(self, p: Profile, q: Profile) -> list[Found] | Apart:
        features: list[Found] = []
        mine = dict(p.others)
        for role, theirs in q.others:
            ours = mine.get(role)
            if not ours:
                continue
            relation = _offices(ours, theirs) if role == "office" else self._relate(ours, theirs)
            if relation == 0 and (role == "office" or (role == "beneficiary" and p.group == "Support")):
                return Apart(("different {}: {} and {}", role, ours, theirs))
            if relation == 3:
                weight = {"office": 2.0, "beneficiary": 1.5, "opponent": 1.5}.get(role, 0.5)
                features.append((weight, ("the same {}, {}", role, ours & theirs or ours)))
            elif relation == 2:
                features.append((0.5, ("{}: {} and {}", role, ours, theirs)))
            elif relation == 0 and role in ("opponent", "beneficiary", "force"):
                features.append((-0.5 if role == "force" else -1.5, ("different {}: {} and {}", role, ours, theirs)))
        return features

    # ---- topic

    def _topic(self, p: Profile, q: Profile) -> list[Found] | Apart:
        if p.topics and q.topics:
            if p.topics & q.topics:
                return [(3.0, ("about the same event",))]
            return Apart(("about different events",))
        if p.topics or q.topics:
            return [(-0.25, ("what one of them is about is not told",))]
        return []

    # ---- words

    def _text(self, words: Words) -> str:
        """A template with entities as labels, days and counts as text."""
        template, *parts = words
        return str(template).format(*(self._part(part) for part in parts))

    def _part(self, part: object) -> str:
        if isinstance(part, Profile):
            return _days(part)
        if isinstance(part, float):
            return _iso(part)
        if isinstance(part, (set, frozenset)):
            return ", ".join(sorted(self.label(str(id)) for id in part))
        if isinstance(part, tuple):
            return self._text(part)
        return str(part)


# ---------------------------------------------------------------- profile


def _counts(report: Report) -> tuple[Count, ...]:
    found: set[Count] = {
        (figure.measure, figure.amount.low, figure.amount.high, figure.amount.change)
        for figure in report.figures
        if figure.measure != "distance"
    }
    return tuple(sorted(found, key=str))


def _window(profile: Profile) -> tuple[float, float]:
    if profile.dated:
        slack = DELAY_DAYS if profile.report.status == "planned" else 0
        return profile.lo, profile.hi + slack
    if profile.pub is None:
        return -inf, inf
    days = UNDATED_DAYS
    if profile.group == "Statement":
        days = STATEMENT_DAYS
    elif profile.report.type in STATES:
        days = TENURE_DAYS if profile.report.type == "OfficeTenure" else STATE_DAYS
    after = PLAN_DAYS if profile.report.status == "planned" else 1
    return profile.pub - days, profile.pub + after + 1


# ---------------------------------------------------------------- status


def _status_problem(p: Profile, q: Profile) -> Apart | None:
    one, two = p.report.status, q.report.status
    if one == two:
        return None
    if {one, two} == {"planned", "asserted"}:
        return Apart(("one is planned, the other done",))
    if "denied" in (one, two) and not (p.dated and q.dated):
        return Apart(("one is denied, and the days are not told",))
    return None


# ---------------------------------------------------------------- time


def _time(p: Profile, q: Profile) -> Found | Apart:
    if p.dated and q.dated:
        return _both_dated(p, q)
    if p.dated or q.dated:
        return _one_dated(p, q) if p.dated else _one_dated(q, p)
    return _undated(p, q)


def _both_dated(p: Profile, q: Profile) -> Found | Apart:
    lo = max(p.lo, q.lo)
    if lo >= min(p.hi, q.hi):
        return Apart(("different days ({} and {})", p, q))
    longest = max(p.hi - p.lo, q.hi - q.lo)
    if longest == inf:
        if p.lo == q.lo and p.lo != -inf:
            return 2.0, ("both since {}", float(p.lo))
        return 0.5, ("days that can agree ({} and {})", p, q)
    if longest <= 2:
        return 2.5, ("the same day {}", float(lo))
    if p.lo == q.lo and p.hi == q.hi:
        return 1.75 if longest <= 31 else 1.0, ("the same period {}", p)
    if longest <= _SHORT_DAYS:
        return 1.25, ("days that overlap ({} and {})", p, q)
    return 0.75 if longest <= 31 else 0.25, ("periods that overlap ({} and {})", p, q)


def _one_dated(dated: Profile, other: Profile) -> Found | Apart:
    if other.pub is None:
        return 0.0, ("one day unknown",)
    state = dated.report.type in STATES
    if dated.report.status == "planned":
        if dated.hi <= other.pub:
            return Apart(("a plan for {}, still a plan on {}", dated, float(other.pub)))
        gap = max(0.0, dated.lo - other.pub) if dated.lo != -inf else 0.0
        if dated.pub is not None:
            gap = min(gap, abs(dated.pub - other.pub))
    else:
        if dated.lo > other.pub + 1:
            return Apart(("told on {}, before {}", float(other.pub), dated))
        last = dated.hi - 1 if dated.hi != inf else max(dated.lo, dated.pub or dated.lo)
        gap = max(0.0, other.pub - last)
    words: Words = ("{}, and published on {}", dated, float(other.pub))
    if dated.hi - dated.lo > _SHORT_DAYS and gap == 0 and dated.report.type not in LASTING:
        return 0.25, words
    if gap > (STATE_DAYS if state else UNDATED_DAYS):
        return Apart(("{}, and told without a day on {}", dated, float(other.pub)))
    if state:
        return 1.0 if gap <= 3 else 0.25, words
    return 2.0 if gap <= 1 else 1.0 if gap <= 3 else 0.25 if gap <= 7 else -1.0, words


def _undated(p: Profile, q: Profile) -> Found | Apart:
    if p.pub is None or q.pub is None:
        return 0.0, ("no day known",)
    gap = abs(p.pub - q.pub)
    words: Words = ("published {} days apart", gap) if gap else ("published on the same day",)
    if p.report.type == "OfficeTenure":
        return 1.0 if gap <= 30 else 0.25, words
    if p.report.type in STATES:
        limit = STATE_DAYS
    else:
        limit = STATEMENT_DAYS if p.group == "Statement" else UNDATED_DAYS
    if gap > limit:
        return Apart(("{}, without a day", words))
    if p.report.type in STATES:
        return 1.0 if gap <= 3 else 0.25, words
    if p.group == "Territory":
        return 1.0 if gap <= 3 else 0.5, words
    return 1.0 if gap <= 1 else 0.5 if gap <= 3 else -0.5 if gap <= 7 else -1.5, words


def _deed_time(plan: Profile, deed: Profile) -> Found | Apart:
    """Whether the deed comes when the plan said, or soon after it was told."""
    begin = deed.lo if deed.lo != -inf else deed.pub
    if begin is None:
        return 0.0, ("the day of the deed is unknown",)
    if plan.dated:
        words: Words = ("planned for {}, done on {}", plan, float(begin))
        if deed.hi <= plan.lo or begin > plan.hi + DELAY_DAYS or (not deed.dated and begin < plan.lo):
            return Apart(words)
        return 2.0 if plan.lo <= begin < plan.hi else 0.75, words
    if plan.pub is None:
        return 0.0, ("no day known",)
    words = ("planned by {}, done on {}", float(plan.pub), float(begin))
    gap = begin - plan.pub
    if not -1 <= gap <= PLAN_DAYS:
        return Apart(words)
    return 1.25 if gap <= 14 else 0.75, words


# ---------------------------------------------------------------- offices and figures


def _offices(a: frozenset[str], b: frozenset[str]) -> int:
    """3 the same office, 2 one named more fully than the other, 0 two offices."""
    if a & b:
        return 3
    parts = [(set(x.split("-")), set(y.split("-"))) for x in a for y in b]
    return 2 if any(x <= y or y <= x for x, y in parts) else 0


def _figures(p: Profile, q: Profile) -> list[Found] | Apart:
    features: list[Found] = []
    for measure in sorted({figure[0] for figure in p.figures} & {figure[0] for figure in q.figures}):
        pairs = [_two_figures(x, y, p, q) for x in p.figures for y in q.figures if x[0] == measure and y[0] == measure]
        agreeing = [found for found in pairs if not isinstance(found, Apart)]
        if not agreeing:
            return next(found for found in pairs if isinstance(found, Apart))
        features.append(max(agreeing, key=lambda found: found[0]))
    return features


def _two_figures(x: Count, y: Count, p: Profile, q: Profile) -> Found | Apart:
    measure = x[0]
    words: Words = ("{} {} and {}", measure, _span(x), _span(y))
    if x[1:3] == y[1:3]:
        if x[3] != y[3]:
            return 0.0, words
        number = x[1] or x[2] or 0
        weight = 2.0 if measure in ("personnel", "occurrence") else 1.5 if number >= 3 else 0.5
        return weight, ("the same figure, {} {}", measure, _span(x))
    if x[3] != y[3]:
        return 0.0, words
    if _least(x) <= _most(y) and _least(y) <= _most(x):
        return 0.5, ("figures that can agree, {}", words)
    low, high = sorted((_stated(x), _stated(y)))
    ratio = high / max(low, 1.0)
    if measure == "occurrence":
        return Apart(("not the same time ({})", words))
    if ratio <= 1.1 or (ratio <= 1.25 and low >= 5 and measure != "personnel"):
        return 0.5, ("nearly the same figure, {}", words)
    if measure == "personnel" and p.group in ("Movement", "Presence", "Support"):
        return Apart(("different numbers of troops ({})", words))
    weight = -0.25 if ratio <= 1.5 else -0.5 if ratio <= 2 else -1.0 if ratio <= 4 else -1.75 if ratio <= 10 else -2.5
    if _revised(x, y, p, q):
        return weight * 0.4, ("a figure revised later, {}", words)
    return weight, ("figures disagree, {}", words)


def _revised(x: Count, y: Count, p: Profile, q: Profile) -> bool:
    """A toll that grows with the days is the same toll."""
    if p.pub is None or q.pub is None or p.pub == q.pub:
        return False
    if x[0] not in ("deaths", "injured", "detained", "displaced"):
        return False
    first, later = (x, y) if p.pub < q.pub else (y, x)
    return _stated(later) > _stated(first)


def _least(figure: Count) -> float:
    return figure[1] if figure[1] is not None else 0.0


def _most(figure: Count) -> float:
    return figure[2] if figure[2] is not None else inf


def _stated(figure: Count) -> float:
    return float(figure[1] if figure[1] is not None else figure[2] or 0)


def _span(figure: Count) -> str:
    _, low, high, change = figure
    words = str(low) if low == high else f"{low if low is not None else ''}–{high if high is not None else ''}"
    return f"+{words}" if change == "additional" else words


# ---------------------------------------------------------------- days as text


def _iso(ordinal: float) -> str:
    return date.fromordinal(int(ordinal)).isoformat()


def _days(profile: Profile) -> str:
    if profile.lo == -inf:
        return f"until {_iso(profile.hi - 1)}"
    if profile.hi == inf:
        return f"since {_iso(profile.lo)}"
    if profile.hi - profile.lo <= 1:
        return _iso(profile.lo)
    return f"{_iso(profile.lo)} to {_iso(profile.hi - 1)}"


__all__ = ["SAME", "Apart", "Comparer", "Comparison", "Feature", "Profile", "group_of"]
