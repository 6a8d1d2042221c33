"""Which sentences of an article are read when not all are: words first, then the parse, then what names they need.

What follows the parser costs more than the parser: a sentence that the gate let pass, and that is then read without a
trigger, stops there, with those it pointed back to.
"""

from collections.abc import Sequence

from spacy.language import Language

from kg.extract.fields import Field
from kg.extract.gate import Gate
from kg.extract.mending import repair
from kg.extract.parse import ParsedSentence, parse_words, recognise
from kg.extract.strangers import Strangers
from kg.extract.tokens import let_go
from kg.extract.triggers import Triggers
from kg.lexicon import Lexicon
from kg.model import Anchor


def parse_telling(
    anchors: Sequence[Anchor],
    about: Sequence[Field | None],
    nlp: Language,
    gate: Gate,
    triggers: Triggers,
    lexicon: Lexicon,
    strangers: Strangers,
    heads: Sequence[int] = (),
    dated: bool = False,
) -> dict[int, ParsedSentence]:
    """The sentences that may tell an event and those they need, parsed and mended, by their number; `heads` where any does.

    `dated` says that the lines of the article have their days.
    """
    choice = gate.choose([anchor.text for anchor in anchors], about, dated)
    numbers = choice.numbers()
    if not numbers:
        return {}
    numbers = sorted({*numbers, *heads})
    parsed = dict(zip(numbers, parse_words([anchors[number] for number in numbers], nlp), strict=True))
    for sentence in parsed.values():
        repair(sentence.doc, lexicon)
    told = {
        number
        for number, sentence in parsed.items()
        if choice.hits[number] and triggers.may_stand(sentence.anchor.text, sentence.doc, choice.able[number])
    }
    read = {number: parsed[number] for number in sorted({*choice.numbers(told), *heads})} if told else {}
    for number in parsed.keys() - read.keys():
        let_go(parsed[number].doc)
    recognise([sentence for sentence in read.values() if strangers.among(sentence)], nlp)
    return read
