"""A parsed sentence as plain values: what every step after the parser reads.

The names are those of spaCy's tokens (`text`, `lower_`, `lemma_`, `pos_`, `dep_`, `head`, `children`, `morph`, …), but
each is a plain attribute, filled once. A spaCy token looks its attributes up in C structures at every reading and makes
new objects for its children; steps that ask thirty times for each word cost as much as the parser then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

from kg.extract.doc import Doc

Morph = Mapping[str, list[str]]


class Token:
    """One word of a sentence. `head` is the word it hangs on, itself at a root; `children` are in text order.

    `head` is changed by `hang_on` (and `Doc.hang`) alone, so that head and children always tell each other.
    """

    __slots__ = ("children", "dep_", "doc", "head", "i", "idx", "lemma_", "lower_", "morph", "pos_", "text")

    def __init__(self, doc: Doc, i: int, idx: int, text: str, lemma: str, pos: str, dep: str, morph: Morph) -> None:
        """A word that hangs on itself."""
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text = text
        self.lower_ = text.lower()
        self.lemma_ = lemma
        self.pos_ = pos
        self.dep_ = dep
        self.morph = morph
        self.head: Token = self
        self.children: tuple[Token, ...] = ()

    def __repr__(self) -> str:
        """The word as written."""
        return self.text

    def __len__(self) -> int:
        """Its code points."""
        return len(self.text)

    def hang_on(self, head: "Token") -> None:
        """Make `head` the word that this one hangs on; itself makes it a root."""
        before = self.head
        if before is head:
            return
        if before is not self:
            before.children = tuple(child for child in before.children if child is not self)
        self.head = head
        if head is not self:
            head.children = tuple(sorted((*head.children, self), key=_position))

    def set_morph(self, features: str) -> None:
        """Give the word the morphology `Tense=Past|VerbForm=Part`."""
        self.morph = morphology(features)

    def nbor(self, steps: int = 1) -> "Token":
        """The word `steps` to the right. Raises IndexError outside the sentence."""
        at, doc = self.i + steps, self.doc
        if not 0 <= at < len(doc):
            raise IndexError(f"The sentence has no word {at}.")
        return doc[at]

    @property
    def left_edge(self) -> "Token":
        """The first word of those that hang on this one, directly or not, and itself."""
        if self.doc.mended:
            return self.doc[_edges(self.doc)[self.i][0]]
        return min(self._below(), key=_position)

    @property
    def right_edge(self) -> "Token":
        """The last word of those that hang on this one, directly or not, and itself."""
        if self.doc.mended:
            return self.doc[_edges(self.doc)[self.i][1]]
        return max(self._below(), key=_position)

    @property
    def subtree(self) -> "list[Token]":
        """The word and all that hang on it, directly or not, in text order."""
        return sorted(self._below(), key=_position)

    def _below(self) -> "set[Token]":
        found, waiting = {self}, [self]
        while waiting:
            for child in waiting.pop().children:
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return found

    @property
    def ancestors(self) -> "Iterator[Token]":
        """What the word hangs on, what that hangs on, up to the root."""
        current, steps = self, 0
        while current.head is not current and steps < len(self.doc):
            current, steps = current.head, steps + 1
            yield current

    def is_ancestor(self, other: "Token") -> bool:
        """Whether `other` hangs on this word, directly or not."""
        return any(word is self for word in other.ancestors)

    @property
    def is_punct(self) -> bool:
        """Whether all its characters are punctuation."""
        return all(category(character).startswith("P") for character in self.text)

    @property
    def is_alpha(self) -> bool:
        """Whether all its characters are letters."""
        return self.text.isalpha()


def _position(token: Token) -> int:
    return token.i


def _edges(doc: Doc) -> list[list[int]]:
    """The first and the last word below each word of a mended sentence, and itself, looked for once."""
    known: list[list[int]] | None = doc.notes.get("edges")
    if known is None:
        known = doc.notes["edges"] = [[i, i] for i in range(len(doc))]
        for i, token in enumerate(doc):  # from left to right: the last that comes is the rightmost
            above = token.head
            while above is not token:
                edge = known[above.i]
                if i < edge[0]:
                    edge[0] = i
                elif i > edge[1]:
                    edge[1] = i
                token, above = above, above.head
    return known


_NOBODY = Token(Doc("", ""), 0, 0, "", "", "", "", {})


def let_go(doc: Doc) -> None:
    """Loosen the words of a sentence from each other: they go at once then, not when the collector comes round."""
    for token in doc:
        token.head, token.children = _NOBODY, ()
    doc.notes.clear()
    doc.clear()


@lru_cache(maxsize=4096)
def morphology(features: str) -> Morph:
    """The values of each feature of `Gender=Fem|Number=Plur`."""
    pairs = (feature.partition("=") for feature in features.split("|") if "=" in feature)
    return {name: values.split(",") for name, _, values in pairs}


@dataclass(frozen=True, slots=True)
class Entity:
    """A name that the parser's recogniser found, by the characters of the sentence."""

    start_char: int
    end_char: int
    label_: str


__all__ = ["Doc", "Entity", "Morph", "Token", "let_go", "morphology"]
