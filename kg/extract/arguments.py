"""Arguments of triggers, by grammatical function and ontology range.

Nothing here knows a word of French or a dependency label: words come from the lexicon, functions from
`syntax`. A preposition counts anywhere in the trigger's clause; inside a trigger noun's own phrase the words
are read from left to right, ignoring attachment.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.distances import load_distance_words
from kg.extract import syntax
from kg.extract.forms import stem
from kg.extract.reading import Candidate, SentenceReading, as_actor, is_actor, is_place, kind_in_role, with_kind
from kg.extract.triggers import is_word, term_of
from kg.gazetteer import Gazetteer
from kg.lexicon import Cues, Lexicon, RoleChoice
from kg.model import Anchor, EntityMention, Quantity, Timex
from kg.vocabulary import CLASSES, group_of, is_a

_WHERE = ("dans", "à", "en", "devant", "près de", "contre", "sur", "visant")
_FATE_OF = {"Abduction": "abducted", "Arrest": "detained"}
_ADDED = ("deaths", "injured", "abducted", "detained")
_MEASURE_CLASSES = {
    "deaths": ("Violence", "PublicOrder", "Territory"),
    "injured": ("Violence", "PublicOrder", "Territory"),
    "displaced": ("Violence", "Territory"),
    "personnel": ("Movement", "Presence", "Support"),
    "detained": ("Arrest",),
    "abducted": ("Abduction",),
}
_PAIRED = ("State", "Country", "InternationalOrganization", "ArmedGroup", "Organization")


class ArgumentReader:
    """Reads the arguments of all triggers of one sentence."""

    def __init__(
        self, sentence: SentenceReading, candidates: list[Candidate], lexicon: Lexicon, gazetteer: Gazetteer
    ) -> None:
        """Prepare to read `sentence`, in which `candidates` were found."""
        self.sentence = sentence
        self.doc = sentence.doc
        self.candidates = candidates
        self.cues: Cues = lexicon.cues
        self.between_places = {stem(word) for word in lexicon.cues.between_places}
        self.gazetteer = gazetteer
        self.by_head = {candidate.head.i: candidate for candidate in candidates}
        self.by_word = {word.i: candidate for candidate in candidates for word in candidate.words}
        self.clauses: dict[int, syntax.Clause] = {}
        self.described = {  # words inside a mention that begin no clause: « des hommes armés »
            i
            for mention in sentence.outer
            if mention.level != "pronoun"
            for i in range(*sentence.words(mention))
            if i != sentence.head(mention).i
        }
        self.scopes = {
            candidate.head.i: self._scope(candidate) for candidate in candidates if candidate.frame.pos == "noun"
        }
        self.said = _said_by(sentence, lexicon.cues)
        self.placed: dict[tuple[int, int], tuple[Candidate, str, str]] = {}
        self.titles: dict[Anchor, Candidate] = {}  # « ministre de 2002 à 2004, X »: the post is nobody but X

    def read(self) -> None:
        """Fill the candidates' roles, times and quantities."""
        self._supports()
        for candidate in self.candidates:
            if candidate.frame.term:
                self._noun_functions(candidate)
        for candidate in self.candidates:
            if candidate.frame.pos == "verb":
                self._verb_functions(candidate)
            elif not candidate.frame.term:
                self._noun_functions(candidate)
        self._prepositions()
        self._means()
        self._chains()
        self._released()
        self._purposes()
        self._owners()
        self._intending()
        self._offices()
        self._nearest()
        self._times()
        self._quantities()
        for candidate in self.candidates:
            self._refine(candidate)

    # ---- clauses and supports

    def clause(self, verb: Token) -> syntax.Clause:
        """The clause of a verb, read once."""
        if verb.i not in self.clauses:
            self.clauses[verb.i] = syntax.read_clause(verb)
        return self.clauses[verb.i]

    def _supports(self) -> None:
        for verb in self.doc:
            if not syntax.is_verb(verb):
                continue
            lemma = verb.lemma_.lower()
            named = "se " + lemma if syntax.is_reflexive(verb) else lemma
            own = self.by_head.get(verb.i)
            if self._speaks(verb, lemma):
                continue
            phrase = self._support_phrase(verb, lemma)
            party = lemma in self.cues.support_party
            if phrase is None and (
                party
                or named in self.cues.support_agent
                or (lemma in self.cues.support_agent and not syntax.is_reflexive(verb))
            ):
                clause = self.clause(verb)
                carried = self._carried(clause.objects) or self._carried(self._first_noun_after(verb, clause))
                if clause.passive and not carried:
                    carried = self._ending_at(syntax.first_of_verb(verb), clause.objects)
                carried += [
                    self.by_head[child.i]
                    for child in verb.children
                    if child.dep_ == "obl:arg" and child.i in self.by_head and not carried
                ]
                for candidate in carried:
                    if candidate.frame.pos != "noun" or own is candidate:
                        continue
                    if party and not is_a(candidate.type, "Agreement"):
                        continue
                    if not party:
                        candidate.supports.append(verb)
                    self._give(candidate, clause.subjects, _actor_choices(candidate), "subject")
                    for token in clause.datives:
                        self._give(candidate, (token,), candidate.functions.get("à", ()), "à")
            if lemma in self.cues.support_dative:
                self._attributed(verb)
            if lemma in self.cues.support_suffers:
                self._suffered(verb)
            if lemma in self.cues.support_answers:
                self._answered(verb)
            if phrase is not None or lemma in self.cues.support_subject or named in self.cues.support_subject:
                clause = self.clause(verb)
                carried = self._carried(clause.subjects)
                if not carried and clause.passive:
                    carried = [
                        self.by_head[child.i] for child in verb.children if child.i in self.by_head and child.i > verb.i
                    ] or (self._carried(clause.objects) if lemma in ("disperser", "réprimer") else [])
                if not carried:
                    carried = self._ending_at(syntax.first_of_verb(verb), clause.subjects)
                for candidate in carried:
                    if candidate.frame.pos != "noun":
                        continue
                    candidate.supports.append(verb)
                    roles = self.cues.support_roles.get(lemma, ())
                    own_roles = {c.role for cs in candidate.functions.values() for c in cs}
                    choices = tuple(RoleChoice(role) for role in roles if role in own_roles)
                    if "place" in own_roles:
                        choices = _places_first(choices)
                    if not (clause.passive and lemma in self.cues.toll_verbs):  # « tués par des tirs »: a figure
                        objects = clause.objects or self._first_noun_after(verb, clause)
                        self._give(candidate, objects, choices, "object")
                    if own is not None and CLASSES[own.type] is not None and _same_group(own.type, candidate.type):
                        own.absorbed_by = candidate
            if own is not None and own.type == "Meeting" and own.frame.pos == "verb":
                objects = self.clause(verb).objects
                worded = [self.by_word[token.i] for token in objects if token.i in self.by_word]
                agreed = [c for c in (*self._carried(objects), *worded) if is_a(c.type, "Agreement")]
                own.absorbed_by = agreed[0] if agreed else None  # « négocier un accord » is no talk of its own
            if own is None and lemma in self.cues.support_scheduled:
                clause = self.clause(verb)
                for scheduled in self._carried(clause.objects):
                    if clause.passive and scheduled.frame.pos == "noun" and verb not in scheduled.supports:
                        scheduled.supports.append(verb)
            if lemma in self.cues.support_receives:
                clause = self.clause(verb)
                helping = [
                    child for child in verb.children if child.dep_ in ("obl:arg", "obl:mod") and child.i > verb.i
                ]
                for candidate in self._carried([*clause.objects, *helping]):
                    if candidate.frame.pos == "noun" and _same_group(candidate.type, "MilitarySupport"):
                        self._give(candidate, clause.subjects, (RoleChoice("beneficiary"),), "subject")
            if own is not None and own.frame.pos == "verb":
                for child in verb.children:
                    if (
                        syntax.is_verb(child)
                        and child.dep_ in ("advcl", "conj", "acl", "xcomp")
                        and child.lemma_
                        in ("faire", "causer", "provoquer", "coûter", "entraîner", "laisser", "blesser", "tuer")
                        and syntax.tense_of(child) in ("gerund", "past", "participle")
                    ):
                        own.supports.append(child)

    def _carried(self, tokens: Iterable[Token]) -> list[Candidate]:
        """The events at these words, or in what they carry (« la signature d'un accord »)."""
        found: list[Candidate] = []
        for token in tokens:
            own = self.by_head.get(token.i) or self.by_word.get(token.i)
            lemma = token.lemma_.lower()
            if own is None and lemma in self.cues.support_carriers:
                own = next((self.by_head[c.i] for c in token.children if c.i > token.i and c.i in self.by_head), None)
            if own is None and (lemma in self.cues.partitive or token.pos_ == "NUM"):  # « 500 millions d'aide »
                own = next((self.by_head[c.i] for c in token.subtree if c.i > token.i and c.i in self.by_head), None)
            if own is not None:
                found.append(own)
        return found

    def _first_noun_after(self, verb: Token, clause: syntax.Clause) -> list[Token]:
        """« a mené dans la nuit de jeudi à vendredi une série de frappes »: the noun behind the words for the time."""
        if clause.passive or clause.objects:
            return []
        for token in self.doc[verb.i + 1 :]:
            if self._in_time(token) or token.pos_ in ("DET", "ADJ", "ADV", "NUM"):
                continue
            if token.pos_ == "ADP" and token.i + 1 < len(self.doc) and self._in_time(token.nbor(1)):
                continue
            return [token] if token.pos_ in ("NOUN", "PROPN") else []
        return []

    def _ending_at(self, start: int, subjects: Sequence[Token]) -> list[Candidate]:
        """« La trêve entre A et B est entrée en vigueur »: the noun whose phrase holds what the parser calls the subject."""
        return [
            candidate
            for candidate in self.candidates
            if candidate.frame.pos == "noun"
            and self.scopes[candidate.head.i] == start
            and any(candidate.head.i < token.i < start for token in subjects)
            and not any(token.lower_ in ("qui", "que", "dont", "où") for token in self.doc[candidate.head.i : start])
        ][:1]

    def _speaks(self, verb: Token, lemma: str) -> bool:
        """« a fait état de frappes »: a verb that carries deeds, in a phrase that only tells of them."""
        after = next((token.lower_ for token in self.doc[verb.i + 1 : verb.i + 4] if token.pos_ != "ADV"), "")
        return f"{lemma} {after}" in self.cues.speech_verbs

    def _support_phrase(self, verb: Token, lemma: str) -> str | None:
        """The support of several words that begins at the verb (« avoir lieu », « entrer en vigueur »)."""
        following = {token.lower_ for token in self.doc[verb.i + 1 : verb.i + 5]}
        return next(
            (
                phrase
                for phrase in sorted(self.cues.support_subject)
                if phrase.startswith(lemma + " ") and set(phrase.split()[1:]) <= following
            ),
            None,
        )

    def _suffered(self, verb: Token) -> None:
        """« a repoussé un assaut russe », « ont essuyé des tirs »: the subject is whom the event hits."""
        clause = self.clause(verb)
        for candidate in self._carried(clause.objects) or self._carried(self._first_noun_after(verb, clause)):
            roles = {choice.role for choices in candidate.functions.values() for choice in choices}
            if candidate.frame.pos != "noun" or group_of(candidate.type) != "Violence" or "target" not in roles:
                continue
            candidate.supports.append(verb)
            choices = (RoleChoice("place", ("City", "Region", "Country")), RoleChoice("target"))
            self._give(candidate, clause.subjects, choices, "subject")

    def _answered(self, verb: Token) -> None:
        """« a riposté par des tirs d'artillerie »: who answers does what the words after « par » tell."""
        for child in verb.children:
            candidate = self.by_word.get(child.i)
            if candidate is None or candidate.frame.pos != "noun" or not syntax.is_introduced_by(child, "par"):
                continue
            candidate.supports.append(verb)
            self._give(candidate, self.clause(verb).subjects, _actor_choices(candidate), "subject")

    def _attributed(self, verb: Token) -> None:
        """« une attaque attribuée à X », « imputer l'attaque à X »: X is who did it."""
        clause = self.clause(verb)
        named = [self.by_word[token.i] for token in clause.objects if token.i in self.by_word]
        for candidate in named:
            if candidate.frame.pos != "noun":
                continue
            candidate.supports.append(verb)
            for mention in self.sentence.outer:
                first = self.sentence.words(mention)[0]
                preposition = syntax.preposition_before(self.doc, first, self.cues)
                if preposition is None or preposition.phrase != "à" or preposition.first < verb.i:
                    continue
                if self._gap(verb.i, preposition.first) == 0 or syntax.clause_head(self.sentence.head(mention)) == verb:
                    filler = candidate.add(_actor_choices(candidate), mention, "à", self.sentence.index)
                    if filler is not None:
                        self.placed[(mention.anchor.start, mention.anchor.end)] = (candidate, filler.role, "à")
                        break

    def _give(
        self, candidate: Candidate, tokens: Iterable[Token], choices: Sequence[RoleChoice], function: str
    ) -> None:
        for token in tokens:
            mention = self.sentence.mention_at(token, self.cues)
            if mention is not None and mention.anchor in self.titles:
                holders = self.titles[mention.anchor].role("agent")
                mention = holders[0].mention if holders else None
            if mention is None:
                continue
            if token.lower_ == "personne" and token.left_edge == token:
                continue  # « personne n'a été arrêté »
            filler = candidate.add(choices, mention, function, self.sentence.index)
            if filler is not None:
                self.placed[(mention.anchor.start, mention.anchor.end)] = (candidate, filler.role, function)
                self._coordinated(candidate, mention, choices, function)
                if function == "subject":
                    self._joined_before(candidate, mention, choices)

    def _joined_before(self, candidate: Candidate, mention: EntityMention, choices: Sequence[RoleChoice]) -> None:
        """« Le gouvernement et la guérilla ont signé »: what the parser left outside of a coordinated subject."""
        before = next((m for m in self.sentence.outer if self._precedes(m, mention)), None)
        if (
            before is None
            or (before.anchor.start, before.anchor.end) in self.placed
            or syntax.clause_head(self.sentence.head(before)).i < self.sentence.head(before).i
            or syntax.preposition_before(self.doc, self.sentence.words(before)[0], self.cues) is not None
        ):
            return
        filler = candidate.add(choices, before, "subject", self.sentence.index)
        if filler is not None:
            self.placed[(before.anchor.start, before.anchor.end)] = (candidate, filler.role, "subject")

    def _coordinated(
        self, candidate: Candidate, mention: EntityMention, choices: Sequence[RoleChoice], function: str
    ) -> None:
        """Mentions joined to `mention` by commas and « et » share its function."""
        current = mention
        for following in self.sentence.outer:
            if following.anchor.start < current.anchor.end or following.level == "pronoun":
                continue
            if following.anchor in self.titles:
                break
            if self._named_behind(current, following):  # « l'opposante Rose Kamga et le syndicaliste Jean Essomba »
                current = following
                continue
            if not self._joined(current, following) or (
                function == "object" and self._begins_clause(candidate, following)
            ):
                break
            filler = candidate.add(choices, following, function, self.sentence.index)
            if filler is not None:
                self.placed[(following.anchor.start, following.anchor.end)] = (candidate, filler.role, function)
            current = following

    def _begins_clause(self, candidate: Candidate, mention: EntityMention) -> bool:
        """« ont arrêté deux suspects et les autorités ont saisi … »: behind « et » stands the subject of another verb."""
        head = self.sentence.head(mention)
        verb = head.head
        return head.dep_.startswith("nsubj") and verb.i > head.i > candidate.head.i and verb != candidate.head

    def _joined(self, left: EntityMention, right: EntityMention) -> bool:
        first, last = self.sentence.words(left)[1], self.sentence.words(right)[0]
        if last - first > 5:
            return False
        between = [self.doc[i] for i in range(first, last)]
        words = [token.lower_ for token in between]
        if not any(word in ("et", "ou", "puis", "ainsi") for word in words):
            if words[:1] != [","] or not self._list_continues(right):
                return False
        return all(
            token.lower_
            in (
                ",",
                "et",
                "ou",
                "puis",
                "ainsi",
                "que",
                "l'",
                "l’",
                "d'",
                "d’",
                "de",
                "à",
                "en",
                "dans",
                "au",
                "aux",
                "le",
                "la",
                "les",
                "son",
                "sa",
                "ses",
                "leur",
                "leurs",
                "un",
                "une",
                "des",
                "du",
            )
            or token.pos_ in ("NUM", "ADJ", "DET")
            for token in between
        ) and (is_place(left) == is_place(right) or is_actor(as_actor(left)) == is_actor(as_actor(right)))

    def _list_continues(self, mention: EntityMention) -> bool:
        """After a comma and the mention comes another comma or « et »: an enumeration, not an apposition."""
        end = self.sentence.words(mention)[1]
        following = [self.doc[i].lower_ for i in range(end, min(len(self.doc), end + 2))]
        return bool(following) and following[0] == "et"

    def _scope(self, candidate: Candidate) -> int:
        """Token index where the trigger noun's own phrase ends."""
        start = max(word.i for word in candidate.words) + 1
        for index in range(start, len(self.doc)):
            token = self.doc[index]
            if token.text in (";", ":", "»", "”", "(", "–", "—") or token.text == '"':
                return index
            if token.text == ",":
                following = self.doc[index + 1] if index + 1 < len(self.doc) else None
                if following is None or not (
                    following.pos_ == "ADP" and following.lower_ in ("dans", "au", "en", "à", "près")
                ):
                    return index
            if token.lower_ in ("qui", "que", "qu'", "qu’", "dont", "où", "alors", "mais", "lorsque", "tandis", "afin"):
                return index
            if token.pos_ in ("VERB", "AUX") and token.i not in self.described:
                if "Fin" in token.morph.get("VerbForm", []) or token.dep_ in ("aux:tense", "aux:pass", "cop"):
                    return index
                if "Inf" in token.morph.get("VerbForm", []):
                    return index
                if (
                    token.lemma_ not in self.cues.support_agent
                    and token.lemma_ not in self.cues.support_subject
                    and token.i not in self.by_head
                    and "Pres" in token.morph.get("Tense", [])
                    and token.lower_ not in ("visant", "ciblant", "opposant")
                ):
                    return index
        return len(self.doc)

    # ---- functions of verbs and nouns

    def _verb_functions(self, candidate: Candidate) -> None:
        clause = self.clause(candidate.head)
        functions = candidate.functions
        subjects, objects = clause.subjects, clause.objects
        if clause.borrowed_subject and syntax.is_inserted(candidate.head):
            subjects = ()
        if (
            clause.passive
            and not candidate.frame.functions.get("object")
            and candidate.frame.functions.get("subject")
            and not subjects
        ):
            objects = ()
        self._give(candidate, subjects, functions.get("subject", ()), "subject")
        if len(candidate.words) == 1 or functions.get("object"):
            own = {word.i for word in candidate.words}
            self._give(
                candidate, [token for token in objects if token.i not in own], functions.get("object", ()), "object"
            )
        for word in candidate.words[1:] if "compound" in functions else ():
            for mention in self._compound(word.i + 1):
                candidate.add(functions["compound"], mention, "adjective", self.sentence.index)
        self._give(candidate, clause.datives, functions.get("à", ()), "à")
        self._give(candidate, clause.attributes, functions.get("attribute", ()), "attribute")
        if not any(filler.function == "subject" for filler in candidate.fillers):
            self._inverted_subject(candidate, clause)
        if not any(filler.function == "subject" for filler in candidate.fillers):
            self._subject_before(candidate.head, candidate, functions.get("subject", ()), clause)
        if not any(filler.function == "object" for filler in candidate.fillers):
            self._give(candidate, clause.doubtful, functions.get("object", ()), "object")
            self._object_after(candidate, clause)
            self._undergoing_before(candidate, clause)
        if not objects and not clause.passive and len(candidate.words) == 1:
            self._shared_object(candidate)
        if not candidate.role("agent") and group_of(candidate.type) == "Statement":
            self._speaker_around(candidate)

    def _shared_object(self, candidate: Candidate) -> None:
        """« former, conseiller et équiper les forces locales »: the object of the last verb is that of them all."""
        verb = candidate.head
        for child in verb.children:
            if child.dep_ == "conj" and child.i > verb.i and syntax.is_verb(child):
                between = [token for token in self.doc[verb.i + 1 : child.i] if token.pos_ in ("NOUN", "PROPN", "PRON")]
                if all(token.dep_ == "conj" for token in between) and syntax.tense_of(child) == syntax.tense_of(verb):
                    objects = self.clause(child).objects
                    self._give(candidate, objects, candidate.functions.get("object", ()), "object")

    def _speaker_around(self, candidate: Candidate) -> None:
        """« a adopté une résolution condamnant … »: who acts around is who says it."""
        verb = candidate.head
        if syntax.tense_of(verb) != "gerund" or verb.head.pos_ != "NOUN":
            return
        around = syntax.clause_head(verb.head)
        if syntax.is_verb(around) and around != verb:
            self._give(candidate, self.clause(around).subjects, candidate.functions.get("subject", ()), "subject")

    def _subject_before(
        self, verb: Token, candidate: Candidate, choices: Sequence[RoleChoice], clause: syntax.Clause
    ) -> None:
        """« A et B sont parvenus à… »: the mention right before a finite verb that the parser gave no subject."""
        if clause.passive or not syntax.is_finite(verb) or syntax.own_subjects(verb):
            return
        start = syntax.first_of_verb(verb)
        before = [m for m in self.sentence.outer if self.sentence.words(m)[1] == start and m.level != "pronoun"]
        if not before or (before[0].anchor.start, before[0].anchor.end) in self.placed:
            return
        run = [before[0]]
        while left := next((m for m in self.sentence.outer if self._precedes(m, run[0])), None):
            run.insert(0, left)
        if syntax.preposition_before(self.doc, self.sentence.words(run[0])[0], self.cues) is None:
            for mention in run:
                filler = candidate.add(choices, mention, "subject", self.sentence.index)
                if filler is not None:
                    self.placed[(mention.anchor.start, mention.anchor.end)] = (candidate, filler.role, "subject")

    def _undergoing_before(self, candidate: Candidate, clause: syntax.Clause) -> None:
        """« A Gao, plus de 200 civils ont été abattus »: the mention right before a passive that the parser gave none."""
        if not clause.passive or not syntax.has_auxiliary(candidate.head):
            return
        start = syntax.first_of_verb(candidate.head)
        for mention in self.sentence.outer:
            first, end = self.sentence.words(mention)
            taken = (mention.anchor.start, mention.anchor.end) in self.placed
            if end == start and mention.level != "pronoun" and not taken:
                if syntax.preposition_before(self.doc, first, self.cues) is None:
                    self._give_mention(candidate, mention, candidate.functions.get("object", ()), "object")

    def _precedes(self, left: EntityMention, right: EntityMention) -> bool:
        """Whether `left` stands before `right` in one coordination."""
        gap = self.sentence.words(right)[0] - self.sentence.words(left)[1]
        return left.level != "pronoun" and 0 < gap <= 5 and self._joined(left, right)

    def _object_after(self, candidate: Candidate, clause: syntax.Clause) -> None:
        """« a redéployé jeudi ses forces »: the first bare mention after an active verb without an object."""
        choices = candidate.functions.get("object", ())
        if not choices or clause.passive or clause.complements:
            return
        last = max(word.i for word in candidate.words)
        for mention in self.sentence.outer:
            first = self.sentence.words(mention)[0]
            if first <= last or mention.level == "pronoun":
                continue
            before = syntax.preposition_before(self.doc, first, self.cues)
            bare = before is None or (before.phrase == "de" and syntax.is_negated(candidate.head))
            bare = bare or (before is not None and before.phrase == "de" and self._parts_of(before.first))
            taken = (mention.anchor.start, mention.anchor.end) in self.placed
            if not bare:
                continue
            if not taken and first - last <= 8 and not self._broken(candidate.head.i, first):
                if not any(token.text in (",", "et", "«", '"') for token in self.doc[last + 1 : first]):
                    self._give_mention(candidate, mention, choices, "object")
            return

    def _named_behind(self, left: EntityMention, right: EntityMention) -> bool:
        """Whether `right` is the name that stands right behind the description `left`."""
        adjacent = self.sentence.words(left)[1] == self.sentence.words(right)[0]
        return adjacent and left.level == "nominal" and right.level == "name" and right.kind == left.kind

    def _parts_of(self, at: int) -> bool:
        """« la totalité de la ville », bare: the object is the town."""
        noun = self.doc[at - 1] if at else None
        if noun is None or noun.lemma_.lower() not in self.cues.partitive:
            return False
        return syntax.preposition_before(self.doc, syntax.noun_phrase_start(noun), self.cues) is None

    def _give_mention(
        self, candidate: Candidate, mention: EntityMention, choices: Sequence[RoleChoice], function: str
    ) -> None:
        filler = candidate.add(choices, mention, function, self.sentence.index)
        if filler is not None:
            self.placed[(mention.anchor.start, mention.anchor.end)] = (candidate, filler.role, function)
            self._coordinated(candidate, mention, choices, function)

    def _inverted_subject(self, candidate: Candidate, clause: syntax.Clause) -> None:
        """« …, a annoncé le ministre »: the subject after the verb, where the verb has none before."""
        if clause.passive or not syntax.is_finite(candidate.head):
            return
        if clause.subjects and not (clause.borrowed_subject and syntax.is_inserted(candidate.head)):
            return
        choices = candidate.functions.get("subject", ())
        for mention in self.sentence.outer:
            first = self.sentence.words(mention)[0]
            if first > candidate.head.i:
                if first - candidate.head.i <= 5 and all(
                    token.pos_ in ("DET", "ADJ", "ADV", "PUNCT") or self._in_time(token)
                    for token in self.doc[candidate.head.i + 1 : first]
                ):
                    if candidate.head.i > 0 and any(
                        token.text in (",", "»", '"', "”")
                        for token in self.doc[max(0, candidate.head.i - 4) : candidate.head.i]
                    ):
                        filler = candidate.add(choices, mention, "subject", self.sentence.index)
                        if filler is not None:
                            self.placed[(mention.anchor.start, mention.anchor.end)] = (
                                candidate,
                                filler.role,
                                "subject",
                            )
                return

    def _in_time(self, token: Token) -> bool:
        at = self.sentence.offset(token)
        return any(timex.anchor.start <= at < timex.anchor.end for timex in self.sentence.times)

    def _noun_functions(self, candidate: Candidate) -> None:
        functions = candidate.functions
        head = candidate.head
        for child in head.children:
            if (
                child.dep_ == "det"
                and child.lower_ in ("sa", "son", "ses", "leur", "leurs")
                and "possessive" in functions
            ):
                mention = self._pronoun_at(child)
                if mention is not None:
                    candidate.add(functions["possessive"], mention, "possessive", self.sentence.index)
        left = syntax.noun_phrase_start(head)
        determiner = self.doc[left].lower_ if left < head.i else ""
        if determiner in ("ce", "cet", "cette", "ces"):
            candidate.definite = "demonstrative"
        elif determiner in ("le", "la", "les", "l'", "l’"):
            candidate.definite = "definite"
        elif determiner in ("sa", "son", "ses", "leur", "leurs"):
            candidate.definite = "possessive"
        elif head.i > 0 and self.doc[head.i - 1].lower_ in ("du", "au", "aux", "des"):
            candidate.definite = "definite"
        joined = functions.get("compound") or functions.get("adjective") or ()
        last = max(word.i for word in candidate.words)
        for mention in self._compound(last + 1) if joined else ():
            candidate.add(joined, mention, "adjective", self.sentence.index)
        if "adjective" in functions:
            near = [
                token
                for token in head.children
                if token.pos_ in ("ADJ", "NOUN", "PROPN", "VERB")
                and token.dep_ in ("amod", "nmod", "acl", "appos", "flat:name")
                and abs(token.i - head.i) <= 4
            ]
            near += [
                self.doc[i]
                for i in range(last + 1, min(last + 3, self.scopes[head.i]))
                if self.doc[i].pos_ in ("ADJ", "NOUN", "PROPN", "VERB")
            ]
            for token in dict.fromkeys(near):
                for mention in self._demonyms(token):
                    candidate.add(functions["adjective"], mention, "adjective", self.sentence.index)
        if "host" in functions:
            self._host(candidate)
        if "self" in functions:  # « un contingent », « la garnison »: the word is itself a mention
            itself = self.sentence.mention_at(head, self.cues)
            role = functions["self"][0].role
            if itself is not None and role == "office":
                self.titles[itself.anchor] = candidate
                itself = with_kind(itself, "Post")
            if itself is not None and candidate.add(functions["self"], itself, "self", self.sentence.index):
                self.placed[(itself.anchor.start, itself.anchor.end)] = (candidate, role, "self")
                for inner in self.sentence.inside(itself) if role == "force" else ():
                    if is_place(inner) and (inner.kind != "Country" or inner.key != itself.of):
                        candidate.add((RoleChoice("place"),), inner, "self", self.sentence.index)
        if (
            head.head != head
            and head.head.lemma_ in ("cible", "victime", "objet", "théâtre", "scène")
            and syntax.clause_head(head.head) != head
            and (syntax.heads_clause(head.head) or syntax.clause_head(head.head).lemma_ in ("faire", "devenir", "être"))
        ):
            clause = self.clause(syntax.clause_head(head.head))
            self._give(candidate, clause.subjects, (RoleChoice("target"), RoleChoice("place")), "subject")
        elif head.head.lemma_ in ("cible", "cibles") and head.head.dep_ in ("appos", "nmod", "amod"):
            named = syntax.conjuncts(head.head.head)  # « la gendarmerie et l'aéroport cibles d'une attaque »
            self._give(candidate, named, (RoleChoice("target"), RoleChoice("place")), "subject")

    def _host(self, candidate: Candidate) -> None:
        """What a phrase such as « aux mains de » is said of: the noun before it, or the subject of its copula."""
        first = min(word.i for word in candidate.words)
        before = [
            mention
            for mention in self.sentence.outer
            if self.sentence.words(mention)[1] <= first and mention.level != "pronoun"
        ]
        choices = candidate.functions["host"]
        modified = candidate.head.head
        described = None
        if modified.i < candidate.head.i and modified.pos_ in ("NOUN", "PROPN"):
            described = self.sentence.mention_at(modified, self.cues)
        if described is not None and candidate.add(choices, described, "host", self.sentence.index):
            return
        near = before and first - self.sentence.words(before[-1])[1] <= 3
        if near and candidate.add(choices, before[-1], "host", self.sentence.index):
            return
        opened = self._opened(candidate) if not before else None
        if opened is not None and candidate.add(choices, opened, "host", self.sentence.index):
            return
        clause = self.clause(syntax.clause_head(candidate.head))
        self._give(candidate, clause.subjects, choices, "host")

    def _opened(self, candidate: Candidate) -> EntityMention | None:
        """« Au pouvoir depuis 1990, Idriss Déby… »: what stands behind the comma that closes an opening phrase."""
        comma = next(
            (token.i for token in self.doc[candidate.head.i : candidate.head.i + 16] if token.text == ","), None
        )
        if comma is None or any(syntax.is_verb(token) for token in self.doc[candidate.head.i : comma]):
            return None
        for mention in self.sentence.outer:
            first = self.sentence.words(mention)[0]
            if first > comma:
                bare = all(token.pos_ == "DET" for token in self.doc[comma + 1 : first])
                return mention if bare and mention.level != "pronoun" else None
        return None

    def _pronoun_at(self, token: Token) -> EntityMention | None:
        start = self.sentence.offset(token)
        for mention in self.sentence.mentions:
            if mention.anchor.start == start and mention.level == "pronoun":
                return mention
        anchor = Anchor(start, start + len(token.text), token.text)
        return EntityMention(
            anchor, "Person", "pronoun", anchor, number="plur" if token.lower_.startswith("leur") else "sing"
        )

    def _compound(self, first: int) -> list[EntityMention]:
        """« l'accord russo-américain », « sommet Inde-Pakistan », « rencontre Poutine-Erdogan »: both parts, from a token on."""
        plain = first + 1 < len(self.doc) and self.doc[first].pos_ == "ADJ" and "-" not in self.doc[first].text
        if plain and self.doc[first + 1].text != "-":
            first += 1  # « le sommet annuel sino-russe »
        if first >= len(self.doc):
            return []
        parts = (self.doc[first], self.doc[first])
        if "-" not in self.doc[first].text:
            if first + 2 >= len(self.doc) or self.doc[first + 1].text != "-":
                return []
            parts = (self.doc[first], self.doc[first + 2])
        whole = self.sentence.anchor_of(*parts)
        found = []
        for start, end, names in self.gazetteer.find(whole.text):
            name = next((name for name in names if name.entity.kind in _PAIRED), None)
            if name is not None:
                words = Anchor(whole.start + start, whole.start + end, whole.text[start:end])
                kind = "State" if name.entity.kind == "Country" else name.entity.kind
                found.append(EntityMention(words, kind, "name", words, key=name.entity.id))
        named = any(
            m.anchor.start <= whole.start < m.anchor.end and (m.key is not None or m.anchor.end > whole.end)
            for m in self.sentence.outer
        )
        halves = whole.text.split("-")
        if not found and not named and len(halves) == 2 and all(half[:1].isupper() for half in halves):
            start = whole.start + len(halves[0]) + 1
            anchors = (
                Anchor(whole.start, whole.start + len(halves[0]), halves[0]),
                Anchor(start, whole.end, halves[1]),
            )
            found = [EntityMention(words, "Person", "name", words) for words in anchors]
        return found if len(found) == 2 else []

    def _demonyms(self, token: Token) -> Iterator[EntityMention]:
        """The State behind an adjective (« américaine », « franco-allemande »)."""
        anchor = self.sentence.anchor_of(token)
        for _, _, names in self.gazetteer.find(token.text):
            for name in names:
                if name.sense == "demonym":
                    yield EntityMention(anchor, "State", "name", anchor, key=name.entity.id)
                    break

    # ---- prepositions

    def _prepositions(self) -> None:
        for mention in self.sentence.outer:
            span = (mention.anchor.start, mention.anchor.end)
            if mention.level == "pronoun" and self.doc[self.sentence.words(mention)[0]].pos_ == "DET":
                continue
            first, _end = self.sentence.words(mention)
            if span in self.placed:
                continue
            preposition = syntax.preposition_before(self.doc, first, self.cues)
            if preposition is None or self._measured(preposition.first, mention):
                continue
            if first in self.said and is_actor(mention):
                continue  # « selon un bilan communiqué par le gouvernement »
            part = self.by_word.get(self.sentence.head(mention).i)
            if part is not None and (part.frame.pos == "verb" or self.sentence.head(mention) != part.head):
                continue  # « descendre dans la rue », « tirs d'artillerie »
            if preposition.phrase == "en" and mention.kind == "Facility":
                continue
            preposition = self._outer_preposition(preposition, mention)
            if preposition is None:
                continue
            function = preposition.function(self.cues)
            if function == "de" and is_place(mention) and self._within_place(mention, preposition.first):
                continue
            within = mention.kind in ("Country", "State") and self.doc[preposition.first].lower_ in ("au", "aux")
            best: tuple[float, Candidate, tuple[RoleChoice, ...]] | None = None
            for candidate in self.candidates:
                told = "au" if within and "au" in candidate.frame.functions else function  # « au Mali » is within it
                choices = self._choices(candidate, told, preposition.phrase)
                if choices and _only_place(candidate, choices) and _may_be_place(mention):
                    mention = with_kind(mention, "City")
                if not choices or not any(kind_in_role(mention, choice) for choice in choices):
                    continue
                score = self._bond(candidate, preposition.first, self.sentence.head(mention), function)
                if score > 0 and (best is None or score > best[0]):
                    best = (score, candidate, choices)
            if best is None:
                continue
            _, owner, choices = best
            filler = owner.add(choices, mention, function, self.sentence.index)
            if filler is not None:
                self.placed[span] = (owner, filler.role, function)
                self._coordinated(owner, mention, choices, function)

    def _outer_preposition(self, preposition: syntax.Preposition, mention: EntityMention) -> syntax.Preposition | None:
        """What introduces the mention: behind a noun that tells nothing else « de » belongs to it.

        « après dix-huit mois de siège » is not « s'emparer de »; « contre le poste de Gao » is « contre » of Gao.
        """
        at = preposition.first
        if preposition.phrase != "de" or at == 0 or not (is_place(mention) or is_actor(mention)):
            return preposition
        noun = self.doc[at - 1]
        if noun.pos_ == "ADJ" and noun.head.i < noun.i:
            noun = noun.head
        if noun.pos_ != "NOUN" or noun.i in self.by_word or noun.i - 1 in self.by_word:
            return preposition  # « l'offensive éclair de Bakou »
        around = syntax.preposition_before(self.doc, syntax.noun_phrase_start(noun), self.cues)
        if (
            noun.lemma_.lower() in self.cues.partitive
        ):  # « contre une centaine de rebelles », « un champ du nord du pays »
            further = around is not None and around.phrase == "de" and 0 < around.first < at
            return self._outer_preposition(around, mention) if around and further else around or preposition
        if noun.lemma_.lower() in self.cues.support_carriers or self.sentence.mention_at(noun, self.cues) is not None:
            return preposition
        if self._in_time(noun) or stem(noun.lemma_) in self.between_places:
            return preposition
        if (
            around is not None
            and around.phrase == "de"
            and around.first
            and self.doc[around.first - 1].i in self.by_word
        ):
            return preposition  # « une réunion d'urgence du Conseil »
        if any(
            "de" in c.functions
            and c.frame.pos == "verb"
            and c.head.i < at
            and all(f.function != "de" for f in c.fillers)
            for c in self.candidates
        ):
            return preposition  # « s'est emparée dans la journée de Gao »
        compound = mention.level != "name" and self.sentence.words(mention)[0] == at + 1  # « un arrêt de bus »
        if around is None or around.phrase == "de" or compound or not is_place(mention):
            return None
        if mention.kind == "Country" and not self._says_where(mention):
            return None
        local = around.phrase in _WHERE or around.function(self.cues) in _WHERE
        return around if local else None

    def _says_where(self, mention: EntityMention) -> bool:
        """« un champ du nord d'Israël »: a direction before the country; « l'avenir d'Israël » is no place."""
        first = self.sentence.words(mention)[0]
        return any(token.lower_ in self.cues.directions for token in self.doc[max(0, first - 3) : first])

    def _within_place(self, mention: EntityMention, at: int) -> bool:
        """« la banlieue sud de Beyrouth », « le nord de Gao »: the place only tells where another one is."""
        left = next((m for m in reversed(self.sentence.outer) if m.anchor.end <= mention.anchor.start), None)
        if left is None or left.level != "nominal" or not is_place(left):
            return False
        between = self.doc[self.sentence.words(left)[1] : at]
        return all(token.pos_ == "ADJ" or token.lower_ in self.cues.directions for token in between)

    def _choices(self, candidate: Candidate, function: str, phrase: str) -> tuple[RoleChoice, ...]:
        functions = candidate.frame.functions
        if function in functions:
            return functions[function]
        if phrase in functions:
            return functions[phrase]
        if phrase in self.cues.locative and "loc" in functions:
            return functions["loc"]
        if function == "de" and candidate.frame.pos == "verb":
            return ()
        return ()

    def _bond(self, candidate: Candidate, at: int, head: Token, function: str) -> float:
        """How strongly a phrase that begins at token `at`, with head `head`, belongs to the candidate; 0: not at all."""
        trigger = candidate.head
        if candidate.frame.pos == "noun":
            last = max((word.i for word in candidate.words if word.i < at), default=trigger.i)
            if last < at < self.scopes[trigger.i]:
                gap = self._gap(last, at)
                direct = self._hangs_on(head, trigger)
                if function == "de" and gap > 0 and not direct and not self._after_own_argument(candidate, at):
                    return 0.0
                return 20.0 - 2 * gap + (3 if direct else 0)
        verbs = [trigger] if candidate.frame.pos == "verb" else []
        best = 0.0
        for verb in [*verbs, *candidate.supports]:
            if verb != trigger and function == "par" and verb.lemma_ in self.cues.support_dative:
                continue  # « imputé par les autorités à … »
            if verb != trigger and (function == "de" or (function == "à" and verb.lemma_ in self.cues.toll_verbs)):
                mention = self.sentence.mention_at(head, self.cues)
                if function == "de" or (mention is not None and is_actor(mention)):
                    continue  # « trois membres d'une famille tués par une frappe », « a coûté la vie à six soldats »
            score = self._clause_bond(verb, at, head, function)
            if verb != trigger:
                score -= 0.5
            best = max(best, score)
        return best

    def _clause_bond(self, verb: Token, at: int, head: Token, function: str) -> float:
        same = syntax.clause_head(head) == verb
        if at > verb.i:
            if self._broken(verb.i, at):
                return (
                    7.0
                    if same and function != "de" and not any(token.text == ";" for token in self.doc[verb.i : at])
                    else 0.0
                )
            gap = self._gap(verb.i, at)
            if function == "de" and gap > 0 and not same:
                return 0.0
            return 12.0 - gap + (3 if same else 0)
        if function == "de":
            return 3.0 if same else 0.0
        if same:
            return 8.0 - 0.5 * self._gap(at, verb.i)
        if at <= 1 and syntax.parent_clause(verb) is None:
            return 5.0
        return 0.0

    def _broken(self, start: int, end: int) -> bool:
        """Whether another clause begins between two tokens."""
        for token in self.doc[start + 1 : end]:
            if token.text in (";", ":"):
                return True
            if token.lower_ in ("qui", "que", "qu'", "qu’", "dont", "où", "lorsque", "tandis") and token.pos_ in (
                "PRON",
                "SCONJ",
                "ADV",
            ):
                return True
            if (
                syntax.is_verb(token)
                and token.i not in (start,)
                and token.i not in self.described
                and token.dep_ not in ("amod",)
                and not (token.i in self.by_word and self.by_word[token.i].head.i == start)
            ):
                return True
        return False

    def _gap(self, start: int, end: int) -> int:
        """How many other mentions and triggers stand between two tokens."""
        low, high = self.sentence.offset(self.doc[start]), self.sentence.offset(self.doc[end])
        mentions = sum(
            1
            for mention in self.sentence.outer
            if low < mention.anchor.start and mention.anchor.end <= high and mention.level != "pronoun"
        )
        return mentions + 2 * sum(1 for candidate in self.candidates if start < candidate.head.i < end)

    def _after_own_argument(self, candidate: Candidate, at: int) -> bool:
        """Whether the phrase right before token `at` is an argument of the candidate."""
        before = [mention for mention in self.sentence.outer if self.sentence.words(mention)[1] <= at]
        if not before:
            return False
        owner = self.placed.get((before[-1].anchor.start, before[-1].anchor.end))
        return owner is not None and owner[0] is candidate and at - self.sentence.words(before[-1])[1] <= 1

    def _hangs_on(self, head: Token, trigger: Token) -> bool:
        current = head
        for _ in range(4):
            if current.head == current:
                return False
            current = current.head
            if current == trigger:
                return True
            if current.i in self.by_head or syntax.heads_clause(current):
                return False
        return False

    def _measured(self, at: int, mention: EntityMention) -> bool:
        """« à Qayyarah, à 60 km au sud de Mossoul »: the place only locates another one that is named."""
        start = self.sentence.offset(self.doc[at])
        return any(
            quantity.measure == "distance"
            and 0 <= start - quantity.anchor.end <= 2
            and self._locates_another(quantity, mention)
            for quantity in self.sentence.quantities
        )

    def _locates_another(self, distance: Quantity, mention: EntityMention) -> bool:
        """Whether a place stands right before a distance; without one the place that it counts from is all there is."""
        left = next((m for m in reversed(self.sentence.outer) if m.anchor.end <= distance.anchor.start), None)
        if left is None or not is_place(left) or mention.level == "pronoun":
            return False
        return self.sentence.span(distance.anchor.start, distance.anchor.end)[0] - self.sentence.words(left)[1] <= 5

    def _means(self) -> None:
        """« attentat à la bombe », « deux voitures piégées ont explosé »: the weapon that the trigger itself names."""
        for candidate in self.candidates:
            if group_of(candidate.type) != "Violence":
                continue
            for word in candidate.words:
                at = self.sentence.offset(word)
                for mention in self.sentence.outer:
                    if mention.anchor.start <= at < mention.anchor.end and is_a(mention.kind, "Weapon"):
                        candidate.add((RoleChoice("instrument"),), mention, "trigger", self.sentence.index)

    # ---- chains of places, owners of forces

    def _chains(self) -> None:
        """« à Gao, dans le nord du Mali »: a place right after a place belongs to the same event."""
        previous: EntityMention | None = None
        for mention in self.sentence.outer:
            if mention.level == "pronoun":
                continue
            span = (mention.anchor.start, mention.anchor.end)
            if previous is not None and span not in self.placed and is_place(mention):
                owner = self.placed.get((previous.anchor.start, previous.anchor.end))
                if (
                    owner is not None
                    and owner[1] in ("place", "target", "origin")
                    and is_place(previous)
                    and self._adjacent(previous, mention)
                ):
                    role = "place" if owner[1] == "target" else owner[1]
                    renamed = self._renames(previous, mention)  # only what its words name is another place
                    if renamed or owner[0].add((RoleChoice(role),), mention, owner[2], self.sentence.index):
                        self.placed[span] = (owner[0], role, owner[2])
            previous = mention
        for span, (candidate, role, function) in list(self.placed.items()):
            if role not in ("place", "target"):
                continue
            outer = next((m for m in self.sentence.outer if (m.anchor.start, m.anchor.end) == span), None)
            if outer is None or not is_place(outer) or outer.head.text in load_distance_words().units:
                continue  # « 30 km au nord de Kidal » is not Kidal
            for inner in self.sentence.inside(outer):
                if (
                    is_place(inner)
                    and inner.level == "name"
                    and not (outer.level == "name" and outer.kind != "Facility")
                ):
                    candidate.add((RoleChoice("place"),), inner, function, self.sentence.index)

    def _renames(self, left: EntityMention, right: EntityMention) -> bool:
        """« Rubaya, site minier de la province »: a description without a preposition is the place just named."""
        if left.level == "pronoun" or right.level != "nominal":
            return False
        return syntax.preposition_before(self.doc, self.sentence.words(right)[0], self.cues) is None

    def _adjacent(self, left: EntityMention, right: EntityMention) -> bool:
        first, last = self.sentence.words(left)[1], self.sentence.words(right)[0]
        between = [self.doc[i] for i in range(first, last)]
        if any(
            quantity.measure == "distance" and left.anchor.end <= quantity.anchor.start < right.anchor.start
            for quantity in self.sentence.quantities
        ):
            return False
        return (
            last - first <= 10
            and all(
                token.text in (",", "(", ")")
                or token.pos_ in ("ADP", "DET", "NUM", "ADJ", "ADV")
                or (token.dep_ in ("amod", "acl") and token.nbor(1).pos_ == "ADP")  # « un marché très fréquenté de … »
                or stem(token.lemma_) in self.between_places
                for token in between
            )
            and not any(token.lower_ in ("vers", "contre", "depuis", "par", "avec", "pour") for token in between)
        )

    def _released(self) -> None:
        """« retirer ses militaires de Syrie »: a place inside the words for the forces is the place they leave.

        It is whose the forces are only where nobody else is (« le retrait des troupes du Tchad »).
        """
        for candidate in self.candidates:
            taken = candidate.functions.get("de", ())
            choices = [choice for choice in taken if choice.role == "place"]
            if candidate.frame.pos == "verb" and not choices:
                choices = [choice for choice in taken if choice.role == "agent"]
            if not choices:
                continue
            for filler in candidate.role("force", "instrument"):
                inner = self._place_at_end(filler.mention)
                if inner is None or not any(kind_in_role(inner, choice) for choice in choices):
                    continue
                owned = candidate.role("agent") or self._owner_pronoun(filler.mention) is not None
                theirs = inner.kind == "Country" and filler.mention.of == inner.key
                if theirs and not owned and candidate.frame.pos == "noun":
                    continue
                outer = filler.mention
                candidate.add(choices, inner, "de", self.sentence.index)
                end = self.sentence.words(inner)[0]
                while end > 0 and self.doc[end - 1].pos_ in ("ADP", "DET"):
                    end -= 1
                words = self.sentence.anchor_of(self.doc[self.sentence.words(outer)[0]], self.doc[end - 1])
                of = None if outer.of == inner.key else outer.of
                filler.mention = EntityMention(
                    words, outer.kind, outer.level, outer.head, None, of, outer.number, outer.gender
                )
            named = [f for f in candidate.role("place") if f.function == "de" and f.mention.kind == "Country"]
            if len(named) > 1 and candidate.frame.pos == "noun" and not candidate.role("agent"):
                owner = next((c for c in candidate.functions["de"] if c.role == "agent"), None)
                kind = kind_in_role(named[0].mention, owner) if owner is not None else None
                if kind is not None:  # « le désengagement de la Suède du Mali »
                    named[0].role, named[0].mention = "agent", with_kind(named[0].mention, kind)

    def _place_at_end(self, mention: EntityMention) -> EntityMention | None:
        """The name of a place that ends a longer mention after « de », else None."""
        for inner in self.sentence.inside(mention):
            if inner.anchor.end == mention.anchor.end and inner.level != "pronoun" and is_place(inner):
                first = self.sentence.words(inner)[0]
                before = syntax.preposition_before(self.doc, first, self.cues)
                if before is not None and before.phrase == "de" and inner.anchor.start > mention.head.start:
                    return inner
        return None

    def _purposes(self) -> None:
        """« le déploiement de 500 soldats pour aider X »: the soldiers are who will help."""
        for candidate in self.candidates:
            roles = {choice.role for choices in candidate.functions.values() for choice in choices}
            if "agent" not in roles or not self._is_purpose(candidate):
                continue
            moved = [
                c for c in self.candidates if c is not candidate and c.head.i < candidate.head.i and c.role("force")
            ]
            if not moved:
                continue
            borrowed = [filler for filler in candidate.role("agent") if filler.function == "subject"]
            for filler in borrowed:
                candidate.fillers.remove(filler)
            if not candidate.role("agent"):
                candidate.add(
                    (RoleChoice("agent"),), moved[-1].role("force")[0].mention, "purpose", self.sentence.index
                )

    def _is_purpose(self, candidate: Candidate) -> bool:
        if candidate.frame.pos == "verb":
            return bool({"pour", "afin"} & set(syntax.marks(candidate.head))) and (
                syntax.tense_of(candidate.head) == "infinitive"
            )
        token = candidate.head
        for _ in range(2):
            before = syntax.preposition_before(self.doc, syntax.noun_phrase_start(token), self.cues)
            if before is not None and before.function(self.cues) == "pour":
                return True
            if token.head.pos_ != "NOUN" or token.head.i > token.i:
                return False
            token = token.head
        return False

    def _nearest(self) -> None:
        """Roles that a frame takes from the nearest fitting mention of the sentence."""
        for candidate in self.candidates:
            for role in candidate.frame.near:
                if candidate.role(role):
                    continue
                at = self.sentence.offset(candidate.head)
                taken = {filler.mention.key for filler in candidate.fillers}
                options = [
                    mention
                    for mention in self.sentence.mentions
                    if mention.level == "name" and mention.kind in ("Country", "Region") and mention.key not in taken
                ]
                if options:
                    nearest = min(options, key=lambda mention: abs(mention.anchor.start - at))
                    candidate.add((RoleChoice(role),), nearest, "near", self.sentence.index)

    def _owners(self) -> None:
        """The State of the forces moved is who moves them, where nobody else is named."""
        for candidate in self.candidates:
            if candidate.role("agent") or not candidate.functions:
                continue
            if group_of(candidate.type) not in ("Movement", "Presence") and not any(
                choice.role == "agent" for choices in candidate.functions.values() for choice in choices
            ):
                continue
            for filler in candidate.role("force"):
                mention = filler.mention
                possessor = self._owner_pronoun(mention)
                if possessor is not None and mention.of is None:
                    candidate.add((RoleChoice("agent"),), possessor, "owner", self.sentence.index)
                if mention.of is None:
                    continue
                inner = next((m for m in self.sentence.inside(mention) if m.key == mention.of), None)
                words = inner.anchor if inner is not None else self._owner_words(mention)
                owner = EntityMention(words, "State", "name", words, key=mention.of)
                candidate.add((RoleChoice("agent"),), owner, "of", self.sentence.index)

    def _offices(self) -> None:
        """« nommé X ministre des Armées », « au poste de Premier ministre »: the post stands bare after the trigger."""
        for candidate in self.candidates:
            takes = any(choice.role == "office" for choices in candidate.functions.values() for choice in choices)
            if not takes or candidate.role("office") or group_of(candidate.type) != "Office":
                continue
            end = max(word.i for word in candidate.words) + 1
            for mention in self.sentence.outer:
                first, stop = self.sentence.words(mention)
                if first < end or mention.level == "pronoun":
                    continue
                between = [
                    token
                    for token in self.doc[end:first]
                    if token.pos_ not in ("DET", "ADJ", "ADV", "ADP")
                    and not self._in_time(token)
                    and token.lemma_ != "poste"
                ]
                if between or candidate.type == "Departure":
                    break
                start = syntax.noun_phrase_start(self.doc[first])
                bare = (
                    self.doc[start].pos_ != "DET"
                    and (self.doc[start - 1].pos_ not in ("DET", "ADP") or self.doc[start - 1].lower_ == "comme")
                    and mention.level == "nominal"
                    and mention.number != "plur"
                    and self.doc[first].pos_ != "NUM"
                )
                if self._right_behind(mention):
                    candidate.fillers = [filler for filler in candidate.fillers if filler.mention != mention]
                    end = stop  # « la première femme Premier ministre »
                    continue
                if mention.kind == "Post" or (bare and mention.kind == "Person"):
                    candidate.fillers = [filler for filler in candidate.fillers if filler.mention != mention]
                    post = with_kind(mention, "Post")
                    candidate.add((RoleChoice("office"),), post, "attribute", self.sentence.index)
                    break
                if not candidate.has(mention):
                    break
                end = stop

    def _right_behind(self, mention: EntityMention) -> list[EntityMention]:
        """A description that a word for a human being holds (« la première femme Premier ministre »)."""
        end = self.sentence.words(mention)[1]
        return [
            other
            for other in self.sentence.outer
            if mention.level == other.level == "nominal" and self.sentence.words(other)[0] == end
        ]

    def _intending(self) -> None:
        """« Riyad envisage des sanctions », « Washington annonce l'envoi de … »: who intends a deed would do it."""
        for candidate in self.candidates:
            roles = [choice.role for choices in candidate.functions.values() for choice in choices]
            named = [f for f in candidate.role("agent", "participant") if f.mention.level != "pronoun"]
            meeting = candidate.type == "Meeting" and len(named) < 2
            if candidate.frame.pos != "noun" or not (meeting or ("agent" in roles and not named)):
                continue
            if group_of(candidate.type) in ("Statement", "Presence"):
                continue
            verb = syntax.clause_head(candidate.head)
            if not syntax.is_verb(verb):
                continue
            threatened = verb.i in self.by_head and self.by_head[verb.i].type == "Threat"
            if candidate not in self._carried(self.clause(verb).objects) and not threatened:
                continue
            groups = ("Movement", "Support") if candidate.type != "Visit" else ()
            announced = (
                verb.lemma_ == "annoncer" and group_of(candidate.type) in ("Movement", "Support", "PublicOrder")
            ) or (verb.lemma_ in self.cues.support_decides and group_of(candidate.type) in groups)
            if verb.lemma_ not in self.cues.intends and not announced and not threatened:
                continue
            if verb.lemma_ in self.cues.unsure_when_refused and syntax.is_negated(verb):
                continue
            bodies = ("State", "Government", "InternationalOrganization", "ArmedForce", "ArmedGroup")
            if candidate.type in ("Arrest", "Protest", "Riot", "Coup"):
                continue
            kinds = bodies if announced else (*bodies, "Person", "Organization")
            if meeting:  # « n'exclut pas une rencontre avec … »
                self._give(candidate, self.clause(verb).subjects, (RoleChoice("participant", kinds),), "subject")
                continue
            subjects = self.clause(verb).subjects
            if announced:  # « il a annoncé la livraison »: whom it stands for is a person, and his State delivers
                subjects = tuple(token for token in subjects if token.pos_ != "PRON")
            possessed = candidate.role("agent")  # « envisage un retrait de ses soldats »: whose they are is who intends
            self._give(candidate, subjects, (RoleChoice("agent", kinds),), "subject")
            if any(f not in possessed for f in candidate.role("agent")):
                candidate.fillers = [f for f in candidate.fillers if f not in possessed]
            if threatened:  # « menacent Téhéran de sanctions »
                given = tuple(choice for choice in candidate.functions.get("contre", ()) if choice.role != "place")
                self._give(candidate, self.clause(verb).objects, given, "object")

    def _owner_pronoun(self, mention: EntityMention) -> EntityMention | None:
        """« ses soldats »: the possessive before the mention, None where there is none."""
        first = self.sentence.words(mention)[0]
        before = [self.doc[i] for i in range(max(0, first - 3), first)]
        found = [token for token in before if token.lower_ in ("sa", "son", "ses", "leur", "leurs")]
        return self._pronoun_at(found[-1]) if found and found[-1].pos_ == "DET" else None

    def _owner_words(self, mention: EntityMention) -> Anchor:
        first, end = self.sentence.words(mention)
        for index in range(first, end):
            for found in self._demonyms(self.doc[index]):
                if found.key == mention.of:
                    return found.anchor
        return mention.anchor

    # ---- times and figures

    def _times(self) -> None:
        terms = [
            (candidate, term_of(candidate.head, self.sentence)) for candidate in self.candidates if candidate.frame.term
        ]
        for candidate, term in terms:
            candidate.times.extend([term] if term is not None else [])
        for timex in self.sentence.times:
            if any(timex is term for _, term in terms):
                continue
            first, end = self.sentence.span(timex.anchor.start, timex.anchor.end)
            if first in self.said:
                continue  # « selon un bilan publié jeudi »
            best: tuple[float, Candidate] | None = None
            for candidate in self.candidates:
                if self._is_first_since(candidate, timex):
                    continue
                score = self._time_bond(candidate, first, end)
                if score > 0 and (best is None or score > best[0]):
                    best = (score, candidate)
            if best is not None:
                owner = best[1]
                owner.times.append(timex)
                if timex.basis == "event":
                    following = next(
                        (c for c in self.candidates if c.head.i >= end and c is not owner and c.head.i - end <= 6), None
                    )
                    if following is not None:
                        owner.times.remove(timex)
                        owner.shifts.append((timex, following))
                    elif owner.head.i >= end and owner.frame.pos == "noun":
                        clause = syntax.clause_head(self.doc[first])
                        main = self.by_head.get(clause.i) or next(
                            (
                                c
                                for c in self.candidates
                                if clause in c.supports or c.head in self.clause(clause).subjects
                            ),
                            None,
                        )
                        if main is not None and main is not owner:
                            owner.times.remove(timex)
                            main.shifts.append((timex, owner))
        for candidate in self.candidates:
            if not candidate.times and candidate.frame.pos == "verb":
                earlier = syntax.coordinated_with(candidate.head)
                lead = self.by_head.get(earlier.i) if earlier is not None else None
                if lead is not None:
                    candidate.times.extend(
                        timex
                        for timex in lead.times
                        if self.sentence.span(timex.anchor.start, timex.anchor.end)[0] < lead.head.i
                    )

    def _is_first_since(self, candidate: Candidate, timex: Timex) -> bool:
        """« la première visite d'un pape depuis 1928 »: the year is when there was one before."""
        if timex.interval is None or timex.interval.end is not None or candidate.frame.pos != "noun":
            return False
        first = syntax.noun_phrase_start(candidate.head)
        return any(
            quantity.measure == "occurrence"
            and first <= self.sentence.span(quantity.anchor.start, quantity.anchor.end)[0] <= candidate.head.i
            for quantity in self.sentence.quantities
        )

    def _time_bond(self, candidate: Candidate, first: int, end: int) -> float:
        trigger = candidate.head
        if candidate.frame.pos == "noun":
            last = max(word.i for word in candidate.words)
            if last < first < self.scopes[trigger.i]:
                return 18.0 - 2 * self._gap(last, first) + (2 if self._hangs_on(self.doc[first], trigger) else 0)
            if self._told_by_relative(candidate, first):
                return 15.0 + 0.01 * trigger.i
        best = 0.0
        verbs = [trigger] if candidate.frame.pos == "verb" else []
        if verbs and end <= trigger.head.i < trigger.i and trigger.dep_ in ("acl", "amod", "acl:relcl"):
            return 0.0  # « Hier, les rebelles soutenus par … ont pris … »: the day is that of the main verb
        for verb in [*verbs, *candidate.supports]:
            if first > verb.i:
                if self._broken(verb.i, first):
                    score = 5.0 if syntax.clause_head(self.doc[first]) == verb else 0.0
                else:
                    score = 14.0 - self._gap(verb.i, first)
            elif syntax.clause_head(self.doc[first]) == verb:
                score = 9.0
            elif not self._broken(end - 1, verb.i) and not any(
                token.text == "," and False for token in self.doc[end : verb.i]
            ):
                score = 6.0 - 0.3 * self._gap(end - 1, verb.i)
            elif first <= 2 and (syntax.parent_clause(verb) is None):
                score = 5.0
            else:
                score = 0.0
            best = max(best, score - (0.2 if verb != trigger else 0.0))
        return best

    def _fate_of(self, quantity: Quantity) -> Quantity:
        """« faire prisonniers trente soldats », « pris en otage douze marins »: what the figure counts, by its event."""
        if quantity.measure not in (None, "personnel") or quantity.subset:
            return quantity
        for candidate in self.candidates:
            measure = _FATE_OF.get(candidate.type)
            if measure and any(_overlap(f.mention.anchor, quantity.anchor) for f in candidate.role("target")):
                return replace(quantity, measure=measure)
        return quantity

    def _summed(self, quantities: list[Quantity]) -> list[Quantity]:
        """« un soldat et deux rebelles ont été tués »: three dead, not two tolls."""
        kept: list[Quantity] = []
        for quantity in quantities:
            last = kept[-1] if kept else None
            if last is None or quantity.subset or last.subset or not self._adds(last, quantity):
                kept.append(quantity)
                continue
            one, two = last.amount, quantity.amount
            low = one.low + two.low if one.low is not None and two.low is not None else None
            high = one.high + two.high if one.high is not None and two.high is not None else None
            start, end = last.anchor.start, quantity.anchor.end
            offset = self.sentence.anchor.start
            words = Anchor(start, end, self.sentence.anchor.text[start - offset : end - offset])
            kept[-1] = replace(last, anchor=words, amount=replace(one, low=low, high=high))
        return kept

    def _counts_people(self, quantity: Quantity) -> bool:
        """Whether somebody is mentioned where one is counted: « un soldat et deux civils », not « une mine d'or »."""
        return any(is_actor(m) and _overlap(m.anchor, quantity.anchor) for m in self.sentence.mentions)

    def _adds(self, one: Quantity, two: Quantity) -> bool:
        """Whether two counts of the same fate stand in one coordination."""
        if one.measure != two.measure or one.measure not in _ADDED or one.amount.unit == two.amount.unit:
            return False
        if any(quantity.amount.low == 1 and not self._counts_people(quantity) for quantity in (one, two)):
            return False
        first = self.sentence.span(one.anchor.start, one.anchor.end)[1]
        between = self.doc[first : self.sentence.span(two.anchor.start, two.anchor.end)[0]]
        joined = any(token.lower_ in ("et", ",") for token in between)
        return (
            joined
            and len(between) <= 6
            and all(
                token.pos_ in ("NOUN", "PROPN", "ADJ", "DET", "ADP", "CCONJ") or token.text == "," for token in between
            )
        )

    def _quantities(self) -> None:
        for quantity in self._summed([self._fate_of(quantity) for quantity in self.sentence.quantities]):
            if quantity.subset or quantity.measure in (None, "distance"):
                continue
            first, end = self.sentence.span(quantity.anchor.start, quantity.anchor.end)
            if quantity.measure == "occurrence":
                owner = next(
                    (c for c in self.candidates if c.frame.pos == "noun" and first <= c.head.i <= end + 1), None
                )
                if owner is not None:
                    owner.quantities.append(quantity)
                continue
            wanted = _MEASURE_CLASSES.get(quantity.measure or "", ())
            options = [c for c in self.candidates if any(is_a(c.type, group) for group in wanted)]
            if quantity.measure == "personnel":
                options = [
                    c
                    for c in options
                    if any(_overlap(f.mention.anchor, quantity.anchor) for f in c.role("force", "agent"))
                ] or [c for c in options if self._near(c, first) and c.type != "Visit"]
            options = [c for c in options if not self._follows(c, first)]
            if options:
                owner = max(options, key=lambda c: (self._figure_bond(c, first, quantity), -abs(c.head.i - first)))
                owner.quantities.append(quantity)

    def _follows(self, candidate: Candidate, at: int) -> bool:
        """« a tiré des roquettes après la mort d'un chef »: the figure is of what came before, not of the event."""
        words = self.doc[max(candidate.head.i + 1, at - 5) : at]
        return any(token.lower_ == "après" for token in words) and not any(token.i in self.by_word for token in words)

    def _near(self, candidate: Candidate, at: int) -> bool:
        if candidate.frame.pos == "noun":
            return candidate.head.i < at < self.scopes[candidate.head.i] or any(
                verb.i < at and not self._broken(verb.i, at) and self._gap(verb.i, at) == 0
                for verb in candidate.supports
            )
        return candidate.head.i < at and not self._broken(candidate.head.i, at) and self._gap(candidate.head.i, at) == 0

    def _figure_bond(self, candidate: Candidate, at: int, quantity: Quantity) -> float:
        if candidate.frame.pos == "noun" and self._told_by_relative(candidate, at):
            return 9.0 + 0.001 * candidate.head.i
        if any(_overlap(filler.mention.anchor, quantity.anchor) for filler in candidate.fillers):
            return 10.0
        clause = syntax.clause_head(self.doc[at])
        if clause == candidate.head or clause in candidate.supports:
            return 8.0
        if candidate.frame.pos == "noun" and self._near(candidate, at):
            return 6.0
        return 4.0 - 0.05 * abs(candidate.head.i - at)

    def _told_by_relative(self, candidate: Candidate, at: int) -> bool:
        """« l'attaque de Nairobi, qui avait fait 213 morts en août »: the clause that follows the noun's own phrase."""
        start = self.scopes[candidate.head.i]
        if start < len(self.doc) and self.doc[start].text == ",":
            start += 1
        if start >= len(self.doc) or self.doc[start].lower_ != "qui" or at <= start:
            return False
        verb = next((token for token in self.doc[start:] if syntax.is_verb(token) and syntax.is_finite(token)), None)
        return verb is not None and at > verb.i and syntax.clause_head(self.doc[at]) == syntax.clause_head(verb)

    def _lasts(self, candidate: Candidate) -> bool:
        """A participle that modifies a noun, or a passive in the present: a state, nobody acting is named."""
        clause = self.clause(candidate.head)
        if not clause.passive or any(filler.function in ("subject", "par") for filler in candidate.role("agent")):
            return False
        if candidate.head.dep_ in ("acl", "amod", "xcomp") and not syntax.has_auxiliary(candidate.head):
            return self.sentence.kind == "body"
        return syntax.tense_of(candidate.head) in ("present", "imperfect")

    def _holds(self, candidate: Candidate) -> bool:
        """« Bama, occupée depuis septembre par … »: a town that is or stays taken is held, whoever took it."""
        if candidate.frame.stative != "TerritorialControl":
            return False
        clause, tense = self.clause(candidate.head), syntax.tense_of(candidate.head)
        since = any(timex.relation == "since" for timex in candidate.times)
        return since or tense == "imperfect" or (clause.passive and tense in ("participle", "present"))

    def _refine(self, candidate: Candidate) -> None:
        """Narrow the class where the frame's words say so (« attaque » + drone → Airstrike)."""
        if candidate.frame.stative and (self._lasts(candidate) or self._holds(candidate)):
            candidate.type = candidate.frame.stative
        if not candidate.frame.when:
            return
        if candidate.frame.pos == "noun":
            words = [
                *candidate.words,
                *self.doc[max(word.i for word in candidate.words) + 1 : self.scopes[candidate.head.i]],
                *(self.sentence.head(filler.mention) for filler in candidate.role("agent", "instrument")),
            ]
        else:
            hit = {
                i
                for filler in candidate.role("target", "place")
                if filler.mention.level != "pronoun"
                for i in range(*self.sentence.words(filler.mention))
            }  # « attaquent une mine d'or » is no mine going off
            words = [t for t in self.doc if syntax.clause_head(t) == candidate.head and t.i not in hit]
        for target, phrases in candidate.frame.when.items():
            for phrase in phrases:
                if all(any(is_word(token, part) for token in words) for part in phrase):
                    candidate.type = target
                    return


def _said_by(sentence: SentenceReading, cues: Cues) -> frozenset[int]:
    """The words of « selon … », « d'après … », up to the next stop: who says so and when, not what happened."""
    text = sentence.anchor.text.lower().replace("’", "'")
    inside: set[int] = set()
    for cue in cues.according:
        found = text.find(cue + " ")
        if found < 0 or (found > 0 and text[found - 1].isalnum()):
            continue
        first = sentence.span(sentence.anchor.start + found, sentence.anchor.start + found + len(cue))[0]
        for token in sentence.doc[first:]:
            if token.text in (",", ";", ":", ".", "»") and token.i > first:
                break
            inside.add(token.i)
    return frozenset(inside)


def _only_place(candidate: Candidate, choices: Sequence[RoleChoice]) -> bool:
    """Whether only a place can stand there, with a word for taking or losing one."""
    return group_of(candidate.type) == "Territory" and all(choice.role == "place" for choice in choices)


def _may_be_place(mention: EntityMention) -> bool:
    """Whether a name that no list knows may be a town: one word, taken for a person or body."""
    known = mention.key is not None or mention.level != "name" or " " in mention.anchor.text
    return not known and mention.kind in ("Person", "Organization")


def _overlap(a: Anchor, b: Anchor) -> bool:
    return a.start < b.end and b.start < a.end


def _same_group(a: str, b: str) -> bool:
    return group_of(a) == group_of(b)


def _actor_choices(candidate: Candidate) -> tuple[RoleChoice, ...]:
    """The roles of who does what a noun tells: through « par », a possessive, or the party of a meeting."""
    functions = candidate.functions
    if any(choice.role == "participant" for choices in functions.values() for choice in choices):
        return (RoleChoice("participant"),)
    for function in ("par", "possessive", "de", "adjective"):
        chosen = tuple(
            choice
            for choice in functions.get(function, ())
            if choice.role in ("agent", "target") and (function != "de" or choice.role == "agent")
        )
        if chosen:
            return (RoleChoice(chosen[0].role),)
    return (RoleChoice("agent"),)


def _places_first(choices: Sequence[RoleChoice]) -> tuple[RoleChoice, ...]:
    """Towns, regions and countries are the place of what hits them; only other things are a target."""
    result: list[RoleChoice] = []
    for choice in choices:
        if choice.role == "target":
            result.append(RoleChoice("place", ("City", "Region", "Country")))
        result.append(
            RoleChoice(choice.role, ("City", "Region", "Country"))
            if choice.role == "place" and any(c.role == "target" for c in choices)
            else choice
        )
    return tuple(result)
