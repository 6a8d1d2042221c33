"""What the gate gives up: `python -m benchmarks.gate PATH…`, events with it and without on the same articles.

An event is the same when its class and trigger are; it is changed when its status or a filler of a role differs.
"""

import argparse
import time
from collections import Counter
from pathlib import Path

from benchmarks.throughput import articles_of
from kg.extract import read
from kg.model import Document
from kg.pipeline import Workshop

Told = Counter[tuple[object, ...]]


def told(document: Document) -> tuple[Told, Told]:
    """The document's events, short and in full."""
    short: Told = Counter((event.type, event.trigger.start) for event in document.events)
    full: Told = Counter(
        (
            event.type,
            event.status,
            event.trigger.start,
            *sorted((a.role, getattr(a.filler, "anchor", event.trigger).start) for a in event.arguments),
        )
        for event in document.events
    )
    return short, full


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    articles = articles_of(parser.parse_args().paths)
    reader = Workshop().reader
    events = lost = changed = extra = kept = sentences = 0
    seconds = [0.0, 0.0]
    for article in articles:
        begin = time.process_time()
        whole = read(article, reader)
        middle = time.process_time()
        gated = read(article, reader, gated=True)
        seconds[0] += middle - begin
        seconds[1] += time.process_time() - middle
        (short, full), (gated_short, gated_full) = told(whole), told(gated)
        events += len(whole.events)
        lost += (short - gated_short).total()
        extra += (gated_short - short).total()
        changed += (full - gated_full).total() - (short - gated_short).total()
        sentences += len(whole.sentences)
        kept += len(gated.sentences)
    print(f"{len(articles)} articles, {sentences} sentences, {kept} kept ({kept / max(1, sentences):.0%})")
    print(f"{events} events without the gate; with it {lost} lost ({lost / max(1, events):.2%}),")
    print(f"{extra} more, {changed} with another status or filler ({changed / max(1, events):.2%})")
    print(f"reading: {seconds[0]:.1f} CPU seconds without the gate, {seconds[1]:.1f} with it")


if __name__ == "__main__":
    main()
