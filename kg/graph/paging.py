"""A page of a question: where its SPARQL selects its events in order, and how to ask for some of them alone."""

import re
from collections.abc import Iterator

from kg.graph.queries import MOST_EVENTS

_HINT = re.compile(
    r"(?P<before>\b(?:GROUP BY|HAVING)\b[^{}\n]* LIMIT )(?P<most>\d+)\b"
)  # it tells how many there may be
_SELECTION = re.compile(rf"(?P<order>ORDER BY [^{{}}\n]*?) LIMIT {MOST_EVENTS}\b")


def is_paged(text: str) -> bool:
    """Whether a question selects its events in order, so that they can be asked for a page at a time."""
    return _SELECTION.search(text) is not None


def a_page(text: str, events: int, page: int) -> str:
    """The question for one page of so many events; the first page is 1."""
    after = f" OFFSET {events * (page - 1)}" if page > 1 else ""
    return _SELECTION.sub(rf"\g<order> LIMIT {events}{after}", text)


def for_many(text: str, events: int) -> str:
    """The question with room for what belongs to so many events, where they are more than it was written for."""
    times = -(-events // MOST_EVENTS)
    return _HINT.sub(lambda found: f"{found['before']}{int(found['most']) * times}", text) if times > 1 else text


def is_by_date(text: str) -> bool:
    """Whether a question selects what comes first by date."""
    return re.search(r"ORDER BY \?(?:day|begin)\b[^{}]*$", selection_of(text)) is not None


def is_more_after(text: str, events: int, page: int) -> str:
    """A query that asks whether the selection of a question goes on after one page."""
    found = next(_selections(text), None)
    if found is None:
        return "ASK { FILTER(false) }"
    start, end = found
    selection = text[start:end].rpartition(" LIMIT ")[0]
    return f"{_prologue(text)}\nASK {{ {{ {selection} LIMIT 1 OFFSET {events * page} }} }}"


def selection_of(text: str) -> str:
    """The SELECT of a question that chooses its events, without comments and in one line; empty where there is none."""
    found = next(_selections(text), None)
    lines = text[slice(*found)].splitlines() if found else ()
    return " ".join(" ".join(re.sub(r"(?<=\s)# .*", "", line).split()) for line in lines)


def with_selected(text: str, selected: str) -> str:
    """A question about what was selected elsewhere: `selected` stands where it would have selected."""
    for start, end in reversed(list(_selections(text))):
        text = text[:start] + selected + text[end:]
    return text


def _prologue(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.startswith("PREFIX"))


def _selections(text: str) -> Iterator[tuple[int, int]]:
    """Where each SELECT that chooses the events begins and ends."""
    for found in _SELECTION.finditer(text):
        depth, start = 1, text.rindex("}", 0, found.start("order"))  # the end of its WHERE
        while depth:
            start = max(text.rfind("{", 0, start), text.rfind("}", 0, start))
            depth += 1 if text[start] == "}" else -1
        opening = text.rfind("{", 0, start)  # of the group in which it stands; none where it is the whole question
        yield text.index("SELECT", opening + 1 if opening >= 0 else text.index("\nSELECT")), found.end()
