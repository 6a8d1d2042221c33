"""The timeline and the map as still pictures, SVG or PNG, in the colours and shapes of the page."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from kg.view import style
from kg.view.sheet import Box, Sheet, drawing

FileFormat = Literal["svg", "png"]
_ATLAS = Path(__file__).with_name("static") / "vendor" / "countries-50m.json"
_HEAD_PX, _FOOT_PX, _SIDE_PX = 84, 70, 28
_LANE_PX, _NAME_PX = 104, 190  # one lane for each group of events; the room for its name
_MARK_PX = 7.0
_ANTARCTICA = "010"


@dataclass(frozen=True, slots=True)
class Told:
    """An event on a timeline: its group, status, first and last day, and a few words."""

    group: str
    status: str
    first: date
    last: date
    words: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many events of a group begin in a stretch of time."""

    group: str
    first: date
    last: date
    number: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map: its name, point, and how many events of each group it has."""

    name: str
    lat: float
    long: float
    shares: Mapping[str, int]

    @property
    def total(self) -> int:
        """All its events."""
        return sum(self.shares.values())


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a picture, and the names of groups."""

    title: str
    line: str
    groups: Mapping[str, str]


def timeline_picture(
    told: Sequence[Told | Count], heading: Heading, file_format: FileFormat = "svg", dark: bool = False, width_px: int = 1600
) -> bytes:  # fmt: skip
    """A lane for each group: a mark for each event, or a bar for each count. The same values give the same bytes."""
    groups = [name for name in style.GROUPS if any(item.group == name for item in told)]
    height = _HEAD_PX + _LANE_PX * max(1, len(groups)) + _FOOT_PX
    with drawing():
        sheet = Sheet(width_px, height, dark)
        _head(sheet, heading)
        if told:
            first = min(item.first for item in told).toordinal()
            last = max(item.first if isinstance(item, Told) else item.last for item in told).toordinal() + 1
            wide = width_px - _NAME_PX - 2 * _SIDE_PX

            def across(day: date) -> float:
                return _NAME_PX + _SIDE_PX + min(1.0, (day.toordinal() - first) / max(1, last - first)) * wide

            _axis(sheet, first, last, across, _HEAD_PX, height - _FOOT_PX)
            for number, group in enumerate(groups):
                top = _HEAD_PX + number * _LANE_PX
                _lane(sheet, group, heading.groups.get(group, group), top)
                mine = [item for item in told if item.group == group]
                _marks(sheet, [item for item in mine if isinstance(item, Told)], across, top)
                most = max((item.number for item in told if isinstance(item, Count)), default=1)
                _bars(sheet, [item for item in mine if isinstance(item, Count)], across, top, most)
        return sheet.written(file_format)


def map_picture(
    spots: Sequence[Spot], heading: Heading, file_format: FileFormat = "svg", dark: bool = False, width_px: int = 1600, height_px: int = 1000
) -> bytes:  # fmt: skip
    """A ring for each place, its parts the groups of its events, on the outlines of the countries."""
    with drawing():
        sheet = Sheet(width_px, height_px, dark)
        frame = _Frame(spots, width_px, height_px)
        _countries(sheet, frame)
        most = max((spot.total for spot in spots), default=1)
        order = sorted(spots, key=lambda spot: (-spot.total, spot.name))
        taken: list[Box] = [(0, 0, width_px, _HEAD_PX), (0, height_px - _FOOT_PX, width_px, height_px)]
        sizes = [7 + 22 * math.sqrt(spot.total / most) for spot in order]
        for spot, far in zip(order, sizes, strict=True):
            x, y = frame.at(spot.lat, spot.long)
            _ring(sheet, spot, x, y, far)
            taken.append((x - far, y - far, x + far, y + far))
        for spot, far in zip(order, sizes, strict=True):
            x, y = frame.at(spot.lat, spot.long)
            sheet.label(spot.name, x, y, far + 2, 13, taken, weight="bold")
        sheet.clear((-4, -4, width_px + 4, _HEAD_PX), above_marks=False)
        sheet.clear((-4, height_px - _FOOT_PX + 14, width_px + 4, height_px + 4), above_marks=False)
        _head(sheet, heading)
        groups = [name for name in style.GROUPS if any(spot.shares.get(name) for spot in spots)]
        named = [(name, "asserted", heading.groups.get(name, name)) for name in groups]
        sheet.legend(named, _SIDE_PX + 8, height_px - 26)
        return sheet.written(file_format)


def _head(sheet: Sheet, heading: Heading) -> None:
    sheet.words(heading.title, _SIDE_PX, 32, 23, weight="bold")
    sheet.words(heading.line, _SIDE_PX, 60, 14, "soft")


# ---------------------------------------------------------------- timeline


def _lane(sheet: Sheet, group: str, name: str, top: float) -> None:
    middle = top + _LANE_PX / 2
    sheet.axes.plot(
        [0, sheet.width], [top + _LANE_PX, top + _LANE_PX], color=sheet.colours["edge"], linewidth=0.6, zorder=1
    )
    sheet.mark(group, "asserted", _SIDE_PX + 10, middle, 9)
    sheet.words(name, _SIDE_PX + 28, middle, 14, weight="bold")


def _axis(sheet: Sheet, first: int, last: int, across: Any, top: float, foot: float) -> None:
    for day, words in _ticks(date.fromordinal(first), date.fromordinal(last)):
        x = across(day)
        sheet.axes.plot([x, x], [top, foot], color=sheet.colours["edge"], linewidth=0.5, zorder=0)
        sheet.words(words, x + 4, foot + 18, 12.5, "soft")


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """At most a dozen years or months, as ISO writes them: they need no language."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 240, 1200) if months / step <= 12)
    start = first.year * 12 + first.month - 1
    for month in range(start + (-start) % step, last.year * 12 + last.month, step):
        day = date(month // 12, month % 12 + 1, 1)
        if first <= day <= last:
            yield day, str(day.year) if step >= 12 else day.isoformat()[:7]


def _marks(sheet: Sheet, told: Sequence[Told], across: Any, top: float) -> None:
    """Marks at their days, side by side in rows where they would cover each other; the words where there is room."""
    rows = 5
    ends = [-math.inf] * rows
    places: list[tuple[Told, float, float]] = []
    for item in sorted(told, key=lambda item: (item.first, item.words)):
        x = across(item.first)
        row = next((number for number in range(rows) if ends[number] < x), min(range(rows), key=lambda n: ends[n]))
        x = max(x, ends[row])
        ends[row] = x + 2.4 * _MARK_PX
        places.append((item, min(x, sheet.width - _SIDE_PX), top + 14 + row * (_LANE_PX - 28) / (rows - 1)))
    taken: list[Box] = [(x - _MARK_PX, y - _MARK_PX, x + _MARK_PX, y + _MARK_PX) for _, x, y in places]
    taken += [(0, -99, sheet.width, top + 2), (0, top + _LANE_PX - 2, sheet.width, sheet.height + 99)]
    taken.append((0, top, _NAME_PX + _SIDE_PX - 4, top + _LANE_PX))  # the name of the lane
    colours = style.GROUPS
    for item, x, y in places:
        end = across(item.last)
        if end - x > 2 * _MARK_PX:
            colour = colours[item.group].dark if sheet.dark else colours[item.group].light
            sheet.axes.plot([x, end], [y, y], color=colour, linewidth=1.6, alpha=0.45, zorder=2)
        sheet.mark(item.group, item.status, x, y, _MARK_PX)
    for item, x, y in places:
        sheet.label(item.words, x, y, _MARK_PX + 2, 11, taken, colour="soft")


def _bars(sheet: Sheet, counts: Sequence[Count], across: Any, top: float, most: int) -> None:
    from matplotlib.patches import Rectangle

    for item in counts:
        colour = style.GROUPS[item.group].dark if sheet.dark else style.GROUPS[item.group].light
        left, right = across(item.first), across(date.fromordinal(item.last.toordinal() + 1))
        tall = 3 + (_LANE_PX - 22) * math.sqrt(item.number / most)
        gap = 0.08 * (right - left)
        corner = (left + gap, top + _LANE_PX - tall)
        sheet.axes.add_patch(
            Rectangle(corner, max(1.0, right - left - 2 * gap), tall, facecolor=colour, linewidth=0, zorder=3)
        )


# ---------------------------------------------------------------- map


class _Frame:
    """The part of the world that a picture shows, with some room around its places."""

    def __init__(self, spots: Sequence[Spot], width: int, height: int) -> None:
        lats = [spot.lat for spot in spots] or [-50.0, 70.0]
        longs = [spot.long for spot in spots] or [-150.0, 170.0]
        room_x, room_y = width - 160, height - _HEAD_PX - _FOOT_PX - 80
        self.stretch = 1 / max(
            0.4, math.cos(math.radians((min(lats) + max(lats)) / 2))
        )  # a degree of latitude is longer
        spread_x, spread_y = max(8.0, max(longs) - min(longs)), max(6.0, max(lats) - min(lats)) * self.stretch
        self.zoom = min(room_x / spread_x, room_y / spread_y)
        self.middle = ((min(longs) + max(longs)) / 2, (min(lats) + max(lats)) / 2)
        self.centre = (width / 2, (height + _HEAD_PX - _FOOT_PX) / 2)

    def at(self, lat: float, long: float) -> tuple[float, float]:
        """Where a point stands on the sheet."""
        return (
            self.centre[0] + (long - self.middle[0]) * self.zoom,
            self.centre[1] - (lat - self.middle[1]) * self.zoom * self.stretch,
        )


@lru_cache(maxsize=1)
def _rings() -> tuple[np.ndarray[Any, Any], ...]:
    """The outlines of the countries, each a list of (long, lat); https://github.com/topojson/topojson-specification"""
    atlas = json.loads(_ATLAS.read_text(encoding="utf-8"))
    scale, shift = np.array(atlas["transform"]["scale"]), np.array(atlas["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in atlas["arcs"]]

    def ring(numbers: Sequence[int]) -> np.ndarray[Any, Any]:
        points = np.concatenate([arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers])
        turns = np.cumsum(np.round(np.diff(points[:, 0], prepend=points[0, 0]) / 360))
        points[:, 0] -= 360 * turns  # what crosses the 180th meridian goes on past it
        return points

    found = []
    for country in atlas["objects"]["countries"]["geometries"]:
        parts = {"Polygon": [country.get("arcs")], "MultiPolygon": country.get("arcs")}.get(country["type"], [])
        if country.get("id") != _ANTARCTICA:  # it surrounds a pole and cannot be drawn flat
            found += [ring(part[0]) for part in parts or ()]
    return tuple(found)


def _countries(sheet: Sheet, frame: _Frame) -> None:
    from matplotlib.collections import PolyCollection

    shapes = []
    for points in _rings():
        x, y = frame.at(points[:, 1], points[:, 0])  # type: ignore[arg-type]
        if np.max(x) > 0 and np.min(x) < sheet.width and np.max(y) > 0 and np.min(y) < sheet.height:
            shapes.append(np.stack([x, y], axis=1))
    land, border = ("#23292f", "#3b444d") if sheet.dark else ("#ecebe6", "#c4c6c4")
    sheet.axes.add_collection(PolyCollection(shapes, facecolors=land, edgecolors=border, linewidths=0.6, zorder=0))


def _ring(sheet: Sheet, spot: Spot, x: float, y: float, far: float) -> None:
    from matplotlib.patches import Circle, Wedge

    sheet.axes.add_patch(Circle((x, y), far, facecolor=sheet.colours["ground"], linewidth=0, zorder=3))
    angle = -90.0
    width = min(8.0, far * 0.5)
    for group in style.GROUPS:
        if share := spot.shares.get(group, 0):
            turn = 360 * share / spot.total
            colour = style.GROUPS[group].dark if sheet.dark else style.GROUPS[group].light
            part = Wedge((x, y), far, angle, angle + turn, width=width, facecolor=colour, linewidth=0, zorder=4)
            sheet.axes.add_patch(part)
            angle += turn
    if spot.total > 1 and far > 10:
        sheet.words(str(spot.total), x, y, min(14.0, far * 0.8), ha="center", weight="bold")
