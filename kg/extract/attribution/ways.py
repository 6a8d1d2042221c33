"""The ways in which a sentence says who tells one of its events, each a function from a candidate to who says so."""

from itertools import pairwise

from kg.extract import syntax
from kg.extract.attribution.speakers import (
    Sayers,
    assured_speaker,
    right_after,
    sayers_behind,
    speakers_of,
    subjects_of,
)
from kg.extract.attribution.speech import (
    is_background,
    is_insertion,
    is_moved,
    is_refused,
    is_still_to_say,
    is_told,
    is_told_by_its_toll,
    narrates,
    reported_by,
    speaking,
    speaks,
    tells,
)
from kg.extract.factuality import refused_claim
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate, SentenceReading, as_actor, is_actor
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues
from kg.model import Anchor, EntityMention, Quantity
from kg.vocabulary import group_of

_TO_FIGURE = 6  # words from a verb to the figure that it gives: « a porté à au moins dix le nombre de … »


def own_speech(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« les secours font état de neuf morts »: who gives the toll by which an event is told."""
    verb = candidate.head
    promised = speaks(verb, cues) and verb.lemma_ in cues.status_verbs["planned"]  # « a promis 300 soldats »
    promised = promised and group_of(candidate.type) == "Movement"
    if candidate.frame.pos != "verb" or not (promised or (tells(verb, cues) and candidate.frame.weak)):
        return []
    return subjects_of(verb, sentence, cues)


def governing_speech(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """The subject of the speech verb whose complement or object the event is."""
    token: Token = candidate.head
    support = candidate.supports[0] if candidate.supports and candidate.frame.pos == "noun" else None
    carried = support is not None and (tells(support, cues) or support.lemma_ in cues.telling_tolls)
    if support is not None and not carried:  # « ont imputé le massacre à » tells it itself
        token = support
    for _ in range(6):
        governing = syntax.governor(token)
        if governing is None or is_background(token, cues):
            return []
        if syntax.is_verb(token) and not cues.narrators.isdisjoint(syntax.marks(token)):
            return []  # « X a promis A alors que Y menace de B »
        if governing.lemma_ in cues.unknown and (governing.lemma_ in cues.ignoring or syntax.is_negated(governing)):
            return []  # « dit ignorer qui a bombardé X »
        if governing.pos_ == "NOUN" and stem(governing.lemma_) in stems_of(cues.replies):
            return []  # « promet une riposte à la frappe »
        if speaks(governing, cues) and governing != candidate.head:
            clause = syntax.read_clause(governing)
            if syntax.is_negated(governing, cues.pseudo_negation) or is_refused(governing, cues):
                return []  # « n'a pas confirmé », « a refusé de dire »: nobody says so
            if candidate.definite == "demonstrative" and governing.lemma_ in cues.status_verbs["denied"]:
                return []  # « dément que cette frappe ait fait des victimes »
            inside = token in clause.complements or token in clause.objects or token.dep_ in syntax.CLAUSE_COMPLEMENTS
            inside = inside or _is_told_infinitive(token, governing) or _is_reported_too(token, governing, cues)
            if is_moved(governing, cues) or is_still_to_say(governing, cues):
                return subjects_of(governing, sentence, cues) if _is_its_toll(candidate, governing, cues) else []
            if _feels(governing, token, candidate) or _resumes(governing, candidate, cues):
                return []
            if token == candidate.head and _brings_up(governing, candidate, cues):
                return []
            if syntax.is_verb(token) and syntax.is_negated(token) and _is_only_named(candidate):
                return []  # « affirme ne pas avoir participé à l'attaque »
            if inside and (syntax.heads_clause(token) or (tells(governing, cues) and is_told(token, cues))):
                found = subjects_of(governing, sentence, cues)
                if not syntax.is_finite(governing):  # « …, a dit X, évoquant des tirs »
                    found = speakers_of(governing, sentence, cues) or found
                silent = syntax.is_passive(governing) or _is_impersonal(governing)
                return found or ([] if silent else right_after(governing, sentence, cues))
            if is_told_by_its_toll(candidate.head, governing, cues):
                return subjects_of(governing, sentence, cues)
        token = governing
    return []


def _brings_up(verb: Token, candidate: Candidate, cues: Cues) -> bool:
    """« ont évoqué la visite de X »: a deed said as known is what was talked of, and nobody's news."""
    known = candidate.frame.pos == "noun" and candidate.definite in ("definite", "demonstrative", "possessive")
    return known and verb.lemma_ in cues.talking_verbs


def _is_only_named(candidate: Candidate) -> bool:
    """Whether a noun tells a deed as known, and nothing of it."""
    return (
        candidate.frame.pos == "noun"
        and bool(candidate.definite)
        and not candidate.supports
        and not candidate.quantities
    )


def refused_by(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« X rejette les accusations selon lesquelles il aurait tué … »: who refuses a claim is the source of what it tells."""
    verb = refused_claim(candidate.head, cues)
    return speakers_of(verb, sentence, cues) if verb is not None else []


def _is_its_toll(candidate: Candidate, verb: Token, cues: Cues) -> bool:
    """« l'armée déplore la mort de trois soldats dans l'attaque »: whoever is moved tells the toll."""
    return is_moved(verb, cues) and is_told_by_its_toll(candidate.head, verb, cues)


def toll_given_by(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« les secours ont donné un bilan de douze morts dans l'attaque »: who gives the toll of a deed."""
    reports = stems_of(cues.toll_reports)
    for verb in syntax.verbs_of(sentence.doc):
        if verb.i >= candidate.head.i:
            break
        if verb.lemma_ not in cues.giving_tolls or not syntax.is_finite(verb):
            continue
        behind = sentence.doc[verb.i + 1 : candidate.head.i + 1]
        themselves = len(behind) > 3 and behind[0].text == behind[2].text == "," and behind[1].pos_ == "PRON"
        between = behind[3:] if themselves else behind  # « avancent, eux, le chiffre de trente morts »
        told = [noun for noun in between[:_TO_FIGURE] if stem(noun.lemma_) in reports]
        apart = any(_is_told_apart(word) for word in between)
        if told and not apart and not syntax.is_passive(verb):
            return subjects_of(verb, sentence, cues)
    return []


def _is_told_infinitive(token: Token, verb: Token) -> bool:
    """« a annoncé, il y a deux jours, avoir pris la ville »: an infinitive without a preposition, far behind."""
    joined = token.dep_ in syntax.COORDINATES  # « a évoqué des crimes et suspendu les négociations »
    return token.i > verb.i and not joined and syntax.tense_of(token) == "infinitive" and not syntax.marks(token)


def _is_reported_too(noun: Token, verb: Token, cues: Cues) -> bool:
    """« fait état de dix morts, ainsi que de l'arrestation de … »: what is joined to what is reported."""
    report, of = reported_by(verb, cues), cues.grammar.functions.of
    joined = report is not None and noun.dep_ in syntax.COORDINATES | syntax.PHRASES and report.i < noun.i
    return joined and syntax.is_introduced_by(noun, of)


def _is_impersonal(verb: Token) -> bool:
    """« on dénombre douze morts »: whether a subject stands before the verb, though it means nobody."""
    return any(child.dep_ in syntax.SUBJECTS and child.i < verb.i for child in verb.children)


def announced_by(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« la confirmation par les rebelles de l'attaque »: who tells what a noun says was told."""
    doc, head = sentence.doc, candidate.head
    for noun in doc[: head.i]:
        if stem(noun.lemma_) not in cues.tellings or noun.i + 2 >= head.i:
            continue
        if noun.nbor(1).lower_ != cues.grammar.functions.by or any(
            _is_told_apart(word) for word in doc[noun.i : head.i]
        ):
            continue
        sayer = next((m for m in sentence.outer if 0 <= sentence.words(m)[0] - noun.i - 2 <= 1), None)
        if sayer is not None and is_actor(as_actor(sayer)) and sentence.words(sayer)[1] <= head.i:
            return [sayer]
    return []


def _is_told_apart(word: Token) -> bool:
    return word.text in (",", ";", ":") or (syntax.is_verb(word) and syntax.is_finite(word))


def describes_a_place(candidate: Candidate) -> bool:
    """« dans une zone tenue par le mouvement, a déclaré X »: who holds a place is said beside what is told of it."""
    head = candidate.head
    participle = candidate.frame.pos == "verb" and not syntax.is_finite(head) and head.dep_ in syntax.NOUN_CLAUSES
    return candidate.type == "TerritorialControl" and participle and head.head.i < head.i


def set_something_off(candidate: Candidate, cues: Cues) -> bool:
    """« la guerre déclenchée par l'attaque »: a deed that is only named as what set off another thing is known."""
    verb = syntax.governor(candidate.head)
    if candidate.frame.pos != "noun" or verb is None or not syntax.is_verb(verb) or verb.lemma_ not in cues.setting_off:
        return False
    return syntax.is_passive(verb) and not syntax.is_finite(verb) and verb.i < candidate.head.i


def witnessed_by(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« des habitants ont entendu des tirs »: a witness tells what he saw or heard."""
    verbs = [*candidate.supports, *(verb for verb in (syntax.governor(candidate.head),) if verb is not None)]
    for verb in verbs:
        if not syntax.is_verb(verb) or verb.lemma_ not in cues.perceiving or syntax.is_passive(verb):
            continue
        seen = [token for token in syntax.read_clause(verb).subjects if stem(token.lemma_) in cues.witnesses]
        if seen and not syntax.is_negated(verb, cues.pseudo_negation):
            return subjects_of(verb, sentence, cues)
    return []


def _feels(verb: Token, told: Token, candidate: Candidate) -> bool:
    """« s'est dit indigné par l'attentat »: what moves somebody is known, and not told by who is moved."""
    return syntax.is_reflexive(verb) and candidate.frame.pos == "noun" and candidate.head.head == told != candidate.head


def _resumes(verb: Token, candidate: Candidate, cues: Cues) -> bool:
    """« X assure que A, tandis que B »: whether the narrator speaks again before the event."""
    return any(narrates(token, cues) for token in verb.doc[verb.i + 1 : candidate.head.i])


def inserted_speech(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« …, a indiqué le ministre »: a speech verb after a comma or a closing quote, its subject behind it."""
    for token in speaking(sentence.doc, cues):
        if not is_insertion(token, cues) or token == candidate.head:
            continue
        counted = candidate.frame.toll and any(_stands_before(q, token, sentence) for q in candidate.quantities)
        if candidate.head.i > token.i and not counted and not _goes_on(sentence.doc, token, candidate.head, cues):
            continue
        if _heads_what_is_quoted(candidate.head, token) or _is_parted(candidate.head, token):
            continue
        sayers = sayers_behind(token, sentence, cues)
        if sayers:
            return sayers
    return []


def _stands_before(counted: Quantity, verb: Token, sentence: SentenceReading) -> bool:
    """« Il y a eu 38 morts », a dit X, révisant un bilan »: whether a figure stands before the insertion."""
    return sentence.anchor.start <= counted.anchor.start < sentence.offset(verb)


def _heads_what_is_quoted(head: Token, verb: Token) -> bool:
    """« Attentat à Paris: « Nous avons tiré », a dit X »: what stands before the colon is not part of the quotation."""
    doc, end = verb.doc, syntax.first_of_verb(verb) - 1
    while end > head.i and doc[end].text == ",":
        end -= 1
    if doc[end].text not in syntax.CLOSING_QUOTES:
        return False
    opening = next((i for i in range(end - 1, head.i, -1) if doc[i].text in syntax.OPENING_QUOTES), None)
    return opening is not None and any(token.text == ":" for token in doc[head.i : opening])


def _is_parted(head: Token, verb: Token) -> bool:
    """« A ; B, affirme X »: whether a semicolon outside of quotation marks stands between an event and the insertion behind it."""
    between = verb.doc[head.i + 1 : verb.i]
    quoted = any(token.text in syntax.CLOSING_QUOTES for token in between)
    return not quoted and any(token.text == ";" for token in between)


def as_told(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« comme l'a indiqué le ministre », « dont fait état Kiev »: a clause beside the event says who tells it."""
    if candidate.type == "Denial":
        return []  # « dément avoir bombardé X, comme l'affirme Y »: Y says what is denied
    for token in sentence.doc:
        if not speaks(token, cues) or token is candidate.head or token.is_ancestor(candidate.head):
            continue
        first = syntax.first_of_verb(token)
        before = {word.lower_ for word in sentence.doc[max(0, first - 2) : first]}
        pronouns = {word.lower_ for word in sentence.doc[first : token.i]}
        report = reported_by(token, cues)
        if report is not None and before & cues.told_of and candidate.head.i < first:
            return subjects_of(token, sentence, cues) or right_after(report, sentence, cues)
        if before & cues.as_told and pronouns & cues.grammar.pronouns.objects:
            found = subjects_of(token, sentence, cues) or right_after(token, sentence, cues)
            if found:
                return found
    return []


def before_colon(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« Le ministre l'a annoncé lundi: les troupes partiront »: who speaks before the colon tells what is behind it."""
    doc = sentence.doc
    colon = next((token.i for token in doc[1 : candidate.head.i] if token.text == ":"), None)
    if colon is None:
        return []
    for token in doc[:colon]:
        if speaks(token, cues) and token.dep_ not in syntax.NOUN_CLAUSES and syntax.is_finite(token):
            if syntax.is_negated(token, cues.pseudo_negation) or token.lemma_ in cues.status_verbs["denied"]:
                return []
            return subjects_of(token, sentence, cues)
    assured = assured_speaker(sentence, cues)
    return [mention for mention in assured if sentence.words(mention)[1] <= colon]


def toll_behind_colon(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« L'armée a bombardé Gao : les secours parlent de dix morts »: who tells the toll behind a colon or semicolon."""
    doc, start = sentence.doc, candidate.head.i
    parting = next((token.i for token in doc[start:] if token.text in (":", ";")), None)
    if parting is None:
        return []
    for counted in candidate.quantities:
        if not sentence.anchor.start <= counted.anchor.start < sentence.anchor.end:
            continue
        at = sentence.span(counted.anchor.start, counted.anchor.end)[0]
        telling = [token for token in doc[parting:at] if tells(token, cues) or token.lemma_ in cues.telling_tolls]
        if telling and syntax.is_finite(telling[-1]) and not syntax.is_negated(telling[-1], cues.pseudo_negation):
            return subjects_of(telling[-1], sentence, cues)
    return []


def told_otherwise(candidate: Candidate, sayers: Sayers, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« L'ONU parle de 14 morts, les rebelles de 30 », « ; l'opposition en compte 40 »: who gives another figure than the first."""
    here = [q.anchor for q in candidate.quantities if sentence.anchor.start <= q.anchor.start < sentence.anchor.end]
    here.sort(key=lambda anchor: anchor.start)
    told = len(here) > 1 and len(sayers) == 1 and _gives(sayers[0], here[0], sentence, cues)
    known, found = {mention.anchor for mention in sayers}, Sayers()
    for former, counted in pairwise(here):
        start, at = sentence.span(former.start, former.end)[1], sentence.span(counted.start, counted.end)[0]
        named = [m for m in sentence.outer if start < sentence.words(m)[0] and sentence.words(m)[1] <= at]
        other = next((m for m in reversed(named) if m.level != "pronoun"), None)
        if other is None or not is_actor(as_actor(other)) or other.anchor in known:
            continue
        between = sentence.doc[sentence.words(other)[1] : at]
        of_it = next((token.i for token in between if token.lower_ in cues.grammar.pronouns.of_it), at)
        verbs = [token for token in between if token.i < of_it and (syntax.is_verb(token) or token.pos_ == "NOUN")]
        if not verbs and (told or of_it < at):
            found.append(other)
    return found


def _gives(sayer: EntityMention, counted: Anchor, sentence: SentenceReading, cues: Cues) -> bool:
    """Whether nothing but a verb of telling stands between whoever speaks and a figure."""
    if not sentence.anchor.start <= sayer.anchor.start < counted.start:
        return False
    between = sentence.doc[sentence.words(sayer)[1] : sentence.span(counted.start, counted.end)[0]]
    verbs = [token for token in between if token.pos_ == "VERB"]
    return len(verbs) == 1 and (
        tells(verbs[0], cues) or verbs[0].lemma_ in cues.telling_tolls or verbs[0].lemma_ in cues.giving_tolls
    )


def tells_more(sentence: SentenceReading, cues: Cues) -> bool:
    """« Les assaillants étaient une dizaine », « deux gardes figurent parmi les victimes »: of the deed just told."""
    doers, hit = stems_of(cues.perpetrators), stems_of(cues.toll_nouns)
    doers |= stems_of(cues.echoing_deeds)  # « les faits se sont produits »
    known, among = cues.grammar.determiners.definite, cues.grammar.prepositions.among
    for noun in sentence.doc[1:]:
        word = stem(noun.lemma_)
        if noun.pos_ != "NOUN" or not (word in doers or word in hit) or noun.nbor(-1).lower_ not in known:
            continue
        verb = syntax.clause_head(noun)
        if word in doers and noun in syntax.read_clause(verb).subjects:
            told = verb.lemma_.lower() in cues.speech_verbs  # « l'auteur avait lancé son camion sur la foule »
            return not told and syntax.tense_of(verb) in ("past", "imperfect") and not syntax.is_negated(verb)
        if word in hit and noun.i > 1 and noun.nbor(-2).lower_ in among:
            return True
    return False


def confirmed_by(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« l'attaque, confirmée par le ministère », « le bilan communiqué par les secours »: who told what a noun tells."""
    if candidate.frame.pos != "noun":
        return []
    toll, found = candidate.frame.toll, list[Token]()
    for child in candidate.head.children:
        if syntax.is_verb(child) and syntax.is_passive(child) and child.i > candidate.head.i:
            if toll or (tells(child, cues) and child.lemma_ not in cues.status_verbs["denied"]):
                found.extend(syntax.read_clause(child).subjects)
        elif toll and syntax.is_introduced_by(child, cues.grammar.functions.by):
            found.append(child)
    mentions = [sentence.mention_at(token, cues) for token in found]
    return [mention for mention in mentions if mention is not None and is_actor(as_actor(mention))]


def informed_by(candidate: Candidate, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« …, une information confirmée par l'armée »: who told what a noun set apart behind the event points at."""
    for noun in sentence.doc[candidate.head.i + 1 :]:
        if noun.pos_ != "NOUN":
            continue
        apart = noun.i > 1 and (
            noun.nbor(-1).text == "," or (noun.nbor(-2).text == "," and noun.nbor(-1).pos_ == "DET")
        )
        sayers = informing(noun, sentence, cues) if apart else []
        if sayers:
            at = sentence.offset(noun)
            candidate.fillers = [f for f in candidate.fillers if f.mention.head.start != at]
            return sayers
    return []


def informing(noun: Token, sentence: SentenceReading, cues: Cues) -> Sayers:
    """« une information que la police a confirmée », « un bilan confirmé par X », « l'information émane de X »: who told it."""
    if noun.pos_ != "NOUN":
        return []
    name = stem(noun.lemma_)
    if name not in stems_of(cues.echoing_nouns) and name not in stems_of(cues.toll_reports):
        return []
    doc = sentence.doc
    verbs = [t for t in (*noun.children, noun.head) if t.i > noun.i and syntax.is_verb(t)]
    for verb in verbs:
        if syntax.is_negated(verb, cues.pseudo_negation) or verb.lemma_ in cues.status_verbs["denied"]:
            continue
        if (
            verb.lemma_ in cues.coming_from
            and verb.i + 1 < len(doc)
            and syntax.plain(doc[verb.i + 1]) == cues.grammar.functions.of
        ):
            return right_after(verb, sentence, cues)
        if not (tells(verb, cues) or verb.lemma_ in cues.giving_tolls):
            continue
        told = syntax.read_clause(verb)
        if syntax.is_passive(verb) or not syntax.is_finite(verb):
            found = [sentence.mention_at(token, cues) for token in told.subjects]
            return [m for m in found if m is not None and is_actor(as_actor(m))] or subjects_of(verb, sentence, cues)
        if noun.i < min((word.i for word in told.subjects), default=0):
            return subjects_of(verb, sentence, cues)
    return []


def _goes_on(doc: Doc, verb: Token, head: Token, cues: Cues) -> bool:
    """Whether what follows « …, a dit X, … » goes on with what was said: quoted again, or no part of the inserted clause."""
    between = doc[verb.i : head.i]
    if any(token.text in (".", ";") for token in between) or _is_by_another(verb, head):
        return False
    if any(token.text in syntax.OPENING_QUOTES for token in between):
        return True
    around = cues.grammar.prepositions.around_talks
    if any(word.lower_ in around for word in doc[max(verb.i, syntax.noun_phrase_start(head) - 2) : head.i]):
        return False  # « …, a dit X, lors d'une rencontre avec Y »
    if any(narrates(token, cues) for token in between):
        return False  # « …, a dit X, alors que … »
    start = syntax.first_of_verb(verb)
    return doc[start - 1].text == "," and not verb.is_ancestor(head)


def _is_by_another(verb: Token, head: Token) -> bool:
    """« …, a dit X, le président dénonçant une attaque »: a participle behind the insertion, with a subject of its own."""
    current = head
    while current.i > verb.i:
        own = [child for child in current.children if child.dep_ in syntax.SUBJECTS and child.i > verb.i]
        if syntax.is_verb(current) and not syntax.is_finite(current) and own:
            return True
        if current.head == current:
            break
        current = current.head
    return False
