"""Reading speed beside the bare parser: `python benchmarks/throughput.py [PATH…]`.

The same articles (default: the samples) are read three times, each time in a process of its own, on one core: by
`fr_core_news_md` as spaCy installs it (`nlp.pipe` over whole articles), by our parser step alone, and by `kg build`
into an empty store. Loading is measured apart. Seconds are CPU seconds of the process, memory is its peak.
`--processes` instead builds by the clock in one process and with two that read, the models loaded before: for a machine
of two cores and more on which nothing else runs.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from typing import Any

from kg.articles import read_articles
from kg.model import Article

ROOT = Path(__file__).resolve().parents[1]
WAYS = ("fr_core_news_md as installed", "our parser step", "kg build")


def articles_of(paths: list[Path]) -> list[Article]:
    """The articles of files and folders, without what cannot be read."""
    return [item for path in paths for item in read_articles(path) if isinstance(item, Article)]


def read_bare(articles: list[Article]) -> Callable[[], int]:
    """Load spaCy's pipeline; what is returned reads the articles and counts tokens."""
    import spacy

    nlp = spacy.load("fr_core_news_md")
    return lambda: sum(len(doc) for doc in nlp.pipe([article.text for article in articles], batch_size=8))


def read_sentences(articles: list[Article]) -> Callable[[], int]:
    """Load our parser; what is returned splits and parses the articles and counts tokens."""
    from kg.articles.language import load_language_words
    from kg.extract.parse import load_parser, parse
    from kg.extract.sentences import split_sentences

    nlp, words = load_parser("fr"), load_language_words("fr")

    def work() -> int:
        return sum(
            len(sentence.doc)
            for article in articles
            for sentence in parse([segment.anchor for segment in split_sentences(article.text, words)], nlp)
        )

    return work


def read_whole(articles: list[Article]) -> Callable[[], int]:
    """Load everything; what is returned builds a graph and counts its events."""
    from kg.graph.store import open_store
    from kg.pipeline import Workshop, build

    workshop = Workshop(gated=True)
    _ = workshop.reader

    def work() -> int:
        with (
            tempfile.TemporaryDirectory() as folder,
            open_store(Path(folder) / "store", create=True) as store,
        ):
            return sum(build(articles, store, workshop).events.values())

    return work


def measure(way: str, paths: list[Path]) -> dict[str, Any]:
    """Load and read once in this process: CPU seconds of both, the count, and the peak memory in MB."""
    articles = articles_of(paths)
    started = time.process_time()
    work = {WAYS[0]: read_bare, WAYS[1]: read_sentences, WAYS[2]: read_whole}[way](articles)
    loaded = time.process_time()
    count = work()
    done = time.process_time()
    return {
        "articles": len(articles),
        "characters": sum(len(article.text) for article in articles),
        "load": loaded - started,
        "read": done - loaded,
        "count": count,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def measure_apart(way: str, paths: list[Path]) -> dict[str, Any]:
    """The same, in a process of its own."""
    command = [sys.executable, __file__, "--way", way, *(str(path.resolve()) for path in paths)]
    measured: dict[str, Any] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    )
    return measured


def measure_clock(paths: list[Path], processes: int) -> float:
    """Seconds by the clock of a build into an empty store; one process reads and writes, more read for one that writes."""
    from kg.graph.store import open_store
    from kg.pipeline import Tellers, Workshop, build

    articles = articles_of(paths)
    workshop = Workshop(gated=True)
    _ = workshop.reader if processes == 1 else workshop.gazetteer
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "store", create=True) as store,
        Tellers(workshop, processes) if processes > 1 else nullcontext() as tellers,
    ):
        if tellers is not None:
            tellers.wait()
        started = time.perf_counter()
        build(articles, store, workshop, tellers=tellers)
        return time.perf_counter() - started


def print_clock(paths: list[Path]) -> None:
    """Print how much faster two processes are than one: the middle of three runs in turn."""
    runs: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(3):
        for processes, seconds in runs.items():
            command = [sys.executable, __file__, "--clock", str(processes), *map(str, paths)]
            seconds.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    one, two = (median(seconds) for seconds in runs.values())
    print(f"kg build by the clock: one process {one:.2f} s, two that read {two:.2f} s: {one / two:.2f} times")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "data" / "articles"])
    parser.add_argument("--way", choices=WAYS, help="measure this alone, in this process, and print JSON")
    parser.add_argument("--processes", action="store_true", help="measure one process and two by the clock instead")
    parser.add_argument("--clock", type=int, help="build with so many processes, and print the seconds by the clock")
    options = parser.parse_args()
    if options.clock:
        print(json.dumps(measure_clock(options.paths, options.clock)))
        return
    if options.processes:
        print_clock(options.paths)
        return
    if options.way:
        print(json.dumps(measure(options.way, options.paths)))
        return
    rows: dict[str, dict[str, Any]] = {}
    for way in WAYS:
        rows[way] = measure_apart(way, options.paths)
    tokens, bare = rows[WAYS[0]]["count"], rows[WAYS[0]]["read"]
    print(f"{rows[WAYS[0]]['articles']} articles, {tokens} tokens, one core, CPU seconds")
    print(f"{'':30} {'load s':>7} {'read s':>7} {'articles/s':>11} {'tokens/s':>9} {'times bare':>11} {'peak MB':>8}")
    for way, row in rows.items():
        seconds = max(row["read"], 1e-9)
        print(
            f"{way:30} {row['load']:7.1f} {seconds:7.2f} {row['articles'] / seconds:11.1f} {tokens / seconds:9.0f} "
            f"{bare / seconds:11.2f} {row['memory']:8.0f}"
        )
    print(f"kg build found {rows[WAYS[2]]['count']} events")


if __name__ == "__main__":
    main()
