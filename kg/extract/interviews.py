"""Who answers in an interview: paragraphs that ask, and the person named before the first of them."""

from collections import Counter
from collections.abc import Sequence

from kg.extract.quotations import follows_at_once
from kg.extract.reading import SentenceReading
from kg.lexicon import Cues
from kg.model import EntityMention

_FEWEST_QUESTIONS = 2
_MOST_ASKED = 4  # sentences of the first question
_ASKS = "?"

Interview = tuple[EntityMention | None, frozenset[int]]  # who answers, and the numbers of the sentences that do


def is_asked(number: int, answers: frozenset[int]) -> bool:
    """Whether the sentence stands among questions: not in an answer, and behind the first of them."""
    return bool(answers) and number not in answers and number >= min(answers) - _MOST_ASKED


def find_answers(sentences: Sequence[SentenceReading], cues: Cues) -> Interview:
    """The person interviewed, None where the article is no interview, and the numbers of the sentences that answer."""
    paragraphs: list[list[int]] = []
    for number, sentence in enumerate(sentences):
        if number and follows_at_once(sentences[number - 1], sentence):
            paragraphs[-1].append(number)
        else:
            paragraphs.append([number])
    labelled = _labelled_answers(sentences, paragraphs)
    if labelled[0] is not None:
        return labelled
    asking = [p for p in paragraphs if sentences[p[-1]].anchor.text.rstrip(' »"”').endswith(_ASKS)]
    if len(asking) < _FEWEST_QUESTIONS or asking[0][0] == 0:
        return None, frozenset()
    first = asking[0][0]
    asked = {number for paragraph in asking for number in paragraph}
    answers = frozenset(number for number in range(first, len(sentences)) if number not in asked)
    told = (
        any(_has(sentences[number], cues.second_persons) for number in asked)
        or any(_has(sentences[number], cues.first_singular) for number in answers)
        or any(_has(sentence, cues.interviewing) for sentence in sentences[:first])
    )
    return (_named_before(sentences, first) if told else None), answers


def _labelled_answers(sentences: Sequence[SentenceReading], paragraphs: Sequence[Sequence[int]]) -> Interview:
    """« Jean Koné : Nous avons … »: paragraphs that open with a person's name and a colon, where others ask."""
    if not any(sentences[number].anchor.text.rstrip(' »"”').endswith(_ASKS) for p in paragraphs for number in p):
        return None, frozenset()
    labels = [(_label(sentences[p[0]]), p) for p in paragraphs if sentences[p[0]].kind == "body"]
    people = [(label, p) for label, p in labels if label is not None]
    keys = {label.key or label.anchor.text for label, _ in people}
    if len(keys) != 1:
        return None, frozenset()
    return people[0][0], frozenset(number for _, p in people for number in p)


def _label(sentence: SentenceReading) -> EntityMention | None:
    """The person whose name and a colon open a sentence."""
    first = next((m for m in sentence.outer if m.anchor.start == sentence.anchor.start), None)
    if first is None or first.kind != "Person" or first.level != "name":
        return None
    return first if sentence.anchor.text[first.anchor.end - sentence.anchor.start :].lstrip()[:1] == ":" else None


def _has(sentence: SentenceReading, words: frozenset[str]) -> bool:
    """Whether one of the words stands in a sentence, outside of quotation marks."""
    quoted = False
    for token in sentence.doc:
        quoted = token.text == "«" or (quoted and token.text != "»")
        if not quoted and (token.lower_.lstrip("-") in words or token.lemma_.lower() in words):
            return True
    return False


def _named_before(sentences: Sequence[SentenceReading], end: int) -> EntityMention | None:
    """The person of the headline, else the one named most often before a sentence."""
    named = [m for s in sentences[:end] for m in s.outer if m.level == "name" and m.kind == "Person"]
    headline = [m for m in named if m.anchor.start < sentences[0].anchor.end]
    if headline:
        return headline[0]
    counts = Counter(mention.key or mention.anchor.text for mention in named)
    return max(named, key=lambda m: counts[m.key or m.anchor.text], default=None)
