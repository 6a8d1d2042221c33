"""Verbs of speech: which tell what, which are inserted into a sentence, which are refused."""

from collections.abc import Collection, Iterator

from kg.extract import syntax
from kg.extract.forms import stem, stems_of
from kg.extract.reading import Candidate, SentenceReading
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues

_CHAIN = 3  # words from a verb to the infinitive of what it says: « a tenu à préciser », « vient d'annoncer »
_LONG_QUOTE = 5  # words, at least, of a quotation that is more than a name
_CLEFT = 5  # words before the verb of « c'est du moins ce qu'a annoncé »


def speaks_itself(sentence: SentenceReading, cues: Cues) -> bool:
    """Whether the sentence has a main verb of speech of its own."""
    return any(syntax.is_main(verb) or is_insertion(verb, cues) for verb in speaking(sentence.doc, cues))


def speaking(doc: Doc, cues: Cues) -> Collection[Token]:
    """The verbs of speech of a sentence, looked for once, in text order."""
    found: dict[Token, None] | None = doc.notes.get("speaking")
    if found is None:
        found = doc.notes["speaking"] = {verb: None for verb in syntax.verbs_of(doc) if _speaks(verb, cues)}
    return found


def tells_the_last(verb: Token, cues: Cues) -> bool:
    """Whether a verb of telling has nothing but a pointing word for what it tells: « l'a annoncé », « ce qu'a confirmé »."""
    if not tells(verb, cues) or verb.lemma_ in cues.status_verbs["denied"]:
        return False
    if syntax.is_negated(verb, cues.pseudo_negation) or syntax.is_subordinate(verb) or _describes_somebody(verb, cues):
        return False
    clause = syntax.read_clause(verb)
    if clause.complements or not clause.objects:
        return False
    pronouns, nouns = cues.grammar.pronouns.objects | cues.echoes, stems_of(cues.echoing_nouns)
    return all(
        (word.pos_ == "PRON" and word.lower_ in pronouns)
        or word.lower_ in cues.echoes
        or (stem(word.lemma_) in nouns and word.i < verb.i + 4 and _is_known(word, cues))
        for word in clause.objects
    )


def _is_known(noun: Token, cues: Cues) -> bool:
    """« a confirmé l'information », « cette mesure »: said of what was told; not « a promis des mesures »."""
    pointing = cues.grammar.determiners.definite | cues.grammar.determiners.demonstrative
    return any(child.lower_ in pointing for child in noun.children)


def _describes_somebody(verb: Token, cues: Cues) -> bool:
    """« l'opposition, qui l'accusait de fraude »: whether the verb tells more of a noun before it."""
    relative = cues.grammar.pronouns.subject_relative
    return any(child.lower_ in relative and child.i < verb.i for child in verb.children)


def points_at_the_last(verb: Token, cues: Cues) -> bool:
    """« C'est ce qu'a annoncé X », « c'est ce que précise X »: what a cleft sentence says is told was told just before."""
    if not speaks(verb, cues):
        return False
    doc, this = verb.doc, cues.grammar.pronouns.this
    that = next(
        (i for i in range(verb.i - 1, 0, -1) if doc[i].lower_ in cues.echoes and doc[i - 1].lower_ in this), None
    )
    return (
        that is not None
        and that < _CLEFT
        and not any(syntax.is_verb(token) and token.pos_ == "VERB" for token in doc[that : verb.i])
        and not syntax.is_negated(verb, cues.pseudo_negation)
        and verb.lemma_ not in cues.status_verbs["denied"]
    )


def comes_out(verb: Token, cues: Cues) -> bool:
    """« C'est ce qui ressort d'un rapport de X »: whether a verb says whose text told what was told just before."""
    if verb.lemma_ not in cues.coming_from or not 1 < verb.i <= _CLEFT:
        return False
    this, relative = cues.grammar.pronouns.this, cues.grammar.pronouns.subject_relative
    return verb.nbor(-1).lower_ in relative and verb.nbor(-2).lower_ in this


def is_told(noun: Token, cues: Cues) -> bool:
    """Whether a noun under a verb of speech is what it tells, and no « après l'attentat »."""
    grammar = cues.grammar
    before = [syntax.plain(child) for child in noun.children if child.dep_ in syntax.PREPOSITIONS and child.i < noun.i]
    return not before or before[0] in (grammar.functions.of, grammar.functions.to)


def is_background(token: Token, cues: Cues) -> bool:
    """« a annoncé avoir démis Damiba, qui dirigeait le pays »: a relative clause after a comma is the narrator's."""
    describing, adding = cues.grammar.clauses.describing, cues.grammar.pronouns.object_relative
    return syntax.is_verb(token) and any(
        (child.lower_ in describing or (child.pos_ == "PRON" and child.lower_ in adding))
        and 0 < child.i < token.i
        and (child.nbor(-1).text == "," or _is_from_where(child))  # « Damiba, qu'il avait nommé »
        for child in token.children
    )


def is_backdrop(candidate: Candidate, cues: Cues) -> bool:
    """« Douze jours après son enlèvement, X a été libéré, a annoncé Y »: a known deed after which something is told."""
    if candidate.frame.pos != "noun" or candidate.quantities or not candidate.definite:
        return False
    start = syntax.noun_phrase_start(candidate.head)
    return start > 0 and candidate.sentence.doc[start - 1].lower_ in cues.grammar.prepositions.after


def _is_from_where(word: Token) -> bool:
    """« l'île, d'où les forces se sont retirées »: a relative behind a preposition and a comma."""
    return word.i > 1 and word.nbor(-1).pos_ == "ADP" and word.nbor(-2).text == ","


def speaks(verb: Token, cues: Cues) -> bool:
    return verb in speaking(verb.doc, cues)


def _speaks(verb: Token, cues: Cues) -> bool:
    named = verb.lemma_ in cues.speech_verbs or not _names_of(verb, cues).isdisjoint(cues.speech_verbs)
    return named or reported_by(verb, cues) is not None or ends_a_quotation(verb) or _is_shown(verb, cues)


def _is_shown(verb: Token, cues: Cues) -> bool:
    """« une enquête de l'ONU établit que … »: what a text shows its author says."""
    if verb.lemma_ not in cues.showing:
        return False
    return any(stem(subject.lemma_) in cues.said_through for subject in syntax.own_subjects(verb) if subject.i < verb.i)


def ends_a_quotation(verb: Token) -> bool:
    """« « … », lâche un élu »: any verb right behind a whole quotation and before who it is of, whatever it says else."""
    doc, start = verb.doc, syntax.first_of_verb(verb)
    if start < _LONG_QUOTE or verb.i + 1 == len(doc) or not syntax.is_finite(verb):
        return False
    end = start - 1 - (doc[start - 1].text == ",")
    if doc[end].text not in syntax.CLOSING_QUOTES or (
        start < verb.i and doc[start].pos_ == "PRON" and not syntax.is_reflexive(verb)
    ):
        return False
    opening = next((i for i in range(end - 1, -1, -1) if doc[i].text in syntax.OPENING_QUOTES), -1)
    whole = end - opening >= _LONG_QUOTE and (opening <= 0 or doc[opening - 1].text in (":", "."))
    return whole and doc[verb.i + 1].pos_ in ("DET", "PROPN", "PRON", "PUNCT", "ADP", "ADV")


def _names_of(verb: Token, cues: Cues) -> set[str]:
    """The lemma of a verb, and the same with « se »."""
    reflexive = {f"{cues.grammar.pronouns.reflexive} {verb.lemma_}"} if syntax.is_reflexive(verb) else set[str]()
    return {verb.lemma_} | reflexive


def narrates(token: Token, cues: Cues) -> bool:
    """« X a dit que A, alors que B », « …, au moment où B »: whether the narrator speaks again from a word on."""
    if token.i == 0 or token.nbor(-1).text != ",":
        return False
    if token.lower_ in cues.narrators:
        return True
    behind = token.doc.text[token.idx :].lower()
    return behind.startswith(cues.narrating)


def is_moved(verb: Token, cues: Cues) -> bool:
    """« déplore que », « s'est félicité du retour »: whoever is moved by a deed does not tell it."""
    return bool(_names_of(verb, cues) & cues.regretting)


def is_still_to_say(verb: Token, cues: Cues) -> bool:
    """« annoncera lundi », « devrait annoncer », « va dire »: nobody has said so yet."""
    if syntax.tense_of(verb) == "future":
        return True
    above = syntax.governor(verb)
    ahead = above is not None and syntax.is_verb(above) and above.lemma_ in cues.status_verbs["planned"]
    return ahead and syntax.tense_of(verb) == "infinitive" and not syntax.is_passive(verb)


def reported_by(verb: Token, cues: Cues) -> Token | None:
    """The word that makes a report of a verb: « a fait état de … », « a fait savoir que … »."""
    if verb.lemma_ not in cues.reporting_verbs:
        return None
    near = (*verb.children, verb.head)  # « a fait savoir le ministère »: the words may hang either way
    return next((word for word in near if word.lemma_ in cues.reporting_words and word.i > verb.i), None)


def tells(verb: Token, cues: Cues) -> bool:
    """Whether the noun that is the object of the verb is what is told: « a confirmé l'attaque », « fait état de tirs »."""
    told = syntax.is_verb(verb) and verb.lemma_ in cues.telling_verbs
    if told and syntax.is_reflexive(verb) and syntax.read_clause(verb).objects:
        return False  # « qui s'est attribué l'attaque »
    return told or reported_by(verb, cues) is not None


def is_told_by_its_toll(token: Token, verb: Token, cues: Cues) -> bool:
    """« a annoncé la mort de sept civils dans le bombardement »: the event of a toll that is told."""
    tolls = stems_of(cues.toll_nouns)
    return (
        (tells(verb, cues) or verb.lemma_ in cues.telling_tolls)
        and verb.is_ancestor(token)
        and any(word.lower_ in cues.of_a_toll for word in _introducing(token))
        and any(stem(word.lemma_) in tolls for word in verb.doc[verb.i + 1 : token.i])
        and not syntax.has_finite(verb.doc[verb.i + 1 : token.i])
    )


def _introducing(noun: Token) -> list[Token]:
    """The preposition before a noun, of several words too: « à la suite de l'attentat »."""
    start = syntax.noun_phrase_start(noun)
    hung = [child for child in noun.children if child.dep_ in syntax.PREPOSITIONS]
    return [*hung, *noun.doc[max(0, start - 3) : start]]


def is_refused(verb: Token, cues: Cues) -> bool:
    """« a refusé de confirmer »: an infinitive under a verb that denies it."""
    above = syntax.governor(verb)
    return (
        above is not None
        and syntax.is_verb(above)
        and above.lemma_ in cues.status_verbs["denied"]
        and syntax.tense_of(verb) == "infinitive"
    )


def is_insertion(token: Token, cues: Cues) -> bool:
    """« …, a indiqué le ministre »: whether a verb of speech is inserted, its subject behind it; looked for once."""
    known: dict[int, bool] | None = token.doc.notes.get("insertions")
    if known is None:
        known = token.doc.notes["insertions"] = {}
    if token.i not in known:
        known[token.i] = _is_insertion(token, cues)
    return known[token.i]


def _is_insertion(token: Token, cues: Cues) -> bool:
    if token.pos_ not in ("VERB", "AUX") or not speaks(token, cues):
        return False
    if syntax.first_of_verb(token) > 0 and token.doc[syntax.first_of_verb(token) - 1].lower_ in cues.first_persons:
        return False  # « nous revendiquons … »
    if token.doc[syntax.first_of_verb(token)].lower_ in cues.grammar.pronouns.to_which:
        return False  # « le Premier ministre, auquel il rappellera … »
    if syntax.tense_of(token) == "infinitive":  # « peut-on lire dans un communiqué »
        on = token.i > 0 and token.nbor(-1).lower_ in cues.grammar.pronouns.anyone
        above = token.head
        said = above.lemma_ in cues.coming_to_say and syntax.is_verb(above) and token.i - above.i <= _CHAIN
        if said and token.lemma_ in cues.inverted:
            return syntax.is_inserted(above) and not syntax.is_negated(above, cues.pseudo_negation)
        return on and syntax.is_verb(above) and syntax.is_inserted(above)
    if syntax.is_inserted(token) and not syntax.is_subordinate(token):
        clause = syntax.read_clause(token)  # « Dans l'opposition, on dénonce une décision hâtive »
        alone = token.doc[syntax.first_of_verb(token)].lower_ in cues.grammar.pronouns.anyone
        return not (alone and (clause.objects or clause.complements))
    return _is_bare_present(token, cues) or _stands_behind(token, cues) or _without_a_comma(token, cues)


def _is_bare_present(verb: Token, cues: Cues) -> bool:
    """« « … », dit l'organisation »: a present that the parser takes for a participle, behind a quotation."""
    doc, at = verb.doc, verb.i
    quoted = at > 0 and doc[at - 1].text in syntax.INSERTING and {t.text for t in doc[:at]} & syntax.CLOSING_QUOTES
    return bool(quoted) and verb.lower_ in cues.forms and at + 1 < len(doc) and doc[at + 1].pos_ in ("DET", "PROPN")


def _stands_behind(verb: Token, cues: Cues) -> bool:
    """« Des avions ont visé un camp, tuant « huit personnes », a dit un élu »: behind a whole clause, its speaker behind it.

    The parser makes the subject of the clause before the subject of the verb.
    """
    doc, start = verb.doc, syntax.first_of_verb(verb)
    if start < 3 or verb.i + 1 >= len(doc) or verb.lemma_ not in cues.inverted or not syntax.is_finite(verb):
        return False
    if {token.lower_ for token in doc[start : verb.i]} & cues.grammar.pronouns.relative:
        return False  # « …, ce qui expliquerait la présence de … »
    before, behind = doc[start - 1], doc[verb.i + 1]
    if before.text not in syntax.INSERTING or behind.pos_ not in ("DET", "PROPN", "NOUN", "ADP", "ADJ", "ADV"):
        return False
    further = next((t.i for t in doc[verb.i + 1 :] if syntax.is_verb(t)), len(doc))
    if {token.lower_ for token in doc[verb.i + 1 : further]} & cues.grammar.clauses.that:
        return False  # « Le ministre, qui …, a déclaré que … »
    told = [token for token in doc[: start - 1] if "Fin" in token.morph.get("VerbForm", [])]
    return any(not _is_hung(token, cues) for token in told)


def _without_a_comma(verb: Token, cues: Cues) -> bool:
    """« … dans une embuscade à Gao a déclaré le colonel »: right behind what is told, joined by nothing, its speaker behind it."""
    doc, start, told = verb.doc, syntax.first_of_verb(verb), verb.head
    compound = start < verb.i and verb.lemma_ in cues.inverted and syntax.is_finite(verb)
    if not compound or start < 3 or verb.i + 1 >= len(doc) or not told.i < start or not doc[start - 1].is_alpha:
        return False
    own = [child for child in verb.children if child.dep_ in syntax.SUBJECTS or child.pos_ == "CCONJ"]
    if any(child.i < verb.i for child in own) or syntax.is_subordinate(verb) or doc[verb.i + 1].pos_ == "PUNCT":
        return False
    joined = verb.dep_ in syntax.MAIN | syntax.COORDINATES | syntax.ADVERBIAL_CLAUSES
    finite = any("Fin" in token.morph.get("VerbForm", []) for token in doc[:start])
    return joined and finite and not syntax.read_clause(verb).complements


def _is_hung(verb: Token, cues: Cues) -> bool:
    """Whether a verb stands in a relative clause or behind a conjunction: « qui est arrivé lundi »."""
    opened = {word.lower_ for word in verb.doc[max(0, syntax.first_of_verb(verb) - 1) : verb.i]}
    whole = verb.head if verb.pos_ == "AUX" else verb  # « dont les moyens sont limités »
    return (
        syntax.is_subordinate(whole) or bool(opened & cues.grammar.clauses.opening) or whole.dep_ in syntax.NOUN_CLAUSES
    )


def words_of_source(sentence: SentenceReading, cues: Cues) -> frozenset[int]:
    """The words of « selon … », « d'après … », up to the next stop: who says so and when, not what happened."""
    text = sentence.anchor.text.lower().replace("’", "'")
    inside: set[int] = set()
    for cue in cues.according:
        found = next(find_words(text, cue), None) if cue in text else None
        if found is None:
            continue
        first, end = sentence.span(sentence.anchor.start + found, sentence.anchor.start + found + len(cue))
        if sentence.doc[min(end, len(sentence.doc) - 1)].lower_ in cues.grammar.pronouns.which:
            continue  # « …, selon qui la ville est tombée »
        for token in sentence.doc[first:]:
            if token.text in (",", ";", ":", ".", "»") and token.i > first:
                break
            inside.add(token.i)
    return frozenset(inside)


def words_of_telling(sentence: SentenceReading, cues: Cues) -> frozenset[int]:
    """The words of « …, a indiqué lundi la police », up to the next stop, and of « La police affirme que … »."""
    inside: set[int] = set()
    for verb in speaking(sentence.doc, cues):
        if not is_insertion(verb, cues):
            said = [child for child in verb.children if child.dep_ in syntax.CLAUSE_COMPLEMENTS]
            if any(syntax.is_told(child) for child in said):
                inside.update(word.i for subject in syntax.own_subjects(verb) for word in subject.subtree)
            continue
        for token in sentence.doc[syntax.first_of_verb(verb) :]:
            if token.text in (",", ";", ":", ".", "»", "«") and token.i > verb.i:
                break
            inside.add(token.i)
    return frozenset(inside)


def find_words(text: str, cue: str) -> Iterator[int]:
    """Where the words of a cue stand in a text, as whole words."""
    at = text.find(cue)
    while at >= 0:
        before = at == 0 or not text[at - 1].isalnum()
        end = at + len(cue)
        after = end >= len(text) or not (text[end].isalnum() or text[end] == "-") or cue.endswith("'")
        if before and after:
            yield at
        at = text.find(cue, at + 1)
