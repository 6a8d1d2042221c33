"""Gold cases and whole annotated articles against what the extraction finds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kg.articles import make_article, read_articles
from kg.causes import facts_table, missed_by_cause, missed_facts, table_of
from kg.link.reports import make_reports
from kg.model import Article, Document
from kg.notation import Comparison, EventLine, NotationError, Score, compare, event_lines, parse_line, total
from kg.pipeline import Workshop
from kg.resources import ResourceError, read_toml

DEFAULT_DAY = date(2016, 7, 11)  # a Monday: the publication date of cases that give none


@dataclass(frozen=True, slots=True)
class Case:
    """A text and the events it states, all of them. `name` tells the file and the number."""

    name: str
    article: Article
    events: tuple[EventLine, ...]


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file or folder. Raises ResourceError or NotationError naming file and case."""
    if path.is_dir():
        for file in sorted(path.rglob("*.toml")):
            yield from read_cases(file)
        return
    for number, table in enumerate(read_toml(path).get("case", []), 1):
        name = f"{path.name}:{number}"
        try:
            events = tuple(parse_line(line) for line in table["events"])
        except (NotationError, KeyError) as error:
            raise ResourceError(f"{path}, case {number}: {error}") from error
        yield Case(name, _article(table, path, name), events)


def _article(table: dict[str, object], path: Path, name: str) -> Article:
    file = table.get("article")
    if isinstance(file, str):
        wanted = table.get("id")
        found = [item for item in read_articles(path.parent / file) if isinstance(item, Article)]
        for article in found:
            if wanted is None or article.source_id == wanted:
                return article
        raise ResourceError(f"{path}: the article “{file}” is not there.")
    return make_article({"published": DEFAULT_DAY, "language": "fr", **table, "events": None, "note": None}, name)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a case: its document and events, beside what is wanted."""

    document: Document
    lines: tuple[EventLine, ...]
    comparison: Comparison


def said_otherwise(case: Case, text: str, title: str | None = None) -> Case:
    """The same case in other words or another print, of the same day and with the same events wanted."""
    told = case.article
    fields = {"published": told.published, "language": told.language, "title": title, "text": text}
    return replace(case, article=make_article(fields, case.name))


def run(case: Case, workshop: Workshop) -> Comparison:
    """What is found in a case beside what is wanted."""
    return read_case(case, workshop).comparison


def read_case(case: Case, workshop: Workshop) -> Reading:
    """A case read, its lines and how they compare with what is wanted."""
    document, links = workshop.understand(case.article)
    lines = event_lines(document, links, make_reports(document, links))
    return Reading(document, tuple(lines), compare(lines, case.events))


def evaluate(
    cases: Sequence[Case], workshop: Workshop, misses: bool = False, rules: bool = False, causes: bool = False
) -> Iterator[str]:
    """The lines of a report: totals, by kind of fact, by class, and the rules, causes and misses where asked."""
    readings = [read_case(case, workshop) for case in cases]
    comparisons = [(case, reading.comparison) for case, reading in zip(cases, readings, strict=True)]
    score = total(comparison for _, comparison in comparisons)
    exact = sum(comparison.exact for _, comparison in comparisons)
    yield f"{len(cases)} cases, {exact} exact ({100 * exact / len(cases):.1f} %)"
    yield _row("events", score, "event")
    yield _row("facts", score, *score.facts)
    for kind in score.facts:
        yield _row("  " + kind, score, kind)
    yield ""
    yield from _by_class([comparison for _, comparison in comparisons])
    if rules:
        yield ""
        yield from _by_rule([comparison for _, comparison in comparisons])
    if causes:
        yield ""
        yield from table_of(
            cause
            for reading in readings
            for cause in missed_by_cause(reading.document, reading.lines, reading.comparison)
        )
        yield ""
        facts = (missed_facts(reading.document, reading.comparison) for reading in readings)
        yield from facts_table(sum(facts, Counter()))
    if misses:
        for case, comparison in comparisons:
            if not comparison.exact:
                yield ""
                yield from _differences(case, comparison)


def _differences(case: Case, comparison: Comparison) -> Iterator[str]:
    """What is wanted (=) beside what is found of it (~), what is missed (-) and what is too much (+)."""
    yield f"{case.name}  {case.article.text}"
    for found, wanted in comparison.pairs:
        if not compare([found], [wanted]).exact:
            yield f"  = {wanted}"
            yield f"  ~ {found}"
    for wanted in comparison.missed:
        yield f"  - {wanted}"
    for found in comparison.extra:
        yield f"  + {found}   {' '.join(found.rules)}"


def _row(name: str, score: Score, *kinds: str) -> str:
    precision, recall, f1 = score.measures(*kinds)
    wanted = sum(score.wanted.get(kind, 0) for kind in kinds)
    return f"{name:<24} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({wanted})"


def _by_class(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """Events of each class, wanted and found, and their facts. Another class for an event is a miss and one too many."""
    scores: dict[str, Score] = defaultdict(Score)
    for comparison in comparisons:
        for found, wanted in comparison.pairs:
            right = int(found.type == wanted.type)
            scores[wanted.type].count("event", right, right, 1)
            scores[wanted.type].add(_facts(compare([found], [wanted])))
            if not right:
                scores[found.type].count("event", 0, 1, 0)
        for wanted in comparison.missed:
            scores[wanted.type].add(compare([], [wanted]).score)
        for found in comparison.extra:
            scores[found.type].add(compare([found], []).score)
    for name in sorted(scores):
        precision, recall, f1 = scores[name].measures("event")
        facts = scores[name].measures(*scores[name].facts)[2]
        counts = f"found {scores[name].found['event']:4}  wanted {scores[name].wanted['event']:4}"
        yield f"  {name:<22} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  facts F1 {facts:.3f}  {counts}"


def _by_rule(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """Each lexicon entry that fired: how many of its events are right, and of their facts; the worst first.

    A rule finds, it does not miss: there is no recall by rule.
    """
    scores: dict[str, Score] = defaultdict(Score)
    for comparison in comparisons:
        for found, wanted in comparison.pairs:
            for rule in found.rules:
                scores[rule].count("event", int(found.type == wanted.type), 1, 1)
                scores[rule].add(_facts(compare([found], [wanted])))
        for found in comparison.extra:
            for rule in found.rules:
                scores[rule].add(compare([found], []).score)

    def wrong(rule: str) -> tuple[int, float]:
        score = scores[rule]
        return score.right["event"] - score.found["event"], score.measures(*score.facts)[0]

    for rule in sorted(scores, key=lambda rule: (wrong(rule), rule)):
        score = scores[rule]
        events = f"right {score.right['event']:3} of {score.found['event']:3}"
        yield f"  {rule:<44} {events}   facts P {score.measures(*score.facts)[0]:.3f}"


def _facts(comparison: Comparison) -> Score:
    score = Score()
    for kind in comparison.score.facts:
        tables = (comparison.score.right, comparison.score.found, comparison.score.wanted)
        score.count(kind, *(table.get(kind, 0) for table in tables))
    return score
