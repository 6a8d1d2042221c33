"""Bars over time as SVG, in the page itself: no script, no inline style, and every bar is a link."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from kg.view import style
from kg.web.speech import Speech

GROUPS = tuple(name for name in style.GROUPS if name != "Event")
_LANE = 28  # height of the highest bar of a lane
_NUMBERED = 18  # a bar so wide has its number above it
LINKS = 120  # so many bars and no more, or a keyboard would never reach the end


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time: how it begins in a date, its first and last day, and events by group."""

    name: str
    first: str
    last: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many events it has."""
        return sum(self.counts.values())


def slots(rows: Iterable[Sequence[object]], length: int) -> list[Slot]:
    """(group, date, count) → all stretches from first to last without a hole, each 4 a year, 7 a month, 10 a day."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for group, day, count in rows:
        counts[str(day)[:length]][str(group)] += int(str(count))
    if not counts:
        return []
    names = [name for name in sorted(counts) if len(name) == length]
    every, current = [], names[0]
    while current <= names[-1]:
        every.append(current)
        current = _following(current)
    return [Slot(name, *_bounds(name), dict(counts.get(name, {}))) for name in every]


def recent(found: Sequence[Slot]) -> tuple[list[Slot], int]:
    """The stretches but the first that hold one event in fifty together, where they would fill a third of the chart, and how many events these are."""
    total = sum(slot.total for slot in found)
    before, kept = 0, 0
    for number, slot in enumerate(found):
        if (before + slot.total) * 50 > total:
            break
        before, kept = before + slot.total, number + 1
    return (list(found[kept:]), before) if kept * 3 > len(found) else (list(found), 0)


def _bounds(name: str) -> tuple[str, str]:
    first = date.fromisoformat((name + "-01-01")[:10])
    following = date.fromisoformat((_following(name) + "-01-01")[:10])
    return first.isoformat(), (following - timedelta(1)).isoformat()


def _following(name: str) -> str:
    parts = [int(part) for part in name.split("-")]
    if len(parts) == 1:
        return f"{parts[0] + 1:04}"
    if len(parts) == 2:
        return f"{parts[0] + parts[1] // 12:04}-{parts[1] % 12 + 1:02}"
    return (date(*parts) + timedelta(1)).isoformat()


def best_length(first: str, last: str) -> int:
    """Years for decades, months for years, days for weeks."""
    days = (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days
    return 4 if days > 365 * 6 else 7 if days > 100 else 10


def stacked(found: Sequence[Slot], speech: Speech, link: Callable[[Slot], str]) -> Markup:
    """One bar for each stretch of time, its groups on top of each other; a chart for a wide page and one for a narrow."""
    return _stacked(found, speech, link, 1000, 150, "wide") + _stacked(found, speech, link, 340, 170, "narrow")


def _stacked(
    found: Sequence[Slot], speech: Speech, link: Callable[[Slot], str], width: int, height: int, room: str
) -> Markup:
    if not found:
        return Markup("")
    foot, top = 20, 16
    most = max(slot.total for slot in found)
    step = width / len(found)
    body = height - foot - top
    parts = [_open(width, height, speech.words["over_time"], f"chart stacked {room}")]
    for share in (0.5, 1.0):
        y = top + body * (1 - share)
        parts.append(f'<line class="grid" x1="0" x2="{width}" y1="{y:.1f}" y2="{y:.1f}"/>')
    parts.append(f'<text class="tick" x="0" y="{top - 4}">{speech.number(most)}</text>')
    for number, slot in enumerate(found):
        x, y = number * step, float(height - foot)
        bars = []
        for group in GROUPS:
            if count := slot.counts.get(group, 0):
                tall = body * count / most
                y -= tall
                bars.append(_bar(group, x + step * 0.08, y, step * 0.84, tall))
        if bars:
            hit = f'<rect class="hit" x="{x:.2f}" y="{top}" width="{step:.2f}" height="{body}"/>'
            parts.append(_linked(slot, speech, link(slot), hit + "".join(bars), len(found) <= LINKS))
    parts += _ticks(found, step, height - 5, speech)
    parts.append("</svg>")
    return Markup("".join(parts))


def lanes(found: Sequence[Slot], speech: Speech, link: Callable[[Slot, str], str]) -> Markup:
    """One lane for each group, with a bar for each stretch of time; taller is more. For a wide page and for a narrow."""
    return _lanes(found, speech, link, 960, 50, "wide") + _lanes(found, speech, link, 360, 72, "narrow")


def _lanes(
    found: Sequence[Slot], speech: Speech, link: Callable[[Slot, str], str], width: int, tall: int, room: str
) -> Markup:
    if not found:
        return Markup("")
    groups = [group for group in GROUPS if any(slot.counts.get(group) for slot in found)]
    label = 150 if room == "wide" else 0
    step = (width - label) / len(found)
    height = tall * len(groups) + 26
    most = max(count for slot in found for count in slot.counts.values())
    parts = [_open(width, height, speech.words["over_time"], f"chart lanes {room}")]
    for row, group in enumerate(groups):
        base = (row + 1) * tall
        total = sum(slot.counts.get(group, 0) for slot in found)
        parts.append(f'<line class="grid" x1="0" x2="{width}" y1="{base}" y2="{base}"/>')
        name = Markup.escape(speech.capital(speech.label(group)))
        line = base - tall / 2 if label else base - tall + 17
        parts.append(_shape(group, 12, line, 7))
        parts.append(f'<text class="lane-name" x="28" y="{line + (1 if label else 4)}">{name}</text>')
        if label:
            parts.append(f'<text class="tick" x="28" y="{line + 14}">{speech.number(total)}</text>')
        else:
            parts.append(
                f'<text class="tick" x="{width}" y="{line + 4}" text-anchor="end">{speech.number(total)}</text>'
            )
        for number, slot in enumerate(found):
            if count := slot.counts.get(group, 0):
                size = 3 + _LANE * (count / most) ** 0.5
                x = label + (number + 0.06) * step
                bar = _bar(group, x, base - size, max(1.0, step * 0.88), size)
                if step >= _NUMBERED:
                    at = x + step * 0.44
                    bar += f'<text class="number" x="{at:.1f}" y="{base - size - 3:.1f}">{speech.number(count)}</text>'
                one = Slot(slot.name, slot.first, slot.last, {group: count})
                parts.append(_linked(one, speech, link(slot, group), bar, len(found) * len(groups) <= 3 * LINKS))
    parts.append(f'<g transform="translate({label} 0)">{"".join(_ticks(found, step, height - 8, speech))}</g></svg>')
    return Markup("".join(parts))


def _bar(group: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="g-{group}" x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"/>'


def _open(width: int, height: int, title: str, names: str) -> str:
    return f'<svg class="{names}" viewBox="0 0 {width} {height}" role="group" aria-label="{Markup.escape(title)}">'


def _linked(slot: Slot, speech: Speech, address: str, inside: str, reachable: bool) -> str:
    told = ", ".join(f"{speech.number(count)} {speech.label(group)}" for group, count in sorted(slot.counts.items()))
    title = Markup.escape(
        f"{speech.day(slot.name)} : {told}" if speech.language == "fr" else f"{speech.day(slot.name)}: {told}"
    )
    tab = "" if reachable else ' tabindex="-1"'
    return f'<a href="{Markup.escape(address)}" aria-label="{title}"{tab}><title>{title}</title>{inside}</a>'


def _ticks(found: Sequence[Slot], step: float, y: float, speech: Speech) -> list[str]:
    """Years where there are several, else months or days, as many as find room."""
    length = len(found[0].name)
    years = length == 7 and found[0].name[:4] != found[-1].name[:4]
    marked = [n for n, slot in enumerate(found) if not years or slot.name.endswith("-01") or n == 0]
    every = max(1, -(-len(marked) // max(1, int(len(found) * step / (52 if years or length == 4 else 92)))))
    texts = []
    for n in marked[::every]:
        if n * step > len(found) * step - 30 and n:
            continue
        text = found[n].name[:4] if years or length == 4 else speech.day(found[n].name, short=True)
        texts.append(f'<text class="tick" x="{n * step:.1f}" y="{y}">{Markup.escape(text)}</text>')
    return texts


def _shape(name: str, x: float, y: float, size: float) -> str:
    mark = {**style.GROUPS, **style.FAMILIES}[name]
    points = " ".join(f"{x + px * size * mark.scale:.1f},{y + py * size * mark.scale:.1f}" for px, py in mark.outline)
    return f'<polygon class="g-{name}" points="{points}"/>'


def mark(name: str, status: str = "asserted", size: int = 16) -> Markup:
    """The sign of a group of events or a family of entities, as the graph draws it; for eyes alone."""
    shape = {**style.GROUPS, **style.FAMILIES}.get(name) or style.GROUPS["Event"]
    points = " ".join(f"{x * min(1.1, shape.scale):.3g},{y * min(1.1, shape.scale):.3g}" for x, y in shape.outline)
    cross = '<path class="cross" d="M-1.1 -1.1L1.1 1.1M1.1 -1.1L-1.1 1.1"/>' if status == "denied" else ""
    return Markup(
        f'<svg class="mark status-{Markup.escape(status)}" viewBox="-1.3 -1.3 2.6 2.6" width="{size}" height="{size}"'
        f' aria-hidden="true"><polygon class="shape g-{Markup.escape(name)}" points="{points}"/>{cross}</svg>'
    )
