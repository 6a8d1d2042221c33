"""Namespaces and terms: every IRI that is not a resource of ours, written once.

Terms are N-Triples strings (`<http://…>`), ready to be joined into lines; `iri()` takes the brackets off.
"""

KG = "https://w3id.org/newskg/ontology#"
BASE = "https://w3id.org/newskg/"  # of our own resources; a store may have another
ONTOLOGY_GRAPH = "https://w3id.org/newskg/ontology"

GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: dict[str, str] = {
    "kg": KG,
    "geo": GEO,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sem": SEM,
    "skos": SKOS,
    "xsd": XSD,
}

TYPE = f"<{RDF}type>"
LABEL = f"<{RDFS}label>"
PREF_LABEL = f"<{SKOS}prefLabel>"
ALT_LABEL = f"<{SKOS}altLabel>"
SAME_AS = f"<{OWL}sameAs>"
LAT = f"<{GEO}lat>"
RADIUS = f"<{KG}radius>"
LONG = f"<{GEO}long>"

NEWS_ARTICLE = f"<{SCHEMA}NewsArticle>"
HEADLINE = f"<{SCHEMA}headline>"
ARTICLE_BODY = f"<{SCHEMA}articleBody>"
IN_LANGUAGE = f"<{SCHEMA}inLanguage>"
DATE_PUBLISHED = f"<{SCHEMA}datePublished>"
PUBLISHER = f"<{SCHEMA}publisher>"
URL = f"<{SCHEMA}url>"
IDENTIFIER = f"<{SCHEMA}identifier>"

POSITION_SELECTOR = f"<{OA}TextPositionSelector>"
QUOTE_SELECTOR = f"<{OA}TextQuoteSelector>"
HAS_SOURCE = f"<{OA}hasSource>"
HAS_SELECTOR = f"<{OA}hasSelector>"
START = f"<{OA}start>"
END_OFFSET = f"<{OA}end>"
EXACT = f"<{OA}exact>"

DERIVED_FROM = f"<{PROV}wasDerivedFrom>"
ALTERNATE_OF = f"<{PROV}alternateOf>"
ATTRIBUTED_TO = f"<{PROV}wasAttributedTo>"
GENERATED_BY = f"<{PROV}wasGeneratedBy>"
GENERATED_AT = f"<{PROV}generatedAtTime>"
INVALIDATED_AT = f"<{PROV}invalidatedAtTime>"
ACTIVITY = f"<{PROV}Activity>"
SOFTWARE_AGENT = f"<{PROV}SoftwareAgent>"
ASSOCIATED_WITH = f"<{PROV}wasAssociatedWith>"

EVENT = f"<{KG}Event>"
REPORT = f"<{KG}Report>"
EVIDENCE = f"<{KG}Evidence>"
FIGURE = f"<{KG}Figure>"

EVENT_TYPE = f"<{KG}eventType>"
STATUS = f"<{KG}status>"
BEGIN = f"<{KG}begin>"
END = f"<{KG}end>"
TIME_BASIS = f"<{KG}timeBasis>"
SOURCE = f"<{KG}source>"
HAS_FIGURE = f"<{KG}hasFigure>"
HAS_REPORT = f"<{KG}hasReport>"
FIRST_REPORT = f"<{KG}firstReport>"
HAS_EVIDENCE = f"<{KG}hasEvidence>"
TRIGGER = f"<{KG}trigger>"
REALISES = f"<{KG}realises>"
WHY = f"<{KG}why>"
SUPPORTS = f"<{KG}supports>"
VALUE = f"<{KG}value>"
SENTENCE = f"<{KG}sentence>"
RULE = f"<{KG}rule>"
BECAUSE = f"<{KG}because>"
MAY_ALSO_MEAN = f"<{KG}mayAlsoMean>"
MEASURE = f"<{KG}measure>"
LOW = f"<{KG}low>"
HIGH = f"<{KG}high>"
UNIT = f"<{KG}unit>"
CHANGE = f"<{KG}change>"
KIND = f"<{KG}kind>"
PART_OF = f"<{KG}partOf>"

DECISION = f"<{KG}Decision>"
VERDICT = f"<{KG}verdict>"
UNDONE_BY = f"<{KG}undoneBy>"
NOTE = f"<{KG}note>"
PASSAGE = f"<{KG}passage>"
WITHIN = f"<{KG}within>"
SIDE = f"<{KG}side>"
EDIT = f"<{KG}edit>"
PROPERTY = f"<{KG}property>"
OLD = f"<{KG}old>"
NEW = f"<{KG}new>"
OLD_NAME = f"<{KG}oldName>"
NEW_NAME = f"<{KG}newName>"
NEW_KIND = f"<{KG}newKind>"

TIME_BASES = {"text": "basisText", "published": "basisPublished", "event": "basisEvent"}

# what a piece of evidence is about → the property of the report that it supports; roles are properties already
ABOUT = {"trigger": "eventType", "figure": "hasFigure", "time": "time", "source": "source", "status": "status"}


def term(name: str) -> str:
    """The term of our ontology with this local name, in brackets."""
    return f"<{KG}{name}>"


def iri(bracketed: str) -> str:
    """A term without its brackets."""
    return bracketed[1:-1]
