"""The figures of two reports compared: tolls that are revised, troops that are not."""

from math import inf

from kg.link.comparison.profile import Apart, Count, Found, Profile, Words


def compare_figures(p: Profile, q: Profile) -> list[Found] | Apart:
    features: list[Found] = []
    for measure in sorted({figure[0] for figure in p.figures} & {figure[0] for figure in q.figures}):
        pairs = [_two_figures(x, y, p, q) for x in p.figures for y in q.figures if x[0] == measure and y[0] == measure]
        agreeing = [found for found in pairs if not isinstance(found, Apart)]
        if not agreeing:
            return next(found for found in pairs if isinstance(found, Apart))
        features.append(max(agreeing, key=lambda found: found[0]))
    return features


def _two_figures(x: Count, y: Count, p: Profile, q: Profile) -> Found | Apart:
    measure = x[0]
    words: Words = ("{} {} and {}", measure, _span(x), _span(y))
    if x[1:3] == y[1:3]:
        if x[3] != y[3]:
            return 0.0, words
        number = x[1] or x[2] or 0
        weight = 2.0 if measure in ("personnel", "occurrence") else 1.5 if number >= 3 else 0.5
        return weight, ("the same figure, {} {}", measure, _span(x))
    if x[3] != y[3]:
        return 0.0, words
    if _least(x) <= _most(y) and _least(y) <= _most(x):
        return 0.5, ("figures that can agree, {}", words)
    low, high = sorted((_stated(x), _stated(y)))
    ratio = high / max(low, 1.0)
    if measure == "occurrence":
        return Apart(("not the same time ({})", words))
    if ratio <= 1.1 or (ratio <= 1.25 and low >= 5 and measure != "personnel"):
        return 0.5, ("nearly the same figure, {}", words)
    if measure == "personnel" and p.group in ("Movement", "Presence", "Support"):
        return Apart(("different numbers of troops ({})", words))
    weight = -0.25 if ratio <= 1.5 else -0.5 if ratio <= 2 else -1.0 if ratio <= 4 else -1.75 if ratio <= 10 else -2.5
    if _revised(x, y, p, q):
        return weight * 0.4, ("a figure revised later, {}", words)
    return weight, ("figures disagree, {}", words)


def _revised(x: Count, y: Count, p: Profile, q: Profile) -> bool:
    """A toll that grows with the days is the same toll."""
    if p.pub is None or q.pub is None or p.pub == q.pub:
        return False
    if x[0] not in ("deaths", "injured", "detained", "displaced"):
        return False
    first, later = (x, y) if p.pub < q.pub else (y, x)
    return _stated(later) > _stated(first)


def _least(figure: Count) -> float:
    return figure[1] if figure[1] is not None else 0.0


def _most(figure: Count) -> float:
    return figure[2] if figure[2] is not None else inf


def _stated(figure: Count) -> float:
    return float(figure[1] if figure[1] is not None else figure[2] or 0)


def _span(figure: Count) -> str:
    _, low, high, change = figure
    words = str(low) if low == high else f"{low if low is not None else ''}–{high if high is not None else ''}"
    return f"+{words}" if change == "additional" else words
