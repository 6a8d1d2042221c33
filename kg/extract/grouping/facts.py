"""What the tellings of one article say, so that it can be compared: who, where, when, as known or as new."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kg.extract import syntax
from kg.extract.continuing import is_many
from kg.extract.coreference import Mentions
from kg.extract.forms import fold, stem, stems_of
from kg.extract.grouping.kinds import noun_of
from kg.extract.grouping.times import LONG_DAYS, days_of, is_lone_hour, is_period
from kg.extract.reading import FROM_HEADINGS, Candidate, Filler
from kg.gazetteer import Gazetteer
from kg.lexicon import Cues
from kg.model import EntityMention, Interval

_LONGER = 2  # times the other span
_BIG = 50_000  # inhabitants of a town that is hardly taken for a namesake
_OF_AN_ASSAULT = {"Attack", "Bombing", "SuicideAttack", "Shooting"}
_TOLLS = {"deaths", "injured", "displaced"}


class Facts:
    """The names, places, days and words of an article's tellings."""

    def __init__(self, mentions: Mentions, gazetteer: Gazetteer, cues: Cues, published: date | None) -> None:
        """Read the lists of words once."""
        self.mentions = mentions
        self.gazetteer = gazetteer
        self.cues = cues
        self.published = published
        self.answered: set[int] = set()  # the deeds that a denial of their own sentence is about
        self.perpetrators = stems_of(cues.perpetrators)
        self.nobody = stems_of(cues.anybody | cues.perpetrators)
        self.vehicles = stems_of(cues.vehicles)
        self.quarters = stems_of(cues.quarters)
        self.tolls = stems_of(cues.toll_nouns)
        self.rough = stems_of(cues.rough)
        self.replies = stems_of(cues.replies)
        self.others = {fold(word) for word in cues.others}
        self.novel = {fold(word) for word in cues.novel}

    def ids(self, fillers: Sequence[Filler]) -> dict[str, Filler]:
        return {self.mentions.identity(filler.mention): filler for filler in fillers}

    def role(self, group: Sequence[Candidate], *roles: str) -> dict[str, Filler]:
        return self.ids([filler for candidate in group for filler in candidate.role(*roles)])

    def places(self, group: Sequence[Candidate], others: Sequence[Candidate]) -> dict[str, Filler]:
        """The places told, without a headline's prefix that the others' places lie outside of."""
        told = [f for other in others for f in other.role("place") if f.function not in FROM_HEADINGS]
        fillers = [f for member in group for f in member.role("place")]
        return self.ids(
            [f for f in fillers if f.function not in FROM_HEADINGS or not told or not self.outside(f, told)]
        )

    def outside(self, prefix: Filler, told: Sequence[Filler]) -> bool:
        mine = self.mentions.identity(prefix.mention)
        theirs = [self.mentions.identity(filler.mention) for filler in told]
        return not any(self.within(place, mine) or self.within(mine, place) for place in theirs)

    def named(self, filler: Filler) -> bool:
        best = self.mentions.best(filler.mention)
        written = best.anchor.text[1:]  # « Deux gendarmes », at the beginning of a sentence, are no name
        return best.level == "name" or best.of is not None or any(char.isupper() for char in written)

    def has_own_name(self, filler: Filler) -> bool:
        """« l'hôtel Atlas », not « un hôtel de Gao », which is called after the town that it is in."""
        place = self.gazetteer.find(filler.mention.anchor.text) if filler.mention.level == "nominal" else ()
        known = {word for start, stop, _ in place for word in filler.mention.anchor.text[start:stop].split()}
        words = filler.mention.anchor.text.split()
        return self.named(filler) and (not known or any(word[:1].isupper() and word not in known for word in words[1:]))

    def within(self, a: str, b: str) -> bool:
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

    def in_one_country(self, mine: Mapping[str, Filler], theirs: Mapping[str, Filler]) -> bool:
        """Whether all are known places, and of one country: then they are two; a namesake elsewhere says nothing."""
        keys = (*mine, *theirs)
        known = all(key in self.gazetteer.entities for key in keys)
        return known and len({self.gazetteer.country_of(key) for key in keys}) == 1

    def countries(self, places: Iterable[str], inhabitants: int = 0) -> set[str | None]:
        """Those in which the places lie that are known and have so many inhabitants."""
        known = self.gazetteer
        return {
            known.country_of(key) for key in places if key in known.entities and known.population(key) >= inhabitants
        }

    def are_far(self, mine: Iterable[str], theirs: Iterable[str]) -> bool:
        """Whether each side has a big town, of another country: no namesake is meant."""
        here, there = self.countries(mine, _BIG), self.countries(theirs, _BIG)
        return bool(here and there) and here.isdisjoint(there)

    def owned(self, mine: dict[str, Filler], theirs: dict[str, Filler]) -> bool:
        """« les forces irakiennes », « le président irakien X » and « l'Irak »: they act for each other."""

        def states(ids: dict[str, Filler]) -> set[str]:
            return {f.mention.of or self.mentions.best(f.mention).of or key for key, f in ids.items()}

        return bool(states(mine) & states(theirs))

    def may_be(self, mine: dict[str, Filler], theirs: dict[str, Filler]) -> bool:
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
                    or any(nameless_soldiers(m) for m in (x, y))
                ):
                    return True
        return False

    def same_noun(self, mine: dict[str, Filler], theirs: dict[str, Filler]) -> bool:
        """Whether both sides are described by one noun, so that the shorter may repeat the longer."""
        nouns = {stem(f.mention.head.text) for f in theirs.values() if f.mention.level == "nominal"}
        return any(f.mention.level == "nominal" and stem(f.mention.head.text) in nouns for f in mine.values())

    def bare(self, fillers: dict[str, Filler]) -> bool:
        """Whether all are single words said as known: « l'armée »."""
        return all(
            f.mention.level == "nominal" and " " not in f.mention.anchor.text and self.mentions.is_definite(f.mention)
            for f in fillers.values()
        )

    def same_things(self, candidate: Candidate, group: Sequence[Candidate], mine: str, theirs: str) -> bool:
        """Whether what has no name on one side is called by the noun of the other: « un village », « le village de X »."""
        there = [filler for member in group for filler in member.role(theirs)]
        return any(
            noun_of(a.mention) == noun_of(b.mention) and not (self.has_own_name(a) and self.has_own_name(b))
            for a in candidate.role(mine)
            for b in there
        )

    def has_one(self, candidate: Candidate) -> bool:
        """Whether an indefinite article stands before the noun."""
        doc, one = candidate.sentence.doc, self.cues.grammar.determiners.indefinite
        before = range(max(0, candidate.head.i - 2), candidate.head.i)
        return candidate.frame.pos == "noun" and any(doc[i].lower_ in one for i in before)

    def rank_of(self, candidate: Candidate) -> int | None:
        """Two for « la deuxième attaque », « la seconde »; None without an ordinal, or where it is told as new."""
        if candidate.frame.pos != "noun" or candidate.definite != "definite":
            return None
        for quantity in candidate.sentence.quantities:
            first, end = candidate.sentence.span(quantity.anchor.start, quantity.anchor.end)
            if quantity.measure == "occurrence" and first <= candidate.head.i <= end and quantity.amount.low:
                return int(quantity.amount.low)
        return None

    def intervals(self, group: Sequence[Candidate]) -> list[Interval]:
        return [
            t.interval
            for c in group
            for t in c.times
            if t.interval is not None
            and t.relation in ("in", "since")
            and t.interval.begin is not None
            and not is_lone_hour(t, c)
        ]

    def informs(self, candidate: Candidate) -> bool:
        return bool(candidate.fillers or candidate.times or candidate.quantities)

    def is_in_paragraph(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """Whether a deed was told before a telling in its paragraph."""
        here = candidate.sentence.index
        first = max((s.index for s in self.mentions.sentences[: here + 1] if s.opens_line), default=0)
        return any(first <= member.sentence.index < here for member in group)

    def is_headed_by(self, heading: Candidate, group: Sequence[Candidate]) -> bool:
        """Whether a heading between the sentences stands over a deed: one that is told behind it, before the next heading."""
        first = heading.sentence.index
        if heading.sentence.kind == "body" or first == 0:
            return False
        below = self.mentions.sentences[first + 1 :]
        end = next((s.index for s in below if s.kind != "body"), first + 1 + len(below))
        return any(first < member.sentence.index < end for member in group)

    def by_those_known(self, candidate: Candidate) -> bool:
        """« Les assaillants ont tué deux gardes »: who did what was told before, and nobody else is named."""
        agents, means = candidate.role("agent"), candidate.role("instrument")
        if means and not agents and all(self.is_known_vehicle(candidate, filler) for filler in means):
            return True  # « le véhicule a explosé »
        if candidate.definite or not agents:
            return False
        if not all(stem(self._described(f).head.text) in self.perpetrators for f in agents):
            return False
        places = candidate.role("place")
        if any(f.mention.level == "pronoun" for f in agents):  # not « ils ont ouvert le feu à la sortie d'un marché »
            return all(self.mentions.is_definite(f.mention) for f in places)
        known = all(self.mentions.is_definite(f.mention) for f in agents)
        return known or not (candidate.times or any(map(self.named, places)))

    def _described(self, filler: Filler) -> EntityMention:
        """The words for who is meant: « les assaillants », of « ils »."""
        return self.mentions.best(filler.mention) if filler.mention.level == "pronoun" else filler.mention

    def is_of_one_assault(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« le camion a sauté sur une mine, puis les assaillants ont ouvert le feu »: they did both in one assault."""
        kinds = {member.type for member in (candidate, *group)}
        return len(kinds) > 1 and kinds <= _OF_AN_ASSAULT and self.by_those_known(candidate)

    def carries_off(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« Les assaillants ont emmené dix élèves »: whom they carry off undergoes another deed than those attacked."""
        taken = bool(candidate.role("target")) and candidate.type == "Abduction"
        return taken and all(member.type != "Abduction" for member in group)

    def is_known_vehicle(self, candidate: Candidate, filler: Filler) -> bool:
        return self.has_the(candidate, filler) and stem(filler.mention.head.text) in self.vehicles

    def has_the(self, candidate: Candidate, filler: Filler) -> bool:
        """« le véhicule », « les obus »: not « d'autres obus »."""
        first = candidate.sentence.words(filler.mention)[0]
        return first > 0 and candidate.sentence.doc[first - 1].lower_ in self.cues.grammar.determiners.definite

    def of_those_known(self, candidate: Candidate) -> bool:
        """« les personnes arrêtées », « les soldats tués »: what was done to people told as known."""
        done_to = candidate.role("target")
        return (
            candidate.frame.pos == "verb"
            and candidate.head.dep_ in syntax.PARTICIPLES
            and bool(done_to)
            and not candidate.role("place", "agent")
            and not candidate.times
            and all(not self.named(f) and self.mentions.is_definite(f.mention) for f in done_to)
        )

    def counts_a_period(self, candidate: Candidate, group: Sequence[Candidate]) -> bool:
        """« ces attaques ont fait depuis 2015 des milliers de morts »: the toll of years, beside what is told as news."""
        if not _TOLLS & {quantity.measure for quantity in candidate.quantities}:
            return False
        if is_many(candidate) and self._counts_on(candidate) and not any(map(is_many, group)):
            return True
        spans = [days_of(timex, self.published) for timex in candidate.times if is_period(timex, self.published)]
        if not spans:
            return False
        theirs = [days_of(t, self.published) for m in group for t in m.times if is_period(t, self.published)]
        return not theirs or max(spans) > _LONGER * max(theirs)

    def is_background(self, group: Sequence[Candidate]) -> bool:
        """Whether a deed is told of a time long before the news, or many of a span of time."""
        told = [timex for member in group for timex in member.times if timex.interval is not None]
        return bool(told) and all(is_period(t, self.published) or self._is_long_gone(t.interval) for t in told)

    def _is_long_gone(self, interval: Interval | None) -> bool:
        if interval is None or interval.end is None or self.published is None:
            return False
        return (self.published - interval.end).days > LONG_DAYS

    def _counts_on(self, candidate: Candidate) -> bool:
        """« ses frappes depuis le début de la campagne »: up to now, from a day that the text does not tell."""
        clause = {syntax.clause_head(candidate.head), *candidate.words}
        since = self.cues.grammar.prepositions.since
        later = candidate.sentence.doc[candidate.head.i + 1 :]
        return any(token.lower_ in since and token.head.head in clause for token in later)


def nameless_soldiers(mention: EntityMention) -> bool:
    """« des militaires », of whom the text does not say whose they are."""
    return mention.kind == "ArmedForce" and mention.level == "nominal" and mention.of is None
