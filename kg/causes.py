"""Why events of a case were missed: the to-do list of whoever improves the lexicon."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.model import Document
from kg.notation import Comparison, EventLine
from kg.vocabulary import is_a

_NEEDS = " needs "


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an event of class `type` was missed: `kind` in words, and what its trigger lacked (`need`, else "")."""

    type: str
    kind: str
    need: str = ""


def missed_by_cause(document: Document, lines: Sequence[EventLine], comparison: Comparison) -> Iterator[Cause]:
    """One cause for each missed event: the nearest thing of its class that the reading has, in this order.

    An event too many of its class (its facts differ so much that it paired with nothing), a trigger of its class that
    lacked what it needs, a telling of its class that was joined with another event, none of these. Each trigger and
    each event too many accounts for one missed event.
    """
    extra = Counter(line.type for line in comparison.extra)
    lacking = [tuple(unread.why.split(_NEEDS, 1)) for unread in document.unread if _NEEDS in unread.why]
    told, events = Counter(event.type for event in document.events), Counter(line.type for line in lines)
    joined = told - events
    for missed in comparison.missed:
        alike = next((type for type in extra if extra[type] and _same(type, missed.type)), None)
        unread = next((pair for pair in lacking if _same(pair[0], missed.type)), None)
        merged = next((type for type in joined if joined[type] and _same(type, missed.type)), None)
        if alike is not None:
            extra[alike] -= 1
            yield Cause(missed.type, "an event too many of its class: the facts differ")
        elif unread is not None:
            lacking.remove(unread)
            yield Cause(missed.type, "a trigger of its class lacks what it needs", unread[1])
        elif merged is not None:
            joined[merged] -= 1
            yield Cause(missed.type, "joined with another event of its class")
        else:
            yield Cause(missed.type, "no trigger of its class")


def table_of(causes: Iterable[Cause]) -> Iterator[str]:
    """Lines of a report: missed events by cause, then by class, most frequent first."""
    found = list(causes)
    yield f"{len(found)} events missed"
    kinds = Counter(cause.kind for cause in found)
    for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:4}  {kind}"
        within = Counter((cause.type, cause.need) for cause in found if cause.kind == kind)
        for (type, need), count in sorted(within.items(), key=lambda item: (-item[1], item[0])):
            yield f"{count:10}  {type}" + (f" needs {need}" if need else "")


def _same(one: str, other: str) -> bool:
    """Whether a word of one class may tell an event of the other."""
    return is_a(one, other) or is_a(other, one)
