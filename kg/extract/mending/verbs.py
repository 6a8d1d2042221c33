"""Verbs that the tagger reads as something else: present forms as nouns, participles as adjectives."""

from collections.abc import Sequence

from kg.extract import syntax
from kg.extract.forms import stem
from kg.extract.mending.forms import (
    has_any_auxiliary,
    has_auxiliary,
    is_finite,
    is_joined,
    is_past_participle,
    is_time,
    noun_forms,
    participles,
    takes_object,
)
from kg.extract.mending.writing import (
    GERUND,
    INFINITIVE,
    MISREAD,
    PAST_PARTICIPLE,
    PRESENT,
    hand_objects,
    lead_instead,
    read_as_of,
    read_as_verb,
    relabel_behind,
)
from kg.extract.tokens import Doc, Token
from kg.lexicon import Lexicon

_OF_NOUNS = {"obj", "nsubj", "nsubj:pass", "nmod", "obl:mod", "obl:arg", "obl:agent", "xcomp"}
_OF_A_NAME = ("case", "flat:name", "nmod", "appos", "det")
_OPENERS = {"ROOT", "obl:mod", "obl:arg", "nmod", "dep", "dislocated", "parataxis"}


def is_plural_present(token: Token) -> bool:
    """« Les rebelles contrôlent… »: a form of which the tagger knows no lemma, after the noun that it calls its head."""
    return (
        token.lower_.endswith(syntax.words_of(token).endings.plural)
        and token.lemma_.lower() == token.lower_
        and token.head.i < token.i
        and token.nbor(-1).pos_ not in ("DET", "ADP")
        and (token.head.morph.get("Number", []) == ["Plur"] or _has_plural_article(token.head))
    )


def stands_behind_clitic(token: Token) -> bool:
    """« Moscou et Téhéran les arment », « le président la limoge »: what stands before a form read as a noun is no article.

    Behind « les » a noun is plural; behind the others the parser itself has found a subject.
    """
    words = syntax.words_of(token)
    article = token.nbor(-1)
    if article.lower_ not in words.pronouns.taking_up or article.head != token or article.i == 0:
        return False
    before = article.nbor(-1)
    if before.pos_ in ("ADP", "DET", "AUX", "NUM") or token.text != token.lower_:
        return False
    if article.lower_ in words.mending.plural_articles:
        return not token.lower_.endswith(words.endings.many)
    labels = {child.dep_ for child in token.children}
    return token.dep_ == "ROOT" and "nsubj" in labels and not labels & {"cop", "aux", "aux:tense", "case"}


def stands_behind_subject(token: Token) -> bool:
    """« L'aviation bombarda Gao », read as an adjective: a form of nothing but a verb, right behind a noun, a name or a pronoun."""
    left = token.nbor(-1)
    return left.pos_ in ("NOUN", "PROPN", "PRON") and token.text == token.lower_ and token.head.i <= token.i


def read_noun(token: Token, lexicon: Lexicon) -> None:
    """« a arrêté l'opposant Diop mardi », « ont enlevé des expatriées »: what has an article and stands as a noun does is one.

    So is a present participle, and a word for people right behind the article of a verb's object.
    """
    article, verb = token.nbor(-1), token.head
    if article.head != token or token.dep_ not in _OF_NOUNS:
        return
    gerund = article.dep_ == "det" and token.lower_.endswith(syntax.words_of(token).endings.gerund)
    if not gerund and not (
        token.dep_ == "xcomp"
        and article.i - 1 == verb.i
        and article.lower_ in syntax.words_of(token).mending.before_people
        and takes_object(verb, lexicon)
        and token.lower_ in noun_forms(lexicon.language)
    ):
        return
    token.pos_, token.lemma_ = "NOUN", token.lower_
    token.set_morph("Number=Sing" if gerund else "")
    article.dep_ = "det"
    if token.dep_ == "xcomp":
        token.dep_ = "obj"
    for child in [child for child in token.children if child.i > token.i]:
        if child.dep_ == "obj":
            child.dep_ = "appos"
        elif child.dep_ in ("obl:mod", "advmod", "obl:arg", "advcl") and verb.i < token.i and verb.pos_ == "VERB":
            child.hang_on(verb)
        elif child.dep_.startswith("obl"):
            child.dep_ = "nmod"


def read_opening_noun(first: Token, lexicon: Lexicon) -> None:
    """« Nouvelle frappe sur Gao », « Mali : offensive éclair des rebelles »: beside an adjective that opens a line stands a noun of ours."""
    if first.i and first.nbor(-1).text != ":":
        return
    second, words = first.nbor(), syntax.words_of(first).mending
    lemma = words.opening_adjectives.get(first.lower_)
    if lemma is not None:
        adjective, noun = first, second
    elif second.lower_ in words.bare_epithets:
        adjective, noun, lemma = second, first, second.lower_
    else:
        return
    many = noun.lower_.endswith(syntax.words_of(noun).endings.many)
    form = noun.lower_[:-1] if many and noun.lower_ not in lexicon.nouns else noun.lower_
    if noun.pos_ == "NOUN" or form not in lexicon.nouns:
        return
    if adjective.head is adjective:
        noun.hang_on(noun)
        noun.dep_ = "ROOT"
        for child in list(adjective.children):
            child.hang_on(noun)
    elif noun.head is adjective:
        noun.hang_on(adjective.head)
        noun.dep_ = adjective.dep_
    adjective.hang_on(noun)
    adjective.pos_, adjective.dep_, adjective.lemma_ = "ADJ", "amod", lemma
    noun.pos_, noun.lemma_ = "NOUN", form
    noun.set_morph("Number=Plur" if many else "Number=Sing")
    for child in [child for child in noun.children if child.i > noun.i and child.pos_ in ("NOUN", "PROPN")]:
        child.dep_ = "nmod"
        for article in child.children:
            if article.dep_ == "det" and article.lower_ == syntax.words_of(noun).prepositions.of_the_many:
                read_as_of(article)


def read_sufferer(token: Token, lexicon: Lexicon) -> None:
    """« a été victime lundi d'un attentat », read as a verb: the noun that a copula gives to its subject."""
    if not any(child.dep_ == "aux:pass" for child in token.children):
        return
    form = stem(token.lower_)
    lemma = next((noun for noun in lexicon.cues.suffering_nouns if stem(noun) == form), None)
    if lemma is None:
        return
    token.pos_, token.lemma_ = "NOUN", lemma
    token.set_morph("Number=Sing" if token.lower_ == lemma else "Number=Plur")
    for child in token.children:
        child.dep_ = {"aux:pass": "cop", "nsubj:pass": "nsubj"}.get(child.dep_, child.dep_)


def read_gerund(token: Token, lexicon: Lexicon) -> None:
    """« ont violé la trêve en bombardant Gao »: what stands behind « en » and is a present participle of a verb is no noun."""
    words = syntax.words_of(token)
    ending, before = words.endings.gerund[0], token.nbor(-1)
    if before.lower_ != words.mending.before_gerunds or not token.lower_.endswith(ending):
        return
    lemma = token.lower_.removesuffix(ending) + words.endings.participle_of
    if lemma not in lexicon.verbs or token.dep_ in ("ROOT", "advcl", "xcomp"):
        return
    above = token.head
    while not syntax.is_verb(above) and above.head is not above:
        above = above.head
    if above.i > token.i or not syntax.is_verb(above):
        return
    read_as_verb(token, lemma, GERUND)
    token.hang_on(above)
    token.dep_ = "advcl"
    before.hang_on(token)
    before.dep_ = "mark"
    for noun in token.doc[token.i + 1 : token.i + 4]:
        if is_time(noun, lexicon):
            noun.hang_on(token)
            noun.dep_ = "obl:mod"
        elif noun.pos_ in ("NOUN", "PROPN"):
            bare = all(child.dep_ != "case" for child in noun.children)
            if bare and noun.dep_ in ("nmod", "obj", "appos", "flat:name", "obl:mod"):
                noun.hang_on(token)
                noun.dep_ = "obj"
            return
        elif noun.pos_ not in ("DET", "NUM"):
            return


def read_infinitive(token: Token, lexicon: Lexicon) -> None:
    """« ont réussi à coffrer deux syndicalistes », read as a noun: the infinitive of a verb of ours behind « à », « de », « pour »."""
    form, before = token.lower_, token.nbor(-1)
    if form not in lexicon.verbs or not form.endswith(syntax.words_of(token).endings.infinitive):
        return
    known = form in lexicon.nouns or form in noun_forms(lexicon.language)
    if known or before.pos_ != "ADP" or before.head != token or any(child.dep_ == "det" for child in token.children):
        return
    before.dep_ = "mark"
    if token.head.i < token.i:
        token.dep_ = "xcomp" if token.head.pos_ == "VERB" and token.dep_ != "obl:mod" else "advcl"
    relabel_behind(token)
    hand_objects(token.head, token)
    read_as_verb(token, form, INFINITIVE)


def take_up(token: Token, lemma: str) -> None:
    """Make a verb of a form behind a clitic, its object."""
    clitic = token.nbor(-1)
    clitic.pos_, clitic.dep_ = "PRON", "obj"
    if token.head.i < token.i and token.head.pos_ not in ("VERB", "AUX"):
        make_verb(token, lemma)
        return
    if token.head != token:
        token.dep_ = "conj"
        _lead_by(token, clitic.nbor(-1))
    _become_verb(token, lemma, PRESENT)


def _lead_by(verb: Token, before: Token) -> None:
    """Make the phrase that ends with a word the subject of the verb, where it has none and the phrase is its own or its mate."""
    while before.head not in (before, verb, verb.head):
        before = before.head
    own = before.head == verb or before.dep_ == "conj"
    if own and before.pos_ in ("NOUN", "PROPN") and not any(child.dep_ == "nsubj" for child in verb.children):
        before.hang_on(verb)
        before.dep_ = "nsubj"


def _has_plural_article(noun: Token) -> bool:
    articles = syntax.words_of(noun).mending.plural_articles
    return any(child.dep_ == "det" and child.lower_ in articles for child in noun.children)


def present_subject(token: Token) -> bool:
    """A form read as a participle, with a subject and no auxiliary."""
    labels = {child.dep_ for child in token.children if child.i < token.i}
    return (
        "Part" in token.morph.get("VerbForm", [])
        and bool(labels & {"nsubj", "nsubj:pass"})
        and not labels & {"aux", "aux:tense", "aux:pass", "cop"}
    )


def is_no_participle(token: Token, lexicon: Lexicon) -> bool:
    """« L'Union … condamne avec fermeté … », « l'armée capture … », read as a participle: of a form that none has."""
    gerund = "Part" in token.morph.get("VerbForm", []) and "Pres" in token.morph.get("Tense", [])
    return (
        (is_past_participle(token) or (gerund and not token.lower_.endswith(syntax.words_of(token).endings.gerund)))
        and token.lower_ not in participles(lexicon)
        and not any(child.dep_ in syntax.FINITE_AUXILIARIES for child in token.children)
    )


def is_no_infinitive(token: Token) -> bool:
    """« Son gouvernement négocie avec … », read as an infinitive: of a form that no infinitive has."""
    return "Inf" in token.morph.get("VerbForm", []) and not token.lower_.endswith(
        syntax.words_of(token).endings.infinitive
    )


def stand_at(place: Token) -> None:
    """« Les soldats sont au Mali depuis 2013 », « était vendredi à Gao »: the verb that says where somebody is heads the clause, not the place or day."""
    if place.dep_ not in ("ROOT", "conj", "ccomp", "acl:relcl", "advcl"):
        return
    words = syntax.words_of(place)
    day = place.pos_ == "NOUN" and place.lower_ in words.verbs.no_subjects
    if not (day or place.pos_ == "PROPN"):
        return
    being = next((c for c in place.children if c.dep_ == "cop" and c.lemma_ == words.verbs.being), None)
    if being is None:
        return
    below = list(place.children)
    towns = [c for c in below if c.i > place.i and c.pos_ == "PROPN"] if day else [place]
    cases = [c for town in towns for c in town.children if c.dep_ == "case" and being.i < c.i < town.i]
    if not cases or syntax.plain(cases[0]) not in words.mending.standing:
        return
    if any(c.i > place.i and c.pos_ == "NOUN" and not any(g.dep_ == "case" for g in c.children) for c in below):
        return  # « est à Paris le visage de son parti »
    lead_instead(being, place, "obl:mod")
    for child in below:
        phrase = child.dep_ == "nmod" and child.i > place.i and any(c.dep_ == "case" for c in child.children)
        if child is not being and (child.i < being.i or phrase or child.dep_ not in _OF_A_NAME):
            child.hang_on(being)


def open_with_participle(doc: Doc, lexicon: Lexicon) -> None:
    """« Réunis à Genève, les ministres… », « À peine arrivé, il … »: a participle that opens the sentence, read as something else."""
    token = doc[_behind_adverb(doc)]
    participle = "Part" in token.morph.get("VerbForm", [])
    if token.pos_ not in MISREAD and not (participle and (token.i or token.dep_ in _OPENERS)):
        return
    forms = participles(lexicon)
    lemma = token.lemma_ if participle and token.pos_ == "VERB" else forms.get(token.lower_)
    comma = next((word.i for word in token.doc[1:] if word.text == ","), None)
    after, then = token.nbor(1), token.nbor(2)
    goes_on = after.pos_ in ("ADP", "NOUN", "ADV", "PUNCT") or (after.pos_ == "DET" and is_time(then, lexicon))
    if (
        lemma is None
        or comma is None
        or comma < token.i
        or not goes_on
        or any(is_finite(word) and word.dep_ not in ("advcl", "acl:relcl") for word in token.doc[:comma])
    ):
        return
    main = _main_after(token, comma)
    if main is None:
        return
    read_as_verb(token, lemma, PAST_PARTICIPLE)
    if main != token:
        main.dep_ = "ROOT"
        main.hang_on(main)
        token.dep_ = "advcl"
        token.hang_on(main)
    for word in doc[: token.i]:
        word.hang_on(token)
        word.dep_ = "advmod"


def _behind_adverb(doc: Doc) -> int:
    """Where the sentence goes on behind « À peine » or « Sitôt »; 0 where none opens it."""
    openings = syntax.syntax_words(doc.language).mending.before_opening
    for words in (2, 1):
        if len(doc) > words + 2 and " ".join(token.lower_ for token in doc[:words]) in openings:
            return words
    return 0


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


def read_preposition(token: Token) -> None:
    """« il y a deux jours »: what is fixed as a preposition has no verb."""
    if token.dep_ == "fixed" and token.head.dep_ == "case" and token.pos_ in ("VERB", "AUX", "PRON"):
        for part in (token, token.head):
            part.pos_ = "ADP"
            part.set_morph("")


def count_from(token: Token) -> None:
    """« à compter du 3 mai », « à dater du 3 mai », read as an infinitive: words for a day, which hang on the verb around."""
    words = syntax.words_of(token)
    if token.lower_ not in words.mending.counting_from or not 0 < token.i < len(token.doc) - 1:
        return
    to, of = token.nbor(-1), token.nbor()
    if to.lower_ not in words.mending.to or syntax.plain(of) != words.prepositions.of or token.head is token:
        return
    day = of.head if of.head.i > token.i else None
    if day is None or day is token:
        return
    day.hang_on(token.head)
    day.dep_ = "obl:mod"
    for part in (token, to):
        part.pos_, part.dep_ = "ADP", "case"
        part.set_morph("")
        part.hang_on(day)


def fix_adjective(token: Token, lexicon: Lexicon) -> None:
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


def join_second_participle(token: Token) -> None:
    """« ont pris le pouvoir et assigné à résidence le chef du gouvernement »: joined to the verb, with the object behind it."""
    noun = token.head
    verb = noun.head
    if token.pos_ != "VERB" or token.dep_ != "conj" or noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ != "obj":
        return
    past = is_past_participle(token)
    if not past or not is_joined(token.nbor(-1)) or not has_auxiliary(verb) or has_auxiliary(token):
        return
    if any(child.dep_ == "obl:agent" for child in token.children):
        return  # « la ville et les villages pris par les rebelles »
    token.hang_on(verb)
    for child in verb.children:
        if child.dep_ == "obj" and child.i > token.i and not any(c.dep_ == "obj" for c in token.children):
            child.hang_on(token)


def modify_as_participle(token: Token, lexicon: Lexicon) -> None:
    """« les forces stationnées au Ladakh », « Gao, assiégée depuis mai par les rebelles »: a participle after its noun, read as a noun."""
    if token.pos_ != "NOUN" or token.i + 1 == len(token.doc):
        return
    apart = token.dep_ == "appos" and any(child.dep_ == "obl:agent" for child in token.children)
    if token.dep_ not in ("amod", "nmod", "acl") and not apart:
        return
    lemma = participles(lexicon).get(token.lower_)
    head, after = token.head, token.nbor(1)
    kinds = ("NOUN", "PROPN") if apart else ("NOUN",)
    if lemma is None or head.pos_ not in kinds or head.i > token.i or after.pos_ != "ADP":
        return
    if any(child.dep_ in ("det", "case") for child in token.children):
        return
    read_as_verb(token, lemma, PAST_PARTICIPLE)
    token.dep_ = "acl"
    relabel_behind(token)


def read_reflexive(token: Token, lexicon: Lexicon) -> None:
    """« Les combats se sont intensifiés », read as an adjective: what has « se » and an auxiliary is a verb."""
    if token.pos_ != "ADJ" or token.i < 2 or not token.nbor(-1).dep_.startswith("aux"):
        return
    itself = syntax.words_of(token).pronouns.reflexive
    if not any(child.lower_ in itself for child in token.children if child.i < token.i):
        return
    lemma = participles(lexicon).get(token.lower_)
    if lemma is not None:
        read_as_verb(token, lemma, PAST_PARTICIPLE)


def describe_nearest(token: Token) -> None:
    """« a quitté la ville, tenue par les rebelles »: a participle that agrees with the noun before its comma alone."""
    if token.dep_ == "acl":
        _describe_above(token)
        return
    verb = token.head
    if token.dep_ not in ("advcl", "dep") or token.i < 2 or token.nbor(-1).text != "," or not is_past_participle(token):
        return
    if has_any_auxiliary(token) or verb.i > token.i:
        return
    replaces = verb.lemma_ in syntax.words_of(token).verbs.replacing  # « succède à X, limogé »
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubj:pass")]
    if not subjects or (not replaces and any(syntax.may_agree(token, subject) for subject in subjects)):
        return
    near = token.nbor(-2)
    described: Token | None = near if replaces and near.pos_ == "PROPN" else None
    for noun in (near, *near.ancestors):
        if noun is verb or noun.pos_ not in ("NOUN", "PROPN", "ADJ"):
            break
        if noun.pos_ != "ADJ" and noun.morph.get("Gender", []) and syntax.may_agree(token, noun):
            described = noun  # « le père du joueur, enlevé en mai »: the first of all
    if described is not None:
        token.hang_on(described)
        token.dep_ = "acl"


def _describe_above(token: Token) -> None:
    """« l'attaque contre les soldats, menée par X », « deux employés d'une mine enlevés »: a participle is said of the noun above that it agrees with."""
    noun = token.head
    if token.i < 2 or noun.i > token.i or noun.pos_ not in ("NOUN", "PROPN"):
        return
    open_ = is_past_participle(token) and not has_any_auxiliary(token)
    if not open_ or not noun.morph.get("Gender", []) or syntax.may_agree(token, noun):
        return
    above = (word for word in noun.ancestors if word.pos_ not in ("PROPN", "ADJ"))
    told = next((word for word in above if word.pos_ != "NOUN" or syntax.may_agree(token, word)), None)
    if told is not None and told.pos_ == "NOUN" and told.i < noun.i:
        token.hang_on(told)


def stands_as_verb(token: Token) -> bool:
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
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ in syntax.words_of(token).mending.inverted:
        return True  # « livre-t-il »
    head = token.head
    finite = any(map(is_finite, token.doc))
    behind = (word for word in token.doc[token.i + 1 : token.i + 4] if word.pos_ != "ADV")
    after = next(behind, None)  # « L'armée contrôle désormais la majorité de … »
    goes_on = after is not None and (
        after.pos_ in ("DET", "ADP", "PROPN", "AUX", "SCONJ", "NUM")
        or "Inf" in after.morph.get("VerbForm", [])
        or after.lower_ in syntax.words_of(token).conjunctions.that
    )
    return not finite and head.i < token.i and head.pos_ in ("PROPN", "NOUN") and goes_on and head.dep_ == "ROOT"


def _has_object_behind(token: Token, left: Token) -> bool:
    """« où l'EI (Daech) contrôle plusieurs localités »: behind a noun stands no determiner without a preposition.

    Behind a noun (« La foule incendie l'ambassade ») where the sentence has no other finite verb.
    """
    if token.i + 2 >= len(token.doc) or token.pos_ != "NOUN":
        return False
    det, noun = token.nbor(1), token.nbor(2)
    if det.pos_ != "DET" or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    if det.lower_ not in syntax.words_of(token).mending.before_objects:
        return False
    if left.pos_ == "PROPN" or (left.text == ")" and left.head.pos_ in ("NOUN", "PROPN")):
        return True
    return left.pos_ in ("NOUN", "ADJ") and not any(map(is_finite, token.doc))


def rise_above(verb: Token, subject: Token, behind: Sequence[Token]) -> None:
    """The verb becomes the main one, over its subject and what stands behind it."""
    verb.hang_on(verb)
    verb.dep_ = "ROOT"
    subject.hang_on(verb)
    subject.dep_ = "nsubj"
    for word in behind:
        word.hang_on(verb)


def make_verb(token: Token, lemma: str, form: str = PRESENT) -> None:
    if token.head.i > token.i or token.head == token:
        _take_neighbours(token)
    head = token.head
    if head.i < token.i < head.head.i and head.head.dep_ == "ROOT" and head.head.pos_ in ("NOUN", "PROPN"):
        _take_neighbours(token)
        head = token
    opening = head.head == token.doc[0] and head.dep_ == "dep"  # « Chassés de la ville, les rebelles contrôlent … »
    alone = not any(child.dep_.startswith("nsubj") and child.i < token.i for child in token.children)
    if head.i < token.i and (head.dep_ == "ROOT" or opening) and alone:
        followers = [child for child in head.children if child.i > token.i]
        for child in [child for child in token.children if child.dep_ == "nsubj"]:
            child.dep_ = "obj"  # « L'armée contrôle désormais la majorité de … »
        rise_above(token, head, followers)
        for child in followers:
            if child.dep_ in ("nmod", "amod", "appos"):
                child.dep_ = syntax.label_behind(child)
    _become_verb(token, lemma, form)


def _become_verb(token: Token, lemma: str, form: str) -> None:
    """The tag, lemma and form of a verb, and the labels of what it has behind it."""
    for child in token.children:
        if child.dep_ == "acl" and "Inf" in child.morph.get("VerbForm", []):
            child.dep_ = "xcomp"
        elif (
            child.dep_ in ("nmod", "flat:name", "dep") and child.i > token.i and child.pos_ in ("NOUN", "PROPN", "NUM")
        ):
            child.dep_ = syntax.label_behind(child)
    _seat_bracketed(token)
    read_as_verb(token, lemma, form)


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


def hang_participle(token: Token) -> None:
    """« soldats et manifestants protestant contre … », « un tir ayant touché … »: it describes the noun right before it."""
    if token.dep_ not in ("acl", "fixed"):
        return
    present = next((word for word in (*token.children, token) if _is_present_participle(word)), None)
    if present is None or present.i == 0 or present.i > token.i:
        return
    noun = present.nbor(-1)
    if noun.pos_ == "NOUN" and token.head.i < noun.i:
        token.hang_on(noun)


def _is_present_participle(word: Token) -> bool:
    return "Pres" in word.morph.get("Tense", []) and "Part" in word.morph.get("VerbForm", [])
