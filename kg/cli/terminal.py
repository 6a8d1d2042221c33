"""What all commands do at the terminal: fail with a sentence, open what they write to, make what they read with."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn


def fail(message: str, code: int = 2) -> NoReturn:
    """Say what went wrong, and end with an exit code."""
    print(f"kg: {message}", file=sys.stderr)
    raise SystemExit(code)


def make_workshop(gazetteer: list[Path] | None = None, gated: bool = False) -> Any:
    """What reads articles, with the gazetteers of a user; fails where one of these is no file."""
    from kg.pipeline import Workshop

    for path in gazetteer or ():
        if not path.is_file():
            fail(f"{path}: there is no such gazetteer file. Give the path of a Turtle file.")
    return Workshop(tuple(gazetteer or ()), gated=gated)


def check_language(language: str | None) -> str | None:
    """The language of labels; fails for one that there is not."""
    if language not in (None, "fr", "en"):
        fail(f"--lang {language}: labels are in fr or en. Type --lang fr or --lang en.")
    return language


@contextmanager
def open_output(path: Path | None) -> Iterator[Any]:
    """The file to write to, else standard output, as text."""
    if path is None:
        yield sys.stdout
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file


def nearest(word: str, right: tuple[str, ...]) -> str:
    """A question about the likeliest of what would be right, or ""."""
    from rapidfuzz import process

    found = process.extractOne(word, right, score_cutoff=60)
    return f"Did you mean “{found[0]}”? " if found else ""
