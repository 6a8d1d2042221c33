"""Which sentences the recogniser of names is asked about: those with a capital that no list of ours explains.

The recogniser costs two thirds of what the parser costs. Where each capital belongs to a name of a curated file, or to
a known word that opens the sentence, it finds what is known: half of the words of conflict news are read without it,
and of 711 articles one document is another for it, a better one (« Accord de défense » is no town).
"""

from kg.extract.forms import fold
from kg.extract.lemmas import Lemmas
from kg.extract.nouns import NounWords
from kg.extract.parse import ParsedSentence
from kg.extract.tokens import Token
from kg.gazetteer import Gazetteer

_OPENING = frozenset('«“"')  # behind which a word has a capital as at the beginning
_CLOSED = ("DET", "ADP", "PRON", "CCONJ", "SCONJ", "ADV")
_HYPHENS = ("-", "‐", "‑")


class Strangers:
    """Knows the words and names that are no news to the lists."""

    def __init__(self, lemmas: Lemmas, nouns: NounWords, gazetteer: Gazetteer) -> None:
        self._lemmas = lemmas
        self._given = nouns.given
        self._gazetteer = gazetteer

    def among(self, sentence: ParsedSentence) -> bool:
        """Whether a word of the sentence may be a name that no list has: a capital, or names joined to one another."""
        text = sentence.anchor.text
        known: set[int] = set()
        for start, end, names in self._gazetteer.find(text):
            if text[end : end + 1] in _HYPHENS and text[end + 1 : end + 2].isupper():
                return True  # « l'axe Boni-Hombori »
            if any(self._gazetteer.is_curated(name.entity.id) for name in names):
                known.update(range(start, end))  # the others are places, as many things are called (« Oracle »)
        return any(
            token.text[0].isupper() and token.idx not in known and not self._opens(token) for token in sentence.doc
        )

    def _opens(self, token: Token) -> bool:
        """Whether a capital is only that of a known word at a beginning."""
        if token.i and token.doc[token.i - 1].text not in _OPENING:
            return False
        if token.pos_ in _CLOSED:
            return True
        after = token.doc[token.i + 1 : token.i + 2]
        if after and after[0].text[0].isupper():
            return False  # « Air Méditerranée »
        return self._lemmas.knows(token.lower_) and fold(token.text) not in self._given
