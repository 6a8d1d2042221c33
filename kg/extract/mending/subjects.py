"""Subjects that the parser hangs on another word, and main verbs that it hangs on their subjects."""

from collections.abc import Mapping

from kg.extract import syntax
from kg.extract.mending.forms import has_any_auxiliary, is_finite, is_time
from kg.extract.mending.writing import PRESENT, read_as_verb
from kg.extract.tokens import Doc, Token
from kg.lexicon import Lexicon

_HUNG = frozenset({"advmod", "flat:name", "amod", "nmod", "fixed", "appos", "acl"})  # on the noun before
_JOINTS = frozenset({",", "(", ":"})


def _happens_itself(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a reflexive verb has nothing behind it, a day or phrase apart, that « il » could announce: « il se rendra à Gao »."""
    told = [child for child in verb.children if child.dep_ in ("obj", "nsubj", "ccomp", "csubj", "xcomp", "obl:arg")]
    led = [child for child in told if child.dep_ == "obl:arg" and any(own.dep_ == "case" for own in child.children)]
    told = [child for child in told if child not in led]
    reflexive = any(child.lower_ in syntax.words_of(verb).pronouns.reflexive for child in verb.children)
    impersonal = verb.lemma_ in syntax.words_of(verb).mending.impersonal
    return reflexive and not impersonal and all(is_time(child, lexicon) and child.pos_ == "NOUN" for child in told)


def _is_done_by_somebody(verb: Token) -> bool:
    """Whether an active verb that is no impersonal one has no object, or one that is known: nothing that « il » could announce."""
    if verb.pos_ != "VERB" or verb.lemma_ in syntax.words_of(verb).mending.impersonal or not is_finite(verb):
        return False
    told = [child for child in verb.children if child.i > verb.i]
    if syntax.is_passive(verb) or syntax.is_reflexive(verb) or any(c.dep_ in ("ccomp", "csubj", "xcomp") for c in told):
        return False
    objects = [child for child in told if child.dep_ in ("obj", "nsubj")]
    return all(any("Def" in own.morph.get("Definite", []) for own in one.children) for one in objects)


def somebody_there(token: Token, lexicon: Lexicon) -> None:
    """« il y rencontrera »: the parser reads the expletive of « il y a », and it is somebody."""
    if token.dep_ != "expl:subj":
        return
    words = syntax.words_of(token).mending
    if token.lower_ in words.he and _happens_itself(token.head, lexicon):
        token.dep_ = "nsubj"  # « Il s'est produit lundi »
        return
    if token.i + 2 < len(token.doc) and token.nbor().lower_ == words.there:
        if token.head.lemma_ not in words.with_there:
            token.dep_ = "nsubj"
    elif token.lower_ in words.he and token.head.lemma_ in words.modal:
        inner = next((c for c in token.head.children if c.dep_ == "xcomp" and c.pos_ in ("VERB", "AUX")), None)
        if inner is not None and inner.lemma_ not in words.impersonal and token.i < token.head.i:
            token.dep_ = "nsubj"  # « il doit ensuite se rendre à … »
    if token.dep_ == "expl:subj" and token.lower_ in words.he and _is_done_by_somebody(token.head):
        token.dep_ = "nsubj"  # « Il assiège la ville »


def invert_speech(verb: Token, lexicon: Lexicon) -> None:
    """« …, a annoncé le ministère »: one comma cannot stand between subject and verb, so the subject is behind."""
    if verb.lemma_ not in lexicon.cues.speech_verbs:
        return
    start = _first_of_verb(verb)
    subject = next((child for child in verb.children if child.dep_.startswith("nsubj") and child.i < start), None)
    if start < 3 or verb.doc[start - 1].text != "," or subject is None or subject.pos_ == "PRON":
        return
    if any(token.text in (",", "(") for token in verb.doc[subject.i : start - 1]) and not _is_of_many(verb, subject):
        return
    speaker = next((c for c in verb.children if c.i > verb.i and c.dep_ in ("obj", "nsubj", "obl:arg", "xcomp")), None)
    before = next((token for token in reversed(verb.doc[: subject.i]) if token.pos_ == "VERB"), None)
    if speaker is None or before is None or speaker.pos_ not in ("NOUN", "PROPN"):
        return
    if any(child.dep_ in ("case", "mark") for child in speaker.children) or not _is_next(speaker, verb):
        return
    cased = any(child.dep_ == "case" for child in subject.children)
    if verb.dep_ == "ROOT":
        before.hang_on(before)
        before.dep_ = "ROOT"
        verb.hang_on(before)
    subject.hang_on(before)
    subject.dep_ = "obl:arg" if cased else "obj"
    verb.dep_, speaker.dep_ = "parataxis", "nsubj"


def _first_of_verb(verb: Token) -> int:
    """Where a verb opens: at its first auxiliary, or itself."""
    return min((child.i for child in verb.children if child.dep_.startswith("aux")), default=verb.i)


def free_what_is_told(verb: Token, lexicon: Lexicon) -> None:
    """« ont été tués lorsque X a attaqué Y, a annoncé l'armée »: what stands before the comma of an inverted speech is no part of it."""
    if verb.head.i >= verb.i or verb.lemma_ not in lexicon.cues.speech_verbs:
        return
    start = _first_of_verb(verb)
    inverted = any(child.dep_ in ("nsubj", "nsubj:pass") and child.i > verb.i for child in verb.children)
    if not inverted or start < 2 or verb.doc[start - 1].text != ",":
        return
    for child in verb.children:
        if child.i < start - 1 and child.dep_ in ("advcl", "obl:mod", "obl:arg"):
            child.hang_on(verb.head)


def end_on_speech(token: Token, forms: Mapping[str, str], lexicon: Lexicon) -> None:
    """« …, mais l'armée dément. »: a present right before a stop, hung on the noun before it, which a conjunction joins."""
    noun = token.head
    lemma = forms.get(token.lower_)
    if lemma not in lexicon.cues.speech_verbs or token.dep_ not in _HUNG or noun.pos_ not in ("NOUN", "PROPN"):
        return
    joined = next((child for child in noun.children if child.dep_ == "cc"), None)
    stops = token.i + 1 == len(token.doc) or token.nbor().text in (".", ";", "»")
    if not noun.i < token.i or joined is None or not stops or any(c.dep_.startswith("nsubj") for c in token.children):
        return
    main = syntax.clause_head(noun.head)
    while syntax.tense_of(main) in ("infinitive", "past infinitive") and main.head is not main:
        main = syntax.clause_head(main.head)  # « affirme avoir pris Goma, mais Kinshasa dément »
    token.dep_ = "conj"
    token.hang_on(main)
    read_as_verb(token, lemma, PRESENT)
    noun.dep_ = "nsubj"
    noun.hang_on(token)
    joined.hang_on(token)


def invert_behind_that(token: Token, forms: Mapping[str, str]) -> None:
    """« …, ce que dément l'armée », read as words fixed to each other: a relative clause with its subject behind the verb."""
    that = token.head
    if token.dep_ != "fixed" or token.lower_ not in forms or token.i < 2 or token.nbor(-1) != that:
        return
    words = syntax.words_of(token)
    if that.lower_ not in words.conjunctions.that or that.nbor(-1).lower_ not in words.pronouns.this:
        return
    subject = next((t for t in token.doc[token.i + 1 : token.i + 4] if t.pos_ in ("NOUN", "PROPN")), None)
    token.dep_ = "acl:relcl"
    token.hang_on(that.nbor(-1))
    read_as_verb(token, forms[token.lower_], PRESENT)
    that.dep_ = "obj"
    that.hang_on(token)
    if subject is not None and not any(child.dep_ == "case" for child in subject.children):
        subject.dep_ = "nsubj"
        subject.hang_on(token)


def _is_next(speaker: Token, verb: Token) -> bool:
    """Whether nothing stands between a verb and who speaks but a word, or an insertion: « a prévenu, à Oslo, un diplomate »."""
    first = speaker.left_edge.i
    if first <= verb.i + 2:
        return True
    return verb.nbor().text == "," and "," in (verb.doc[first].text, verb.doc[first - 1].text)


def _is_of_many(verb: Token, subject: Token) -> bool:
    """« a bombardé Mekele, capitale du Tigré, ont annoncé … »: the verb is in the plural, and what stands before it is not."""
    if not _has_number(verb, "Plur"):
        return False
    alone = not any(child.dep_ == "conj" for child in subject.children)
    return alone and subject.morph.get("Number", ["Sing"]) != ["Plur"]


def lead(doc: Doc) -> None:
    """« L'agence Tass rapporte que … », where the verb was hung on its subject as if it modified it; « a-t-elle bombardé »."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None or root.i + 1 >= len(doc):
        return
    if root.lower_.startswith("-"):
        _lead_instead(root, root.nbor(1) if "Part" in root.nbor(1).morph.get("VerbForm", []) else None)
        return
    if root.pos_ not in ("NOUN", "PROPN") or any(child.dep_ in ("cop", "nsubj") for child in root.children):
        return
    apposed = _after_apposition(root)
    if apposed is not None:
        root.hang_on(apposed)
        root.dep_ = "nsubj"
        apposed.hang_on(apposed)
        apposed.dep_ = "ROOT"
        return
    if _lead_as_two(root):
        return
    joints = _JOINTS | syntax.words_of(root).mending.joining
    placed = any(child.dep_ == "case" and child.i < root.i for child in root.children)
    for child in root.children:
        joined = {token.lower_ for token in doc[root.i : child.i]} & joints
        told = is_finite(child) or (
            (placed or child.dep_ == "punct") and has_any_auxiliary(child)
        )  # « À Bunia ont été déployés 200 soldats »
        if child.i > root.i and child.pos_ == "VERB" and told and (not joined or _is_no_relative(child)):
            if child.dep_ in ("acl", "amod", "acl:relcl", "nmod", "punct") and not any(
                own.dep_.startswith("nsubj") for own in child.children
            ):
                root.hang_on(child)
                root.dep_ = "obl:mod" if placed else "nsubj"
                child.hang_on(child)
                child.dep_ = "ROOT"
                return


def _lead_as_two(root: Token) -> bool:
    """« La directrice, X, et sa collaboratrice Y ont été abattues »: a verb in the plural, of two of whom the parser hangs on it the second alone."""
    for verb in root.children:
        subject = next((child for child in verb.children if child.dep_.startswith("nsubj")), None)
        if verb.dep_ != "conj" or verb.pos_ != "VERB" or subject is None or not _is_of_many(verb, subject):
            continue
        joint = next((child for child in verb.children if child.dep_ == "cc" and child.i < subject.i < verb.i), None)
        if joint is None or any(token.pos_ in ("VERB", "AUX") for token in root.doc[root.i : joint.i]):
            continue
        root.hang_on(verb)
        root.dep_, subject.dep_ = subject.dep_, "conj"
        verb.hang_on(verb)
        verb.dep_ = "ROOT"
        subject.hang_on(root)
        joint.hang_on(subject)
        return True
    return False


def describe_between_commas(word: Token) -> None:
    """« La Monusco, présente en RDC, a été accusée »: no verb has its subject before a lone comma."""
    doc = word.doc
    if word.pos_ != "VERB" or word.i < 2 or doc[word.i - 1].text != ",":
        return
    lemma = syntax.words_of(word).mending.adjectives.get(word.lower_)
    if lemma is None:
        return
    subject = next((child for child in word.children if child.dep_.startswith("nsubj")), None)
    comma = next((token.i for token in doc[word.i + 1 : -2] if token.text == ","), None)
    if subject is None or comma is None or not word.i - 2 <= subject.right_edge.i < word.i:
        return
    behind = doc[comma + 1]
    verb = behind.head if behind.pos_ == "AUX" else behind
    if verb.i <= comma or not (is_finite(behind) or has_any_auxiliary(verb)):
        return
    if word.head is not verb:
        verb.hang_on(verb if word.head is word else word.head)
        verb.dep_ = word.dep_
    for child in [child for child in word.children if child.i < word.i or child.i >= comma]:
        child.hang_on(verb)
    word.hang_on(subject)
    word.pos_, word.dep_, word.lemma_ = "ADJ", "amod", lemma
    word.set_morph("")


def _is_no_relative(verb: Token) -> bool:
    """« les présidents rwandais X, congolais Y et angolais Z se sont retrouvés »: a finite verb without a pronoun or mark describes no noun."""
    words = syntax.words_of(verb)
    opening = words.pronouns.relative | words.conjunctions.that
    between = verb.doc[verb.head.i + 1 : verb.i]
    finite = any(is_finite(child) for child in verb.children if child.dep_.startswith("aux"))
    parted = any(token.text in ("(", ":") or token.lower_ in opening or is_finite(token) for token in between[:-1])
    return verb.dep_ == "acl" and finite and not parted and not _is_marked(verb)


def _is_marked(verb: Token) -> bool:
    return any(child.dep_ == "mark" for child in verb.children)


def _after_apposition(root: Token) -> Token | None:
    """« Le chef de la junte, X, a rencontré … »: the verb without a subject behind the second comma."""
    commas = [token.i for token in root.doc[root.i :] if token.text == ","][:2]
    joints = syntax.words_of(root).mending.joining | {"(", ":"}
    if len(commas) < 2 or {token.lower_ for token in root.doc[root.i : commas[1]]} & joints:
        return None
    if any(token.pos_ in ("VERB", "AUX") for token in root.doc[root.i : commas[1]]):
        return None
    verb = next((token for token in root.doc[commas[1] :] if token.pos_ == "VERB"), None)
    if verb is None or any(child.dep_.startswith(("nsubj", "mark", "expl:subj")) for child in verb.children):
        return None
    start = min((child.i for child in verb.children if child.dep_.startswith(("aux", "expl"))), default=verb.i)
    finite = is_finite(verb) or any(is_finite(child) for child in verb.children if child.i < verb.i)
    return verb if finite and start == commas[1] + 1 else None


def _lead_instead(root: Token, verb: Token | None) -> None:
    if verb is None or verb.head != root:
        return
    for child in list(root.children):
        if child != verb:
            child.hang_on(verb)
    verb.hang_on(verb)
    verb.dep_ = "ROOT"
    root.hang_on(verb)
    root.dep_ = "expl:subj"


def _leads_alone(verb: Token) -> bool:
    """Whether a verb is the main one, and the parser gives it no subject."""
    if verb.pos_ != "VERB" or verb.dep_ != "ROOT":
        return False
    return not any(child.dep_.startswith(("nsubj", "expl:subj")) for child in verb.children)


def seat_subject(verb: Token) -> None:
    """« Reçu par X, l'émir a signé »: the phrase between a comma and the verb, read as going on with what opened."""
    if not _leads_alone(verb):
        return
    start = min((child.i for child in verb.children if child.dep_.startswith(("aux", "expl:comp"))), default=verb.i)
    for child in verb.children:  # « Ursula von der Leyen, présidente depuis 2019, s'est rendue … »
        bare = child.dep_ in ("obl:mod", "dislocated", "nmod") and child.pos_ == "PROPN" and child.i < start
        if bare and not any(own.dep_ == "case" for own in child.children):
            child.dep_ = "nsubj"
            return
    if is_finite(verb) or start < verb.i:
        _free_subject(verb, start)
    if any(child.dep_ == "nsubj" for child in verb.children):
        return
    comma = next((i for i in range(start - 1, 0, -1) if verb.doc[i].text == ","), None)
    if comma is None or not (is_finite(verb) or start < verb.i):
        return
    if comma + 1 == start:
        _seat_before_insertion(verb, comma)
        return
    for token in verb.doc[comma + 1 : start]:
        if token.pos_ in ("NOUN", "PROPN") and token.head.i < comma and token.dep_ in ("conj", "appos", "nmod"):
            if not any(child.dep_ in ("case", "cc") for child in token.children) and token.right_edge.i + 1 == start:
                token.hang_on(verb)
                token.dep_ = "nsubj"
            return


def seat_before_name(verb: Token, lexicon: Lexicon) -> None:
    """« Un navire américain, le Michigan, est arrivé »: the name between commas, read as the subject, is said of the noun that opens."""
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubj:pass")), None)
    if subject is None or subject.i > verb.i or subject.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ"):
        return
    doc, first = verb.doc, subject.left_edge.i
    first += doc[first].text == ","
    start = min((c.i for c in verb.children if subject.i < c.i < verb.i and c.dep_ != "punct"), default=verb.i)
    if first < 3 or doc[first - 1].text != "," or doc[start - 1].text != ",":
        return
    if any(token.text == "," for token in doc[first : start - 1]) or any(is_finite(token) for token in doc[:first]):
        return
    noun = doc[first - 2]
    while noun.head.i < first - 1 and noun.head is not noun:
        noun = noun.head
    article = doc[0]
    told = noun.pos_ == "NOUN" and article.head is noun and article.lower_ in syntax.words_of(verb).mending.before_one
    if not told or is_time(noun, lexicon) or any(child.dep_ == "case" for child in noun.children):
        return
    if noun.head is noun:
        verb.hang_on(verb)
        verb.dep_ = "ROOT"
    noun.hang_on(verb)
    noun.dep_ = subject.dep_
    subject.hang_on(noun)
    subject.dep_ = "appos"


def _seat_before_insertion(verb: Token, comma: int) -> None:
    """« Plus tôt dans la journée, un convoi, parti de Gao, a sauté »: the phrase that the insertion before the verb adds to."""
    for token in verb.doc[1:comma]:
        start = token.left_edge.i
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ not in ("appos", "conj", "nmod") or token.head.i > token.i:
            continue
        small = {child.dep_ for child in token.children if child.i < token.i}
        if "det" not in small or small & {"case", "cc"} or start == 0 or verb.doc[start - 1].text != ",":
            continue
        end = token.right_edge.i
        holds = end in (comma - 1, comma) and any(word.text == "," for word in verb.doc[token.i : comma])
        if holds or (end + 1 < comma and verb.doc[end + 1].text == ","):
            for child in [child for child in token.head.children if child.dep_ == "acl" and end < child.i < comma]:
                child.hang_on(token)
            token.hang_on(verb)
            token.dep_ = "nsubj"
            return


def agree_with_antecedent(verb: Token) -> None:
    """« les auteurs du putsch qui a renversé X »: a relative verb in the singular tells of the singular noun before « qui »."""
    if verb.dep_ != "acl:relcl" or verb.pos_ != "VERB" or verb.head.pos_ != "NOUN":
        return
    subject = next(
        (
            child
            for child in verb.children
            if child.dep_.startswith("nsubj") and child.lower_ in syntax.words_of(verb).pronouns.who
        ),
        None,
    )
    finite = next((c for c in (*verb.children, verb) if "Fin" in c.morph.get("VerbForm", [])), None)
    if subject is None or finite is None:
        return
    number, head = finite.morph.get("Number", []), verb.head
    if not number or head.morph.get("Number", []) in ([], number) or head.i > subject.i:
        return
    nearer = [
        token
        for token in verb.doc[head.i + 1 : subject.i]
        if token.pos_ in ("NOUN", "PROPN") and token.morph.get("Number", []) == number and head.is_ancestor(token)
    ]
    if nearer:
        verb.hang_on(nearer[-1])


def _free_subject(verb: Token, start: int) -> None:
    """« Au Soudan les rebelles ont pris la ville »: a noun with its article, hung on the place before it."""
    for token in verb.doc[:start]:
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ != "nmod" or token.head.i > token.i:
            continue
        own = {child.dep_ for child in token.children if child.i < token.i}
        place = token.head
        opened = (place.head is verb and place.pos_ == "PROPN") or (place.head is verb and place.text.istitle())
        if "det" in own and "case" not in own and opened and token.right_edge.i + 1 == start:
            token.hang_on(verb)
            token.dep_ = "nsubj"
            return


def _has_number(verb: Token, number: str) -> bool:
    """Whether the finite part of a verb, itself or its auxiliary, is in the number."""
    return any(
        is_finite(word) and word.morph.get("Number", []) == [number]
        for word in (verb, *(child for child in verb.children if child.dep_.startswith("aux")))
    )


def gather(verb: Token) -> None:
    """What stands behind a verb and was hung on its subject before it belongs to the verb."""
    if verb.dep_ != "ROOT" or verb.pos_ != "VERB":
        return
    subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i), None)
    for child in list(subject.children) if subject is not None else ():
        if child.i < verb.i or child.dep_ == "conj":
            continue
        child.hang_on(verb)
        auxiliary = any(own.dep_ in ("aux", "aux:tense", "aux:pass") for own in child.children)
        if child.pos_ == "VERB" and ("Inf" in child.morph.get("VerbForm", []) or auxiliary):
            child.dep_ = "xcomp"
        elif child.pos_ in ("NOUN", "PROPN", "PRON"):
            child.dep_ = syntax.label_behind(child)


def hang_on_noun_before(token: Token) -> None:
    """« Selon l'ONG, basée à Londres, l'aviation a bombardé … »: a participle between commas describes what it follows."""
    if token.i < 3 or token.nbor(-1).text != "," or token.head.i < token.i or token.dep_ in ("ROOT", "conj"):
        return
    if "Part" not in token.morph.get("VerbForm", []) or has_any_auxiliary(token):
        return
    noun = token.nbor(-2)
    last = token.right_edge.i  # the comma itself, or the word before it
    closed = any(word.text == "," for word in token.doc[last : last + 2])
    if noun.pos_ in ("NOUN", "PROPN") and closed and noun.dep_ not in ("nsubj", "nsubj:pass"):
        token.hang_on(noun)
        token.dep_ = "acl"
