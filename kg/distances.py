"""« à 60 km au sud de Mossoul »: the words of a distance, and where that is."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.resources import ResourceError, folder, read_toml

EARTH_KM = 6371.0  # mean radius
# « au sud » is any bearing within 22.5° of south: at d km, 0.38 d to either side; numbers are round as well.
SHARE_WITH_DIRECTION = 0.4


@dataclass(frozen=True, slots=True)
class DistanceWords:
    """distances.toml: words in lower case; `directions` in degrees from north, clockwise."""

    units: frozenset[str]
    about: frozenset[str]
    counted: frozenset[str]
    located: frozenset[str]
    near: frozenset[str]
    spans: frozenset[str]
    travel: frozenset[str]
    directions: Mapping[str, float]


@cache
def load_distance_words(language: str = "fr") -> DistanceWords:
    """The words of `language`; a language without the file has none. Raises ResourceError for a wrong direction."""
    path = folder("lang") / language / "distances.toml"
    if not path.exists():
        none: frozenset[str] = frozenset()
        return DistanceWords(none, none, none, none, none, none, none, {})
    data = read_toml(path)
    for word, degrees in data["directions"].items():
        if not isinstance(degrees, int | float) or not 0 <= degrees < 360:
            raise ResourceError(f"{path}: [directions] {word} is “{degrees}”; write degrees from 0 to 359.")
    return DistanceWords(
        units=frozenset(data["units"]),
        about=frozenset(data["about"]),
        counted=frozenset(data["counted"]),
        located=frozenset(data["located"]),
        near=frozenset(data["near"]),
        spans=frozenset(data["spans"]),
        travel=frozenset(data["travel"]),
        directions=data["directions"],
    )


def direction_in(text: str, words: DistanceWords) -> str | None:
    """The direction that a text names, the longest word first: « au sud-est de » → "sud-est"; None where there is none."""
    spoken = text.lower().replace("‑", "-").replace("‐", "-")
    for word in sorted(words.directions, key=len, reverse=True):
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", spoken):
            return word
    return None


def compass_of(degrees: float) -> str:
    """The nearest of the eight points of the compass, as an id has it: 130 → "se"."""
    return ("n", "ne", "e", "se", "s", "sw", "w", "nw")[round(degrees / 45) % 8]


def point_at(start: tuple[float, float], km: float, degrees: float) -> tuple[float, float]:
    """The point (lat, long in degrees) at `km` from `start` in the direction `degrees` from north, on a sphere."""
    lat, long, bearing = math.radians(start[0]), math.radians(start[1]), math.radians(degrees)
    arc = km / EARTH_KM
    there = math.asin(math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(bearing))
    across = math.atan2(
        math.sin(bearing) * math.sin(arc) * math.cos(lat), math.cos(arc) - math.sin(lat) * math.sin(there)
    )
    return round(math.degrees(there), 4), round((math.degrees(long + across) + 540) % 360 - 180, 4)


def km_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance of two points (lat, long in degrees) on a sphere."""
    (lat, long), (to_lat, to_long) = (map(math.radians, point) for point in (a, b))
    half = math.sin((to_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(to_lat) * math.sin((to_long - long) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def radius_of(km: float, direction: str | None) -> float:
    """How far from the computed point the place may be, in km: without a direction, the whole distance."""
    return round(km * SHARE_WITH_DIRECTION, 1) if direction is not None else float(km)
