"""Which event mentions of one article tell the same event, and what that gives each of them.

A headline, a lead and a body tell one event; a new place, day, actor or figure makes another.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from kg.extract import syntax
from kg.extract.continuing import (
    comes_before,
    differ_in_number,
    goes_on_with,
    happens_within,
    is_besides,
    is_said_again,
)
from kg.extract.coreference import Mentions
from kg.extract.forms import fold, stem
from kg.extract.pointing import denies_the_deed, denies_what_was_said, judged, judges_this
from kg.extract.reading import Candidate, Filler
from kg.extract.weighing import Weights
from kg.gazetteer import Gazetteer
from kg.lexicon import Cues
from kg.model import Anchor, EntityMention, Interval, Quantity, Status, Timex
from kg.vocabulary import group_of, is_a

_OF_PARTIES = ("Meeting", "Agreement", "Ceasefire", "Battle")
_LONG_DAYS = 28  # between what is told and a time long before it
_FEW_DAYS = 3  # what a deed takes that a dispatch tells
_MOST_DAYS = 7  # a week is the time of one deed told roughly, ten days that of many
_OF_ONE_DEED = ("personnel", "occurrence", "detained", "abducted")  # another number is of another deed
_NEAR_WORDS = 6  # from the noun to the pronoun of its clause: « l'attaque de Kidal qui … »
_APART_TOLLS = 1.5  # times the other toll
_LONGER = 2  # times the other span
_FAR_TOLL = 20  # times the deed's: « cela porte le bilan total à 45.000 morts »
_TOLLS = {"deaths", "injured", "displaced"}
_SPELL_DAYS = 45  # a span of time that no such deed takes
_REACH = 3  # sentences between a deed and its toll
_TO_COME = ("planned", "possible")
_JOIN = 2.0  # what a statement told again and the toll of a deed told before weigh
_SIDES = {  # the roles that are compared, by the name that grouping.toml has for them
    "agent": ("agent", "participant"),
    "target": ("target", "opponent"),
    "beneficiary": ("beneficiary",),
    "origin": ("origin",),
}
_ACTS_APART = {"Training"}  # a class below another that is an act of its own, not a closer look at the same act
_STRENGTH: Mapping[Status, int] = {"asserted": 3, "planned": 2, "possible": 1, "denied": 0}


class Grouping:
    """Puts the candidates of an article into groups, in text order."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        mentions: Mentions,
        gazetteer: Gazetteer,
        cues: Cues,
        published: date | None,
        weights: Weights,
    ) -> None:
        """Group `candidates`; deeds first, then what is said about them."""
        self.mentions = mentions
        self.cues = cues
        self.published = published
        self.weights = weights
        self.perpetrators = {stem(noun) for noun in cues.perpetrators}
        self.nobody = {stem(noun) for noun in cues.anybody | cues.perpetrators}
        self.vehicles = {stem(noun) for noun in cues.vehicles}
        self.replies = {stem(word) for word in cues.replies}
        self.others = {fold(word) for word in cues.others}
        self.gazetteer = gazetteer
        self.groups: list[list[Candidate]] = []
        deeds = [c for c in candidates if group_of(c.type) != "Statement"]
        for candidate in deeds:
            self._place(candidate)
        for candidate in candidates:
            if group_of(candidate.type) == "Statement":
                if judged(candidate, cues):
                    candidate.topics.extend(self._main_before(candidate))
                elif denies_what_was_said(candidate, cues) or denies_the_deed(candidate, cues):
                    said = self._said_before(candidate) if denies_what_was_said(candidate, cues) else []
                    if not said and denies_the_deed(candidate, cues):
                        said = self._main_before(candidate)
                    candidate.topics.extend(said)
                    candidate.sources = []  # « Moscou affirme …, ce que Kiev dément »
                self._place(candidate)

    def _place(self, candidate: Candidate) -> None:
        best: tuple[float, int] | None = None
        if candidate.repeats is not None and candidate.repeats.group >= 0:
            candidate.group = candidate.repeats.group
            self.groups[candidate.group].append(candidate)
            return
        if candidate.frame.toll:
            # the day of « le bilan » is no other; the span that it counts tells of which deeds it is
            candidate.times = [t for t in candidate.times if t.relation == "since" or _is_period(t)]
        for number, group in enumerate(self.groups if not candidate.frame.toll else ()):
            if all(member.frame.toll for member in group):
                continue  # « le bilan », of a deed that nobody has told
            score = self._score(candidate, group)
            if score is not None and score >= _JOIN and (best is None or score >= best[0]):
                best = (score, number)
        if best is None:
            best = self._whose_toll(candidate)
        if best is None:
            candidate.group = len(self.groups)
            self.groups.append([candidate])
        else:
            candidate.group = best[1]
            if self._of_those_known(candidate):  # « les personnes arrêtées » are those told before
                candidate.fillers = [filler for filler in candidate.fillers if filler.role != "target"]
            if any(member.role("instrument") for member in self.groups[best[1]]):  # « le véhicule » is the car bomb
                repeats = [f for f in candidate.role("instrument") if self._is_known_vehicle(candidate, f)]
                candidate.fillers = [filler for filler in candidate.fillers if filler not in repeats]
            self._decide_kind(candidate, self.groups[best[1]])
            self._without_prefix([candidate, *self.groups[best[1]]])
            self.groups[best[1]].append(candidate)

    def _decide_kind(self, candidate: Candidate, group: Sequence[Candidate]) -> None:
        """« le bombardement » beside « le raid aérien » is the air strike."""
        for member in group:
            if member.type != candidate.type and _may_tell(member, candidate.type):
                member.type = candidate.type
            elif member.type != candidate.type and _may_tell(candidate, member.type):
                candidate.type = member.type

    def _without_prefix(self, members: Sequence[Candidate]) -> None:
        """A headline's prefix (« Ethiopie : ») is no place of an event that another telling places elsewhere."""
        told = [f for m in members for f in m.role("place") if f.function != "prefix" and self._named(f)]
        for member in members if told else ():
            member.fillers = [f for f in member.fillers if f.function != "prefix" or not self._outside(f, told)]

    def _outside(self, prefix: Filler, told: Sequence[Filler]) -> bool:
        mine = self.mentions.identity(prefix.mention)
        theirs = [self.mentions.identity(filler.mention) for filler in told]
        return not any(self._within(place, mine) or self._within(mine, place) for place in theirs)

    def _said_before(self, denial: Candidate) -> list[Candidate]:
        """What a denial answers: the deed of who denies, else what somebody else says, told in these two sentences."""
        mine = set(self._role([denial], "agent"))
        said: list[tuple[bool, int, int, Candidate]] = []
        pointed = judges_this(denial, self.cues)  # « a démenti cette information »
        for group in self.groups:
            for member in group:
                back = denial.sentence.index - member.sentence.index
                if not 0 <= back <= 1 or (back == 0 and member.head.i > denial.head.i):
                    continue
                if group_of(member.type) == "Statement" or member.status == "denied":
                    continue
                own = bool(mine & set(self._role([member], "agent"))) and member.status == "possible"
                sayers = self._ids(member.sources)
                if own or ((sayers or (pointed and back)) and not mine & set(sayers)):
                    said.append((own, -back, member.head.i, member))
        return [max(said, key=lambda option: option[:3])[3]] if said else []

    def _main_before(self, statement: Candidate) -> list[Candidate]:
        """The event that the article is about, of those told before a statement: of the headline, else told most often."""
        if judges_this(statement, self.cues):  # « a condamné cette décision »
            near = [
                m
                for g in self.groups
                if group_of(g[0].type) != "Statement"
                for m in g
                if 0 < statement.sentence.index - m.sentence.index <= 2
            ]
            return [max(near, key=lambda member: (member.sentence.index, -member.head.i))] if near else []
        told = [
            group
            for group in self.groups
            if group[0].sentence.index < statement.sentence.index
            and (group_of(group[0].type) in ("Violence", "PublicOrder", "Territory") or group[0].type == "Withdrawal")
            and group[0].type != "Sanction"
            and any(member.status in ("asserted", "possible") for member in group)
        ]
        if not told:
            return []
        main = max(
            told,
            key=lambda group: (
                any(member.sentence.kind != "body" for member in group),
                len(group),
                -group[0].sentence.index,
            ),
        )
        return main[:1]

    def _whose_toll(self, candidate: Candidate) -> tuple[float, int] | None:
        """« Au moins 56 civils ont été tués », of nobody and nowhere: the toll of the violence told just before."""
        tolls = {quantity.measure for quantity in candidate.quantities}
        if (
            not (candidate.frame.toll or (candidate.frame.weak and candidate.frame.pos == "verb"))
            or group_of(candidate.type) != "Violence"
            or not tolls
            or not tolls <= {"deaths", "injured"}
            or any(
                filler.role != "target" or self.mentions.best(filler.mention).level == "name"
                for filler in candidate.fillers
            )
        ):
            return None
        for number in self._latest_first(candidate):
            group = self.groups[number]
            if (
                not has_toll(group[0].type)
                or all(member.frame.toll for member in group)
                or (group_of(group[0].type) != "Violence" and not candidate.frame.toll)
                or not 0 <= candidate.sentence.index - group[-1].sentence.index <= self._toll_reach(candidate)
            ):
                continue
            times, then = self._intervals([candidate]), self._intervals(group)
            if times and then and not any(_overlap(a, b) for a in times for b in then):
                continue
            if any(_counts_from_before(a, b) for a in times for b in then) or self._counts_a_period(candidate, group):
                continue  # « Depuis janvier, le pays a enregistré 300 morts »: of many deeds
            if _exceeds(candidate, group):
                continue
            if group[0].status in ("planned", "denied") or candidate.status != "asserted":
                continue
            candidate.type = group[0].type
            candidate.fillers = [filler for filler in candidate.fillers if filler.role != "target"]
            candidate.times = [] if candidate.frame.toll else candidate.times
            return _JOIN, number
        return None

    def _toll_reach(self, toll: Candidate) -> int:
        """Sentences back in which the deed of a toll is told; « le bilan » is that of the only one, wherever it was told."""
        deeds = [group for group in self.groups if _may_have_killed(group)]
        return _REACH if len(deeds) > 1 or not toll.frame.toll else toll.sentence.index

    def _latest_first(self, toll: Candidate) -> list[int]:
        """The groups from the last one back; for « le bilan » the one that the article is about comes first."""
        numbers = list(range(len(self.groups) - 1, -1, -1))
        numbers.sort(key=lambda n: not _has_its_toll(toll, self.groups[n]))
        if not toll.frame.toll:
            return numbers
        return sorted(numbers, key=lambda n: all(member.sentence.kind == "body" for member in self.groups[n]))

    # ---- features

    def _ids(self, fillers: Sequence[Filler]) -> dict[str, Filler]:
        return {self.mentions.identity(filler.mention): filler for filler in fillers}

    def _role(self, group: Sequence[Candidate], *roles: str) -> dict[str, Filler]:
        return self._ids([filler for candidate in group for filler in candidate.role(*roles)])

    def _places(self, group: Sequence[Candidate], others: Sequence[Candidate]) -> dict[str, Filler]:
        """The places told, without a headline's prefix that the others' places lie outside of."""
        told = [f for other in others for f in other.role("place") if f.function != "prefix"]
        fillers = [f for member in group for f in member.role("place")]
        return self._ids([f for f in fillers if f.function != "prefix" or not told or not self._outside(f, told)])

    def _named(self, filler: Filler) -> bool:
        best = self.mentions.best(filler.mention)
        return best.level == "name" or best.of is not None or any(char.isupper() for char in best.anchor.text)

    def _within(self, a: str, b: str) -> bool:
        """Whether place `a` is `b` or lies in it."""
        seen = {a}
        todo = [a]
        while todo:
            current = todo.pop()
            if current == b:
                return True
            entity = self.gazetteer.entities.get(current)
            for parent in entity.part_of if entity is not None else ():
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
        country = self.gazetteer.country_of(a)
        return country is not None and country == b

    def _score(self, candidate: Candidate, group: Sequence[Candidate]) -> float | None:
        """How much the candidate and the group agree; None where they cannot be the same event."""
        if not all(_of_one_kind(candidate, member) for member in group):
            return None
        if any((candidate.type in _ACTS_APART) != (member.type in _ACTS_APART) for member in group):
            return None
        if group_of(candidate.type) == "Statement":
            return self._statement_score(candidate, group)
        features = self.features(candidate, group)
        return None if features is None else self.weights.weigh(features)

    def features(self, candidate: Candidate, group: Sequence[Candidate]) -> dict[str, float] | None:
        """What speaks for and against one event, by name; None where something rules it out.

        The names are those of grouping.toml, which says what each weighs.
        """
        if self._is_apart(candidate, group):
            return None
        parts = (
            self._how_told(candidate, group),
            self._places_agree(candidate, group),
            self._roles_agree(candidate, group),
            self._days_agree(candidate, group),
            self._figures(candidate, group),
        )
        found: dict[str, float] = {}
        for part in parts:
            if part is None:
                return None
            for name, value in part.items():
                found[name] = found.get(name, 0.0) + value
        if candidate.definite == "definite" and self._informs(candidate) and not _tells_alike(found):
            found["known, with other facts"] = 1.0
        found.update(self._goes_on(candidate, group, found))
        return found

    def _is_apart(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """Whether the words say that these are two."""
        return (
            self._contradicts(candidate, group)
            or any(self._coordinated(candidate, member) for member in group)
            or any(self._answers(candidate, member) for member in group)
            or self._of_long_ago(candidate, group)
            or any(self._changes_hands(candidate, member) for member in group)
            or (group[0].sentence.index < candidate.sentence.index and is_besides(candidate, self.cues))
            or comes_before(candidate, group, self.cues)
            or any(_is_counted_from(candidate, member) or _is_counted_from(member, candidate) for member in group)
            or self._counts_a_period(candidate, group)
            or self._other(candidate)
            or differ_in_number(candidate, group, self.cues)
        )

    def _how_told(self, candidate: Candidate, group: Sequence[Candidate]) -> dict[str, float]:
        """The determiner, the noun, the headline, how far apart."""
        found: dict[str, float] = {}
        distance = candidate.sentence.index - max(member.sentence.index for member in group)
        informs, definite = self._informs(candidate), candidate.definite
        headline = any(member.sentence.kind != "body" for member in group)
        noun = any(_same_noun(candidate, member) for member in group)
        found["sentences between"] = min(float(max(0, distance)), 20.0 if informs and not definite else 3.0)
        if definite == "demonstrative":
            found["demonstrative"] = 1.0
            found["demonstrative, just told"] = float(0 <= distance <= 1)
            found["demonstrative of a noun"] = float(any(member.frame.pos == "noun" for member in group))
            found["demonstrative of its noun"] = float(noun)
            found["demonstrative of the headline's noun"] = float(noun and headline)
        elif definite:
            found["definite"] = 1.0
        if candidate.status in _TO_COME and all(member.status in _TO_COME for member in group):
            found["still to come"] = 1.0
            found["still to come, an accord"] = float(is_a(candidate.type, "Agreement"))
        if self._new(candidate) and any(member.sentence.kind == "body" for member in group):
            found["indefinite"] = 1.0
        if not informs:
            place = "definite" if definite else ("headline" if candidate.sentence.kind != "body" else "body")
            found["tells nothing, " + place] = 1.0
        if definite == "definite":
            known = "known, telling" if informs else "known, bare"
            found[known + ", of the headline"] = float(headline)
            words = {word.lemma_ for member in group for word in member.words}
            found[known + ", its noun"] = float(candidate.head.lemma_ in words if informs else noun)
        if candidate.sentence.kind != "body" or all(member.sentence.kind != "body" for member in group):
            near = candidate.type == group[0].type and distance <= 2
            far = definite == "demonstrative" and distance > 1  # « cette attaque » is the one told last
            found["headline and lead" if near else "headline and body"] = float(not far)
        if len(group) == 1 and distance == 0 and definite != "demonstrative":
            found["one sentence"] = 1.0
        return found

    def _places_agree(self, candidate: Candidate, group: Sequence[Candidate]) -> dict[str, float] | None:
        """Of the places; None where they are two."""
        found: dict[str, float] = {}
        for a, b in (("place", "target"), ("target", "place")):
            if self._same_things(candidate, group, a, b):
                found["place as target"] = 1.0
        places, there = self._places([candidate], group), self._places(group, [candidate])
        if not (places and there):
            return found
        if any(self._within(a, b) or self._within(b, a) for a in places for b in there):
            if not self._agree_on_narrow(places, there):
                return None
            known = self.gazetteer.entities
            narrow = any(a == b for a in places for b in there) and not all(
                a in known and known[a].kind == "Country" for a in places
            )
            found["place, same" if narrow else "place, around"] = 1.0
        elif any(self._named(f) for f in places.values()) and any(self._named(f) for f in there.values()):
            known_here = any(key in self.gazetteer.entities for key in places)
            again = candidate.definite == "definite" and any(_same_noun(candidate, member) for member in group)
            tells_where = self._tells_where(candidate) and not self._in_one_country(places, there)
            if not self._may_lie_in(places, there) and (
                (known_here and not tells_where)
                or not (self._by_those_known(candidate) or again or _has_its_toll(candidate, group) or tells_where)
            ):
                return None  # « le véhicule a sauté dans le quartier de X », of which no list knows the town
            found["place, may lie there"] = 1.0
        elif self._same_things(candidate, group, "place", "place"):
            found["place, same noun"] = 1.0  # « l'aéroport », « l'aéroport de Kaboul »
        else:
            found["place, other words"] = 1.0
        return found

    def _in_one_country(self, mine: Mapping[str, Filler], theirs: Mapping[str, Filler]) -> bool:
        """Whether all are known places, and of one country: then they are two; a namesake elsewhere says nothing."""
        keys = (*mine, *theirs)
        known = all(key in self.gazetteer.entities for key in keys)
        return known and len({self.gazetteer.country_of(key) for key in keys}) == 1

    def _tells_where(self, candidate: Candidate) -> bool:
        """« L'attaque a eu lieu dans le quartier de X »: of a deed told as known, by a verb that says no more."""
        return (
            candidate.frame.pos == "noun"
            and candidate.definite == "definite"
            and any(
                syntax.phrase_at(verb, self.cues.happening) is not None
                or syntax.lemma_with_se(verb, self.cues) in self.cues.happening
                for verb in candidate.supports
            )
        )

    def _roles_agree(self, candidate: Candidate, group: Sequence[Candidate]) -> dict[str, float] | None:
        """Of who did it, to whom, for whom; None where they are named and others."""
        found: dict[str, float] = {}
        for role, roles in _SIDES.items():
            mine, theirs = self._role([candidate], *roles), self._role(group, *roles)
            if not (mine and theirs):
                continue
            if set(mine) & set(theirs) or self._owned(mine, theirs):
                found[role + ", same"] = 1.0
                if candidate.type in _OF_PARTIES and len(set(mine) & set(theirs)) > 1:
                    found["both parties"] = found.get("both parties", 0.0) + 1.0  # who meets whom, told again
            elif any(self._named(f) for f in mine.values()) and any(self._named(f) for f in theirs.values()):
                if self._may_be(mine, theirs):
                    found[role + (", same noun" if self._same_noun(mine, theirs) else ", may be")] = 1.0
                elif candidate.definite != "demonstrative":  # « Trump a ordonné cette frappe »
                    return None
            elif not self._may_be(mine, theirs):
                found[role + ", unlike"] = 1.0
            elif self._same_noun(mine, theirs):  # « l'armée », « l'armée birmane »
                found[role + (", bare noun" if self._bare(mine) or self._bare(theirs) else ", same noun")] = 1.0
            else:
                found[role + ", not named"] = 1.0
        return found

    def _days_agree(self, candidate: Candidate, group: Sequence[Candidate]) -> dict[str, float] | None:
        """Of the times; None where they are two."""
        times, then = self._intervals([candidate]), self._intervals(group)
        if not (times and then):
            return {}
        if any(_overlap(a, b) and not _is_spell(a, b) for a in times for b in then):
            return {"day": 1.0}
        return None

    def _goes_on(
        self, candidate: Candidate, group: Sequence[Candidate], found: Mapping[str, float]
    ) -> dict[str, float]:
        """What makes it a telling that goes on with the group's deed."""
        told: dict[str, float] = {
            "where it went on": float(any(self._goes_on_there(candidate, member) for member in group)),
            "said again": float(any(is_said_again(candidate, member) for member in group)),
            "in its course": float(any(happens_within(candidate, member, self.cues) for member in group)),
        }
        distance = candidate.sentence.index - max(member.sentence.index for member in group)
        agree = found.get("figure, same", 0.0) * 2 - found.get("figure, other", 0.0)
        if distance >= 0 and (
            self._by_those_known(candidate)
            or self._of_those_known(candidate)
            or self._nothing_sets_apart(candidate, group)
        ):
            told["nothing sets apart"] = 1.0
        elif agree >= 0 and goes_on_with(candidate, group, self.groups, self.mentions, self.cues, counted=agree > 0):
            told["goes on"] = 1.0
        return {name: value for name, value in told.items() if value}

    def _by_those_known(self, candidate: Candidate) -> bool:
        """« Les assaillants ont tué deux gardes »: who did what was told before, and nobody else is named."""
        agents, means = candidate.role("agent"), candidate.role("instrument")
        if means and not agents and all(self._is_known_vehicle(candidate, filler) for filler in means):
            return True  # « le véhicule a explosé »
        return (
            bool(agents)
            and candidate.definite == ""
            and all(stem(f.mention.head.text) in self.perpetrators for f in agents)
            and (
                all(self.mentions.is_definite(f.mention) for f in agents)
                or not (candidate.times or any(self._named(f) for f in candidate.role("place")))
            )
        )

    def _is_known_vehicle(self, candidate: Candidate, filler: Filler) -> bool:
        first = candidate.sentence.words(filler.mention)[0]
        definite = first > 0 and candidate.sentence.doc[first - 1].lower_ in self.cues.grammar.determiners.definite
        return definite and stem(filler.mention.head.text) in self.vehicles

    def _of_those_known(self, candidate: Candidate) -> bool:
        """« les personnes arrêtées », « les soldats tués »: what was done to people told as known."""
        done_to = candidate.role("target")
        return (
            candidate.frame.pos == "verb"
            and candidate.head.dep_ in syntax.PARTICIPLES
            and bool(done_to)
            and not candidate.role("place", "agent")
            and not candidate.times
            and all(not self._named(f) and self.mentions.is_definite(f.mention) for f in done_to)
        )

    def _nothing_sets_apart(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """A telling of the headline's own kind of violence, without a place, a day, a toll or a name of its own."""
        return (
            group_of(candidate.type) == "Violence"
            and candidate.type != "Attack"
            and all(member.type == candidate.type for member in group)
            and any(member.sentence.kind != "body" for member in group)
            and not candidate.times
            and not candidate.quantities
            and not candidate.role("place")
            and not any(self._named(filler) for filler in candidate.fillers)
        )

    def _contradicts(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """What is still to come is not what has happened; a headline's bare present or participle settles neither."""
        if not candidate.certain or candidate.sentence.kind != "body":
            return False
        if not _settles(candidate):
            return False
        told = [m.status for m in group if m.certain and m.sentence.kind == "body" and _settles(m)]
        return any((status == "asserted") != (candidate.status == "asserted") for status in told)

    def _of_long_ago(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« En mai 2015, le groupe avait revendiqué une attaque »: in a sentence that tells of a time long before."""
        times, then = candidate.sentence.times, self._intervals(group)
        if candidate.times:
            times = () if then else tuple(candidate.times)
        known = candidate.definite and not candidate.times and not self._has_one(candidate)
        if known or any(m.sentence is candidate.sentence for m in group):
            return False
        if not then and self.published and any(member.sentence.kind != "body" for member in group):
            then = [Interval(self.published, None)]  # what a headline tells without a day is news
        told = [timex.interval for timex in times if timex.relation == "in" and timex.interval is not None]
        begins = [interval.begin for interval in then if interval.begin is not None]
        return bool(told and begins) and all(
            interval.end is not None and (min(begins) - interval.end).days > _LONG_DAYS for interval in told
        )

    def _counts_a_period(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« ces attaques ont fait depuis 2015 des milliers de morts »: the toll of years, beside what is told as news."""
        spans = [_days_of(timex, self.published) for timex in candidate.times if _is_period(timex, self.published)]
        if not spans or not _TOLLS & {quantity.measure for quantity in candidate.quantities}:
            return False
        theirs = [_days_of(t, self.published) for m in group for t in m.times if _is_period(t, self.published)]
        return not theirs or max(spans) > _LONGER * max(theirs)

    def _goes_on_there(self, candidate: Candidate, member: Candidate) -> bool:
        """« l'attaque d'une école, où un commando a tué cent personnes »: the clause tells what happened in it."""
        if (
            candidate.sentence is not member.sentence
            or candidate.frame.pos != "verb"
            or candidate.head.i < member.head.i
        ):
            return False
        where = self.cues.grammar.pronouns.where
        marked = any(child.lower_ in where for child in candidate.head.children)
        return marked and member.frame.pos == "noun" and any(f.function in where for f in candidate.role("place"))

    def _coordinated(self, candidate: Candidate, member: Candidate) -> bool:
        """Two verbs of one sentence joined by « et » tell two things; who is arrested and then held is arrested once."""
        if (
            candidate.type == "Arrest"
            and self._role([candidate], "target").keys() & self._role([member], "target").keys()
        ):
            return False
        return (
            candidate.sentence is member.sentence
            and candidate.frame.pos == member.frame.pos == "verb"
            and candidate.head.lemma_ != member.head.lemma_
            and candidate.type == member.type
            and bool(candidate.role("target", "place"))
            and bool(member.role("target", "place"))
        )

    def _changes_hands(self, candidate: Candidate, member: Candidate) -> bool:
        """« Bambari, tombée en mai, a été reprise »: a place taken by some and taken back by others."""
        if {candidate.type, member.type} != {"Capture", "Recapture"}:
            return False
        mine, theirs = self._role([candidate], "agent"), self._role([member], "agent")
        if set(mine) & set(theirs):
            return False
        if candidate.sentence is member.sentence and candidate.frame.pos == member.frame.pos == "verb":
            return True
        return bool(mine and theirs) and not (self._owned(mine, theirs) or self._may_be(mine, theirs))

    def _agree_on_narrow(self, mine: dict[str, Filler], theirs: dict[str, Filler]) -> bool:
        """Two different towns are two events, even in one country."""

        def towns(ids: dict[str, Filler]) -> set[str]:
            narrow = {i: f for i, f in ids.items() if f.mention.kind in ("City", "Facility") and self._named(f)}
            return {i for i, f in narrow.items() if f.function != "prefix"}  # « Gaza : » is the strip as well

        a, b = towns(mine), towns(theirs)
        return not (a and b) or any(self._within(x, y) or self._within(y, x) for x in a for y in b)

    def _may_lie_in(self, mine: dict[str, Filler], theirs: dict[str, Filler]) -> bool:
        """« le village de X », that no list knows, beside « dans le nord du Mali »: it may well lie there."""
        return self._unknown_within(mine, theirs) or self._unknown_within(theirs, mine)

    def _unknown_within(self, inner: dict[str, Filler], outer: dict[str, Filler]) -> bool:
        known = [self.gazetteer.entities[key] for key in outer if key in self.gazetteer.entities]
        return (
            not any(key in self.gazetteer.entities for key in inner)
            and bool(known)
            and all(entity.kind in ("Country", "State", "Region") for entity in known)
            and not any(f.mention.kind in ("City", "Facility") and self._named(f) for f in outer.values())
        )

    def _owned(self, mine: dict[str, Filler], theirs: dict[str, Filler]) -> bool:
        """« les forces irakiennes » and « l'Irak »: a body and its State act for each other."""

        def states(ids: dict[str, Filler]) -> set[str]:
            return {self.mentions.best(f.mention).of or key for key, f in ids.items()}

        return bool(states(mine) & states(theirs))

    def _may_be(self, mine: dict[str, Filler], theirs: dict[str, Filler]) -> bool:
        """Whether a description on one side may mean the other side (« les assaillants »)."""
        for a in mine.values():
            for b in theirs.values():
                x, y = self.mentions.best(a.mention), self.mentions.best(b.mention)
                if x.level == "name" and y.level == "name":
                    continue
                if (
                    x.kind == y.kind
                    or (x.of and x.of == y.of)
                    or "Group" in (x.kind, y.kind)
                    or {x.kind, y.kind} <= {"ArmedGroup", "Person", "Group"}
                    or any(_nameless_soldiers(m) for m in (x, y))
                ):
                    return True
        return False

    def _same_noun(self, mine: dict[str, Filler], theirs: dict[str, Filler]) -> bool:
        """Whether both sides are described by one noun, so that the shorter may repeat the longer."""
        nouns = {stem(f.mention.head.text) for f in theirs.values() if f.mention.level == "nominal"}
        return any(f.mention.level == "nominal" and stem(f.mention.head.text) in nouns for f in mine.values())

    def _bare(self, fillers: dict[str, Filler]) -> bool:
        """Whether all are single words said as known: « l'armée »."""
        return all(
            f.mention.level == "nominal" and " " not in f.mention.anchor.text and self.mentions.is_definite(f.mention)
            for f in fillers.values()
        )

    def _answers(self, candidate: Candidate, member: Candidate) -> bool:
        """« cette frappe, en réponse à l'attaque »: what answers a deed is another one."""
        if candidate.sentence is not member.sentence:
            return False
        low, high = sorted((candidate.head.i, member.head.i))
        return any(stem(token.lemma_) in self.replies for token in candidate.sentence.doc[low + 1 : high])

    def _new(self, candidate: Candidate) -> bool:
        """« un assaut »: said as new to the reader."""
        if candidate.frame.pos != "noun" or candidate.definite or candidate.sentence.kind != "body":
            return False
        return self._has_one(candidate)

    def _has_one(self, candidate: Candidate) -> bool:
        """Whether an indefinite article stands before the noun."""
        doc, one = candidate.sentence.doc, self.cues.grammar.determiners.indefinite
        before = range(max(0, candidate.head.i - 2), candidate.head.i)
        return candidate.frame.pos == "noun" and any(doc[i].lower_ in one for i in before)

    def _same_things(self, candidate: Candidate, group: Sequence[Candidate], mine: str, theirs: str) -> bool:
        """Whether what has no name on one side is called by the noun of the other: « un village », « le village de X »."""
        there = [filler for member in group for filler in member.role(theirs)]
        return any(
            _noun_of(a.mention) == _noun_of(b.mention) and not (self._named(a) and self._named(b))
            for a in candidate.role(mine)
            for b in there
        )

    def _other(self, candidate: Candidate) -> bool:
        if candidate.frame.pos != "noun":
            return False
        if candidate.head.pos_ == "PRON":  # « celle de Nairobi »
            return True
        if candidate.definite == "demonstrative":  # « le bilan de cette autre frappe »: the one told just before
            return False
        doc = candidate.sentence.doc
        before = [doc[i].lower_ for i in range(max(0, candidate.head.i - 2), candidate.head.i)]
        one = self.cues.grammar.determiners.indefinite
        if len(before) == 2 and before[0] in one and before[1] in self.cues.first:
            return True  # « huit mois après un premier putsch »
        return any(
            fold(doc[i].lemma_) in self.others or fold(doc[i].text) in self.others
            for i in range(max(0, candidate.head.i - 2), candidate.head.i)
        )

    def _intervals(self, group: Sequence[Candidate]) -> list[Interval]:
        return [
            t.interval
            for c in group
            for t in c.times
            if t.interval is not None
            and t.relation in ("in", "since")
            and t.interval.begin is not None
            and not _is_lone_hour(t, c)
        ]

    def _figures(self, candidate: Candidate, group: Sequence[Candidate]) -> dict[str, float] | None:
        """Of the figures; None where they count something else."""
        found: dict[str, float] = {}
        for quantity in candidate.quantities:
            same = [q for member in group for q in member.quantities if q.measure == quantity.measure]
            if not same:
                continue
            if any(_agree(quantity, other) for other in same) or _part_of_it(quantity, candidate, group):
                found["figure, same"] = found.get("figure, same", 0.0) + 1.0
            elif quantity.measure in _OF_ONE_DEED or self._tells_apart(candidate, quantity, same):
                return None
            elif candidate.definite not in ("demonstrative", "definite"):  # « l'attaque a fait 31 morts »: a new toll
                found["figure, other"] = found.get("figure, other", 0.0) + 1.0
        return found

    def _tells_apart(self, candidate: Candidate, toll: Quantity, others: Sequence[Quantity]) -> bool:
        """« l'embuscade qui a coûté la vie à six soldats »: a clause without a comma says which, by a toll far off."""
        if candidate.frame.pos != "noun" or toll.measure != "deaths":
            return False
        end = max(word.i for word in candidate.words) + 1
        at = candidate.sentence.span(toll.anchor.start, toll.anchor.end)[0]
        words = candidate.sentence.doc[end : min(at, end + _NEAR_WORDS)]
        relatives = self.cues.grammar.pronouns.subject_relative
        which = next((token for token in words if token.lower_ in relatives), None)
        if which is None or which.nbor(-1).text == ",":
            return False
        mine = toll.amount.low or toll.amount.high or 0
        theirs = [other.amount.low or other.amount.high or 0 for other in others]
        return all(max(mine, their) >= _APART_TOLLS * min(mine, their) for their in theirs)

    def _informs(self, candidate: Candidate) -> bool:
        return bool(candidate.fillers or candidate.times or candidate.quantities)

    def _statement_score(self, candidate: Candidate, group: Sequence[Candidate]) -> float | None:
        mine, theirs = self._role([candidate], "agent"), self._role(group, "agent")
        topics = {topic.group for topic in candidate.topics}
        known = {topic.group for member in group for topic in member.topics}
        if mine and theirs and not (set(mine) & set(theirs) or self._owned(mine, theirs)):
            return None
        if topics and known and not topics & known:
            return None
        score = (2.0 if mine and theirs else 0.0) + (2.0 if topics & known else 0.0)
        if candidate.definite == "demonstrative":
            score += 3.0
        if not mine and not topics and candidate.definite:
            score += 2.0
        targets, aims = self._role([candidate], "target"), self._role(group, "target")
        if targets and aims and not set(targets) & set(aims):
            return None
        if (
            not topics
            and not known
            and mine
            and theirs
            and not (targets and aims)
            and candidate.definite != "demonstrative"
        ):
            return 1.0
        return score

    # ---- what the group gives

    def settle(self) -> None:
        """Give every telling of a group the group's status, and dates counted from other events."""
        for group in self.groups:
            status = self._status(group)
            for member in group:
                member.status = status
            self._name_the_doers(group)
            self._only_count_the_dead(group)
            self._say_once(group)
            self._drop_guessed_days(group)
        for group in self.groups:
            for member in group:
                for timex, other in member.shifts:
                    self._shift(member, timex, other)
        for group in self.groups:
            for member in group:
                if member.during is not None and not self._intervals(group):
                    member.times.extend(
                        t
                        for t in dict.fromkeys(self._times_of(member.during))
                        if t.relation == "in" and t.interval is not None
                    )

    def _name_the_doers(self, group: Sequence[Candidate]) -> None:
        """« les assaillants » are not told beside the group that the article names as who did it."""
        agents = [(member, filler) for member in group for filler in member.role("agent")]
        if not any(self.mentions.best(f.mention).level == "name" for _, f in agents):
            return
        for member, filler in agents:
            best = self.mentions.best(filler.mention)
            if best.level != "name" and best.number == "plur" and stem(best.head.text) in self.perpetrators:
                member.fillers.remove(filler)

    def _only_count_the_dead(self, group: Sequence[Candidate]) -> None:
        """« neuf paysans tués », where another telling says what was attacked: the dead are a figure, not what was aimed at."""
        aimed = [member for member in group if not (member.frame.weak and member.frame.pos == "verb")]
        for member in group if aimed else ():
            if member in aimed or not syntax.is_passive(member.head):
                continue
            counted = [q.anchor for q in member.quantities if q.measure in ("deaths", "injured")]
            member.fillers = [
                f
                for f in member.fillers
                if f.role != "target" or self._named(f) or not any(_within(f.mention.head, a) for a in counted)
            ]

    def _say_once(self, group: Sequence[Candidate]) -> None:
        """Of nameless people told twice (« quarante écoliers », « les enfants », « des personnes ») the first telling stays."""
        for role in ("agent", "target"):
            told: list[EntityMention] = []
            for member in group:
                for filler in member.role(role):
                    best = self.mentions.best(filler.mention)
                    counted = any(_within(filler.mention.head, q.anchor) for q in member.quantities)
                    if not counted and self._repeats(best, told):
                        member.fillers.remove(filler)
                    else:
                        told.append(best)

    def _repeats(self, mention: EntityMention, told: Sequence[EntityMention]) -> bool:
        """Whether a description has the noun of one told before, or a noun that fits anybody."""
        if mention.level == "name" or mention.kind not in ("Group", "Person", "ArmedGroup") or not told:
            return False
        noun = stem(mention.head.text)
        before = [other for other in told if other.level != "name" and is_a(other.kind, "Actor")]
        known = any(self.mentions.identity(other) == self.mentions.identity(mention) for other in before)
        return not known and any(stem(o.head.text) == noun or noun in self.nobody for o in before)

    def _drop_guessed_days(self, group: Sequence[Candidate]) -> None:
        """The day of a lone hour gives way to one that another telling names."""
        days = self._intervals(group)
        for member in group if days else ():
            member.times = [
                t
                for t in member.times
                if not (_is_lone_hour(t, member) and t.interval and not any(_overlap(t.interval, day) for day in days))
            ]

    def _times_of(self, candidate: Candidate) -> list[Timex]:
        return [timex for member in self.groups[candidate.group] for timex in member.times]

    def _status(self, group: Sequence[Candidate]) -> Status:
        told = [member for member in group if member.definite != "demonstrative"] or list(group)
        body = [member for member in told if member.sentence.kind == "body"] or told
        sure = [member for member in body if member.certain]
        if sure:
            kinds = {member.status for member in sure}
            if "asserted" in kinds:
                return "asserted"
            return max(kinds, key=lambda status: _STRENGTH[status])
        if any(member.certain for member in group) and not any(member.sentence.kind == "body" for member in group):
            return next(member.status for member in group if member.certain)
        return body[0].status

    def _shift(self, member: Candidate, timex: Timex, other: Candidate) -> None:
        """« deux jours après la reprise »: each of the two dates tells the other."""
        days = timex.shift_days
        if days is None:
            return
        mine = self._days(self.groups[member.group], member)
        theirs = self._days(self.groups[other.group], other)
        if theirs is not None and mine is None:
            member.times.append(_dated(timex, theirs, days))
        elif mine is not None and theirs is None:
            other.times.append(_dated(timex, mine, -days))

    def _days(self, group: Sequence[Candidate], member: Candidate) -> Interval | None:
        intervals = self._intervals(group)
        if not intervals and member.during is not None:
            intervals = self._intervals(self.groups[member.during.group])
        if not intervals:
            durings = [m.during for m in group if m.during is not None]
            intervals = [i for d in durings for i in self._intervals(self.groups[d.group])]
        days = [i for i in intervals if i.begin is not None and i.end is not None and (i.end - i.begin).days <= 2]
        return days[0] if days else None


def _noun_of(mention: EntityMention) -> str:
    """The noun by which a thing is called: « village » of « le village de Sobane »."""
    words = mention.anchor.text.replace("’", "'").split()
    return stem(mention.head.text if mention.level != "nominal" or not words else words[0])


def _nameless_soldiers(mention: EntityMention) -> bool:
    """« des militaires », of whom the text does not say whose they are."""
    return mention.kind == "ArmedForce" and mention.level == "nominal" and mention.of is None


def _settles(candidate: Candidate) -> bool:
    """Whether the words say if it has happened: not « a ordonné cette frappe », « l'accuse d'avoir mené le bombardement »."""
    presumed = candidate.definite == "definite" and candidate.status == "possible" and candidate.frame.pos == "noun"
    return not (presumed or candidate.definite == "demonstrative" or _is_hearsay(candidate))


def _is_hearsay(candidate: Candidate) -> bool:
    """« il s'agirait d'un attentat », « auraient ouvert le feu »: what may have been done, in the conditional."""
    verbs = [candidate.head] if candidate.frame.pos == "verb" else list(candidate.supports)
    verbs = verbs or [syntax.clause_head(candidate.head)]
    return candidate.status == "possible" and any(syntax.tense_of(verb) == "conditional" for verb in verbs)


def _of_one_kind(a: Candidate, b: Candidate) -> bool:
    """Whether one class is the other's or below it, or a word leaves it open."""
    return is_a(a.type, b.type) or is_a(b.type, a.type) or _may_tell(a, b.type) or _may_tell(b, a.type)


def _may_tell(candidate: Candidate, type_: str) -> bool:
    """« le bombardement », « l'explosion » may be the air strike just told; « une explosion » is another matter."""
    return type_ in candidate.frame.also and (bool(candidate.definite) or not candidate.frame.weak)


def _is_period(timex: Timex, published: date | None = None) -> bool:
    """A span of more days than a deed takes, or that began more days ago."""
    return timex.relation in ("in", "since") and _days_of(timex, published) > _MOST_DAYS


def _days_of(timex: Timex, published: date | None) -> int:
    """Days of the span, up to the article's where it has no end; 0 without a begin."""
    interval = timex.interval
    if interval is None or interval.begin is None:
        return 0
    end = interval.end or published
    return (end - interval.begin).days if end is not None else _SPELL_DAYS


def _counts_from_before(span: Interval, deed: Interval) -> bool:
    """Whether a span without an end begins before the deed."""
    return span.end is None and span.begin is not None and deed.begin is not None and span.begin < deed.begin


def _has_its_toll(candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """Whether both count the same dead, two and more: « 23 morts », « 23 soldats ont perdu la vie »."""
    theirs = {(q.amount.low, q.amount.high) for member in group for q in member.quantities if q.measure == "deaths"}
    mine = {(q.amount.low, q.amount.high) for q in candidate.quantities if q.measure == "deaths"}
    return any(low is not None and low > 1 for low, _ in mine & theirs)


def _exceeds(toll: Candidate, group: Sequence[Candidate]) -> bool:
    """Whether a toll counts so many more dead than the deed's own that it is that of many deeds."""
    mine = [q.amount.low or q.amount.high or 0 for q in toll.quantities if q.measure == "deaths"]
    theirs = [q.amount.low or q.amount.high or 0 for m in group for q in m.quantities if q.measure == "deaths"]
    return bool(mine and theirs) and min(mine) > _FAR_TOLL * max(theirs)


def _tells_alike(found: Mapping[str, float]) -> bool:
    """Whether a place, an actor, a day or a figure could be compared."""
    return any(
        name == "day" or name.split(",")[0] in ("place", "figure", *_SIDES)
        for name in found
        if "," in name or name == "day"
    )


def _same_noun(one: Candidate, other: Candidate) -> bool:
    return one.head.lemma_.lower() == other.head.lemma_.lower()


def _is_counted_from(one: Candidate, other: Candidate) -> bool:
    """« cet enlèvement intervient deux mois après celui de X »: they are two."""
    return any(origin is other for _, origin in one.shifts)


def _may_have_killed(group: Sequence[Candidate]) -> bool:
    """A deed that is told as done and is no toll alone."""
    return (
        has_toll(group[0].type)
        and not all(member.frame.toll for member in group)
        and group[0].status not in ("planned", "denied")
    )


def has_toll(type_: str) -> bool:
    """Whether events of a class have dead and injured to count."""
    return group_of(type_) in ("Violence", "Territory") or type_ in ("Protest", "Riot", "Coup")


def _dated(timex: Timex, interval: Interval, days: int) -> Timex:
    move = timedelta(days=days)
    begin: date | None = interval.begin + move if interval.begin else None
    end: date | None = interval.end + move if interval.end else None
    return Timex(timex.anchor, Interval(begin, end), "event", "in", "day", timex.value, timex.shift_days)


def _overlap(a: Interval, b: Interval) -> bool:
    return (a.begin is None or b.end is None or a.begin < b.end) and (
        b.begin is None or a.end is None or b.begin < a.end
    )


def _within(inner: Anchor, outer: Anchor) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_lone_hour(timex: Timex, candidate: Candidate) -> bool:
    """« vers 17 heures », in a sentence that tells no day: that it was the day told last is a guess."""
    days = [other for other in candidate.sentence.times if other.granularity == "day" and other.interval is not None]
    return timex.granularity == "hour" and not days


def _is_spell(a: Interval, b: Interval) -> bool:
    """« depuis 2015 », « en cinq ans » beside a day: what is told of years is not what happened that day."""
    days = sorted(_length(interval) for interval in (a, b))
    return days[0] <= _FEW_DAYS and days[1] > _SPELL_DAYS


def _length(interval: Interval) -> int:
    """Days; without an end as many as no deed takes."""
    if interval.begin is None or interval.end is None:
        return _SPELL_DAYS + 1
    return (interval.end - interval.begin).days


def _agree(a: Quantity, b: Quantity) -> bool:
    """Whether two figures can be the same count: their ranges touch."""
    low_a, high_a, low_b, high_b = a.amount.low, a.amount.high, b.amount.low, b.amount.high
    if a.amount.change != b.amount.change and a.measure == "personnel" and None not in (high_a, high_b):
        return low_a == low_b
    return (low_a is None or high_b is None or low_a <= high_b) and (low_b is None or high_a is None or low_b <= high_a)


def _part_of_it(quantity: Quantity, candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """« 141 morts, dont 132 enfants » beside a headline that counts the children alone."""
    ours = [other for other in candidate.sentence.quantities if other.subset]
    theirs = [other for member in group for other in member.sentence.quantities if other.subset]
    known = [other for member in group for other in member.quantities]
    return any(_same_count(part, other) for part in ours for other in known) or any(
        _same_count(part, quantity) for part in theirs
    )


def _same_count(a: Quantity, b: Quantity) -> bool:
    return a.amount.low == b.amount.low and a.amount.high == b.amount.high and b.measure in ("deaths", "injured")


__all__ = ["Grouping", "stem"]
