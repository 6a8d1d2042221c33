"""What the steps of extraction hand to each other: a sentence as read, and an event in the making."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg import vocabulary
from kg.extract import syntax
from kg.extract.fields import Field
from kg.extract.forms import forms_of
from kg.extract.labels import Label
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues, Frame, RoleChoice
from kg.model import Anchor, Beside, EntityMention, Quantity, Status, Timex
from kg.vocabulary import is_a

BLAMED = "blamed"  # the function of who did it by a word of its own: « l'œuvre de X », « X en est l'auteur »
FROM_HEADINGS = ("prefix", "heading")  # functions of places that a headline's prefix or a heading gives


@dataclass(frozen=True, slots=True)
class Turn:
    """A line of an interview: whether it asks or answers, and the label that says who speaks ("" where none does)."""

    start: int
    end: int
    asks: bool
    label: str


@dataclass(slots=True)
class SentenceReading:
    """One sentence with everything found in it before events; `kind` is headline, heading or body.

    `about` is the field of life that it tells of when that is not ours; `mentions` are all mentions; `outer` those
    that stand in no other (what can fill a role), in text order.
    """

    index: int
    anchor: Anchor
    kind: str
    doc: Doc
    mentions: tuple[EntityMention, ...]
    times: tuple[Timex, ...]
    quantities: tuple[Quantity, ...]
    prefix: EntityMention | None = None
    label: Label | None = None  # « Gao » of its line, « - Gao : trois morts »
    section: Label | None = None  # the heading that names nothing but a place, under which it stands
    about: Field | None = None
    opening: Field | None = None  # what the article opens on, where that is not ours
    outer: tuple[EntityMention, ...] = ()
    spoke_last: tuple[EntityMention, ...] = ()  # who spoke in the sentences before: « le communiqué » is theirs
    entry: Timex | None = None  # the date of its line in a chronology
    narrated: bool = False  # it goes on with what is told of years ago
    said: frozenset[int] = frozenset()  # the words of « selon … »: who says so and when, not what happened
    telling: frozenset[int] = frozenset()  # those of « …, a indiqué lundi la police »
    frame: tuple[tuple[EntityMention, str], ...] = ()  # the places that open it: what its paragraph tells was there
    turn: Turn | None = None  # in an interview
    opens_line: bool = False
    called: frozenset[str] = frozenset()  # the stems of what its people are called in other sentences
    in_conflict: bool = False  # the article tells of armed violence by words that can mean nothing else
    in_unrest: bool = False  # it tells of riots or protests so
    commanders: frozenset[Anchor] = frozenset()  # words of the article for those who lead armed hands
    _by_head: dict[int, EntityMention] = field(default_factory=dict)
    _places: dict[int, tuple[tuple[int, int], Token]] = field(default_factory=dict)  # words and head, by mention
    _starts: list[int] = field(default_factory=list)  # of the tokens, in the article
    _ends: list[int] = field(default_factory=list)
    _stems: frozenset[str] | None = None
    _told: frozenset[str] | None = None

    def __post_init__(self) -> None:
        """Note where the sentence's tokens stand in the article."""
        start = self.anchor.start
        self._starts = [start + token.idx for token in self.doc]
        self._ends = [start + token.idx + len(token.text) for token in self.doc]
        self._index()

    def add(self, mention: EntityMention) -> None:
        """Add a mention that only an event of the sentence tells."""
        self.mentions = (*self.mentions, mention)
        self._index()

    def _index(self) -> None:
        outer: list[EntityMention] = []
        for mention in sorted(
            self.mentions, key=lambda m: (m.anchor.start, -(m.anchor.end - m.anchor.start), m.level != "pronoun")
        ):
            if outer and mention.anchor.start < outer[-1].anchor.end and mention.level != "pronoun":
                continue
            outer.append(mention)
        self.outer = tuple(outer)
        for mention in sorted(self.mentions, key=lambda m: m.anchor.end - m.anchor.start):
            if id(mention) not in self._places:
                self._places[id(mention)] = (self.words(mention), self.head(mention))
            self._by_head[self.head(mention).i] = mention

    @property
    def stems(self) -> frozenset[str]:
        """The folded lemmas and the stems of the sentence's words."""
        if self._stems is None:
            self._stems = _stems_among(forms_in(self.doc))
        return self._stems

    @property
    def told(self) -> frozenset[str]:
        """The stems without those of the words that tell who says so."""
        if self._told is None:
            apart = self.said | self.telling
            told = (forms for i, forms in enumerate(forms_in(self.doc)) if i not in apart)
            self._told = _stems_among(told) if apart else self.stems
        return self._told

    def is_apart_from(self, other: "SentenceReading") -> bool:
        """Whether they stand under headings of two places, as briefs do that have nothing to do with each other."""
        return None not in (self.section, other.section) and self.section is not other.section

    def offset(self, token: Token) -> int:
        """The token's first code point in the article."""
        return self.anchor.start + token.idx

    def anchor_of(self, first: Token, last: Token | None = None) -> Anchor:
        """The anchor of the words from `first` to `last`."""
        last = last or first
        start, end = first.idx, last.idx + len(last.text)
        return Anchor(self.anchor.start + start, self.anchor.start + end, self.anchor.text[start:end])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Token indices (half-open) of the code points `start` to `end` of the article."""
        first = bisect_right(self._ends, start)
        return first if first < len(self._ends) else 0, max(1, bisect_left(self._starts, end))

    def words(self, mention: EntityMention) -> tuple[int, int]:
        """Token indices (half-open) of a mention and its head: « groupe » in « du groupe Etat islamique »."""
        known = self._places.get(id(mention))
        if known is not None:
            return known[0]
        return self.span(min(mention.anchor.start, mention.head.start), mention.anchor.end)

    def head(self, mention: EntityMention) -> Token:
        """The word of a mention that syntax looks at."""
        known = self._places.get(id(mention))
        if known is not None:
            return known[1]
        return self.doc[self.span(mention.head.start, mention.head.end)[0]]

    def mention_at(self, token: Token, cues: Cues) -> EntityMention | None:
        """The mention whose head is `token`, or that `token` counts (« une vingtaine de soldats »), or that holds it."""
        found = self._by_head.get(token.i)
        if found is not None:
            for mention in self.outer:
                if (
                    mention.anchor.start <= found.anchor.start
                    and mention.anchor.end >= found.anchor.end
                    and mention.level != "pronoun"
                ):
                    return mention if self.head(mention).i == token.i or mention.level == "name" else found
            return found
        one = token.lower_ in cues.grammar.determiners.indefinite  # « un des assaillants »
        counts = token.pos_ == "NUM" or token.text.isdigit() or token.lower_ in cues.grammar.ellipses.some
        if one or counts or token.lemma_.lower() in cues.partitive or token.lower_ in cues.partitive:
            for child in token.children:
                if child.dep_ in syntax.PHRASES and child.i > token.i:
                    counted = self.mention_at(child, cues)
                    if counted is not None or token.lemma_.lower() not in cues.partitive:
                        return counted  # « 500 millions d'euros d'armes »: the arms, not the euros
        for child in token.children:  # a title or a badly cut name: the mention hangs on the word
            named = (
                child.dep_ in syntax.APPOSITIONS
                and 0 < child.i - token.i <= 4  # « l'agence de presse Anadolu »
                and child.pos_ == "PROPN"
                and not any(own.dep_ in syntax.PREPOSITIONS for own in child.children)
            )
            if (named or child.dep_ in syntax.NAME_PARTS) and child.i in self._by_head:
                return self.mention_at(child, cues)
        if token.lower_ in cues.honours:  # « Son Excellence Monsieur X », « Sa Majesté le Roi »
            for child in token.children:
                told = child.dep_ in syntax.APPOSITIONS or child.dep_ in syntax.NAME_PARTS
                if told and child.i > token.i and not any(c.dep_ in syntax.PREPOSITIONS for c in child.children):
                    return self.mention_at(child, cues)
        for called in token.children:  # « le groupe autoproclamé « Etat islamique » »
            if called.lower_ in cues.calling_names and called.i > token.i:
                names = [child for child in called.children if child.i in self._by_head and child.i > called.i]
                if names:
                    return self.mention_at(names[0], cues)
        at = self.offset(token)
        covering = [m for m in self.outer if m.anchor.start <= at < m.anchor.end]
        return covering[0] if covering else None

    def inside(self, mention: EntityMention) -> tuple[EntityMention, ...]:
        """The mentions that stand inside `mention`."""
        return tuple(
            other
            for other in self.mentions
            if other is not mention
            and mention.anchor.start <= other.anchor.start
            and other.anchor.end <= mention.anchor.end
        )


def _stems_among(forms: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    return frozenset(form for of_word in forms for form in (of_word[0], of_word[2]))


def forms_in(doc: Doc) -> Sequence[tuple[str, str, str]]:
    """The forms of each word of a sentence, looked up once."""
    known: list[tuple[str, str, str]] | None = doc.notes.get("forms of words")
    if known is None:
        known = doc.notes["forms of words"] = [forms_of(token.text, token.lemma_) for token in doc]
    return known


def stems_of_words(tokens: Iterable[Token]) -> frozenset[str]:
    """The folded lemmas and the stems of words."""
    return _stems_among(forms_of(token.text, token.lemma_) for token in tokens)


@dataclass(slots=True, eq=False)
class Filler:
    """A value for a role, with the function through which it came. `antecedent` is what a pronoun stands for."""

    role: str
    mention: EntityMention
    function: str
    sentence: int
    antecedent: EntityMention | None = None

    @property
    def meant(self) -> EntityMention:
        """The mention, or what it points to."""
        return self.antecedent or self.mention


@dataclass(frozen=True, slots=True)
class Gap:
    """A deed told without its verb: what it names, each beside its correlate in the clause that has the verb, when, how many.

    A place that has none beside it has no correlate; `stands` is the word that tells the deed, `end` the word behind it.
    """

    named: tuple[tuple[EntityMention, Filler | None], ...]
    times: tuple[Timex, ...]
    stands: Token
    end: int
    count: Quantity | None = None


@dataclass(slots=True, eq=False)
class Candidate:
    """An event in the making: a trigger, the frame that fired, what has been found of it so far."""

    frame: Frame
    type: str
    sentence: SentenceReading
    head: Token
    words: tuple[Token, ...]
    fillers: list[Filler] = field(default_factory=list)
    times: list[Timex] = field(default_factory=list)
    time_bonds: dict[Timex, float] = field(default_factory=dict)  # how strongly each is bound
    opening_times: list[Timex] = field(default_factory=list)  # of its sentence, for a deed told without a day
    opening_places: list[tuple[EntityMention, str]] = field(default_factory=list)
    parts: list[EntityMention] = field(default_factory=list)  # « dont 28 à Nassiriya »: where some of it was
    quantities: list[Quantity] = field(default_factory=list)
    topics: list["Candidate"] = field(default_factory=list)
    supports: list[Token] = field(default_factory=list)  # verbs that carry a noun trigger
    status: Status = "asserted"
    certain: bool = False  # the status is said by the words, not assumed
    sources: list[Filler] = field(default_factory=list)
    definite: str = ""  # "demonstrative", "definite", "possessive" or ""
    shifts: list[tuple[Timex, "Candidate"]] = field(default_factory=list)
    during: "Candidate | None" = None
    fallen: str = ""  # why no event was made of it
    borrows: bool = False  # lacks what its frame needs: it tells a deed told before, or none
    absorbed_by: "Candidate | None" = None
    repeats: "Candidate | None" = None  # the event that the trigger, a pronoun, stands for
    group: int = -1
    beside: list[Beside] = field(default_factory=list)  # the deeds that it was compared with
    gaps: list[Gap] = field(default_factory=list)  # deeds that go on without its word: « …, Sake le 5 mars »
    stands: Token | None = None  # where the word itself is left out, the one that tells the deed

    @property
    def functions(self) -> Mapping[str, tuple[RoleChoice, ...]]:
        """The frame's functions."""
        return self.frame.functions

    @property
    def trigger(self) -> Anchor:
        """The trigger's words: contiguous from the first to the last where they are close, else the head."""
        if self.stands is not None:
            return self.sentence.anchor_of(self.stands)
        indices = sorted(token.i for token in self.words)
        doc = self.sentence.doc
        if (indices[-1] - indices[0] <= len(indices) + 2 and self.frame.pos == "noun") or len(indices) == 1:
            return self.sentence.anchor_of(doc[indices[0]], doc[indices[-1]])
        close = [i for i in indices if abs(i - self.head.i) <= 4]
        return self.sentence.anchor_of(doc[min(close)], doc[max(close)])

    @property
    def rule(self) -> str:
        """The name of the lexicon entry: fr/Deployment/noun/envoi."""
        return f"{self.sentence.doc.language}/{self.frame.type}/{self.frame.pos}/{self.frame.name}"

    def afresh(self, frame: Frame, words: tuple[Token, ...]) -> "Candidate":
        """The same trigger with nothing found of it, under a frame."""
        return Candidate(frame, frame.type, self.sentence, self.head, words, repeats=self.repeats)

    def role(self, *roles: str) -> list[Filler]:
        """The fillers of `roles`."""
        found: list[Filler] = []
        for filler in self.fillers:  # asked thousands of times, mostly of one or two: no comprehension
            if filler.role in roles:
                found.append(filler)
        return found

    @property
    def holder(self) -> "Candidate":
        """The telling that holds what this one tells: itself, where it gave nothing away."""
        telling = self
        while telling.absorbed_by is not None:
            telling = telling.absorbed_by
        return telling

    def give_way(self, other: "Candidate") -> None:
        """All that it tells goes to the other; no two give each other all they have, and none itself."""
        if other.holder is not self:
            self.absorbed_by = other

    def has(self, mention: EntityMention) -> bool:
        """Whether the mention already fills a role."""
        anchor = mention.anchor
        return any(filler.mention.anchor == anchor for filler in self.fillers)

    def add(
        self,
        choices: Iterable[RoleChoice],
        mention: EntityMention,
        function: str,
        sentence: int,
        *,
        again: bool = False,
    ) -> Filler | None:
        """Fill the first of `choices` that accepts the mention; None where none does."""
        if self.has(mention):
            return None
        choices = tuple(choices)
        if function == "object" and is_a(mention.kind, "Weapon") and _strikes(self.type, choices):
            mention = with_kind(mention, "Facility")  # « ont abattu un hélicoptère »: what is hit, no means
        for choice in choices:
            kind = kind_in_role(mention, choice)
            if kind is None:
                continue
            if kind == "State" and mention.kind == "City" and vocabulary.group_of(self.type) in _OF_TOWNS:
                if choice.role == "target":  # « des frappes sur Kiev » hit the town
                    choice, kind = RoleChoice("place"), mention.kind
            if (
                not again
                and choice.role in _ONCE
                and any(f.role == choice.role and f.function == function for f in self.fillers)
            ):
                continue
            filler = Filler(choice.role, with_kind(mention, kind), function, sentence)
            self.fillers.append(filler)
            return filler
        return None


_ONCE: frozenset[str] = frozenset()
_OF_TOWNS = ("Violence",)  # whose targets, where they are towns, are the place


def with_kind(mention: EntityMention, kind: str) -> EntityMention:
    """The mention read as `kind`: « Irak » as a State, « Kiev » as the State it is the capital of."""
    if kind == mention.kind:
        return mention
    key = mention.of if kind == "State" and mention.kind == "City" else mention.key
    return EntityMention(
        mention.anchor, kind, mention.level, mention.head, key, mention.of, mention.number, mention.gender
    )


def as_actor(mention: EntityMention) -> EntityMention:
    """The mention as someone who acts: a country as its State, a capital as the State it is the capital of."""
    if mention.kind == "Country" or (mention.kind == "City" and mention.of):
        return with_kind(mention, "State")
    return mention


def _strikes(type_: str, choices: Sequence[RoleChoice]) -> bool:
    roles = {choice.role for choice in choices}
    return vocabulary.group_of(type_) == "Violence" and "target" in roles and "instrument" not in roles


def kind_in_role(mention: EntityMention, choice: RoleChoice) -> str | None:
    """The kind under which the mention may fill the choice, None where it may not.

    A country acts as a State, a capital for its State where the function is an actor's; a pronoun may be
    any actor until it is resolved.
    """
    if mention.kind in ("Country", "State"):
        kind = vocabulary.kind_in_role(choice.role, mention.kind)
        return kind if choice.accepts(kind) else None
    if choice.accepts(mention.kind):
        return mention.kind
    if (
        mention.kind == "City"
        and mention.of
        and mention.level == "name"
        and choice.role in ("agent", "participant", "beneficiary", "opponent", "target")
        and choice.accepts("State")
    ):
        return "State"
    if mention.level == "pronoun" and any(
        choice.accepts(kind) for kind in ("Person", "State", "ArmedForce", "ArmedGroup")
    ):
        return mention.kind
    return None


def is_place(mention: EntityMention) -> bool:
    """Whether the mention names or describes a place."""
    return is_a(mention.kind, "Place")


def is_actor(mention: EntityMention) -> bool:
    """Whether the mention names or describes someone who can act."""
    return is_a(mention.kind, "Actor")
