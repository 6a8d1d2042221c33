"""Mends what the parser is known to get wrong and the words alone can tell: present forms read as nouns.

« La Turquie menace de… », « Israël dément… »: the form is both a noun (or adverb) and the present of a verb; after a
subject and without a determiner it is the verb. Measured on agency prose; see the cases in tests/test_repair.py.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.extract import syntax
from kg.extract.auxiliaries import mend_auxiliaries
from kg.extract.gerunds import hang_participle, mend_gerund
from kg.extract.governing import mend_governing
from kg.extract.tokens import Doc, Token
from kg.lexicon import Lexicon

_FINITE = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
_MODAL = {"devoir", "pouvoir", "aller", "vouloir", "venir", "compter", "prévoir"}
_IMPERSONAL = {"avoir", "être", "falloir", "agir", "pleuvoir", "exister", "arriver", "suffire", "rester", "manquer"}
_OPENERS = {"ROOT", "obl:mod", "obl:arg", "nmod", "dep", "dislocated", "parataxis"}
_CORE = ("obj", "nsubj", "nsubj:pass", "xcomp", "iobj", "obl:agent")
_JOINTS = {"qui", "que", "qu'", "qu’", "dont", "où", ",", "(", ":", "et"}
_OBJECT = {"obj", "iobj"}
_OF_OBJECTS = {"la", "les", "l'", "l’", "plusieurs", "une", "un", "ses", "leurs", "sa", "son"}
_MISREAD = {"NOUN", "ADV", "ADJ", "PROPN", "X"}
_SMALL = {"PUNCT", "DET", "ADP", "CCONJ", "SCONJ"}  # nearly half of the words; of them only « des » is mended


def repair(doc: Doc, lexicon: Lexicon) -> Doc:
    """Read misread verbs as verbs, in place: their tag, lemma and, where the sentence has no other, the root."""
    forms = present_forms(lexicon)
    for token in doc:
        if token.pos_ in _MISREAD and token.lower_ in forms and token.i and _is_plural_present(token):
            _make_verb(token, forms[token.lower_])
    if len(doc) > 2:
        mend_auxiliaries(doc)
        _open_with_participle(doc[0], lexicon)
        for token in doc[1:-1]:
            _bind_by_hyphen(token)
    for token in doc:
        if token.pos_ in _SMALL:
            _with_auxiliary(token, lexicon)
            _read_partitive(token, lexicon)
            continue
        if token.lemma_ in lexicon.cues.partitive:
            _count_participles(token)
            _give_amount(token)
            _join_noun(token)
        mend_gerund(token, lexicon)
        hang_participle(token)
        _tell_participle(token)
        _conjugate(token)
        _fix_adjective(token, lexicon)
        _complete_control(token)
        _join_auxiliary(token)
        _join_infinitive(token, lexicon)
        _modify_as_participle(token, lexicon)
        if token.pos_ == "VERB":
            _from_whom(token)
            _resume(token)
        _somebody_there(token)
        _with_auxiliary(token, lexicon)
        _undergone(token, lexicon)
        _govern_infinitive(token, forms)
        _complete_with_infinitive(token)
        _return_subject(token)
        _hang_on_noun_before(token)
        _share_auxiliary(token)
        _cause(token)
        _coordinate_participle(token, lexicon)
        _coordinate_gerund(token)
        if token.pos_ in ("VERB", "AUX") or (token.pos_ == "ADJ" and _has_auxiliary(token)):
            if token.lower_ in forms and _present_subject(token):
                token.set_morph(_FINITE)  # « le ministre dit avoir … » is no participle
            lemma = _infinitive(token, forms)
            if lemma is None:
                continue
            token.lemma_ = lemma
            if token.pos_ == "ADJ":
                token.pos_ = "VERB"
                token.set_morph("Tense=Past|VerbForm=Part")
            elif token.dep_ in ("amod", "acl", "flat:name", "nmod") and _stands_as_verb(token):
                _make_verb(token, lemma)
        elif token.pos_ in _MISREAD and token.i > 0 and token.lower_ in forms:
            if (
                _stands_as_verb(token)
                or _is_plural_present(token)
                or (token.lower_ in lexicon.cues.forms and (_between_nouns(token) or _ends_what(token)))
            ):
                _make_verb(token, forms[token.lower_])
    _lead(doc)
    mend_governing(doc, lexicon.cues)
    for token in doc:
        if token.pos_ in _SMALL:
            continue
        _pass_over_manner(token)
        _invert_speech(token, lexicon)
        _free_from_day(token, lexicon)
        _say_behind_day(token, lexicon)
        _name_after_verb(token, lexicon)
        _gather(token)
        _seat_subject(token)
        _return_object(token)
        _agree_with_antecedent(token)
    return doc


def _somebody_there(token: Token) -> None:
    """« il y rencontrera »: the parser reads the expletive of « il y a », and it is somebody."""
    if token.dep_ == "expl:subj" and token.i + 2 < len(token.doc) and token.nbor().lower_ == "y":
        if token.head.lemma_ not in ("avoir", "être", "aller"):
            token.dep_ = "nsubj"
    elif token.dep_ == "expl:subj" and token.lower_ in ("il", "elle") and token.head.lemma_ in _MODAL:
        inner = next((c for c in token.head.children if c.dep_ == "xcomp" and c.pos_ in ("VERB", "AUX")), None)
        if inner is not None and inner.lemma_ not in _IMPERSONAL and token.i < token.head.i:
            token.dep_ = "nsubj"  # « il doit ensuite se rendre à … »


def _bind_by_hyphen(hyphen: Token) -> None:
    """« a revendiqué l'attentat-suicide »: two nouns joined by a hyphen are one, the first is its head."""
    if hyphen.text not in ("-", "‐", "‑"):
        return
    first, last = hyphen.nbor(-1), hyphen.nbor()
    glued = first.idx + len(first.text) == hyphen.idx and last.idx == hyphen.idx + len(hyphen.text)
    if not glued or first.pos_ != "NOUN" or last.pos_ != "NOUN" or last.head == first:
        return
    if first.head in (last, hyphen) or last.dep_ in _CORE:
        first.hang_on(last.head)
        first.dep_ = "obj" if last.dep_ == "xcomp" else last.dep_
        if last.head == last:
            return
    for child in [child for child in last.children if child.i > last.i]:
        child.hang_on(first)
    for part in (hyphen, last):
        part.hang_on(first)
        part.dep_ = "compound"


def _is_plural_present(token: Token) -> bool:
    """« Les rebelles contrôlent… »: a form of which the tagger knows no lemma, after the noun that it calls its head."""
    return (
        token.lower_.endswith("ent")
        and token.lemma_.lower() == token.lower_
        and token.head.i < token.i
        and token.nbor(-1).pos_ not in ("DET", "ADP")
        and (token.head.morph.get("Number", []) == ["Plur"] or _has_plural_article(token.head))
    )


def _has_plural_article(noun: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in ("les", "des", "ces", "ses", "leurs") for child in noun.children)


def _free_from_day(day: Token, lexicon: Lexicon) -> None:
    """« a revendiqué dimanche l'attentat qui… »: what the parser hung on the day right after a verb is the verb's object."""
    verb = day.head
    if not 1 <= day.i - verb.i <= 3 or verb.pos_ != "VERB" or not _is_time(day, lexicon) or day.pos_ == "NUM":
        return
    if any(child.dep_ == "case" for child in day.children):
        return
    for child in list(day.children):  # « a annoncé lundi qu'il allait … »
        marks = {own.lower_ for own in child.children if own.i < child.i}
        if child.pos_ == "VERB" and child.i > day.i and marks & {"que", "qu'", "qu’"}:
            child.hang_on(verb)
            child.dep_ = "ccomp"
            day.dep_ = "obl:mod"
    hung = [child for child in day.children if child.i > day.i and child.dep_ != "amod"]
    nouns = [
        child
        for child in hung
        if child.pos_ in ("NOUN", "PROPN")
        and not any(own.dep_ in ("case", "cc") for own in child.children)
        and (
            any(own.dep_ in ("det", "nummod") for own in child.children)
            or (child.pos_ == "NOUN" and child.left_edge.text[:1].isupper())  # « a nommé jeudi Premier ministre X »
        )
    ]
    if not nouns:
        return
    first = nouns[0]
    first.hang_on(verb)
    first.dep_ = "obj"
    for child in hung:
        if child.i > first.i:
            child.hang_on(first)
            child.dep_ = "nmod" if child.dep_ in ("obj", "conj") else child.dep_
    day.dep_ = "obl:mod"


def _say_behind_day(day: Token, lexicon: Lexicon) -> None:
    """« a été, vendredi, la cible de … »: a day between commas is no predicate, the noun behind it is."""
    copulas = [child for child in day.children if child.dep_ == "cop" and child.i < day.i]
    after = day.doc[day.i + 1 : day.i + 6]
    if not copulas or not _is_time(day, lexicon) or not any(token.text == "," for token in after):
        return
    noun = next((token for token in after if token.pos_ == "NOUN"), None)
    if noun is None or not any(child.dep_ == "det" for child in noun.children):
        return
    noun.hang_on(noun if day.dep_ == "ROOT" else day.head)
    noun.dep_ = day.dep_
    for child in list(day.children):
        if child.dep_ not in ("det", "amod", "case", "nummod") and child is not noun:
            child.hang_on(noun)
    day.hang_on(noun)
    day.dep_ = "obl:mod"


def _pass_over_manner(noun: Token) -> None:
    """« l'acheminement sans entrave de l'aide »: the complement is that of the noun before « sans »."""
    if noun.dep_ != "nmod":
        return
    manner = noun.head
    case = next((child for child in manner.children if child.dep_ == "case" and child.lower_ == "sans"), None)
    if case is None or case.i == 0 or manner.i != case.i + 1:
        return
    of = any(child.dep_ == "case" and child.lower_ in ("de", "du", "des", "d'", "d’") for child in noun.children)
    before = case.nbor(-1)
    if of and noun.i > manner.i and before.pos_ == "NOUN":
        noun.hang_on(before)


def _invert_speech(verb: Token, lexicon: Lexicon) -> None:
    """« …, a annoncé le ministère »: one comma cannot stand between subject and verb, so the subject is behind."""
    if verb.pos_ != "VERB" or verb.lemma_ not in lexicon.cues.speech_verbs:
        return
    start = min((child.i for child in verb.children if child.dep_.startswith("aux")), default=verb.i)
    subject = next((child for child in verb.children if child.dep_.startswith("nsubj") and child.i < start), None)
    if start < 3 or verb.doc[start - 1].text != "," or subject is None or subject.pos_ == "PRON":
        return
    if any(token.text in (",", "(") for token in verb.doc[subject.i : start - 1]):
        return
    speaker = next((c for c in verb.children if c.i > verb.i and c.dep_ in ("obj", "nsubj", "obl:arg", "xcomp")), None)
    before = next((token for token in reversed(verb.doc[: subject.i]) if token.pos_ == "VERB"), None)
    if speaker is None or before is None or speaker.pos_ not in ("NOUN", "PROPN"):
        return
    if any(child.dep_ in ("case", "mark") for child in speaker.children) or speaker.left_edge.i > verb.i + 2:
        return
    cased = any(child.dep_ == "case" for child in subject.children)
    if verb.dep_ == "ROOT":
        before.hang_on(before)
        before.dep_ = "ROOT"
        verb.hang_on(before)
    subject.hang_on(before)
    subject.dep_ = "obl:arg" if cased else "obj"
    verb.dep_, speaker.dep_ = "parataxis", "nsubj"


def _name_after_verb(token: Token, lexicon: Lexicon) -> None:
    """« a appelé Ankara à retirer … »: a name read as an adverb or a predicate, with the infinitive hung on it."""
    if token.pos_ not in ("ADV", "X", "ADJ", "PROPN") or not token.text[0].isupper():
        return
    verb = token.head
    if token.i != verb.i + 1 or verb.pos_ != "VERB":
        return
    if not any(frame.functions.get("object") for frame in lexicon.verbs.get(verb.lemma_, ())):
        return
    if token.dep_ not in ("xcomp", "advmod", "amod", "dep"):
        return
    token.pos_, token.dep_ = "PROPN", "obj"
    for child in list(token.children):
        if child.i > token.i and child.pos_ == "VERB":
            child.hang_on(verb)
            child.dep_ = "xcomp"


def _lead(doc: Doc) -> None:
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
    for child in root.children:
        joined = {token.lower_ for token in doc[root.i : child.i]} & _JOINTS
        if child.i > root.i and child.pos_ == "VERB" and _is_finite(child) and not joined:
            if child.dep_ in ("acl", "amod", "acl:relcl", "nmod") and not any(
                own.dep_.startswith("nsubj") for own in child.children
            ):
                root.hang_on(child)
                root.dep_ = "nsubj"
                child.hang_on(child)
                child.dep_ = "ROOT"
                return


def _after_apposition(root: Token) -> Token | None:
    """« Le chef de la junte, X, a rencontré … »: the verb without a subject behind the second comma."""
    commas = [token.i for token in root.doc[root.i :] if token.text == ","][:2]
    if len(commas) < 2 or {token.lower_ for token in root.doc[root.i : commas[1]]} & (_JOINTS - {","}):
        return None
    if any(token.pos_ in ("VERB", "AUX") for token in root.doc[root.i : commas[1]]):
        return None
    verb = next((token for token in root.doc[commas[1] :] if token.pos_ == "VERB"), None)
    if verb is None or any(child.dep_.startswith(("nsubj", "mark", "expl:subj")) for child in verb.children):
        return None
    start = min((child.i for child in verb.children if child.dep_.startswith(("aux", "expl"))), default=verb.i)
    finite = _is_finite(verb) or any(_is_finite(child) for child in verb.children if child.i < verb.i)
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


def _seat_subject(verb: Token) -> None:
    """« Reçu par X, l'émir a signé »: the phrase between a comma and the verb, read as going on with what opened."""
    if (
        verb.pos_ != "VERB"
        or verb.dep_ != "ROOT"
        or any(c.dep_.startswith(("nsubj", "expl:subj")) for c in verb.children)
    ):
        return
    start = min((child.i for child in verb.children if child.dep_.startswith(("aux", "expl:comp"))), default=verb.i)
    for child in verb.children:  # « Ursula von der Leyen, présidente depuis 2019, s'est rendue … »
        bare = child.dep_ in ("obl:mod", "dislocated", "nmod") and child.pos_ == "PROPN" and child.i < start
        if bare and not any(own.dep_ == "case" for own in child.children):
            child.dep_ = "nsubj"
            return
    if _is_finite(verb) or start < verb.i:
        _free_subject(verb, start)
    if any(child.dep_ == "nsubj" for child in verb.children):
        return
    comma = next((i for i in range(start - 1, 0, -1) if verb.doc[i].text == ","), None)
    if comma is None or not (_is_finite(verb) or start < verb.i):
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


def _agree_with_antecedent(verb: Token) -> None:
    """« les auteurs du putsch qui a renversé X »: a relative verb in the singular tells of the singular noun before « qui »."""
    if verb.dep_ != "acl:relcl" or verb.pos_ != "VERB" or verb.head.pos_ != "NOUN":
        return
    subject = next((child for child in verb.children if child.dep_.startswith("nsubj") and child.lower_ == "qui"), None)
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


def _return_object(verb: Token) -> None:
    """« a revendiqué, dans un message, l'attaque »: what stands behind an insertion right after the verb is its object."""
    after = verb.i + 1
    if verb.pos_ != "VERB" or after >= len(verb.doc) or verb.doc[after].text != ",":
        return
    below = list(verb.children)
    if any(child.dep_ in ("obj", "ccomp", "xcomp") for child in below) or not any(c.lemma_ == "avoir" for c in below):
        return
    for phrase in below:
        cased = any(child.dep_ == "case" for child in phrase.children)
        if phrase.i < verb.i or not cased or phrase.left_edge.i != after + 1:
            continue
        for child in list(phrase.children):
            start = child.left_edge.i
            opened = start > 0 and verb.doc[start - 1].text == ","
            if child.dep_ != "appos" or not opened or not any(c.dep_ == "det" for c in child.children):
                continue
            hung = [other for other in phrase.children if other.i > child.i]
            child.hang_on(verb)
            child.dep_ = "obj"
            for other in hung:
                other.hang_on(child)
            return


def _gather(verb: Token) -> None:
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


def _present_subject(token: Token) -> bool:
    """A form read as a participle, with a subject and no auxiliary."""
    labels = {child.dep_ for child in token.children if child.i < token.i}
    return (
        "Part" in token.morph.get("VerbForm", [])
        and bool(labels & {"nsubj", "nsubj:pass"})
        and not labels & {"aux", "aux:tense", "aux:pass", "cop"}
    )


def _with_auxiliary(token: Token, lexicon: Lexicon) -> None:
    """« ils l'ont déjà prise »: a form with an auxiliary is a participle, though it is also a noun."""
    if token.pos_ in ("VERB", "AUX", "PUNCT", "ADP"):
        return
    lemma = participles(lexicon).get(token.lower_)
    if lemma is not None and _has_auxiliary(token):
        for child in token.children:
            if (
                child.i > token.i
                and child.dep_ in ("nmod", "dep")
                and not any(c.dep_ == "case" for c in child.children)
            ):
                child.dep_ = "obj"
        token.pos_ = "VERB"
        token.lemma_ = lemma
        token.set_morph("Tense=Past|VerbForm=Part")


def _undergone(token: Token, lexicon: Lexicon) -> None:
    """« La ville est assiégée par … »: a participle read as a noun or adjective, with who does it."""
    lemma = participles(lexicon).get(token.lower_) if token.pos_ in ("NOUN", "ADJ") else None
    copula = next((child for child in token.children if child.dep_ == "cop" and child.i < token.i), None)
    if lemma is None or copula is None or not any(child.dep_ == "obl:agent" for child in token.children):
        return
    if any(child.dep_ == "det" for child in token.children):
        return
    copula.dep_ = "aux:pass"
    for child in token.children:
        if child.dep_ == "nsubj":
            child.dep_ = "nsubj:pass"
    token.pos_ = "VERB"
    token.lemma_ = lemma
    token.set_morph("Tense=Past|VerbForm=Part|Voice=Pass")


def _has_auxiliary(token: Token) -> bool:
    return any(child.dep_ in ("aux", "aux:tense", "aux:pass") and child.lemma_ == "avoir" for child in token.children)


def _infinitive(token: Token, forms: Mapping[str, str]) -> str | None:
    """The infinitive of a verb whose lemma was left as its form (« réclame », « gelé »); None where it is one."""
    lemma, form = token.lemma_.lower(), token.lower_
    if lemma.endswith(("er", "ir", "re", "oir")) or lemma != form:
        return None
    if form in forms:
        return forms[form]
    for ending in ("ées", "ée", "és", "é"):
        if form.endswith(ending):
            return form[: -len(ending)] + "er"
    if form.endswith("ent") and len(form) > 5:
        return form[:-3] + "er"
    return form + "r" if form.endswith("e") and len(form) > 3 else None


def _between_nouns(token: Token) -> bool:
    """« Damas dément tout … »: an unmistakable form after a noun or name, where the sentence has no finite verb."""
    left = token.nbor(-1)
    return left.pos_ in ("NOUN", "PROPN", "ADJ") and not any(
        "Fin" in word.morph.get("VerbForm", []) for word in token.doc
    )


def _ends_what(token: Token) -> bool:
    """« …, ce que l'état-major dément »: an unmistakable form in a clause with « ce que » that has no other verb."""
    left = token.nbor(-1)
    what = next((t for t in reversed(token.doc[1 : token.i]) if t.lower_ in ("que", "qu'", "qu’")), None)
    return (
        what is not None
        and what.nbor(-1).lower_ == "ce"
        and left.pos_ in ("NOUN", "PROPN", "ADJ")
        and not any("Fin" in word.morph.get("VerbForm", []) for word in token.doc[what.i : token.i])
    )


def _open_with_participle(token: Token, lexicon: Lexicon) -> None:
    """« Réunis à Genève, les ministres… »: a participle that opens the sentence, read as a name, a noun or the main verb."""
    participle = "Part" in token.morph.get("VerbForm", [])
    if token.pos_ not in _MISREAD and not (participle and token.dep_ in _OPENERS):
        return
    forms = participles(lexicon)
    lemma = token.lemma_ if participle and token.pos_ == "VERB" else forms.get(token.lower_)
    comma = next((word.i for word in token.doc[1:] if word.text == ","), None)
    after, then = token.nbor(1), token.nbor(2)
    goes_on = after.pos_ in ("ADP", "NOUN", "ADV", "PUNCT") or (after.pos_ == "DET" and _is_time(then, lexicon))
    if (
        lemma is None
        or comma is None
        or not goes_on
        or any(_is_finite(word) and word.dep_ not in ("advcl", "acl:relcl") for word in token.doc[:comma])
    ):
        return
    main = _main_after(token, comma)
    if main is None:
        return
    token.pos_ = "VERB"
    token.lemma_ = lemma
    token.set_morph("Tense=Past|VerbForm=Part")
    if main != token:
        main.dep_ = "ROOT"
        main.hang_on(main)
        token.dep_ = "advcl"
        token.hang_on(main)


def _main_after(token: Token, comma: int) -> Token | None:
    """The verb of the sentence that an opening phrase, closed by a comma, hangs on."""
    root = next((word for word in token.doc if word.dep_ == "ROOT" and word.pos_ == "VERB"), None)
    if root is not None and root != token:
        return root
    return next(
        (
            word
            for word in token.doc[comma:]
            if word.pos_ in ("VERB", "AUX")
            and word.dep_ not in ("ccomp", "aux:tense", "aux:pass", "aux", "cop")
            and any(
                child.dep_ in ("nsubj", "nsubj:pass")
                and comma < child.i < word.i
                and (child.pos_ in ("NOUN", "PROPN", "PRON") or child.text[0].isupper())
                and "Rel" not in child.morph.get("PronType", [])
                for child in word.children
            )
        ),
        None,
    )


def _is_finite(token: Token) -> bool:
    return "Fin" in token.morph.get("VerbForm", [])


def _is_time(token: Token, lexicon: Lexicon) -> bool:
    """« la semaine dernière », « le 3 mai »."""
    return token.pos_ == "NUM" or token.lemma_.lower() in lexicon.cues.spans_of_time


def _tell_participle(token: Token) -> None:
    """« la trêve négociée par … », read as an infinitive."""
    if (
        token.pos_ == "VERB"
        and token.lower_.endswith(("é", "ée", "és", "ées"))
        and "Inf" in token.morph.get("VerbForm", [])
    ):
        token.set_morph("Tense=Past|VerbForm=Part")


def _conjugate(token: Token) -> None:
    """« Les combats se sont intensifiés »: with « se » and an auxiliary an adjective is the participle of its verb."""
    if token.pos_ != "ADJ" or not token.lemma_.endswith(("er", "ir", "re")):
        return
    deps = {child.dep_ for child in token.children}
    if "aux:tense" in deps and deps & {"expl:comp", "expl:pv", "expl:pass"}:
        token.pos_ = "VERB"
        token.set_morph("Tense=Past|VerbForm=Part")


def _fix_adjective(token: Token, lexicon: Lexicon) -> None:
    """« se sont réunis à huis clos à Genève »: no clause begins at « clos »."""
    if token.i == 0 or token.pos_ != "VERB":
        return
    noun = token.nbor(-1)
    if f"{noun.lower_} {token.lower_}" in lexicon.cues.fixed_adjectives:
        for child in list(token.children):
            child.hang_on(noun.head if noun.head.i < noun.i else noun)
        token.pos_ = "ADJ"
        token.dep_ = "amod"
        token.hang_on(noun)


def _complete_control(verb: Token) -> None:
    """« a demandé à l'Union africaine de retarder … », where the infinitive was hung on who is asked."""
    if verb.dep_ != "acl" or "Inf" not in verb.morph.get("VerbForm", []):
        return
    asked = verb.head
    if asked.pos_ not in ("PROPN", "NOUN"):
        return
    around = asked.head
    cased = any(child.dep_ == "case" and child.lower_ in ("à", "au", "aux") for child in asked.children)
    if around.pos_ == "VERB" and syntax.controls(around) and asked.i > around.i:
        if cased or (asked.pos_ == "PROPN" and asked.dep_ == "obj"):
            verb.hang_on(around)
            verb.dep_ = "xcomp"


def _join_auxiliary(token: Token) -> None:
    """« Juan Mora a démissionné », where « a » was hung on the name: an auxiliary right before its participle."""
    if token.dep_ not in ("dep", "flat:name", "nmod", "appos", "amod") or token.i + 1 == len(token.doc):
        return
    after = token.nbor(1)
    if token.lemma_ in ("avoir", "être") and "Part" in after.morph.get("VerbForm", []):
        token.pos_ = "AUX"
        token.hang_on(after)
        token.dep_ = "aux:tense" if token.lemma_ == "avoir" else "aux:pass"


def _join_infinitive(token: Token, lexicon: Lexicon) -> None:
    """« former et conseiller l'armée », where the second infinitive was read as the noun of the same form."""
    if token.pos_ != "NOUN" or token.dep_ != "conj":
        return
    joined = "Inf" in token.head.morph.get("VerbForm", [])
    if joined and token.lower_ in lexicon.verbs and token.lower_.endswith(("er", "ir", "re")):
        if not any(child.dep_ == "det" for child in token.children):
            token.pos_, token.lemma_ = "VERB", token.lower_
            token.set_morph("VerbForm=Inf")
            for child in token.children:
                if child.i > token.i and child.dep_ == "nmod" and not any(c.dep_ == "case" for c in child.children):
                    child.dep_ = "obj"


def _from_whom(token: Token) -> None:
    """« Kiev a reçu de Londres des missiles »: a name behind « de » is no object, what hangs on it with « des » is."""
    named = next((c for c in token.children if c.dep_ in _OBJECT and c.pos_ == "PROPN" and c.i > token.i), None)
    if named is None or not any(c.lower_ in ("de", "d'", "d’") and c.i == named.i - 1 for c in named.children):
        return
    given = next((c for c in named.children if c.dep_ == "nmod" and c.i > named.i), None)
    if given is None or given.left_edge.lower_ not in ("des", "un", "une", "plusieurs"):
        return
    given.hang_on(token)
    given.dep_, named.dep_ = "obj", "obl:arg"
    for child in (*given.children, *named.children):
        if child.lower_ in ("des", "de", "d'", "d’"):
            child.dep_, child.pos_ = ("det", "DET") if child.head == given else ("case", "ADP")


def _count_participles(token: Token) -> None:
    """« une cinquantaine de déplacés »: what is counted is a noun, though it was read as a participle."""
    counted = token.nbor(2) if token.i + 2 < len(token.doc) else token
    if counted.dep_ == "acl" and counted.head == token and token.nbor(1).pos_ == "ADP" and counted.pos_ == "VERB":
        counted.pos_, counted.dep_, counted.lemma_ = "NOUN", "nmod", counted.lower_.removesuffix("s")
        token.nbor(1).dep_ = "case"


def _read_partitive(token: Token, lexicon: Lexicon) -> None:
    """« déploierait des troupes », where « des » was read as « de les »: the object of the verb right before it."""
    if token.lower_ != "des" or token.dep_ != "case" or token.i == 0:
        return
    noun, verb = token.head, _before_addressee(token.nbor(-1))
    for _ in range(4):  # « forment depuis janvier des soldats »
        if verb.i and (verb.pos_ in ("ADP", "NUM", "ADV") or _is_time(verb, lexicon)):
            verb = verb.nbor(-1)
    transitive = any(
        not frame.reflexive and len(frame.words) == 1 and frame.functions.get("object")
        for frame in lexicon.verbs.get(verb.lemma_, ())
    )
    if verb.pos_ != "VERB" or not verb.i <= noun.head.i < token.i or not noun.dep_.startswith(("obl", "nmod")):
        return
    if "Part" in verb.morph.get("VerbForm", []) and not _has_auxiliary(verb):
        return
    bound = any(child.lower_ in ("se", "s'", "s’") or child.dep_ == "obj" for child in verb.children)
    if transitive and not bound:
        noun.hang_on(verb)
        noun.dep_ = "obj"
        token.dep_, token.pos_ = "det", "DET"


def _before_addressee(token: Token) -> Token:
    """« a livré à Moscou des drones »: the word before the name that says to whom, else the word itself."""
    start = token
    while start.i and start.pos_ in ("PROPN", "DET") and token.i - start.i < 3:
        start = start.nbor(-1)
    return start.nbor(-1) if start.i and start != token and start.lower_ in ("à", "au", "aux") else token


def _give_amount(token: Token) -> None:
    """« ont fourni à Kiev plus de 50 milliards d'aide »: a sum hung on the name before it is the verb's object."""
    named = token.head
    if token.dep_ != "nmod" or named.pos_ != "PROPN" or any(child.dep_ == "case" for child in token.children):
        return
    verb = named.head
    if verb.pos_ != "VERB" or verb.i > named.i or any(child.dep_ == "obj" for child in verb.children):
        return
    token.hang_on(verb)
    token.dep_ = "obj"


def _join_noun(token: Token) -> None:
    """« dominent une partie du sud et la quasi-totalité de … »: a noun joined to the verb is joined to its object."""
    verb = token.head
    if token.dep_ != "conj" or token.pos_ not in ("NOUN", "PROPN") or verb.pos_ != "VERB" or verb.i > token.i:
        return
    if not any(child.dep_ == "cc" for child in token.children) or any(
        c.dep_.startswith("nsubj") for c in token.children
    ):
        return
    before = [child for child in verb.children if child.dep_ == "obj" and verb.i < child.i < token.i]
    if before:
        token.hang_on(before[-1])


def _resume(verb: Token) -> None:
    """« Les rebelles, soutenus par X, contrôlent Y »: the verb behind the comma that closes a participle is the main one."""
    participle = verb.head
    noun = participle.head
    if "Fin" not in verb.morph.get("VerbForm", []) or not noun.i < participle.i < verb.i or verb.dep_ == "conj":
        return
    if participle.dep_ != "acl" or noun.dep_ != "ROOT" or noun.pos_ not in ("NOUN", "PROPN"):
        return
    opened = any(child.dep_ in ("nsubj", "nsubj:pass", "mark") for child in verb.children)
    if opened or verb.nbor(-1).text != "," or not any(t.text == "," for t in verb.doc[noun.i : participle.i]):
        return
    late = [child for child in participle.children if child.i > verb.i]
    _rise_above(verb, noun, late)


def _govern_infinitive(token: Token, forms: Mapping[str, str]) -> None:
    """« Le Niger compte rapatrier ses soldats »: the present before an infinitive, read as belonging to the subject."""
    if token.pos_ not in ("VERB", "AUX") or token.i < 2 or "Inf" not in token.morph.get("VerbForm", []):
        return
    left = token.nbor(-1)
    subject = left.head
    if token.head == left and left.pos_ == "NOUN" and left.lower_ in forms:
        named = left.nbor(-1)
        if named.text[0].isupper() and named.head == left and not any(c.dep_ in ("case",) for c in left.children):
            named.dep_, named.pos_, token.dep_ = "nsubj", "PROPN", "xcomp"
            left.pos_, left.lemma_ = "VERB", forms[left.lower_]
            left.set_morph(_FINITE)
        return
    if token.dep_ != "ROOT":
        return
    if left.lower_ not in forms or left.dep_ not in ("amod", "nmod", "acl", "appos") or subject.i >= left.i:
        return
    left.hang_on(left)
    left.dep_ = "ROOT"
    token.hang_on(left)
    token.dep_ = "xcomp"
    subject.hang_on(left)
    subject.dep_ = "nsubj"
    left.pos_ = "VERB"
    left.lemma_ = forms[left.lower_]
    left.set_morph(_FINITE)


def _cause(token: Token) -> None:
    """« a fait exploser un pont »: who makes it explode is the subject of « faire », which governs the infinitive."""
    if token.pos_ not in ("VERB", "AUX") or token.lemma_ != "faire" or token.i + 1 == len(token.doc):
        return
    caused = token.nbor(1)
    if token.head != caused or "Inf" not in caused.morph.get("VerbForm", []):
        return
    if caused.head == caused:
        token.hang_on(token)
        token.dep_ = "ROOT"
    else:
        token.hang_on(caused.head)
        token.dep_ = caused.dep_
    for child in list(caused.children):
        if child.i < token.i:
            child.hang_on(token)
            child.dep_ = "nsubj" if child.dep_ == "nsubj:caus" else child.dep_
        elif child.dep_ == "nsubj" and child.i > caused.i:
            child.dep_ = "obj"
    caused.hang_on(token)
    caused.dep_ = "xcomp"


def _coordinate_participle(token: Token, lexicon: Lexicon) -> None:
    """« ont incendié l'école et massacré des habitants »: a second participle, read as a noun or adjective."""
    if token.pos_ not in ("NOUN", "ADJ") or token.dep_ != "conj" or token.i == 0 or not _is_joined(token.nbor(-1)):
        return
    lemma = participles(lexicon).get(token.lower_)
    first = token.head
    if lemma is None or not _has_auxiliary(first) or any(child.dep_ == "det" for child in token.children):
        return
    token.pos_, token.lemma_ = "VERB", lemma
    token.set_morph("Tense=Past|VerbForm=Part")
    for child in token.children:
        if child.dep_ == "nmod" and child.i > token.i and not any(c.dep_ == "case" for c in child.children):
            child.dep_ = "obj"


def _coordinate_gerund(token: Token) -> None:
    """« tuant deux soldats et en blessant dix »: joined to the gerund before it, not to whom that names."""
    if token.dep_ != "conj" or syntax.tense_of(token) != "gerund" or token.head.pos_ not in ("NOUN", "PROPN", "NUM"):
        return
    verb = token.head.head
    while verb.pos_ in ("NOUN", "PROPN", "NUM") and verb.head is not verb:
        verb = verb.head
    if verb.pos_ == "VERB" and verb.i < token.i and syntax.tense_of(verb) == "gerund":
        token.hang_on(verb)


def _is_joined(left: Token) -> bool:
    return left.lower_ in ("et", "puis", "ou", ",")


def _return_subject(token: Token) -> None:
    """« Les assaillants, arrivés à moto, ont pillé … »: the subject that a participle between commas has taken."""
    if token.dep_ not in ("nsubj", "nsubj:pass"):
        return
    participle = token.head
    main = participle.head
    if token.i > participle.i or main.i < participle.i:
        return
    if "Part" not in participle.morph.get("VerbForm", []) or _has_any_auxiliary(participle):
        return
    if main.pos_ != "VERB" or any(child.dep_ in ("nsubj", "nsubj:pass") for child in main.children):
        return
    if token.doc[token.right_edge.i + 1].text != "," or not any(
        word.text == "," for word in token.doc[participle.i : main.i]
    ):
        return
    token.hang_on(main)
    participle.hang_on(token)
    participle.dep_ = "acl"


def _hang_on_noun_before(token: Token) -> None:
    """« Selon l'ONG, basée à Londres, l'aviation a bombardé … »: a participle between commas describes what it follows."""
    if token.i < 3 or token.nbor(-1).text != "," or token.head.i < token.i or token.dep_ in ("ROOT", "conj"):
        return
    if "Part" not in token.morph.get("VerbForm", []) or _has_any_auxiliary(token):
        return
    noun = token.nbor(-2)
    closed = any(word.text == "," for word in token.doc[token.right_edge.i + 1 : token.right_edge.i + 2])
    if noun.pos_ in ("NOUN", "PROPN") and closed and noun.dep_ not in ("nsubj", "nsubj:pass"):
        token.hang_on(noun)
        token.dep_ = "acl"


def _share_auxiliary(token: Token) -> None:
    """« ont exigé la libération des dirigeants arrêtés et menacé la junte »: who has an object is not described.

    A participle without auxiliary and with an object cannot modify a noun, so it goes on with the verb that has one.
    """
    described = token.head
    if token.dep_ != "conj" or described.i > token.i or _has_any_auxiliary(token):
        return
    if "Part" not in token.morph.get("VerbForm", []) or (syntax.is_verb(described) and _has_auxiliary(described)):
        return
    told = described.dep_ in ("acl", "amod") and "Part" in described.morph.get("VerbForm", [])
    owned = any(child.dep_ == "obj" and child.i > token.i for child in token.children)
    behind = _phrase_behind(token) if _is_joined(token.nbor(-1)) and not _agrees(token) else None
    if not (told and owned) and behind is None:
        return
    main = next((word for word in described.ancestors if word.i < token.i and _has_auxiliary(word)), None)
    if main is not None and not _has_any_auxiliary(described):
        token.hang_on(main)
        if behind is not None and behind.head != token:
            behind.hang_on(token)
            behind.dep_ = "obj"


def _agrees(participle: Token) -> bool:
    """Whether it has a mark of the feminine or the plural, which « avoir » gives to no participle."""
    return participle.lower_.endswith(("s", "e"))


def _phrase_behind(verb: Token) -> Token | None:
    """The noun of the phrase right behind a verb that begins with a number or an article: its object."""
    at = verb.i + 1
    if at >= len(verb.doc) or verb.doc[at].pos_ not in ("DET", "NUM"):
        return None
    while at < len(verb.doc) and verb.doc[at].pos_ in ("DET", "NUM", "ADJ"):
        at += 1
    noun = verb.doc[at] if at < len(verb.doc) else None
    return noun if noun is not None and noun.pos_ in ("NOUN", "PROPN") and noun.dep_ != "nsubj" else None


def _has_any_auxiliary(token: Token) -> bool:
    return any(child.dep_.startswith("aux") for child in token.children)


def _complete_with_infinitive(token: Token) -> None:
    """« La coalition dément avoir bombardé … »: the infinitive right after a finite verb, hung on the subject."""
    head = token.head
    if head.i >= token.i or head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return
    infinitive = "Inf" in token.morph.get("VerbForm", []) or any(
        "Inf" in word.morph.get("VerbForm", [])
        for word in token.children
        if word.dep_ in ("aux:tense", "aux:pass", "aux")
    )
    if not infinitive:
        return
    if any(child.dep_ in ("mark", "case") for child in token.children):
        return
    first = min([token.i, *(child.i for child in token.children if child.i < token.i)])
    left = token.doc[first - 1] if first else token
    if left.pos_ == "VERB" and "Fin" in left.morph.get("VerbForm", []) and left.i > token.head.i:
        token.hang_on(left)
        token.dep_ = "xcomp"


def _modify_as_participle(token: Token, lexicon: Lexicon) -> None:
    """« les forces stationnées au Ladakh »: a participle after its noun, read as a noun."""
    if token.pos_ != "NOUN" or token.dep_ not in ("amod", "nmod") or token.i + 1 == len(token.doc):
        return
    lemma = participles(lexicon).get(token.lower_)
    head, after = token.head, token.nbor(1)
    if lemma is None or head.pos_ != "NOUN" or head.i > token.i or after.pos_ != "ADP":
        return
    if any(child.dep_ in ("det", "case") for child in token.children):
        return
    token.pos_ = "VERB"
    token.lemma_ = lemma
    token.dep_ = "acl"
    token.set_morph("Tense=Past|VerbForm=Part")


@lru_cache(maxsize=4)
def participles(lexicon: Lexicon) -> Mapping[str, str]:
    """Past participles of the lexicon's verbs, by form."""
    return _participles(frozenset(lexicon.verbs), tuple(sorted(lexicon.cues.participles.items())))


@lru_cache(maxsize=4)
def _participles(lemmas: frozenset[str], irregular: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Past participles in all four forms: of regular verbs in -er and -ir by rule, the others from the list."""
    forms = {form + ending: lemma for form, lemma in irregular if lemma in lemmas for ending in ("", "e", "s", "es")}
    for lemma in sorted(lemmas):
        if lemma.endswith(("er", "ir")):
            bare = lemma[:-2] + "é" if lemma.endswith("er") else lemma[:-1]
            forms |= {bare + ending: lemma for ending in ("", "e", "s", "es")}
    return forms


@lru_cache(maxsize=4)
def present_forms(lexicon: Lexicon) -> Mapping[str, str]:
    """Third persons of the present of the lexicon's verbs, by form."""
    return _present_forms(
        lexicon.language,
        frozenset(lexicon.verbs) | lexicon.cues.speech_verbs,
        tuple(sorted(lexicon.cues.forms.items())),
    )


@lru_cache(maxsize=4)
def _present_forms(language: str, lemmas: frozenset[str], irregular: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Third persons of the present, by form: regular ones in -er by rule, the others from the list."""
    forms = {lemma[:-1]: lemma for lemma in sorted(lemmas) if lemma.endswith("er")}
    forms |= {lemma[:-2] + "ent": lemma for lemma in sorted(lemmas) if lemma.endswith("er")}
    return forms | dict(irregular)


def _stands_as_verb(token: Token) -> bool:
    left = token.nbor(-1)
    if left.pos_ in ("DET", "ADP", "NUM", "CCONJ", "AUX"):
        return False
    if any(child.dep_ in ("det", "cop", "aux", "aux:pass", "aux:tense") for child in token.children):
        return False
    if any(child.dep_ in ("nsubj", "nsubj:pass") and child.i < token.i for child in token.children):
        return left.text in (",", ")") or left.pos_ != "PUNCT"  # « Le groupe (EI), chassé de la ville, contrôle … »
    if _has_object_behind(token, left):
        return True
    if left.pos_ == "PUNCT":
        return False
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ in ("-t", "-il", "-elle", "-ils", "-elles", "-on"):
        return True  # « livre-t-il »
    head = token.head
    finite = any("Fin" in word.morph.get("VerbForm", []) for word in token.doc)
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    goes_on = after is not None and (
        after.pos_ in ("DET", "ADP", "PROPN", "AUX", "SCONJ", "NUM")
        or "Inf" in after.morph.get("VerbForm", [])
        or after.lower_ in ("que", "qu'", "qu’")
    )
    return (
        not finite
        and head.i < token.i
        and head.pos_ in ("PROPN", "NOUN")
        and goes_on
        and head.dep_ == "ROOT"
        and token.pos_ != "ADJ"
    )


def _has_object_behind(token: Token, left: Token) -> bool:
    """« où l'EI (Daech) contrôle plusieurs localités »: behind a noun stands no determiner without a preposition."""
    if token.i + 2 >= len(token.doc) or token.pos_ != "NOUN":
        return False
    named = left.pos_ == "PROPN" or (left.text == ")" and left.head.pos_ in ("NOUN", "PROPN"))
    det, noun = token.nbor(1), token.nbor(2)
    return named and det.pos_ == "DET" and det.lower_ in _OF_OBJECTS and noun.pos_ in ("NOUN", "PROPN")


def _rise_above(verb: Token, subject: Token, behind: Sequence[Token]) -> None:
    """The verb becomes the main one, over its subject and what stands behind it."""
    verb.hang_on(verb)
    verb.dep_ = "ROOT"
    subject.hang_on(verb)
    subject.dep_ = "nsubj"
    for word in behind:
        word.hang_on(verb)


def _make_verb(token: Token, lemma: str) -> None:
    if token.head.i > token.i or token.head == token:
        _take_neighbours(token)
    head = token.head
    if head.i < token.i < head.head.i and head.head.dep_ == "ROOT" and head.head.pos_ in ("NOUN", "PROPN"):
        _take_neighbours(token)
        head = token
    opening = head.head == token.doc[0] and head.dep_ == "dep"  # « Chassés de la ville, les rebelles contrôlent … »
    alone = not any(child.dep_.startswith("nsubj") for child in token.children)
    if head.i < token.i and (head.dep_ == "ROOT" or opening) and alone:
        followers = [child for child in head.children if child.i > token.i]
        _rise_above(token, head, followers)
        for child in followers:
            if child.dep_ in ("nmod", "amod", "appos"):
                child.dep_ = syntax.label_behind(child)
    for child in token.children:
        if child.dep_ == "acl" and "Inf" in child.morph.get("VerbForm", []):
            child.dep_ = "xcomp"
        elif (
            child.dep_ in ("nmod", "flat:name", "dep") and child.i > token.i and child.pos_ in ("NOUN", "PROPN", "NUM")
        ):
            child.dep_ = syntax.label_behind(child)
    _seat_bracketed(token)
    token.pos_ = "VERB"
    token.lemma_ = lemma
    token.set_morph(_FINITE)


def _seat_bracketed(verb: Token) -> None:
    """« l'EI (Daech) contrôle … »: the name before the brackets is the subject."""
    bracket = verb.nbor(-1)
    opened = next((t for t in reversed(verb.doc[: bracket.i]) if t.text == "("), None) if bracket.text == ")" else None
    named = opened.nbor(-1) if opened is not None and opened.i else None
    if named is None or named.pos_ not in ("NOUN", "PROPN") or named.head.i > verb.i:
        return
    while (
        named.head.i < named.i and named.head.pos_ in ("NOUN", "PROPN") and named.dep_ in ("flat:name", "appos", "nmod")
    ):
        named = named.head
    for child in verb.children:
        if child.dep_ == "nsubj" and child != named:
            child.dep_ = "dep"
    named.hang_on(verb)
    named.dep_ = "nsubj"


def _take_neighbours(token: Token) -> None:
    """A verb that the parser read as no verb: the phrase before it is its subject, the one after it its object."""
    left, right = token.nbor(-1), token.nbor(1) if token.i + 1 < len(token.doc) else None
    while left.head.i < token.i and left.head != left:
        left = left.head
    after = None
    if right is not None:
        after = right
        while after.head.i > token.i and after.head != after:
            after = after.head
    token.hang_on(token)
    token.dep_ = "ROOT"
    if left.i < token.i and left.pos_ in ("NOUN", "PROPN"):
        left.hang_on(token)
        left.dep_ = "nsubj"
    if after is not None and after.i > token.i and after.pos_ in ("NOUN", "PROPN"):
        after.hang_on(token)
        after.dep_ = "obj"
