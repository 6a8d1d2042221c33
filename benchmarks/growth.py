"""What adding articles costs as a store grows: `python -m benchmarks.growth [ARTICLES] [ADDED]`, 10,000 and 100 by default.

Made-up reports (benchmarks/identity.py) go through the real build into a store on disk; only the reading of French is left
out, so that what is measured is the store and the linking. Each step is a process of its own, so that the memory printed is
that of the step: the first build, the same again with nothing new, the addition, a deletion of as many and the addition
again. Printed too is how much of the graph the addition touched, and whether the store then is, byte for byte, the one that
a single build of all articles makes (`--grow` leaves that out).
"""

import hashlib
import pickle
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import kg.pipeline
import kg.pipeline.telling
from benchmarks.identity import make_corpus
from kg.gazetteer import Gazetteer, Label, Record
from kg.graph.store import open_store
from kg.link.entities import Link
from kg.link.spelling import is_local
from kg.model import Anchor, Article, Document, Entity, Evidence, Report

SENTENCE = "Une phrase de neuf mots, longue comme dans une dépêche."
MADE = "made.sqlite"


class Made:
    """Understands an article as the reports that were made up for it, which lie in a file."""

    def __init__(self, folder: Path) -> None:
        self.db = sqlite3.connect(folder / MADE)
        known: list[Entity] = pickle.loads(self.db.execute("SELECT it FROM known").fetchone()[0])
        self.gazetteer = Gazetteer(
            [Record(entity, tuple(Label(text, "fr") for _, text in entity.labels)) for entity in known]
        )
        self.run = "made-up"

    def articles(self, first: int, last: int) -> Iterator[Article]:
        """The articles with these numbers, in the order of publication, one at a time."""
        for (packed,) in self.db.execute(
            "SELECT article FROM made WHERE number >= ? AND number < ? ORDER BY number", (first, last)
        ):
            yield pickle.loads(packed)

    def told(self, article_id: str) -> tuple[tuple[Report, ...], tuple[Entity, ...]]:
        """What an article tells, and the entities that it names."""
        (packed,) = self.db.execute("SELECT told FROM made WHERE id = ?", (article_id,)).fetchone()
        return pickle.loads(packed)  # type: ignore[no-any-return]

    def take_the_place_of_reading(self) -> None:
        """From now on, articles tell what was made up for them."""
        kg.pipeline.telling.make_reports = lambda document, _: self.told(document.article.id)[0]  # type: ignore[assignment,attr-defined]

    def understand(self, article: Article) -> tuple[Document, tuple[Link, ...]]:
        """An empty document; the links of what its reports name."""
        _, entities = self.told(article.id)
        return Document(article, (), (), (), (), (), ()), tuple(Link(entity, "made up") for entity in entities)


def open_made(folder: Path, count: int) -> Made:
    """That many made-up articles, which lie in a folder from the first time on."""
    if not (folder / MADE).is_file():
        make_articles(folder, count)
    return Made(folder)


@dataclass(frozen=True, slots=True)
class Size:
    """How many articles there are at first, and how many come."""

    first: int
    added: int


def main() -> None:
    """Print one line for each step."""
    words = [word for word in sys.argv[1:] if word != "--grow"]
    if words[:1] == ["step"]:
        run_step(words[1], Path(words[2]), words[3], int(words[4]), int(words[5]))
        return
    size = Size(int(words[0]) if words else 10_000, int(words[1]) if len(words) > 1 else 100)
    with tempfile.TemporaryDirectory() as name:
        folder, all = Path(name), size.first + size.added
        step("make", folder, "", 0, all)
        print(f"{'':<44}{'CPU s':>7} {'MB':>6}")
        step("build", folder, "grown", 0, size.first, f"first build of {size.first:,} articles")
        step("build", folder, "grown", 0, size.first, "the same articles again")
        step("lines", folder, "grown", 0, 0)
        step("build", folder, "grown", size.first, all, f"{size.added} articles more")
        step("lines", folder, "grown", 0, 0, "touched")
        step("delete", folder, "grown", size.first, all, f"{size.added} articles deleted")
        step("lines", folder, "grown", 0, 0, "back")
        step("build", folder, "grown", size.first, all, f"{size.added} articles added again")
        if "--grow" not in sys.argv:
            step("lines", folder, "grown", 0, 0)
            step("build", folder, "scratch", 0, all, f"one build of all {all:,}")
            step("lines", folder, "scratch", 0, 0, "same")


def step(kind: str, folder: Path, store: str, first: int, last: int, title: str = "") -> None:
    """Run one step in a process of its own, which prints its line."""
    command = [sys.executable, "-m", "benchmarks.growth", "step", kind, str(folder), store, str(first), str(last)]
    told = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout.rstrip()
    if kind == "lines":
        compare_lines(folder, title)
    elif title:
        print(f"{title:<44}{told}", flush=True)


def run_step(kind: str, folder: Path, name: str, first: int, last: int) -> None:
    """A step, in its process."""
    if kind == "make":
        make_articles(folder, last)
        return
    if kind == "lines":
        with open_store(folder / name) as store, (folder / "lines").open("wb") as file:
            file.writelines(store.lines())
        return
    made = Made(folder)
    made.take_the_place_of_reading()
    begin = time.process_time()
    more = ""
    with open_store(folder / name, create=True) as store:
        if kind == "build":
            found = kg.pipeline.build(made.articles(first, last), store, made)
            if found.reports:
                events = sum(found.events.values())
                more = f"   {found.reports:,} reports read; {events:,} events, {found.merged:,} told by several"
        else:
            kg.pipeline.delete(store, [article.id for article in made.articles(first, last)], made)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{time.process_time() - begin:>7.1f} {memory:>6}{more}")


def compare_lines(folder: Path, title: str) -> None:
    """Say what differs between the lines of the store and those that were kept, and keep the new ones."""
    new, kept = folder / "lines", folder / "kept"
    if title == "touched":
        gone, come = _only_in(kept, new), _only_in(new, kept)
        events = {line.split(b" ", 1)[0] for line in come if b"/event/" in line.split(b" ", 1)[0]}
        with kept.open("rb") as file:
            count = sum(1 for _ in file)
        print(
            f"    {len(events):,} events written anew or new; {len(gone):,} of {count:,} lines gone, {len(come):,} new"
        )
        return  # the lines before stay, to be compared with after the deletion
    if title:
        same = _digest(new) == _digest(kept)
        words = {"back": ("the one before", "ANOTHER ONE"), "same": ("byte for byte the grown one", "ANOTHER ONE")}
        print(f"    the store then is {words[title][not same]}", flush=True)
    new.replace(kept)


def _only_in(one: Path, other: Path) -> list[bytes]:
    """The lines of one sorted file that the other has not."""
    found = []
    with one.open("rb") as mine, other.open("rb") as theirs:
        there = next(theirs, None)
        for line in mine:
            while there is not None and there < line:
                there = next(theirs, None)
            if there != line:
                found.append(line)
    return found


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def make_articles(folder: Path, count: int) -> None:
    """Write that many articles with their made-up reports, in the order of publication."""
    corpus = make_corpus(int(count * 2.8))
    told: dict[str, list[Report]] = defaultdict(list)
    for report in corpus.reports:
        told[report.article_id].append(report)
    chosen = sorted(told, key=lambda id: (corpus.published[id] is None, str(corpus.published[id]), id))[:count]
    known = [entity for id, entity in corpus.entities.items() if not is_local(id)]
    with sqlite3.connect(folder / MADE) as db:
        db.execute("CREATE TABLE known (it BLOB)")
        db.execute("CREATE TABLE made (number INTEGER PRIMARY KEY, id TEXT UNIQUE, article BLOB, told BLOB)")
        db.execute("INSERT INTO known VALUES (?)", (pickle.dumps(known),))
        for number, id in enumerate(chosen):
            text = "\n".join(f"{SENTENCE} {report.id}" for report in told[id])
            article = Article(id, f"{id}.txt", "fr", None, text, corpus.published[id])
            there = {report.id for report in told[id]}
            reports = tuple(_anchored(report, place, text, there) for place, report in enumerate(told[id]))
            named = sorted({filler for report in reports for role, filler in report.roles if role != "topic"})
            packed = pickle.dumps((reports, tuple(corpus.entities[filler] for filler in named)))
            db.execute("INSERT INTO made VALUES (?, ?, ?, ?)", (number, id, pickle.dumps(article), packed))


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


if __name__ == "__main__":
    main()
