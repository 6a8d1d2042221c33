"""What speaks for and against two tellings being one deed, by the names that grouping.toml weighs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract import syntax
from kg.extract.continuing import (
    begins_with,
    goes_on_with,
    happened_when,
    happens_within,
    is_behind_colon,
    is_by_who_just_did_it,
    is_of_the_same_past,
    is_one_of_a_row,
    is_quoted,
    is_said_again,
    is_said_of_those_hit,
    is_stay_of_who_came,
    is_talk_of_those_who_met,
    may_mean_one,
    same_sort,
    says_what_it_was,
    tells_of_what_was_hit,
)
from kg.extract.grouping.apart import Apart
from kg.extract.grouping.counts import adds_up, may_be_one_count, part_of_it
from kg.extract.grouping.facts import Facts
from kg.extract.grouping.kinds import may_have_killed, same_head, same_number
from kg.extract.grouping.places import PLACE, Places
from kg.extract.grouping.times import is_spell, overlap
from kg.extract.reading import BLAMED, Candidate, Filler
from kg.extract.weighing import Weights
from kg.model import Quantity
from kg.vocabulary import group_of, is_a

Features = dict[str, float]

_PARTY, _DAY, _FIGURE, _PART = "another party", "another day", "another figure", "a part of what was counted"
_OTHER_ROLES = {"place as target"}  # no place beside a place
_OPEN = {"place, may lie there"}  # it need not be one: « les coups de feu ont retenti dans le quartier de X »
_FIGURES = ("figure, same", "figure, other")
_OF_PARTIES = ("Meeting", "Agreement", "Ceasefire", "Battle")
_OF_ONE_DEED = ("personnel", "occurrence", "detained")  # another number is of another deed
_REACH = 2  # sentences from what is said of somebody to his denial
_NEAR_WORDS = 6  # from the noun to the pronoun of its clause: « l'attaque de Kidal qui … »
_APART_TOLLS = 1.5  # times the other toll
_MANY = 3  # dead, whose number two deeds seldom share
_TO_COME = ("planned", "possible")
_SIDES = {  # the roles that are compared, by the name that grouping.toml has for them
    "agent": ("agent", "participant"),
    "target": ("target", "opponent"),
    "beneficiary": ("beneficiary",),
    "origin": ("origin",),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What speaks for one deed and against it, by the names of grouping.toml; `apart`: what rules it out."""

    features: Features
    apart: str = ""


class Agreement:
    """Compares a telling with those of a deed told before."""

    def __init__(self, facts: Facts, weights: Weights, groups: Sequence[Sequence[Candidate]]) -> None:
        """Of the tellings of one article; `groups` are the deeds told so far, and grow."""
        self.facts = facts
        self.groups = groups
        self.weights = weights
        self.words = Apart(facts)
        self.places = Places(facts)

    def compare(self, candidate: Candidate, group: Sequence[Candidate]) -> Comparison:
        """What speaks for one event and against it."""
        apart = self.words.why(candidate, group)
        if apart:
            return Comparison({}, apart)
        looks = (self.places.agree, self._roles_agree, self._days_agree, self._figures)
        parts: list[Features] = []
        for look in looks:
            part = look(candidate, group)
            if part == PLACE and any(begins_with(candidate, member, self.facts.cues) for member in group):
                continue  # « L'attaque de l'hôtel a débuté par une explosion sur la plage »
            if isinstance(part, str):
                return Comparison({}, part)
            parts.append(part)
        found = self._how_told(candidate, group)
        for part in parts:
            found.update(part)
        nothing = _OTHER_ROLES | _OPEN if _is_violence(candidate) else _OTHER_ROLES
        alike = any(set(part) - nothing for part in parts)
        of_other_facts = self.facts.informs(candidate) and not alike and same_sort(candidate, group)
        if candidate.definite == "definite" and of_other_facts:
            found["known, with other facts"] = 1.0
        if _is_violence(candidate) and not same_sort(candidate, group) and "toll, same" not in found:
            found["known, of another sort" if candidate.definite else "of another sort"] = 1.0
        if self._is_the_only_one(candidate, group):
            found["known, the only one"] = 1.0
        if self._is_the_fall_told(candidate, group):
            found["the fall that was told"] = 1.0
        found.update(self._goes_on(candidate, group, found))
        return Comparison(found)

    def _is_the_only_one(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« l'attaque », « la prise du pouvoir par les militaires », without a name, a place or a day: the one deed told as done."""
        if candidate.definite != "definite" or candidate.frame.pos != "noun":
            return False
        if candidate.type == "Coup":
            rivals = [told for told in self.groups if told[0].type == "Coup"]
        elif group_of(candidate.type) == "Violence":
            rivals = [told for told in self.groups if may_have_killed(told)]
        else:
            return False
        return (
            self._told_here(rivals, candidate, group) == [group]
            and not candidate.times
            and not any(self.facts.named(filler) for filler in candidate.fillers)
        )

    def _is_the_fall_told(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« condamne le coup d'Etat au Mali »; « le président a été renversé mardi »: where one names whom, the other where."""
        rivals = [told for told in self.groups if told[0].type == "Coup"]
        if candidate.type != "Coup" or candidate.frame.pos != "verb" or rivals != [group]:
            return False
        told = {filler.role for member in group for filler in member.fillers if self.facts.named(filler)}
        mine = {filler.role for filler in candidate.fillers if self.facts.named(filler)}
        return mine == {"target"} and "target" not in told and not any(m.times for m in group if candidate.times)

    def _how_told(self, candidate: Candidate, group: Sequence[Candidate]) -> Features:
        """The determiner, the noun, the headline, how far apart."""
        found: Features = {}
        distance = candidate.sentence.index - max(member.sentence.index for member in group)
        informs, definite = self.facts.informs(candidate), candidate.definite
        headline = any(member.sentence.kind != "body" for member in group)
        noun = any(same_head(candidate, member) for member in group)
        found["sentences between"] = min(float(max(0, distance)), 20.0 if informs and not definite else 3.0)
        if definite == "demonstrative":
            found["demonstrative"] = 1.0
            found["demonstrative, just told"] = float(0 <= distance <= 1)
            found["demonstrative of a noun"] = float(any(member.frame.pos == "noun" for member in group))
            its = any(same_head(candidate, member) and same_number(candidate, member) for member in group)
            found["demonstrative of its noun"] = float(its)
            found["demonstrative of its noun, just told"] = float(its and 0 <= distance <= 1)
            found["demonstrative of the headline's noun"] = float(its and headline)
        elif definite:
            found["definite"] = 1.0
        if candidate.status in _TO_COME and all(member.status in _TO_COME for member in group):
            found["still to come"] = 1.0
            found["still to come, an accord"] = float(is_a(candidate.type, "Agreement"))
        if (
            self._new(candidate)
            and not (is_quoted(candidate) or candidate.sources)
            and any(member.sentence.kind == "body" for member in group)
            and not self._is_of_its_day(candidate, group)
        ):
            found["indefinite"] = 1.0
        if not informs:
            place = "definite" if definite else ("headline" if candidate.sentence.kind != "body" else "body")
            found["tells nothing, " + place] = 1.0
        its_own = definite == "possessive" and candidate.head.morph.get("Number", []) == ["Sing"]  # « leur attaque »
        if definite == "definite" or its_own:
            known = "known, telling" if informs else "known, bare"
            found[known + ", of the headline"] = float(headline)
            words = {word.lemma_ for member in group for word in member.words}
            found[known + ", its noun"] = float(candidate.head.lemma_ in words if informs else noun)
        if candidate.sentence.kind != "body" or all(member.sentence.kind != "body" for member in group):
            near = distance <= 2
            far = definite == "demonstrative" and distance > 1  # « cette attaque » is the one told last
            found["headline and lead" if near else "headline and body"] = float(not far)
            if distance == 1 and candidate.sentence.kind == "body" and not far:
                found["headline and lead, next to it"] = 1.0
        if len(group) == 1 and distance == 0 and definite != "demonstrative":
            found["one sentence"] = 1.0
        return found

    def may_be_its_scene(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """Whether place and day that a telling gives may be those of the deed."""
        looks = (self.places.agree(candidate, group), self._days_agree(candidate, group))
        return not any(isinstance(look, str) for look in looks)

    def _roles_agree(self, candidate: Candidate, group: Sequence[Candidate]) -> Features | str:
        """Of who did it, to whom, for whom; the reason where they are named and others."""
        found: Features = {}
        for role, roles in _SIDES.items():
            mine, theirs = self.facts.role([candidate], *roles), self.facts.role(group, *roles)
            if not (mine and theirs):
                continue
            if self._has_another_side(candidate, group):
                return _PARTY
            if set(mine) & set(theirs) or self.facts.owned(mine, theirs):
                found[role + ", same"] = 1.0
                if candidate.type in _OF_PARTIES and len(set(mine) & set(theirs)) > 1:
                    found["both parties"] = found.get("both parties", 0.0) + 1.0  # who meets whom, told again
            elif any(self.facts.named(f) for f in mine.values()) and any(self.facts.named(f) for f in theirs.values()):
                if self.facts.may_be(mine, theirs):
                    found[role + (", same noun" if self.facts.same_noun(mine, theirs) else ", may be")] = 1.0
                elif role == "target" and self._says_who_was_hit(candidate, group):
                    found["target, not named"] = 1.0
                elif candidate.definite != "demonstrative":  # « Trump a ordonné cette frappe »
                    return _PARTY
            elif not self.facts.may_be(mine, theirs):
                hit = role == "target" and self._may_be_hit_in_it(mine, theirs)
                # « un homme s'est fait exploser. L'attentat porte la marque de l'EI »: of whom the man may be
                blamed = any(filler.function == BLAMED for filler in (*mine.values(), *theirs.values()))
                found[role + (", not named" if hit or blamed else ", unlike")] = 1.0
            elif self.facts.same_noun(mine, theirs):  # « l'armée », « l'armée birmane »
                found[role + (", bare noun" if self.facts.bare(mine) or self.facts.bare(theirs) else ", same noun")] = (
                    1.0
                )
            else:
                found[role + ", not named"] = 1.0
        return found

    def _has_another_side(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« des combats entre le M23 et l'armée », « les combats avec les Nyatura »: of two named sides one is another."""
        mine, theirs = self.facts.role([candidate], "participant"), self.facts.role(group, "participant")
        common = set(mine) & set(theirs)
        if candidate.type not in ("Battle", "Meeting") or not (len(mine) == len(theirs) == 2 and len(common) == 1):
            return False
        (one,), (other,) = ([side[key] for key in side if key not in common] for side in (mine, theirs))
        x, y = self.facts.mentions.best(one.mention), self.facts.mentions.best(other.mention)
        if candidate.type == "Meeting":  # « X a reçu Y. Y a été reçu par Z. »
            return x.level == y.level == "name" and x.kind == y.kind == "Person"
        return self.facts.named(one) and self.facts.named(other) and (x.level == y.level == "name" or x.kind != y.kind)

    def _says_who_was_hit(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« ont visé la base de X, où quatre soldats irakiens ont été blessés »: a clause of the deed's own sentence."""
        cues = self.facts.cues
        return any(tells_of_what_was_hit(candidate, m, cues) or happened_when(candidate, m, cues) for m in group)

    def _may_be_hit_in_it(self, mine: Mapping[str, Filler], theirs: Mapping[str, Filler]) -> bool:
        """« des soldats », « leur convoi »; « un bus », « douze ouvriers »."""
        mentions, cues = self.facts.mentions, self.facts.cues
        return any(may_mean_one(a, b, mentions, cues) for a in mine.values() for b in theirs.values())

    def _days_agree(self, candidate: Candidate, group: Sequence[Candidate]) -> Features | str:
        """Of the times; the reason where they are two."""
        times, then = self.facts.intervals([candidate]), self.facts.intervals(group)
        if not (times and then):
            return {}
        if any(overlap(a, b) and not is_spell(a, b) for a in times for b in then):
            return {"day": 1.0}
        if candidate.definite == "demonstrative":  # « cette attaque » is of the day told before: the day is of another
            return {"day, other": 1.0}
        return _DAY

    def _is_of_its_day(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« Samedi, un convoi a été la cible d'une attaque »: the very day that was told of the deed before."""
        then = self.facts.intervals(group)
        return any(interval in then for interval in self.facts.intervals([candidate]))

    def is_of_another_day(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """Whether the days of both are told and no one day is both's."""
        times, then = self.facts.intervals([candidate]), self.facts.intervals(group)
        return bool(times and then) and not any(overlap(a, b) for a in times for b in then)

    def _figures(self, candidate: Candidate, group: Sequence[Candidate]) -> Features | str:
        """Of the figures; the reason where they count something else."""
        found: Features = {}
        for quantity in candidate.quantities:
            same = [q for member in group for q in member.quantities if q.measure == quantity.measure]
            if not same:
                continue
            if quantity.measure == "deaths" and any(self._are_part_and_whole(candidate, member) for member in group):
                return _PART
            if (
                any(may_be_one_count(quantity, other, self.facts.rough) for other in same)
                or part_of_it(quantity, candidate, group)
                or adds_up(quantity, candidate, same)
            ):
                found["figure, same"] = found.get("figure, same", 0.0) + 1.0
                if _counts_as_many(quantity, same) and not syntax.is_pluperfect(syntax.clause_head(candidate.head)):
                    found["toll, same"] = 1.0
            elif quantity.measure in _OF_ONE_DEED or self._tells_apart(candidate, quantity, same):
                return _FIGURE
            elif candidate.definite not in ("demonstrative", "definite"):  # « l'attaque a fait 31 morts »: a new toll
                found["figure, other"] = found.get("figure, other", 0.0) + 1.0
        return found

    def _are_part_and_whole(self, candidate: Candidate, member: Candidate) -> bool:
        """« quinze morts à A, B et C », then « a attaqué A, tuant trois civils »: one of the deeds that were counted."""
        part, whole = sorted((candidate, member), key=lambda telling: len(self.places.scenes_of(telling)))
        here, there = self.places.scenes_of(part), self.places.scenes_of(whole)
        few, many = (
            max((q.amount.low or 0 for q in t.quantities if q.measure == "deaths"), default=0) for t in (part, whole)
        )
        return len(here) == 1 and len(there) > 1 and here <= there and 0 < few < many

    def _tells_apart(self, candidate: Candidate, toll: Quantity, others: Sequence[Quantity]) -> bool:
        """« l'embuscade qui a coûté la vie à six soldats »: a clause without a comma says which, by a toll far off."""
        if candidate.frame.pos != "noun" or toll.measure != "deaths":
            return False
        end = max(word.i for word in candidate.words) + 1
        at = candidate.sentence.span(toll.anchor.start, toll.anchor.end)[0]
        words = candidate.sentence.doc[end : min(at, end + _NEAR_WORDS)]
        pronouns = self.facts.cues.grammar.pronouns
        relatives = pronouns.subject_relative | pronouns.which | pronouns.where
        which = next((token for token in words if token.lower_ in relatives), None)
        if which is None or any(token.text == "," for token in words if token.i < which.i):
            return False
        mine = toll.amount.low or toll.amount.high or 0
        theirs = [other.amount.low or other.amount.high or 0 for other in others]
        return all(max(mine, their) >= _APART_TOLLS * min(mine, their) for their in theirs)

    def _goes_on(self, candidate: Candidate, group: Sequence[Candidate], found: Features) -> Features:
        """What makes it a telling that goes on with the group's deed."""
        parties = self.facts.role([candidate], "participant")
        told: Features = {
            "where it went on": float(any(self._goes_on_there(candidate, member) for member in group)),
            "said again": float(any(is_said_again(candidate, member) for member in group)),
            "in one breath": float(any(is_one_of_a_row(candidate, member) for member in group)),
            "behind the headline's colon": float(any(is_behind_colon(candidate, member) for member in group)),
            "in one assault": float(self.facts.is_of_one_assault(candidate, group)),
            "when it happened": float(any(happened_when(candidate, member, self.facts.cues) for member in group)),
            "says what it was": float(says_what_it_was(candidate, group, self.facts.cues)),
            "of what was hit": float(
                any(tells_of_what_was_hit(candidate, member, self.facts.cues) for member in group)
            ),
            "of those just hit": float(is_said_of_those_hit(candidate, group, self.facts.mentions, self.facts.cues)),
            "its begin": float(any(begins_with(candidate, member, self.facts.cues) for member in group)),
            "by who just did it": float(
                "agent, same" in found and any(is_by_who_just_did_it(candidate, member) for member in group)
            ),
            "talk of those who met": float(
                is_talk_of_those_who_met(candidate, group, self.facts.cues)
                and bool(parties)
                and parties.keys() <= self.facts.role(group, "participant").keys()
            ),
            "in the same past": float(any(is_of_the_same_past(candidate, member) for member in group)),
            "by the same weapon": float(self._by_the_same_weapon(candidate, group)),
            "stay of who came": float("agent, same" in found and is_stay_of_who_came(candidate, group)),
            "says who did it": float(_says_who_did_it(candidate, group)),
            "in its course": float(any(happens_within(candidate, member, self.facts.cues) for member in group)),
        }
        distance = candidate.sentence.index - max(member.sentence.index for member in group)
        told["what is denied"] = float(0 <= distance <= _REACH and self.words.is_disputed(candidate))
        agree = self.weights.weigh({name: found[name] for name in _FIGURES if name in found})
        if distance >= 0 and (
            (self.facts.by_those_known(candidate) and not self.facts.carries_off(candidate, group))
            or self.facts.of_those_known(candidate)
            or self._nothing_sets_apart(candidate, group)
        ):
            told["nothing sets apart"] = 1.0
            told["nothing sets apart, later"] = float(distance > 0 and same_sort(candidate, group))
        elif (
            agree >= 0
            and not self._are_dead_of_a_later(candidate, group)
            and goes_on_with(
                candidate,
                group,
                self._rivals(candidate, group),
                self.facts.mentions,
                self.facts.cues,
                counted=agree > 0,
            )
        ):
            told["goes on"] = 1.0
        return {name: value for name, value in told.items() if value}

    def _are_dead_of_a_later(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« Des combats ont éclaté à X. Vingt soldats ont été tués »: the dead of the fight, not of a deed told before it."""
        if not (candidate.frame.weak and candidate.quantities):
            return False
        last = max(member.sentence.index for member in group)
        return any(
            may_have_killed(other) and any(last < member.sentence.index < candidate.sentence.index for member in other)
            for other in self.groups
        )

    def _by_the_same_weapon(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« Des obus sont tombés sur un camp. Les obus ont touché un dispensaire »: said of the very shells just told."""
        mine, theirs = self.facts.role([candidate], "instrument"), self.facts.role(group, "instrument")
        back = candidate.sentence.index - max(member.sentence.index for member in group)
        known = bool(mine) and all(self.facts.has_the(candidate, f) for f in mine.values())
        return _is_violence(candidate) and 0 <= back <= 1 and known and mine.keys() <= theirs.keys()

    def _rivals(self, candidate: Candidate, group: Sequence[Candidate]) -> Sequence[Sequence[Candidate]]:
        """The deeds that a telling may be of beside a group's: those of long before are told no more, unless pointed at."""
        if candidate.definite == "demonstrative":
            return self.groups
        return self._told_here(
            [other for other in self.groups if not self.facts.is_background(other)], candidate, group
        )

    def _told_here(
        self, rivals: Sequence[Sequence[Candidate]], candidate: Candidate, group: Sequence[Candidate]
    ) -> Sequence[Sequence[Candidate]]:
        """Of rivals those of the paragraph, where the deed was told in it and the telling has nobody, no day and no place of its own."""
        placed = candidate.times or candidate.role("place") or candidate.opening_places
        new = any(not self.facts.mentions.is_definite(f.mention) for f in candidate.role("agent", "target"))
        if placed or new or not self.facts.is_in_paragraph(candidate, group):
            return rivals
        return [other for other in rivals if other is group or self.facts.is_in_paragraph(candidate, other)]

    def _goes_on_there(self, candidate: Candidate, member: Candidate) -> bool:
        """« l'attaque d'une école, où un commando a tué cent personnes »: the clause tells what happened in it."""
        if (
            candidate.sentence is not member.sentence
            or candidate.frame.pos != "verb"
            or candidate.head.i < member.head.i
        ):
            return False
        where = self.facts.cues.grammar.pronouns.where
        marked = any(child.lower_ in where for child in candidate.head.children)
        return marked and member.frame.pos == "noun" and any(f.function in where for f in candidate.role("place"))

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
            and not any(self.facts.named(filler) for filler in candidate.fillers)
        )

    def _new(self, candidate: Candidate) -> bool:
        """« un assaut »: said as new to the reader."""
        if candidate.frame.pos != "noun" or candidate.definite or candidate.sentence.kind != "body":
            return False
        return self.facts.has_one(candidate)


def _says_who_did_it(candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """« Une bombe a fait trois morts. L'attentat porte la marque de l'EI »: of the deed just told, with nothing of its own."""
    blamed = any(filler.function == BLAMED for filler in candidate.fillers)
    alone = blamed and candidate.definite in ("definite", "demonstrative")
    told = [member for member in group if candidate.sentence.index - member.sentence.index == 1]
    just = any(not member.frame.toll and group_of(member.type) == "Violence" for member in told)
    return alone and just and all(filler.function == BLAMED for filler in candidate.fillers)


def _is_violence(candidate: Candidate) -> bool:
    return group_of(candidate.type) == "Violence"


def _counts_as_many(toll: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether one of the others has exactly as many dead, more than happen to be as many."""
    mine = toll.amount.low
    return (
        toll.measure in ("deaths", "abducted")
        and mine is not None
        and mine >= _MANY
        and any(o.amount.low == mine for o in others)
    )
