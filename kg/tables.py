"""Tables of a data file as frozen values: a field for each key, of the type that the field says."""

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from kg.inflection import Endings, read_endings, read_pattern
from kg.resources import ResourceError, read_toml

_Table = TypeVar("_Table")


def read_tables(kind: type[_Table], path: Path, curly: bool = False) -> _Table:
    """A whole file as a value of the dataclass `kind`: each field is the table of its name, read by `read_table`."""
    tables = read_toml(path)
    wanted: dict[str, Any] = {field.name: field.type for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: read_table(of, tables, name, path, curly) for name, of in wanted.items()})


def read_table(kind: type[_Table], tables: Mapping[str, Any], name: str, path: Path, curly: bool = False) -> _Table:
    """The table `name` as a value of the dataclass `kind`.

    Fields may be a word (str or a Literal), a set, a tuple or a mapping of words, a pattern or Endings;
    `curly` adds to the words of a set those with the other apostrophe. Raises ResourceError naming the file, the table,
    the wrong key and those that are right.
    """
    where = f"{path}, table [{name}]"
    found = tables.get(name, {})
    wanted: dict[str, object] = {field.name: field.type for field in fields(kind)}  # type: ignore[arg-type]
    for key in sorted(found.keys() ^ wanted.keys()):
        fault = "is missing" if key in wanted else "is no key of it"
        raise ResourceError(f"{where}: “{key}” {fault}; its keys are {', '.join(sorted(wanted))}.")
    return kind(**{key: _value(found[key], wanted[key], f"{where}, “{key}”", curly) for key in wanted})


def _value(value: object, wanted: object, where: str, curly: bool) -> object:
    """What a key holds, as the type of its field."""
    if wanted == Endings:
        return read_endings(value, where)
    if wanted == re.Pattern[str]:
        return read_pattern(value, where)
    if get_origin(wanted) is Mapping:
        inner = get_args(wanted)[1]
        if not isinstance(value, dict):
            raise ResourceError(f"{where}: must be a table.")
        return {word: _value(meaning, inner, f"{where}, “{word}”", curly) for word, meaning in value.items()}
    if wanted is str or get_origin(wanted) is Literal:
        right = get_args(wanted)
        if not isinstance(value, str) or (right and value not in right):
            raise ResourceError(f"{where}: must be {' or '.join(right) if right else 'one word'} in quotes.")
        return value
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ResourceError(f"{where}: must be a list of words in quotes.")
    if wanted == tuple[str, ...]:
        return tuple(value)
    return frozenset(value) | {word.replace("'", "’") for word in value if curly}
