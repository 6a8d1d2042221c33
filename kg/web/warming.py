"""Counts ahead what many will ask for, so that the first to open a crowded page need not wait."""

import asyncio
import os
import sys
import threading
from contextlib import suppress

from kg.graph.catalogue import Filter
from kg.graph.endpoint import Endpoint, QueryRefusedError
from kg.view.network import LINKED, LINKS
from kg.web.desk import Desk
from kg.web.explore import GRAPH_EVENTS
from kg.web.pages import entity_page
from kg.web.questions import first_pages
from kg.web.speech import speech_of

CROWDED = 8  # so many actors and so many places; those with fewer events are quick
MANY_ANSWERS = 10_000  # events of a graph of which every question is quick
MANY_EVENTS = 1000  # an actor or place of fewer is quick whoever asks first


def warm(desk: Desk) -> None:
    """Count what the views of all events show, the pages and graphs of those of whom most is told, the questions of all."""
    if sys.platform == "linux":  # elsewhere it would be the whole process
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)  # readers come first
    catalogue, everything = desk.catalogue, Filter()
    _graph(desk, everything)
    catalogue.by_place(everything)
    catalogue.placed(everything)
    for places in (False, True):
        for row in catalogue.most_present(places=places, most=CROWDED):
            if row["events"] >= MANY_EVENTS and catalogue is desk.catalogue:
                entity_page(desk, speech_of("fr"), row["id"])
                _graph(desk, Filter(place=row["id"]) if places else Filter(actor=row["id"]))
    if catalogue.count(everything) >= MANY_ANSWERS:
        asyncio.run(_questions(desk))


async def _questions(desk: Desk) -> None:
    """Ask what is asked when a question is opened, one after the other; the processes are as patient as this thread."""
    endpoint = Endpoint(desk.endpoint.snapshot, desk.store.names, desk.endpoint.limits)
    for query in first_pages(desk):
        if desk.endpoint.snapshot == endpoint.snapshot:
            with suppress(QueryRefusedError):
                await desk.answer(query, endpoint)


def _graph(desk: Desk, asked: Filter) -> None:
    catalogue = desk.catalogue
    if catalogue.count(asked) > GRAPH_EVENTS:
        rows = catalogue.present(asked, LINKED)
        catalogue.together(asked, [row["n"] for row in rows], LINKS)
    for column in ("type", "status"):
        catalogue.by(column, asked)
