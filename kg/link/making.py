"""What an event takes from the group of reports that tell it."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from math import inf

from kg.link.comparison import LASTING, SAME, Comparer, Profile
from kg.link.spelling import fold, is_local
from kg.model import Basis, Event, Figure, Interval, Report, Status
from kg.vocabulary import STATUSES, is_a, parent

Pair = tuple[str, str]  # ids of reports, the lesser first


def make_event(
    members: Sequence[Profile],
    comparer: Comparer,
    find_event: Callable[[str], str | None],
    realises: Iterable[str] = (),
    decided: Iterable[Pair] = (),
    notes: Mapping[str, Sequence[str]] | None = None,
) -> Event:
    """The event of a group in its order.

    `find_event` gives the event of a report that a statement is about; `decided` are pairs that a person called the same,
    `notes` what people decided of reports.
    """
    reports = tuple(member.report for member in members)
    interval, basis = _interval(reports)
    said = {note for report in reports for note in (notes or {}).get(report.id, ())}
    return Event(
        id=event_id(members),
        type=_type(reports),
        status=_status(reports),
        interval=interval,
        time_basis=basis,
        roles=_roles(reports, comparer, find_event),
        figures=_figures(reports),
        sources=tuple(sorted({source for report in reports for source in report.sources})),
        reports=reports,
        realises=tuple(sorted(realises)),
        why=(*_why(members, comparer, set(decided)), *sorted(said)),
    )


def event_id(members: Sequence[Profile]) -> str:
    """An id that later articles do not change: of the first report by publication, then by id."""
    first = min(members, key=lambda member: member.order)
    return hashlib.sha256(f"event {first.report.id}".encode()).hexdigest()[:16]


def _why(members: Sequence[Profile], comparer: Comparer, decided: set[Pair]) -> tuple[str, ...]:
    """For every report after the first, the comparison that speaks most for it."""
    reasons = []
    for number, member in enumerate(members[1:], 1):
        best = max(members[:number], key=lambda m: (comparer.score(member, m), m.report.id))
        pair = (min(member.report.id, best.report.id), max(member.report.id, best.report.id))
        if comparer.score(member, best) < SAME and any(member.report.id in same for same in decided):
            reasons.append(f"{pair[0]} and {pair[1]}: A person decided that they are the same event.")
        else:
            reasons.append(f"{pair[0]} and {pair[1]}: {comparer.explain(member, best).why()}")
    return tuple(reasons)


def _roles(
    reports: Sequence[Report], comparer: Comparer, find_event: Callable[[str], str | None]
) -> tuple[tuple[str, str], ...]:
    """All fillers; words that name nobody go where another report has a name, or the same words."""
    fillers: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        for role, id in report.roles:
            value = find_event(id) if role == "topic" else id
            if value is not None and value not in fillers[role]:
                fillers[role].append(value)
    named = {role for role, ids in fillers.items() if any(not is_local(id) for id in ids)}
    beside = {  # unnamed fillers whose own report has a name beside them: they are others
        id
        for report in reports
        for role, id in report.roles
        if is_local(id) and any(r == role and not is_local(i) for r, i in report.roles)
    }
    roles: set[tuple[str, str]] = set()
    for role, ids in fillers.items():
        words: set[str] = set()
        for id in ids:
            if role != "topic" and is_local(id):
                label = fold(comparer.label(id))
                if label in words or (role == "agent" and role in named and id not in beside):
                    continue
                words.add(label)
            roles.add((role, id))
    return tuple(sorted(roles))


def _type(reports: Sequence[Report]) -> str:
    """The most specific class; of several, the one most told."""

    def depth(name: str | None) -> int:
        return 0 if name is None else 1 + depth(parent(name))

    counts = Counter(report.type for report in reports)
    return min(counts, key=lambda name: (-depth(name), -counts[name], name))


def _status(reports: Sequence[Report]) -> Status:
    """Done when one report says so; then planned, possible, denied."""
    return min((report.status for report in reports), key=STATUSES.index)


def _interval(reports: Sequence[Report]) -> tuple[Interval | None, Basis | None]:
    """The most precise interval told, with its basis; for what lasts, the earliest begin told as “since”."""
    counts = Counter(
        (report.interval, report.time_basis)
        for report in reports
        if report.interval is not None and (report.interval.begin or report.interval.end)
    )
    if not counts:
        return None, None
    open_end = [found for found in counts if found[0].begin is not None and found[0].end is None]
    if open_end and any(is_a(report.type, name) for report in reports for name in LASTING):
        return min(open_end, key=lambda found: (found[0].begin or date.max, str(found[1])))

    def rank(found: tuple[Interval, Basis | None]) -> tuple[float, int, str, str, str]:
        interval, basis = found
        length = (interval.end - interval.begin).days if interval.begin and interval.end else inf
        return length, -counts[found], str(interval.begin), str(interval.end), str(basis)

    return min(counts, key=rank)


def _figures(reports: Sequence[Report]) -> tuple[Figure, ...]:
    """Every different figure once, as its first report states it."""
    found: dict[tuple[str, int, int, str], Figure] = {}
    for report in reports:
        for figure in report.figures:
            amount = figure.amount
            low, high = (-1 if end is None else end for end in (amount.low, amount.high))
            found.setdefault((figure.measure, low, high, amount.change), figure)
    return tuple(found[key] for key in sorted(found))
