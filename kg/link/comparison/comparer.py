"""Compares reports about one set of entities, feature by feature: class, status, time, place, actors, figures."""

from collections.abc import Iterable, Mapping
from datetime import date
from math import asin, cos, inf, radians, sin, sqrt

from kg.link.comparison.figures import compare_figures
from kg.link.comparison.profile import (
    SAME,
    Apart,
    Comparison,
    Feature,
    Found,
    Profile,
    Words,
    counts_of,
    days_of,
    group_of,
    iso,
    window_of,
)
from kg.link.comparison.times import compare_time, compare_with_deed, status_problem
from kg.link.entities.words import load_link_words
from kg.link.spelling import alike, fold, is_local, words_of
from kg.model import Entity, Report
from kg.vocabulary import is_a

_ANCHOR = 1.5  # the weight that one feature other than the day must have: no score from small change alone
_TOUCH_KM = 12.0
_NOBODY: frozenset[str] = frozenset()
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
_ONE_TARGET = frozenset(
    ("Arrest", "Abduction", "Appointment", "Departure", "Sanction", "Condolence", "Condemnation", "Threat", "Demand")
)
_STATELIKE = frozenset(("Country", "State", "Government", "ArmedForce", "Person"))
_VAGUE_KINDS = frozenset(("ArmedGroup", "Organization", "InternationalOrganization"))
_PLACE_WEIGHT = {"Facility": 3.0, "City": 2.5, "Region": 1.75}  # else a country: 1
_PART_WEIGHT = {"Facility": 2.0, "City": 2.0, "Region": 1.25}  # in a country: 0.5


class Comparer:
    """Compares reports about one set of entities; remembers what it found of places, actors and pairs."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        """`entities` by id."""
        self.entities = entities
        self._plain_words = load_link_words().places.of_sites
        self._ancestors: dict[str, frozenset[str]] = {}
        self._countries: dict[str, frozenset[str]] = {}
        self.blocks: dict[tuple[str, frozenset[str]], tuple[frozenset[int], ...]] = {}  # see kg/link/blocks.py
        self._relation: dict[tuple[str, str], int] = {}
        self._relations: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        self._placed: dict[tuple[frozenset[str], frozenset[str]], tuple[float, str, Words]] = {}
        self._types: dict[tuple[str, str], float | None] = {}
        self._scores: dict[tuple[str, str], float] = {}

    # ---------------------------------------------------------------- profiles

    def trim(self) -> None:
        """Forget what was found, when it is much; the same is found again."""
        for found in (
            self._ancestors,
            self._countries,
            self.blocks,
            self._relation,
            self._relations,
            self._placed,
            self._scores,
        ):
            if len(found) > _REMEMBERED:
                found.clear()

    def profile(self, report: Report, published: date | None) -> Profile:
        """The profile of a report of an article of that day."""
        roles: dict[str, set[str]] = {}
        for role, id in report.roles:
            roles.setdefault(role, set()).add(id)

        def of(role: str) -> frozenset[str]:
            return frozenset(roles[role]) if role in roles else _NOBODY

        interval = report.interval
        begin, end = (interval.begin, interval.end) if interval is not None else (None, None)
        agents, targets, parties = of("agent"), of("target"), of("participant")
        places = of("place") | {id for id in targets if self.kind(id) == "Facility"}
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
            countries=_NOBODY.union(*map(self.countries, places)),
            agents=agents,
            targets=targets,
            others=tuple(
                (role, of(role))
                for role in ("opponent", "beneficiary", "force", "instrument", "office")
                if role in roles
            ),
            parties=parties,
            sites=frozenset(id for id in places if self.kind(id) == "Facility" and not is_local(id)),
            figures=counts_of(report),
        )
        profile.window = window_of(profile)
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
        known = self._countries.get(id)
        if known is None:
            found = (above for above in self.ancestors(id) if self.kind(above) in ("Country", "State"))
            known = self._countries[id] = frozenset(found)
        return known

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
        if p.places and q.places and p.group != "Statement" and self._place_relation(p.places, q.places)[1] == "apart":
            return -inf  # what keeps most pairs apart, before all else is compared
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
            problem = status_problem(p, q)
            if problem is not None:
                return problem
        time = compare_with_deed(p, q) if deed else compare_time(p, q)
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
            found = compare_figures(p, q)
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
        return any(set(words[1:]) <= towns | self._plain_words for words in (first, second))

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
            return days_of(part)
        if isinstance(part, float):
            return iso(part)
        if isinstance(part, (set, frozenset)):
            return ", ".join(sorted(self.label(str(id)) for id in part))
        if isinstance(part, tuple):
            return self._text(part)
        return str(part)


def _offices(a: frozenset[str], b: frozenset[str]) -> int:
    """3 the same office, 2 one named more fully than the other, 0 two offices."""
    if a & b:
        return 3
    parts = [(set(x.split("-")), set(y.split("-"))) for x in a for y in b]
    return 2 if any(x <= y or y <= x for x, y in parts) else 0
