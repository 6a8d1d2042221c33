"""The values that cross between steps: text on one side, world on the other.

Frozen, slotted, made of tuples; the standard library alone. Offsets are half-open and count code
points of `Article.text`; intervals are half-open too. Absent is None or (), never a made-up value.
"""

import copyreg
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal, get_args

Level = Literal["name", "nominal", "pronoun"]
Status = Literal["asserted", "planned", "possible", "denied"]
Change = Literal["total", "additional"]
Basis = Literal["text", "published", "event"]
Relation = Literal["in", "since", "until", "before", "after", "for"]
Verdict = Literal[
    "sameEvent",
    "differentEvents",
    "sameEntity",
    "differentEntity",
    "rightReport",
    "wrongReport",
    "wrongValue",
    "missedEvent",
]

STATUSES: tuple[Status, ...] = ("asserted", "planned", "possible", "denied")
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


# ---------------------------------------------------------------- text


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: `text` is NFC and never changed after, every offset refers to it.

    `id` is a hash of language, publication date and text (`article_id`); `source_id` is the id the
    input gave, else the file name; `language` is BCP-47; `published` None when nothing tells it.
    """

    id: str
    source_id: str
    language: str
    title: str | None
    text: str
    published: date | None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words from `start` to `end` (code points of Article.text, half-open)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class EntityMention:
    """Words that name, describe or point to an actor, place or thing.

    `kind` is a class local name of the ontology (Person, City, ArmedForce, Weapon…). `head` is the
    word that syntax should look at. `key` names what is meant inside the article: a gazetteer id
    when the recogniser knew it, else None until coreference or linking decides. `number` is the
    grammatical number, `gender` the grammatical gender, where known. `of` is the entity that a
    description belongs to: for « les forces irakiennes » the State key "iraq".
    """

    anchor: Anchor
    kind: str
    level: Level
    head: Anchor
    key: str | None = None
    of: str | None = None
    number: Literal["sing", "plur"] | None = None
    gender: Literal["fem", "masc"] | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `begin` to `end`, half-open; None where open or unknown."""

    begin: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression. `interval` is None when it cannot be resolved.

    `basis`: "text" (absolute words), "published" (resolved against the publication date), "event"
    (counted from another event: `shift_days` after it, negative before). `relation` is how the
    words attach: "in", "since" (depuis: begin only), "until" (jusqu'à, d'ici: end only), "before",
    "after", "for" (a duration of `shift_days`). `granularity` is day, week, month, season,
    quarter, year, decade, hour; `value` the TIMEX3 value (ISO 8601) where there is one.
    """

    anchor: Anchor
    interval: Interval | None
    basis: Basis
    relation: Relation = "in"
    granularity: str = "day"
    value: str | None = None
    shift_days: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A count or measure: `low` and `high` integers or None where open.

    `unit` is what is counted, as a lemma in the article's language or a measure's name (km);
    `change` tells 560 *more* soldiers ("additional") from 4650 *in all* ("total").
    """

    low: int | None
    high: int | None
    unit: str | None = None
    change: Change = "total"


@dataclass(frozen=True, slots=True)
class Quantity:
    """Words that count: « 560 militaires », « au moins vingt morts », « quatrième ».

    `measure` is deaths, injured, personnel, detained, displaced, abducted, occurrence, distance,
    or None where the words do not decide. `number` is the anchor of the number alone. `subset` is true
    of a part of another figure (« dont deux enfants »).
    """

    anchor: Anchor
    amount: Amount
    measure: str | None = None
    subset: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills a role of an event mention, and through which grammatical function it does."""

    role: str
    filler: "EntityMention | Timex | Quantity | EventMention"
    function: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A deed told before, by its first trigger, that a telling was compared with: why it is that deed or another.

    `score` is what the features add up to; None where something rules one deed out.
    """

    trigger: Anchor
    why: str
    score: float | None


@dataclass(frozen=True, slots=True)
class EventMention:
    """One telling of an event: a trigger word, its class, its arguments, its status.

    `status` folds polarity and modality as the codebook says. `source` are the mentions of who says
    so. `rule` names the lexicon entry that fired ("fr/Deployment/noun/envoi"). `group` is the number,
    within the document, of the event this mention tells: mentions of one group are the same event.
    `beside` are the deeds that it was compared with.
    """

    type: str
    trigger: Anchor
    sentence: Anchor
    arguments: tuple[Argument, ...]
    status: Status
    source: tuple[EntityMention, ...]
    rule: str
    group: int = 0
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence part with a trigger word of which no event was made, and why."""

    anchor: Anchor
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article as understood, before anything is linked across articles."""

    article: Article
    sentences: tuple[Anchor, ...]
    mentions: tuple[EntityMention, ...]
    times: tuple[Timex, ...]
    quantities: tuple[Quantity, ...]
    events: tuple[EventMention, ...]
    unread: tuple[Unread, ...]
    coreference: tuple[tuple[int, ...], ...] = ()  # groups of indices into `mentions`


# ---------------------------------------------------------------- world


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor, place or thing of the world.

    `id` is a slug, stable across articles; `labels` are (language, text), the preferred label of a
    language first, other names after; `same_as` holds IRIs of verified identifiers; `part_of` the ids
    of the places that contain it or the bodies it belongs to; `coordinates` (lat, long) in degrees;
    `radius_km`, where coordinates were computed (« à 60 km au sud de Mossoul »), how far from them the place may be.
    """

    id: str
    kind: str
    labels: tuple[tuple[str, str], ...]
    same_as: tuple[str, ...] = ()
    coordinates: tuple[float, float] | None = None
    part_of: tuple[str, ...] = ()
    radius_km: float | None = None

    def label(self, language: str) -> str:
        """The preferred label in `language`, else in any language."""
        for code, text in self.labels:
            if code == language:
                return text
        return self.labels[0][1]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number stated of an event: `measure` is deaths, injured, personnel, …"""

    measure: str
    amount: Amount
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why we believe one value of a report: the exact words, their sentence, the rule that fired.

    `about` is "trigger", a role, "figure", "time", "source" or "status"; `value` is the id of the
    entity, report or figure measure these words are evidence of, None for the trigger. `because` says
    why these words were taken for the entity, and `others` are ids of what else they might mean.
    """

    about: str
    anchor: Anchor
    sentence: Anchor
    rule: str | None = None
    value: str | None = None
    because: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One article's account of one event.

    `roles` are (role, id) with id an entity id, or for `topic` a report id of the same article.
    `sources` are entity ids. `evidence` is never empty: its first item is the trigger.
    """

    id: str
    article_id: str
    type: str
    status: Status
    interval: Interval | None
    time_basis: Basis | None
    roles: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: derived from its reports (never empty), and rebuilt from them at will.

    `roles` are as in Report, with `topic` naming an event id. `realises` are ids of the planned
    events that this event carried out. `why` are sentences that explain the identity of its reports.
    """

    id: str
    type: str
    status: Status
    interval: Interval | None
    time_basis: Basis | None
    roles: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    sources: tuple[str, ...]
    reports: tuple[Report, ...]
    realises: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


# ---------------------------------------------------------------- what a person decided


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article by which a decision finds its report again, whatever ids the report has by then.

    `start` counts in the text as it was; `sentence` holds the quote; `type` is the class that was read there. `side`
    parts the passages of a decision that two events are different: 0 or 1.
    """

    source_id: str
    start: int
    quote: str
    sentence: str
    type: str | None = None
    side: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """A value that a person corrects: `old` None to add one, `new` None to take it away.

    `property` is a role, source, type, status, begin, end, a measure, or entity. Values are entity ids, with their names
    and the kind of the new one; names of classes and statuses; ISO days; figures as gold files write them (12, +560,
    12..15, 20.., ..50).
    """

    property: str
    old: str | None
    new: str | None
    old_name: str | None = None
    new_name: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, who and when (UTC, ISO 8601); `undone_by` and `undone` tell who took it back, and when.

    `id` is a hash of what is decided: the same decision has the same id, whoever takes it.
    """

    id: str
    verdict: Verdict
    who: str
    when: str
    passages: tuple[Passage, ...] = ()
    edits: tuple[Edit, ...] = ()
    note: str | None = None
    undone_by: str | None = None
    undone: str | None = None


# ---------------------------------------------------------------- between processes


def _parts(value: Any) -> tuple[type[Any], tuple[Any, ...]]:
    """What a value is pickled as: its class and its fields. A compiled one (`scripts/compile.py`) is not by itself."""
    return type(value), tuple(getattr(value, each.name) for each in fields(value))


_KINDS: tuple[type[Any], ...] = (
    *(Article, Anchor, EntityMention, Interval, Timex, Amount, Quantity, Argument, Beside, EventMention, Unread),
    *(Document, Entity, Figure, Evidence, Report, Event, Passage, Edit, Decision),
)
for _kind in _KINDS:
    copyreg.pickle(_kind, _parts)
