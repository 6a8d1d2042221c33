"""`make fast`: what is compiled can be compiled, and reads every article as plain Python does."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.compile import ROOT, modules

FAST = ROOT / "build" / "fast"
READING = """
import pickle
import sys
from hashlib import sha256
from pathlib import Path
from kg.articles import read_articles
from kg.evaluation import read_cases
from kg.extract import read, tokens
from kg.model import Article
from kg.pipeline import Workshop
reader = Workshop().reader
samples, cases = map(Path, sys.argv[1:])
articles = [item for item in read_articles(samples) if isinstance(item, Article)]
for article in (*articles, *(case.article for case in read_cases(cases))):
    for gated in (False, True):
        document = read(article, reader, gated)
        assert pickle.loads(pickle.dumps(document)) == document  # it goes from process to process
        print(sha256(repr(document).encode()).hexdigest())
print(Path(tokens.__file__).suffix)
"""


def read_with(package: Path) -> list[str]:
    """A hash of each document, and how the code that read it is written."""
    command = [sys.executable, "-c", READING, str(ROOT / "data" / "articles"), str(ROOT / "tests" / "gold" / "fr")]
    env = os.environ | {"PYTHONPATH": os.pathsep.join((str(package), str(ROOT)))}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=env, cwd="/").stdout.split()


@pytest.mark.parametrize("path", modules())
def test_no_starred_words_in_a_tuple_behind_in(path: str) -> None:
    """mypyc 2.4 stops at « x in (a, *b) »; « x in {a, *b} » says the same."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            listed = node.comparators[0]
            starred = isinstance(listed, ast.Tuple | ast.List) and any(isinstance(e, ast.Starred) for e in listed.elts)
            assert not starred, f"{path}:{node.lineno}: write {{…}}"


def test_no_other_module_hangs_words() -> None:
    """`head` is set by `Token.hang_on` and `Doc.hang` alone, so that head and children always tell each other."""
    for path in sorted((ROOT / "kg" / "extract").rglob("*.py")):
        if path.name not in ("doc.py", "tokens.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                targets = node.targets if isinstance(node, ast.Assign) else []
                assert not any(isinstance(t, ast.Attribute) and t.attr == "head" for t in targets), f"{path}"


def is_made() -> bool:
    """Whether the compiled copy is there and made from the sources as they are."""
    sources = [path for path in (ROOT / "kg").rglob("*.*") if path.suffix in (".py", ".toml", ".npz")]
    copies = [FAST / path.relative_to(ROOT) for path in sources]
    return all(
        copied.exists() and copied.read_bytes() == path.read_bytes()
        for copied, path in zip(copies, sources, strict=True)
    )


@pytest.mark.skipif(not is_made(), reason="no compiled copy of these sources: make fast")
def test_the_compiled_copy_reads_as_plain_python_does() -> None:
    plain, compiled = read_with(ROOT), read_with(FAST)
    assert (plain.pop(), compiled.pop()) == (".py", ".so")
    assert len(plain) > 10
    assert compiled == plain
