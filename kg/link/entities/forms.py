"""Words of a mention in another form: without titles or number, in the singular, as a man bears a title."""

import re
from datetime import date

from kg.link.entities.words import LinkWords
from kg.link.spelling import fold, slug
from kg.model import Entity, EntityMention


def name_of(entity: Entity) -> str:
    """What an entity is called in a reason."""
    return entity.label("fr")


def day_of(when: date | None) -> str:
    """A day as a reason tells it."""
    return when.isoformat() if when is not None else "an unknown day"


def bare(text: str, words: LinkWords) -> str:
    """A name without titles before it: « le général Haftar » → « Haftar »."""
    parts = text.split()
    while len(parts) > 1 and (
        fold(parts[0]).strip(".") in words.names.titles
        or (parts[0][:1].islower() and fold(parts[0]) not in words.names.particles)
    ):
        parts.pop(0)
    return " ".join(parts)


def first_word(text: str) -> str:
    """The first word, folded; "" where there is none."""
    parts = fold(text).replace("-", " ").split()
    return parts[0] if parts else ""


def singular(text: str, words: LinkWords) -> str:
    """The words with the plural mark of the first word taken off, and of what follows up to a preposition."""
    parts = text.split()
    for number, part in enumerate(parts):
        if fold(part) in words.phrases.small:
            break
        parts[number] = words.endings.singular.first(part)
    return " ".join(parts)


def uncapital(text: str) -> str:
    """The words with a small letter at their head, but for letters in capitals: « Ministre » → « ministre »."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def masculine(title: str, words: LinkWords) -> str:
    """The title as a man bears it: « Première ministre » → « premier ministre »."""
    return " ".join(words.offices.masculine.get(part, part) for part in fold(title).split())


def without_number(text: str, words: LinkWords) -> str:
    """« quarante véhicules blindés », « 40 véhicules blindés » without the number."""
    parts = text.split()
    while len(parts) > 1 and all(
        fold(part) in words.phrases.numbers or part.isdigit() for part in re.split(r"[-‐.,]", parts[0])
    ):
        parts.pop(0)
    return " ".join(parts)


def key_words(text: str, words: LinkWords) -> str:
    """A slug of the words that carry meaning: « ministre de la Défense » → ministre-defense."""
    return "-".join(part for part in slug(text).split("-") if part not in words.phrases.small)


def is_counted(mention: EntityMention) -> bool:
    """Whether digits stand in the words."""
    return any(char.isdigit() for char in mention.anchor.text)
