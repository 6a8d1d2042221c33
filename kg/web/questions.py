"""The saved questions as forms, and answers as tables with links to the evidence."""

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import anyio.to_thread
from starlette.datastructures import QueryParams

from kg.graph.asking import Asked, page_of
from kg.graph.endpoint import Answered, QueryRefusedError
from kg.graph.paging import is_more_after
from kg.graph.queries import (
    Answer,
    Cell,
    Question,
    QuestionError,
    answer_of,
    load_questions,
    prepare,
)
from kg.view.answer import bounds_in_words
from kg.vocabulary import CLASSES, GROUPS, STATUSES
from kg.web.addresses import explore_address
from kg.web.addresses import page_of as address_of
from kg.web.desk import Desk
from kg.web.explore import entity_called
from kg.web.sentences import reason_of, retold
from kg.web.speech import Speech

Values = dict[str, Any]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")
_INTERVAL = re.compile(r"(?P<begin>\d{4}-\d\d-\d\d)?/(?P<end>\d{4}-\d\d-\d\d)?|(?P<day>\d{4}-\d\d-\d\d)")
PAGE_EVENTS = 100  # of an answer on one page; the files hold all
MOST_PAGES = 1000
NO_ROWS = Answered(
    b'{"head": {"vars": []}, "results": {"bindings": []}}', "application/sparql-results+json", False, "table"
)
_NOTES = ("quote", "article", "published", "event", "report")  # columns told below a row, as its evidence


def questions_page(speech: Speech) -> Values:
    """All questions with what one may ask by."""
    return {
        "questions": [
            (
                question.name,
                speech.typeset(question.title(speech.language)),
                [_name(speech, param.name) for param in question.params],
            )
            for question in load_questions().values()
        ]
    }


async def question_page(desk: Desk, speech: Speech, name: str, given: QueryParams) -> Values | None:
    """A question as a form, with its answer when it can be asked; None when there is no such question."""
    question = load_questions().get(name)
    if question is None:
        return None
    params = {param.name: given.get(param.name, "").strip() for param in question.params}
    values: Values = {
        "question": question,
        "title": speech.typeset(question.title(speech.language)),
        "params": [
            {
                **{
                    "name": param.name,
                    "kind": param.kind,
                    "required": param.required,
                    "label": _name(speech, param.name),
                },
                **{"value": params[param.name] or (param.default or "")},
                "shown": _shown(desk, speech, param.kind, params[param.name]) or (param.default or ""),
            }
            for param in question.params
        ],
        "classes": [(group, [name for name, parent in CLASSES.items() if _group(name) == group]) for group in GROUPS],
        "statuses": STATUSES,
        "answer": None,
        "error": None,
        "sparql": question.text,
    }
    if any(param.required and not params[param.name] for param in question.params):
        return values
    try:
        number = given.get("page", "")
        page = int(number) if number.isascii() and number.isdigit() and 0 < int(number) <= MOST_PAGES else 1
        asked = _understood(desk, question, params)
        told = await anyio.to_thread.run_sync(_page_of, desk, name, asked, page)
        answered = NO_ROWS if told.is_empty else await desk.answer(told.text)
        answer = answer_of(desk.store, question, answered.body, speech.language)
        has_next = page < MOST_PAGES and await _goes_on(desk, told, answer, page)
    except (QuestionError, QueryRefusedError) as error:
        values["error"] = retold(str(error), speech).partition(" Type:")[0]
        return values
    return values | {
        "answer": answer,
        "table": _table(desk, speech, answer),
        "truncated": answered.truncated,
        "sparql": told.whole,
        "asked": asked,
        "narrowed": bool(asked) and not any(param.required for param in question.params),
        "page": page,
        "has_next": has_next,
    }


async def _goes_on(desk: Desk, asked: Asked, answer: Answer, page: int) -> bool:
    """Whether the question has a page after this one; asked of the store where the rows do not tell."""
    if asked.goes_on is not None or len(answer.rows) < PAGE_EVENTS:
        return bool(asked.goes_on)
    answered = await desk.answer(is_more_after(asked.whole, PAGE_EVENTS, page))
    return bool(json.loads(answered.body)["boolean"])


def _page_of(desk: Desk, name: str, params: Mapping[str, str], page: int) -> Asked:
    return page_of(desk.store, desk.catalogue, name, params, PAGE_EVENTS, page)


def _understood(desk: Desk, question: Question, params: Mapping[str, str]) -> dict[str, str]:
    """The parameters that are given; what is a slug of ours as its IRI."""
    asked: dict[str, str] = {}
    for param in question.params:
        value = params[param.name]
        if value and param.kind in ("place", "actor") and (row := entity_called(desk, value, param.kind)) is not None:
            value = desk.store.names.entity(row["id"])[1:-1]
        if value:
            asked[param.name] = value
    return asked


def first_pages(desk: Desk) -> list[str]:
    """What is asked when a question is opened, of those that need no answer to a parameter first."""
    questions = [question for question in load_questions().values() if not any(p.required for p in question.params)]
    pages = (_page_of(desk, question.name, {}, 1) for question in questions)
    return [asked.text for asked in pages if not asked.is_empty]


async def question_file(desk: Desk, speech: Speech, name: str, given: QueryParams, format: str) -> bytes:
    """The answer as CSV or JSON. Raises QuestionError and QueryRefusedError."""
    question = load_questions()[name]
    params = {param.name: given.get(param.name, "").strip() for param in question.params}
    _, query = prepare(desk.store, name, _understood(desk, question, params))
    answered = await desk.endpoint.ask(query, "json")
    answer = answer_of(desk.store, question, answered.body, speech.language)
    if format == "json":
        return json.dumps(answer.records(), ensure_ascii=False, indent=1).encode(errors="replace")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.table())
    return text.getvalue().encode(errors="replace")


def _group(name: str) -> str:
    while name in CLASSES:
        name = CLASSES[name]
    return name


def _name(speech: Speech, param: str) -> str:
    return speech.words.get(f"param_{param}", speech.label(param))


def _shown(desk: Desk, speech: Speech, kind: str, value: str) -> str:
    """A slug or IRI as the name that a person knows."""
    if kind in ("place", "actor") and value:
        slug = desk.store.names.local("entity", value) or value
        if (row := desk.catalogue.entity(slug)) is not None:
            return speech.name(row)
    return value


def _table(desk: Desk, speech: Speech, answer: Answer) -> Values:
    """Columns that say something; two bounds as one number; the quote with its article below each row."""
    used = [n for n, name in enumerate(answer.columns) if any(row[n].text for row in answer.rows)]
    column = {name: n for n, name in enumerate(answer.columns)}
    upper = {
        n: column[f"{name[:-3]}high"]
        for name, n in column.items()
        if name.endswith("low") and f"{name[:-3]}high" in column
    }
    notes = [n for n in used if answer.columns[n] in _NOTES]
    second = {*upper.values(), *([column["end"]] if "begin" in column and "end" in column else [])}
    shown = [n for n in range(len(answer.columns)) if n not in notes and n not in second]
    shown = [n for n in shown if n in used or upper.get(n) in used or answer.columns[n] == "begin"]
    if not shown:
        shown, notes = used, []
    rows = []
    for row in answer.rows:
        cells = {name: row[n] for name, n in column.items()}
        rows.append(
            {
                "cells": [
                    _bounds(speech, row[n], row[upper[n]])
                    if n in upper
                    else _cell(desk, speech, row[n], answer.columns[n], cells)
                    for n in shown
                ],
                "quote": cells["quote"].text if "quote" in cells and column["quote"] in notes else "",
                "links": [
                    _cell(desk, speech, row[n], answer.columns[n], cells) | {"name": answer.columns[n]}
                    for n in notes
                    if answer.columns[n] != "quote" and row[n].text
                ],
            }
        )
    labels = [
        answer.labels[n].split(",")[0] if n in upper or answer.columns[n] == "begin" else answer.labels[n]
        for n in shown
    ]
    numeric = [_numeric(answer, n) for n in shown]
    return {"labels": labels, "numeric": numeric, "rows": rows, "has_reports": column.get("report") in notes}


def _bounds(speech: Speech, low: Cell, high: Cell) -> Values:
    """« 20–21 », « ≥ 29 », « ≤ 40 » as one cell."""
    words = [speech.number(cell.number) if cell.number is not None else cell.text for cell in (low, high)]
    return {"text": bounds_in_words(*words), "links": [], "day": False, "quiet": False, "address": None}


def _numeric(answer: Answer, n: int) -> bool:
    return all(row[n].number is not None or not row[n].text for row in answer.rows)


def _cell(desk: Desk, speech: Speech, cell: Cell, name: str, row: Mapping[str, Cell]) -> Values:
    if name == "begin" and _is_day(cell) and ("end" not in row or _is_day(row["end"])):
        return _dates(speech, row)
    day = bool(_DAY.fullmatch(cell.text))
    return {
        "text": _why(speech, cell.text) if name == "why" else _told(speech, cell.text),
        "links": [
            (label if name in _NOTES else _name_of(desk, speech, iri, label), address_of(desk.store.names, iri))
            for iri, label in cell.links
        ],
        "day": day,
        "quiet": False,
        "address": _events_of(desk, row) if name == "events" and "month" in row else None,
    }


def _why(speech: Speech, text: str) -> str:
    """Why reports are one event, in the reader's language; which reports they are stands on the event's page."""
    reason, words = reason_of(text, speech), speech.words
    parts = [reason.text, " · ".join(reason.agreed)]
    if reason.against:
        parts.append(f"{words['speaks_against']} {' · '.join(reason.against)}")
    if reason.score:
        parts.append(words["score_of"].format(score=reason.score, needed=reason.needed))
    told = [part if part.endswith(".") else f"{part}." for part in parts if part]
    return speech.typeset(" ".join(part[:1].upper() + part[1:] for part in told))


def _name_of(desk: Desk, speech: Speech, iri: str, label: str) -> str:
    """What a link is called: an event by its class, who and where, not by its identifier."""
    id = desk.store.names.local("event", iri)
    event = desk.catalogue.event(id) if id is not None else None
    if event is None:
        return label
    parts, topics = desk.catalogue.parts([event["n"]])[event["n"]], desk.catalogue.topics([event["n"]])[event["n"]]
    return " · ".join(filter(None, (speech.label(event["type"]), speech.gist(parts, topics))))


def _is_day(cell: Cell) -> bool:
    return not cell.text or bool(_DAY.fullmatch(cell.text))


def _told(speech: Speech, text: str) -> str:
    """The words of a cell, its dates as people write them."""
    if _MONTH.fullmatch(text):
        return speech.day(text)
    if (found := _INTERVAL.fullmatch(text)) and text != "/":
        return speech.day(text) if found["day"] else speech.when(found["begin"], found["end"])
    return text


def _dates(speech: Speech, row: Mapping[str, Cell]) -> Values:
    """Begin and end as one cell: « 10 juin 2014 », « depuis le 1er juin 2014 »; of an undated event when it was told."""
    begin, end = row["begin"].text, row["end"].text if "end" in row else ""
    if not begin and not end:
        return {"text": _undated(speech, row), "links": [], "day": False, "quiet": True, "address": None}
    text = speech.when(begin, end) if "end" in row else speech.day(begin)
    return {"text": text, "links": [], "day": True, "quiet": False, "address": None}


def _undated(speech: Speech, row: Mapping[str, Cell]) -> str:
    """What stands for a day that no text tells: the day of the article that tells the event, called so."""
    if "published" in row and row["published"].text:
        return f"{speech.words['undated_at']} {speech.day(row['published'].text)}"
    return speech.words["date_unknown"]


def _events_of(desk: Desk, row: Mapping[str, Cell]) -> str:
    """The list of the events that a count of a month, and of a country, stands for."""
    month = date.fromisoformat(f"{row['month'].text}-01")
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    places = [desk.store.names.local("entity", iri) for iri, _ in row["country"].links] if "country" in row else []
    place = places[0] if places else None
    return explore_address("list", statuses=("asserted",), place=place, first=month, last=following - timedelta(1))
