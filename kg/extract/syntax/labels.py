"""The dependency labels of Universal Dependencies as the French models write them, named for what they say."""

ANY_SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubj:caus", "csubj"})
AGENTS = frozenset({"obl:agent"})  # of a passive
ANY_OBJECT = frozenset({"obj", "obj:agent", "obj:lvc"})
AUXILIARIES = frozenset({"aux", "aux:tense", "aux:pass", "aux:caus", "cop"})
ANY_OBLIQUE = frozenset(
    {"obl", "obl:arg", "obl:mod", "obl:agent", "nmod", "iobj", "dep", "advmod", "dislocated", "appos"}
)
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus", "nsubj:outer"})
PLAIN_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
UNDERGOING = frozenset({"obj", "nsubj:pass"})
PASSIVE = frozenset({"nsubj:pass", "aux:pass"})
ACTIVE_SUBJECTS = frozenset({"nsubj"})
EXPLETIVES = frozenset({"expl:subj"})
MAIN = frozenset({"ROOT", "parataxis"})  # of a sentence's own clauses
DETERMINERS = frozenset({"det"})
COORDINATES = frozenset({"conj"})
COPULAS = frozenset({"cop"})
COMPLEMENTS = frozenset({"obl:arg"})
ADJUNCTS = frozenset({"obl:arg", "obl:mod"})
ADJECTIVES = frozenset({"amod"})
PARTICIPLES = frozenset({"amod", "acl"})  # « un marché très fréquenté »
PREDICATIVES = frozenset({"amod", "acl", "xcomp"})
NOUN_CLAUSES = frozenset({"amod", "acl", "acl:relcl"})
RELATIVE_CLAUSES = frozenset({"acl:relcl"})
NOUN_MODIFIERS = frozenset({"amod", "nmod", "acl", "appos", "flat:name"})
APPOSITIONS = frozenset({"amod", "nmod", "appos"})
FOLLOWING_CLAUSES = frozenset({"advcl", "conj", "acl", "xcomp"})  # « a explosé, faisant dix morts »
COUNTED = frozenset({"det", "nummod"})  # what makes a noun of a word that is an adjective, too
ADVERBIAL_CLAUSES = frozenset({"advcl"})  # « Alors qu'il se rendait à X, … »
NOUN_COMPLEMENTS = frozenset({"nmod"})
PHRASES = frozenset({"obl:arg", "obl:mod", "nmod"})
TOPICS = frozenset({"nmod", "acl", "obl:arg", "obl:mod"})
CLAUSE_COMPLEMENTS = frozenset({"ccomp", "xcomp", "obl:arg"})
GOVERNED = frozenset(
    {"conj", "xcomp", "ccomp", "advcl", "acl", "obl:arg", "obj", "parataxis", "obl:mod"}
)  # what a verb takes along
REPORTED = frozenset({"ccomp", "acl", "conj", "acl:relcl"})
COMPLEMENT_CLAUSES = frozenset({"xcomp", "ccomp", "obl:arg", "csubj"})
NOUN_LINKS = frozenset({"nmod", "acl"})
OBLIQUES = frozenset({"obl:mod", "obl"})
CONJUNCTIONS = frozenset({"cc"})
INFINITIVES = frozenset({"xcomp", "advcl", "obl:arg"})
INTRODUCING = frozenset({"case", "mark"})  # prepositions and conjunctions
PREPOSITIONS = frozenset({"case"})
NO_OBJECTS = frozenset({"nsubj", "expl:subj", "expl:comp"})  # « le » and the like before a verb
NAME_PARTS = frozenset({"flat:name", "flat:foreign", "flat"})
FINITE_AUXILIARIES = frozenset({"aux:tense", "aux:pass", "cop"})

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})  # parts of speech
MODIFIED = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
CLOSING_QUOTES = frozenset({"»", "”", '"'})
OPENING_QUOTES = frozenset({"«", "“", '"'})
OPENING_MARKS = OPENING_QUOTES | {"(", "-", "–", "—", "'", "‘"}
INSERTING = CLOSING_QUOTES | {",", "''"}  # before « a annoncé le ministre »
PASSED_LEFT = frozenset({"DET", "NUM", "ADJ", "ADV"})  # between a preposition and its noun
