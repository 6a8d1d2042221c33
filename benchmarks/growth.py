"""What adding articles costs as a store grows: `python -m benchmarks.growth [ARTICLES] [ADDED]`, 10,000 and 100 by default.

Made-up reports (benchmarks/identity.py) go through the real build into a store on disk; only the reading of French is left
out, so that what is measured is the store and the linking. Printed: the first build, the same again with nothing new,
the addition, a deletion of as many, how much of the graph the addition touched, and whether the store then is,
byte for byte, the one that a single build makes.
"""

import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import kg.pipeline
from benchmarks.identity import make_corpus
from kg.gazetteer import Gazetteer, Label, Record
from kg.graph.store import open_store
from kg.link.entities import Link
from kg.link.spelling import is_local
from kg.model import Anchor, Article, Document, Entity, Evidence, Report

SENTENCE = "Une phrase de neuf mots, longue comme dans une dépêche."


@dataclass
class Made:
    """Understands an article as the reports that were made up for it."""

    gazetteer: Gazetteer
    told: dict[str, list[Report]]
    entities: dict[str, Entity]
    run: str = "made-up"
    published: dict[str, object] = field(default_factory=dict)

    def understand(self, article: Article) -> tuple[Document, tuple[Link, ...]]:
        """An empty document; the links of what its reports name."""
        ids = {id for report in self.told[article.id] for role, id in report.roles if role != "topic"}
        return Document(article, (), (), (), (), (), ()), tuple(
            Link(self.entities[id], "made up") for id in sorted(ids)
        )


def main() -> None:
    """Print one line for each step."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    added = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    articles, made = make_articles(size + added)
    kg.pipeline.make_reports = lambda document, _: tuple(made.told[document.article.id])  # type: ignore[assignment,attr-defined]
    old, new = articles[:size], articles[size:]
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder) / "grown", create=True) as store:
            with measured(f"first build of {len(old):,} articles"):
                summary = kg.pipeline.build(old, store, made)
            print(
                f"    {summary.reports:,} reports, {sum(summary.events.values()):,} events, {summary.merged:,} told by several"
            )
            with measured("the same articles again"):
                kg.pipeline.build(old, store, made)
            before = set(store.lines())
            with measured(f"{len(new)} articles more"):
                kg.pipeline.build(new, store, made)
            grown = store.lines()
            events = touched_events(before, grown)
            print(f"    {events:,} events written anew; {len(before - set(grown)):,} of {len(before):,} lines gone")
            with measured(f"{len(new)} articles deleted"):
                kg.pipeline.delete(store, [article.id for article in new], made)
            same = set(store.lines()) == before
            print(f"    after it, the store is {'the one before' if same else 'ANOTHER ONE THAN BEFORE'}")
        with open_store(Path(folder) / "scratch", create=True) as store:
            with measured(f"one build of all {len(articles):,}"):
                kg.pipeline.build(articles, store, made)
            print(
                f"    byte for byte {'the grown one' if store.lines() == grown else 'ANOTHER ONE THAN THE GROWN ONE'}"
            )


def make_articles(count: int) -> tuple[list[Article], Made]:
    """That many articles with their made-up reports, in the order of publication."""
    corpus = make_corpus(int(count * 2.6))
    told: dict[str, list[Report]] = defaultdict(list)
    for report in corpus.reports:
        told[report.article_id].append(report)
    chosen = sorted(told, key=lambda id: (corpus.published[id] is None, str(corpus.published[id]), id))[:count]
    articles = []
    for id in chosen:
        text = "\n".join(f"{SENTENCE} {report.id}" for report in told[id])
        articles.append(Article(id, f"{id}.txt", "fr", None, text, corpus.published[id]))
        there = {report.id for report in told[id]}
        told[id] = [_anchored(report, number, text, there) for number, report in enumerate(told[id])]
    known = [entity for id, entity in corpus.entities.items() if not is_local(id)]
    gazetteer = Gazetteer([Record(entity, tuple(Label(text, "fr") for _, text in entity.labels)) for entity in known])
    return articles, Made(gazetteer, told, corpus.entities)


def _anchored(report: Report, number: int, text: str, there: set[str]) -> Report:
    """The report with words in the text, and evidence for each value as real reports have it."""
    start = number * (len(SENTENCE) + 18)
    sentence = Anchor(start, start + len(SENTENCE), text[start : start + len(SENTENCE)])
    word = Anchor(start + 4, start + 10, text[start + 4 : start + 10])
    roles = tuple((role, id) for role, id in report.roles if role != "topic" or id in there)
    evidence = (
        Evidence("trigger", word, sentence, f"fr/{report.type}/noun/mot"),
        *(Evidence(role, word, sentence, "subject", id) for role, id in roles),
    )
    figures = tuple(replace(figure, anchor=word) for figure in report.figures)
    return replace(report, roles=roles, figures=figures, evidence=evidence)


def touched_events(before: set[bytes], after: list[bytes]) -> int:
    """How many events have a line that was not there before."""
    fresh = (line for line in after if line not in before and b"/event/" in line.split(b" ", 1)[0])
    return len({line.split(b" ", 1)[0] for line in fresh})


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Print the processor time it took and how much memory the process has held at most."""
    begin = time.process_time()
    yield
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what:<40} {time.process_time() - begin:>7.1f} s  {memory:>5} MB", flush=True)


if __name__ == "__main__":
    main()
