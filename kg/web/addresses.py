"""Addresses of pages: from a filter, and from an IRI of the graph."""

from datetime import date
from urllib.parse import quote, urlencode

from kg.graph.triples import Names

VIEWS = ("graph", "timeline", "map", "list")


def page_of(names: Names, iri: str) -> str | None:
    """The page that shows a resource of ours; None for any other IRI."""
    for family in ("event", "entity", "article", "report"):
        if (id := names.local(family, iri)) is not None:
            return f"/{family}/{quote(id, safe='')}"
    return None


def explore_address(
    view: str = "graph",
    *,
    classes: tuple[str, ...] = (),
    statuses: tuple[str, ...] = (),
    actor: str | None = None,
    place: str | None = None,
    first: str | date | None = None,
    last: str | date | None = None,
    article: str | None = None,
    reports: int = 1,
    words: str = "",
    page: int = 1,
    base: str = "/explore",
    format: str | None = None,
) -> str:
    """The address of a view with a filter; what is not filtered is not in it."""
    asked: list[tuple[str, str]] = [("view", view)]
    asked += [("class", name) for name in classes]
    asked += [("status", name) for name in statuses]
    for name, value in (
        ("actor", actor),
        ("place", place),
        ("from", first),
        ("to", last),
        ("article", article),
        ("q", words),
    ):
        if value:
            asked.append((name, str(value)))
    if reports > 1:
        asked.append(("reports", str(reports)))
    if page > 1:
        asked.append(("page", str(page)))
    if format:
        asked.append(("format", format))
    return f"{base}?{urlencode(asked)}"
