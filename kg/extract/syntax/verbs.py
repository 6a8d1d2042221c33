"""Voice, tense and mood, negation of a verb; what introduces and governs it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.extract.syntax.labels import (
    APPOSITIONS,
    AUXILIARIES,
    CLOSING_QUOTES,
    COORDINATES,
    INSERTING,
    MODIFIED,
    OPENING_MARKS,
    OPENING_QUOTES,
    SUBJECTS,
)
from kg.extract.syntax.language import words_of
from kg.extract.syntax.memory import remembered, remembered_once_mended
from kg.extract.syntax.phrases import coordinated_with, has_auxiliary, heads_clause, is_verb, own_subjects, put_in
from kg.extract.syntax.prepositions import plain
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues, Tense

_FAR = 6  # words between an auxiliary and its participle: « a, de son côté, indiqué »


@remembered
def is_reflexive(verb: Token) -> bool:
    """« se », « s' » (or me, nous… agreeing) stands before the verb or its auxiliary."""
    if any(child.i < verb.i and is_itself(child) for child in verb.children):
        return True
    index = verb.i - 1
    while index > 0 and _may_follow_clitic(verb.doc[index]):
        index -= 1
    return index >= 0 and is_itself(verb.doc[index])


def _may_follow_clitic(word: Token) -> bool:
    """« se sont de nouveau réunis »: auxiliaries and adverbs, also those of two words."""
    adverb = word.pos_ in ("AUX", "ADV") or word.dep_ in ("advmod", "fixed")
    return adverb or word.lower_ in words_of(word).verbs.being_forms


def is_itself(clitic: Token) -> bool:
    """« se », « s' »; « me » behind « je », « nous » behind « nous »."""
    words = words_of(clitic)
    if clitic.lower_ in words.pronouns.reflexive or clitic.i == 0:
        return clitic.lower_ in words.pronouns.reflexive
    before = clitic.nbor(-1)
    if before.lower_ in words.negation.first and before.i:
        before = before.nbor(-1)
    return f"{before.lower_} {clitic.lower_}" in words.pronouns.own_reflexive


@remembered
def is_passive(verb: Token) -> bool:
    """A passive: être + participle with a passive mark, or a bare past participle that modifies a noun."""
    words = words_of(verb).verbs
    auxiliaries = [child for child in verb.children if child.dep_ in AUXILIARIES and child.dep_ != "cop"]
    if auxiliaries and all(word.lemma_ == words.having for word in auxiliaries):
        return False  # « ont unanimement condamné »: the subject is read as a passive's now and then
    if verb.lemma_ in words.with_etre:  # « a été descendu », « ont été passés par les armes » are passives all the same
        return {words.having, words.being} <= {word.lemma_ for word in auxiliaries}
    beings = [word for word in auxiliaries if word.lemma_ == words.being]
    clitics = [child for child in verb.children if child.i < verb.i and child.pos_ == "PRON"]
    clitics = [child for child in clitics if child.dep_ not in SUBJECTS]
    if clitics and clitics[0].lower_ in words_of(verb).pronouns.reflexive:
        return False  # « s'étaient livré des combats », « s'en sont pris à »
    if any(
        child.i < verb.i and is_itself(child) and child.lower_ not in words_of(verb).pronouns.reflexive
        for child in verb.children
    ):
        return False  # « je me suis rendue »
    if any(child.dep_ in ("aux:pass",) for child in verb.children):
        return True
    if any(child.dep_ == "nsubj:pass" for child in verb.children) and not is_reflexive(verb):
        return True
    if ("Part" in verb.morph.get("VerbForm", []) and "Past" in verb.morph.get("Tense", [])) or verb.pos_ == "ADJ":
        if beings and verb.pos_ == "VERB" and len(beings) == len(auxiliaries) and not is_reflexive(verb):
            return True  # « X y est attendu », whatever the parser calls the auxiliary
        if not auxiliaries:
            first = coordinated_with(verb)  # « a condamné l'attaque et exigé le retrait » shares its auxiliary
            return is_passive(first) if first is not None and is_verb(first) else True
    return False


@remembered
def tense_of(verb: Token) -> Tense:
    """Tense and mood of a clause, of the auxiliary where there is one."""
    first = coordinated_with(verb)
    if (
        first is not None
        and is_verb(first)
        and "Part" in verb.morph.get("VerbForm", [])
        and "Past" in verb.morph.get("Tense", [])
        and not has_auxiliary(verb)
    ):
        return tense_of(first)
    if heads_clause(verb) and not is_verb(verb):
        copulas = [child for child in verb.children if child.dep_ == "cop"]
        if copulas:
            return tense_of_form(copulas[0], [child for child in verb.children if child.dep_ in ("aux:tense", "aux")])
    return tense_of_form(verb, [child for child in verb.children if child.dep_ in AUXILIARIES and child.dep_ != "cop"])


def tense_of_form(verb: Token, auxiliaries: list[Token]) -> Tense:
    """Tense of a form with its auxiliaries."""
    words = words_of(verb).verbs
    if not auxiliaries and _future_by_form(verb):
        return "future"
    if not auxiliaries and _infinitive_by_form(verb):
        return "infinitive"
    finite = next((word for word in [*auxiliaries, verb] if "Fin" in word.morph.get("VerbForm", [])), None)
    if finite is None:
        if any("Inf" in word.morph.get("VerbForm", []) for word in auxiliaries):
            passive = all(word.lemma_ == words.being for word in auxiliaries) and any(
                word.dep_ == "aux:pass" for word in auxiliaries
            )
            return "infinitive" if passive else "past infinitive"
        if "Inf" in verb.morph.get("VerbForm", []):
            return "infinitive"
        if "Pres" in verb.morph.get("Tense", []):
            return "gerund"
        return "participle"
    compound = finite != verb and (
        len(auxiliaries) > 1
        or finite.lemma_ == words.having
        or (any(word.dep_ == "aux:tense" for word in auxiliaries) and finite.lemma_ != words.being)
        or _past_with_etre(verb)
    )
    mood = finite.morph.get("Mood", [])
    if "Cnd" in mood or _looks_conditional(finite):
        return "past conditional" if compound else "conditional"
    if "Fut" in finite.morph.get("Tense", []) and not _future_look_alike(finite):
        return "future"
    if "Sub" in mood:
        return "subjunctive"
    if "Imp" in mood:
        return "imperative"
    if compound or "Past" in finite.morph.get("Tense", []):
        return "past"
    if "Imp" in finite.morph.get("Tense", []):
        return "imperfect"
    return "present"


def _past_with_etre(verb: Token) -> bool:
    """« sont arrivés », « se sont retirés »; « sont stationnés » tells how things stand, whatever the parser says."""
    return verb.lemma_ in words_of(verb).verbs.with_etre or is_reflexive(verb)


def _looks_conditional(token: Token) -> bool:
    """« quitteraient »: a conditional by its form, whatever the tagger says; « tirait » is none."""
    form, lemma, endings = token.lower_, token.lemma_.lower(), words_of(token).endings
    stem = next((form.removesuffix(ending) for ending in endings.conditional if form.endswith(ending)), "")
    return stem.endswith(endings.before_conditional) and (stem == lemma or not lemma.endswith(endings.with_r))


def _future_look_alike(token: Token) -> bool:
    """Forms the tagger takes for a future that do not end like one: « attaquent », « retirons »."""
    form, infinitive, endings = token.lower_, token.lemma_.lower(), words_of(token).endings
    present = form.endswith(endings.future_own) and infinitive.endswith(endings.with_r)
    return not form.endswith(endings.future) or (present and not form.startswith(infinitive))


def _infinitive_by_form(token: Token) -> bool:
    """« interpeller », whatever the tagger says: only an infinitive is its own lemma with such an end."""
    form = token.lower_
    return form == token.lemma_.lower() and form.endswith(words_of(token).endings.infinitive)


def _future_by_form(token: Token) -> bool:
    """« visitera », « recevra », whatever the tagger says: « déclara » is the past of a verb whose infinitive ends so, too."""
    form, infinitive, endings = token.lower_, token.lemma_.lower(), words_of(token).endings
    if not infinitive.endswith(endings.infinitive):
        return False
    if form in {infinitive + ending for ending in endings.after_infinitive}:
        return True
    own = form.endswith(endings.future_own) and not infinitive.endswith(
        endings.with_r
    )  # « enverrons », no « retirons »
    return own or (form.endswith(endings.future_third) and not infinitive.endswith(endings.with_er))


def is_negated(token: Token, pseudo: tuple[str, ...] = ()) -> bool:
    """Negated by ne … pas / aucun / jamais on its own clause; « ne … que » and pseudo-cues are no negation."""
    words, that = words_of(token).negation, words_of(token).conjunctions.that
    own = [
        *token.children,
        *(grandchild for child in token.children if child.dep_ in AUXILIARIES for grandchild in child.children),
    ]
    for child in own:
        if child.lower_ in words.first and child.i < token.i + 1:
            rest = token.doc[child.i + 1 : min(len(token.doc), token.i + 6)]
            after = [word.lower_ for word in rest]
            following = set(after)
            if any(word in words.still and then in that for word, then in pairwise(after)):
                return False  # « ne compte plus que 500 soldats »
            if following & words.still and any(restricts(word) for word in rest):
                return False  # « n'est plus déployée qu'à Gao »
            if any(word in words.second and then in words.less for word, then in pairwise(after)):
                return False  # « n'en a pas moins bombardé la ville »
            if following & words.second:
                return True
            if token.lemma_ in words.alone or token.lemma_ in words.never_alone:
                return token.lemma_ in words.alone
            before = [left.lower_ for left in token.doc[max(0, child.i - 10) : child.i]]
            if any(word in words.expletive and then in that for word, then in pairwise(before)):
                return False  # « avant que des hommes armés ne prennent d'assaut l'hôtel »
            if token.head.lemma_ in words.feared and token.head.i < child.i:
                return False  # « redoute que les rebelles ne s'approchent »
            if any(word in words.before for word in (left.lower_ for left in token.doc[max(0, child.i - 6) : child.i])):
                return True
            return not following & that
        if child.lower_ in words.without and child.dep_ in ("mark", "case"):
            return True
        if child.dep_ == "cc" and child.lower_ in words.before and token.dep_ == "conj":
            return True  # « n'a ni confirmé ni démenti »
        if child.lower_ in words.of_nouns and child.dep_ == "advmod" and child.i < token.i and token.pos_ != "VERB":
            return True
    return False


def tells_manner(verb: Token) -> bool:
    """« se sont retirés sans combattre »: how it was done, no deed."""
    words = words_of(verb)
    return verb.lemma_ in words.mending.bare_manner and verb.i > 0 and verb.nbor(-1).lower_ in words.negation.without


def restricts(token: Token) -> bool:
    """« n'est plus présente qu'à Kidal »: the « que » that leaves nothing else, and opens no clause."""
    words, doc = words_of(token), token.doc
    if token.lower_ not in words.conjunctions.that or token.i + 1 == len(doc) or token.nbor().pos_ != "ADP":
        return False
    return any(word.lower_ in words.negation.first for word in doc[max(0, token.i - _FAR) : token.i])


def has_finite(words: Iterable[Token]) -> bool:
    """Whether a finite verb stands among the words."""
    return any(is_verb(word) and is_finite(word) for word in words)


def has_mark(verb: Token, words: frozenset[str] | set[str]) -> bool:
    """Whether one of `words` introduces the verb's clause (« si », « pour », « avant de »)."""
    return any(
        child.dep_ in ("mark", "case", "advmod", "fixed", "cc") and child.i < verb.i and child.lower_ in words
        for child in verb.children
    )


@remembered
def is_conditional_clause(verb: Token) -> bool:
    """« si Téhéran attaquait »: the clause opens with « si », whatever word the parser hung it on."""
    condition = words_of(verb).conjunctions.condition
    if has_mark(verb, condition):
        return True
    for token in reversed(list(verb.doc[max(0, verb.i - 8) : verb.i])):
        if token.lower_ in condition and token.pos_ == "SCONJ":
            return True
        if token.is_punct or is_verb(token):
            return False
    return False


def hangs_on_adverb(verb: Token) -> bool:
    """« afin d'arrêter », read as an adverb that has a verb."""
    first = next((child for child in verb.children if child.dep_ in ("mark", "case")), None)
    return first is not None and verb.head.pos_ == "ADV" and verb.head.i == first.i - 1


def marks(verb: Token) -> list[str]:
    """The words that introduce the verb's clause, in order, contractions undone."""
    found = [child for child in verb.children if child.dep_ in ("mark", "case") and child.i < verb.i]
    if hangs_on_adverb(verb):
        found.insert(0, verb.head)
    return [plain(word) for child in found for word in (child, *(c for c in child.children if c.dep_ == "fixed"))]


def governor(token: Token) -> Token | None:
    """The word that governs a verb or noun: its head, coordination climbed to the first conjunct's head.

    An infinitive that the parser joined to a finite verb (« peut venir et rencontrer ») hangs on that verb.
    """
    current = token
    seen = 0
    if (
        token.dep_ == "conj"
        and "Inf" in token.morph.get("VerbForm", [])
        and is_verb(token.head)
        and tense_of(token.head) not in ("infinitive", "past infinitive")
    ):
        return token.head
    if is_verb(token) and (lead := lead_of_list(token)) is not None:
        return governor(lead)
    while current.dep_ == "conj" and current.head != current and seen < 6:
        current = current.head
        seen += 1
    return None if current.head == current else current.head


def is_that_clause(verb: Token) -> bool:
    """« a annoncé samedi que les deux présidents se verraient »: a bare « que » says what, whatever the label."""
    first = next((child for child in verb.children if child.dep_ == "mark"), None)
    return (
        verb.dep_ == "advcl"
        and is_verb(verb.head)
        and first is not None
        and first.lower_ in words_of(verb).conjunctions.that
        and first.i > verb.head.i
        and first.nbor(-1).pos_ in ("NOUN", "NUM", "VERB", "PUNCT", "PROPN")
    )


def is_pluperfect(verb: Token) -> bool:
    """« avait attaqué », « avaient été tués »: what was over when something else happened."""
    words = words_of(verb).verbs
    return (
        any(
            child.dep_ in AUXILIARIES
            and child.lemma_ in (words.having, words.being)
            and "Imp" in child.morph.get("Tense", [])
            and "Ind" in child.morph.get("Mood", ["Ind"])
            for child in verb.children
        )
        and tense_of(verb) == "past"
    )


def is_main(verb: Token) -> bool:
    """Whether the verb is the sentence's main one, or joined to it."""
    first = verb
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    return first.dep_ == "ROOT"


def is_subordinate(verb: Token) -> bool:
    """Whether a conjunction introduces the verb's clause."""
    return any(child.dep_ == "mark" for child in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether the clause has a finite form."""
    return tense_of(verb) not in ("infinitive", "past infinitive", "participle", "gerund")


def is_told(verb: Token) -> bool:
    """Whether a verb is finite, by itself or by its auxiliary."""
    return is_finite(verb) or (has_auxiliary(verb) and tense_of(verb) != "past infinitive")


@remembered_once_mended
def first_of_verb(verb: Token) -> int:
    """Index of the first word of the verb with its auxiliaries and clitics: « a, de son côté, indiqué »."""
    inside, doc = words_of(verb).pronouns.inside_verbs, verb.doc
    far = [child.i for child in verb.children if child.dep_ in AUXILIARIES and verb.i - _FAR <= child.i < verb.i]
    parted = far and any(
        (token.pos_ == "PUNCT" and token.text != ",") or token.pos_ == "VERB" for token in doc[far[0] + 1 : verb.i]
    )
    start = far[0] if far and not parted else verb.i
    while start > 0 and (doc[start - 1].pos_ in ("AUX", "PRON") or doc[start - 1].lower_ in inside):
        start -= 1
    return start


def is_plural(verb: Token) -> bool:
    """Whether the finite word of a verb, its auxiliary or itself, is plural."""
    auxiliaries = [child for child in verb.children if child.dep_ in AUXILIARIES]
    finite = next((word for word in [*auxiliaries, verb] if "Fin" in word.morph.get("VerbForm", [])), None)
    return finite is not None and finite.morph.get("Number", []) == ["Plur"]


@remembered
def is_inserted(verb: Token) -> bool:
    """« …, a annoncé le ministre »: a verb of speech after a comma or a closing quote, its subject behind it."""
    start = first_of_verb(verb)
    if start == 0 or verb.doc[start - 1].text not in INSERTING:
        return False
    if _short_quote(verb.doc, start - 1):
        return False  # « le groupe “Etat islamique” a revendiqué »
    if any(token.lower_ in words_of(verb).pronouns.relative for token in verb.doc[start : verb.i]):
        return False  # « l'Arabie saoudite, qui soutient … »
    if lead_of_list(verb) is not None:
        return False  # « salue l'accord, appelle les parties à la retenue et exige … »
    subjects = tuple(
        subject
        for subject in own_subjects(verb)
        if not _stands_in_commas(subject, verb, start) and not _is_quoted(subject, verb.doc, start - 1)
    )
    inverted = any(subject.i > verb.i for subject in subjects) or not any(subject.i < start for subject in subjects)
    before = words_of(verb).pronouns.before_verbs
    own = any(subject.lower_ in before and start <= subject.i < verb.i for subject in subjects)
    return inverted and is_finite(verb) and not own


@remembered
def lead_of_list(verb: Token) -> Token | None:
    """« salue A, condamne B et exige C », « verra X et visitera Y »: the verb before, with which a finite one shares its subject.

    Behind a comma alone it may be inserted speech; not where a last one follows behind « et ».
    """
    start = first_of_verb(verb)
    if start == 0 or not is_told(verb) or own_subjects(verb) or marks(verb):
        return None
    if any(child.lower_ in words_of(verb).pronouns.relative for child in verb.children):
        return None
    lead = verb.head
    while lead.head != lead and not (is_verb(lead) and is_told(lead)):
        lead = lead.head
    if lead.i >= verb.i or not is_told(lead) or not _of_one_tense(lead, verb):
        return None
    before = verb.doc[start - 1]
    if before.text == "," and any(_joins(other, verb, lead) for other in verb.doc[verb.i + 1 :]):
        return lead
    on_noun = verb.dep_ in COORDINATES | APPOSITIONS and verb.head.pos_ in MODIFIED
    return lead if on_noun and before.pos_ in ("CCONJ", "PUNCT") else None


def _of_one_tense(one: Token, two: Token) -> bool:
    """The same tense; « condamne », without « que », is a present, whatever the tagger says."""
    return len({"present" if tense_of(verb) == "subjunctive" else tense_of(verb) for verb in (one, two)}) == 1


def _joins(other: Token, verb: Token, lead: Token) -> bool:
    """Whether a further verb of the list stands behind « et »."""
    if not is_verb(other) or other.head not in (verb, lead) or not _of_one_tense(other, verb):
        return False
    return other.doc[first_of_verb(other) - 1].pos_ == "CCONJ" and not own_subjects(other)


def _stands_in_commas(subject: Token, verb: Token, start: int) -> bool:
    """« … Port-au-Prince, la capitale d'Haïti, a indiqué un élu »: what is closed off by commas is no subject."""
    first, end = subject.left_edge.i, subject.right_edge.i + 1
    closed = first > 0 and verb.doc[first - 1].text == "," and end == start - 1 and verb.doc[end].text == ","
    return closed and not any(child.dep_ in ("ccomp", "xcomp", "obj") for child in verb.children)


def _is_quoted(subject: Token, doc: Doc, comma: int) -> bool:
    """« « L'ennemi bombarde la ville », a écrit le gouverneur »: a word of the quotation that ends before the comma."""
    end = comma - 1
    if doc[comma].text != "," or end < 1 or doc[end].text not in CLOSING_QUOTES:
        return False
    opening = next((i for i in range(end - 1, -1, -1) if doc[i].text in OPENING_QUOTES), None)
    return opening is not None and opening < subject.i < end and not any(t.is_alpha for t in doc[:opening])


def _short_quote(doc: Doc, end: int) -> bool:
    """Whether the quotation marks that close at `end` hold a name or a few words, no clause."""
    if doc[end].text not in CLOSING_QUOTES:
        return False
    opening = next((i for i in range(end - 1, max(-1, end - 8), -1) if doc[i].text in OPENING_MARKS), None)
    return opening is not None and opening > 0 and not any(is_verb(token) for token in doc[opening:end])


def lemma_with_se(verb: Token, cues: Cues) -> str:
    """The lemma as the lexicon has it: « se produire » for « s'est produit »."""
    lemma = verb.lemma_.lower()
    return f"{cues.grammar.pronouns.reflexive} {lemma}" if is_reflexive(verb) else lemma


def phrase_at(verb: Token, phrases: frozenset[str]) -> str | None:
    """The first of the phrases of several words that begins at the verb: « avoir lieu », « entrer en vigueur »."""
    begun = _phrases_by_verb(phrases).get(verb.lemma_.lower())
    if begun is None:
        return None
    aside = put_in(verb)
    behind = [token.lower_ for token in verb.doc[verb.i + 1 :] if token.i not in aside and token.text != ","]
    following = {token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 5]} | set(behind[:4])
    return next((phrase for phrase, rest in begun if rest <= following), None)


@lru_cache(maxsize=8)
def _phrases_by_verb(phrases: frozenset[str]) -> Mapping[str, Sequence[tuple[str, frozenset[str]]]]:
    """Phrases of several words, in order, by their verb, with the words behind it."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for phrase in sorted(phrases):
        verb, *rest = phrase.split()
        if rest:
            found.setdefault(verb, []).append((phrase, frozenset(rest)))
    return found
