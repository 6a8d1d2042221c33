"""Words of the page and of the picture, in the reader's language."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from kg.resources import read_toml
from kg.view.network import ViewError


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, dict[str, str]]]:
    return read_toml(Path(__file__).with_name("labels.toml"))


def languages() -> tuple[str, ...]:
    """The languages in which a page can speak."""
    return tuple(sorted(_tables()))


def _table(language: str) -> dict[str, dict[str, str]]:
    if language not in _tables():
        raise ViewError(f"The page does not speak “{language}”; ask for one of: {', '.join(languages())}.")
    return _tables()[language]


def page_words(language: str) -> dict[str, str]:
    """What buttons and headings say in `language`. Raises ViewError for a language without a table."""
    return dict(_table(language)["page"])


def counted_nouns(language: str) -> dict[str, tuple[str, str]]:
    """What each measure counts, of one and of several: « mort », « morts ». Raises ViewError."""
    table = _table(language)
    return {measure: (one, table["many"][measure]) for measure, one in table["one"].items()}


def all_labels(language: str, labels: Mapping[str, str] | None = None) -> dict[str, str]:
    """Labels of classes, kinds, roles, statuses and measures: ours, and `labels` which wins. Raises ViewError."""
    return {**_table(language)["labels"], **(labels or {})}
