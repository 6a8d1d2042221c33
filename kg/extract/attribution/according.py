"""« Selon X », « d'après X », « (armée) », « citant X »: who says so, without a verb of speech."""

from kg.extract.attribution.speakers import Sayers, in_building, is_their_text, somebody, with_others, without_name
from kg.extract.forms import stem
from kg.extract.reading import SentenceReading, as_actor, is_actor
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.model import EntityMention

_FAR_WORDS = 8  # « selon un nouveau bilan communiqué jeudi soir par le gouvernement »


def told_elsewhere(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Six rebelles tués (armée) » of a headline; « Pour le gouvernement, … »: who says so, without a verb."""
    return _bracketed(sentence, cues) or _viewpoint(sentence, cues)


def _bracketed(sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who stands alone in the brackets, or behind the dash, that end a headline."""
    doc = sentence.doc
    if sentence.kind != "headline" or len(doc) < 4:
        return []
    end = len(doc) - 1 if doc[-1].text == ")" else len(doc)
    opening = "(" if end < len(doc) else "-"
    first = next((i for i in range(end - 1, max(2, end - 6), -1) if doc[i].text in (opening, "–")), None)
    if first is None or (opening == "-" and not _stands_apart(doc[first])):
        return []
    found = [m for m in sentence.outer if sentence.words(m)[0] > first and is_actor(as_actor(m))]
    if found:
        return found[:1] if sentence.words(found[0])[0] <= first + 2 else []
    unnamed = without_name(sentence, first + 1, end, cues)
    return [unnamed] if unnamed is not None else []


def _stands_apart(dash: Token) -> bool:
    """Whether a dash has a space on both sides."""
    around = dash.doc.text[max(0, dash.idx - 1) : dash.idx + len(dash) + 1]
    return around.startswith(" ") and around.endswith(" ")


def _viewpoint(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Pour Kiev, l'armée russe a … »: a phrase that opens the sentence, before a comma and another subject."""
    doc = sentence.doc
    if len(doc) < 6 or doc[0].lower_ != cues.grammar.functions.aimed_for:
        return []
    opening = next((m for m in sentence.outer if 1 <= sentence.words(m)[0] <= 2), None)
    if opening is None or not is_actor(as_actor(opening)) or opening.kind == "Group":
        return []
    end = sentence.words(opening)[1]
    subject = end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].pos_ in ("DET", "PROPN", "PRON")
    return [opening] if subject else []


def named_according(sentence: SentenceReading, cues: Cues, last: Sayers) -> Sayers:
    """The mention after « selon », « d'après », « de source »; `last` are those who spoke before."""
    text = sentence.anchor.text.lower().replace("’", "'")
    for cue in cues.according:
        found = _find_word(text, cue)
        if found < 0:
            continue
        at = sentence.anchor.start + found + len(cue)
        after = text[found + len(cue) :].split()
        if after[:1] and after[0] in cues.grammar.pronouns.relative:
            return _antecedent(sentence, at - len(cue), cues)
        if after[:1] and after[0].startswith(tuple(cues.grammar.pronouns.which)):
            continue  # « des rumeurs selon lesquelles … »
        if last and not cues.same_source.isdisjoint(after[:2]):
            return last  # « selon la même source »
        first = sentence.span(at - len(cue), at)[0]
        building = in_building(sentence, first, cues)
        if building is not None:
            return with_others(building, sentence, cues)
        texts = [token for token in sentence.doc[first + 1 : first + 4] if stem(token.lemma_) in cues.said_through]
        if (
            texts
            and is_their_text(texts[0], cues)
            and (texts[0].i + 1 == len(sentence.doc) or texts[0].nbor(1).pos_ == "PUNCT")
        ):
            return list(last)  # « selon le communiqué »
        for mention in sentence.outer:
            if mention.anchor.start >= at and is_actor(as_actor(mention)) and mention.level != "pronoun":
                between = [token.text for token in sentence.doc[first + len(cue.split()) : sentence.words(mention)[0]]]
                through = bool(texts) and _is_by(sentence, mention, cues)
                marks = ";:." if through and between.count(",") == 1 else ",;:."
                if len(between) <= _FAR_WORDS + 4 * through and not any(mark in between for mark in marks):
                    return with_others(mention, sentence, cues)
                break
        unnamed = without_name(sentence, first, first + _FAR_WORDS + 2, cues)
        if unnamed is not None:
            return with_others(unnamed, sentence, cues)
        near = next((mention for mention in sentence.mentions if 0 < mention.anchor.start - at <= 2), None)
        if near is not None and near.level == "pronoun" and cue not in cues.from_source:
            return [near]  # « selon lui »
        speaker = _noun_behind(sentence, first + len(cue.split()), cues)
        if speaker is not None:
            return [speaker]
    return []


def _antecedent(sentence: SentenceReading, at: int, cues: Cues) -> Sayers:
    """« a dit un élu, selon qui … »: who is named right before."""
    doc, first = sentence.doc, sentence.span(at, at + 1)[0]
    named = [m for m in sentence.outer if first - 3 <= sentence.words(m)[1] <= first and is_actor(as_actor(m))]
    unnamed = without_name(sentence, max(0, first - 4), first - 1, cues) if doc[first - 1].text == "," else None
    return named[-1:] or ([unnamed] if unnamed is not None else [])


def _is_by(sentence: SentenceReading, mention: EntityMention, cues: Cues) -> bool:
    """« selon un bilan revu à la hausse, communiqué par le ministère »: whether « par » stands before whom it names."""
    before = sentence.doc[max(0, sentence.words(mention)[0] - 2) : sentence.words(mention)[0]]
    return any(token.lower_ == cues.grammar.functions.by for token in before)


def _noun_behind(sentence: SentenceReading, at: int, cues: Cues) -> EntityMention | None:
    """« selon la presse locale »: whoever the first noun means."""
    for token in sentence.doc[at : at + 4]:
        if token.pos_ == "NOUN":
            return somebody(token, sentence, cues)
        if token.pos_ not in ("DET", "ADJ", "NUM", "ADP"):
            return None
    return None


def cited_in(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« selon l'AFP citant un officier »: who is quoted by the one that reports."""
    text = sentence.anchor.text.lower()
    for cue in cues.citing:
        found = _find_word(text, cue)
        if found < 0:
            continue
        at = sentence.anchor.start + found + len(cue)
        first = sentence.span(at - len(cue), at)[0]
        unnamed = without_name(sentence, first, first + 4, cues)
        if unnamed is not None:
            return [unnamed]
        for mention in sentence.outer:
            if mention.anchor.start >= at:
                near = mention.anchor.start - at <= 12
                return [mention] if near and is_actor(as_actor(mention)) else []
    return []


def _find_word(text: str, cue: str) -> int:
    at = text.find(cue)
    while at >= 0:
        before = at == 0 or not text[at - 1].isalnum()
        after = at + len(cue) >= len(text) or not text[at + len(cue)].isalnum()
        if before and after:
            return at
        at = text.find(cue, at + 1)
    return -1
