"""An article's document as the flat record of `kg annotate`: everything found before linking across articles."""

from collections.abc import Sequence
from typing import Any

from kg.graph.triples import Names
from kg.graph.vocab import BASE
from kg.link.entities import Link
from kg.model import Argument, Document, EntityMention, EventMention, Quantity, Timex

Record = dict[str, Any]


def document_record(document: Document, links: Sequence[Link], base: str = BASE) -> Record:
    """The record of a document; `links` are those of its mentions, in the same order."""
    names = Names(base)
    article = document.article
    return {
        "sourceId": article.source_id,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "title": article.title,
        "text": article.text,
        "mentions": [
            {
                **_span(mention),
                "kind": mention.kind,
                "level": mention.level,
                "entity": names.entity(link.entity.id)[1:-1],
            }
            for mention, link in zip(document.mentions, links, strict=True)
        ],
        "times": [_time(timex) for timex in document.times],
        "quantities": [_quantity(quantity) for quantity in document.quantities],
        "events": [_event(event) for event in document.events],
        "unread": [{"start": u.anchor.start, "end": u.anchor.end, "why": u.why} for u in document.unread],
    }


def _span(item: EntityMention | Timex | Quantity) -> Record:
    return {"start": item.anchor.start, "end": item.anchor.end, "quote": item.anchor.text}


def _time(timex: Timex) -> Record:
    interval = timex.interval
    begin = interval.begin if interval else None
    end = interval.end if interval else None
    return {
        **_span(timex),
        "begin": begin.isoformat() if begin else None,
        "finish": end.isoformat() if end else None,
        "basis": timex.basis,
    }


def _quantity(quantity: Quantity) -> Record:
    amount = quantity.amount
    return {
        **_span(quantity),
        "low": amount.low,
        "high": amount.high,
        "unit": amount.unit,
        "measure": quantity.measure,
        "change": amount.change,
    }


def _event(event: EventMention) -> Record:
    return {
        "type": event.type,
        "status": event.status,
        "rule": event.rule,
        "trigger": {"start": event.trigger.start, "end": event.trigger.end},
        "sentence": {"start": event.sentence.start, "end": event.sentence.end},
        "source": [{"start": mention.anchor.start, "end": mention.anchor.end} for mention in event.source],
        "arguments": [_argument(argument) for argument in event.arguments],
    }


def _argument(argument: Argument) -> Record:
    filler = argument.filler
    anchor = filler.trigger if isinstance(filler, EventMention) else filler.anchor
    return {"role": argument.role, "start": anchor.start, "end": anchor.end, "function": argument.function}
