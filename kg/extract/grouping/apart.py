"""What in the words of two tellings says that they are two deeds."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.extract import syntax
from kg.extract.continuing import (
    are_counted,
    comes_before,
    differ_in_number,
    differ_in_reach,
    happened_when,
    is_besides,
    stands_right_behind,
)
from kg.extract.forms import fold, stem
from kg.extract.grouping.facts import Facts
from kg.extract.grouping.kinds import same_head
from kg.extract.grouping.times import LONG_DAYS
from kg.extract.reading import Candidate, Filler
from kg.extract.tokens import Doc, Token
from kg.model import Interval, Timex
from kg.vocabulary import group_of, is_a

_WHERE = ("City", "Facility", "Region")


class Apart:
    """Looks for the words that tell a deed apart from one told before."""

    def __init__(self, facts: Facts) -> None:
        """Of the tellings of one article."""
        self.facts = facts

    def why(self, candidate: Candidate, group: Sequence[Candidate]) -> str:
        """What tells the candidate apart from the group's deed; "" where nothing does."""
        return next((reason for reason, found in self._looks(candidate, group) if found), "")

    def _looks(self, candidate: Candidate, group: Sequence[Candidate]) -> Iterator[tuple[str, bool]]:
        """Each reason for two deeds, and whether it is one here: nobody asks for those behind the first."""
        cues = self.facts.cues
        yield "told under another heading", any(candidate.sentence.is_apart_from(m.sentence) for m in group)
        yield "one has happened, one has not", self._contradicts(candidate, group)
        yield "two told side by side", any(self._coordinated(candidate, member) for member in group)
        yield "who struck is struck", self._strikes_who_struck(candidate, group)
        yield "the end of who did it", self._is_end_of_doers(candidate, group)
        yield "one by hand, one from afar", self._differ_in_reach(candidate, group)
        yield "one answers the other", any(self._answers(candidate, member) for member in group)
        yield "a time long before", self._of_long_ago(candidate, group)
        yield "taken, then taken back", any(self._changes_hands(candidate, member) for member in group)
        yield "others leave or come", self._moves_others(candidate, group)
        yield "arms of another make", self._gives_others(candidate, group)
        later = group[0].sentence.index < candidate.sentence.index
        yield "said to come on top", later and is_besides(candidate, cues)
        yield "said to have come before", comes_before(candidate, group, cues)
        yield "days counted from one to the other", any(are_counted(candidate, member) for member in group)
        yield "spoken of before it was done", self._is_spoken_of_before(candidate, group)
        yield "the toll of a period", self._counts_a_period(candidate, group)
        yield "said to be another", self._other(candidate, group)
        yield "one and several", differ_in_number(candidate, group, cues)

    def _counts_a_period(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """The toll of years; « s'était produit en mai, lorsqu'un kamikaze avait tué dix soldats » tells one deed."""
        if not self.facts.counts_a_period(candidate, group):
            return False
        return not any(happened_when(candidate, member, self.facts.cues) for member in group)

    def _contradicts(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """What is still to come is not what has happened; a headline's bare present or participle settles neither."""
        if not candidate.certain or candidate.sentence.kind != "body" or self.is_disputed(candidate):
            return False
        announced = all(member.status == "planned" and not member.times for member in group)
        if is_a(candidate.type, "Agreement") and candidate.definite == "definite":
            if announced or not candidate.times:
                return False  # « a appelé à rejeter la trêve », « la trêve est entrée en vigueur hier »: the one that was told
        purposes = self.facts.cues.grammar.clauses.purpose
        if not _settles(candidate, purposes):
            return False
        told = [m for m in group if m.certain and m.sentence.kind == "body" and _settles(m, purposes)]
        told = [member for member in told if not self.is_disputed(member)]
        return any(_is_done(member) != _is_done(candidate) for member in told)

    def is_disputed(self, telling: Candidate) -> bool:
        """« a démenti que des frappes aient visé la base »: what is denied is what others say was done."""
        return telling.status == "denied" and id(telling) in self.facts.answered

    def _of_long_ago(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« En mai 2015, le groupe avait revendiqué une attaque »: in a sentence that tells of a time long before."""
        times, then = candidate.sentence.times, self.facts.intervals(group)
        if candidate.times:
            times = () if then else tuple(candidate.times)
        if _is_years_before(candidate):
            return self.facts.published is None or not any(
                interval.begin is not None and (self.facts.published - interval.begin).days > LONG_DAYS
                for interval in then
            )
        known = candidate.definite and not candidate.times and not self.facts.has_one(candidate)
        if known or any(m.sentence is candidate.sentence for m in group):
            return False
        if not then and self.facts.published and any(_is_news(member, candidate) for member in group):
            then = [Interval(self.facts.published, None)]  # what a headline tells without a day is news
        times = tuple(t for t in times if t in candidate.times or not _is_in_an_aside(t, candidate))
        told = [timex.interval for timex in times if timex.relation == "in" and timex.interval is not None]
        begins = [interval.begin for interval in then if interval.begin is not None]
        return bool(told and begins) and all(
            interval.end is not None and (min(begins) - interval.end).days > LONG_DAYS for interval in told
        )

    def _is_spoken_of_before(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« La semaine dernière, l'EI avait revendiqué le meurtre de X »: of what was claimed before the deed was done."""
        if candidate.frame.pos != "noun" or candidate.times or candidate.definite == "demonstrative":
            return False
        begins = [interval.begin for interval in self.facts.intervals(group) if interval.begin is not None]
        clause, sentence = syntax.clause_head(candidate.head), candidate.sentence
        if not begins or candidate.head not in syntax.read_clause(clause).objects or clause in candidate.supports:
            return False
        said = [
            timex.interval
            for timex in sentence.times
            if timex.relation == "in"
            and syntax.clause_head(sentence.doc[sentence.span(timex.anchor.start, timex.anchor.end)[0]]) == clause
        ]
        return any(i is not None and i.end is not None and i.end <= min(begins) for i in said)

    def _coordinated(self, candidate: Candidate, member: Candidate) -> bool:
        """Two verbs of one sentence joined by « et » tell two things; who is arrested and then held is arrested once.

        So is a town that « a été frappée par un missile qui a détruit » hit once.
        """
        if self._are_one_and_one(candidate, member) or self._carries_off_others(candidate, member):
            return True
        if (
            candidate.type == "Arrest"
            and self.facts.role([candidate], "target").keys() & self.facts.role([member], "target").keys()
        ):
            return False
        if _of_one_weapon(candidate, member) or self._appoints_again(candidate, member):
            return False
        if candidate.type == "Meeting" and self._meet_others(candidate, member):
            return True
        if self._goes_on_there(candidate, member):
            return False
        return (
            candidate.sentence is member.sentence
            and candidate.frame.pos == member.frame.pos == "verb"
            and candidate.head.lemma_ != member.head.lemma_
            and candidate.type == member.type
            and bool(candidate.role("target", "place"))
            and bool(member.role("target", "place"))
        )

    def _appoints_again(self, candidate: Candidate, member: Candidate) -> bool:
        """« a nommé X pour le remplacer et l'a chargé de former un gouvernement »: one man, and no two posts."""
        if candidate.type != "Appointment" or member.type != "Appointment":
            return False
        mine, theirs = (self.facts.role([telling], "office").keys() for telling in (candidate, member))
        targets = [self.facts.role([telling], "target").keys() for telling in (candidate, member)]
        return bool(targets[0] & targets[1]) and (not mine or not theirs or bool(mine & theirs))

    def _carries_off_others(self, candidate: Candidate, member: Candidate) -> bool:
        """« deux employés enlevés, un poste pillé », « deux tués et dix autres enlevés »: who is carried off, and what else is hit."""
        if candidate.sentence is not member.sentence or not candidate.frame.pos == member.frame.pos == "verb":
            return False
        mine, theirs = (set(self.facts.role([telling], "target")) for telling in (candidate, member))
        carried = is_a(candidate.type, "Abduction") != is_a(member.type, "Abduction")
        others = self.facts.cues.grammar.ellipses.others
        rest = any(f.mention.anchor.text.lower() in others for t in (candidate, member) for f in t.role("target"))
        return carried and bool(mine) and bool(theirs) and (rest or not mine & theirs)

    def _goes_on_there(self, candidate: Candidate, member: Candidate) -> bool:
        """« ont fondu sur le village, où ils ont brûlé l'église »: what the same hands did there, on no other day, is one assault."""
        where = self.facts.cues.grammar.pronouns.where
        there = any(filler.function in where for filler in candidate.role("place"))
        visits = candidate.type == member.type == "Visit"  # « s'est rendu à Gao, où il a passé en revue les troupes »
        if not there or not (visits or (group_of(candidate.type) == "Violence" and not candidate.times)):
            return False
        places = [self.facts.role([telling], "place").keys() for telling in (candidate, member)]
        hands = [self.facts.role([telling], "agent").keys() for telling in (candidate, member)]
        return bool(places[0] & places[1]) and (not hands[0] or not hands[1] or bool(hands[0] & hands[1]))

    def _meet_others(self, candidate: Candidate, member: Candidate) -> bool:
        """« recevra X, s'entretiendra avec Y »: two verbs of a sentence, each with somebody whom the other does not name."""
        if candidate.sentence is not member.sentence or not candidate.frame.pos == member.frame.pos == "verb":
            return False
        mine, theirs = (set(self.facts.role([telling], "participant")) for telling in (candidate, member))
        return bool(mine & theirs) and bool(mine - theirs) and bool(theirs - mine)

    def _are_one_and_one(self, candidate: Candidate, member: Candidate) -> bool:
        """« un attentat à la voiture piégée et une embuscade »: two nouns joined, each with « un »."""
        if candidate.sentence is not member.sentence or candidate.head.dep_ not in syntax.COORDINATES:
            return False
        single = all(telling.head.morph.get("Number", []) == ["Sing"] for telling in (candidate, member))
        joined = candidate.head.head == member.head and not same_head(candidate, member)
        return single and joined and self.facts.has_one(candidate) and self.facts.has_one(member)

    def _changes_hands(self, candidate: Candidate, member: Candidate) -> bool:
        """« Bambari, tombée en mai, a été reprise »: a place taken by some and taken back by others."""
        if {candidate.type, member.type} != {"Capture", "Recapture"}:
            return False
        mine, theirs = self.facts.role([candidate], "agent"), self.facts.role([member], "agent")
        if set(mine) & set(theirs):
            return False
        if candidate.sentence is member.sentence and candidate.frame.pos == member.frame.pos == "verb":
            return True
        before = candidate.type == "Capture" and candidate.frame.pos == "verb" and syntax.is_pluperfect(candidate.head)
        if before and not (mine and theirs):
            return True  # « a repris Malakal, qui avait été prise en mai »
        taken, back = sorted((candidate, member), key=lambda deed: deed.type == "Recapture")
        if set(self.facts.role([taken], "agent")) & set(self.facts.role([back], "opponent")):
            return True  # « tombée aux mains des talibans », « reprendre la ville aux talibans »
        kinds = [{self.facts.mentions.best(f.mention).kind for f in side.values()} for side in (mine, theirs)]
        if sorted(map(tuple, kinds)) == [("ArmedForce",), ("ArmedGroup",)]:
            return True
        return bool(mine and theirs) and not (self.facts.owned(mine, theirs) or self.facts.may_be(mine, theirs))

    def _moves_others(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« Les soldats se sont repliés », « a réclamé le départ des rebelles »: an army, and a group that is none."""
        if group_of(candidate.type) != "Movement":
            return False
        mine, theirs = (
            {self.facts.mentions.best(f.mention).kind for f in self.facts.role(told, "agent", "force").values()}
            for told in ([candidate], group)
        )
        return sorted(map(tuple, (mine, theirs))) == [("ArmedForce",), ("ArmedGroup",)]

    def _gives_others(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« fournira des chars Leopard », « l'envoi de 31 chars Abrams »: arms that are called by other names."""
        if candidate.type != "MilitarySupport":
            return False
        mine, theirs = (
            _makes(filler for each in told for filler in each.role("instrument")) for told in ([candidate], group)
        )
        return bool(mine and theirs) and mine.isdisjoint(theirs)

    def _answers(self, candidate: Candidate, member: Candidate) -> bool:
        """« cette frappe, en réponse à l'attaque »: what answers a deed is another one."""
        if candidate.sentence is not member.sentence:
            return False
        low, high = sorted((candidate.head.i, member.head.i))
        return any(stem(token.lemma_) in self.facts.replies for token in candidate.sentence.doc[low + 1 : high])

    def _differ_in_reach(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« dans une embuscade », « les bombardements aériens »; in one sentence a strike may execute somebody."""
        others = all(member.sentence is not candidate.sentence for member in group)
        return others and candidate.definite != "demonstrative" and differ_in_reach(candidate, group, self.facts.cues)

    def _is_end_of_doers(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« L'assaillant a été abattu. Les coups de feu avaient retenti … »: what is known is the deed, not how its doer fell."""
        if candidate.frame.pos != "noun" or candidate.definite != "definite" or candidate.role("agent", "target"):
            return False
        hit = [f for member in group for f in member.role("target")]
        doers = bool(hit) and all(stem(f.mention.head.text) in self.facts.perpetrators for f in hit)
        return doers and group_of(candidate.type) == "Violence" and not any(m.frame.pos == "noun" for m in group)

    def _strikes_who_struck(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« a attaqué une infirmière avant d'être abattu »: he who did the one is whom the other goes for."""
        if group_of(candidate.type) != "Violence" or is_a(candidate.type, "Battle"):
            return False
        sides = [(self.facts.role(told, "agent"), self.facts.role(told, "target")) for told in ([candidate], group)]
        (mine, struck), (theirs, hit) = sides
        return bool(mine.keys() & hit.keys() - theirs.keys() or theirs.keys() & struck.keys() - mine.keys())

    def _other(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        if self._elsewhere(candidate):
            return True
        if candidate.frame.pos != "noun":
            return False
        if candidate.head.pos_ == "PRON":  # « celle de Nairobi »
            return True
        if any(verb.lemma_ in self.facts.cues.dating_back for verb in candidate.supports):
            return True  # « leur dernière rencontre remonte à mai »
        before = _words_before(candidate.sentence.doc, candidate.head.i)
        if candidate.definite == "definite" and self._is_novel(before):
            return False  # « la nouvelle attaque survient deux mois après »: the news
        if candidate.definite == "demonstrative":  # « le bilan de cette autre frappe »: the one told just before
            return False
        one = self.facts.cues.grammar.determiners.indefinite
        if len(before) == 2 and before[0].lower_ in one and before[1].lower_ in self.facts.cues.first:
            return True  # « huit mois après un premier putsch »
        if all(member.sentence.kind != "body" for member in group) and _is_lead(candidate, group):
            return False  # « 8 morts dans un massacre », then « dans un nouveau massacre »
        if self._is_another(before):
            told = [word for m in group for word in _words_before(m.sentence.doc, m.head.i)]
            both_new = self._is_novel(before) and self._is_novel(told)  # « cette nouvelle attaque », « nouvel assaut »
            return not both_new
        return False

    def _elsewhere(self, candidate: Candidate) -> bool:
        """« l'attaque d'une autre localité », « d'autres roquettes ont touché X »: of a place or weapon said to be another."""
        counting, others = self.facts.cues.grammar.determiners.counting, self.facts.others - self.facts.novel
        means = candidate.role("instrument") if candidate.role("place") else []
        for filler in [*candidate.role("place", "target"), *means]:
            where = filler.mention.kind in _WHERE or filler.role == "instrument"
            if not where or filler.sentence != candidate.sentence.index:
                continue
            first = candidate.sentence.words(filler.mention)[0]
            before = candidate.sentence.doc[max(0, first - 2) : first + 1]
            if any(a.lower_ in counting and {fold(b.text), fold(b.lemma_)} & others for a, b in pairwise(before)):
                return True
        return False

    def _is_novel(self, before: Sequence[Token]) -> bool:
        return any(fold(form) in self.facts.novel for token in before for form in (token.lemma_, token.text))

    def _is_another(self, before: Sequence[Token]) -> bool:
        return any(fold(form) in self.facts.others for token in before for form in (token.lemma_, token.text))


def _makes(arms: Iterable[Filler]) -> set[str]:
    """The names of arms: « Leopard » of « quatorze chars Leopard 2 »."""
    return {word for filler in arms for word in filler.mention.anchor.text.split()[1:] if word[0].isupper()}


def _is_news(member: Candidate, candidate: Candidate) -> bool:
    """Whether a headline tells a deed as new: not « le procès de l'attentat », nor « Attentat de Nice : » before « l'attentat »."""
    if member.sentence.kind == "body" or member.definite:
        return False
    bare = member.frame.pos == "noun" and syntax.noun_phrase_start(member.head) == member.head.i
    return not (bare and candidate.definite == "definite" and same_head(candidate, member))


def _is_in_an_aside(timex: Timex, candidate: Candidate) -> bool:
    """« …, entrée en guerre en 2015, … »: a participle of its own has the day."""
    sentence = candidate.sentence
    first = sentence.span(timex.anchor.start, timex.anchor.end)[0]
    verb = syntax.clause_head(sentence.doc[first])
    own = {candidate.head, syntax.clause_head(candidate.head), *candidate.supports}
    return verb not in own and verb.i < first and syntax.tense_of(verb) == "participle"


def _is_done(telling: Candidate) -> bool:
    """Whether a deed is told as done, or as done by what somebody says: « accuse Kiev d'avoir tué », « présumée »."""
    verbs = [telling.head] if telling.frame.pos == "verb" else telling.supports
    said = telling.status == "possible" and any(syntax.has_auxiliary(verb) for verb in verbs)
    return telling.status == "asserted" or said


def _settles(candidate: Candidate, purposes: frozenset[str]) -> bool:
    """Whether the words say if it has happened: not « a ordonné cette frappe », « l'accuse d'avoir mené le bombardement »."""
    if (
        group_of(candidate.type) in ("Violence", "Office")
        and candidate.frame.pos == "verb"
        and syntax.tense_of(candidate.head) == "infinitive"
        and set(syntax.marks(candidate.head)) & purposes
    ):
        return False  # « ont utilisé des bombes pour attaquer », « a nommé X pour le remplacer »
    presumed = candidate.definite == "definite" and candidate.status == "possible" and candidate.frame.pos == "noun"
    return not (presumed or candidate.definite == "demonstrative" or _is_hearsay(candidate))


def _is_hearsay(candidate: Candidate) -> bool:
    """« il s'agirait d'un attentat », « auraient ouvert le feu »: what may have been done, in the conditional."""
    verbs = [candidate.head] if candidate.frame.pos == "verb" else list(candidate.supports)
    verbs = verbs or [syntax.clause_head(candidate.head)]
    return candidate.status == "possible" and any(syntax.tense_of(verb) == "conditional" for verb in verbs)


def _of_one_weapon(candidate: Candidate, member: Candidate) -> bool:
    """« frappée par un missile qui a détruit … »: the same words are the instrument of both."""
    mine = {filler.mention.anchor for filler in candidate.role("instrument")}
    return bool(mine & {filler.mention.anchor for filler in member.role("instrument")}) and (
        not syntax.RELATIVE_CLAUSES.isdisjoint((candidate.head.dep_, member.head.dep_))
    )


def _is_years_before(candidate: Candidate) -> bool:
    """« Trois ans après la chute de Mossoul »: what years are counted from is not the news."""
    if candidate.frame.pos != "noun":
        return False
    sentence = candidate.sentence
    return any(
        timex.basis == "event"
        and timex.relation == "after"
        and timex.granularity == "year"
        and stands_right_behind(candidate, sentence.span(timex.anchor.start, timex.anchor.end)[1])
        for timex in candidate.times
    )


def _words_before(doc: Doc, i: int) -> list[Token]:
    return [doc[at] for at in range(max(0, i - 2), i)]


def _is_lead(candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """Whether the candidate stands in the sentence behind the headline's."""
    return candidate.sentence.kind == "body" and candidate.sentence.index - group[-1].sentence.index == 1
