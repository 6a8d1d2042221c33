"""Chains of mentions: the best mention of a chain, which is kept, changes when something is joined."""

from kg.extract.coreference import Mentions
from kg.extract.reading import SentenceReading
from kg.extract.tokens import Doc, Token
from kg.lexicon import load_lexicon
from kg.model import Anchor, EntityMention

TEXT = "Le général parle ; Khalifa Haftar ; Haftar"


def mention(words: str, level: str, kind: str = "Person") -> EntityMention:
    start = TEXT.rindex(words)
    anchor = Anchor(start, start + len(words), words)
    return EntityMention(anchor, kind, level, anchor, None, None, "sing", None)  # type: ignore[arg-type]


def test_best_changes_with_its_chain() -> None:
    described, full, last = mention("général", "nominal"), mention("Khalifa Haftar", "name"), mention("Haftar", "name")
    doc = Doc(TEXT, "fr")
    for i, word in enumerate(TEXT.split()):
        doc.append(Token(doc, i, TEXT.index(word), word, word, "X", "dep", {}))
    sentence = SentenceReading(0, Anchor(0, len(TEXT), TEXT), "body", doc, (described, full, last), (), ())
    mentions = Mentions([sentence], load_lexicon().cues)
    assert [mentions.best(m) for m in (described, full, last)] == [described, full, last]
    mentions.join(0, 2)
    assert [mentions.best(m) for m in (described, full, last)] == [last, full, last]
    mentions.join(1, 2)
    assert [mentions.best(m) for m in (described, full, last)] == [full, full, full]
    pointer = mentions.point(sentence, doc[2], described)
    assert mentions.best(pointer) == full
