"""The words of one sentence as a list: what every step goes through is looked up and gone through as fast as a list is.

Plain Python, whatever else is compiled: mypyc makes no class of a list (`scripts/compile.py`).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.extract.tokens import Entity, Token


class Doc(list["Token"]):
    """The words of one sentence, its text and the names that the recogniser found.

    `notes` is for readings that are made once (`kg.extract.syntax`); `mended` says that nothing changes the parse any more.
    """

    __slots__ = ("ents", "language", "mended", "notes", "text")
    __hash__ = object.__hash__  # type: ignore[assignment]

    def __init__(self, text: str, language: str) -> None:
        """A sentence to which its words are still to be added."""
        super().__init__()
        self.text = text
        self.language = language
        self.ents: Sequence[Entity] = ()
        self.notes: dict[str, Any] = {}
        self.mended = False

    def hang(self, steps: Sequence[int]) -> None:
        """Hang every word on the one so many steps to its right; 0 is a root."""
        children: list[list[Token]] = [[] for _ in self]
        for token, step in zip(self, steps, strict=True):
            token.head = self[token.i + step]
            if step:
                children[token.i + step].append(token)
        for token, below in zip(self, children, strict=True):
            token.children = tuple(below)

    def cut_rings(self) -> None:
        """Hang a word that hangs on itself by way of others on the root; where there is none, it becomes one."""
        root = next((token for token in self if token.head is token), None)
        sound: set[Token] = set()
        for token in self:
            passed: dict[Token, None] = {}
            at = token
            while at not in sound and at not in passed and at.head is not at:
                passed[at] = None
                at = at.head
            if at in passed:
                at.hang_on(root or at)
                root = root or at
            sound.update(passed)
