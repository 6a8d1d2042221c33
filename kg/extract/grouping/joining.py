"""Puts each telling to the deed that it tells, in text order."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract import syntax
from kg.extract.continuing import count_of, is_many, is_said_of_those_hit
from kg.extract.grouping.agreement import Agreement, Comparison
from kg.extract.grouping.counts import has_its_toll
from kg.extract.grouping.facts import Facts
from kg.extract.grouping.kinds import may_have_killed, may_tell, of_one_kind
from kg.extract.grouping.statements import Sayings
from kg.extract.grouping.sums import leave_sums
from kg.extract.grouping.times import is_period
from kg.extract.grouping.tolls import Tolls
from kg.extract.reading import FROM_HEADINGS, Candidate
from kg.extract.weighing import Weights
from kg.lexicon import Cues
from kg.model import Beside
from kg.vocabulary import group_of, is_a

_FIGHT = "Battle"
_ACTS_APART = {"Training"}  # a class below another that is an act of its own, not a closer look at the same act


class Grouping:
    """The candidates of an article in groups, one a deed."""

    def __init__(self, candidates: Sequence[Candidate], facts: Facts, weights: Weights) -> None:
        """Group `candidates`; deeds first, then what is said about them."""
        self.facts = facts
        self.weights = weights
        self.groups: list[list[Candidate]] = []
        self.agreement = Agreement(facts, weights, self.groups)
        self.tolls = Tolls(facts, self.agreement, self.groups)
        self.sayings = Sayings(facts, self.groups)
        deeds = [c for c in candidates if group_of(c.type) != "Statement"]
        facts.answered = {id(topic) for c in candidates if c.type == "Denial" for topic in c.topics}
        self.claims = [c for c in candidates if c.type == "ClaimOfResponsibility" and c.topics]
        for candidate in _tolls_last(_headings_last(deeds)):
            self._place(candidate)
        leave_sums(self.groups)
        for candidate in _headings_last([c for c in candidates if group_of(c.type) == "Statement"]):
            self.sayings.find_topics(candidate)
            self._place(candidate)

    def _place(self, candidate: Candidate) -> None:
        if candidate.repeats is not None and candidate.repeats.group >= 0:
            candidate.group = candidate.repeats.group
            self.groups[candidate.group].append(candidate)
            return
        if candidate.frame.toll and not self.agreement.places.tells_where(candidate):
            # the day of « le bilan » is no other; the span that it counts tells of which deeds it is
            candidate.times = [t for t in candidate.times if t.relation == "since" or is_period(t)]
        number = self._claimed(candidate)
        if number is None:
            number = self._as_several(candidate)
        if number is None:
            number = self._by_rank(candidate)
        if number is None:
            number = self._as_known(candidate)
        if number is None:
            number = self._as_overthrown(candidate)
        if number is None:
            number = self.tolls.whose_toll(candidate, just_told=True)
        if number is None:
            number = self._best(candidate)
        if number is None:
            number = self.tolls.whose_toll(candidate)
        if number is None:
            number = self.tolls.whose_scene(candidate)
        if number is None:
            candidate.group = len(self.groups)
            self.groups.append([candidate])
        else:
            self._join(candidate, number)

    def _claimed(self, candidate: Candidate) -> int | None:
        """« L'EI a revendiqué l'attaque, disant avoir tué neuf soldats »: who claims a deed tells it in his own words."""
        if group_of(candidate.type) != "Violence" or candidate.frame.pos != "verb":
            return None
        mine = self.facts.role([candidate], "agent")
        if syntax.tense_of(candidate.head) != "past infinitive" or candidate.role("place") or candidate.times:
            return None
        for claim in self.claims:
            back = candidate.sentence.index - claim.sentence.index
            told = [topic.group for topic in claim.topics if topic.group >= 0]
            theirs = self.facts.role([claim], "agent")
            by_them = set(mine) & set(theirs) or self.facts.same_noun(mine, theirs)
            if told and by_them and (back == 1 or (back == 0 and claim.head.i < candidate.head.i)):
                return told[0]
        return None

    def _by_rank(self, candidate: Candidate) -> int | None:
        """« deux blessés de la deuxième attaque »: the n-th of the deeds told so far, where there are as many."""
        rank = self.facts.rank_of(candidate)
        if rank is None or candidate.role("place") or candidate.times:
            return None
        told = [
            number
            for number, group in enumerate(self.groups)
            if may_have_killed(group) and not any(map(is_many, group)) and of_one_kind(candidate, group[0])
        ]
        if not 0 < rank <= len(told) > 1:
            return None
        candidate.quantities = [figure for figure in candidate.quantities if figure.measure != "occurrence"]
        return told[rank - 1]

    def _as_several(self, candidate: Candidate) -> int | None:
        """« attribue les deux attaques à l'EI »: the deeds told last, as many; each has who did them, none is told anew."""
        many = count_of(candidate)
        if many is None or candidate.definite not in ("definite", "demonstrative") or candidate.quantities:
            return None
        if candidate.times or candidate.role("place", "target") or group_of(candidate.type) != "Violence":
            return None
        told = [
            number
            for number, group in enumerate(self.groups)
            if may_have_killed(group)
            and of_one_kind(candidate, group[0])
            and not any(map(is_many, group))
            and not self.facts.is_background(group)
        ]
        meant = sorted(told, key=lambda number: self.groups[number][-1].sentence.index)[-many:]
        if len(meant) != many or candidate.sentence.kind != "body":
            return None
        agents = candidate.role("agent")
        candidate.sources = candidate.sources if agents else []
        for number in meant[:-1]:
            last = self.groups[number][-1]
            last.fillers += agents
            last.sources += candidate.sources
        return meant[-1]

    def _as_overthrown(self, candidate: Candidate) -> int | None:
        """« le président renversé »: told of who he is, of the coup that is told otherwise, where no day parts them."""
        if candidate.type != "Coup":
            return None
        for number, group in enumerate(self.groups):
            bare = _is_of_the_overthrown(candidate) or all(map(_is_of_the_overthrown, group))
            if group[0].type == "Coup" and bare and not self.agreement.is_of_another_day(candidate, group):
                if any(member.role("target") for member in group) and _is_of_the_overthrown(candidate):
                    candidate.fillers = [
                        f for f in candidate.fillers if f.role != "target" or f.mention.level == "name"
                    ]
                return number
        return None

    def _as_known(self, candidate: Candidate) -> int | None:
        """« Cet accord a été signé mardi par X », « le texte a été paraphé »: the only one told so far, of no other day or town."""
        if not is_a(candidate.type, "Agreement") or not _is_bare_and_known(candidate, self.facts.cues):
            return None
        told = [number for number, group in enumerate(self.groups) if is_a(group[0].type, "Agreement")]
        if len(told) != 1 or self.agreement.is_of_another_day(candidate, self.groups[told[0]]):
            return None
        group = self.groups[told[0]]
        towns = [
            {self.facts.mentions.identity(f.mention) for c in each for f in c.role("place") if f.mention.kind == "City"}
            for each in ([candidate], group)
        ]
        apart = all(towns) and towns[0].isdisjoint(towns[1])
        return told[0] if candidate.status == group[0].status and not apart else None

    def _best(self, candidate: Candidate) -> int | None:
        """The group that the candidate agrees with most, the last of its equals; of a heading first those it stands over."""
        best: tuple[bool, float, int] | None = None
        for number, group in enumerate(self.groups if not candidate.frame.toll else ()):
            if all(member.frame.toll for member in group):
                continue  # « le bilan », of a deed that nobody has told
            score = self._score(candidate, group)
            if score is not None and score >= self.weights.join:
                found = (self.facts.is_headed_by(candidate, group), score, number)
                best = found if best is None else max(best, found)
        return None if best is None else best[2]

    def _join(self, candidate: Candidate, number: int) -> None:
        group = self.groups[number]
        candidate.group = number
        if self.facts.of_those_known(candidate):  # « les personnes arrêtées » are those told before
            candidate.fillers = [filler for filler in candidate.fillers if filler.role != "target"]
        if is_said_of_those_hit(candidate, group, self.facts.mentions, self.facts.cues):
            candidate.fillers = [filler for filler in candidate.fillers if filler.role != "target"]
        if any(member.role("instrument") for member in group):  # « le véhicule » is the car bomb
            repeats = [f for f in candidate.role("instrument") if self.facts.is_known_vehicle(candidate, f)]
            candidate.fillers = [filler for filler in candidate.fillers if filler not in repeats]
        hit = self.facts.role(group, "target")
        candidate.fillers = [  # « ont visé la base, où quatre soldats ont été blessés »
            f for f in candidate.fillers if f.role != "place" or self.facts.mentions.identity(f.mention) not in hit
        ]
        if candidate.definite == "demonstrative" and self.agreement.is_of_another_day(candidate, group):
            candidate.times = []  # « cette embuscade intervient après une autre, le 10 décembre »
        _decide_kind(candidate, group)
        self._without_prefix([candidate, *group])
        group.append(candidate)

    def _without_prefix(self, members: Sequence[Candidate]) -> None:
        """A headline's prefix (« Ethiopie : ») is no place of an event that another telling places elsewhere."""
        told = [f for m in members for f in m.role("place") if f.function not in FROM_HEADINGS and self.facts.named(f)]
        for member in members if told else ():
            member.fillers = [
                f for f in member.fillers if f.function not in FROM_HEADINGS or not self.facts.outside(f, told)
            ]

    def _score(self, candidate: Candidate, group: Sequence[Candidate]) -> float | None:
        """How much the candidate and the group agree; None where they cannot be the same event."""
        if any(candidate.head == member.head and candidate.stands != member.stands for member in group):
            return None  # « a pris Goma en mars, Sake en avril »
        fits = all(of_one_kind(candidate, member) for member in group)
        fits = fits or self._are_the_dead_of_a_battle(candidate, group)
        if not (fits or self.facts.is_of_one_assault(candidate, group)):
            return None
        if any((candidate.type in _ACTS_APART) != (member.type in _ACTS_APART) for member in group):
            return None
        if group_of(candidate.type) == "Statement":
            return self.sayings.statement_score(candidate, group)
        comparison = self.agreement.compare(candidate, group)
        score = None if comparison.apart else self.weights.weigh(comparison.features)
        candidate.beside.append(Beside(group[0].trigger, self._why(comparison, score), score))
        return score

    def _are_the_dead_of_a_battle(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« 17 djihadistes tués », « les 17 djihadistes ont été abattus »: whom the fight has killed."""
        if not has_its_toll(candidate, group):
            return False
        tellings = (candidate, *group)
        fights = [is_a(telling.type, _FIGHT) for telling in tellings]
        return any(fights) and all(
            fight or (is_a(telling.type, "Attack") and (telling.frame.weak or self._tells_of_known_dead(telling)))
            for fight, telling in zip(fights, tellings, strict=True)
        )

    def _tells_of_known_dead(self, telling: Candidate) -> bool:
        hit = [filler.mention for filler in telling.role("target")]
        return telling.frame.pos == "verb" and bool(hit) and all(map(self.facts.mentions.is_definite, hit))

    def _why(self, comparison: Comparison, score: float | None) -> str:
        """What rules one deed out, else what each feature weighs."""
        if score is None:
            return comparison.apart
        weighed = {name: self.weights.weigh({name: value}) for name, value in comparison.features.items()}
        return "; ".join(f"{name} {weight:+g}" for name, weight in weighed.items() if weight)


def _headings_last(tellings: Sequence[Candidate]) -> list[Candidate]:
    """In text order, but a heading between the sentences takes up what they tell, before or behind it."""
    body = min((t.sentence.index for t in tellings if t.sentence.kind == "body"), default=None)
    if body is None:
        return list(tellings)
    return sorted(tellings, key=lambda telling: telling.sentence.kind != "body" and telling.sentence.index > body)


def _tolls_last(tellings: Sequence[Candidate]) -> list[Candidate]:
    """In their order, but « onze morts » of a line behind the deed that the line goes on to tell: « Bagdad : 11 morts. Une bombe … »."""
    last = {id(t.sentence.label): number for number, t in enumerate(tellings) if not t.frame.toll}

    def order(numbered: tuple[int, Candidate]) -> tuple[int, int]:
        number, telling = numbered
        label = telling.sentence.label
        waits = telling.frame.toll and label is not None
        return max(number, last.get(id(label), 0)) if waits else number, waits

    return [telling for _, telling in sorted(enumerate(tellings), key=order)]


def _is_of_the_overthrown(telling: Candidate) -> bool:
    """« le président renversé »: a bare participle right behind whom it describes, without a day of its own."""
    verb = telling.head
    bare = telling.frame.pos == "verb" and verb.i > 0 and syntax.tense_of(verb) == "participle"
    return bare and not telling.times and verb.head == verb.nbor(-1) and verb.head.pos_ == "NOUN"


def _is_bare_and_known(candidate: Candidate, cues: Cues) -> bool:
    """« l'accord », « ce document »: whether the noun of the words is said as known, and nothing stands behind it."""
    noun = next((word for word in candidate.words if word.pos_ == "NOUN"), None)
    if noun is None or candidate.sentence.kind != "body":
        return False
    determiners = cues.grammar.determiners
    before = {child.lower_ for child in noun.children if child.i < noun.i}
    known = not before.isdisjoint(determiners.definite | determiners.demonstrative)
    behind = [child for child in noun.children if child.i > noun.i and child not in candidate.words]
    return known and not any(child.pos_ in ("NOUN", "PROPN", "ADJ") for child in behind)


def _decide_kind(candidate: Candidate, group: Sequence[Candidate]) -> None:
    """« le bombardement » beside « le raid aérien » is the air strike; the dead of a fight are the fight's."""
    for member in group:
        if member.type != candidate.type and may_tell(member, candidate.type):
            member.type = candidate.type
        elif member.type != candidate.type and may_tell(candidate, member.type):
            candidate.type = member.type
    if any(is_a(telling.type, _FIGHT) for telling in (candidate, *group)):
        for telling in (candidate, *group):
            if telling.type != _FIGHT:
                telling.fillers = [replace(f, role="participant") if f.role == "agent" else f for f in telling.fillers]
            telling.type = _FIGHT
