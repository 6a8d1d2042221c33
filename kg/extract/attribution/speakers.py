"""Who speaks: the subject of a verb of speech, whoever stands behind an inverted one, somebody without a name."""

from kg.extract import syntax
from kg.extract.attribution.speech import is_insertion, reported_by, speaks
from kg.extract.forms import fold, stem
from kg.extract.reading import SentenceReading, as_actor, is_actor
from kg.extract.tokens import Token
from kg.lexicon import Cues
from kg.model import EntityMention

_FAR_BEHIND = 18  # « a déclaré mardi à l'AFP, à l'issue d'une réunion à X, le ministre »

Sayers = list[EntityMention]


def main_speaker(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Le ministre a estimé que … »: the subject of the sentence's main verb, or of one joined to it."""
    for token in sentence.doc:
        if speaks(token, cues) and syntax.is_main(token) and not syntax.is_negated(token, cues.pseudo_negation):
            found = subjects_of(token, sentence, cues)
            if found:
                return found
    return []


def inserted_speaker(sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who is named behind the speech verb that is inserted into a sentence."""
    for token in sentence.doc:
        if is_insertion(token, cues):
            found = sayers_behind(token, sentence, cues)
            if found:
                return found
    return []


def without_name(sentence: SentenceReading, first: int, end: int, cues: Cues) -> EntityMention | None:
    """« de source militaire », « une source diplomatique occidentale »: somebody whom the text does not name."""
    for token in sentence.doc[first:end]:
        if token.text in (",", ";", ":"):
            return None
        if stem(token.lemma_) in cues.unnamed_sources:
            return as_group(token, sentence, cues)
    return None


def as_group(noun: Token, sentence: SentenceReading, cues: Cues) -> EntityMention:
    """Somebody without a name as a mention."""
    counted = noun.i > 0 and noun.nbor(-1).pos_ == "NUM"  # « les deux camps »
    words = sentence.anchor_of(noun.nbor(-1) if counted else noun, _end_of_name(noun, sentence, cues))
    plural = noun.lower_[-1] in cues.grammar.endings.plural
    return EntityMention(words, "Group", "nominal", sentence.anchor_of(noun), number="plur" if plural else "sing")


def in_building(sentence: SentenceReading, first: int, cues: Cues) -> EntityMention | None:
    """« selon l'hôpital de la ville », « a indiqué l'ambassade »: the building stands for who works there."""
    for token in sentence.doc[first + 1 : first + 4]:
        if stem(token.lemma_) in cues.speaking_buildings:
            last = _end_of_name(token, sentence, cues)
            return EntityMention(
                sentence.anchor_of(token, last), "Organization", "nominal", sentence.anchor_of(token), number="sing"
            )
        if token.pos_ not in ("DET", "ADJ", "ADP", "NUM"):
            return None
    return None


def _end_of_name(noun: Token, sentence: SentenceReading, cues: Cues) -> Token:
    """The last word of « une source militaire occidentale », « les services de la présidence »."""
    last, grammar = noun, cues.grammar
    while last.i + 1 < len(sentence.doc) and last.nbor(1).pos_ == "ADJ":
        last = last.nbor(1)
    for mention in sentence.outer:
        first, end = sentence.words(mention)
        between = [syntax.plain(token) for token in sentence.doc[last.i + 1 : first]]
        if between and between[0] == grammar.functions.of and set(between[1:]) <= grammar.determiners.definite:
            return sentence.doc[end - 1]
    return last


def subjects_of(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    subjects = [_author(subject, sentence, cues) for subject in syntax.read_clause(verb).subjects]
    found = [sentence.mention_at(subject, cues) for subject in subjects]
    found += [without_name(sentence, subject.i, subject.i + 1, cues) for subject in subjects]
    if sentence.spoke_last and any(t.i and t.nbor(-1).lower_ in cues.same_source for t in subjects):
        return list(sentence.spoke_last)  # « la même source, qui fait part de … »
    if len(subjects) == 1 and found == [None, None] and is_their_text(subjects[0], cues):
        found += sentence.spoke_last
    named = [m for m in found if m is not None and (is_actor(as_actor(m)) or m.level == "pronoun")]
    if len(named) == 1 and named[0].level == "pronoun" and _bare(named[0]) in cues.third:
        return _last_speaker(named, sentence, cues)
    return named


def is_their_text(noun: Token, cues: Cues) -> bool:
    """« Le communiqué précise que … », « le texte », and no more of it: that of whoever spoke last."""
    determiners = cues.grammar.determiners
    return stem(noun.lemma_) in cues.said_through and any(
        child.lower_ in determiners.definite | determiners.demonstrative for child in noun.children
    )


def _author(subject: Token, sentence: SentenceReading, cues: Cues) -> Token:
    """« un bilan du ministère fait état de … », « un communiqué de l'armée indique »: whose text it is."""
    if stem(subject.lemma_) not in cues.said_through or sentence.mention_at(subject, cues) is not None:
        return subject
    behind = (c for c in subject.children if c.i > subject.i and syntax.is_introduced_by(c, cues.grammar.functions.of))
    return next(behind, subject)


def sayers_behind(token: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who is named behind an inserted speech verb, or is the pronoun joined to it."""
    reported = reported_by(token, cues)
    verb = reported if reported is not None and reported.i == token.i + 1 else token  # « a fait savoir »
    house = in_building(sentence, verb.i, cues)
    sayers = [house] if house is not None else []
    sayers = sayers or _last_speaker(
        _pronoun_between(sentence, syntax.first_of_verb(token), token.i + 2), sentence, cues
    )
    sayers = sayers or right_after(verb, sentence, cues)
    if not sayers:
        somebody = without_name(sentence, verb.i + 1, verb.i + 5, cues)
        sayers = [somebody] if somebody is not None else []
    return sayers


def _bare(pronoun: EntityMention) -> str:
    """« elle » of « a-t-elle »."""
    return pronoun.anchor.text.lower().rpartition("-")[2]


def _last_speaker(pronouns: Sayers, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« a-t-elle ajouté »: whoever spoke last, where gender and number allow it; else the pronoun."""
    last = sentence.spoke_last
    if len(pronouns) != 1 or len(last) != 1:
        return pronouns
    word = _bare(pronouns[0])
    number = "plur" if word in cues.plural else "sing"
    other = {"fem": cues.masculine, "masc": cues.feminine}.get(last[0].gender or "", frozenset[str]())
    return list(last) if last[0].number in (number, None) and word not in other else pronouns


def _pronoun_between(sentence: SentenceReading, start: int, end: int) -> Sayers:
    for mention in sentence.mentions:
        first = sentence.words(mention)[0]
        if mention.level == "pronoun" and start <= first <= end and sentence.doc[first].pos_ != "DET":
            return [mention]  # « a-t-il », no « son chef »
    return []


def right_after(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who stands behind an inverted speech verb, past days, addressees and places: « a dit mardi à l'AFP un élu »."""
    doc, grammar, i = sentence.doc, cues.grammar, verb.i + 1
    starts = {sentence.words(mention)[0]: mention for mention in reversed(sentence.outer)}
    through = verb.lemma_ in cues.learning  # « indique un communiqué de l'armée », « appris auprès de l'armée »
    while i < min(len(doc), verb.i + _FAR_BEHIND):
        token, mention = doc[i], starts.get(i)
        if mention is not None and not (mention.level == "pronoun" and token.pos_ == "DET"):
            if is_actor(as_actor(mention)) or mention.level == "pronoun":
                return coordinated(mention, sentence)
            return []
        if stem(token.lemma_) in cues.unnamed_sources:
            again = i > 0 and doc[i - 1].lower_ in cues.same_source and sentence.spoke_last
            return list(sentence.spoke_last) if again else [as_group(token, sentence, cues)]
        of = syntax.plain(token) == grammar.functions.of
        if token.lower_ in cues.learnt_from:
            i += 1
        elif token.pos_ == "ADP" and not (of and (through or token.lower_ in grammar.determiners.indefinite_plural)):
            i = _end_of_phrase(i, starts, sentence, cues)
        elif of or token.pos_ in ("DET", "ADJ", "ADV", "NUM", "PUNCT") or _tells_when(token, cues):
            if token.text in (".", ";", ":", "(") or token.text in syntax.CLOSING_QUOTES:
                return []
            i += 1
        elif stem(token.lemma_) in cues.said_through:
            if is_their_text(token, cues) and (i + 1 == len(doc) or doc[i + 1].pos_ == "PUNCT"):
                return list(sentence.spoke_last)  # « précise le communiqué »
            through, i = True, i + 1
        else:
            return _new_name(token, sentence)
    return []


def _tells_when(token: Token, cues: Cues) -> bool:
    return token.lemma_.lower() in cues.spans_of_time or fold(token.lemma_) in cues.said_when


def _end_of_phrase(first: int, starts: dict[int, EntityMention], sentence: SentenceReading, cues: Cues) -> int:
    """Where a phrase behind a preposition ends: « au micro de la radio », « à l'AFP », « dans un communiqué »."""
    doc, grammar = sentence.doc, cues.grammar
    i = first + 1
    while i < len(doc):
        while i < len(doc) and i not in starts and doc[i].pos_ in ("DET", "ADJ", "NUM"):
            i += 1
        if i in starts:
            i = sentence.words(starts[i])[1]
        elif i < len(doc) and doc[i].pos_ in ("NOUN", "PROPN", "X"):
            i += 1
        while i < len(doc) and i not in starts and doc[i].pos_ == "ADJ":
            i += 1
        further = i < len(doc) and syntax.plain(doc[i]) == grammar.functions.of
        if not further or doc[i].lower_ in grammar.determiners.indefinite_plural:
            return i
        i += 1
    return i


def _new_name(token: Token, sentence: SentenceReading) -> Sayers:
    """« rapporte Punch »: a word with a capital behind the verb of an inserted clause names who reports."""
    if not token.text[:1].isupper() or token.pos_ not in ("PROPN", "NOUN", "X") or sentence.kind != "body":
        return []
    last = token
    while last.i + 1 < len(sentence.doc) and last.nbor(1).text[:1].isupper():
        last = last.nbor(1)
    words = sentence.anchor_of(token, last)
    return [EntityMention(words, "Organization", "name", words, number="sing")]


def coordinated(mention: EntityMention, sentence: SentenceReading) -> Sayers:
    """« selon la police et des témoins »: all who are named."""
    found, doc = [mention], sentence.doc
    for other in sentence.outer:
        end, (first, last) = sentence.words(found[-1])[1], sentence.words(other)
        between = doc[end:first]
        joined = (
            len(between) > 0
            and between[0].dep_ in syntax.CONJUNCTIONS
            and all(token.pos_ == "DET" or token.i == first - 1 for token in between[1:])
        )
        if joined and is_actor(as_actor(other)) and not (last < len(doc) and syntax.is_verb(doc[last])):
            found.append(other)
    return found
