"""Who says so: speech verbs around a clause or after it, « selon X », quotes."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extract import syntax
from kg.extract.factuality import is_presupposed
from kg.extract.forms import fold, stem
from kg.extract.reading import Candidate, Filler, SentenceReading, as_actor, is_actor
from kg.lexicon import Cues, RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of

_FAR_WORDS = 8  # « selon un nouveau bilan communiqué jeudi soir par le gouvernement »
_OPENING = ("qui", "où", "dont")  # of a relative clause
_RELATIVES = ("lequel", "laquelle", "lesquels", "lesquelles", "qui", "quoi")  # « des rumeurs selon lesquelles … »


def find_sources(sentence: SentenceReading, candidates: Sequence[Candidate], cues: Cues) -> None:
    """Give each candidate of a sentence the mentions of who says it happened."""
    according = _according(sentence, cues)
    for candidate in candidates:
        if candidate.sentence is not sentence:
            continue
        if is_presupposed(candidate, cues):
            continue
        sayers = (
            _governing_speech(candidate, sentence, cues) or _inserted_speech(candidate, sentence, cues) or according
        )
        cited = [mention for mention in _cited(sentence, cues) if sayers and mention not in sayers]
        own = {f.mention.anchor for f in candidate.role("agent")} if group_of(candidate.type) == "Statement" else set()
        for mention in (*sayers, *cited):
            if mention.anchor in own:
                continue  # who demands is no source of the demand
            candidate.sources.append(Filler("source", as_actor(mention), "source", sentence.index))


def speak_for_themselves(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> None:
    """« Nous exigeons le retrait », a dit le ministre: the first person of a quoted statement is who is quoted."""
    if candidate.frame.pos != "verb" or candidate.role("agent") or group_of(candidate.type) != "Statement":
        return
    if not {token.lower_ for token in syntax.read_clause(candidate.head).subjects} & cues.first_persons:
        return
    for mention in _inserted_speech(candidate, sentence, cues)[:1]:
        candidate.add((RoleChoice("agent"),), as_actor(mention), "subject", sentence.index)


def _reports(verb: Token) -> bool:
    """« a fait état de … », « a fait savoir que … »."""
    return verb.lemma_ == "faire" and any(
        child.lemma_ in ("savoir", "état", "part", "valoir") and child.i > verb.i for child in verb.children
    )


def _according(sentence: SentenceReading, cues: Cues) -> list[EntityMention]:
    """The mention after « selon », « d'après », « de source »."""
    text = sentence.anchor.text.lower().replace("’", "'")
    for cue in cues.according:
        found = _find_word(text, cue)
        if found < 0:
            continue
        at = sentence.anchor.start + found + len(cue)
        if text[found + len(cue) :].lstrip().startswith(_RELATIVES):
            continue
        first = sentence.span(at - len(cue), at)[0]
        building = _building(sentence, first, cues)
        if building is not None:
            return [building]
        for mention in sentence.outer:
            if mention.anchor.start >= at and is_actor(as_actor(mention)) and mention.level != "pronoun":
                between = sentence.anchor.text[
                    at - sentence.anchor.start : mention.anchor.start - sentence.anchor.start
                ]
                if len(between.split()) <= _FAR_WORDS and not any(mark in between for mark in ",;:."):
                    return _coordinated(mention, sentence)
                break
        unnamed = _unnamed(sentence, first, first + _FAR_WORDS + 2, cues)
        if unnamed is not None:
            return [unnamed]
        after = next((mention for mention in sentence.mentions if 0 < mention.anchor.start - at <= 2), None)
        if after is not None and after.level == "pronoun" and cue != "de source":
            return [after]  # « selon lui »
    return []


def _unnamed(sentence: SentenceReading, first: int, end: int, cues: Cues) -> EntityMention | None:
    """« de source militaire », « une source diplomatique occidentale »: somebody whom the text does not name."""
    for token in sentence.doc[first:end]:
        if token.text in (",", ";", ":"):
            return None
        if stem(token.lemma_) not in cues.unnamed_sources:
            continue
        last = _end_of_name(token, sentence)
        counted = token.i > 0 and token.nbor(-1).pos_ == "NUM"  # « les deux camps »
        words = sentence.anchor_of(token.nbor(-1) if counted else token, last)
        plural = token.lower_.endswith("s")
        return EntityMention(words, "Group", "nominal", sentence.anchor_of(token), number="plur" if plural else "sing")
    return None


def _building(sentence: SentenceReading, first: int, cues: Cues) -> EntityMention | None:
    """« selon l'hôpital de la ville », « a indiqué l'ambassade »: the building stands for who works there."""
    for token in sentence.doc[first + 1 : first + 4]:
        if stem(token.lemma_) in cues.speaking_buildings:
            last = _end_of_name(token, sentence)
            return EntityMention(
                sentence.anchor_of(token, last), "Organization", "nominal", sentence.anchor_of(token), number="sing"
            )
        if token.pos_ not in ("DET", "ADJ", "ADP", "NUM"):
            return None
    return None


def _end_of_name(noun: Token, sentence: SentenceReading) -> Token:
    """The last word of « une source militaire occidentale », « les services de la présidence »."""
    last = noun
    while last.i + 1 < len(sentence.doc) and last.nbor(1).pos_ == "ADJ":
        last = last.nbor(1)
    for mention in sentence.outer:
        first, end = sentence.words(mention)
        between = [syntax.plain(token) for token in sentence.doc[last.i + 1 : first]]
        if between and between[0] in ("de", "des") and set(between[1:]) <= {"le", "la", "les", "l'"}:
            return sentence.doc[end - 1]
    return last


def _cited(sentence: SentenceReading, cues: Cues) -> list[EntityMention]:
    """« selon l'AFP citant un officier »: who is quoted by the one that reports."""
    text = sentence.anchor.text.lower()
    for cue in cues.citing:
        found = _find_word(text, cue)
        if found < 0:
            continue
        at = sentence.anchor.start + found + len(cue)
        first = sentence.span(at - len(cue), at)[0]
        unnamed = _unnamed(sentence, first, first + 4, cues)
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


def _governing_speech(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> list[EntityMention]:
    """The subject of the speech verb whose complement or object the event is."""
    token: Token = candidate.head
    support = candidate.supports[0] if candidate.supports and candidate.frame.pos == "noun" else None
    if support is not None and not _tells(support, cues):  # « ont imputé le massacre à » tells it itself
        token = support
    for _ in range(6):
        governing = syntax.governor(token)
        if governing is None or _is_background(token):
            return []
        if _speaks(governing, cues) and governing != candidate.head:
            clause = syntax.read_clause(governing)
            if syntax.is_negated(governing, cues.pseudo_negation) or _refused(governing, cues):
                return []  # « n'a pas confirmé », « a refusé de dire »: nobody says so
            inside = (
                token in clause.complements or token in clause.objects or token.dep_ in ("ccomp", "xcomp", "obl:arg")
            )
            if inside and (_tells(governing, cues) or syntax.heads_clause(token)):
                return _subjects(governing, sentence, cues) or _right_after(governing, sentence)
            if _is_told_by_its_toll(token, governing, cues):
                return _subjects(governing, sentence, cues)
        token = governing
    return []


def _is_background(token: Token) -> bool:
    """« a annoncé avoir démis Damiba, qui dirigeait le pays »: a relative clause after a comma is the narrator's."""
    return syntax.is_verb(token) and any(
        child.lower_ in _OPENING and child.i < token.i and child.i > 0 and child.nbor(-1).text == ","
        for child in token.children
    )


def _speaks(verb: Token, cues: Cues) -> bool:
    return syntax.is_verb(verb) and (verb.lemma_ in cues.speech_verbs or _reports(verb))


def _tells(verb: Token, cues: Cues) -> bool:
    """Whether the noun that is the object of the verb is what is told: « a confirmé l'attaque », « fait état de tirs »."""
    return _reports(verb) or (syntax.is_verb(verb) and verb.lemma_ in cues.telling_verbs)


def _is_told_by_its_toll(token: Token, verb: Token, cues: Cues) -> bool:
    """« a annoncé la mort de sept civils dans le bombardement »: the event of a toll that is told."""
    tolls = {stem(noun) for noun in cues.toll_nouns}
    return (
        _tells(verb, cues)
        and token.dep_ == "obl:mod"
        and any(child.dep_ == "case" and child.lower_ in ("dans", "lors") for child in token.children)
        and any(stem(word.lemma_) in tolls and word.i < token.i for word in syntax.read_clause(verb).objects)
    )


def _subjects(verb: Token, sentence: SentenceReading, cues: Cues) -> list[EntityMention]:
    subjects = syntax.read_clause(verb).subjects
    found = [sentence.mention_at(subject, cues) for subject in subjects]
    found += [_unnamed(sentence, subject.i, subject.i + 1, cues) for subject in subjects]
    return [
        mention
        for mention in found
        if mention is not None and (is_actor(as_actor(mention)) or mention.level == "pronoun")
    ]


def _refused(verb: Token, cues: Cues) -> bool:
    """« a refusé de confirmer »: an infinitive under a verb that denies it."""
    above = syntax.governor(verb)
    return (
        above is not None
        and syntax.is_verb(above)
        and above.lemma_ in cues.status_verbs["denied"]
        and syntax.tense_of(verb) == "infinitive"
    )


def _inserted_speech(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> list[EntityMention]:
    """« …, a indiqué le ministre »: a speech verb after a comma or a closing quote, its subject behind it."""
    doc = sentence.doc
    for token in doc:
        if not _speaks(token, cues) or token.pos_ not in ("VERB", "AUX") or token == candidate.head:
            continue
        if not syntax.is_inserted(token) or any(child.dep_ == "mark" for child in token.children):
            continue
        if candidate.head.i > token.i and not _quoted_later(doc, token.i, candidate.head.i):
            continue
        start = syntax.first_of_verb(token)
        verb = next((c for c in token.children if _reports(token) and c.i == token.i + 1), token)  # « a fait savoir »
        building = _building(sentence, verb.i, cues)
        sayers = [building] if building is not None else []
        sayers = sayers or _pronoun_between(sentence, start, token.i + 2) or _right_after(verb, sentence)
        if not sayers:
            unnamed = _unnamed(sentence, verb.i + 1, verb.i + 5, cues)
            sayers = [unnamed] if unnamed is not None else []
        if sayers:
            return sayers
    return []


def _quoted_later(doc: Doc, verb: int, at: int) -> bool:
    """After « …, a dit X, … » what follows goes on with what was said, unless a new sentence starts."""
    return not any(doc[i].text in (".", ";") for i in range(verb, at))


def _pronoun_between(sentence: SentenceReading, start: int, end: int) -> list[EntityMention]:
    for mention in sentence.mentions:
        if mention.level == "pronoun" and start <= sentence.words(mention)[0] <= end:
            return [mention]
    return []


def _right_after(verb: Token, sentence: SentenceReading) -> list[EntityMention]:
    """The mentions that stand right after an inverted speech verb, or the pronoun joined to it."""
    addressed = _addressed(verb)
    for mention in sentence.outer:
        first = sentence.words(mention)[0]
        if first <= verb.i or first in addressed:
            continue
        between = [token for token in sentence.doc[verb.i + 1 : first] if token.i not in addressed]
        if len(between) <= 6 and all(
            token.pos_ in ("DET", "ADJ", "ADV", "PUNCT")
            or syntax.plain(token) == "de"
            or fold(token.lemma_)
            in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "hier", "soir", "matin")
            or stem(token.lemma_)
            in ("communique", "un", "source", "compte", "porte-parole", "bilan", "declaration", "agence")
            for token in between
        ):
            if is_actor(as_actor(mention)) or mention.level == "pronoun":
                return _coordinated(mention, sentence)
        return []
    return []


def _addressed(verb: Token) -> set[int]:
    """The words of « à l'AFP », « à la presse » that part an inverted verb from its subject."""
    doc, found = verb.doc, set[int]()
    for i in range(verb.i + 1, min(len(doc), verb.i + 6)):
        if syntax.plain(doc[i]) != "à" or i in found:
            continue
        end = i + 1
        while end < len(doc) and doc[end].pos_ in ("DET", "ADJ", "NUM"):
            end += 1
        while end < len(doc) and doc[end].pos_ in ("NOUN", "PROPN") and (end == i + 1 or doc[end - 1].pos_ != "PROPN"):
            end += 1
        found.update(range(i, end))
    return found


def _coordinated(mention: EntityMention, sentence: SentenceReading) -> list[EntityMention]:
    """« selon la police et des témoins »: all who are named."""
    found, doc = [mention], sentence.doc
    for other in sentence.outer:
        end, (first, last) = sentence.words(found[-1])[1], sentence.words(other)
        between = doc[end:first]
        joined = (
            len(between) > 0
            and between[0].dep_ == "cc"
            and all(token.pos_ == "DET" or token.lower_ == "des" for token in between[1:])
        )
        if joined and is_actor(as_actor(other)) and not (last < len(doc) and syntax.is_verb(doc[last])):
            found.append(other)
    return found
