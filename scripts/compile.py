"""A compiled copy of the package: `python -m scripts.compile build/fast`, which is what `make fast` runs.

`kg/` is copied into the folder, the modules that read a parsed sentence are compiled there by mypyc (a C compiler is
needed), with the values that they look at and what links mentions, and the data folders are linked beside it. Nothing of
the checkout changes: with the folder in PYTHONPATH the copy is used, without it the plain Python that the checkout has.
Both give the same documents to the byte (`tests/test_compiled.py`); docs/measured.md tells what it wins.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Plain Python stays what rests on spaCy and numpy, a sentence as a list of words, and values that are made by the types written in them (kg/tables.py).
PLAIN = (
    *(f"{name}.py" for name in ("__init__", "parse", "encoder", "layers", "moves", "recogniser", "trained")),
    *(
        "doc.py",
        "nouns.py",
        "small_words.py",
        "syntax/words.py",
        "quantities/words.py",
        "times/words.py",
        "times/values.py",
    ),
)
# Values that every step looks at, and what comes before and behind the sentences: lines, links, reports.
AROUND = (
    *("model.py", "vocabulary.py", "lexicon.py", "inflection.py", "distances.py", "articles/dates.py"),
    *("articles/lines.py", "link/reports.py"),
    *(f"link/entities/{name}.py" for name in ("__init__", "bodies", "chains", "descriptions", "forms", "known")),
    *(f"link/entities/{name}.py" for name in ("merging", "names", "offices", "places", "scene", "shared")),
)
BESIDE = ("ontology", "queries", "data")
BUILDING = """
from mypyc.build import mypycify
from setuptools import setup
setup(name="kg", packages=[], ext_modules=mypycify({modules!r}, opt_level="1", debug_level="0", multi_file=True, group_name="kg"))
"""


def modules() -> list[str]:
    """The files that are compiled, from the checkout's folder."""
    extract = ROOT / "kg" / "extract"
    plain = {extract / name for name in PLAIN}
    found = [path for path in sorted(extract.rglob("*.py")) if path not in plain]
    return [str(path.relative_to(ROOT)) for path in (*found, *(ROOT / "kg" / name for name in AROUND))]


def copy(folder: Path) -> None:
    """Lay the package and what it needs beside it into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "kg", folder / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in BESIDE:
        (folder / name).symlink_to(ROOT / name)


def main() -> None:
    """Copy and compile."""
    folder = Path(sys.argv[1]).resolve()
    copy(folder)
    setup = folder / "setup.py"
    setup.write_text(BUILDING.format(modules=modules()), encoding="utf-8")
    command = [sys.executable, str(setup), "--quiet", "build_ext", "--inplace"]
    env = os.environ | {"PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=env, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        shutil.rmtree(folder)
        sys.stdout.buffer.write(done.stdout)
        sys.exit("The package could not be compiled: see above. A C compiler (gcc or clang) is needed.")
    for made in (setup, folder / "pyproject.toml"):
        made.unlink()
    for made in (folder / "build", folder / ".mypy_cache"):
        shutil.rmtree(made, ignore_errors=True)


if __name__ == "__main__":
    main()
