"""Deeds told by a name and a day alone, of the verb or noun before: « ont pris Goma le 3 mars, Sake le 5 et Masisi le 7 ».

A month or year alone tells one, too: « arrêté en 2003 puis en 2007 », « deux coups d'État, en août 2020 et en mai 2021 »,
and a name with its number: « la France compte 1.200 soldats, l'Allemagne 800 ».
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.extract import syntax
from kg.extract.arguments.scene import Scene
from kg.extract.reading import Candidate, Filler, Gap, is_place, kind_in_role, with_kind
from kg.extract.tokens import Doc, Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention, Quantity, Timex
from kg.vocabulary import STATES

_BARE = ("object", "subject")  # functions without a preposition, the nearer first
_ENDING = (",", ";", ".", ":", ")", "–", "—", "»", "!", "?")
_WIDE = ("month", "year", "season")
_MEASURES = ("personnel", "deaths", "injured", "detained", "abducted")
_LASTING = ("Battle", "Offensive")  # what goes on through several months
_MOST_BEFORE = 3  # words between the beginning of a phrase and its mention


def read_gaps(scene: Scene) -> None:
    """Note with each trigger the deeds of which only the name and the day are told behind it."""
    behind, last = 0, _last_sign(scene)
    for token in scene.doc[1 : max(1, last)]:
        if token.i < behind or not _parts(token, scene):
            continue
        gap = _read(scene, token.i)
        owner = (_owner if gap.named else _again)(scene, token.i, gap) if gap is not None else None
        if gap is None or owner is None:
            continue
        candidate, parallel = owner
        behind = gap.end
        candidate.gaps.append(replace(gap, parallel=parallel))
        scene.gapped.update(range(token.i, gap.end))
        for other in scene.candidates:
            other.fillers = [f for f in other.fillers if not token.i <= scene.sentence.words(f.mention)[0] < gap.end]


def _last_sign(scene: Scene) -> int:
    """Where the last time or number of the sentence begins, without which no such deed is told; 0 where there is none."""
    times = [scene.sentence.span(timex.anchor.start, timex.anchor.end)[0] for timex in scene.sentence.times]
    counted = any(quantity.measure in _MEASURES for quantity in scene.sentence.quantities)
    numbers = [token.i for token in scene.doc if token.pos_ == "NUM"] if counted else []
    return max([*times, *numbers], default=0) if scene.candidates else 0


def tell_gaps(candidate: Candidate) -> Iterator[Candidate]:
    """The deeds whose verb or noun is that of the candidate: what they do not say themselves is as with it."""
    for gap in candidate.gaps:
        told = candidate.afresh(candidate.frame, candidate.words)
        told.type, told.stands = candidate.type, gap.stands
        told.definite, told.supports = candidate.definite, list(candidate.supports)
        told.fillers = [replace(filler) for filler in candidate.fillers]
        if gap.parallel is not None:
            role, function, sentence = gap.parallel.role, gap.parallel.function, gap.parallel.sentence
            own = [Filler(role, with_kind(one, _kind(one, gap.parallel)), function, sentence) for one in gap.named]
            own += [Filler("place", place, function, sentence) for place in gap.places]
            shared = [
                f
                for f in told.fillers
                if (f.role, f.function) != (role, function) and (f.role != "place" or not gap.times)
            ]
            told.fillers = [*own, *shared]
        told.times = list(gap.times or candidate.times)
        told.quantities = [gap.count] if gap.count is not None else []
        yield told


def _kind(mention: EntityMention, parallel: Filler) -> str:
    return kind_in_role(mention, RoleChoice(parallel.role)) or mention.kind


def _parts(token: Token, scene: Scene) -> bool:
    """Whether a word may stand between two deeds told side by side."""
    return token.text in (",", ";") or token.lower_ in scene.grammar.lists.joining


def _read(scene: Scene, at: int) -> Gap | None:
    """What stands behind a comma or « puis », where it is a day and a name, and nothing else."""
    doc, end = scene.doc, at
    while end < len(doc) and _parts(doc[end], scene):
        end += 1
    joined = any(token.text not in (",", ";") for token in doc[at:end])
    first = end
    times: list[Timex] = []
    named: list[EntityMention] = []
    places: list[EntityMention] = []
    listed = False
    count: Quantity | None = None
    while end < len(doc):
        timex = _time_at(scene, end)
        mention = None if timex is not None else _mention_at(scene, end)
        if timex is not None:
            times.append(timex)
            end = scene.sentence.span(timex.anchor.start, timex.anchor.end)[1]
        elif mention is not None:
            (places if named and not listed else named).append(mention)
            end, listed = scene.sentence.words(mention)[1], False
        elif count is None and (found := _count_at(scene, end, at)) is not None:
            end, count = end + 1, found
        elif count is None and not times and named and not places and _goes_on(scene, end):
            end, listed = end + 1, True  # « Herat et Kandahar le 12 »
        elif doc[end].text == "," and bool(times) != bool(named) and (joined or times):
            end += 1
        else:
            break
    if not (times or (count and named)) or doc[end - 1].text == ",":
        return None
    follows = doc[end] if end < len(doc) else None
    if follows is not None and not (follows.text in _ENDING or _parts(follows, scene)):
        return None
    if not named:
        return Gap((), tuple(times), (), doc[end - 1], end) if joined and _is_time_again(scene, at, times[0]) else None
    if not all(is_place(m) and m.level == "name" for m in places) or not _stands_for_one(doc, first, named[0], scene):
        return None
    return Gap(tuple(named), tuple(times), tuple(places), scene.sentence.head(named[0]), end, count)


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether another name is joined to the one before."""
    return _parts(scene.doc[at], scene) and _mention_at(scene, at + 1) is not None


def _count_at(scene: Scene, at: int, before: int) -> Quantity | None:
    """« 800 »: a bare number, of what the number before counts."""
    token, counted = scene.doc[at], [q for q in scene.sentence.quantities if q.measure in _MEASURES]
    told = [q for q in counted if scene.sentence.span(q.anchor.start, q.anchor.end)[1] <= before]
    digits = "".join(char for char in token.text if char.isdigit())
    if not told or not digits or token.pos_ != "NUM" or scene.in_time(token):
        return None
    return replace(
        told[-1],
        anchor=scene.sentence.anchor_of(token),
        amount=replace(told[-1].amount, low=int(digits), high=int(digits)),
    )


def _is_time_again(scene: Scene, at: int, timex: Timex) -> bool:
    """« en 2003 puis en 2007 »: a month or year, each with its preposition, right behind another."""
    first = scene.sentence.span(timex.anchor.start, timex.anchor.end)[0]
    before = [
        t
        for t in scene.sentence.times
        if scene.sentence.span(t.anchor.start, t.anchor.end)[1] == at and t.relation == "in"
    ]
    own = scene.doc[first - 1].pos_ == "ADP" or scene.doc[first].pos_ == "ADP"
    return own and timex.granularity in _WIDE and any(t.granularity in _WIDE for t in before)


def _again(scene: Scene, at: int, gap: Gap) -> tuple[Candidate, None] | None:
    """The deed that was done again: of a verb, or of a noun in the plural, right before its first time."""
    before = [c for c in scene.candidates if c.head.i < at]
    candidate = max(before, key=lambda c: c.head.i, default=None)
    if candidate is None or candidate.frame.weak or candidate.frame.toll or candidate.type in {*STATES, *_LASTING}:
        return None
    if syntax.has_finite(scene.doc[max(word.i for word in candidate.words) + 1 : at]):
        return None
    several = candidate.head.morph.get("Number", []) == ["Plur"]
    return (candidate, None) if several or candidate.frame.pos == "verb" else None


def _time_at(scene: Scene, at: int) -> Timex | None:
    """The day that begins at a word, or behind its preposition."""
    for timex in scene.sentence.times:
        first = scene.sentence.span(timex.anchor.start, timex.anchor.end)[0]
        if timex.interval is None or timex.relation != "in":
            continue
        if first == at or (first == at + 1 and scene.doc[at].pos_ == "ADP"):
            return timex
    return None


def _mention_at(scene: Scene, at: int) -> EntityMention | None:
    """The mention that begins at a word, or behind its preposition and article; « Issa » of « son frère Issa »."""
    found = [m for m in scene.sentence.outer if m.level != "pronoun" and _begins_at(scene, at, m)]
    return max(found, key=lambda mention: mention.anchor.end, default=None)


def _begins_at(scene: Scene, at: int, mention: EntityMention) -> bool:
    first = scene.sentence.words(mention)[0]
    return at <= first <= at + _MOST_BEFORE and all(token.pos_ in ("DET", "ADP") for token in scene.doc[at:first])


def _stands_for_one(doc: Doc, first: int, mention: EntityMention, scene: Scene) -> bool:
    """« Sake », « la ville de Sake », « son frère », not « ministre en 2010 », which says what somebody was."""
    start = scene.sentence.words(mention)[0]
    return mention.level == "name" or any(
        token.pos_ in ("DET", "NUM") for token in doc[max(first, start - 2) : start + 1]
    )


def _owner(scene: Scene, at: int, gap: Gap) -> tuple[Candidate, Filler | None] | None:
    """The trigger before which has a day of its own, and what of it the name stands beside."""
    before = sorted((c for c in scene.candidates if c.head.i < at), key=lambda c: -c.head.i)
    for candidate in before:
        last = max([word.i for word in candidate.words] + [verb.i for verb in candidate.supports])
        if syntax.has_finite(scene.doc[last + 1 : at]):
            return None
        told = _is_dated(scene, candidate, at) if gap.times else True
        parallel = _beside(scene, candidate, gap, at) if told else None
        if parallel is not None:
            return candidate, parallel
    return None


def _is_dated(scene: Scene, candidate: Candidate, at: int) -> bool:
    """Whether the deed that the verb tells itself has its own day, before the name."""
    others = [c.head.i for c in scene.candidates if c.head.i < candidate.head.i]
    start = max(others, default=0)
    spans = [scene.sentence.span(t.anchor.start, t.anchor.end) for t in scene.sentence.times if t.interval is not None]
    return any(start <= first and end <= at for first, end in spans)


def _beside(scene: Scene, candidate: Candidate, gap: Gap, at: int) -> Filler | None:
    """The filler of the same function: behind the same preposition, or bare as the object, else the subject."""
    own = _preposition(scene, gap.named[0])
    fitting = [
        f
        for f in candidate.fillers
        if f.mention.level != "pronoun"
        and scene.sentence.words(f.mention)[0] < at
        and all(_may_stand_beside(f, one) for one in gap.named)
    ]
    if own is not None:
        locative = own in scene.cues.locative
        same = [f for f in fitting if _preposition(scene, f.mention) == own]
        alike = [f for f in fitting if f.role == "place" and _preposition(scene, f.mention) in scene.cues.locative]
        return next(iter(same or (alike if locative else [])), None)
    bare = [f for f in fitting if f.function in _BARE and _preposition(scene, f.mention) is None]
    return min(bare, key=lambda f: _BARE.index(f.function), default=None)


def _may_stand_beside(filler: Filler, mention: EntityMention) -> bool:
    if _is_somewhere(filler.mention) != _is_somewhere(mention):
        return False
    return kind_in_role(mention, RoleChoice(filler.role)) is not None


def _is_somewhere(mention: EntityMention) -> bool:
    """A place, or a State, which is one as well."""
    return is_place(mention) or mention.kind == "State"


def _preposition(scene: Scene, mention: EntityMention) -> str | None:
    found = syntax.preposition_before(scene.doc, scene.sentence.words(mention)[0], scene.cues)
    return None if found is None else found.phrase
