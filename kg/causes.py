"""Why events of a case were missed: the to-do list of whoever improves the lexicon."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.model import Document
from kg.notation import Comparison, EventLine, compare, same_filler
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


FATES = ("missed", "empty", "other value", "no mention")


def missed_facts(document: Document, comparison: Comparison) -> Counter[tuple[str, str]]:
    """How many facts of each kind were missed by each of FATES: (kind, fate).

    Its event was missed; the event was found with nothing of this kind; with something else, though the article has a
    mention of those words; and no mention has them (roles and sources only, the last before the two others).
    """
    missed: Counter[tuple[str, str]] = Counter()
    for wanted in comparison.missed:
        for kind, number in compare([], [wanted]).score.wanted.items():
            missed[kind, "missed"] += number
    for found, wanted in comparison.pairs:
        score = compare([found], [wanted]).score
        for kind in score.facts:
            lacking = score.wanted[kind] - score.right[kind]
            unnamed = min(lacking, sum(not _mentioned(words, document) for words in _fillers(wanted, kind)))
            missed[kind, "no mention"] += unnamed
            missed[kind, "other value" if score.found[kind] else "empty"] += lacking - unnamed
    return missed


def facts_table(missed: Counter[tuple[str, str]]) -> Iterator[str]:
    """Lines of a report: missed facts by kind and fate, most frequent kind first."""
    kinds = Counter[str]()
    for (kind, _), number in missed.items():
        kinds[kind] += number
    yield f"{'missed facts':<16}" + "".join(f"{fate:>13}" for fate in ("all", *FATES))
    for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        if number and kind != "event":
            yield f"  {kind:<14}" + "".join(
                f"{count:>13}" for count in (number, *(missed[kind, fate] for fate in FATES))
            )


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


def _fillers(line: EventLine, kind: str) -> Sequence[str]:
    """The words of the fillers of a kind: of a role, or of the sources."""
    return line.sources if kind == "source" else [words for role, words in line.fillers if role == kind]


def _mentioned(words: str, document: Document) -> bool:
    """Whether some mention of the article has these words."""
    return any(same_filler(mention.anchor.text, words) for mention in document.mentions)
