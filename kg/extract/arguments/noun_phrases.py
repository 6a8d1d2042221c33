"""What a trigger noun's own phrase says: possessive, adjectives, the word itself, what it is said of."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.extract import syntax
from kg.extract.arguments.coordination import fill_from_words
from kg.extract.arguments.inner_names import actors_of_adjective, names_of_compound, pronoun_at
from kg.extract.arguments.scene import Scene
from kg.extract.reading import Candidate, is_place, with_kind
from kg.extract.tokens import Token
from kg.lexicon import RoleChoice
from kg.model import EntityMention
from kg.vocabulary import group_of, is_a

_LEAST_CLEFT, _MOST_CLEFT = 3, 6  # words of « C'était au cours de »


def read_noun(scene: Scene, candidate: Candidate) -> None:
    """Fill what the words of the noun's own phrase say, and note how it is determined."""
    functions = candidate.functions
    if "possessive" in functions:
        _possessor(scene, candidate)
    candidate.definite = _definite(scene, candidate.head) or candidate.definite
    _adjectives(scene, candidate)
    if "host" in functions:
        _host(scene, candidate)
    if "self" in functions:
        _itself(scene, candidate)
    else:
        _named_inside(scene, candidate)
    _undergoing(scene, candidate)


def _named_inside(scene: Scene, candidate: Candidate) -> None:
    """« le siège d'Alep », « un fief de Boko Haram », read as places of their own: what is inside is what the deed is of."""
    of = scene.grammar.functions.of
    at = scene.sentence.offset(candidate.head)
    whole = next((m for m in scene.sentence.mentions if m.head.start == at and m.level == "nominal"), None)
    for inner in scene.sentence.inside(whole) if whole is not None else ():
        before = syntax.preposition_before(scene.doc, scene.sentence.words(inner)[0], scene.cues)
        if before is not None and before.phrase == of:
            candidate.add(candidate.functions.get(of, ()), inner, of, scene.sentence.index)


def _possessor(scene: Scene, candidate: Candidate) -> None:
    """« leurs frappes »: the possessive that determines the noun."""
    for child in candidate.head.children:
        if child.dep_ in syntax.DETERMINERS and child.lower_ in scene.cues.possessives:
            acts = any(f.role == "agent" and f.function == "subject" for f in candidate.fillers)
            choices = [c for c in candidate.functions["possessive"] if not acts or c.role not in ("agent", "force")]
            if choices:  # « l'armée a achevé son retrait »: whose it is has been told
                candidate.add(choices, pronoun_at(scene, child), "possessive", scene.sentence.index)


def _definite(scene: Scene, head: Token) -> str:
    """How the noun is determined: "demonstrative", "definite", "possessive" or ""."""
    left = syntax.noun_phrase_start(head)
    determiner = scene.doc[left].lower_ if left < head.i else ""
    if left > 1 and scene.doc[left - 1].text in syntax.OPENING_QUOTES:  # « contre ce « coup d'État » »
        determiner = scene.doc[left - 2].lower_
    if _said_of_this(scene, head) and determiner in scene.grammar.determiners.definite:
        return "demonstrative"
    if _is_what_it_is(scene, left) or _happened_in_it(scene, left) or _is_most(scene, head, left):
        return "demonstrative"
    if determiner in scene.grammar.determiners.demonstrative:
        return "demonstrative"
    if determiner in scene.grammar.determiners.definite:
        return "definite"
    if determiner in scene.cues.possessives:
        return "possessive"
    contracted = left == head.i > 0 and scene.doc[head.i - 1].lower_ in scene.grammar.prepositions.contracted
    return "definite" if contracted else ""  # « a mené des raids »: there « des » is an article


def _is_what_it_is(scene: Scene, first: int) -> bool:
    """« Il s'agit de la plus importante attaque »: said of what was just told."""
    if first > _MOST_CLEFT or scene.doc[0].lower_ not in scene.grammar.pronouns.impersonal:
        return False
    determiners = scene.grammar.determiners
    known = determiners.definite | determiners.indefinite | scene.grammar.prepositions.contracted
    if not any(token.lower_ in known for token in scene.doc[: first + 1][-4:]):
        return False
    acting = scene.grammar.modality.consisting & scene.grammar.pronouns.impersonal_verbs
    return not acting.isdisjoint(token.lemma_.lower() for token in scene.doc[:first])


def _happened_in_it(scene: Scene, first: int) -> bool:
    """« C'était lors d'un bombardement »: the sentence begins with « ce », which stands for what was just told."""
    words = [token.lower_ for token in scene.doc[:first]]
    if not words or words[0] not in scene.grammar.pronouns.this or len(words) < _LEAST_CLEFT:
        return False
    being = scene.doc[1].lemma_ in scene.grammar.modality.being
    return being and len(words) <= _MOST_CLEFT and not scene.grammar.prepositions.amid.isdisjoint(words[2:])


def _is_most(scene: Scene, head: Token, first: int) -> bool:
    """« l'une des attaques les plus meurtrières », « la pire attaque depuis dix ans »: said of what was told."""
    words = scene.grammar.superlatives
    if head.dep_ in syntax.COORDINATES:
        return False  # « a revendiqué plusieurs attaques, et notamment le raid le plus meurtrier »
    if first and scene.doc[first - 1].lower_ in scene.grammar.prepositions.after | scene.grammar.prepositions.since:
        return False  # « deux jours après l'attaque la plus meurtrière »
    before = [token.lower_ for token in scene.doc[max(0, first - 3) : head.i]]
    after = [token.lower_ for token in scene.doc[head.i + 1 : head.i + 4]]
    if not words.worst.isdisjoint(before):
        return True
    if any(one in scene.grammar.determiners.definite and two in words.most for one, two in pairwise(before)):
        return True  # « la plus grave attaque depuis des années »
    most = any(one in scene.grammar.determiners.definite and two in words.most for one, two in pairwise(after))
    return most and (not words.one.isdisjoint(before) or scene.doc[first].lower_ in scene.grammar.determiners.definite)


def _said_of_this(scene: Scene, head: Token) -> bool:
    """« C'est la première frappe sur la ville »: said of the event that was told."""
    this = scene.grammar.pronouns.this
    return any(child.dep_ in syntax.SUBJECTS and child.lower_ in this for child in head.children)


def _adjectives(scene: Scene, candidate: Candidate) -> None:
    """« l'accord russo-américain », « les frappes américaines »: who is named by adjectives around the noun."""
    functions, head = candidate.functions, candidate.head
    joined = functions.get("compound") or functions.get("adjective") or ()
    last = max(word.i for word in candidate.words)
    for mention in names_of_compound(scene, last + 1) if joined else ():
        candidate.add(joined, mention, "adjective", scene.sentence.index)
    if "adjective" not in functions:
        return
    near = [
        token
        for token in head.children
        if token.pos_ in ("ADJ", "NOUN", "PROPN", "VERB")
        and token.dep_ in syntax.NOUN_MODIFIERS
        and abs(token.i - head.i) <= 4
    ]
    near += [
        scene.doc[i]
        for i in range(last + 1, min(last + 3, scene.scopes[head.i]))
        if scene.doc[i].pos_ in ("ADJ", "NOUN", "PROPN", "VERB")
    ]
    for token in dict.fromkeys(near):
        if token.pos_ != "ADJ" and any(child.dep_ in syntax.COUNTED for child in token.children):
            continue  # « le meurtre de deux Français »
        for mention in actors_of_adjective(scene, token):
            candidate.add(functions["adjective"], mention, "adjective", scene.sentence.index)


def _itself(scene: Scene, candidate: Candidate) -> None:
    """« un contingent », « la garnison »: the word is itself a mention."""
    choices = candidate.functions["self"]
    role = choices[0].role
    itself = scene.sentence.mention_at(candidate.head, scene.cues)
    if itself is None:
        return
    if role == "office":
        scene.titles[itself.anchor] = candidate
        itself = with_kind(itself, "Post")
    if not candidate.add(choices, itself, "self", scene.sentence.index):
        return
    scene.placed[(itself.anchor.start, itself.anchor.end)] = (candidate, role, "self")
    for inner in scene.sentence.inside(itself) if role == "force" else ():
        if is_place(inner) and (inner.kind != "Country" or inner.key != itself.of):
            candidate.add((RoleChoice("place"),), inner, "self", scene.sentence.index)


def _undergoing(scene: Scene, candidate: Candidate) -> None:
    """« X a été la cible d'une attaque », « X, théâtre d'une attaque »: what the noun around the event is said of."""
    around = _suffering_before(scene, candidate.head) or candidate.head.head
    if around.lemma_ in scene.cues.support_carriers:  # « victime d'une tentative d'assassinat »
        around = around.head
    if (
        around != candidate.head
        and around.lemma_ in scene.cues.suffering_nouns
        and syntax.clause_head(around) != candidate.head
        and (syntax.heads_clause(around) or syntax.clause_head(around).lemma_ in scene.cues.suffering_verbs)
    ):
        hit: Iterable[Token] = scene.clause(syntax.clause_head(around)).subjects
        candidate.supports.append(syntax.clause_head(around))
    elif around.lemma_ in scene.cues.suffering_appositions and around.dep_ in syntax.APPOSITIONS:
        hit = syntax.conjuncts(around.head)  # « la gendarmerie et l'aéroport cibles d'une attaque »
    else:
        named = _said_behind_comma(scene, candidate.head)
        if named is None:
            return
        hit = (named,)
    roles = {choice.role for choices in candidate.functions.values() for choice in choices}
    choices = (RoleChoice("place", ("City", "Region", "Country")), RoleChoice("target"), RoleChoice("place"))
    fill_from_words(scene, candidate, hit, tuple(c for c in choices if c.role in roles), "subject")


def _said_behind_comma(scene: Scene, head: Token) -> Token | None:
    """« la capitale, cible depuis mardi d'une offensive », which is read as a verb: what is named before the comma."""
    before = syntax.preposition_before(scene.doc, syntax.noun_phrase_start(head), scene.cues)
    if before is None or before.phrase != scene.grammar.functions.of:
        return None
    at = before.first - 1
    while at > 0 and scene.in_time(scene.doc[at]):
        at -= 1
    if at < 2 or scene.doc[at].lower_ not in scene.cues.suffering_appositions or scene.doc[at - 1].text != ",":
        return None
    ended = (m for m in scene.sentence.outer if m.level != "pronoun" and scene.sentence.words(m)[1] == at - 1)
    named = next(ended, None)
    return scene.sentence.head(named) if named is not None else None


def _suffering_before(scene: Scene, head: Token) -> Token | None:
    """« a fait l'objet d'une attaque », « victime lundi à Gao vers midi d'un attentat »: the noun before « de », times and places passed over."""
    before = syntax.preposition_before(scene.doc, syntax.noun_phrase_start(head), scene.cues)
    if before is None or before.phrase != scene.grammar.functions.of:
        return None
    if not any(token.lemma_ in scene.cues.suffering_nouns for token in scene.doc[: before.first]):
        return None
    at, led = before.first - 1, _led(scene)
    while at > 0 and (scene.doc[at].text == "," or scene.in_time(scene.doc[at]) or at in led):
        at = led.get(at, at) - 1
    if at < 0 or scene.doc[at].lemma_ not in scene.cues.suffering_nouns:
        return None
    return scene.doc[at] if scene.clause(syntax.clause_head(scene.doc[at])).subjects else None


def _led(scene: Scene) -> dict[int, int]:
    """The last word of each place and time with a preposition, and the first of these words: « à Gao », « vers 21 h 30 »."""
    sentence = scene.sentence
    spans = [sentence.words(mention) for mention in sentence.outer if is_place(mention)]
    spans += [sentence.span(timex.anchor.start, timex.anchor.end) for timex in sentence.times]
    found = {}
    for first, end in spans:
        preposition = syntax.preposition_before(scene.doc, first, scene.cues)
        if preposition is not None:
            found[end - 1] = preposition.first
    return found


def _host(scene: Scene, candidate: Candidate) -> None:
    """What a phrase such as « aux mains de » is said of: the noun before it, or the subject of its copula."""
    first = min(word.i for word in candidate.words)
    before = [
        mention
        for mention in scene.sentence.outer
        if scene.sentence.words(mention)[1] <= first and mention.level != "pronoun"
    ]
    choices = candidate.functions["host"]
    modified = candidate.head.head
    described = None
    if modified.i < candidate.head.i and modified.pos_ in ("NOUN", "PROPN"):
        described = scene.sentence.mention_at(modified, scene.cues)
    if described is not None and candidate.add(choices, described, "host", scene.sentence.index):
        return
    near = before and first - scene.sentence.words(before[-1])[1] <= 3
    if near and candidate.add(choices, before[-1], "host", scene.sentence.index):
        return
    opened = _opened(scene, candidate) if not before else None
    if opened is not None and candidate.add(choices, opened, "host", scene.sentence.index):
        return
    verb = syntax.clause_head(candidate.head)
    if verb in (candidate.head, candidate.head.head):  # not « après la chute de la ville aux mains de X, Y a … »
        fill_from_words(scene, candidate, scene.clause(verb).subjects, choices, "host")
    if not any(filler.function == "host" for filler in candidate.fillers):
        _host_before_aside(scene, candidate, choices)


def _host_before_aside(scene: Scene, candidate: Candidate, choices: Sequence[RoleChoice]) -> None:
    """« Bambari, à 300 km de la capitale, est sous contrôle rebelle »: what opens the sentence, behind what is said of it."""
    being = next((child.i for child in candidate.head.children if child.dep_ in syntax.FINITE_AUXILIARIES), 0)
    if being == 0 or scene.doc[being - 1].text != ",":
        return
    that = scene.grammar.clauses.that
    for opening in scene.sentence.outer:
        first, end = scene.sentence.words(opening)
        opens = first <= 1 or not that.isdisjoint(token.lower_ for token in scene.doc[first - 2 : first])
        if opens and end < being - 1 and scene.doc[end].text == ",":
            candidate.add(choices, opening, "host", scene.sentence.index)
            return


def _opened(scene: Scene, candidate: Candidate) -> EntityMention | None:
    """« Au pouvoir depuis 1990, Idriss Déby… »: what stands behind the comma that closes an opening phrase."""
    comma = next((token.i for token in scene.doc[candidate.head.i : candidate.head.i + 16] if token.text == ","), None)
    if comma is None or any(syntax.is_verb(token) for token in scene.doc[candidate.head.i : comma]):
        return None
    for mention in scene.sentence.outer:
        first = scene.sentence.words(mention)[0]
        if first > comma:
            bare = all(token.pos_ == "DET" for token in scene.doc[comma + 1 : first])
            told = mention.level != "pronoun" or scene.sentence.head(mention).dep_ in syntax.SUBJECTS
            return mention if bare and told else None  # « Premier ministre en 1978, il … »
    return None


def read_means(scene: Scene) -> None:
    """« attentat à la bombe », « deux voitures piégées ont explosé »: the weapon that the trigger itself names."""
    for candidate in scene.candidates:
        if group_of(candidate.type) != "Violence":
            continue
        for word in candidate.words:
            at = scene.sentence.offset(word)
            for mention in scene.sentence.outer:
                bare = (
                    candidate.frame.people and word.lemma_.lower() in scene.cues.no_weapons
                )  # « passer par les armes »
                if mention.anchor.start <= at < mention.anchor.end and is_a(mention.kind, "Weapon") and not bare:
                    candidate.add((RoleChoice("instrument"),), mention, "trigger", scene.sentence.index)
