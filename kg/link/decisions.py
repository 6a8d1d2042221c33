"""What people decided, applied to what was read: a function of the decisions and of the articles alone.

A decision finds its reports by article and words, never by an id that another reading changes; where it finds them no
more it says so and does nothing. Of two decisions about one thing the later one holds.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations
from typing import cast

from kg.link.entities import canonical
from kg.link.spelling import fold
from kg.model import (
    Amount,
    Anchor,
    Article,
    Change,
    Decision,
    Edit,
    Entity,
    Event,
    Evidence,
    Figure,
    Interval,
    Passage,
    Report,
    Status,
)
from kg.vocabulary import CLASSES, MEASURES, ROLES, STATUSES, is_a, range_accepts

_AMOUNT = re.compile(r"(\+?)(\d*)(\.\.)?(\d*)")
_SENTENCE = re.compile(r"[^.!?…\n]*[.!?…]*[»\"”)]*")
EDITABLE = (*(role for role in ROLES if role != "topic"), "source", "type", "status", "begin", "end", *MEASURES)


class DecisionError(ValueError):
    """A decision that cannot be taken: says what is wrong and what would be right."""


Told = Mapping[str, Sequence[tuple[Article, Sequence[Report]]]]  # source id → its articles and what they tell
FindEntity = Callable[[str, str | None, str | None], str | None]  # id, name, kind → the id that it has now


@dataclass(frozen=True, slots=True)
class Decided:
    """What the decisions that apply make of reports. `standing` maps every decision's id to its reports, None: no longer.

    `same` and `different` are pairs of report ids, the lesser first; `whole` are the reports that a decision changes or
    adds, with their evidence, as people have them; `read` the same as they were read (none for those added).
    """

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()
    dropped: frozenset[str] = frozenset()
    whole: Mapping[str, Report] = field(default_factory=dict)
    read: Mapping[str, Report] = field(default_factory=dict)
    added: Mapping[str, Report] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # entity id → names of those it stands for
    entities: Mapping[str, Entity] = field(default_factory=dict)  # that a decision makes known
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # report id → sentences
    standing: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)

    def reports(self, read: Iterable[Report]) -> list[Report]:
        """Reports as linking needs them, as people have them: without the wrong ones, corrected, with those added."""
        kept = [self.as_decided(report) for report in read if report.id not in self.dropped]
        return kept + [self.as_decided(report) for id, report in self.added.items() if id not in self.dropped]

    def whole_reports(self) -> dict[str, Report]:
        """The reports that a decision changes or adds, as linking needs them, their figures with their words."""
        return {id: self.as_decided(report) for id, report in {**self.added, **self.whole}.items()}

    def as_decided(self, report: Report) -> Report:
        """A report as linking needs it, as people have it."""
        report = self.whole.get(report.id, report)
        to = self.renamed
        if not report.evidence and not any(id in to for id in (*(id for _, id in report.roles), *report.sources)):
            return report
        roles = {(role, id if role == "topic" else to.get(id, id)) for role, id in report.roles}
        sources = {to.get(id, id) for id in report.sources}
        return replace(report, roles=tuple(sorted(roles)), sources=tuple(sorted(sources)), evidence=())

    def named(self, entities: Mapping[str, Entity]) -> dict[str, Entity]:
        """Entities with the names of those that a person says they are."""
        found = dict(entities)
        for id, names in self.names.items():
            if id in found:
                entity = found[id]
                known = {text for _, text in entity.labels}
                more = tuple(("fr", name) for name in names if name not in known)
                found[id] = canonical(replace(entity, labels=(*entity.labels, *more)))
        return found

    def settled(self, event: Event) -> Event:
        """An event as it is written: with its reports as they were read, so that a corrected figure is the event's own."""
        if not any(report.id in self.whole or report.id in self.added for report in event.reports):
            return event
        reports = (self.read.get(r.id) or self.added.get(r.id) or r for r in event.reports)
        return replace(event, reports=tuple(reports))


NOTHING = Decided()


def decide(decisions: Iterable[Decision], told: Told, find_entity: FindEntity) -> Decided:
    """What decisions make of reports: `told` are the articles that they name and all that these tell."""
    judge = _Judge(told, find_entity)
    for decision in sorted(decisions, key=lambda decision: (decision.when, decision.id)):
        if decision.undone is None:
            judge.hear(decision)
    return judge.decided()


class _Judge:
    """Decisions heard in their order, the later over the earlier."""

    def __init__(self, told: Told, find_entity: FindEntity) -> None:
        self.told = told
        self.find_entity = find_entity
        self.pairs: dict[tuple[str, str], bool] = {}
        self.read = {r.id: r for told_by in told.values() for _, reports in told_by for r in reports}
        self.now: dict[str, Report] = {}
        self.added: dict[str, Report] = {}
        self.dropped: set[str] = set()
        self.renamed: dict[str, str] = {}
        self.names: dict[str, list[str]] = {}
        self.entities: dict[str, Entity] = {}
        self.notes: dict[str, list[str]] = {}
        self.standing: dict[str, tuple[str, ...] | None] = {}

    def hear(self, decision: Decision) -> None:
        """Apply one decision, or note that it no longer applies."""
        by_verdict = {
            "sameEvent": self._identity, "differentEvents": self._identity, "sameEntity": self._same_entity,
            "differentEntity": self._values, "rightReport": self._right, "wrongReport": self._wrong,
            "wrongValue": self._values, "missedEvent": self._missed,
        }  # fmt: skip
        reports = by_verdict[decision.verdict](decision)
        self.standing[decision.id] = reports
        for id in reports or ():
            self.notes.setdefault(id, []).append(self._note(decision))

    def decided(self) -> Decided:
        """All that was heard."""
        return Decided(
            same=frozenset(pair for pair, same in self.pairs.items() if same),
            different=frozenset(pair for pair, same in self.pairs.items() if not same),
            dropped=frozenset(self.dropped),
            whole=self.now,
            read={id: self.read[id] for id in self.now if id in self.read},
            added={id: self.now.get(id, self.added[id]) for id in sorted(self.added)},
            renamed={old: self._end(old) for old in self.renamed},
            names={id: tuple(dict.fromkeys(names)) for id, names in self._names().items()},
            entities=self.entities,
            notes={id: tuple(notes) for id, notes in self.notes.items()},
            standing=self.standing,
        )

    def _names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id, names in self.names.items():
            found.setdefault(self._end(id), []).extend(names)
        return found

    def _end(self, id: str) -> str:
        seen = {id}
        while (after := self.renamed.get(id)) is not None and after not in seen:
            seen.add(after)
            id = after
        return id

    def _note(self, decision: Decision) -> str:
        texts = {
            "sameEvent": "these reports tell of one event",
            "differentEvents": "these reports tell of different events",
            "rightReport": "the passage tells of this event",
            "wrongReport": "the passage does not tell of this event",
            "missedEvent": "this event was missed",
        }
        text = texts.get(decision.verdict) or "; ".join(edit_words(edit) for edit in decision.edits)
        return f"{decision.who} decided on {decision.when[:10]}: {text}." + (
            f" {decision.note}" if decision.note else ""
        )

    # ---------------------------------------------------------------- verdicts

    def _identity(self, decision: Decision) -> tuple[str, ...] | None:
        found = [(passage.side, self._find(passage)) for passage in decision.passages]
        ids = [(side, report.id) for side, report in found if report is not None]
        same = decision.verdict == "sameEvent"
        pairs = {(min(a, b), max(a, b)) for (s, a), (t, b) in combinations(ids, 2) if a != b and (same or s != t)}
        if not pairs:
            return None
        self.pairs.update((pair, same) for pair in sorted(pairs))
        return tuple(sorted({id for pair in pairs for id in pair}))

    def _right(self, decision: Decision) -> tuple[str, ...] | None:
        found = [report.id for report in map(self._find, decision.passages) if report is not None]
        self.dropped.difference_update(found)
        return tuple(found) or None

    def _wrong(self, decision: Decision) -> tuple[str, ...] | None:
        found = [report.id for report in map(self._find, decision.passages) if report is not None]
        self.dropped.update(found)
        return tuple(found) or None

    def _missed(self, decision: Decision) -> tuple[str, ...] | None:
        passage = decision.passages[0]
        for article, reports in self.told.get(passage.source_id, ()):
            start = find_words(article.text, passage)
            if start is None:
                continue
            report = self._added(decision, article, start)
            twin = next((r for r in reports if r.evidence[0].anchor.start == start and r.type == report.type), None)
            if twin is not None:  # a later version reads it: its values are those that the person gave
                self.now[twin.id] = replace(report, id=twin.id, evidence=(*twin.evidence, *report.evidence[1:]))
                return (twin.id,)
            self.added[report.id] = report
            return (report.id,)
        return None

    def _added(self, decision: Decision, article: Article, start: int) -> Report:
        passage = decision.passages[0]
        trigger = Anchor(start, start + len(passage.quote), passage.quote)
        sentence = sentence_around(article.text, trigger)
        rule = f"review/{decision.id}"
        report = Report(
            id=hashlib.sha256(f"added {decision.id}".encode()).hexdigest()[:16],
            article_id=article.id,
            type=passage.type or "Event",
            status="asserted",
            interval=None,
            time_basis=None,
            roles=(),
            figures=(),
            sources=(),
            evidence=(Evidence("trigger", trigger, sentence, rule),),
        )
        for edit in decision.edits:
            report = self._edited(report, edit, rule) or report
        return report

    def _values(self, decision: Decision) -> tuple[str, ...] | None:
        applied: dict[str, None] = {}
        for found in map(self._find, decision.passages):
            if found is None:
                continue
            report = self.now.get(found.id, self.added.get(found.id, found))
            for edit in decision.edits:
                edited = self._edited(report, edit, f"review/{decision.id}")
                if edited is not None:
                    report = self.now[found.id] = edited
                    applied[found.id] = None
        return tuple(applied) or None

    def _same_entity(self, decision: Decision) -> tuple[str, ...] | None:
        applied = False
        for edit in decision.edits:
            old = self.find_entity(edit.old or "", edit.old_name, None)
            if old is None:
                continue
            new = self._entity(edit)
            if new is None or self._end(new) == old:
                continue
            self.renamed[old] = new
            self.names.setdefault(new, []).extend([edit.old_name] if edit.old_name else [])
            applied = True
        return () if applied else None

    def _entity(self, edit: Edit) -> str | None:
        """The id that the new entity of an edit has now; one that nobody knows is made."""
        if edit.new is None:
            return None
        namesake = edit.new_name == edit.old_name  # somebody else of that name
        found = self.find_entity(edit.new, None if namesake else edit.new_name, edit.kind)
        if found is not None:
            return found
        if edit.kind is None or edit.new_name is None:
            return None
        self.entities[edit.new] = Entity(edit.new, edit.kind, (("fr", edit.new_name),))
        return edit.new

    # ---------------------------------------------------------------- one value

    def _edited(self, report: Report, edit: Edit, rule: str) -> Report | None:
        """The report with one value corrected; None when it has not the value that was wrong."""
        first = report.evidence[0]
        name = edit.property
        if name == "type":
            return replace(report, type=edit.new or report.type)
        if name == "status":
            return replace(report, status=cast(Status, edit.new or "asserted"))
        if name in ("begin", "end"):
            return _with_day(report, name, edit.new)
        if name in MEASURES:
            return _with_figure(report, edit, first.sentence)
        old = self.find_entity(edit.old, edit.old_name, None) if edit.old else None
        values = report.sources if name == "source" else tuple(id for role, id in report.roles if role == name)
        new = self._entity(edit)
        if edit.old and old not in values and (new is None or new not in values):
            return None
        if edit.old is None and new is None:
            return None
        kept = [id for id in values if id != old]
        kept += [new] if new is not None and new not in kept else []
        evidence = report.evidence
        if new is not None and new not in values:
            evidence = (*evidence, Evidence(name, first.anchor, first.sentence, rule, new))
        if name == "source":
            return replace(report, sources=tuple(kept), evidence=evidence)
        roles = (*(pair for pair in report.roles if pair[0] != name), *((name, id) for id in kept))
        return replace(report, roles=roles, evidence=evidence)

    # ---------------------------------------------------------------- finding

    def _find(self, passage: Passage) -> Report | None:
        """The report of a passage: by its words in their sentence, else by its words and class where only one has them."""
        reports = [r for _, told in self.told.get(passage.source_id, ()) for r in told]
        reports += [r for r in self.added.values() if r.evidence[0].anchor.text == passage.quote]
        here = [
            (report, item)
            for report in reports
            for item in report.evidence
            if item.about == "trigger" and _plain(item.sentence.text) == _plain(passage.sentence)
        ]
        exact = [(report, item) for report, item in here if item.anchor.text == passage.quote]
        near = exact or [(report, item) for report, item in here if report.type == passage.type]
        if not near:
            near = [
                (report, item)
                for report in reports
                for item in report.evidence
                if item.about == "trigger" and item.anchor.text == passage.quote and report.type == passage.type
            ]
            if len({report.id for report, _ in near}) > 1:
                return None
        if not near:
            return None
        return min(near, key=lambda x: (x[0].type != passage.type, abs(x[1].anchor.start - passage.start), x[0].id))[0]


# ---------------------------------------------------------------- words


def passage_of(report: Report, source_id: str, side: int = 0) -> Passage:
    """The passage by which a decision finds a report again: its trigger."""
    trigger = report.evidence[0]
    return Passage(
        source_id, trigger.anchor.start, trigger.anchor.text, trigger.sentence.text.strip(), report.type, side
    )


def find_words(text: str, passage: Passage) -> int | None:
    """Where the words of a passage stand in a text: where they stood, else in their sentence, else where they are alone."""
    if text.startswith(passage.quote, passage.start):
        around = sentence_around(text, Anchor(passage.start, passage.start + len(passage.quote), passage.quote))
        if _plain(around.text) == _plain(passage.sentence):
            return passage.start
    inside = passage.sentence.find(passage.quote)
    if inside >= 0 and text.count(passage.sentence) == 1:
        return text.index(passage.sentence) + inside
    return text.index(passage.quote) if text.count(passage.quote) == 1 else None


def sentence_around(text: str, words: Anchor) -> Anchor:
    """The sentence, by its stops and line ends, that holds some words."""
    line = text.rfind("\n", 0, words.start) + 1
    for found in _SENTENCE.finditer(text, line):
        if found.end() >= words.end:
            inner = found.group().strip()
            start = found.start() + found.group().index(inner) if inner else words.start
            start = min(start, words.start)
            end = max(start + len(inner), words.end)
            return Anchor(start, end, text[start:end])
    return words


def read_amount(words: str) -> Amount:
    """The amount of 12, +560, 12..15, 20.. or ..50. Raises DecisionError."""
    found = _AMOUNT.fullmatch(words)
    low, high = (found[2], found[4]) if found else ("", "")
    if found is None or not (low or high) or (high and not found[3]):
        raise DecisionError(f"“{words}” is no figure; write 12, +560 (more), 12..15, 20.. or ..50.")
    change: Change = "additional" if found[1] else "total"
    return Amount(int(low) if low else None, int(high) if high else None if found[3] else int(low), None, change)


def checked_edit(edit: Edit, type: str) -> Edit:
    """An edit that a report of this class can have. Raises DecisionError, with what would be right."""
    name, new = edit.property, edit.new
    if name not in EDITABLE:
        raise DecisionError(f"“{name}” is no value that can be corrected; right: {', '.join(EDITABLE)}.")
    if name == "type" and new not in CLASSES:
        raise DecisionError(f"“{new}” is no event class; right: {', '.join(sorted(CLASSES))}.")
    if name == "status" and new not in STATUSES:
        raise DecisionError(f"“{new}” is no status; right: {', '.join(STATUSES)}.")
    if name in MEASURES:
        for words in (edit.old, new):
            if words is not None:
                read_amount(words)
    if name in ("begin", "end") and new is not None:
        try:
            date.fromisoformat(new)
        except ValueError:
            raise DecisionError(f"“{new}” is no day; write it as 2016-07-11.") from None
    if name in ROLES and new is not None and edit.kind is not None and not range_accepts(name, edit.kind):
        raise DecisionError(f"“{edit.new_name or new}” is a {edit.kind}, which cannot be the {name} of a {type}.")
    if name != "type" and edit.old is None and new is None:
        raise DecisionError(f"{name}: say the wrong value, the right one, or both.")
    return edit


def _with_day(report: Report, name: str, day: str | None) -> Report:
    """With another first day, or another day after the last; a first day alone is one day."""
    now = report.interval or Interval(None, None)
    value = date.fromisoformat(day) if day else None
    if name == "begin":
        end = now.end
        if value is not None and (end is None or end <= value or (now.begin and end == now.begin + timedelta(1))):
            lasting = any(is_a(report.type, state) for state in ("TerritorialControl", "TroopPresence", "OfficeTenure"))
            end = None if lasting else value + timedelta(1)
        interval = Interval(value, end)
    else:
        interval = Interval(now.begin, value)
    empty = interval.begin is None and interval.end is None
    return replace(report, interval=None if empty else interval, time_basis=None if empty else "text")


def _with_figure(report: Report, edit: Edit, sentence: Anchor) -> Report | None:
    old = read_amount(edit.old) if edit.old else None
    new = read_amount(edit.new) if edit.new else None
    anchor, unit, kept, gone = sentence, None, [], False
    for figure in report.figures:
        if old is not None and figure.measure == edit.property and replace(figure.amount, unit=None) == old:
            anchor, unit, gone = figure.anchor, figure.amount.unit, True
        else:
            kept.append(figure)
    if old is not None and not gone:
        return None
    if new is not None:
        kept.append(Figure(edit.property, replace(new, unit=unit), anchor))
    return replace(report, figures=tuple(kept))


def edit_words(edit: Edit) -> str:
    """An edit in a few words: place is Gao, not Gap."""
    old, new = edit.old_name or edit.old, edit.new_name or edit.new
    if edit.property == "entity":
        return f"{old} is {new}"
    if new is None:
        return f"{edit.property} is not {old}"
    return f"{edit.property} is {new}" + (f", not {old}" if old else "")


def _plain(text: str) -> str:
    return fold(" ".join(text.split()))


def decision_id(decision: Decision) -> str:
    """A hash of what is decided, whoever decides it."""
    told = (decision.verdict, sorted(map(repr, decision.passages)), sorted(map(repr, decision.edits)))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
