"""Deeds told without their verb, which stands in the clause before: « ont pris Goma le 3 mars, Sake le 5 et Masisi le 7 ».

What is left (remnants) stands beside what it is set against in the clause before (correlates): a name with its day, its
number (« la France compte 1.200 soldats, l'Allemagne 800 ») or its place (« Paul Ba a été tué à Gao, Ali Sy à Kidal »),
a number with its place (« dix soldats ont été tués au Mali, cinq au Niger »), two names (« des chars au Mali et des avions
au Niger »). A month or year alone tells a deed, too: « arrêté en 2003 puis en 2007 », « deux coups d'État, en août 2020
et en mai 2021 ». Gapping: Johnson 2018, https://doi.org/10.1093/oxfordhb/9780198712398.013.23.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract import syntax
from kg.extract.arguments.coordination import named_behind
from kg.extract.arguments.scene import Scene
from kg.extract.quantities.numbers import read_number
from kg.extract.quantities.patterns import load_number_words
from kg.extract.reading import Candidate, Filler, Gap, is_place, kind_in_role, with_kind
from kg.extract.tokens import Doc, Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention, Quantity, Timex
from kg.vocabulary import STATES

_BARE = ("object", "subject", "attribute")  # functions without a preposition, the nearer first
_OF_TWO = ("subject", "object", "attribute")  # those of two bare names, in the order in which they are told
_ENDING = (",", ";", ".", ":", ")", "–", "—", "»", "!", "?")
_WIDE = ("month", "year", "season")
_MEASURES = ("personnel", "deaths", "injured", "detained", "abducted")
_COUNTED = (*_MEASURES, None)
_LASTING = ("Battle", "Offensive")  # what goes on through several months
_MOST_BEFORE = 3  # words between the beginning of a phrase and its mention


@dataclass(slots=True)
class _Remnants:
    """What stands behind a sign: groups of names side by side, times, a number; where the words begin and end."""

    first: int
    end: int
    joined: bool
    groups: list[list[EntityMention]] = field(default_factory=list)
    times: list[Timex] = field(default_factory=list)
    number: Token | None = None
    others: bool = False  # « cinq autres »

    @property
    def is_a_deed(self) -> bool:
        """Two of them tell one; a time alone may tell that it was done again."""
        return bool(self.times) or len(self.groups) + (self.number is not None) > 1


def read_gaps(scene: Scene) -> None:
    """Note with each trigger the deeds of which only what is left without the verb is told behind it."""
    if not scene.candidates:
        return
    behind, first = 0, min(candidate.head.i for candidate in scene.candidates)
    for token in scene.doc[first + 1 : -1]:
        if token.i < behind or not _parts(token, scene):
            continue
        left = _read(scene, token.i)
        found = (_beside if left.groups else _again)(scene, token.i, left) if left is not None else None
        if found is None:
            continue
        candidate, gap = found
        behind = gap.end
        candidate.gaps.append(gap)
        scene.gapped.update(range(token.i, gap.end))
        for other in scene.candidates:
            other.fillers = [f for f in other.fillers if not token.i <= scene.sentence.words(f.mention)[0] < gap.end]


def tell_gaps(candidate: Candidate) -> Iterator[Candidate]:
    """The deeds whose verb or noun is that of the candidate: what they do not say themselves is as with it."""
    for gap in candidate.gaps:
        told = candidate.afresh(candidate.frame, candidate.words)
        told.type, told.stands = candidate.type, gap.stands
        told.definite, told.supports = candidate.definite, list(candidate.supports)
        own = [_stand_in(mention, correlate, candidate) for mention, correlate in gap.named]
        replaced = {(filler.role, filler.function) for filler in own}
        elsewhere = bool(gap.times and gap.named) or any(filler.role == "place" for filler in own)
        shared = [f for f in candidate.fillers if (f.role, f.function) not in replaced]
        told.fillers = own + [replace(f) for f in shared if f.role != "place" or not elsewhere]
        told.times = list(gap.times or candidate.times)
        told.quantities = [gap.count] if gap.count is not None else []
        yield told


def _stand_in(mention: EntityMention, correlate: Filler | None, candidate: Candidate) -> Filler:
    """What is named fills the role of its correlate."""
    if correlate is None:
        return Filler("place", mention, "", candidate.sentence.index)
    return Filler(correlate.role, with_kind(mention, _kind(mention, correlate)), correlate.function, correlate.sentence)


def _kind(mention: EntityMention, correlate: Filler) -> str:
    if correlate.role == "office":
        return "Post"
    return kind_in_role(mention, RoleChoice(correlate.role)) or mention.kind


def _parts(token: Token, scene: Scene) -> bool:
    """Whether a word may stand between two deeds told side by side."""
    return token.text in (",", ";") or token.lower_ in scene.grammar.lists.joining


def _read(scene: Scene, at: int) -> _Remnants | None:
    """What stands behind a comma or « puis », where it is names, times and a number, and nothing else."""
    doc, end = scene.doc, at
    while end < len(doc) and _parts(doc[end], scene):
        end += 1
    left = _Remnants(end, end, any(token.text not in (",", ";") for token in doc[at:end]))
    listed = False
    while left.end < len(doc):
        timex = _time_at(scene, left.end)
        mention = None if timex is not None else _mention_at(scene, left.end)
        if timex is not None:
            left.times.append(timex)
            left.end = scene.sentence.span(timex.anchor.start, timex.anchor.end)[1]
        elif mention is not None:
            if listed:
                left.groups[-1].append(mention)
            elif not left.groups or not named_behind(scene, left.groups[-1][-1], mention):
                left.groups.append([mention])
            left.end, listed = scene.sentence.words(mention)[1], False
        elif left.number is None and _is_number(doc[left.end], scene):
            left.number = doc[left.end]
            left.end += 1
            if left.end < len(doc) and doc[left.end].lower_ in scene.grammar.ellipses.others:
                left.end, left.others = left.end + 1, True
        elif left.number is None and not left.times and len(left.groups) == 1 and _goes_on(scene, left.end):
            left.end, listed = left.end + 1, True  # « Herat et Kandahar le 12 »
        elif doc[left.end].text == "," and _is_set_apart(left):
            left.end += 1
        else:
            break
    if not left.is_a_deed or doc[left.end - 1].text == ",":
        return None
    follows = doc[left.end] if left.end < len(doc) else None
    return left if follows is None or follows.text in _ENDING or _parts(follows, scene) else None


def _is_set_apart(left: _Remnants) -> bool:
    """« et, mardi, à Gao »: a comma between what is left."""
    return bool(left.times) != bool(left.groups) and (left.joined or bool(left.times))


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether another name is joined to the one before."""
    return _parts(scene.doc[at], scene) and _mention_at(scene, at + 1) is not None


def _is_number(token: Token, scene: Scene) -> bool:
    """« 800 », « cinq », « une autre »: a bare number, of no day."""
    words, behind = scene.grammar.ellipses, list(token.doc[token.i + 1 : token.i + 3])
    others = bool(behind) and behind[0].lower_ in words.others
    worded = token.lower_ in words.numbers and (token.pos_ == "PRON" or others)
    counted = behind[others:][:1]  # « trois autres opposants »
    bare = not counted or counted[0].pos_ not in ("NOUN", "PROPN", "ADJ") or scene.in_time(counted[0])
    return bare and (token.pos_ == "NUM" or worded) and not scene.in_time(token)


def _count(scene: Scene, at: int, left: _Remnants) -> Quantity | None:
    """What a bare number, or that of whoever is named, counts: as the number before does."""
    counted = [q for q in scene.sentence.quantities if q.measure in _MEASURES]
    told = [q for q in counted if scene.sentence.span(q.anchor.start, q.anchor.end)[1] <= at]
    if not told:
        return None
    if left.number is not None:
        value = read_number(left.number.text, load_number_words(scene.doc.language))
        anchor = scene.sentence.anchor_of(left.number)
        amount = None if value is None else replace(told[-1].amount, low=value, high=value)
        return None if amount is None else replace(told[-1], anchor=anchor, amount=amount)
    spans = [(q, scene.sentence.span(q.anchor.start, q.anchor.end)) for q in scene.sentence.quantities]
    own = [q for q, (first, end) in spans if left.first <= first and end <= left.end and q.measure in _COUNTED]
    return replace(own[0], measure=told[-1].measure) if own else None


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


def _again(scene: Scene, at: int, left: _Remnants) -> tuple[Candidate, Gap] | None:
    """The deed that was done again: of a verb, or of a noun in the plural, right before its first time."""
    if not left.joined or not _is_time_again(scene, at, left.times[0]):
        return None
    before = [c for c in scene.candidates if c.head.i < at]
    candidate = max(before, key=lambda c: c.head.i, default=None)
    if candidate is None or candidate.frame.weak or candidate.frame.toll or candidate.type in {*STATES, *_LASTING}:
        return None
    if syntax.has_finite(scene.doc[max(word.i for word in candidate.words) + 1 : at]):
        return None
    several = candidate.head.morph.get("Number", []) == ["Plur"]
    if not several and candidate.frame.pos != "verb":
        return None
    return candidate, Gap((), tuple(left.times), scene.doc[left.end - 1], left.end)


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
    before = doc[max(first, start - 2) : start + 1]
    articles = scene.grammar.determiners.indefinite_plural
    return mention.level == "name" or any(t.pos_ in ("DET", "NUM") or t.lower_ in articles for t in before)


def _beside(scene: Scene, at: int, left: _Remnants) -> tuple[Candidate, Gap] | None:
    """The trigger before and the deed without its verb, where each remnant has a correlate."""
    if not _stands_for_one(scene.doc, left.first, left.groups[0][0], scene):
        return None
    count = _count(scene, at, left)
    if left.number is not None and count is None and not left.others:
        return None
    before = sorted((c for c in scene.candidates if c.head.i < at), key=lambda c: -c.head.i)
    for candidate in before:
        last = max([word.i for word in candidate.words] + [verb.i for verb in candidate.supports])
        if syntax.has_finite(scene.doc[last + 1 : at]):
            return None
        told = _is_dated(scene, candidate, at) if left.times else True
        named = _correlates(scene, candidate, left, at) if told else None
        if named is not None:
            head = scene.sentence.head(left.groups[0][0])
            return candidate, Gap(tuple(named), tuple(left.times), head, left.end, count)
    return None


def _is_dated(scene: Scene, candidate: Candidate, at: int) -> bool:
    """Whether the deed that the verb tells itself has its own day, before the name."""
    others = [c.head.i for c in scene.candidates if c.head.i < candidate.head.i]
    start = max(others, default=0)
    spans = [scene.sentence.span(t.anchor.start, t.anchor.end) for t in scene.sentence.times if t.interval is not None]
    return any(start <= first and end <= at for first, end in spans)


def _correlates(
    scene: Scene, candidate: Candidate, left: _Remnants, at: int
) -> list[tuple[EntityMention, Filler | None]] | None:
    """What each name stands beside: whatever has its preposition, else the subject and the object; None where one has nothing.

    A place beside a day or a number needs nothing to stand beside.
    """
    named: list[tuple[EntityMention, Filler | None]] = []
    bare = [group for group in left.groups if _preposition(scene, group[0]) is None]
    for number, group in enumerate(left.groups):
        rest = [f for f in candidate.fillers if f not in [correlate for _, correlate in named]]
        correlate = _correlate(scene, rest, group, at, _OF_TWO if len(bare) > 1 and group is bare[0] else _BARE)
        somewhere = number > 0 and all(is_place(mention) and mention.level == "name" for mention in group)
        if correlate is None and somewhere and _tells_a_post(named[-1]):
            continue  # « ambassadeur à Paris »
        if correlate is None and not (somewhere and (left.times or left.number is not None)):
            return None
        named += [(mention, correlate) for mention in group]
    return named


def _tells_a_post(named: tuple[EntityMention, Filler | None]) -> bool:
    return named[1] is not None and named[1].role == "office"


def _correlate(
    scene: Scene, fillers: Sequence[Filler], group: Sequence[EntityMention], at: int, order: Sequence[str]
) -> Filler | None:
    """The filler of the same function: behind the same preposition, or bare as the object or subject, in that order."""
    own = _preposition(scene, group[0])
    fitting = [
        f
        for f in fillers
        if f.mention.level != "pronoun"
        and scene.sentence.words(f.mention)[0] < at
        and all(_may_stand_beside(f, one) for one in group)
    ]
    if own is not None:
        locative = own in scene.cues.locative
        same = [f for f in fitting if _preposition(scene, f.mention) == own]
        alike = [f for f in fitting if f.role == "place" and _preposition(scene, f.mention) in scene.cues.locative]
        return next(iter(same or (alike if locative else [])), None)
    bare = [f for f in fitting if f.function in _BARE and _preposition(scene, f.mention) is None]
    return min(bare, key=lambda f: order.index(f.function), default=None)


def _may_stand_beside(filler: Filler, mention: EntityMention) -> bool:
    if _is_somewhere(filler.mention) != _is_somewhere(mention):
        return False
    if filler.role == "office":
        return mention.level == "nominal"
    return kind_in_role(mention, RoleChoice(filler.role)) is not None


def _is_somewhere(mention: EntityMention) -> bool:
    """A place, or a State, which is one as well."""
    return is_place(mention) or mention.kind == "State"


def _preposition(scene: Scene, mention: EntityMention) -> str | None:
    """The preposition of a mention; « des » behind a sign, or read as one, is an article."""
    first = scene.sentence.words(mention)[0]
    if first > 1 and scene.doc[first - 1].lower_ in scene.grammar.determiners.indefinite_plural:
        if scene.doc[first - 1].pos_ == "DET" or _parts(scene.doc[first - 2], scene):
            return None
    found = syntax.preposition_before(scene.doc, first, scene.cues)
    return None if found is None else found.phrase
