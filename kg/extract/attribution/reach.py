"""How far « selon X » reaches: the clause or insertion in which it stands, else the sentence."""

from dataclasses import dataclass

from kg.extract import syntax
from kg.extract.attribution.speech import narrates
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues

_OPENING = 3  # words that may stand before « selon X » where it opens the sentence


@dataclass(frozen=True, slots=True)
class Reach:
    """The words `first` to `end` for which whoever is cited answers.

    `ahead`: what follows is meant, and not what stands before; `joins`: nothing is told since the citation before it;
    `widest`: where nothing is told in these words, all from here on is meant; `closest`: where the last relative clause begins.
    """

    first: int
    end: int
    ahead: bool = False
    joins: bool = False
    widest: int | None = None
    closest: int | None = None


def read_reach(doc: Doc, cited: tuple[int, int], floor: int, cues: Cues, *, apart: bool = False) -> Reach:
    """The reach of the citation in the words `cited`; `floor` is the end of the one before, `apart` one behind a verb of its own."""
    first, end = cited
    if _opens(doc, first, floor):
        return Reach(first if floor else 0, len(doc), ahead=True)
    before = doc[first - 1]
    if _opens_clause(before, cues) or (before.text == "," and first > 1 and _opens_clause(doc[first - 2], cues)):
        return Reach(first, len(doc), ahead=True)
    last = _end_of_told(doc, end, cues)
    if floor and not any(syntax.is_verb(token) for token in doc[floor:first]):
        return Reach(floor, last, joins=True)
    within = _participle_around(doc, first, end, floor)
    if within is not None:
        return Reach(within.start, within.stop)
    if apart or before.text in syntax.INSERTING:
        return Reach(floor, last, closest=_described_before(doc, first, floor, cues))
    inserted = _insertion_around(doc, first, end, floor)
    if inserted is not None:
        return Reach(inserted.start, inserted.stop)
    clause = _clause_around(doc, first, floor, cues)
    if clause is None:
        return Reach(floor, last)
    closed = all(token.pos_ == "PUNCT" for token in doc[end:])
    return Reach(clause, end, widest=floor if closed else None)


def _opens(doc: Doc, first: int, floor: int) -> bool:
    """Whether nothing is told before: at the beginning, behind a mark that ends what was told."""
    before = doc[floor:first]
    if any(token.text in (";", ":") or token.text in syntax.OPENING_QUOTES for token in before[-1:]):
        return True
    return floor == 0 and first <= _OPENING and not any(t.pos_ in ("NOUN", "PROPN", "VERB", "AUX") for t in before)


def _opens_clause(word: Token, cues: Cues) -> bool:
    """« …, et selon X, … », « a dit que, selon X, … »: a word behind which another clause begins."""
    return word.pos_ == "CCONJ" or word.lower_ in cues.grammar.clauses.opening


def _end_of_told(doc: Doc, end: int, cues: Cues) -> int:
    """Where the narrator goes on: « …, selon X, qui dirige … », « …, selon X, alors que … »."""
    behind = doc[end + 1] if end + 1 < len(doc) and doc[end].text == "," else None
    if behind is None:
        return len(doc)
    return end if behind.lower_ in cues.grammar.clauses.describing or narrates(behind, cues) else len(doc)


def _participle_around(doc: Doc, first: int, end: int, floor: int) -> range | None:
    """« …, et soutenue, selon X, par Y »: the participle set apart between whose words the citation stands."""
    if doc[first - 1].text != "," or end >= len(doc) or doc[end].text != ",":
        return None
    comma = next((i for i in range(first - 2, floor, -1) if doc[i].text == ","), None)
    words = [token for token in doc[comma + 1 : first - 1] if token.pos_ not in ("CCONJ", "ADV")] if comma else []
    if comma is None or len(words) != 1 or not syntax.is_verb(words[0]) or syntax.is_finite(words[0]):
        return None
    return range(comma + 1, next((i for i in range(end + 1, len(doc)) if doc[i].text == ","), len(doc)))


def _insertion_around(doc: Doc, first: int, end: int, floor: int) -> range | None:
    """« Les assaillants, une vingtaine selon X, ont attaqué … », « une attaque, menée selon X par Y »: the words set apart."""
    comma = next((i for i in range(first - 1, floor, -1) if doc[i].text == ","), None)
    if comma is None or any(_tells(token) for token in doc[comma:first]):
        return None
    closing = next((i for i in range(end, len(doc)) if doc[i].text == ","), len(doc))
    opens = doc[comma + 1]
    if syntax.is_verb(opens) and not syntax.is_finite(opens):
        return range(comma + 1, closing)
    return range(comma + 1, end) if closing == end and any(_tells(token) for token in doc[end:]) else None


def _tells(verb: Token) -> bool:
    """Whether it is the finite verb of a main clause."""
    return syntax.is_verb(verb) and syntax.is_main(verb) and syntax.is_finite(verb)


def _clause_around(doc: Doc, first: int, floor: int, cues: Cues) -> int | None:
    """« …, qui ont fait 90 morts selon X »: where the clause begins that ends with the citation, with what it describes."""
    verb: Token | None = None
    for token in reversed(doc[floor:first]):
        if token.text in (";", ":"):
            return None
        if verb is not None and _opens_clause(token, cues) and token.pos_ != "CCONJ":
            return None if _is_adverbial(token, cues) else _antecedent(token, verb, floor)
        if syntax.is_verb(token) and syntax.is_finite(token):
            verb = token
    return None


def _described_before(doc: Doc, first: int, floor: int, cues: Cues) -> int | None:
    """« …, où dix soldats ont été tués, selon X »: where the relative clause begins that ends with the citation's comma."""
    pronouns = cues.grammar.pronouns.where | cues.grammar.pronouns.whose
    for token in reversed(doc[floor : first - 1]):
        if token.text in syntax.INSERTING or token.text in (";", ":"):
            opens = token.nbor(1)
            return opens.i if opens.lower_ in pronouns else None
    return None


def _antecedent(opening: Token, verb: Token, floor: int) -> int:
    """« l'attaque de jihadistes qui … »: the noun that a relative clause describes, else the word that opens the clause."""
    noun = verb.head
    between = verb.doc[noun.i + 1 : opening.i] if floor <= noun.i < opening.i else None
    described = verb.dep_ in syntax.NOUN_CLAUSES and between and not any(syntax.is_verb(token) for token in between)
    return noun.i if described or (between is not None and len(between) == 0) else opening.i


def _is_adverbial(word: Token, cues: Cues) -> bool:
    """« lorsque », « après que »: what such a clause tells is told with the rest; not so « alors que »."""
    before = word.nbor(-1) if word.i else None
    that = word.lower_ in cues.grammar.clauses.that
    if that and before is not None and before.lower_ in cues.narrators:
        return False
    when = word.lower_ in cues.grammar.clauses.when and word.lower_ not in cues.grammar.pronouns.relative
    return when or (that and before is not None and before.pos_ in ("ADP", "ADV", "SCONJ"))
