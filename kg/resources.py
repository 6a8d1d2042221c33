"""Where the data folders are, in a checkout and in a wheel, and how TOML is read with errors that help."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


class ResourceError(Exception):
    """A data file that is missing or wrong: the message says which, where, and what to do."""


@lru_cache(maxsize=8)
def folder(name: str) -> Path:
    """The folder `name` (ontology, queries, data, lang), from the checkout or from the wheel.

    In a checkout the folders stand beside the package; a wheel carries them inside it, under `_files`.
    Raises ResourceError when neither has it.
    """
    if name == "lang":
        return _PACKAGE / "lang"
    for candidate in (_PACKAGE / "_files" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise ResourceError(f"The folder “{name}” is missing beside or inside the package {_PACKAGE}; reinstall newskg.")


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises ResourceError naming the file and line of a mistake."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ResourceError(f"{path} does not exist; reinstall newskg or check the language code.") from error
    except tomllib.TOMLDecodeError as error:
        raise ResourceError(f"{path}: {error}. Correct the line; TOML is described at https://toml.io.") from error
