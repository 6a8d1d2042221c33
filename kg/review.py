"""Decisions of people: making one, writing it, taking it back, and telling which still apply.

    by = By("Ada", "2026-11-25T14:00:00Z")
    decision = same_event(store, [event_a, event_b], by)
    record(store, decision, workshop)          # written, and what it touches is linked again
    undo(store, decision.id, by, workshop)

Reports and events are named by id or IRI; an event means all of its reports. Entities are named by id, IRI or name.
See docs/review.md.
"""

import getpass
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from kg.gazetteer import Gazetteer
from kg.graph.store import Store
from kg.link.decisions import (
    DecisionError,
    checked_edit,
    decision_id,
    edit_words,
    find_words,
    passage_of,
    sentence_around,
)
from kg.link.spelling import fold, slug
from kg.model import Anchor, Article, Decision, Edit, Entity, Passage, Report
from kg.notation import EventLine, write_amount
from kg.pipeline import Read, Understanding, find_decided, put_decision
from kg.vocabulary import KINDS, ROLES


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, when (UTC, ISO 8601), and why."""

    who: str
    when: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision, whether it applies to what the store holds now, and the ids of the reports and events it touches."""

    decision: Decision
    applies: bool
    reports: tuple[str, ...]
    events: tuple[str, ...]


def by(who: str | None = None, note: str | None = None) -> By:
    """This person, else the one whose account this is; now."""
    return By(who or getpass.getuser(), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), note or None)


# ---------------------------------------------------------------- the store


def record(store: Store, decision: Decision, workshop: Understanding) -> Decision:
    """Write a decision and link again what it touches. Raises DecisionError when it would apply to nothing."""
    put_decision(store, decision, workshop)
    if not next(found for found in standing(store, workshop) if found.decision.id == decision.id).applies:
        put_decision(store, replace(decision, undone_by=decision.who, undone=decision.when), workshop)
        raise DecisionError(
            "This changes nothing: the report or the value that you name is not there. Look at it again."
        )
    return decision


def undo(store: Store, decision_id: str, by: By, workshop: Understanding) -> Decision:
    """Take a decision back; it stays readable. Raises DecisionError when there is none, or it was undone already."""
    found = [decision for decision in store.decisions() if decision.id.startswith(decision_id)]
    if len(found) != 1:
        raise DecisionError(f"{len(found)} decisions have the id {decision_id}; `kg review list` tells all.")
    if found[0].undone is not None:
        raise DecisionError(f"The decision {decision_id} was undone by {found[0].undone_by} on {found[0].undone}.")
    undone = replace(found[0], undone_by=by.who, undone=by.when)
    put_decision(store, undone, workshop)
    return undone


def standing(store: Store, workshop: Understanding | None = None, all: bool = False) -> list[Standing]:
    """The decisions in their order, and which apply; with `all` those undone too.

    Without a workshop, entities that only the gazetteer knows are not found.
    """
    world: Mapping[str, Entity] = workshop.gazetteer.entities if workshop else _EntitiesOf(store)
    decided = find_decided(store, Read(store), world)
    found = []
    for decision in store.decisions():
        if decision.undone is not None and not all:
            continue
        reports = decided.standing.get(decision.id)
        events = tuple(sorted({event for id in reports or () if (event := store.event_of(id)) is not None}))
        found.append(Standing(decision, reports is not None, reports or (), events))
    return found


# ---------------------------------------------------------------- events


def same_event(store: Store, ids: Sequence[str], by: By) -> Decision:
    """These reports and events are one event."""
    passages = tuple(passage for id in ids for passage in _passages(store, id))
    if len(passages) < 2:
        raise DecisionError("Name two reports or events at least, that are one event.")
    return _decision("sameEvent", by, passages)


def different_events(store: Store, id: str, others: Sequence[str], by: By) -> Decision:
    """A report or event is another event than those reports or events."""
    mine = _passages(store, id)
    theirs = [passage for other in others for passage in _passages(store, other, side=1)]
    known = {(passage.source_id, passage.start, passage.quote) for passage in mine}
    kept = [passage for passage in theirs if (passage.source_id, passage.start, passage.quote) not in known]
    if not kept:
        raise DecisionError("Name a report or event, and others from which it is different.")
    return _decision("differentEvents", by, (*mine, *kept))


def right_report(store: Store, id: str, by: By) -> Decision:
    """A report, or all reports of an event, tell what the machine read: somebody looked. An earlier “wrong” is over."""
    return _decision("rightReport", by, tuple(_passages(store, id)))


def wrong_report(store: Store, id: str, by: By) -> Decision:
    """A report, or all reports of an event, do not tell what the machine read."""
    return _decision("wrongReport", by, tuple(_passages(store, id)))


def wrong_value(
    store: Store, id: str, name: str, old: str | None, new: str | None, by: By, gazetteer: Gazetteer,
    kind: str | None = None,
) -> Decision:  # fmt: skip
    """A value of a report, or of all reports of an event, is `new`, not `old`; one of them None to add or take away.

    `name` is a role, source, type, status, begin, end or a measure. `kind` is of a new entity that nobody knows.
    """
    reports = _reports(store, id)
    edit = checked_edit(_edit(store, gazetteer, name, old, new, kind), reports[0].type)
    return _decision("wrongValue", by, tuple(passage_of(r, _source(store, r)) for r in reports), (edit,))


def missed_event(
    store: Store, article: str, quote: str, type: str, values: Sequence[tuple[str, str]], by: By, gazetteer: Gazetteer,
    start: int | None = None, kinds: Mapping[str, str] | None = None,
) -> Decision:  # fmt: skip
    """The words `quote` of an article (id or source id) tell an event that was not seen; `values` are (name, value).

    `start` is the offset of the quote, needed where it comes more than once. `kinds` are of values that nobody knows.
    """
    found = _article(store, article)
    if start is None:
        if found.text.count(quote) != 1:
            raise DecisionError(
                f"« {quote} » comes {found.text.count(quote)} times in {found.source_id}; give words that come once, or"
                " the offset at which they start."
            )
        start = found.text.index(quote)
    words = Anchor(start, start + len(quote), quote)
    passage = Passage(found.source_id, start, quote, sentence_around(found.text, words).text, type)
    if find_words(found.text, passage) is None:
        raise DecisionError(f"« {quote} » does not stand at {start} in {found.source_id}.")
    checked_edit(Edit("type", None, type), type)
    edits = tuple(
        checked_edit(_edit(store, gazetteer, name, None, value, (kinds or {}).get(value)), type)
        for name, value in values
    )
    return _decision("missedEvent", by, (passage,), edits)


# ---------------------------------------------------------------- entities


def same_entity(store: Store, kept: str, other: str, by: By, gazetteer: Gazetteer) -> Decision:
    """Two entities are one; the first one's id and name are kept, the other's name becomes one of its names."""
    one, two = _entity(store, gazetteer, kept), _entity(store, gazetteer, other)
    if one is None or two is None:
        raise DecisionError(f"No entity “{kept if one is None else other}” is in the graph; `kg export` tells all ids.")
    if one.id == two.id:
        raise DecisionError(f"“{kept}” and “{other}” are one entity already.")
    edit = Edit("entity", two.id, one.id, two.label("fr"), one.label("fr"), one.kind)
    return _decision("sameEntity", by, (), (edit,))


def different_entity(
    store: Store, entity: str, where: str, new: str | None, by: By, gazetteer: Gazetteer, kind: str | None = None
) -> Decision:
    """In an article or report, what was taken for an entity is `new`, or somebody of that name whom nobody knows."""
    old = _entity(store, gazetteer, entity)
    if old is None:
        raise DecisionError(f"No entity “{entity}” is in the graph; `kg export` tells all ids.")
    articles = store.articles_of(where) | ({where} if store.has_article(where) else set())
    reports = [r for id in sorted(articles) for r in store.reports(id)] if articles else _reports(store, where)
    named = [r for r in reports if old.id in (*(id for _, id in r.roles), *r.sources)]
    if not named:
        raise DecisionError(f"{where} does not name “{old.label('fr')}”.")
    other = _entity(store, gazetteer, new) if new else None
    if other is None:
        name = new or old.label("fr")
        mark = sha256(_source(store, named[0]).encode()).hexdigest()[:8]
        other = Entity(slug(name) if new else f"{old.id}-{mark}", kind or old.kind, (("fr", name),))
    places = dict.fromkeys(role for r in named for role, id in r.roles if id == old.id)
    names = [*places, *(["source"] if any(old.id in r.sources for r in named) else [])]
    edits = tuple(Edit(n, old.id, other.id, old.label("fr"), other.label("fr"), other.kind) for n in names)
    passages = tuple(passage_of(r, _source(store, r)) for r in named)
    return _decision("differentEntity", by, passages, edits)


# ---------------------------------------------------------------- what was decided, in words and as gold


def decision_words(decision: Decision) -> str:
    """A decision in one line: what, about which words of which articles, and why."""
    passages = [
        f"« {passage.quote} » ({passage.source_id}: {' '.join(passage.sentence.split())[:120]})"
        for passage in decision.passages
    ]
    edits = [edit_words(edit) for edit in decision.edits]
    note = [decision.note] if decision.note else []
    return f"{decision.verdict}: {'; '.join([*edits, *passages, *note])}"


def gold_cases(store: Store) -> str:
    """The decisions that apply, as TOML: `[[case]]` a sentence with all its events as people have them, in the notation

    of tests/gold; `[[same]]` and `[[different]]` passages that tell one event, or not, and the `[[article]]`s that have
    them. `kg evaluate` reads all of these.
    """
    entities = _EntitiesOf(store)
    decided = find_decided(store, Read(store), entities)
    applied = [d for d in store.decisions() if d.undone is None and decided.standing.get(d.id) is not None]
    blocks: list[str] = []
    seen: set[tuple[str, int]] = set()
    about: set[str] = set()  # the source ids of articles with passages that are one event, or not
    for decision in applied:
        head = f"# {decision_words(decision)} Decided by {decision.who}, {decision.when}."
        if decision.verdict in ("sameEvent", "differentEvents"):
            blocks.append("\n".join([head, *_identity_lines(decision)]))
            about |= {passage.source_id for passage in decision.passages}
            continue
        for report_id in decided.standing[decision.id] or ():
            added = decided.added.get(report_id)
            article = store.article(added.article_id if added is not None else store.article_of(report_id) or "")
            told = {r.id: r for r in store.reports(article.id)} | {**decided.whole, **decided.added}
            sentence = told[report_id].evidence[0].sentence
            if (article.id, sentence.start) not in seen:
                seen.add((article.id, sentence.start))
                kept = [r for r in told.values() if r.article_id == article.id and r.id not in decided.dropped]
                blocks.append("\n".join([head, *_case_lines(article, sentence, kept, entities)]))
    held = sorted((source_id, id) for source_id in about for id in store.articles_of(source_id))
    blocks += ["\n".join(_article_lines(store.article(id))) for _, id in held]
    return "\n\n".join(blocks) + ("\n" if blocks else "")


def _article_lines(article: Article) -> list[str]:
    published = [f"published = {article.published}"] if article.published else []
    title = [f"title = {_quoted(article.title)}"] if article.title else []
    head = ["[[article]]", f"id = {_quoted(article.source_id)}", f"language = {_quoted(article.language)}"]
    return [*head, *published, *title, f"text = {_quoted(article.text)}"]


def _identity_lines(decision: Decision) -> list[str]:
    def row(passage: Passage) -> str:
        values = {"source": passage.source_id, "quote": passage.quote, "sentence": passage.sentence}
        told = ", ".join(f"{name} = {_quoted(value)}" for name, value in values.items())
        return f"  {{ {told}, type = {_quoted(passage.type or '')}, side = {passage.side} }},"

    table = "same" if decision.verdict == "sameEvent" else "different"
    return [f"[[{table}]]", "passages = [", *map(row, decision.passages), "]"]


def _case_lines(
    article: Article, sentence: Anchor, reports: Sequence[Report], entities: Mapping[str, Entity]
) -> list[str]:
    """A gold case of one sentence: its events, each with the values whose words stand in it."""
    types = {report.id: report.type for report in reports}
    lines = []
    for report in sorted(reports, key=lambda report: report.evidence[0].anchor.start):
        here = [e for e in report.evidence if sentence.start <= e.anchor.start < sentence.end]
        if not any(item.about == "trigger" for item in here):
            continue
        words = {(e.about, e.value): e.anchor.text for e in reversed(here) if not (e.rule or "").startswith("review/")}
        told = {(e.about, e.value) for e in here}

        def filler(role: str, id: str, words: Mapping[tuple[str, str | None], str] = words) -> str:
            entity = entities.get(id)
            return words.get((role, id)) or (entity.label(article.language) if entity is not None else id)

        lines.append(
            EventLine(
                report.type,
                report.status,
                tuple((role, filler(role, id)) for role, id in report.roles if role != "topic" and (role, id) in told),
                tuple(
                    (figure.measure, write_amount(figure.amount))
                    for figure in report.figures
                    if sentence.start <= figure.anchor.start < sentence.end
                ),
                report.interval.begin if report.interval else None,
                report.interval.end if report.interval else None,
                tuple(filler("source", id) for id in report.sources if ("source", id) in told),
                tuple(types[id] for role, id in report.roles if role == "topic" and id in types),
            )
        )
    published = [f"published = {article.published}"] if article.published else []
    events = [f"  {_quoted(str(line), raw=True)}," for line in lines]
    return ["[[case]]", *published, f"text = {_quoted(sentence.text)}", "events = [", *events, "]"]


def _quoted(text: str, raw: bool = False) -> str:
    """A TOML string: between apostrophes where `raw` and it has none, else between quotation marks."""
    if raw and "'" not in text and "\n" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


# ---------------------------------------------------------------- parts


def _decision(verdict: str, by: By, passages: Sequence[Passage], edits: Sequence[Edit] = ()) -> Decision:
    made = Decision("", verdict, by.who, by.when, tuple(passages), tuple(edits), by.note)  # type: ignore[arg-type]
    return replace(made, id=decision_id(made))


def _local(store: Store, family: str, id: str) -> str:
    return store.names.local(family, id) or id


def _reports(store: Store, id: str) -> list[Report]:
    """The report with this id, else the reports of the event with it. Raises DecisionError."""
    report_id, event_id = _local(store, "report", id), _local(store, "event", id)
    ids = [report_id] if store.event_of(report_id) is not None else store.reports_of_event(event_id)
    if not ids:
        raise DecisionError(f"There is no report and no event “{id}” in the graph; `kg ask` and `kg export` tell ids.")
    return [found for id in ids if (found := store.report(id)) is not None]


def _passages(store: Store, id: str, side: int = 0) -> list[Passage]:
    return [passage_of(report, _source(store, report), side) for report in _reports(store, id)]


def _source(store: Store, report: Report) -> str:
    """The id that the input gave the article of a report."""
    return store.source_id(report.article_id) or report.article_id


class _EntitiesOf(Mapping[str, Entity]):
    """The entities of a store, looked up one at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, id: str) -> Entity:
        found = self._store.entity(id)
        if found is None:
            raise KeyError(id)
        return found

    def __iter__(self) -> Iterator[str]:
        return self._store.entity_ids()

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _article(store: Store, id: str) -> Article:
    wanted = _local(store, "article", id)
    ids = store.articles_of(wanted) | ({wanted} if store.has_article(wanted) else set())
    if not ids:
        raise DecisionError(f"No article “{id}” is in the graph; `kg info` lists all.")
    return store.article(min(ids))


def _entity(store: Store, gazetteer: Gazetteer, words: str) -> Entity | None:
    """The entity with this id, IRI or name: of the graph first, then of the gazetteer; None where none or several."""
    id = _local(store, "entity", words)
    found = store.entity(id) or gazetteer.entities.get(id)
    if found is not None:
        return found
    named = [entity for entity in store.entities() if fold(words) in {fold(text) for _, text in entity.labels}]
    if len(named) == 1:
        return named[0]
    meant = gazetteer.lookup(words)
    return meant[0].entity if len(meant) == 1 or (meant and not named) else None


def _edit(store: Store, gazetteer: Gazetteer, name: str, old: str | None, new: str | None, kind: str | None) -> Edit:
    if name not in ROLES and name != "source":
        return Edit(name, old, new)
    was = _entity(store, gazetteer, old) if old else None
    if old and was is None:
        raise DecisionError(f"No entity “{old}” is in the graph; `kg export` tells all ids.")
    now = _entity(store, gazetteer, new) if new else None
    if new and now is None:
        if kind not in KINDS:
            raise DecisionError(f"Nobody knows “{new}”: say what it is with --kind, one of {', '.join(sorted(KINDS))}.")
        now = Entity(slug(new), str(kind), (("fr", new),))
    return Edit(
        name,
        was.id if was else None,
        now.id if now else None,
        was.label("fr") if was else None,
        now.label("fr") if now else None,
        now.kind if now else None,
    )


__all__ = [
    "By",
    "DecisionError",
    "Standing",
    "by",
    "decision_words",
    "different_entity",
    "different_events",
    "gold_cases",
    "missed_event",
    "record",
    "right_report",
    "same_entity",
    "same_event",
    "standing",
    "undo",
    "wrong_report",
    "wrong_value",
]
