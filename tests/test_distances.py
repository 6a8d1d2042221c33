"""« à 30 km au nord de Kidal »: a place of its own; « une base située à 60 km au sud de Mossoul »: where the base is."""

from functools import cache

import pytest

from kg.articles import make_article
from kg.distances import direction_in, load_distance_words, point_at, radius_of
from kg.model import Entity
from kg.pipeline import Workshop


@cache
def workshop() -> Workshop:
    return Workshop()


@cache
def linked(text: str) -> dict[str, Entity]:
    article = make_article({"text": text, "published": "2016-07-11", "language": "fr"}, "distance")
    document, links = workshop().understand(article)
    return {mention.anchor.text: link.entity for mention, link in zip(document.mentions, links, strict=True)}


@pytest.mark.parametrize(
    ("text", "words", "id", "coordinates", "radius"),
    [
        (
            "Une attaque a eu lieu à 30 km au nord de Kidal.",
            "30 km au nord de Kidal",
            "30-km-n-of-kidal",
            (18.7132, 1.4092),
            12.0,
        ),
        (
            "Une embuscade a eu lieu à une vingtaine de kilomètres au sud-ouest de Gao.",
            "une vingtaine de kilomètres au sud-ouest de Gao",
            "20-km-sw-of-gao",
            (16.1445, -0.1771),
            8.0,
        ),
        (
            "Un obus est tombé à 15 kilomètres de Mossoul.",
            "15 kilomètres de Mossoul",
            "15-km-of-mosul",
            (36.335, 43.11889),
            15.0,
        ),
    ],
)
def test_a_distance_is_a_place(text: str, words: str, id: str, coordinates: tuple[float, float], radius: float) -> None:
    entity = linked(text).get(words)
    assert entity is not None, linked(text)
    assert (entity.id, entity.radius_km) == (id, radius)
    assert entity.coordinates == pytest.approx(coordinates, abs=0.02)
    assert len(entity.part_of) == 1  # the country, not the town


@pytest.mark.parametrize(
    ("text", "words", "absent"),
    [
        (
            "L'armée a repris une base aérienne située à 60 km au sud de Mossoul.",
            "base aérienne",
            "60 km au sud de Mossoul",
        ),
        (
            "Les rebelles ont pris le village de Tin Bakkar, à 12 km à l'est de Kidal.",
            "Tin Bakkar",
            "12 km à l'est de Kidal",
        ),
    ],
)
def test_a_distance_locates_a_place(text: str, words: str, absent: str) -> None:
    found = linked(text)
    assert found[words].coordinates is not None
    assert found[words].radius_km is not None
    assert absent not in found


@pytest.mark.parametrize(
    "text",
    [
        "Le convoi a parcouru 60 km vers Mossoul.",
        "Kidal est à 300 km.",
        "La ville de Gao, à 320 km de Kidal, est calme.",
    ],
)
def test_a_distance_alone_is_no_place(text: str) -> None:
    assert not any("km" in words for words in linked(text))


def test_a_known_place_keeps_its_coordinates() -> None:
    assert linked("La ville de Gao, à 320 km de Kidal, est calme.")["Gao"].radius_km is None


def test_points() -> None:
    assert point_at((0.0, 0.0), 111.195, 0) == pytest.approx((1.0, 0.0), abs=0.001)
    assert point_at((0.0, 179.9), 111.195, 90) == pytest.approx((0.0, -179.1), abs=0.001)
    assert (radius_of(30, "nord"), radius_of(30, None)) == (12.0, 30.0)


@pytest.mark.parametrize(
    ("text", "direction"),
    [("au sud-est de", "sud-est"), ("à l'ouest de", "ouest"), ("au nord de", "nord"), ("de", None)],
)
def test_directions(text: str, direction: str | None) -> None:
    assert direction_in(text, load_distance_words()) == direction
