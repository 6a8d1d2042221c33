"""Who speaks: the subject of a verb of speech, whoever stands behind an inverted one, somebody without a name."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract import syntax
from kg.extract.attribution.speech import is_insertion, reported_by, speaking, speaks
from kg.extract.forms import fold, stem
from kg.extract.reading import SentenceReading, as_actor, is_actor
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues
from kg.model import EntityMention

_NEAR = 2  # words between a noun and the name that it introduces: « le groupe rebelle X »
_FAR_BEHIND = 18  # « a déclaré mardi à l'AFP, à l'issue d'une réunion à X, le ministre »
_PLACES = ("Country", "State", "City", "Region")
_BODIES = ("Government", "Organization", "InternationalOrganization", "ArmedForce", "ArmedGroup")
_REACH = 2  # sentences back in which whoever spoke last still does
_INSERTED = 10  # words between two commas behind the verb: « , lors d'une visite à X, »

Sayers = list[EntityMention]


def main_speaker(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Le ministre a estimé que … »: the subject of the sentence's main verb, or of one joined to it."""
    for token in speaking(sentence.doc, cues):
        if syntax.is_main(token) and not syntax.is_negated(token, cues.pseudo_negation):
            found = subjects_of(token, sentence, cues)
            if found:
                return found
    return []


def goes_on_speaking(last: Sayers, spoken: int, number: int) -> tuple[EntityMention, ...]:
    """Whoever spoke last, in sentence `spoken`, if he still does in sentence `number`."""
    return tuple(last) if number - spoken <= _REACH else ()


def inserted_speaker(sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who is named behind the speech verb that is inserted into a sentence."""
    for verb in speaking(sentence.doc, cues):
        if is_insertion(verb, cues):
            found = sayers_behind(verb, sentence, cues)
            if found:
                return found
    return []


def speaker_of(sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who speaks in a sentence: behind an inserted verb, as the subject of the main one, before a quotation."""
    return (
        inserted_speaker(sentence, cues)
        or main_speaker(sentence, cues)
        or _before_quotation(sentence, cues)
        or assured_speaker(sentence, cues)
    )


def assured_speaker(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Le préfet est formel. « … » », « l'armée est catégorique : … »: who is called sure of what he says."""
    for token in sentence.doc:
        if token.lower_ in cues.assured and syntax.has_copula(token):
            mentions = [sentence.mention_at(subject, cues) for subject in syntax.own_subjects(token)]
            return [m for m in mentions if m is not None and is_actor(as_actor(m)) and m.level != "pronoun"]
    return []


def _before_quotation(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Le maire se veut rassurant : « … » »: of whom the words before a quotation tell, or whom alone they name."""
    labels = labelled(sentence, cues)
    if labels:
        return [m for m in labels if m.level == "name"][:1] or labels[:1]
    for verb in sentence.doc[: _quoting(sentence)]:
        hung = syntax.is_subordinate(verb) or verb.dep_ in syntax.NOUN_CLAUSES
        if syntax.is_verb(verb) and syntax.is_finite(verb) and not hung:
            return subjects_of(verb, sentence, cues)
    return []


def _quoting(sentence: SentenceReading) -> int:
    """The index of a colon right before a quotation, or 0."""
    inside = sentence.doc[1:-1] if sentence.kind == "body" else ()
    return next((t.i for t in inside if t.text == ":" and t.nbor(1).text in syntax.OPENING_QUOTES), 0)


def labelled(sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Le maire, Ali Sow : « … » »: who is named before a quotation, where nothing else is said there."""
    doc, colon = sentence.doc, _quoting(sentence)
    if not colon:
        return []
    named = [m for m in sentence.outer if sentence.words(m)[1] <= colon]
    told = {i for mention in named for i in range(*sentence.words(mention))}
    if any(t.i not in told and t.pos_ not in ("DET", "PUNCT", "SPACE") for t in doc[:colon]):
        return []
    return [m for m in named if is_actor(as_actor(m)) and m.kind not in _PLACES]


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
    for token in sentence.doc[first + 1 : first + _FAR_BEHIND]:
        if stem(token.lemma_) in cues.speaking_buildings:
            called = next((m for m in sentence.outer if sentence.words(m)[0] in (token.i, token.i + 1)), None)
            if (
                called is not None
                and called.level == "name"
                and called.kind == "Organization"
                and called.anchor.text not in cues.channels
            ):
                return called  # « la radio Okapi »
            last = _end_of_name(token, sentence, cues)
            return EntityMention(
                sentence.anchor_of(token, last), "Organization", "nominal", sentence.anchor_of(token), number="sing"
            )
        if token.pos_ not in ("DET", "ADJ", "ADP", "NUM") and not _tells_when(token, cues):
            return None
    return None


def _end_of_name(noun: Token, sentence: SentenceReading, cues: Cues) -> Token:
    """The last word of « une source militaire occidentale », « des sources locales et militaires », « une source de sécurité »."""
    last, grammar = _end_of_adjectives(noun, cues), cues.grammar
    for mention in sentence.outer:
        first, end = sentence.words(mention)
        between = [syntax.plain(token) for token in sentence.doc[last.i + 1 : first]]
        if between and between[0] == grammar.functions.of and set(between[1:]) <= grammar.determiners.definite:
            return sentence.doc[end - 1]
    behind = sentence.doc[last.i + 1 : last.i + 3]
    if len(behind) == 2 and syntax.plain(behind[0]) == grammar.functions.of and behind[1].pos_ == "NOUN":
        return _end_of_adjectives(behind[1], cues)
    return last


def _end_of_adjectives(noun: Token, cues: Cues) -> Token:
    """The last of the adjectives behind a noun, also of joined ones."""
    last = noun
    while last.i + 1 < len(noun.doc):
        joined = last.pos_ == "ADJ" and last.nbor(1).pos_ == "CCONJ" and last.i + 2 < len(noun.doc)
        if last.nbor(1).pos_ == "ADJ" and _says_where(last.nbor(1), cues):
            break
        if last.nbor(1).pos_ == "ADJ" and not _tells_when(last.nbor(1), cues):
            last = last.nbor(1)
        elif joined and (last.nbor(2).pos_ == "ADJ" or last.nbor(2).head == last):
            last = last.nbor(2)  # « de source administrative et policière »
        else:
            break
    return last


def _says_where(adjective: Token, cues: Cues) -> bool:
    """« des témoins joints à Gao », « des habitants réfugiés au Tchad »: a participle that goes on with a place of its own."""
    behind = adjective.nbor(1) if adjective.i + 1 < len(adjective.doc) else None
    apart = behind is not None and behind.pos_ == "ADP" and syntax.plain(behind) != cues.grammar.functions.of
    return apart and adjective.lower_.endswith(tuple(cues.grammar.endings.participle))


def somebody(noun: Token, sentence: SentenceReading, cues: Cues) -> EntityMention | None:
    """« la presse locale », « un employé de la morgue »: whom a noun in a speaker's place means; no text, thing or time."""
    determined = any(token.pos_ in ("DET", "NUM", "ADP") for token in noun.doc[max(0, noun.i - 2) : noun.i])
    if noun.pos_ != "NOUN" or not noun.is_alpha or noun.text.istitle() or not determined:
        return None
    word = stem(noun.lemma_)
    if (
        word in cues.voiceless
        or stem(noun.text) in cues.voiceless
        or word in cues.said_through
        or _tells_when(noun, cues)
    ):
        return None
    return as_group(noun, sentence, cues)


def is_said_again(noun: Token, cues: Cues) -> bool:
    """« la même source », « cette source », « ce témoin »: whoever spoke last."""
    before = {token.lower_ for token in noun.doc[max(0, noun.i - 2) : noun.i]}
    return bool(before & (cues.same_source | cues.grammar.determiners.demonstrative))


def is_of_another_sort(noun: Token, last: Sequence[EntityMention]) -> bool:
    """« la même source militaire », behind a driver's words: whether an adjective says what nobody who spoke was said to be."""
    said = {stem(word) for mention in last for word in mention.anchor.text.lower().split()}
    sorts = [child for child in noun.children if child.i == noun.i + 1 and child.pos_ == "ADJ"]
    return not all(stem(sort.lower_) in said for sort in sorts)


def _means_the_last(noun: Token, sentence: SentenceReading, cues: Cues) -> bool:
    last = sentence.spoke_last
    return bool(last) and is_said_again(noun, cues) and not is_of_another_sort(noun, last)


def subjects_of(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who says what a verb tells: its subject, or of whom « on » learns it."""
    told = syntax.read_clause(verb).subjects or _hung_above(verb, cues)
    if verb.lemma_ in cues.learning and all(
        t.lower_ in cues.grammar.pronouns.anyone | cues.first_persons for t in told
    ):
        return _taught_by(verb, sentence, cues)
    if len(told) == 1 and told[0].lower_ in cues.grammar.pronouns.anyone:
        return _said_there(verb, sentence, cues)
    subjects = [_author(subject, sentence, cues) for subject in told]
    found = [sentence.mention_at(subject, cues) for subject in subjects]
    found += [without_name(sentence, subject.i, subject.i + 1, cues) for subject in subjects]
    if any(_has_no_name(t, cues) and _means_the_last(t, sentence, cues) for t in subjects):
        return list(sentence.spoke_last)  # « la même source, qui fait part de … »
    if len(subjects) == 1 and found == [None, None] and is_their_text(subjects[0], cues):
        found += sentence.spoke_last
    named = [m for m in found if m is not None and (is_actor(as_actor(m)) or m.level == "pronoun")]
    named = [m for m in named if m.level != "nominal" or stem(m.head.text) not in cues.voiceless]  # « les victimes »
    people = [m for m in named if m.kind == "Person"]
    if len(people) == len(named) > 1 and not syntax.is_plural(verb) and syntax.is_finite(verb):
        # « le ministre et porte-parole, Ali Sow, a dit »: one who has several posts
        named = [m for m in people if m.level == "name"][:1] or people[-1:]
    if len(named) == 1 and named[0].level == "pronoun" and _bare(named[0]) in cues.third:
        return _last_speaker(named, sentence, cues)
    if len(named) == 1 and syntax.is_passive(verb) and sentence.words(named[0])[0] > verb.i:
        return with_others(named[0], sentence, cues)  # « accusé par New Delhi et Washington »
    return named or _unlisted(verb, subjects, sentence, cues)


def _said_there(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Au ministère de la Défense, on affirme que … », « on indique à la présidence que … »: where it is said says by whom."""
    doc = sentence.doc
    starts = {_start_of(mention, sentence): mention for mention in reversed(sentence.outer)}
    for token in (*doc[: min(_NEAR + 1, verb.i)], *doc[verb.i + 1 : verb.i + 2]):
        if token.lower_ not in cues.said_at:
            continue
        at = token.i + 1 + (token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "ADP")  # « du côté de l'armée »
        if _opens_on_speaker(at, starts, sentence, cues):
            house = in_building(sentence, token.i, cues)
            named = next((starts[i] for i in range(at, min(at + _NEAR + 1, len(doc))) if i in starts), None)
            noun = next((t for t in doc[at : at + _NEAR + 1] if t.pos_ == "NOUN"), None)
            said = house or named or (as_group(noun, sentence, cues) if noun is not None else None)
            return [said] if said is not None else []
    return []


def _taught_by(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« On apprend auprès du préfet que … », « nous avons appris de source militaire que … »: whom « de », « auprès de » introduce."""
    behind = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    from_whom = behind is not None and (
        behind.lower_ in cues.learnt_from
        or (behind.pos_ == "ADP" and syntax.plain(behind) == cues.grammar.functions.of)
    )
    return (right_after(verb, sentence, cues) or _unnamed_behind(verb, sentence, cues)) if from_whom else []


def _hung_above(verb: Token, cues: Cues) -> tuple[Token, ...]:
    """« L'observatoire fait état de … »: the verb was hung on its subject, right before it."""
    above = verb.head
    hung = reported_by(verb, cues) is not None and above.i < verb.i and above.pos_ in ("NOUN", "PROPN")
    before = above.doc[above.i + 1 : verb.i]
    return (above,) if hung and not any(token.pos_ in ("PUNCT", "VERB", "AUX") for token in before) else ()


def _unlisted(verb: Token, subjects: Sequence[Token], sentence: SentenceReading, cues: Cues) -> Sayers:
    """The subject of a verb of speech that no list knows: « la presse locale », « l'hôpital »."""
    if len(subjects) != 1:
        return []
    mention = sentence.mention_at(subjects[0], cues)
    if mention is not None and mention.kind not in ("Facility", "City", "Region"):
        return []
    if mention is not None and mention.kind == "Region" and mention.level == "name":
        return as_body(mention)  # « l'Ossétie du Sud a accusé … »
    house = in_building(sentence, subjects[0].i - 1, cues)
    itself = mention is None or subjects[0] != sentence.head(mention)  # « la cellule de crise du camp »
    speaker = house or (somebody(subjects[0], sentence, cues) if itself else None)
    if speaker is None and mention is None and subjects[0].pos_ == "PROPN" and syntax.is_finite(verb):
        return new_name(subjects[0], sentence)  # « Punch rapporte que … »
    return [speaker] if speaker is not None else []


def _has_no_name(noun: Token, cues: Cues) -> bool:
    return stem(noun.lemma_) in cues.unnamed_sources


def is_their_text(noun: Token, cues: Cues) -> bool:
    """« Le communiqué précise que … », « le texte », and no more of it: that of whoever spoke last."""
    determiners = cues.grammar.determiners
    latest = any(child.pos_ == "ADJ" and child.i < noun.i for child in noun.children)  # « les derniers bilans »
    return (
        stem(noun.lemma_) in cues.said_through
        and not latest
        and any(child.lower_ in determiners.definite | determiners.demonstrative for child in noun.children)
    )


def _author(subject: Token, sentence: SentenceReading, cues: Cues) -> Token:
    """« un bilan du ministère fait état de … », « un communiqué de l'armée indique »: whose text it is."""
    unnamed = stem(subject.lemma_) not in cues.said_through or _has_no_name(subject, cues)
    if unnamed or sentence.mention_at(subject, cues) is not None:
        return subject
    functions = cues.grammar.functions
    published = [
        child
        for verb in subject.children
        if verb.i > subject.i and syntax.is_verb(verb) and not syntax.is_finite(verb)
        for child in verb.children
        if syntax.is_introduced_by(child, functions.by)
    ]  # « un bilan communiqué par le ministère »
    behind = (c for c in subject.children if c.i > subject.i and syntax.is_introduced_by(c, functions.of))
    return published[0] if published else next(behind, subject)


def sayers_behind(token: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who is named behind an inserted speech verb, or is the pronoun joined to it."""
    reported = reported_by(token, cues)
    verb = reported if reported is not None and reported.i == token.i + 1 else token  # « a fait savoir »
    nobody = is_told_by_nobody(token, cues)
    if nobody and token.lemma_ in cues.on_goes and _ends_there(token):
        return list(sentence.spoke_last)  # « précise-t-on »
    house = in_building(sentence, verb.i, cues)
    if house is not None and not nobody and _is_spoken_to(house, sentence, cues):
        house = None  # « a raconté à la radio nationale un élu »
    sayers = [house] if house is not None else []
    if not nobody:
        pronouns = _pronoun_between(sentence, syntax.first_of_verb(token), token.i + 2)
        sayers = sayers or _last_speaker(pronouns, sentence, cues)
    sayers = sayers or _with_teller(verb, right_after(verb, sentence, cues), sentence, cues)
    return sayers or _unnamed_behind(verb, sentence, cues)


def _ends_there(verb: Token) -> bool:
    """« ajoute-t-on. »: whether nothing but what is joined to a verb by a hyphen stands between it and the next stop."""
    behind = next((token for token in verb.doc[verb.i + 1 :] if not token.text.startswith("-")), None)
    return behind is None or behind.pos_ == "PUNCT"


def _is_spoken_to(house: EntityMention, sentence: SentenceReading, cues: Cues) -> bool:
    """« a dit à la radio », « a écrit sur son site »: whether what stands for who works there is behind a preposition, no « de »."""
    first = sentence.words(house)[0]
    before = [token for token in sentence.doc[max(0, first - 2) : first] if token.pos_ == "ADP"]
    return bool(before) and syntax.plain(before[-1]) != cues.grammar.functions.of


def _with_teller(verb: Token, sayers: Sayers, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« a appris Anadolu du commandant du secteur »: who learnt it, and from whom."""
    if len(sayers) != 1 or verb.lemma_ not in cues.learning or sayers[0].level != "name":
        return sayers
    at = sentence.words(sayers[0])[1]
    while at < len(sentence.doc) and _tells_when(sentence.doc[at], cues):
        at += 1
    teller = _next_speaker(at, sentence, cues)
    return [*sayers, teller] if teller is not None else sayers


def speakers_of(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who speaks; of « …, a dit X, ajoutant que … » and « X affirme que A et promet que B » whoever does so before."""
    if syntax.is_finite(verb) and syntax.is_main(verb):
        return subjects_of(verb, sentence, cues)
    above = syntax.governor(verb)
    if above is not None and syntax.is_verb(above) and speaks(above, cues):
        return (sayers_behind if is_insertion(above, cues) else subjects_of)(above, sentence, cues)
    return subjects_of(verb, sentence, cues) if syntax.is_finite(verb) else []


def _unnamed_behind(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« a-t-on indiqué de source policière », « de même source »."""
    first = verb.i + 1
    while first < len(sentence.doc) and sentence.doc[first].text.startswith("-"):
        first += 1  # « ajoute[-t-on] de même source »
    for token in sentence.doc[first : first + 4]:
        if _has_no_name(token, cues) and _means_the_last(token, sentence, cues):
            return list(sentence.spoke_last)
    somebody = without_name(sentence, first, first + 4, cues)
    return [somebody] if somebody is not None else []


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
        before = sentence.anchor.text[max(0, mention.anchor.start - sentence.anchor.start - 1) :][:2]
        joined = "-" in before or sentence.doc[first].dep_ in syntax.SUBJECTS | syntax.EXPLETIVES
        if mention.level == "pronoun" and start <= first <= end and joined:
            return [mention]  # « a-t-il », no « a lui aussi », « son chef »
    return []


def right_after(verb: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """Who stands behind an inverted speech verb, past days, addressees and places: « a dit mardi à l'AFP un élu »."""
    doc, grammar = sentence.doc, cues.grammar
    i = verb.i + 1
    starts = {
        _start_of(mention, sentence): mention
        for mention in reversed(sentence.outer)
        if mention.level != "pronoun" or doc[sentence.words(mention)[0]].pos_ != "DET"
    }
    # « indique un communiqué de l'armée », « appris auprès de l'armée »
    through = verb.lemma_ in cues.learning or verb.lemma_ in cues.coming_from
    nobody = is_told_by_nobody(verb, cues)
    while nobody and i < len(doc) and (doc[i].pos_ == "PRON" or doc[i].lower_ in cues.grammar.pronouns.anyone):
        i += 1  # « indique[-t-on] »
    straight = True  # nothing but days and articles between the verb and the word
    while i < min(len(doc), verb.i + _FAR_BEHIND):
        i = _past_insertion(i, doc)
        token, mention = doc[i], starts.get(i)
        if mention is not None and not straight and mention.anchor.text in cues.channels:
            mention = None  # « a indiqué sur sa page Facebook la maire »
        if mention is not None:
            if is_actor(as_actor(mention)) or mention.level == "pronoun":
                return with_others(mention, sentence, cues)
            return as_body(mention) if straight and syntax.first_of_verb(verb) < verb.i else []
        if _has_no_name(token, cues) or (nobody and stem(token.lemma_) in cues.circles):
            again = _means_the_last(token, sentence, cues)
            return list(sentence.spoke_last) if again else with_others(as_group(token, sentence, cues), sentence, cues)
        of = syntax.plain(token) == grammar.functions.of
        straight = straight and (token.pos_ == "DET" or _tells_when(token, cues))
        if token.lower_ in cues.learnt_from or token.text.title() in cues.channels:
            i += 1
        elif nobody and token.pos_ == "ADP" and _opens_on_speaker(i + 1, starts, sentence, cues):
            through, i = True, i + 1
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
        elif _is_title(i, starts, doc):
            i += 1
        else:
            speaker = somebody(token, sentence, cues)
            return with_others(speaker, sentence, cues) if speaker is not None else new_name(token, sentence)
    return []


def is_told_by_nobody(verb: Token, cues: Cues) -> bool:
    """« indique-t-on à la présidence », « est-il précisé dans un communiqué »: the pronoun stands for nobody who speaks."""
    around = {token.lower_ for token in verb.doc[syntax.first_of_verb(verb) : verb.i + 3]}
    return bool(around & cues.grammar.pronouns.anyone) or (
        syntax.is_passive(verb) and bool(around & cues.grammar.pronouns.impersonal)
    )


def _opens_on_speaker(at: int, starts: dict[int, EntityMention], sentence: SentenceReading, cues: Cues) -> bool:
    """« à [la présidence] », « dans [un communiqué] »: a body, or a text; no town."""
    doc = sentence.doc
    while at < len(doc) and at not in starts and doc[at].pos_ == "DET":
        at += 1
    if at < len(doc) and stem(doc[at].lemma_) in cues.circles:
        return True
    if at in starts:
        return starts[at].kind in _BODIES
    return at < len(doc) and stem(doc[at].lemma_) in cues.said_through


def _past_insertion(at: int, doc: Doc) -> int:
    """« a indiqué, dans un climat tendu, le maire »: the index behind the comma that closes what another one opens."""
    if doc[at].text != "," or at + 1 >= len(doc) or doc[at + 1].pos_ not in ("ADP", "ADV", "SCONJ"):
        return at
    closing = next((i for i in range(at + 2, min(len(doc) - 1, at + _INSERTED)) if doc[i].text == ","), None)
    if closing is None or syntax.has_finite(doc[at:closing]):
        return at
    return closing + 1


def _start_of(mention: EntityMention, sentence: SentenceReading) -> int:
    """The first word of a mention with the noun before it, where that is near."""
    first, own = sentence.words(mention)[0], sentence.span(mention.anchor.start, mention.anchor.end)[0]
    return first if own - first <= _NEAR else own


def _is_title(i: int, starts: dict[int, EntityMention], doc: Doc) -> bool:
    """« a déclaré le gouverneur régional Oleg Bah »: a noun right before the name of a person."""
    while doc[i].pos_ in ("NOUN", "ADJ") and i + 1 < len(doc):
        i += 1
        if i in starts:
            return starts[i].kind == "Person" and starts[i].level == "name"
    return False


def as_body(place: EntityMention) -> Sayers:
    """« a appris Xinhua »: who stands right behind an inverted verb of speech speaks, also where a place is called so."""
    if place.level != "name" or place.kind not in ("City", "Region", "Facility"):
        return []
    return [EntityMention(place.anchor, "Organization", "name", place.head, number="sing")]


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


def new_name(token: Token, sentence: SentenceReading) -> Sayers:
    """« rapporte Punch »: a word with a capital behind the verb of an inserted clause names who reports."""
    if not token.text[:1].isupper() or token.pos_ not in ("PROPN", "NOUN", "X") or sentence.kind != "body":
        return []
    last = token
    while last.i + 1 < len(sentence.doc) and last.nbor(1).text[:1].isupper():
        last = last.nbor(1)
    words = sentence.anchor_of(token, last)
    return [EntityMention(words, "Organization", "name", words, number="sing")]


def with_article(name: EntityMention, sentence: SentenceReading, cues: Cues) -> EntityMention:
    """« écrit L'Inter », « selon Le Républicain »: an article with a capital inside a sentence belongs to a name that no list knows."""
    if name.level != "name" or name.key is not None or name.kind in _PLACES:
        return name
    first = sentence.words(name)[0]
    article = sentence.doc[first - 1] if first > 1 else None
    if article is None or article.text[0].islower() or article.lower_ not in cues.grammar.determiners.definite:
        return name
    if sentence.doc[article.i - 1].pos_ == "PUNCT" and sentence.doc[article.i - 1].text != ",":
        return name
    anchor = sentence.anchor_of(article, sentence.doc[sentence.words(name)[1] - 1])
    return replace(name, anchor=anchor, kind="Organization")


def with_others(speaker: EntityMention, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« selon la police, des témoins et un élu », « auprès de l'armée et d'une source »: all who are named."""
    doc, found, waiting = sentence.doc, [speaker], Sayers()
    names = {sentence.words(m)[0]: m for m in sentence.outer if m.level == "name" and m.kind == "Person"}
    last = names.get(sentence.words(speaker)[1], speaker)  # « le général Ali Sow, chef de l'armée, et … »
    end = _past_complement(sentence.words(last)[1], sentence, cues)
    while end < len(doc):
        end += doc[end].text == "," and end + 1 < len(doc) and doc[end + 1].dep_ in syntax.CONJUNCTIONS
        joined = doc[end].dep_ in syntax.CONJUNCTIONS
        if not joined and doc[end].text != ",":
            break
        other = _next_speaker(end + 1, sentence, cues)
        if other is None:
            break
        end = _past_complement(sentence.words(other)[1], sentence, cues)
        if not joined and _describes(last, other):
            if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].dep_ in syntax.CONJUNCTIONS:
                continue
            break
        last = other
        waiting.append(other)
        if joined:
            found.extend([] if _acts(sentence, end) or _is_cited_apart(sentence, end, cues) else waiting)
            waiting = []
    return found


def _past_complement(end: int, sentence: SentenceReading, cues: Cues) -> int:
    """« les médias d'Etat et la police »: past a noun that « de » hangs on whoever speaks, no name of its own."""
    doc = sentence.doc
    named = {sentence.words(mention)[0] for mention in sentence.outer}
    of = end + 1 < len(doc) and syntax.plain(doc[end]) == cues.grammar.functions.of
    return end + 2 if of and doc[end + 1].pos_ == "NOUN" and end + 1 not in named else end


def _next_speaker(start: int, sentence: SentenceReading, cues: Cues) -> EntityMention | None:
    """Whom the words from `start` on name, past articles, numbers and « de », « auprès de »."""
    doc, at = sentence.doc, start
    starts = {sentence.words(mention)[0]: mention for mention in reversed(sentence.outer)}
    while at < len(doc):
        mention = starts.get(at)
        if mention is not None and mention.level != "pronoun":
            return mention if is_actor(as_actor(mention)) else None
        if _has_no_name(doc[at], cues) and at > start:
            return as_group(doc[at], sentence, cues)
        of = syntax.plain(doc[at]) == cues.grammar.functions.of
        if not of and doc[at].pos_ not in ("DET", "NUM") and doc[at].lower_ not in cues.learnt_from:
            return None
        at += 1
    return None


def _describes(named: EntityMention, other: EntityMention) -> bool:
    """« le général Sow, le chef de l'armée »: what follows a comma is the same person said again."""
    return named.kind == other.kind == "Person" and {named.level, other.level} == {"name", "nominal"}


def _acts(sentence: SentenceReading, end: int) -> bool:
    """« selon la police et des témoins ont vu … »: whether a verb follows, of which the last named is the subject."""
    at = end
    while at < len(sentence.doc) and sentence.doc[at].pos_ in ("ADJ", "ADV"):
        at += 1
    return at < len(sentence.doc) and sentence.doc[at].pos_ in ("VERB", "AUX") and syntax.is_finite(sentence.doc[at])


def _is_cited_apart(sentence: SentenceReading, end: int, cues: Cues) -> bool:
    """« selon des témoins et quatre rebelles selon l'armée »: whether what is named last is told by somebody else."""
    behind = sentence.doc[end : end + 1]
    return bool(behind) and behind[0].lower_ in cues.according
