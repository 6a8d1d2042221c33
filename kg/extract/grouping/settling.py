"""What a group of tellings gives to each of them: one status, the doers named, the dead counted once, the days."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from kg.extract import syntax
from kg.extract.continuing import stands_right_behind
from kg.extract.forms import stem, stems_of
from kg.extract.grouping.counts import stands_in
from kg.extract.grouping.facts import Facts
from kg.extract.grouping.sites import Sites
from kg.extract.grouping.times import counted_from, is_lone_hour, overlap
from kg.extract.grouping.where import place_within, settle_places
from kg.extract.reading import Candidate, Filler, SentenceReading
from kg.extract.tokens import Token
from kg.model import Anchor, EntityMention, Interval, Status, Timex
from kg.vocabulary import group_of, is_a

_TWO = 2
_AWAITED = ("Meeting", "Visit")
_BANDS = ("ArmedForce", "ArmedGroup")
_TOLL = ("deaths", "injured")
_STRENGTH: Mapping[Status, int] = {"asserted": 3, "planned": 2, "possible": 1, "denied": 0}


class Settling:
    """Settles the groups of an article."""

    def __init__(self, facts: Facts, groups: Sequence[Sequence[Candidate]]) -> None:
        """Of the tellings of one article."""
        self.facts = facts
        self.groups = groups
        self._origins = {id(origin) for group in groups for member in group for _, origin in member.shifts}

    def settle(self) -> None:
        """Give every telling of a group the group's status, and dates counted from other events."""
        sites = Sites(self.facts)
        for group in self.groups:
            status = self._status(group)
            for member in group:
                member.status = status
            self._narrow(group)
            self._name_the_doers(group)
            self._name_who_met(group)
            self._let_speak_for(group)
            self._only_count_the_dead(group)
            self._count_as_in_the_body(group)
            self._say_once(group)
            self._drop_guessed_days(group)
            self._date_from_opening(group)
            place_within(group, self.facts, sites)
            settle_places(group, self.facts)
        for group in self.groups:
            for member in group:
                for timex, other in member.shifts:
                    self._shift(member, timex, other)
                self._count_from_news(member)
        for group in self.groups:
            for member in group:
                if member.during is not None and not self.facts.intervals(group):
                    member.times.extend(
                        t
                        for t in dict.fromkeys(self._times_of(member.during))
                        if t.relation == "in" and t.interval is not None
                    )
            self._await(group)

    def _await(self, group: Sequence[Candidate]) -> None:
        """« a confirmé la tenue du sommet le 12 juin », of a day that is still to come: whoever speaks of it, it is planned."""
        days = self.facts.intervals(group)
        published = self.facts.published
        if published is None or not days or group[0].type not in _AWAITED or group[0].status != "asserted":
            return
        if all(day.begin is not None and day.begin > published for day in days):
            for member in group:
                member.status = "planned"

    def _narrow(self, group: Sequence[Candidate]) -> None:
        """« L'armée a bombardé une école. Le raid … »: words of two classes that together tell a third."""
        for told in [member.frame.together for member in group if member.frame.together]:
            for member in group:
                if told.get(member.type) in member.frame.also:
                    member.type = told[member.type]

    def _name_the_doers(self, group: Sequence[Candidate]) -> None:
        """« les assaillants » are not told beside the group that the article names as who did it."""
        agents = [(member, filler) for member in group for filler in member.role("agent")]
        for member, filler in agents:
            others = [other.mention for one, other in agents if one is not member]
            if self._is_told_in_full(member, filler, others):
                member.fillers.remove(filler)
        if not any(self.facts.mentions.best(f.mention).level == "name" for _, f in agents):
            return
        for member, filler in agents:
            best = self.facts.mentions.best(filler.mention)
            if best.level != "name" and best.number == "plur" and stem(best.head.text) in self.facts.perpetrators:
                member.fillers.remove(filler)

    def _name_who_met(self, group: Sequence[Candidate]) -> None:
        """« Le chef de la diplomatie turque reçoit X », « Fidan a vu le chef du Hamas »: the two named are the two described."""
        told = [member.role("participant") for member in group]
        people = all(f.meant.kind == "Person" and f.meant.number != "plur" for side in told for f in side)
        if group[0].type != "Meeting" or not people or any(len(self.facts.ids(side)) > _TWO for side in told):
            return
        best = {key: self.facts.mentions.best(f.mention) for side in told for key, f in self.facts.ids(side).items()}
        if sum(one.level == "name" for one in best.values()) != _TWO:
            return
        for member in group:
            member.fillers = [
                f
                for f in member.fillers
                if f.role != "participant" or self.facts.mentions.best(f.mention).level == "name"
            ]

    def _let_speak_for(self, group: Sequence[Candidate]) -> None:
        """« La France condamne, a déclaré X. « Nous condamnons », a-t-il dit »: who says it for another has not done it beside him."""
        if len(group) == 1 or group_of(group[0].type) != "Statement":
            return
        for member in group:
            speakers, doers = self.facts.ids(member.sources), self.facts.role([member], "agent")
            if not doers or doers.keys() & speakers.keys():
                continue
            for other in group:
                other.fillers = [
                    f
                    for f in other.fillers
                    if f.role != "agent" or self.facts.mentions.identity(f.mention) not in speakers
                ]

    def _is_told_in_full(self, telling: Candidate, filler: Filler, others: Sequence[EntityMention]) -> bool:
        """« la prise du pouvoir par les militaires », beside « les forces spéciales »: the bare noun only repeats them."""
        best = self.facts.mentions.best(filler.mention)
        known = telling.frame.pos == "noun" and telling.definite == "definite" and self.facts.bare({"": filler})
        return known and best.kind in _BANDS and any(o.kind == best.kind and " " in o.anchor.text for o in others)

    def _only_count_the_dead(self, group: Sequence[Candidate]) -> None:
        """« neuf paysans tués », where another telling says what was attacked: the dead are a figure, not what was aimed at."""
        aimed = [
            member
            for member in group
            if not (_counts_whom_it_kills(member) and member.frame.pos == "verb") and not _aims_at_nobody(member)
        ]
        for member in group if aimed else ():
            if member in aimed:
                continue
            counted = [q.anchor for q in member.sentence.quantities if q.measure in ("deaths", "injured")]
            member.fillers = [
                f
                for f in member.fillers
                if f.role != "target" or not _is_undergoing(member, f) or not self._is_counted(f, counted)
            ]

    def _is_counted(self, filler: Filler, counted: Sequence[Anchor]) -> bool:
        """Whether people are told by no more than their number, or as « les victimes »."""
        head = filler.mention.head
        return stem(head.text) in self.facts.tolls or (
            not self.facts.named(filler) and any(stands_in(head, anchor) for anchor in counted)
        )

    @staticmethod
    def _count_as_in_the_body(group: Sequence[Candidate]) -> None:
        """« 40 morts » in the headline, « au moins 40 personnes » below: the headline only leaves out « au moins »."""
        told = [quantity for member in group if member.sentence.kind == "body" for quantity in member.quantities]
        least = {(quantity.measure, quantity.amount.low) for quantity in told if quantity.amount.high is None}
        exact = {(quantity.measure, quantity.amount.low) for quantity in told if quantity.amount.high is not None}
        for member in group:
            if member.sentence.kind != "body":
                member.quantities = [
                    quantity
                    for quantity in member.quantities
                    if (quantity.measure, quantity.amount.low) not in least - exact
                ]

    def _say_once(self, group: Sequence[Candidate]) -> None:
        """Of nameless people told twice (« quarante écoliers », « les enfants », « des personnes ») the first telling stays."""
        for role in ("agent", "target"):
            told: list[EntityMention] = []
            for member in group:
                earlier = list(told) if role == "target" else told  # « des gendarmes et des civils » are two
                for filler in member.role(role):
                    best = self.facts.mentions.best(filler.mention)
                    counted = any(stands_in(filler.mention.head, q.anchor) for q in member.quantities)
                    crowd = role == "agent" and is_a(member.type, "Protest") and self._is_the_crowd(filler, told)
                    if crowd or (not counted and self._repeats(best, earlier)):
                        member.fillers.remove(filler)
                    else:
                        told.append(best)

    def _is_the_crowd(self, filler: Filler, told: Sequence[EntityMention]) -> bool:
        """« Des milliers de personnes ont défilé. Les manifestants scandaient … »: those told before, by what they do."""
        crowd = stem(filler.mention.head.text) in stems_of(self.facts.cues.demonstrators)
        return crowd and self.facts.mentions.is_definite(filler.mention) and any(m.kind == "Group" for m in told)

    def _repeats(self, mention: EntityMention, told: Sequence[EntityMention]) -> bool:
        """Whether a description has the noun of one told before, or a noun that fits anybody."""
        if mention.level == "name" or mention.kind not in ("Group", "Person", "ArmedGroup") or not told:
            return False
        noun = stem(mention.head.text)
        before = [other for other in told if other.level != "name" and is_a(other.kind, "Actor")]
        known = any(self.facts.mentions.identity(other) == self.facts.mentions.identity(mention) for other in before)
        return not known and any(stem(o.head.text) == noun or noun in self.facts.nobody for o in before)

    def _drop_guessed_days(self, group: Sequence[Candidate]) -> None:
        """The day of a lone hour gives way to one that another telling names."""
        days = self.facts.intervals(group)
        for member in group if days else ():
            member.times = [
                t
                for t in member.times
                if not (is_lone_hour(t, member) and t.interval and not any(overlap(t.interval, day) for day in days))
            ]

    def _date_from_opening(self, group: Sequence[Candidate]) -> None:
        """« Mardi, X a pris A et attaqué B »: the day that opens the sentence, for a deed without one that is not counted from."""
        if not any(member.times or member.shifts or id(member) in self._origins for member in group):
            for member in group:
                member.times.extend(member.opening_times)

    def _times_of(self, candidate: Candidate) -> list[Timex]:
        return [timex for member in self.groups[candidate.group] for timex in member.times]

    def _status(self, group: Sequence[Candidate]) -> Status:
        if {member.status for member in group} == {"planned", "asserted"} and any(map(_has_killed, group)):
            return "asserted"  # « a autorisé des raids. Douze personnes ont été tuées au cours de ces raids »
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
        mine = self._days(self.groups[member.group], member)
        theirs = self._days(self.groups[other.group], other)
        if theirs is not None and mine is None:
            self._count(member, timex, theirs)
        elif mine is not None and theirs is None:
            self._count(other, timex, mine, back=True)
        elif mine is None and theirs is None and not self.facts.intervals(self.groups[member.group]):
            today = self._today(member)
            if today is not None:  # « La visite intervient au lendemain de l'assassinat de X »
                self._count(other, timex, today, back=True)

    def _today(self, member: Candidate) -> Interval | None:
        """The day of the news, where it tells a deed in the present and names no day."""
        verb, sentence = syntax.clause_head(member.head), member.sentence
        told = any(t.relation == "in" and t.interval and self._is_said_of(t, verb, sentence) for t in sentence.times)
        named = told or any(t.relation == "in" and t.granularity == "day" and t.interval for t in sentence.times)
        if named or sentence.narrated or self.facts.published is None or syntax.tense_of(verb) != "present":
            return None
        return Interval(self.facts.published, self.facts.published + timedelta(days=1))

    @staticmethod
    def _count(telling: Candidate, timex: Timex, day: Interval, back: bool = False) -> None:
        found = counted_from(timex, day, back)
        telling.times.extend([found] if found is not None else [])

    def _count_from_news(self, member: Candidate) -> None:
        """« Deux jours après l'attaque, l'état-major a donné l'ordre mardi », « la tension ne retombe pas »: from the day of the news."""
        counted = [t for t in member.times if t.basis == "event" and t.relation == "after" and t.interval is None]
        if member.frame.pos != "noun" or len(counted) != 1 or self.facts.intervals(self.groups[member.group]):
            return
        timex, sentence = counted[0], member.sentence
        verb = syntax.clause_head(member.head)
        end = sentence.span(timex.anchor.start, timex.anchor.end)[1]
        if not stands_right_behind(member, end):
            return
        days = {t.interval for t in sentence.times if t.relation == "in" and t.granularity == "day" and t.interval}
        told = [t for t in sentence.times if t.interval in days and self._is_said_of(t, verb, sentence)]
        today = self._today(member)
        if len({t.interval for t in told}) == 1 and told[0].interval is not None:
            self._count(member, timex, told[0].interval, back=True)
        elif today is not None:  # not « Il n'est arrêté qu'en juin 2013, trois jours après la visite »
            self._count(member, timex, today, back=True)

    @staticmethod
    def _is_said_of(timex: Timex, verb: Token, sentence: SentenceReading) -> bool:
        return syntax.clause_head(sentence.doc[sentence.span(timex.anchor.start, timex.anchor.end)[0]]) == verb

    def _days(self, group: Sequence[Candidate], member: Candidate) -> Interval | None:
        intervals = self.facts.intervals(group)
        if not intervals and member.during is not None:
            intervals = self.facts.intervals(self.groups[member.during.group])
        if not intervals:
            durings = [m.during for m in group if m.during is not None]
            intervals = [i for d in durings for i in self.facts.intervals(self.groups[d.group])]
        days = [i for i in intervals if i.begin is not None and i.end is not None and (i.end - i.begin).days <= 2]
        return days[0] if days else None


def _counts_whom_it_kills(telling: Candidate) -> bool:
    """« deux gendarmes ont été mortellement blessés »: whom the verb names are its dead."""
    dead = [quantity.anchor for quantity in telling.quantities if quantity.measure == "deaths"]
    return telling.frame.weak or any(stands_in(f.mention.head, a) for f in telling.role("target") for a in dead)


def _aims_at_nobody(telling: Candidate) -> bool:
    """« deux hommes ont ouvert le feu », « la mort de deux soldats »: what they aimed at is told by another telling."""
    return telling.frame.toll or (
        telling.frame.pos == "verb" and telling.type == "Shooting" and not telling.role("target", "place")
    )


def _is_undergoing(telling: Candidate, filler: Filler) -> bool:
    """« neuf paysans tués », « douze sont morts, et trente autres ont été blessés »: no object of an active verb."""
    if syntax.is_passive(telling.head):
        return True
    if filler.mention.anchor.start < telling.sentence.anchor.start:
        return False
    return syntax.is_passive(syntax.clause_head(telling.sentence.head(filler.mention)))


def _has_killed(member: Candidate) -> bool:
    """Whether a telling says whom the deed has killed or hurt."""
    return member.status == "asserted" and any(quantity.measure in _TOLL for quantity in member.quantities)
