"""One event on one line: what `kg explain` prints, what gold files hold, and how the two are compared.

    Deployment [planned] agent="États-Unis" place="Irak" personnel=+560 source="Ashton Carter" topic=Deployment

The status is left out when asserted. Roles may come again. A figure is N, +N (additional), N..M, N.. or ..M; begin
and end are ISO dates, the end exclusive; topic names a class.
"""

import re
import shlex
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.link.entities import Link
from kg.model import Amount, Document, Report
from kg.vocabulary import CLASSES, MEASURES, ROLES, STATUSES, is_a

Fact = tuple[str, str]  # ("agent", "ukraine"), ("begin", "2016-07-11"), ("deaths", "12..15")
_DETERMINERS = {
    "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "ce", "cet", "cette", "ces", "son", "sa", "ses",
    "leur", "leurs", "quelque", "quelques", "plusieurs", "au", "aux", "the", "a", "an",
}  # fmt: skip
_NUMBERS = {
    "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
    "quinze", "seize", "vingt", "trente", "quarante", "cinquante", "soixante", "cent", "cents", "mille", "two", "three",
}  # fmt: skip
_PASSED_OVER = _DETERMINERS | _NUMBERS


class NotationError(ValueError):
    """A line that is not in the notation: the message says which word and what would be right."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as the notation writes it. `fillers` are (role, words); `names` other words for the same filler.

    `rules` are the lexicon entries that fired, where the event was found and not wanted.
    """

    type: str
    status: str = "asserted"
    fillers: tuple[Fact, ...] = ()
    figures: tuple[Fact, ...] = ()
    begin: date | None = None
    end: date | None = None
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rules: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The line."""
        words = [self.type] + ([f"[{self.status}]"] if self.status != "asserted" else [])
        words += [f'{role}="{text}"' for role, text in self.fillers]
        words += [f"{measure}={text}" for measure, text in self.figures]
        words += [f"begin={self.begin}"] if self.begin else []
        words += [f"end={self.end}"] if self.end else []
        words += [f'source="{text}"' for text in self.sources]
        words += [f"topic={name}" for name in self.topics]
        return " ".join(words)


def parse_line(line: str) -> EventLine:
    """The event of a line. Raises NotationError."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise NotationError(f"{line!r}: {error}; quote words with double quotes.") from error
    if not words or words[0] not in CLASSES:
        raise NotationError(f"{line!r}: a line begins with an event class: {', '.join(sorted(CLASSES))}.")
    status = "asserted"
    fillers: list[Fact] = []
    figures: list[Fact] = []
    days: dict[str, date] = {}
    sources: list[str] = []
    topics: list[str] = []
    for word in words[1:]:
        if word.startswith("["):
            status = word.strip("[]")
            if status not in STATUSES:
                raise NotationError(f"{line!r}: “{status}” is no status; right: {', '.join(STATUSES)}.")
            continue
        key, sign, value = word.partition("=")
        if not sign or not value:
            raise NotationError(f"{line!r}: “{word}” is not key=value.")
        if key == "topic":
            if value not in CLASSES:
                raise NotationError(f"{line!r}: topic names an event class, and “{value}” is none.")
            topics.append(value)
        elif key == "source":
            sources.append(value)
        elif key in ("begin", "end"):
            days[key] = date.fromisoformat(value)
        elif key in MEASURES:
            if not re.fullmatch(r"\+?\d+(\.\.\d*)?|\.\.\d+", value):
                raise NotationError(f"{line!r}: “{value}” is no figure; write 12, +560, 12..15, 20.. or ..50.")
            figures.append((key, value))
        elif key in ROLES:
            fillers.append((key, value))
        else:
            right = [*ROLES, *MEASURES, "begin", "end", "source"]
            raise NotationError(f"{line!r}: “{key}” is no role or measure; right: {', '.join(right)}.")
    return EventLine(
        words[0],
        status,
        tuple(fillers),
        tuple(figures),
        days.get("begin"),
        days.get("end"),
        tuple(sources),
        tuple(topics),
    )


def event_lines(document: Document, links: Sequence[Link], reports: Sequence[Report]) -> list[EventLine]:
    """The reports of an article as lines, in their order."""
    language = document.article.language
    names: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for mention, link in zip(document.mentions, links, strict=True):
        entity = link.entity
        words = names.setdefault(entity.id, set())
        words.update(text for _, text in entity.labels)
        if mention.level != "pronoun":
            words.add(mention.anchor.text)
        labels[entity.id] = entity.label(language)
    types = {report.id: report.type for report in reports}
    lines = []
    for report in reports:
        used = {id for role, id in report.roles if role != "topic"} | set(report.sources)
        lines.append(
            EventLine(
                type=report.type,
                status=report.status,
                fillers=tuple((role, labels.get(id, id)) for role, id in report.roles if role != "topic"),
                figures=tuple((figure.measure, write_amount(figure.amount)) for figure in report.figures),
                begin=report.interval.begin if report.interval else None,
                end=report.interval.end if report.interval else None,
                sources=tuple(labels.get(id, id) for id in report.sources),
                topics=tuple(types[id] for role, id in report.roles if role == "topic"),
                names={labels.get(id, id): frozenset(names.get(id, ())) for id in used},
                rules=tuple(dict.fromkeys(evidence.rule for evidence in report.evidence if evidence.rule)),
            )
        )
    return lines


def write_amount(amount: Amount) -> str:
    """12, +560, 12..15, 20.. or ..50."""
    sign = "+" if amount.change == "additional" else ""
    low = "" if amount.low is None else str(amount.low)
    high = "" if amount.high is None else str(amount.high)
    return sign + (low if low == high else f"{low}..{high}")


# ---------------------------------------------------------------- comparison


@dataclass(slots=True)
class Score:
    """Counts of what was right, found and wanted, by kind of fact; adds up."""

    right: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    wanted: dict[str, int] = field(default_factory=dict)

    def count(self, kind: str, right: int, found: int, wanted: int) -> None:
        """Add counts of one kind."""
        for table, number in ((self.right, right), (self.found, found), (self.wanted, wanted)):
            table[kind] = table.get(kind, 0) + number

    def add(self, other: "Score") -> None:
        """Add another score."""
        for kind in other.found.keys() | other.wanted.keys():
            self.count(kind, other.right.get(kind, 0), other.found.get(kind, 0), other.wanted.get(kind, 0))

    def measures(self, *kinds: str) -> tuple[float, float, float]:
        """Precision, recall and F1 over `kinds`."""
        right = sum(self.right.get(kind, 0) for kind in kinds)
        found = sum(self.found.get(kind, 0) for kind in kinds)
        wanted = sum(self.wanted.get(kind, 0) for kind in kinds)
        precision = right / found if found else 1.0
        recall = right / wanted if wanted else 1.0
        return precision, recall, (2 * precision * recall / (precision + recall) if precision + recall else 0.0)

    @property
    def facts(self) -> tuple[str, ...]:
        """The kinds of facts, without the events themselves."""
        return tuple(kind for kind in sorted(self.found.keys() | self.wanted.keys()) if not kind.startswith("event"))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Found against wanted lines: the pairs, what was not found, what was too much, and the score."""

    pairs: tuple[tuple[EventLine, EventLine], ...]
    missed: tuple[EventLine, ...]
    extra: tuple[EventLine, ...]
    score: Score

    @property
    def exact(self) -> bool:
        """Whether nothing is missing, too much or different."""
        return not self.missed and not self.extra and self.score.right == self.score.found == self.score.wanted


def compare(found: Sequence[EventLine], wanted: Sequence[EventLine]) -> Comparison:
    """Pair found with wanted events, best agreement first, and score events and facts.

    Two events can pair when one class is the other's or below it; the fact "type" is right when they are equal.
    """
    options = sorted(
        (
            (-_agreement(f, w), i, j)
            for i, f in enumerate(found)
            for j, w in enumerate(wanted)
            if is_a(f.type, w.type) or is_a(w.type, f.type)
        ),
    )
    left, right = set(range(len(found))), set(range(len(wanted)))
    pairs = []
    for _, i, j in options:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            pairs.append((found[i], wanted[j]))
    score = Score()
    for f, w in pairs:
        score.count("event", 1, 1, 1)
        _count_facts(score, f, w)
    for i in left:
        score.count("event", 0, 1, 0)
        _count_facts(score, found[i], None)
    for j in right:
        score.count("event", 0, 0, 1)
        _count_facts(score, None, wanted[j])
    return Comparison(
        tuple(pairs), tuple(wanted[j] for j in sorted(right)), tuple(found[i] for i in sorted(left)), score
    )


def _agreement(found: EventLine, wanted: EventLine) -> float:
    score = Score()
    _count_facts(score, found, wanted)
    return sum(score.right.values()) - 0.3 * (sum(score.found.values()) - sum(score.right.values()))


def _count_facts(score: Score, found: EventLine | None, wanted: EventLine | None) -> None:
    for kind in ("type", "status"):
        mine = getattr(found, kind, None)
        theirs = getattr(wanted, kind, None)
        score.count(kind, int(mine == theirs and mine is not None), int(mine is not None), int(theirs is not None))
    for role in sorted({role for line in (found, wanted) if line for role, _ in line.fillers}):
        mine_words = [text for r, text in found.fillers if r == role] if found else []
        their_words = [text for r, text in wanted.fillers if r == role] if wanted else []
        score.count(role, _matches(mine_words, their_words, found), len(mine_words), len(their_words))
    mine_facts = set(found.figures) if found else set()
    their_facts = set(wanted.figures) if wanted else set()
    score.count("figure", len(mine_facts & their_facts), len(mine_facts), len(their_facts))
    times = [("begin", line.begin) for line in (found, wanted) if line and line.begin]
    for key in ("begin", "end") if times or any(line and line.end for line in (found, wanted)) else ():
        a, b = getattr(found, key, None), getattr(wanted, key, None)
        score.count("time", int(a == b and a is not None), int(a is not None), int(b is not None))
    mine_sources = list(found.sources) if found else []
    their_sources = list(wanted.sources) if wanted else []
    score.count("source", _matches(mine_sources, their_sources, found), len(mine_sources), len(their_sources))
    mine_topics = list(found.topics) if found else []
    their_topics = list(wanted.topics) if wanted else []
    right = sum(min(mine_topics.count(topic), their_topics.count(topic)) for topic in set(mine_topics))
    score.count("topic", right, len(mine_topics), len(their_topics))


def _matches(found: Sequence[str], wanted: Sequence[str], line: EventLine | None) -> int:
    left = list(wanted)
    right = 0
    for words in found:
        names = [words, *(line.names.get(words, ()) if line else ())]
        hit = next((other for other in left if any(same_filler(name, other) for name in names)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


def same_filler(a: str, b: str) -> bool:
    """Whether two wordings name the same filler: equal but for case, accents, determiners, numbers, or one in the other."""
    x, y = _tokens(a), _tokens(b)
    if not x or not y:
        return _fold(a) == _fold(b)
    return (
        x == y
        or (set(x) <= set(y) and x[0] == y[0])
        or (set(y) <= set(x) and x[0] == y[0])
        or (x[-1:] == y and len(y[0]) > 3)
        or (y[-1:] == x and len(x[0]) > 3)
    )


def _tokens(text: str) -> list[str]:
    words = re.findall(r"\w+", _fold(text))
    return [word.rstrip("s") for word in words if word not in _PASSED_OVER and not word.isdigit()]


def _fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def total(comparisons: Iterable[Comparison]) -> Score:
    """The score over several comparisons."""
    score = Score()
    for comparison in comparisons:
        score.add(comparison.score)
    return score
