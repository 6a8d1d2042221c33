"""What is said of a deed: what a denial answers, what a judgement is about, a statement told again."""

from collections.abc import Collection, Sequence

from kg.extract import syntax
from kg.extract.grouping.facts import Facts
from kg.extract.pointing import (
    answers_this,
    denies_the_deed,
    denies_what_was_said,
    judged,
    judged_clitic,
    judges_this,
    may_stand_for,
    names_violence,
)
from kg.extract.reading import Candidate
from kg.extract.tokens import Token
from kg.vocabulary import group_of

_JUDGED = 2  # sentences back of what « l'a condamnée » means
_ACCUSED = 6  # sentences back in which somebody was accused


class Sayings:
    """Finds what a statement is about among the `groups` of deeds."""

    def __init__(self, facts: Facts, groups: Sequence[list[Candidate]]) -> None:
        """Of the tellings of one article."""
        self.facts = facts
        self.groups = groups

    def find_topics(self, statement: Candidate) -> None:
        """Say what a judgement or a denial is about, where its own sentence does not."""
        cues = self.facts.cues
        if judged(statement, cues):
            statement.topics.extend(self._main_before(statement))
        elif denies_what_was_said(statement, cues) or denies_the_deed(statement, cues):
            said = self._said_before(statement) if denies_what_was_said(statement, cues) else []
            if not said and denies_the_deed(statement, cues):
                said = self._main_before(statement)
            statement.topics.extend(said)
            statement.sources = []  # « Moscou affirme …, ce que Kiev dément »

    def _said_before(self, denial: Candidate) -> list[Candidate]:
        """What a denial answers: the deed of who denies, else what somebody else says, told in these two sentences."""
        mine = set(self.facts.role([denial], "agent"))
        said: list[tuple[bool, int, int, Candidate]] = []
        pointed = answers_this(denial, self.facts.cues)  # « a démenti cette information »
        for group in self.groups:
            for member in group:
                back = denial.sentence.index - member.sentence.index
                if not 0 <= back <= 1 or (back == 0 and member.head.i > denial.head.i):
                    continue
                if group_of(member.type) == "Statement" or member.status == "denied":
                    continue
                own = bool(mine & set(self.facts.role([member], "agent"))) and member.status == "possible"
                sayers = self.facts.ids(member.sources)
                if own or ((sayers or pointed) and not mine & set(sayers)):
                    said.append((own, -back, member.head.i, member))
        return [max(said, key=lambda option: option[:3])[3]] if said else self._accused_before(denial)

    def _accused_before(self, denial: Candidate) -> list[Candidate]:
        """« a rejeté ces accusations »: the deed of which somebody was accused last, some sentences before."""
        if not syntax.read_clause(denial.head).objects:
            return []
        accused = [
            member
            for group in self.groups
            for member in group
            if member.status == "possible"
            and member.sources
            and group_of(member.type) != "Statement"
            and 0 < denial.sentence.index - member.sentence.index <= _ACCUSED
        ]
        return accused and [max(accused, key=lambda member: (member.sentence.index, member.head.i))]

    def _main_before(self, statement: Candidate) -> list[Candidate]:
        """The event that the article is about, of those told before a statement: of the headline, else told most often."""
        clitic = judged_clitic(statement, self.facts.cues)
        if clitic is not None:
            return self._meant_by(clitic, statement)
        if judges_this(statement, self.facts.cues):  # « a condamné cette décision »
            near = [
                m
                for g in self.groups
                if group_of(g[0].type) != "Statement"
                for m in g
                if 0 < statement.sentence.index - m.sentence.index <= 2
            ]
            if names_violence(statement, self.facts.cues):  # « a condamné ces violations »
                near = [m for m in near if group_of(m.type) in ("Violence", "PublicOrder", "Territory")] or near
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
                self._is_just_told(statement, group),
                len(group),
                -group[0].sentence.index,
            ),
        )
        return main[:1]

    def _is_just_told(self, statement: Candidate, group: Sequence[Candidate]) -> bool:
        """Whether a deed of violence is told in the sentence before, of the same paragraph, as news."""
        just = [m for m in group if statement.sentence.index - m.sentence.index == 1]
        past = all(syntax.is_pluperfect(syntax.clause_head(member.head)) for member in just)
        violent = group_of(group[0].type) == "Violence" and self.facts.is_in_paragraph(statement, just)
        return violent and not past and not self.facts.is_background(group)

    def _meant_by(self, clitic: Token, statement: Candidate) -> list[Candidate]:
        """« L'ONU l'a condamnée »: the last deed told by a noun that agrees, here or in the two sentences before."""
        at = statement.sentence.offset(clitic)
        near = [
            member
            for group in self.groups
            for member in group
            if 0 <= statement.sentence.index - member.sentence.index <= _JUDGED
            and member.trigger.start < at
            and member.frame.pos == "noun"
            and group_of(member.type) in ("Violence", "PublicOrder", "Territory")
            and may_stand_for(clitic, statement.head, member.head, self.facts.cues)
        ]
        if near:
            statement.fillers = [f for f in statement.fillers if (f.role, f.function) != ("target", "object")]
        return [max(near, key=lambda member: (member.sentence.index, member.head.i))] if near else []

    def statement_score(self, candidate: Candidate, group: Sequence[Candidate]) -> float | None:
        mine, theirs = self.facts.role([candidate], "agent"), self.facts.role(group, "agent")
        topics = {topic.group for topic in candidate.topics}
        known = {topic.group for member in group for topic in member.topics}
        spoken = bool(topics & known) and self._speaks_for(candidate, group, mine, theirs)
        if mine and theirs and not (set(mine) & set(theirs) or spoken or self.facts.owned(mine, theirs)):
            return None
        if topics and known and not topics & known:
            return None
        score = (2.0 if mine and theirs else 0.0) + (2.0 if topics & known else 0.0)
        if candidate.definite == "demonstrative":
            score += 3.0
        if not mine and not topics and candidate.definite:
            score += 2.0
        targets, aims = self.facts.role([candidate], "target"), self.facts.role(group, "target")
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
            return 2.0
        return score

    def _speaks_for(
        self, candidate: Candidate, group: Sequence[Candidate], mine: Collection[str], theirs: Collection[str]
    ) -> bool:
        """« La France condamne l'attaque, a déclaré X. « Nous condamnons … », a-t-il dit »: one statement, of whom he speaks for."""
        said = {id for member in group for id in self.facts.ids(member.sources)}
        told = set(self.facts.ids(candidate.sources))
        return (bool(mine) and set(mine) <= said) or (bool(theirs) and set(theirs) <= told)
