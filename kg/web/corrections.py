"""What a person decides on a page, written as review decisions and undone likewise.

On an article's page: accept, reject, correct, add, somebody else of that name; on an event's: the same, not the same; on
an actor's or a place's: the same.
"""

import threading
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any
from urllib.parse import quote, urlsplit

from kg import review
from kg.graph.catalogue import Catalogue
from kg.link.decisions import edit_words
from kg.model import Decision
from kg.vocabulary import CLASSES, GROUPS, KINDS, MEASURES, ROLES, STATUSES, is_a
from kg.web.desk import Desk, renew
from kg.web.sentences import retold
from kg.web.speech import Speech

Values = dict[str, Any]
FORM_BYTES = 20_000
ADDED_VALUES = 4  # lines for roles and figures in the form of a missed event
_LOCK = threading.Lock()
CORRECTABLE = ("type", "status", "begin", "end", *(role for role in ROLES if role != "topic"), "source", *MEASURES)
_VERBS = {
    "rightReport": "reviewed_accept",
    "wrongReport": "reviewed_reject",
    "missedEvent": "reviewed_add",
    "sameEvent": "reviewed_same",
    "differentEvents": "reviewed_different",
    "sameEntity": "reviewed_same_entity",
    "differentEntity": "reviewed_different_entity",
}


def decide(desk: Desk, action: str, form: Mapping[str, str]) -> Decision:
    """Write one decision and show the store as it then is. Raises DecisionError, a sentence to the person."""
    store = desk.writable
    if store is None:
        raise review.DecisionError("Corrections are not allowed: start the desk with --edit.")
    by = review.by(form.get("who", "").strip() or None, form.get("note", "").strip() or None)
    report = form.get("report", "")
    with _LOCK:
        workshop = desk.workshop
        if action == "undo":
            decision = review.undo(store, form.get("decision", ""), by, workshop)
        else:
            decision = review.record(store, _decision(desk, action, form, report, by), workshop)
        renew(desk)
    return decision


def _decision(desk: Desk, action: str, form: Mapping[str, str], report: str, by: review.By) -> Decision:
    store, workshop = desk.writable, desk.workshop
    assert store is not None
    if action == "accept":
        return review.right_report(store, report, by)
    if action == "reject":
        return review.wrong_report(store, report, by)
    if action == "correct":
        name, old, new = (form.get(key, "").strip() for key in ("name", "old", "new"))
        kind = form.get("kind", "").strip() or None
        return review.wrong_value(store, report, name, old or None, new or None, by, workshop.gazetteer, kind)
    if action == "add":
        told = [(form.get(f"name{n}", "").strip(), form.get(f"value{n}", "").strip()) for n in range(ADDED_VALUES)]
        given = [(name, value) for name, value in told if name and value]
        kinds = {value: form[f"kind{n}"] for n, (_, value) in enumerate(told) if value and form.get(f"kind{n}")}
        start = form.get("start", "").strip()
        return review.missed_event(
            store, form.get("article", ""), form.get("quote", ""), form.get("type", ""), given, by, workshop.gazetteer,
            int(start) if start.isascii() and start.isdigit() else None, kinds,
        )  # fmt: skip
    if action == "same":
        return review.same_event(store, [form.get("one", ""), _last_name(form.get("other", ""))], by)
    if action == "different":
        return review.different_events(store, form.get("one", ""), form.get("other", "").split(), by)
    if action == "same-entity":
        kept, other = form.get("kept", "").strip(), form.get("other", "").strip()
        if other in workshop.gazetteer.entities and kept not in workshop.gazetteer.entities:
            kept, other = other, kept  # the one with identifiers stays
        return review.same_entity(store, kept, other, by, workshop.gazetteer)
    if action == "different-entity":
        named, where, new, kind = (form.get(key, "").strip() for key in ("entity", "article", "new", "kind"))
        return review.different_entity(store, named, where, new or None, by, workshop.gazetteer, kind or None)
    raise review.DecisionError(f"“{action}” is no decision. Accept, reject, correct, add or undo.")


def _last_name(address: str) -> str:
    """The id at the end of an address, or what was typed."""
    return urlsplit(address.strip()).path.rpartition("/")[2]


def next_page(desk: Desk, action: str, form: Mapping[str, str], decision: Decision) -> str:
    """Where to go on: the event that now has the report of the form, the entity that stayed, else where one was."""
    if action == "same-entity":
        return f"/entity/{quote(decision.edits[0].new or '', safe='')}"
    if form.get("back", "").startswith("/event/"):
        query = "SELECT event.id FROM told JOIN event ON event.n = told.event WHERE told.report = ?"
        row = desk.catalogue.one(query, (form.get("shown", ""),))
        return f"/event/{row['id']}" if row is not None else "/"
    return form.get("back", "/")


class Decided:
    """Which reports and entities decisions touch; made again when the desk shows another catalogue."""

    def __init__(self) -> None:
        self._of: Catalogue | None = None
        self._reports: dict[str, list[Decision]] = {}
        self._entities: dict[str, list[Decision]] = {}
        self._parted: set[frozenset[str]] = set()

    def of_reports(self, desk: Desk, speech: Speech) -> dict[str, list[Values]]:
        """Report id → the decisions that hold for it."""
        self._read(desk)
        return {id: [_told(decision, speech) for decision in found] for id, found in self._reports.items()}

    def of_entity(self, desk: Desk, speech: Speech, id: str) -> list[Values]:
        """The decisions about who or what an entity is."""
        self._read(desk)
        return [_told(decision, speech) for decision in self._entities.get(id, ())]

    def parted(self, desk: Desk) -> set[frozenset[str]]:
        """Pairs of reports of which a person said that they are different events."""
        self._read(desk)
        return self._parted

    def _read(self, desk: Desk) -> None:
        if self._of is desk.catalogue:
            return
        reports: dict[str, list[Decision]] = {}
        entities: dict[str, list[Decision]] = {}
        parted: set[frozenset[str]] = set()
        for item in review.standing(desk.store) if any(True for _ in desk.store.decisions()) else ():
            for report_id in item.reports:
                reports.setdefault(report_id, []).append(item.decision)
            if item.decision.verdict == "differentEvents":
                parted |= {frozenset(pair) for pair in combinations(item.reports, 2)}
            if item.decision.verdict in ("sameEntity", "differentEntity"):
                for id in {id for edit in item.decision.edits for id in (edit.old, edit.new) if id}:
                    entities.setdefault(id, []).append(item.decision)
        self._of, self._reports, self._entities, self._parted = desk.catalogue, reports, entities, parted


def _told(decision: Decision, speech: Speech) -> Values:
    """A decision on a page: who, when, the word for it, and what it says."""
    edits = [retold(f"{edit_words(edit)}.", speech) for edit in decision.edits]
    passages = [f"« {passage.quote} » ({passage.source_id})" for passage in decision.passages]
    note = [decision.note] if decision.note else []
    return {
        **{"id": decision.id, "who": decision.who, "when": decision.when[:10]},
        "word": _VERBS.get(decision.verdict, "reviewed_correct"),
        "line": " · ".join([*edits, *passages, *note]),
        "short": " · ".join([*edits, *note]),  # where the words are on the same page
    }


def choices() -> Values:
    """What the forms offer."""
    kinds = [kind for kind in KINDS if kind not in ("Actor", "Place", "Thing")]
    return {
        "names": CORRECTABLE,
        "kinds": kinds,
        "tree": [(group, _below(group)) for group in GROUPS],
        "statuses": STATUSES,
        "added_names": [name for name in CORRECTABLE if name != "type"],
        "added_values": ADDED_VALUES,
    }


def _below(group: str) -> Sequence[str]:
    return [name for name in CLASSES if is_a(name, group)]
