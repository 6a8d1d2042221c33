"""What each name of an article stands for, judged over all its occurrences."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.extract.draft import ACRONYM, Draft, Run, Votes, kind_of
from kg.extract.nouns import NounWords
from kg.extract.runs import expansion
from kg.extract.votes import recogniser_label
from kg.gazetteer import Gazetteer, Name, fold
from kg.vocabulary import is_a

LONG_WORD = 4  # letters; shorter ones say nothing in a name
_SURE_VOTES = 2.5
ENOUGH_VOTES = 1.5  # what a run of capitals needs to be taken for a name


# ---------------------------------------------------------------- judging over the article


class NamesOfArticle:
    """What the whole article says about each name."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Start with nothing."""
        self.gazetteer = gazetteer
        self.votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
        self.times: Counter[str] = Counter()
        self.surnames: dict[str, str] = {}
        self.known: dict[str, tuple[str, str | None, str | None]] = {}
        self.countries: Counter[str] = Counter()
        self.things: set[str] = set()  # acronyms that name no body
        self.middle: set[str] = set()  # names seen where only a name has a capital

    def decide(self, drafts: Sequence[Draft], words: NounWords) -> None:
        """Give each run a kind and key, or drop it."""
        for draft in drafts:
            for run in draft.runs:
                self._count(run, draft)
            for state in draft.demonyms.values():
                self.countries[state] += 1
        self._learn_persons(drafts, words)
        self._learn_things(drafts, words)
        for draft in drafts:
            for run in draft.runs:
                self._judge(run, draft)
            self._join(draft, words)
            draft.runs = [run for run in draft.runs if run.kind is not None]
        self._learn_brackets(drafts, words)

    def _count(self, run: Run, draft: Draft) -> None:
        name = fold(draft.text(run.first, run.end))
        for kind, score in run.votes.items():
            self.votes[name][kind] += score
        self.times[name] += 1
        if not run.initial:
            self.middle.add(name)
        if run.meanings:
            country = self.gazetteer.country_of(run.meanings[0].entity.id)
            if country and len(run.meanings) == 1:
                self.countries[country] += 1

    def _learn_persons(self, drafts: Sequence[Draft], words: NounWords) -> None:
        """Last names of the persons named in full."""
        for draft in drafts:
            for run in draft.runs:
                if run.end - run.first < 2 or run.kind is not None:
                    continue
                name = fold(draft.text(run.first, run.end))
                kind, score = winner(self._averaged(name, run))
                if kind == "Person" and score >= ENOUGH_VOTES:
                    parts = [word for word in draft.words[run.first : run.end] if word.capital]
                    if not parts:
                        continue  # « marine américaine »: a first name too, but for its capital
                    for start in range(1, len(parts)):
                        tail = fold(draft.sentence.anchor.text[parts[start].start : parts[-1].end])
                        if len(tail) > 2:
                            self.surnames.setdefault(tail, name)
                    last = re.split(r"[-‐]", parts[-1].text)
                    if len(last) > 1 and len(last[-1]) > 3 and last[0].lower() in words.small.names.first_parts:
                        self.surnames.setdefault(fold(last[-1]), name)

    def _learn_things(self, drafts: Sequence[Draft], words: NounWords) -> None:
        """« un accord de libre-échange (ALE) »: letters in brackets after words without a capital name a thing."""
        for draft in drafts:
            for run in draft.runs:
                if run.end - run.first > 1 or run.meanings or not run.first or draft.between(run.first - 1) != "(":
                    continue
                letters = draft.words[run.first].text
                if not ACRONYM.match(letters) or any(other.end == run.first for other in draft.runs):
                    continue
                first = expansion(draft, run.first, fold(letters).replace(" ", ""), capital=False)
                noun = draft.nouns.get(first) if first is not None else None
                if noun is not None and family(noun[1].kind) == "body":
                    self.votes[fold(letters)][noun[1].kind] += 4
                else:
                    self.things.add(letters)

    def _join(self, draft: Draft, words: NounWords) -> None:
        """« Qabasin et Bzaah », « Dalgou, Férémé et Sansaro »: what is joined to a sure name is of its kind."""
        pairs = list(zip(draft.runs, draft.runs[1:], strict=False))
        joined = [self._are_joined(left, right, draft, words) for left, right in pairs]
        for number, (left, right) in enumerate(pairs):
            if joined[number] or (number + 1 < len(pairs) and joined[number + 1] and _is_listed(left, right, draft)):
                self._lend(left, right, draft)
        for number in range(len(pairs) - 1, -1, -1):
            left, right = pairs[number]
            if joined[number] and right.kind == "City" and left.kind == "Person" and left.end - left.first == 1:
                self._lend(right, left, draft)  # « ont repris Verbivka et Stara Hnylka, deux villages »

    def _are_joined(self, left: Run, right: Run, draft: Draft, words: NounWords) -> bool:
        """« X et Y », « de X et de Y »."""
        again = draft.key(left.first - 1) == draft.key(right.first - 1)
        if left.end + 1 != right.first - again or draft.key(left.end) not in words.small.names.joining:
            return False
        return all(map(draft.together, range(left.end - 1, right.first - 1)))

    def _lend(self, sure: Run, other: Run, draft: Draft) -> None:
        """Give a run that nothing else tells of the kind of a sure one."""
        text = draft.text(other.first, other.end)
        if (
            other.meanings
            or sure.kind is None
            or other.votes.get(sure.kind, 0) < 0
            or text in self.things
            or bool(ACRONYM.match(text)) != bool(ACRONYM.match(draft.text(sure.first, sure.end)))
        ):
            return
        strength = max(other.votes.values(), default=0)
        if (sure.key is not None or max(sure.votes.values(), default=0) >= _SURE_VOTES) and strength < _SURE_VOTES:
            other.kind = sure.kind

    def _averaged(self, name: str, run: Run) -> Votes:
        """The run's own votes, and what all occurrences say together, each once."""
        times = max(1, self.times[name])
        mixed: Votes = defaultdict(float)
        for kind, score in self.votes[name].items():
            mixed[kind] = score / times * min(times, 3) ** 0.5
        for kind, score in run.votes.items():
            mixed[kind] += score
        for kind in mixed:
            mixed[kind] /= 2
        return mixed

    def _judge(self, run: Run, draft: Draft) -> None:
        name = fold(draft.text(run.first, run.end))
        if not name:
            run.kind = None
            return
        if run.kind is not None and not run.meanings:
            return
        if not run.meanings and draft.text(run.first, run.end) in self.things:
            return
        if (
            run.initial
            and run.end - run.first == 1
            and name not in self.middle
            and not run.meanings
            and name not in self.surnames
        ):
            label = recogniser_label(run, draft)
            strong = max(run.votes.values(), default=0) >= 3
            if (
                not strong
                and not (label is not None and draft.words[run.first].pos == "PROPN")
                and not ACRONYM.match(draft.words[run.first].text)
            ):
                return
        votes = self._averaged(name, run)
        if name in self.surnames and not any(
            m.primary and m.entity.kind != "Person" and m.entity.kind != "City" for m in run.meanings
        ):
            votes["Person"] += 4
        kind, score = winner(votes)
        if run.meanings:
            chosen = self._meaning(run, kind, score)
            if chosen is not None:
                run.kind, run.key, run.of = kind_of(chosen), chosen.entity.id, self._owner(chosen)
                return
        if score >= ENOUGH_VOTES and kind:
            run.kind = kind

    def _meaning(self, run: Run, kind: str, score: float) -> Name | None:
        """The gazetteer's meaning, unless the article clearly speaks of something else of that name."""
        fitting = [name for name in run.meanings if alike(kind_of(name), kind)]
        if fitting:
            return self.gazetteer.rank(fitting, self.countries) or fitting[0]
        first = self.gazetteer.rank(run.meanings, self.countries) or run.meanings[0]
        own = run.votes[kind_of(first)]
        return first if score < own + 2 and first.primary else None

    def _owner(self, name: Name) -> str | None:
        entity = name.entity
        if entity.kind == "City":
            return self.gazetteer.capital_of(entity.id)
        if entity.kind in ("Government", "ArmedForce", "Organization", "Facility", "Region"):
            country = self.gazetteer.country_of(entity.id)
            return country if country != entity.id else None
        return None

    def _is_called(self, identifier: str, draft: Draft, run: Run) -> bool:
        """Whether some name of the entity has half of the run's long words behind the first: the letters fit many bodies."""
        words = [fold(word.text) for word in draft.words[run.first + 1 : run.end] if len(word.text) > LONG_WORD]
        names = [set(fold(text).split()) for _, text in self.gazetteer.entities[identifier].labels]
        return not words or any(2 * sum(word in name for word in words) >= len(words) for name in names)

    def _learn_brackets(self, drafts: Sequence[Draft], words: NounWords) -> None:
        """« Rassemblement pour la victoire (RPV) »: the letters in brackets are the name before them."""
        learnt: dict[str, tuple[str, str | None, str | None]] = {}
        another_body: set[str] = set()  # « Forces de défense et de sécurité (FDS) » are not the Syrian ones
        for draft in drafts:
            by_first = {run.first: run for run in draft.runs}
            for run in draft.runs:
                if run.end >= len(draft.words) or run.level != "name":
                    continue
                after = by_first.get(run.end)
                if draft.between(run.end - 1) == "(" and after is not None and after.end - after.first == 1:
                    letters = draft.words[after.first].text
                    if not ACRONYM.match(letters) or not after.kind:
                        continue
                    spelt = expansion(draft, run.end, fold(letters).replace(" ", "")) == run.first
                    another = spelt and after.key is not None and not self._is_called(after.key, draft, run)
                    if another and run.key is None and run.kind is not None and not run.nested:
                        learnt[letters] = (run.kind, None, run.of)
                        another_body.add(letters)
                    elif after.key is not None and run.key is None and alike(after.kind, run.kind or ""):
                        run.key, run.of = after.key, after.of
                    elif after.key is None and not run.nested and run.kind is not None and family(run.kind) == "body":
                        learnt[letters] = (run.kind, run.key, run.of)
        if not learnt:
            return
        for draft in drafts:
            for run in draft.runs:
                letters = draft.words[run.first].text
                if run.end - run.first == 1 and (run.key is None or letters in another_body):
                    found = learnt.get(letters)
                    if found is not None:
                        run.kind, run.key, run.of = found


def _is_listed(left: Run, right: Run, draft: Draft) -> bool:
    """« Dalgou, Férémé et … »: one word behind a town and a comma."""
    alone = right.end - right.first == 1 and right.first == left.end and draft.between(left.end - 1) == ","
    return alone and left.kind == "City"


def winner(votes: Votes) -> tuple[str, float]:
    """The kind with the most votes; kinds of one family share theirs."""
    by_family: Votes = defaultdict(float)
    for kind, score in votes.items():
        by_family[family(kind)] += score
    if not by_family:
        return "", 0.0
    best, score = max(by_family.items(), key=lambda item: (item[1], item[0]))
    members = [(votes[kind], kind) for kind in votes if family(kind) == best]
    return max(members)[1], score


def family(kind: str) -> str:
    if is_a(kind, "Place") or kind == "State":
        return "place"
    return "person" if kind == "Person" else "thing" if is_a(kind, "Thing") else "body"


def alike(kind: str, other: str) -> bool:
    return bool(kind) and bool(other) and family(kind) == family(other)
