"""Mends what the parser gets wrong about what a verb says: infinitives it governs, objects behind an addressee.

« La Russie dément soutenir les rebelles », « a annoncé s'être emparée de la ville », « fournira à Kiev des chars ».
Like every step of the package it writes the parser's labels.
"""

from kg.extract import syntax
from kg.extract.tokens import Doc, Token
from kg.lexicon import Cues

_BEHIND_VERB = ("xcomp", "advcl", "obl:arg", "obl:mod", "ccomp", "acl")
_FAR_WORDS = 4  # days and adverbs between a verb and its infinitive


def mend_governing(doc: Doc, cues: Cues) -> None:
    """Hang infinitives, objects and auxiliaries where the words say, in place."""
    for token in doc:
        if token.pos_ == "PUNCT":
            continue
        _give_back(token)
        _part_addressee(token, cues)
        _invert_relative(token)
        infinitive = "Inf" in token.morph.get("VerbForm", ())
        if infinitive:
            _perceive(token)
        _relate(token)
        if token.children:
            _open_complement(token)
        _tell_addressee(token)
        if infinitive:
            _address(token)
            _resolve(token)
        _call_for(token)
        _complete_call(token)
        _undergo(token, cues)
        _go_on(token, cues)
    for token in doc[2:]:
        if token.lower_ in cues.grammar.clauses.describing and token.nbor(-1).text == ",":
            _end_relative(token)
    for token in doc:
        first = _first_of_infinitive(token, cues)
        verb = _right_before(first, cues) if first is not None else None
        if verb is not None:
            _govern(verb, token)


def _go_on(noun: Token, cues: Cues) -> None:
    """« des combats sont en cours à Sake »: the verb is « sont », of which the rest tells where and when."""
    if noun.lower_ not in cues.ongoing or noun.i < 2 or noun.dep_ != "ROOT":
        return
    if noun.nbor(-1).lower_ != cues.grammar.functions.into:
        return
    being = next((child for child in noun.children if child.dep_ == "cop"), None)
    subject = next((child for child in noun.children if child.dep_.startswith("nsubj") and child.i < noun.i), None)
    if being is None or subject is None:
        return
    others = [child for child in noun.children if child not in (being, subject, noun.nbor(-1))]
    being.hang_on(being)
    being.dep_, being.pos_ = "ROOT", "VERB"
    for word in (subject, noun, *others):
        word.hang_on(being)
    noun.dep_ = "obl:mod"
    for child in others:
        if child.dep_ == "nmod":
            child.dep_ = "obl:mod"


def _give_back(adverb: Token) -> None:
    """« ce qu'Erevan a d'abord démenti »: subject, object and auxiliary that were hung on the adverb are the verb's."""
    if adverb.dep_ != "advmod" or adverb.pos_ not in ("ADP", "ADV") or not syntax.is_verb(adverb.head):
        return
    verb = adverb.head
    for kind in ("nsubj", "obj", "aux"):
        if not any(child.dep_.startswith(kind) for child in verb.children):
            for child in [child for child in adverb.children if child.dep_.startswith(kind)]:
                between = verb.doc[min(child.i, verb.i) + 1 : max(child.i, verb.i)]
                if not any(token.pos_ in ("PUNCT", "VERB") for token in between):
                    child.hang_on(verb)


def _invert_relative(pronoun: Token) -> None:
    """« C'est ce qu'a annoncé le ministre »: behind « que » and the verb stands the subject."""
    if pronoun.dep_ != "obj":
        return
    verb = pronoun.head
    relative = pronoun.pos_ == "PRON" or pronoun.lower_ in syntax.words_of(pronoun).conjunctions.that
    if not relative or pronoun.i > verb.i or not syntax.is_verb(verb):
        return
    if not verb.dep_.startswith("acl") or any(child.dep_.startswith(("nsubj", "expl")) for child in verb.children):
        return
    behind = next((child for child in verb.children if child.dep_ == "obj" and child.i > verb.i), None)
    if behind is not None and not any(child.dep_ == "case" for child in behind.children):
        behind.dep_ = "nsubj"


def _relate(word: Token) -> None:
    """« le retrait des soldats, que Paris avait annoncé, »: « que » behind a noun and a comma, before a verb without object."""
    verb = word.head
    if (
        word.dep_ != "mark"
        or word.lower_ not in syntax.words_of(word).conjunctions.that
        or word.i < 2
        or word.nbor(-1).text != ","
    ):
        return
    if verb.dep_ != "advcl" or verb.pos_ != "VERB" or not any(c.dep_ == "nsubj" for c in verb.children):
        return
    noun = word.doc[word.i - 2]
    while noun.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and noun.dep_ in ("nmod", "amod", "acl", "flat:name"):
        noun = noun.head
    if noun.pos_ not in ("NOUN", "PROPN") or noun.i > word.i or verb.is_ancestor(noun):
        return
    if any(child.dep_ in ("obj", "ccomp", "xcomp") for child in verb.children):
        return
    word.pos_, word.dep_, verb.dep_ = "PRON", "obj", "acl:relcl"
    verb.hang_on(noun)


def _open_complement(noun: Token) -> None:
    """« a dit à la presse qu'un des hommes s'est rendu »: the subject of a clause with « que », hung on a noun before it."""
    if noun.pos_ not in ("NOUN", "PRON", "PROPN"):
        return
    that = syntax.words_of(noun).conjunctions.that
    mark = next((c for c in noun.children if c.dep_ == "mark" and c.lower_ in that), None)
    if mark is None or noun.head.i > mark.i or syntax.heads_clause(noun):
        return
    after = noun.right_edge.i + 1
    for other in noun.doc[after : after + 6]:  # « a dit qu'Israël et le Hamas avaient convenu d'une trêve »
        if other.dep_.startswith("nsubj") and other.head.pos_ == "VERB" and noun.dep_ == "ccomp":
            if all(token.pos_ in ("CCONJ", "DET", "ADJ") for token in noun.doc[after : other.i]):
                verb = other.head
                verb.hang_on(noun.head)
                noun.hang_on(verb)
                mark.hang_on(verb)
                other.hang_on(noun)
                noun.dep_, verb.dep_, other.dep_ = "nsubj", "ccomp", "conj"
            return
    for verb in noun.doc[after : after + 5]:
        if verb.pos_ == "VERB" and verb.head.i < mark.i and syntax.first_of_verb(verb) == after:
            if not any(child.dep_.startswith("nsubj") for child in verb.children):
                noun.hang_on(verb)
                mark.hang_on(verb)
                noun.dep_, verb.dep_ = "nsubj", "ccomp"
            return


def _tell_addressee(word: Token) -> None:
    """« a dit à la presse qu'il partirait »: the clause with « que » tells what is said, not what the addressee is."""
    if word.dep_ != "mark":
        return
    verb, noun = word.head, word.head.head
    if word.lower_ not in syntax.words_of(word).conjunctions.that:
        return
    if verb.dep_ == "dep" and noun.pos_ == "VERB" and noun.i < word.i:
        verb.dep_ = "ccomp"
    if verb.dep_ not in ("acl", "acl:relcl"):
        return
    if (
        noun.dep_ == "obl:arg"
        and syntax.is_introduced_by(noun, syntax.words_of(noun).prepositions.to)
        and syntax.is_verb(noun.head)
    ):
        verb.hang_on(noun.head)
        verb.dep_ = "ccomp"


def _address(infinitive: Token) -> None:
    """« renouvelle son appel (aux rebelles) à déposer les armes »: the infinitive belongs to the call.

    « a chargé l'armée de reprendre … », « ont été appelés par l'Union à se retirer »: what somebody is to do belongs to the verb.
    """
    words, whom = syntax.words_of(infinitive), infinitive.head
    told = whom.dep_ == "obj" and whom.head.lemma_ in words.verbs.control and whom.i > whom.head.i
    if (told or whom.dep_ == "obl:agent") and infinitive.dep_ == "acl" and infinitive.i > whom.i:
        infinitive.hang_on(whom.head)
        infinitive.dep_ = "xcomp"
        return
    to = words.prepositions.to
    if to not in syntax.marks(infinitive):
        return
    verb = infinitive.head
    if verb.pos_ in ("NOUN", "PROPN") and syntax.is_introduced_by(verb, to):
        verb = verb.head
    call = next((child for child in verb.children if child.lemma_ in words.verbs.control_nouns), None)
    if call is not None and call.dep_ == "obj" and verb.i < call.i < infinitive.i:
        infinitive.hang_on(call)
        infinitive.dep_ = "acl"


def _resolve(infinitive: Token) -> None:
    """« a salué la décision de Paris d'expulser X », hung on the verb: what is resolved is done by whose resolution it is."""
    verb, words = infinitive.head, syntax.words_of(infinitive)
    start = infinitive.left_edge
    if infinitive.dep_ not in _BEHIND_VERB or start.i < 2 or start == infinitive or verb.i > start.i:
        return
    of, to = words.prepositions.of, words.prepositions.to
    if syntax.plain(start) not in (of, to) or start.head != infinitive:
        return
    noun = start.nbor(-1)
    while noun.head.i < noun.i and noun.head != verb and noun.lemma_ not in words.verbs.resolve_nouns:
        noun = noun.head
    if noun.lemma_ not in words.verbs.resolve_nouns or noun.pos_ != "NOUN" or not verb.is_ancestor(noun):
        return
    owned = any(child.dep_ == "nmod" and syntax.is_introduced_by(child, of) for child in noun.children)
    if owned and noun.right_edge.i + 1 == start.i:
        infinitive.hang_on(noun)
        infinitive.dep_ = "acl"


def _call_for(noun: Token) -> None:
    """« a appelé les belligérants à un cessez-le-feu »: what somebody is called to hangs on the verb, not on whom it calls."""
    whom = noun.head
    if noun.pos_ != "NOUN" or noun.dep_ != "nmod" or whom.dep_ != "obj":
        return
    words = syntax.words_of(noun)
    if whom.head.lemma_ in words.verbs.control:
        article = any(child.dep_ == "det" for child in noun.children)
        if article and whom.head.i < whom.i < noun.i and syntax.is_introduced_by(noun, words.prepositions.to):
            noun.hang_on(whom.head)
            noun.dep_ = "obl:arg"


def _complete_call(noun: Token) -> None:
    """« a lancé un appel à une trêve », « à l'appel à la grève »: what « à » introduces right behind a call is called for."""
    if noun.pos_ != "NOUN" or noun.dep_ not in ("obl:arg", "obl:mod") or noun.left_edge.i == 0:
        return
    first, words = noun.left_edge, syntax.words_of(noun)
    call = first.nbor(-1).head if first.nbor(-1).pos_ == "ADJ" else first.nbor(-1)
    behind = call.lemma_ in words.verbs.calls and call.pos_ == "NOUN" and call.head == noun.head
    many = "Plur" in noun.morph.get("Number", ())  # « un appel aux rebelles »: who is called upon
    if behind and syntax.plain(first) == words.prepositions.to and not many:
        noun.hang_on(call)
        noun.dep_ = "nmod"


def _undergo(agent: Token, cues: Cues) -> None:
    """« a été revendiqué en milieu de journée par les talibans », « abandonnée sans combattre par l'armée »: who did it."""
    if agent.dep_ not in ("obl:agent", "nmod"):
        return
    when = agent.head
    if agent.dep_ == "obl:agent" and when.i < agent.i and syntax.tense_of(when) == "infinitive":
        if syntax.is_verb(when.head) and when.head.i < when.i and syntax.is_passive(when.head):
            agent.hang_on(when.head)
        return
    if agent.dep_ != "nmod" or not syntax.is_introduced_by(agent, cues.grammar.functions.by) or when.i > agent.i:
        return
    while when.pos_ == "NOUN" and when.dep_ == "nmod":
        when = when.head
    verb, words = when.head, syntax.words_of(when).mending
    timed = any(
        token.lemma_.lower() in cues.spans_of_time or token.lemma_ in words.parts_of_time
        for token in (when, agent.head)
    )
    somewhere = when.text[0].isupper() and syntax.is_introduced_by(
        when, cues.grammar.functions.to
    )  # « à Rabat par le roi »
    if (timed or somewhere) and when.dep_.startswith("obl") and syntax.is_verb(verb) and syntax.is_passive(verb):
        agent.hang_on(verb)
        agent.dep_ = "obl:agent"


def _perceive(infinitive: Token) -> None:
    """« affirment avoir vu des hommes tuer deux policiers »: the object of seeing does what the infinitive tells."""
    if infinitive.dep_ not in ("xcomp", "advmod", "acl", "obl:mod"):
        return
    if any(child.dep_ in ("mark", "case", "aux:tense") for child in infinitive.children):
        return
    first = infinitive.left_edge.i
    for seeing in infinitive.doc[max(0, first - _FAR_WORDS * 2) : first]:
        seen = [child for child in seeing.children if child.dep_ == "obj" and seeing.i < child.i < infinitive.i]
        if (
            seeing.lemma_ in syntax.words_of(seeing).verbs.perception
            and seen
            and not seeing.is_ancestor(infinitive)
            and seeing != infinitive
        ):
            between = infinitive.doc[seen[0].right_edge.i + 1 : first]
            if not between and not infinitive.is_ancestor(seeing):
                infinitive.hang_on(seeing)
                infinitive.dep_ = "xcomp"
                return


def _part_addressee(name: Token, cues: Cues) -> None:
    """« fournira à Kiev quatorze chars »: a name behind « à » read as the determiner of the object that follows."""
    if name.dep_ != "det" or not name.text[0].isupper() or name.i == 0 or name.head.i < name.i:
        return
    preposition, noun = name.nbor(-1), name.head
    to = syntax.plain(preposition) == cues.grammar.functions.to and preposition.dep_ == "case"
    if not to or preposition.head != noun or not noun.dep_.startswith("obl"):
        return
    name.pos_, name.dep_ = "PROPN", "obl:arg"
    name.hang_on(noun.head)
    preposition.hang_on(name)
    noun.dep_ = "obj"


def _end_relative(pronoun: Token) -> None:
    """« L'Union, dont les chefs étaient réunis à Addis, a réclamé … »: the main verb stands behind the second comma."""
    doc, noun = pronoun.doc, pronoun.doc[pronoun.i - 2]
    while noun.head.pos_ in ("NOUN", "PROPN") and noun.head.i < noun.i:
        noun = noun.head
    inner = noun.head
    if not noun.dep_.startswith("nsubj") or not syntax.is_verb(inner) or inner.i < pronoun.i:
        return
    comma = next((token.i for token in doc[inner.i :] if token.text == "," and _opens_verb(token)), None)
    if comma is None:
        return
    main = next((token for token in doc[comma + 1 : comma + 6] if syntax.is_verb(token)), None)
    if main is None or not inner.is_ancestor(main) or any(c.dep_.startswith("nsubj") for c in main.children):
        return
    main.dep_ = inner.dep_
    main.hang_on(main if inner.head == inner else inner.head)
    passive = any(child.dep_ == "aux:pass" for child in main.children)
    for child in noun.children:  # « les chefs » of « dont les chefs étaient réunis »
        if child.dep_ == "acl:relcl" and child.pos_ == "NOUN" and pronoun.i < child.i < inner.i:
            child.dep_ = "nsubj"
            child.hang_on(inner)
            break
    noun.dep_ = "nsubj:pass" if passive else "nsubj"
    noun.hang_on(main)
    inner.dep_ = "acl:relcl"
    inner.hang_on(noun)


def _opens_verb(comma: Token) -> bool:
    """Whether a finite verb, its auxiliary or its clitics stand right behind a comma."""
    after = comma.nbor(1) if comma.i + 1 < len(comma.doc) else None
    if after is None:
        return False
    finite = "Fin" in after.morph.get("VerbForm", [])
    return finite or (after.pos_ == "PRON" and after.dep_.startswith("expl")) or after.dep_.startswith("aux")


def _first_of_infinitive(token: Token, cues: Cues) -> Token | None:
    """The first word of a bare infinitive (« s'être emparées »), None where the token is none or has a preposition."""
    if token.pos_ not in ("VERB", "AUX") or token.dep_.startswith("aux"):
        return None
    before = [child for child in token.children if child.i < token.i]
    auxiliaries = [child for child in before if child.dep_.startswith("aux")]
    if not any("Inf" in word.morph.get("VerbForm", []) for word in (token, *auxiliaries)):
        return None
    clitics = [child for child in before if child.lower_ in cues.grammar.pronouns.reflexives]
    for clitic in clitics:
        clitic.pos_, clitic.dep_ = "PRON", "expl:comp"
    for auxiliary in auxiliaries if clitics else ():  # « s'être emparé » is no passive
        auxiliary.dep_ = "aux:tense" if auxiliary.dep_ == "aux:pass" else auxiliary.dep_
    if any(child.dep_ in ("mark", "case", "nsubj", "cc") for child in before):
        return None
    return min([token, *(child for child in before if child.i >= token.i - 4)], key=lambda word: word.i)


def _right_before(first: Token, cues: Cues) -> Token | None:
    """The verb before the first word of an infinitive, days and adverbs passed: « a annoncé dimanche s'être retirée »."""
    for index in range(first.i - 1, max(-1, first.i - 2 - _FAR_WORDS), -1):
        token = first.doc[index]
        if token.pos_ in ("NUM", "ADV") or token.lemma_.lower() in cues.spans_of_time:
            continue
        said = syntax.is_verb(token) and ("Fin" in token.morph.get("VerbForm", []) or syntax.has_auxiliary(token))
        return token if said else None
    return None


def _govern(verb: Token, infinitive: Token) -> None:
    """Make the infinitive the complement of the verb; where the verb hung on it, the two change places."""
    if infinitive.head == verb and infinitive.dep_ != "ROOT":
        infinitive.dep_ = infinitive.dep_ if infinitive.dep_ in ("ccomp", "xcomp", "obl:arg") else "xcomp"
        return
    if verb == infinitive or (verb.is_ancestor(infinitive) and infinitive.dep_ in ("ccomp", "xcomp")):
        return
    if infinitive.is_ancestor(verb):
        if verb.head != infinitive:
            return
        above = infinitive.head
        verb.dep_ = "ROOT" if above == infinitive else infinitive.dep_
        verb.hang_on(verb if above == infinitive else above)
        for child in list(infinitive.children):
            if child.i < verb.i:
                child.hang_on(verb)
    infinitive.hang_on(verb)
    infinitive.dep_ = "xcomp"
