"""Time expressions against a gold standard: spans, and what they mean.

    python benchmarks/times.py ../shared/data/timebank-fr/articles.jsonl --misses
    python benchmarks/times.py ../shared/data/wikinews-fr/articles.jsonl --half measure

Two kinds of file, one article a line: with `timex` (start, end, ISO-TimeML `value`) and `dct`, spans and values are
scored; with `entities` of the types Date and Hour and `published`, spans alone. Articles are dealt out in turn, one to
develop on, one to measure on.

Conventions. Every line of the text is read, datelines too. Spans are strict (the same two offsets) or relaxed (they
overlap; each expression pairs with one other, the longest overlap first). A value is right when the spans are relaxed
and the values agree at day level: the clock and the part of the day are cut off (1999-05-29T08:00 is 1999-05-29), and
words for “now” (PRESENT_REF) are the day of publication, which the gold writes for some of them. Precision is over all
that was found, recall over all of the gold, so a wrong span costs the value twice, as in TempEval-3.
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.articles.language import LanguageWords, load_language_words
from kg.extract.sentences import split_sentences
from kg.extract.times import TimeWords, find_times, load_time_words
from kg.model import Timex

GOLD_ENTITIES = ("Date", "Hour")


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression, found or gold: half-open offsets, and its value at day level, "" where there is none."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many expressions agree, were found, and are in the gold."""

    right: int
    found: int
    gold: int

    def __str__(self) -> str:
        """Precision, recall, F1."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def published_of(article: dict[str, Any]) -> date:
    """The day from which relative words count."""
    return date.fromisoformat(article.get("dct") or article["published"])


def at_day_level(value: str | None, published: date) -> str:
    """The value without clock or part of the day; “now” is the day of publication."""
    if value == "PRESENT_REF":
        return published.isoformat()
    return re.sub(r"(?<=[\dX])T.*", "", value or "")


def gold_of(article: dict[str, Any]) -> list[Expression]:
    """The gold expressions of an article, in order; those inside another are left out."""
    if "timex" in article:
        published = published_of(article)
        gold = [Expression(t["start"], t["end"], at_day_level(t["value"], published)) for t in article["timex"]]
    else:
        gold = [Expression(e["start"], e["end"], "") for e in article["entities"] if e["type"] in GOLD_ENTITIES]
    return sorted(set(gold), key=lambda expression: (expression.start, -expression.end))


def find_all(article: dict[str, Any], language: LanguageWords, words: TimeWords) -> list[Expression]:
    """What is found in an article, read as `kg.extract` reads it, but datelines and prefixes too."""
    published = published_of(article)
    previous: Timex | None = None
    found: list[Expression] = []
    for segment in split_sentences(article["text"], language):
        times = find_times(segment.anchor.text, published, words, segment.anchor.start, previous)
        previous = next((timex for timex in reversed(times) if timex.interval is not None), previous)
        found.extend(Expression(t.anchor.start, t.anchor.end, at_day_level(t.value, published)) for t in times)
    return found


def pair(found: Sequence[Expression], gold: Sequence[Expression]) -> list[tuple[Expression, Expression]]:
    """Each found expression with the gold one it overlaps, one to one, the longest overlap first."""
    overlaps = sorted(
        (
            (min(mine.end, wanted.end) - max(mine.start, wanted.start), i, k)
            for i, mine in enumerate(found)
            for k, wanted in enumerate(gold)
            if mine.start < wanted.end and wanted.start < mine.end
        ),
        key=lambda overlap: (-overlap[0], overlap[1], overlap[2]),
    )
    pairs: dict[int, int] = {}
    for _, i, k in overlaps:
        if i not in pairs and k not in pairs.values():
            pairs[i] = k
    return [(found[i], gold[k]) for i, k in sorted(pairs.items())]


def report(name: str, read: Sequence[tuple[Sequence[Expression], Sequence[Expression]]], valued: bool) -> None:
    """Print the scores of some articles."""
    found, gold = sum(len(mine) for mine, _ in read), sum(len(wanted) for _, wanted in read)
    pairs = [both for mine, wanted in read for both in pair(mine, wanted)]
    strict = sum((mine.start, mine.end) == (wanted.start, wanted.end) for mine, wanted in pairs)
    print(f"{name}: {len(read)} articles, {gold} expressions")
    print(f"  spans, strict   {Score(strict, found, gold)}")
    print(f"  spans, relaxed  {Score(len(pairs), found, gold)}")
    if valued:
        right = sum(mine.value == wanted.value for mine, wanted in pairs)
        print(f"  values          {Score(right, found, gold)}")


def misses(
    article: dict[str, Any], found: Sequence[Expression], gold: Sequence[Expression], strict: bool = False
) -> list[str]:
    """What is missed, made up or understood otherwise, each with the words around it."""

    def around(expression: Expression) -> str:
        start, end, text = expression.start, expression.end, article["text"]
        return f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}".replace("\n", " / ")

    pairs = pair(found, gold)
    paired = {both[0] for both in pairs}, {both[1] for both in pairs}
    lines = [f"missed  {around(wanted)}  {wanted.value}" for wanted in gold if wanted not in paired[1]]
    lines += [f"made up {around(mine)}  {mine.value}" for mine in found if mine not in paired[0]]
    for mine, wanted in pairs:
        if "timex" in article and mine.value != wanted.value:
            lines.append(f"value   {around(mine)}  {mine.value}, gold {wanted.value}")
        if strict and (mine.start, mine.end) != (wanted.start, wanted.end):
            lines.append(f"span    {around(mine)}  gold [{article['text'][wanted.start : wanted.end]}]")
    return [f"{article['id']}  {line}" for line in lines]


def main() -> None:
    """Read the arguments and print the scores."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("articles", type=Path, help="articles.jsonl")
    arguments.add_argument("--half", choices=("develop", "measure"), help="the misses of this half only")
    arguments.add_argument("--misses", action="store_true", help="print what is not as in the gold")
    arguments.add_argument("--strict", action="store_true", help="…and spans that end or begin elsewhere")
    given = arguments.parse_args()
    if not given.articles.exists():
        print(
            f"{given.articles} is not there: nothing was measured. Give the path of an articles.jsonl with gold times."
        )
        return
    lines = given.articles.read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines if line.strip()]
    language, words = load_language_words(), load_time_words()
    read = [(find_all(article, language, words), gold_of(article)) for article in articles]
    valued = "timex" in articles[0]
    report("all", read, valued)
    report("develop", read[::2], valued)
    report("measure", read[1::2], valued)
    if given.misses:
        shown = {"develop": slice(0, None, 2), "measure": slice(1, None, 2), None: slice(None)}[given.half]
        for article, (found, gold) in zip(articles[shown], read[shown], strict=True):
            print("\n".join(misses(article, found, gold, given.strict)), end="\n" if found or gold else "")


if __name__ == "__main__":
    main()
