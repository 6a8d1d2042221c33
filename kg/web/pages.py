"""What each page to read shows: start, search, event, article, actor or place, lists of articles."""

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, timedelta
from itertools import pairwise
from sqlite3 import Row
from typing import Any

from kg.graph.catalogue import Filter
from kg.graph.queries import load_questions
from kg.graph.records import Record, event_of, reports_of
from kg.view.network import family_of
from kg.view.page import highlight
from kg.vocabulary import ROLES, group_of
from kg.web import charts
from kg.web.addresses import explore_address, page_of
from kg.web.components import component_data, event_cards
from kg.web.desk import Desk
from kg.web.identity import Near, namesakes, nearly_one
from kg.web.sentences import Reason, reason_of, retold
from kg.web.speech import Speech

Values = dict[str, Any]
FRIENDLY = (
    "Condolence",
    "Demand",
    "Announcement",
    "Appointment",
    "Visit",
    "Training",
)  # whom they address stands against nobody
EGO_EVENTS = 40  # around an actor or a place: a drawing that can be read
NEIGHBOUR_DAYS = 60
PAGE = 50


def start_page(desk: Desk, speech: Speech) -> Values:
    """Counts, a chart, who and where, questions, the latest articles."""
    catalogue = desk.catalogue
    months = catalogue.fact("months")
    length = charts.best_length(*(catalogue.span(Filter()) or ("2000-01-01", "2000-01-02")))
    found, older = charts.recent(charts.slots(months, min(length, 7)))
    types: dict[str, int] = catalogue.fact("types")
    by_group: dict[str, int] = {}
    for name, count in types.items():
        by_group[group_of_class(name)] = by_group.get(group_of_class(name), 0) + count
    return {
        "facts": {name: catalogue.fact(name) for name in ("article", "event", "entity", "report", "merged")},
        "chart": charts.stacked(
            found, speech, lambda slot: explore_address(view="list", first=slot.first, last=slot.last)
        ),
        "slots": found,
        "older": (older, explore_address(view="list", last=date.fromisoformat(found[0].first) - timedelta(1)))
        if older
        else None,
        "chart_unit": speech.words["by_year" if min(length, 7) == 4 else "by_month"],
        "groups": sorted(by_group.items(), key=lambda item: -item[1]),
        "actors": catalogue.most_present(places=False, most=10),
        "places": catalogue.most_present(places=True, most=10),
        "questions": [(q.name, speech.typeset(q.title(speech.language))) for q in load_questions().values()][:10],
        "articles": catalogue.rows("SELECT * FROM article ORDER BY published DESC, n DESC LIMIT 6"),
        "events": event_cards(
            desk, speech, catalogue.rows("SELECT * FROM event ORDER BY told DESC, first DESC, n DESC LIMIT 6")
        ),
    }


def group_of_class(type_: str) -> str:
    try:
        return group_of(type_)
    except KeyError:
        return "Event"


def search_page(desk: Desk, speech: Speech, words: str) -> Values:
    """Actors, places, events and articles that have all these words."""
    catalogue = desk.catalogue
    entities = _in_order(catalogue.rows, "entity", catalogue.search(words, "entity", 12))
    events = _in_order(catalogue.rows, "event", catalogue.search(words, "event", 12))
    texts = catalogue.search(words, "article", 12)
    articles = {row["n"]: row for row in _in_order(catalogue.rows, "article", texts)}
    return {
        "asked": words,
        "entities": entities,
        "events": event_cards(desk, speech, events),
        "texts": [(articles[row["n"]], marked(row["bit"])) for row in texts if row["n"] in articles],
        "counts": {kind: catalogue.found(words, kind) for kind in ("entity", "event", "article")},
        "all_events": explore_address(view="list", words=words),
    }


def _in_order(rows: Any, table: str, found: Sequence[Row]) -> list[Row]:
    numbers = [row["n"] for row in found]
    told = rows(f"SELECT * FROM {table} WHERE n IN ({','.join('?' * len(numbers))})", numbers) if numbers else []
    by_number = {row["n"]: row for row in told}
    return [by_number[number] for number in numbers if number in by_number]


def marked(bit: str) -> list[tuple[str, bool]]:
    """The words around a find, and whether each piece was asked for."""
    pieces: list[tuple[str, bool]] = []
    for number, part in enumerate(bit.replace("\ue001", "\ue000").split("\ue000")):
        if part:
            pieces.append((part, number % 2 == 1))
    return pieces


# ---------------------------------------------------------------- an event


def event_page(desk: Desk, speech: Speech, id: str, parted: Set[frozenset[str]] = frozenset()) -> Values | None:
    """An event with its reports side by side; None when there is none. `parted` are not the same, as a person said."""
    catalogue = desk.catalogue
    row, found = catalogue.event(id), event_of(desk.store, id, speech.language)
    if row is None or found is None:
        return None
    event, record = found
    parts, topics = catalogue.parts([row["n"]])[row["n"]], catalogue.topics([row["n"]])[row["n"]]
    titles = {article["id"]: article for article in catalogue.articles_of(row["n"])}
    names = {part["fr"]: speech.name(part) for part in parts}
    return {
        "row": row,
        "record": record,
        "gist": speech.gist(parts, topics),
        "when": speech.when(record["begin"], record["end"]),
        "granularity": speech.granularity(record["begin"], record["end"]),
        "basis": {"text": "basisText", "published": "basisPublished", "event": "basisEvent"}.get(
            event.time_basis or ""
        ),
        "roles": [
            (role, [(filler, page_of(desk.store.names, filler["id"])) for filler in record["roles"][role]])
            for role in ROLES
            if record["roles"].get(role) and role != "topic"
        ],
        "sources": [(filler, page_of(desk.store.names, filler["id"])) for filler in record["source"]],
        "figures": _figures(record),
        "reports": [_report(desk, report, titles) for report in record["reports"]],
        "why": _reasons(event.why, record["reports"], desk, speech, names),
        "nearly": _nearly(desk, speech, row, parted, names),
        "topics": event_cards(desk, speech, topics),
        "spoken": event_cards(desk, speech, catalogue.speaking_of(row["n"], 8)),
        "realises": event_cards(desk, speech, [e for i in event.realises if (e := catalogue.event(i))]),
        "realised_by": event_cards(desk, speech, _realised_by(desk, id)),
        "near": event_cards(desk, speech, catalogue.near(row, NEIGHBOUR_DAYS, 8)),
        "data": component_data(desk, speech, [row]) if any(part["lat"] is not None for part in parts) else None,
        "family_of": family_of,
    }


def _reasons(
    why: Sequence[str], reports: Sequence[Record], desk: Desk, speech: Speech, names: Mapping[str, str]
) -> list[tuple[Reason, list[int]]]:
    """Each reason, and the numbers on the page of the reports that it is about."""
    numbers = {desk.store.names.local("report", report["id"]): number for number, report in enumerate(reports, 1)}
    reasons = [reason_of(text, speech, names) for text in why]
    return [(reason, sorted(numbers[id] for id in reason.pair if id in numbers)) for reason in reasons]


def _nearly(
    desk: Desk, speech: Speech, row: Row, parted: Set[frozenset[str]], names: Mapping[str, str]
) -> list[tuple[Values, Reason, Near]]:
    """Events that nearly were joined to this one, as cards, each with what speaks for and against it."""
    found = nearly_one(desk, row, parted)
    cards = event_cards(desk, speech, [near.event for near in found])
    return [(card, reason_of(near.why, speech, names), near) for card, near in zip(cards, found, strict=True)]


def _realised_by(desk: Desk, id: str) -> list[Row]:
    return [row for found in desk.store.realised_by(id) if (row := desk.catalogue.event(found))]


def _report(desk: Desk, report: Record, titles: Mapping[str, Row]) -> Values:
    sentences, loose = highlight(report["evidence"])
    article_id = desk.store.names.local("article", report["article"]) or ""
    article = titles.get(article_id)
    return {
        **report,
        "sentences": sentences,
        "loose": loose,
        "article_id": article_id,
        "title": (article["title"] if article else None) or report["sourceId"],
        "publisher": article["publisher"] if article else None,
        "rules": sorted({evidence["rule"] for evidence in report["evidence"] if evidence.get("rule")}),
        "said_by": list(dict.fromkeys(e["quote"] for e in report["evidence"] if e["for"] == "source")),
    }


def _figures(record: Record) -> list[Values]:
    """For each measure the range over all reports, and what each report says."""
    told: dict[tuple[str, str], list[Values]] = {}
    for report in record["reports"]:
        for figure in report["figures"]:
            said = list(dict.fromkeys(e["quote"] for e in report["evidence"] if e["for"] == "source"))
            told.setdefault((figure["measure"], figure["change"]), []).append(
                {**figure, "report": report, "said_by": said}
            )
    found = []
    for (measure, change), figures in sorted(told.items()):
        lows = [figure["low"] for figure in figures if figure["low"] is not None]
        highs = [figure["high"] for figure in figures if figure["high"] is not None]
        low = min(lows, default=None)
        high = (
            max([*highs, *lows], default=None)
            if len(highs) == len(figures) or max([*highs, *lows], default=0) != low
            else None
        )
        found.append(
            {
                "range": {"measure": measure, "change": change, "low": low, "high": high},
                "each": figures,
                "differ": len({(figure["low"], figure["high"]) for figure in figures}) > 1
                and len(record["reports"]) > 1,
            }
        )
    return found


# ---------------------------------------------------------------- an article


def article_page(desk: Desk, speech: Speech, id: str) -> Values | None:
    """The text with the words of its claims, and the claims; None when there is no such article."""
    row = desk.catalogue.article(id)
    if row is None:
        return None
    article = desk.store.article(id)
    claims = sorted(reports_of(desk.store, id, speech.language), key=lambda claim: _place(claim))
    events = {
        e["id"]: e
        for e in desk.catalogue.rows(
            "SELECT event.* FROM told JOIN event ON event.n = told.event WHERE told.article = ?", (row["n"],)
        )
    }
    for number, claim in enumerate(claims, 1):
        claim["number"] = number
        claim["group"] = group_of_class(claim["type"])
        event_id = desk.store.names.local("event", claim["event"]) if claim["event"] else None
        claim["event_id"] = event_id
        claim["report_id"] = desk.store.names.local("report", claim["id"])
        claim["others"] = (events[event_id]["reports"] - 1) if event_id in events else 0
        claim["parts"] = [
            (role, [(filler, page_of(desk.store.names, filler["id"])) for filler in fillers])
            for role, fillers in (*claim["roles"].items(), ("source", claim["source"]))
            if fillers
        ]
    rest = paragraphs(article.text, claims)
    heading: list[Values] = []
    if rest and "".join(piece["words"] for piece in rest[0]).strip() == (article.title or "").strip():
        heading, *rest = rest
    return {
        "row": row,
        "article": article,
        "heading": heading,
        "paragraphs": rest,
        "claims": claims,
        "named": _named_in(claims, desk),
        "explore": explore_address(view="graph", article=id),
    }


def _named_in(claims: Iterable[Record], desk: Desk) -> list[tuple[str, str]]:
    """Slug and name of the entities that the claims of an article name, by name."""
    fillers = {
        f["id"]: f["label"] for claim in claims for role, found in claim["parts"] for f, _ in found if role != "topic"
    }
    slugs = {desk.store.names.local("entity", iri): label for iri, label in fillers.items()}
    return sorted(((slug, label) for slug, label in slugs.items() if slug), key=lambda item: item[1])


def _place(claim: Record) -> int:
    return min((evidence["start"] for evidence in claim["evidence"]), default=0)


def paragraphs(text: str, claims: Iterable[Record]) -> list[list[Values]]:
    """The text in paragraphs of pieces: their first offset, words, what they prove, and for which claims.

    Where claims overlap, a piece names the shortest piece of evidence first. Nothing of the text is lost.
    """
    spans = [
        (evidence["start"], evidence["end"], evidence["for"], claim["number"])
        for claim in claims
        for evidence in claim["evidence"]
        if 0 <= evidence["start"] < evidence["end"] <= len(text)
    ]
    breaks = {0, len(text)}
    for start, end, _, _ in spans:
        breaks |= {start, end}
    ends = [at + 1 for at, letter in enumerate(text) if letter == "\n"]
    breaks |= set(ends)
    starts = sorted(spans)
    found: list[list[Values]] = [[]]
    active: list[tuple[int, int, str, int]] = []
    upcoming = iter(starts)
    following = next(upcoming, None)
    for low, high in pairwise(sorted(breaks)):
        while following is not None and following[0] <= low:
            active.append(following)
            following = next(upcoming, None)
        active = [span for span in active if span[1] > low]
        over = sorted(active, key=lambda span: (span[1] - span[0], span[2] != "trigger", span[3]))
        roles = list(dict.fromkeys(about for _, _, about, _ in over))
        numbers = sorted({number for _, _, _, number in over})
        words = text[low:high]
        found[-1].append({"at": low, "words": words.rstrip("\n"), "roles": roles, "claims": numbers})
        if words.endswith("\n") and any(piece["words"].strip() for piece in found[-1]):
            found.append([])
    return [pieces for pieces in found if any(piece["words"].strip() for piece in pieces)]


def unread_sentences(desk: Desk, speech: Speech, id: str) -> list[Values]:
    """Sentences of an article with a trigger word and no event, found by reading it again; kept while the server runs."""
    with desk.reading:
        if id not in desk.unread:
            document, _ = desk.workshop.understand(desk.store.article(id))
            told = {event.sentence.start for event in document.events}
            found: dict[int, dict[str, Any]] = {}
            for unread in document.unread:
                sentence = next((s for s in document.sentences if s.start <= unread.anchor.start < s.end), None)
                if sentence is not None and sentence.start not in told:
                    item = found.setdefault(
                        sentence.start, {"start": sentence.start, "end": sentence.end, "text": sentence.text, "why": []}
                    )
                    item["why"].append((unread.anchor.text, unread.why))
            desk.unread[id] = [found[start] for start in sorted(found)]
        silent = desk.unread[id]
    return [item | {"why": [f"« {words} » : {retold(why, speech)}" for words, why in item["why"]]} for item in silent]


def articles_page(desk: Desk, page: int) -> Values:
    """Articles, the newest first, so many a page."""
    total = desk.catalogue.fact("article")
    rows = desk.catalogue.rows(
        "SELECT * FROM article ORDER BY published DESC, n DESC LIMIT ? OFFSET ?", (PAGE, (page - 1) * PAGE)
    )
    return {"rows": rows, "total": total, "page": page, "pages": max(1, -(-total // PAGE))}


# ---------------------------------------------------------------- an actor or a place


def entity_page(desk: Desk, speech: Speech, id: str) -> Values | None:
    """An actor or place: names, events by class, company, map; None when there is none."""
    catalogue = desk.catalogue
    row = catalogue.entity(id)
    if row is None:
        return None
    role = "place" if row["place"] and not row["actor"] else "actor"
    asked = Filter(place=id) if role == "place" else Filter(actor=id)
    total = catalogue.count(asked)
    span = catalogue.span(asked)
    length = charts.best_length(*span) if span else 7
    found = charts.slots(catalogue.by_time(asked, length), length)
    best = catalogue.rows(
        f"SELECT * FROM event WHERE {catalogue.where(asked)[0]} ORDER BY reports DESC, first DESC, n LIMIT ?",
        (*catalogue.where(asked)[1], EGO_EVENTS),
    )
    company: list[tuple[str, list[Row]]] = []
    number = row["n"]
    if row["actor"]:
        company += [
            ("with_whom", catalogue.companions(number, "participant", ("participant",), 8)),
            ("against_whom", catalogue.companions(number, "agent", ("target", "opponent"), 8, FRIENDLY)),
            ("helps", catalogue.companions(number, "agent", ("beneficiary",), 8)),
        ]
    if row["place"]:
        company += [
            ("who_acts_here", catalogue.companions(number, "place", ("agent", "participant"), 8)),
            ("who_is_hit_here", catalogue.companions(number, "place", ("target",), 8)),
        ]
    offices = catalogue.rows(
        "SELECT event.*, post.fr AS post_fr, post.en AS post_en FROM part JOIN event ON event.n = part.event"
        " JOIN part AS held ON held.event = event.n AND held.role = 'office' JOIN entity AS post ON post.n = held.entity"
        " WHERE part.entity = ? AND part.role = 'agent' ORDER BY event.first LIMIT 20",
        (number,),
    )
    latest = catalogue.events(asked, 12, newest=True)
    return {
        "row": row,
        "family": family_of(row["kind"]),
        "names": [name for name in json.loads(row["names"]) if name not in (row["fr"], row["en"])],
        "same_as": [iri for iri in json.loads(row["same_as"]) if iri.startswith(("http://", "https://"))],
        "iri": desk.store.names.entity(id)[1:-1],
        "total": total,
        "chart": charts.stacked(
            found,
            speech,
            lambda slot: explore_address(
                "list", first=slot.first, last=slot.last, actor=asked.actor, place=asked.place
            ),
        ),
        "types": sorted(catalogue.by("type", asked).items(), key=lambda item: (-item[1], item[0]))[:12],
        "group_of": group_of_class,
        "company": [(name, rows) for name, rows in company if rows],
        "wholes": catalogue.wholes(number),
        "namesakes": namesakes(desk, row) if desk.edit else [],
        "inside": [part for part in catalogue.parts_of(number, 12) if part["events"]],
        "offices": offices,
        "latest": event_cards(desk, speech, latest),
        "data": component_data(desk, speech, best, graph=True) if best else None,
        "shown": len(best),
        "role": role,
        "explore": {
            view: explore_address(view, actor=asked.actor, place=asked.place)
            for view in ("graph", "timeline", "map", "list")
        },
    }


def valid_day(text: str) -> date | None:
    """A day as typed in an address; None when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
