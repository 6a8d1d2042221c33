"""What a person decides on an article's page: accept, reject, correct, add; written as review decisions, undone likewise."""

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from kg import review
from kg.graph.catalogue import Catalogue
from kg.model import Decision
from kg.vocabulary import CLASSES, GROUPS, KINDS, MEASURES, ROLES, STATUSES, is_a
from kg.web.desk import Desk, renew

Values = dict[str, Any]
FORM_BYTES = 20_000
ADDED_VALUES = 4  # lines for roles and figures in the form of a missed event
_LOCK = threading.Lock()
CORRECTABLE = ("type", "status", "begin", "end", *(role for role in ROLES if role != "topic"), "source", *MEASURES)
_VERBS = {"rightReport": "reviewed_accept", "wrongReport": "reviewed_reject", "missedEvent": "reviewed_add"}


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
    raise review.DecisionError(f"“{action}” is no decision. Accept, reject, correct, add or undo.")


class Decided:
    """Which reports decisions touch; made again when the desk shows another catalogue."""

    def __init__(self) -> None:
        self._of: Catalogue | None = None
        self._found: dict[str, list[Values]] = {}

    def of(self, desk: Desk) -> dict[str, list[Values]]:
        """Report id → the decisions that hold for it: id, who, when, the word for it, and a line that tells it."""
        if self._of is not desk.catalogue:
            found: dict[str, list[Values]] = {}
            for item in review.standing(desk.store) if any(True for _ in desk.store.decisions()) else ():
                decision = item.decision
                word = _VERBS.get(decision.verdict, "reviewed_correct")
                told = {"id": decision.id, "who": decision.who, "when": decision.when[:10], "word": word}
                for report_id in item.reports:
                    found.setdefault(report_id, []).append({**told, "line": review.decision_words(decision)})
            self._of, self._found = desk.catalogue, found
        return self._found


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
