"""A workshop that reads a notation instead of French, so that whole builds take milliseconds. Shared by tests.

One event a line: `Class words…`, with `@DAY`, `[planned]`, `deaths=N`, `personnel=N`, `agent:Name`, `target:Name`; other words are the
places. A statement is about the line above it. `boom` anywhere makes the reading fail.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from kg.articles import article_id
from kg.gazetteer import Gazetteer, Label, Record
from kg.link.entities import Link, link_mentions
from kg.model import (
    Amount,
    Anchor,
    Argument,
    Article,
    Document,
    Entity,
    EntityMention,
    EventMention,
    Interval,
    Quantity,
    Timex,
)

WORLD = (
    Entity("iraq", "Country", (("fr", "Irak"),)),
    Entity("mosul", "City", (("fr", "Mossoul"),), coordinates=(36.3, 43.1), part_of=("iraq",)),
    Entity("tal-afar", "City", (("fr", "Tall-Afar"),), coordinates=(36.4, 42.4), part_of=("iraq",)),
    Entity("islamic-state", "ArmedGroup", (("fr", "Daech"),)),
    Entity("francois-hollande", "Person", (("fr", "Hollande"),)),
)
STATEMENTS = ("Condemnation", "ClaimOfResponsibility", "Announcement")


@lru_cache(maxsize=1)
def tiny_gazetteer() -> Gazetteer:
    return Gazetteer(
        [Record(entity, tuple(Label(text, language) for language, text in entity.labels)) for entity in WORLD]
    )


@dataclass
class TinyWorkshop:
    """What `kg.pipeline.build` needs, for the notation above; `read` counts the readings."""

    gazetteer: Gazetteer = field(default_factory=tiny_gazetteer)
    run: str = "tiny-1"
    read: int = 0

    def understand(self, article: Article) -> tuple[Document, tuple[Link, ...]]:
        self.read += 1
        document = read_notation(article)
        return document, link_mentions(document, self.gazetteer)


def article(source_id: str, text: str, published: date | None = date(2016, 7, 5), title: str | None = None) -> Article:
    return Article(article_id("fr", published, text), source_id, "fr", title, text, published)


def read_notation(article: Article) -> Document:
    if "boom" in article.text:
        raise ZeroDivisionError("boom")
    by_name = {label: entity for entity in WORLD for _, label in entity.labels}
    mentions: list[EntityMention] = []
    events: list[EventMention] = []
    times: list[Timex] = []
    quantities: list[Quantity] = []
    sentences: list[Anchor] = []
    start = 0
    for group, line in enumerate(article.text.splitlines(keepends=True)):
        sentence = Anchor(start, start + len(line.rstrip()), line.rstrip())
        sentences.append(sentence)
        type, *words = line.split()
        arguments: list[Argument] = []
        status = "asserted"
        at = start + len(type)
        for word in words:
            at = article.text.index(word, at)
            anchor = Anchor(at, at + len(word), word)
            at += len(word)
            if word == "[planned]":
                status = "planned"
            elif word.startswith("@"):
                day = date.fromisoformat(word[1:])
                times.append(Timex(anchor, Interval(day, day + timedelta(1)), "text"))
                arguments.append(Argument("time", times[-1], "on"))
            elif word.startswith(("deaths=", "personnel=")):
                measure, _, count = word.partition("=")
                quantities.append(Quantity(anchor, Amount(int(count), int(count), "mort"), measure))
                arguments.append(Argument("figure", quantities[-1], "object"))
            else:
                role, colon, name = word.rpartition(":")
                inner = Anchor(anchor.end - len(name), anchor.end, name)
                entity = by_name.get(name)
                kind = entity.kind if entity else "Person" if colon else "City"
                mentions.append(EntityMention(inner, kind, "name", inner, entity.id if entity else None))
                arguments.append(Argument(role or "place", mentions[-1], "in"))
        if type in STATEMENTS and events:
            arguments.append(Argument("topic", events[-1], "object"))
        trigger = Anchor(start, start + len(type), type)
        events.append(EventMention(type, trigger, sentence, tuple(arguments), status, (), f"tiny/{type}", group))
        start += len(line)
    return Document(article, tuple(sentences), tuple(mentions), tuple(times), tuple(quantities), tuple(events), ())
