"""Mends what the parser is known to get wrong and the words alone can tell: present forms read as nouns.

« La Turquie menace de… », « Israël dément… »: the form is both a noun (or adverb) and the present of a verb; after a
subject and without a determiner it is the verb. Measured on agency prose; see the cases in tests/test_repair.py.
"""

from collections.abc import Mapping
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg.lexicon import Lexicon

_FINITE = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
_MISREAD = {"NOUN", "ADV", "ADJ", "PROPN", "X"}


def repair(doc: Doc, lexicon: Lexicon) -> Doc:
    """Read misread verbs as verbs, in place: their tag, lemma and, where the sentence has no other, the root."""
    forms = present_forms(lexicon)
    if len(doc) > 2:
        _open_with_participle(doc[0], lexicon)
    for token in doc:
        _modify_as_participle(token, lexicon)
        _somebody_there(token)
        _govern_infinitive(token, forms)
        _complete_with_infinitive(token)
        if token.pos_ in ("VERB", "AUX") or (token.pos_ == "ADJ" and _has_auxiliary(token)):
            if token.lower_ in lexicon.cues.forms and _present_subject(token):
                token.set_morph(_FINITE)  # type: ignore[attr-defined]  # « le ministre dit avoir … » is no participle
            lemma = _infinitive(token, forms)
            if lemma is None:
                continue
            token.lemma_ = lemma
            if token.pos_ == "ADJ":
                token.pos_ = "VERB"
                token.set_morph("Tense=Past|VerbForm=Part")  # type: ignore[attr-defined]  # the stubs lack it
            elif token.dep_ in ("amod", "acl", "flat:name", "nmod") and _stands_as_verb(token):
                _make_verb(token, lemma)
        elif token.pos_ in _MISREAD and token.i > 0 and token.lower_ in forms:
            if (
                _stands_as_verb(token)
                or _is_plural_present(token)
                or (token.lower_ in lexicon.cues.forms and _between_nouns(token))
            ):
                _make_verb(token, forms[token.lower_])
    return doc


def _somebody_there(token: Token) -> None:
    """« il y rencontrera »: the parser reads the expletive of « il y a », and it is somebody."""
    if token.dep_ == "expl:subj" and token.i + 2 < len(token.doc) and token.nbor().lower_ == "y":
        if token.head.lemma_ not in ("avoir", "être", "aller"):
            token.dep_ = "nsubj"


def _is_plural_present(token: Token) -> bool:
    """« Les rebelles contrôlent… »: a form of which the tagger knows no lemma, after the noun that it calls its head."""
    return (
        token.lower_.endswith("ent")
        and token.lemma_.lower() == token.lower_
        and token.head.i < token.i
        and token.nbor(-1).pos_ not in ("DET", "ADP")
        and token.head.morph.get("Number", []) == ["Plur"]
    )


def _present_subject(token: Token) -> bool:
    """A form read as a participle, with a subject and no auxiliary."""
    labels = {child.dep_ for child in token.children if child.i < token.i}
    return (
        "Part" in token.morph.get("VerbForm", [])
        and bool(labels & {"nsubj", "nsubj:pass"})
        and not labels & {"aux", "aux:tense", "aux:pass", "cop"}
    )


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


def _open_with_participle(token: Token, lexicon: Lexicon) -> None:
    """« Réunis à Genève, les ministres… »: a participle that opens the sentence, read as a name or a noun."""
    if token.pos_ not in _MISREAD and "Part" in token.morph.get("VerbForm", []):
        return
    after = token.nbor(1)
    lemma = participles(lexicon).get(token.lower_)
    comma = any(word.text == "," for word in token.doc[2:])
    main = next((word for word in token.doc if word.dep_ == "ROOT" and word.pos_ == "VERB"), None)
    if lemma is None or main is None or not comma or after.pos_ not in ("ADP", "NOUN", "ADV"):
        return
    token.pos_ = "VERB"
    token.lemma_ = lemma
    token.set_morph("Tense=Past|VerbForm=Part")  # type: ignore[attr-defined]  # the stubs lack it
    if main != token:
        token.dep_ = "advcl"
        token.head = main


def _govern_infinitive(token: Token, forms: Mapping[str, str]) -> None:
    """« Le Niger compte rapatrier ses soldats »: the present before an infinitive, read as belonging to the subject."""
    if token.i < 2 or "Inf" not in token.morph.get("VerbForm", []):
        return
    left = token.nbor(-1)
    subject = left.head
    if token.head == left and left.pos_ == "NOUN" and left.lower_ in forms:
        named = left.nbor(-1)
        if named.text[0].isupper() and named.head == left and not any(c.dep_ in ("case",) for c in left.children):
            named.dep_, named.pos_, token.dep_ = "nsubj", "PROPN", "xcomp"
            left.pos_, left.lemma_ = "VERB", forms[left.lower_]
            left.set_morph(_FINITE)  # type: ignore[attr-defined]  # the stubs lack it
        return
    if token.dep_ != "ROOT":
        return
    if left.lower_ not in forms or left.dep_ not in ("amod", "nmod", "acl", "appos") or subject.i >= left.i:
        return
    left.head, left.dep_ = left, "ROOT"
    token.head, token.dep_ = left, "xcomp"
    subject.head, subject.dep_ = left, "nsubj"
    left.pos_ = "VERB"
    left.lemma_ = forms[left.lower_]
    left.set_morph(_FINITE)  # type: ignore[attr-defined]  # the stubs lack it


def _complete_with_infinitive(token: Token) -> None:
    """« La coalition dément avoir bombardé … »: the infinitive right after a finite verb, hung on the subject."""
    auxiliaries = [child for child in token.children if child.dep_ in ("aux:tense", "aux:pass", "aux")]
    infinitive = "Inf" in token.morph.get("VerbForm", []) or any(
        "Inf" in word.morph.get("VerbForm", []) for word in auxiliaries
    )
    if not infinitive or token.head.i >= token.i or token.head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return
    if any(child.dep_ in ("mark", "case") for child in token.children):
        return
    first = min([token.i, *(child.i for child in token.children if child.i < token.i)])
    left = token.doc[first - 1] if first else token
    if left.pos_ == "VERB" and "Fin" in left.morph.get("VerbForm", []) and left.i > token.head.i:
        token.head, token.dep_ = left, "xcomp"


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
    token.set_morph("Tense=Past|VerbForm=Part")  # type: ignore[attr-defined]  # the stubs lack it


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
    if left.pos_ in ("DET", "ADP", "NUM", "PUNCT", "CCONJ", "AUX"):
        return False
    if any(child.dep_ in ("det", "cop", "aux", "aux:pass", "aux:tense") for child in token.children):
        return False
    if any(child.dep_ in ("nsubj", "nsubj:pass") and child.i < token.i for child in token.children):
        return True
    head = token.head
    finite = any("Fin" in word.morph.get("VerbForm", []) for word in token.doc)
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    goes_on = after is not None and (
        after.pos_ in ("DET", "ADP", "PROPN", "AUX", "SCONJ")
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


def _make_verb(token: Token, lemma: str) -> None:
    if token.head.i > token.i or token.head == token:
        _take_neighbours(token)
    head = token.head
    if head.i < token.i < head.head.i and head.head.dep_ == "ROOT" and head.head.pos_ in ("NOUN", "PROPN"):
        _take_neighbours(token)
        head = token
    if head.i < token.i and head.dep_ == "ROOT" and not any(child.dep_.startswith("nsubj") for child in token.children):
        followers = [child for child in head.children if child.i > token.i]
        token.head = token
        token.dep_ = "ROOT"
        head.head = token
        head.dep_ = "nsubj"
        for child in followers:
            child.head = token
            if child.dep_ in ("nmod", "amod", "appos"):
                child.dep_ = "obl:mod" if any(c.dep_ == "case" for c in child.children) else "obj"
    for child in token.children:
        if child.dep_ == "acl" and "Inf" in child.morph.get("VerbForm", []):
            child.dep_ = "xcomp"
        elif (
            child.dep_ in ("nmod", "flat:name", "dep") and child.i > token.i and child.pos_ in ("NOUN", "PROPN", "NUM")
        ):
            child.dep_ = "obl:mod" if any(c.dep_ == "case" for c in child.children) else "obj"
    token.pos_ = "VERB"
    token.lemma_ = lemma
    token.set_morph(_FINITE)  # type: ignore[attr-defined]  # the stubs lack it


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
    token.head = token
    token.dep_ = "ROOT"
    if left.i < token.i and left.pos_ in ("NOUN", "PROPN"):
        left.head = token
        left.dep_ = "nsubj"
    if after is not None and after.i > token.i and after.pos_ in ("NOUN", "PROPN"):
        after.head = token
        after.dep_ = "obj"
