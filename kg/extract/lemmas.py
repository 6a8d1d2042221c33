"""The lemmas that the parser's lemmatizer may give a form, asked of its tables before anything is parsed.

The lemmatizer asks one token, of which it knows the part of speech; here every part of speech is tried. The tables are
taken out once and the rules kept by the letter that their ending ends with: a form costs a fifth of what asking the
lemmatizer costs. tests/test_gate.py compares both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.strings import get_string_id

PARTS_OF_SPEECH = ("VERB", "AUX", "NOUN", "ADJ")

Rules = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class _Part:
    """What the lemmatizer knows of one part of speech; `rules` by the last letter of a form."""

    index: frozenset[str]
    exceptions: Mapping[str, Sequence[str]]
    rules: Rules


class Lemmas:
    """The tables of a pipeline's lemmatizer."""

    def __init__(self, nlp: Language) -> None:
        tables: Any = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        index, exceptions, rules = (tables.get_table(f"lemma_{name}") for name in ("index", "exc", "rules"))
        self._lookup: Mapping[int, Sequence[str]] = tables.get_table("lemma_lookup")
        self._parts = [
            _Part(index.get(part, frozenset()), exceptions.get(part, {}), _by_last_letter(rules.get(part, ())))
            for part in map(str.lower, PARTS_OF_SPEECH)
        ]
        self._nouns = self._parts[PARTS_OF_SPEECH.index("NOUN")].index

    def of(self, form: str) -> list[str]:
        """All lemmas of a form in lower case, by part of speech, each once."""
        lemmas: dict[str, None] = {}
        for part in self._parts:
            lemmas |= dict.fromkeys(self._of_part(form, part))
        return list(lemmas)

    def is_noun(self, lemma: str) -> bool:
        """Whether the lemmatizer knows a noun of this form."""
        return lemma in self._nouns

    def knows(self, form: str) -> bool:
        """Whether a form in lower case is one of a word that the tables list."""
        return any(
            form in part.index
            or form in part.exceptions
            or any(
                form.endswith(old) and form[: len(form) - len(old)] + new in part.index
                for old, new in part.rules.get(form[-1], ())
            )
            for part in self._parts
        )

    def _of_part(self, form: str, part: _Part) -> Sequence[str]:
        if form in part.index:
            return (form,)
        exceptions = part.exceptions.get(form)
        if exceptions:
            return exceptions
        known: list[str] = []
        unknown: list[str] = []
        for old, new in part.rules.get(form[-1], ()):
            if form.endswith(old):
                lemma = form[: len(form) - len(old)] + new
                if lemma:
                    (known if lemma in part.index or not lemma.isalpha() else unknown).append(lemma)
        return known or unknown or self._lookup.get(get_string_id(form), (form,))[:1]


def _by_last_letter(rules: Sequence[Sequence[str]]) -> Rules:
    found: dict[str, list[tuple[str, str]]] = {}
    for old, new in rules:
        found.setdefault(old[-1], []).append((old, new))
    return found
