"""Whose toll « le bilan », « au moins 56 civils ont été tués » is."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.bare_tolls import is_counted
from kg.extract.continuing import places_of_line
from kg.extract.forms import stem
from kg.extract.grouping.agreement import Agreement
from kg.extract.grouping.counts import exceeds, has_its_toll, is_less
from kg.extract.grouping.facts import Facts
from kg.extract.grouping.kinds import has_toll, may_have_killed
from kg.extract.grouping.times import counts_from_before, overlap
from kg.extract.reading import Candidate, Filler
from kg.vocabulary import group_of

_REACH = 3  # sentences between a deed and its toll
_BLOWS = (
    "Bombing",
    "SuicideAttack",
    "Airstrike",
    "Shelling",
    "Battle",
    "Riot",
)  # that are told before those whom they kill


class Tolls:
    """Gives a toll to a deed of `groups`, which grow."""

    def __init__(self, facts: Facts, agreement: Agreement, groups: Sequence[Sequence[Candidate]]) -> None:
        """Of the tellings of one article."""
        self.facts = facts
        self.agreement = agreement
        self.groups = groups

    def whose_toll(self, candidate: Candidate, *, just_told: bool = False) -> int | None:
        """« Au moins 56 civils ont été tués », of nobody and nowhere: the toll of the violence told just before.

        `just_told`: only of a deed of the sentence before, in the same paragraph, that has no dead so far.
        """
        tolls = {quantity.measure for quantity in candidate.quantities}
        if (
            not (candidate.frame.toll or (candidate.frame.weak and candidate.frame.pos == "verb"))
            or group_of(candidate.type) != "Violence"
            or not (tolls or self._hits_anybody(candidate) or self._names_a_victim(candidate))
            or not tolls <= {"deaths", "injured"}
            or any(filler.role not in ("target", "instrument") for filler in candidate.fillers if not _points(filler))
            or (any(map(self._is_named, candidate.fillers)) and not self._names_a_victim(candidate))
        ):
            return None
        victims = [filler for filler in candidate.fillers if self._is_named(filler)]
        for number in self._latest_first(candidate):
            group = self.groups[number]
            if just_told and not self._waits_for(candidate, group):
                continue
            if (
                self._is_elsewhere(candidate, group)
                or not has_toll(group[0].type)
                or all(member.frame.toll for member in group)
                or not (candidate.frame.toll or group_of(group[0].type) == "Violence" or group[0].type == "Riot")
                or not self._is_near(candidate, group)
                or (victims and not self._just_told(candidate, group))
                or self._is_long_over(candidate, group)
            ):
                continue
            times, then = self.facts.intervals([candidate]), self.facts.intervals(group)
            if times and then and not any(overlap(a, b) for a in times for b in then):
                continue
            if any(counts_from_before(a, b) for a in times for b in then) or self.facts.counts_a_period(
                candidate, group
            ):
                continue  # « Depuis janvier, le pays a enregistré 300 morts »: of many deeds
            if exceeds(candidate, group):
                return None  # « Une frappe a fait 59 morts. Cela porte le bilan à 45.717 morts »
            if group[0].status in ("planned", "denied") or not _is_reported(candidate):
                continue
            candidate.type = group[0].type
            candidate.fillers = [*victims, *candidate.role("instrument")]
            candidate.times = [] if candidate.frame.toll else candidate.times
            if is_counted(candidate, self.facts.cues):
                candidate.quantities = [q for q in candidate.quantities if not is_less(q, group)]
            return number
        return None

    def _waits_for(self, toll: Candidate, group: Sequence[Candidate]) -> bool:
        """« Une double explosion a secoué la gare. Au moins 25 personnes ont péri »: its dead, though another deed has as many."""
        just = [member for member in group if toll.sentence.index - member.sentence.index == 1]
        counted = any(q.measure == "deaths" for member in group for q in member.quantities)
        dead = any(q.measure == "deaths" for q in toll.quantities)
        blow = any(member.type in _BLOWS for member in just)
        return blow and dead and not counted and self.facts.is_in_paragraph(toll, just)

    def _is_near(self, toll: Candidate, group: Sequence[Candidate]) -> bool:
        """Whether a deed was told shortly before its toll, or is told in the same line of a list."""
        label = toll.sentence.label
        listed = label is not None and any(member.sentence.label is label for member in group)
        return (
            listed
            or self.facts.is_headed_by(toll, group)
            or 0 <= toll.sentence.index - group[-1].sentence.index <= self._toll_reach(toll)
        )

    def _is_elsewhere(self, toll: Candidate, group: Sequence[Candidate]) -> bool:
        """« Kirkouk : 21 morts », behind a line about Bagdad; what stands under the heading of another country."""
        if any(toll.sentence.is_apart_from(member.sentence) for member in group):
            return True
        places, told = places_of_line(toll, group), self.facts.role(group, "place")
        return bool(places) and not any(self.facts.mentions.identity(place) in told for place in places)

    def _is_long_over(self, toll: Candidate, group: Sequence[Candidate]) -> bool:
        """« Dix journalistes ont été tués », behind « l'attentat de 1995 »: the toll of the news, not of what was long before."""
        pointing = self.facts.cues.grammar.determiners.demonstrative
        past = syntax.is_pluperfect(syntax.clause_head(toll.head)) or any(
            t.lower_ in pointing for t in toll.sentence.doc
        )
        told_alone = all(self.facts.is_background(other) for other in self.groups if may_have_killed(other))
        return not past and not toll.times and self.facts.is_background(group) and not told_alone

    def _is_named(self, filler: Filler) -> bool:
        return self.facts.mentions.best(filler.mention).level == "name"

    def _names_a_victim(self, candidate: Candidate) -> bool:
        """« Le maire, Souleymane Zabré, a été tué », right after « ont attaqué un convoi »: who was hit in it."""
        return (
            not candidate.times
            and candidate.sentence.kind == "body"
            and candidate.frame.pos == "verb"
            and not syntax.is_pluperfect(candidate.head)
            and len(candidate.fillers) == 1
            and self._is_named(candidate.fillers[0])
            and candidate.fillers[0].meant.kind == "Person"
        )

    def _just_told(self, victim: Candidate, group: Sequence[Candidate]) -> bool:
        """Whether a deed that hit others stands in the sentence before."""
        told = [member for member in group if victim.sentence.index - member.sentence.index == 1]
        return any(member.sentence.kind == "body" and not member.frame.weak for member in told)

    def _hits_anybody(self, candidate: Candidate) -> bool:
        """« des civils ont été tués », « 22 personnes tuées ou blessées »: nothing is said but that people were hit."""
        hit = candidate.role("target")
        return bool(hit) and all(stem(filler.mention.head.text) in self.facts.nobody for filler in hit)

    def whose_scene(self, candidate: Candidate) -> int | None:
        """« Le drame s'est produit dans le village de X »: where and when the deed told before was."""
        if not candidate.frame.toll or candidate.quantities or not self.agreement.places.tells_where(candidate):
            return None
        for number in self._latest_first(candidate):
            group = self.groups[number]
            back = candidate.sentence.index - group[-1].sentence.index
            if group_of(group[0].type) != "Violence" or not may_have_killed(group) or not 0 <= back <= _REACH:
                continue
            if self.agreement.may_be_its_scene(candidate, group):
                candidate.type = group[0].type
                candidate.fillers = candidate.role("place")
                return number
        return None

    def _toll_reach(self, toll: Candidate) -> int:
        """Sentences back in which the deed of a toll is told; « le bilan » is that of the only one, wherever it was told."""
        deeds = [group for group in self.groups if may_have_killed(group)]
        return _REACH if len(deeds) > 1 or not toll.frame.toll else toll.sentence.index

    @staticmethod
    def _last_told(group: Sequence[Candidate], toll: Candidate) -> int:
        """The sentence before a toll in which a deed was told last."""
        return max((m.sentence.index for m in group if m.sentence.index <= toll.sentence.index), default=-1)

    def _latest_first(self, toll: Candidate) -> list[int]:
        """The groups from the last one back; for « le bilan » the one that the article is about comes first."""
        numbers = sorted(
            range(len(self.groups)), key=lambda n: (self._last_told(self.groups[n], toll), n), reverse=True
        )
        numbers.sort(key=lambda n: not has_its_toll(toll, self.groups[n]))
        if toll.frame.toll:
            numbers.sort(key=lambda n: all(member.sentence.kind == "body" for member in self.groups[n]))
        return sorted(numbers, key=lambda n: not self.facts.is_headed_by(toll, self.groups[n]))


def _is_reported(toll: Candidate) -> bool:
    """Whether a toll is told, be it by hearsay: « une vingtaine de soldats auraient péri »."""
    hearsay = toll.status == "possible" and syntax.tense_of(toll.head) == "past conditional"
    return toll.status == "asserted" or hearsay


def _points(filler: Filler) -> bool:
    """« Trente personnes y ont laissé la vie »: the place just told, of which the toll says no more."""
    return filler.role == "place" and filler.mention.level == "pronoun"
