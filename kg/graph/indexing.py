"""Makes the catalogue of a store from its quads: whole, or only what was touched since another one was made."""

import json
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.graph import vocab
from kg.graph.catalogue import ALWAYS, Catalogue, fold
from kg.graph.ontology import load_ontology
from kg.graph.store import Store, Touched, content_stamp
from kg.vocabulary import CLASSES, ROLES, STATUSES, group_of

FORMAT = 8  # raised when the tables change
_TABLES = """
CREATE TABLE event(n INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, grp TEXT, status TEXT, begin TEXT, finish TEXT,
    told TEXT, first TEXT, last TEXT, reports INTEGER, sentence TEXT, figures TEXT, quote TEXT);
CREATE TABLE entity(n INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, fr TEXT, en TEXT, names TEXT, same_as TEXT, lat REAL,
    long REAL, place INTEGER, actor INTEGER, events INTEGER DEFAULT 0, reports INTEGER DEFAULT 0);
CREATE TABLE called(name TEXT, entity INTEGER);
CREATE TABLE article(n INTEGER PRIMARY KEY, id TEXT UNIQUE, source_id TEXT, title TEXT, published TEXT, publisher TEXT,
    url TEXT, language TEXT, reports INTEGER DEFAULT 0);
CREATE TABLE part(event INTEGER, role TEXT, entity INTEGER);
CREATE TABLE topic(event INTEGER, about INTEGER);
CREATE TABLE realised(event INTEGER, about INTEGER);
CREATE TABLE deed(event INTEGER, type TEXT, by INTEGER, at INTEGER, status TEXT);
CREATE TABLE figure(event INTEGER, measure TEXT, change TEXT, low INTEGER, high INTEGER);
CREATE TABLE stated(event INTEGER, report TEXT, measure TEXT, change TEXT, low INTEGER, high INTEGER, words TEXT,
    source INTEGER);
CREATE TABLE reason(event INTEGER, why TEXT);
CREATE TABLE told(event INTEGER, article INTEGER, report TEXT, trigger TEXT, status TEXT, added INTEGER,
    PRIMARY KEY(event, report)) WITHOUT ROWID;
CREATE TABLE within(entity INTEGER, whole INTEGER, PRIMARY KEY(whole, entity)) WITHOUT ROWID;
CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT);
CREATE VIRTUAL TABLE entity_words USING fts5(title, body, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE event_words USING fts5(title, body, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE article_words USING fts5(title, body, tokenize="unicode61 remove_diacritics 2");
"""
_INDEXES = """
CREATE INDEX event_first ON event(first, n);
CREATE INDEX event_told ON event(told, first, n);
CREATE INDEX event_class ON event(type, first);
CREATE INDEX part_event ON part(event, role, entity);
CREATE INDEX part_entity ON part(entity, role, event);
CREATE INDEX told_article ON told(article, event);
CREATE INDEX topic_event ON topic(event);
CREATE INDEX topic_about ON topic(about);
CREATE INDEX realised_event ON realised(event);
CREATE INDEX realised_about ON realised(about);
CREATE INDEX deed_event ON deed(event);
CREATE INDEX deed_kind ON deed(type, by, at, status);
CREATE INDEX figure_event ON figure(event, measure, change, low, high);
CREATE INDEX stated_event ON stated(event);
CREATE INDEX reason_event ON reason(event);
CREATE INDEX called_name ON called(name);
CREATE INDEX called_entity ON called(entity);
CREATE INDEX entity_events ON entity(events DESC);
CREATE INDEX within_entity ON within(entity);
ANALYZE;
"""
FOLDER = "desk"  # in the store's folder: the catalogue, and a snapshot for each desk that runs
CATALOGUE = "catalogue.sqlite"
_SWIFT = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"  # a draft that is lost is made again


def find_catalogue(store: Store) -> Catalogue | None:
    """The catalogue that was made of a store in a folder, if it tells of the store as it is; None otherwise."""
    path = Path(store.path or "") / FOLDER / CATALOGUE
    if not isinstance(store.path, Path) or not path.is_file():
        return None
    return _known_catalogue(path, f"{FORMAT} {content_stamp(store)}")


def make_catalogue(store: Store) -> Catalogue | None:
    """The catalogue of a store in a folder, made anew where it does not tell of the store as it is; None of a server."""
    if not isinstance(store.path, Path):
        return None
    return open_catalogue(store, store.path / FOLDER / CATALOGUE, content_stamp(store))


def _known_catalogue(path: Path, stamp: str) -> Catalogue | None:
    """The catalogue in a file, unless it has another stamp, is damaged, or of another version."""
    known = Catalogue(path)
    try:
        if known.fact("stamp") == stamp:
            return known
    except sqlite3.DatabaseError:
        pass
    known.close()
    return None


def open_catalogue(store: Store, path: Path, stamp: str) -> Catalogue:
    """The catalogue of a store in a file: the one that is there if it has this stamp, else a new one."""
    stamp = f"{FORMAT} {stamp}"
    if path.is_file() and (known := _known_catalogue(path, stamp)) is not None:
        return known
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    for leftover in (draft, Path(f"{draft}-journal")):
        leftover.unlink(missing_ok=True)
    database = sqlite3.connect(draft)
    database.executescript(f"{_SWIFT}PRAGMA cache_size = -65536;{_TABLES}")
    with database:
        articles = _fill_articles(database, store)
        entities = _fill_entities(database, store)
        _fill_events(database, store, articles, entities)
        _count_events(database)
        _note_facts(database, stamp)
    database.executescript(_INDEXES)
    database.close()
    draft.replace(path)
    return Catalogue(path)


def renewed_catalogue(old: Catalogue, store: Store, path: Path, stamp: str, touched: Touched) -> Catalogue:
    """The catalogue of a store in a new file, when nothing was touched since `old` but these events and entities."""
    if touched.whole:
        return open_catalogue(store, path, stamp)
    shutil.copyfile(old.path, path)
    database = sqlite3.connect(path)
    database.executescript(_SWIFT)
    with database:
        entities = _renew_entities(database, store, touched.entities)
        _renew_events(database, store, touched.events, entities)
        _note_facts(database, f"{FORMAT} {stamp}")
    database.close()
    return Catalogue(path)


def _renew_entities(database: sqlite3.Connection, store: Store, ids: Collection[str]) -> dict[str, int]:
    """Take entities out and put them in as they are now; IRI → number of all."""
    known = dict(database.execute("SELECT id, n FROM entity").fetchall())
    gone = [(known[id],) for id in ids if id in known]
    below = {n for one in gone for (n,) in database.execute("SELECT entity FROM within WHERE whole = ?", one)}
    for table, column in (("entity", "n"), ("entity_words", "rowid"), ("called", "entity"), ("within", "entity")):
        database.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)
    slugs = {n: id for id, n in known.items()}
    wanted = {store.names.entity(id)[1:-1] for id in (*ids, *(slugs[n] for n in below))}
    last = max(known.values(), default=0)
    taken = {store.names.entity(id)[1:-1]: n for id, n in known.items()}
    for iri in sorted(wanted - set(taken)):
        last += 1
        taken[iri] = last
    _fill_entities(database, store, {store.names.entity(id)[1:-1] for id in ids}, taken)
    database.executemany("DELETE FROM within WHERE entity = ?", [(n,) for n in below])
    wholes: dict[str, list[str]] = defaultdict(list)
    for iri, whole in _pairs(store, vocab.PART_OF, store.names.entities_graph):
        wholes[iri].append(whole)
    there = {store.names.entity(id)[1:-1]: n for id, n in database.execute("SELECT id, n FROM entity")}
    pairs = (pair for iri in sorted(wanted & set(there)) for pair in _wholes(iri, there, wholes))
    database.executemany("INSERT OR IGNORE INTO within VALUES (?, ?)", pairs)
    _index_names(database, sorted(there[iri] for iri in wanted & set(there) if store.names.local("entity", iri) in ids))
    return there


def _renew_events(
    database: sqlite3.Connection, store: Store, ids: Collection[str], entities: Mapping[str, int]
) -> None:
    """Take events out and put them in as they are now; who takes part is counted again."""
    known = dict(database.execute("SELECT id, n FROM event").fetchall())
    gone = [(known[id],) for id in ids if id in known]
    concerned = {row[0] for one in gone for row in database.execute("SELECT entity FROM part WHERE event = ?", one)}
    articles = {row[0] for one in gone for row in database.execute("SELECT article FROM told WHERE event = ?", one)}
    for table, column in (
        ("event", "n"),
        ("event_words", "rowid"),
        ("part", "event"),
        ("topic", "event"),
        ("realised", "event"),
        ("figure", "event"),
        ("stated", "event"),
        ("reason", "event"),
        ("deed", "event"),
        ("told", "event"),
    ):
        database.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)
    iri_of = {id: store.names.event(id)[1:-1] for id in (*known, *ids)}
    taken = {iri_of[id]: n for id, n in known.items()}
    last = max(known.values(), default=0)
    for number, id in enumerate(sorted(id for id in ids if id not in known), last + 1):
        taken[iri_of[id]] = number
    of_article = {
        store.names.article(id)[1:-1]: (n, day)
        for id, n, day in database.execute("SELECT id, n, published FROM article")
    }
    now = _fill_events(database, store, of_article, entities, {iri_of[id] for id in ids}, taken)
    concerned |= {row[0] for n in now for row in database.execute("SELECT entity FROM part WHERE event = ?", (n,))}
    articles |= {row[0] for n in now for row in database.execute("SELECT article FROM told WHERE event = ?", (n,))}
    database.executemany(
        "UPDATE entity SET events = (SELECT COUNT(DISTINCT event) FROM part WHERE part.entity = entity.n) WHERE n = ?",
        [(n,) for n in sorted(concerned)],
    )
    database.executemany(
        "UPDATE article SET reports = (SELECT COUNT(*) FROM told WHERE told.article = article.n) WHERE n = ?",
        [(n,) for n in sorted(articles)],
    )


def _note_facts(database: sqlite3.Connection, stamp: str) -> None:
    facts: dict[str, Any] = {"stamp": stamp}
    for table in ("event", "entity", "article"):
        facts[table] = database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    facts["report"] = database.execute("SELECT COUNT(*) FROM told").fetchone()[0]
    facts["merged"] = database.execute("SELECT COUNT(*) FROM event WHERE reports > 1").fetchone()[0]
    facts["types"] = dict(
        database.execute("SELECT type, COUNT(*) FROM event GROUP BY type ORDER BY 2 DESC, 1").fetchall()
    )
    facts["statuses"] = dict(database.execute("SELECT status, COUNT(*) FROM event GROUP BY status").fetchall())
    facts["most_reports"] = database.execute("SELECT COALESCE(MAX(reports), 1) FROM event").fetchone()[0]
    months = "SELECT grp, substr(first, 1, 7), COUNT(*) FROM event WHERE first IS NOT NULL GROUP BY 1, 2 ORDER BY 2"
    facts["months"] = database.execute(months).fetchall()
    database.executemany(
        "INSERT OR REPLACE INTO fact VALUES (?, ?)", [(name, json.dumps(value)) for name, value in facts.items()]
    )


def _count_events(database: sqlite3.Connection) -> None:
    counted = database.execute("SELECT entity, COUNT(DISTINCT event) FROM part GROUP BY entity").fetchall()
    database.executemany("UPDATE entity SET events = ? WHERE n = ?", [(count, n) for n, count in counted])
    told = "SELECT article, COUNT(*) FROM told GROUP BY article"
    database.executemany(
        "UPDATE article SET reports = ? WHERE n = ?", [(c, n) for n, c in database.execute(told).fetchall()]
    )
    _index_names(database, [n for (n,) in database.execute("SELECT n FROM entity")])


def _index_names(database: sqlite3.Connection, numbers: Iterable[int]) -> None:
    names = [database.execute("SELECT n, fr, en, names, id FROM entity WHERE n = ?", (n,)).fetchone() for n in numbers]
    database.executemany(
        "INSERT INTO entity_words(rowid, title) VALUES (?, ?)",
        [(n, " ".join(dict.fromkeys((fr, en, *json.loads(others))))) for n, fr, en, others, _ in names],
    )
    database.executemany(
        "INSERT INTO called VALUES (?, ?)",
        [(name, n) for n, _, _, others, id in names for name in sorted({*map(fold, json.loads(others)), fold(id)})],
    )


def _pairs(
    store: Store, predicate: str, graph: str | None = None, only: Iterable[str] | None = None
) -> Iterator[tuple[str, str]]:
    """(subject, value) of a property, in one graph or in all, of all subjects or of some."""
    where = ox.NamedNode(graph[1:-1]) if graph else None
    subjects = (None,) if only is None else (ox.NamedNode(iri) for iri in only)
    for subject in subjects:
        for quad in store.quads.quads_for_pattern(subject, ox.NamedNode(predicate[1:-1]), None, where):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                yield quad.subject.value, quad.object.value


def _fill_articles(database: sqlite3.Connection, store: Store) -> dict[str, tuple[int, str | None]]:
    """IRI of each article → its number and day; the words of each article are indexed."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    columns = {
        "source_id": vocab.IDENTIFIER,
        "title": vocab.HEADLINE,
        "published": vocab.DATE_PUBLISHED,
        "publisher": vocab.PUBLISHER,
        "url": vocab.URL,
        "language": vocab.IN_LANGUAGE,
    }
    start = store.names.article("x")[1:-2]
    for column, predicate in columns.items():
        for iri, value in _pairs(store, predicate):
            if iri.startswith(start):
                told[iri][column] = value
    order = sorted(told, key=lambda iri: (told[iri].get("published") or ALWAYS, iri))
    numbers = {iri: number for number, iri in enumerate(order, 1)}
    database.executemany(
        "INSERT INTO article(n, id, source_id, title, published, publisher, url, language) VALUES (?,?,?,?,?,?,?,?)",
        [
            (numbers[iri], store.names.local("article", iri), *(told[iri].get(name) for name in columns))
            for iri in order
        ],
    )
    database.executemany(
        "INSERT INTO article_words(title, body, rowid) VALUES (?, ?, ?)",
        (
            (told[iri].get("title") or "", body, numbers[iri])
            for iri, body in _pairs(store, vocab.ARTICLE_BODY)
            if iri in numbers
        ),
    )
    return {iri: (numbers[iri], told[iri].get("published")) for iri in order}


def _fill_entities(
    database: sqlite3.Connection,
    store: Store,
    only: Collection[str] | None = None,
    taken: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """IRI of each entity → its number; with `only`, those of some, under the numbers `taken` for them."""
    graph = store.names.entities_graph
    kinds = {iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.KIND, graph, only)}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    others: dict[str, list[str]] = defaultdict(list)
    subjects = [None] if only is None else [ox.NamedNode(iri) for iri in only]
    for predicate, subject in product((vocab.PREF_LABEL, vocab.ALT_LABEL), subjects):
        for quad in store.quads.quads_for_pattern(
            subject, ox.NamedNode(predicate[1:-1]), None, ox.NamedNode(graph[1:-1])
        ):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                if predicate == vocab.PREF_LABEL:
                    labels[quad.subject.value][quad.object.language or ""] = quad.object.value
                others[quad.subject.value].append(quad.object.value)
    same_as: dict[str, list[str]] = defaultdict(list)
    for iri, value in _pairs(store, vocab.SAME_AS, graph, only):
        same_as[iri].append(value)
    types: dict[str, set[str]] = defaultdict(set)
    for iri, value in _pairs(store, vocab.TYPE, graph, only):
        types[iri].add(value.removeprefix(vocab.KG))
    lat, long = (dict(_pairs(store, name, graph, only)) for name in (vocab.LAT, vocab.LONG))
    numbers = {iri: taken[iri] if taken else number for number, iri in enumerate(sorted(kinds), 1)}

    def label(iri: str, language: str) -> str:
        known = labels.get(iri, {})
        slug = store.names.local("entity", iri) or iri
        return known.get(language) or known.get("en") or next(iter(sorted(known.values())), slug)

    database.executemany(
        "INSERT INTO entity(n, id, kind, fr, en, names, same_as, lat, long, place, actor) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                *(number, store.names.local("entity", iri), kinds[iri], label(iri, "fr"), label(iri, "en")),
                json.dumps(sorted(set(others[iri])), ensure_ascii=False),
                json.dumps(sorted(same_as[iri])),
                *(float(told[iri]) if iri in lat and iri in long else None for told in (lat, long)),
                *("Place" in types[iri], "Actor" in types[iri]),
            )
            for iri, number in numbers.items()
        ],
    )
    if only is None:
        wholes: dict[str, list[str]] = defaultdict(list)
        for iri, whole in _pairs(store, vocab.PART_OF, graph):
            wholes[iri].append(whole)
        pairs = (pair for iri in numbers for pair in _wholes(iri, numbers, wholes))
        database.executemany("INSERT OR IGNORE INTO within VALUES (?, ?)", pairs)
    return numbers


def _wholes(iri: str, numbers: Mapping[str, int], wholes: Mapping[str, list[str]]) -> Iterator[tuple[int, int]]:
    """An entity with itself and with all that it lies in or belongs to."""
    seen = {iri}
    waiting = [iri]
    for current in waiting:
        waiting += [whole for whole in wholes.get(current, ()) if whole not in seen and whole in numbers]
        seen |= set(waiting)
    yield from ((numbers[iri], numbers[whole]) for whole in sorted(seen))


def _fill_events(
    database: sqlite3.Connection,
    store: Store,
    articles: Mapping[str, tuple[int, str | None]],
    entities: Mapping[str, int],
    only: Collection[str] | None = None,
    taken: Mapping[str, int] | None = None,
) -> list[int]:
    """Write events, all or `only` some, under new numbers or those `taken` for all; the numbers of those written."""
    names, graph = store.names, store.names.events_graph
    kind = {iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.EVENT_TYPE, graph, only)}
    status = {iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.STATUS, graph, only)}
    begin, end = (dict(_pairs(store, name, graph, only)) for name in (vocab.BEGIN, vocab.END))
    reports: dict[str, list[str]] = defaultdict(list)
    for iri, report in _pairs(store, vocab.HAS_REPORT, graph, only):
        reports[iri].append(report)
    some = None if only is None else sorted({report for told in reports.values() for report in told})
    article_of = dict(_pairs(store, vocab.DERIVED_FROM, None, some))
    report_status = {
        iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.STATUS, None, some) if iri in article_of
    }
    added = {iri for iri, _ in _pairs(store, vocab.DERIVED_FROM, names.added_graph)}
    evidence = {iri: node for iri, node in _pairs(store, vocab.TRIGGER, None, some) if iri in article_of}
    figures = _figures(store, None if some is None else [*(only or ()), *some])
    quoted = {*evidence.values(), *(node for iri in article_of for node, _ in figures.get(iri, ()))}
    quotes = _quotes(store, quoted, whole=only is None)
    triggers = {iri: quotes[node] for iri, node in evidence.items()}
    sources: dict[str, list[int | None]] = defaultdict(list)
    for iri, source in _pairs(store, vocab.SOURCE, None, some):
        if iri in article_of and source in entities:
            sources[iri].append(entities[source])

    def days(iri: str) -> tuple[str | None, str | None, str | None]:
        """First publication, first day, last day."""
        published = [day for report in reports[iri] if (day := articles.get(article_of.get(report, ""), (0, None))[1])]
        told = min(published, default=None)
        low, high = begin.get(iri), end.get(iri)
        if low is None and high is None:
            return told, told, told
        last = (date.fromisoformat(high) - timedelta(1)).isoformat() if high else ALWAYS
        return told, low or last, max(last, low or last)

    dated = {iri: days(iri) for iri in kind}
    order = sorted(kind, key=lambda iri: (dated[iri][1] or ALWAYS, iri))
    numbers = dict(taken) if taken is not None else {iri: number for number, iri in enumerate(order, 1)}

    def rows() -> Iterator[tuple[Any, ...]]:
        for iri in order:
            type_ = kind[iri] if kind[iri] in CLASSES else "Attack"
            first_report = min(
                reports[iri],
                key=lambda report: (articles.get(article_of.get(report, ""), (0, None))[1] or ALWAYS, report),
                default="",
            )
            sentence = triggers.get(first_report, ("", ""))[1]
            quote = triggers.get(min(reports[iri], default=""), ("", ""))[1]  # of the report that speaks for all
            ranges = _ranges(stated for _, stated in figures.get(iri, ()))
            yield (
                *(numbers[iri], names.local("event", iri), kind[iri], group_of(type_), status.get(iri, STATUSES[0])),
                *(begin.get(iri), end.get(iri), *dated[iri], len(reports[iri])),
                *(sentence, json.dumps(ranges), quote if quote != sentence else None),
            )

    database.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows())
    database.executemany(
        "INSERT INTO figure VALUES (?,?,?,?,?)",
        ((numbers[iri], *stated) for iri in order for _, stated in figures.get(iri, ())),
    )
    database.executemany(
        "INSERT INTO stated VALUES (?,?,?,?,?,?,?,?)",
        (
            (numbers[iri], names.local("report", report), *stated, quotes[node][0], source)
            for iri in order
            for report in reports[iri]
            for node, stated in figures.get(report, ())
            for source in sources.get(report, (None,))
        ),
    )
    why = ((numbers[iri], told) for iri, told in _pairs(store, vocab.WHY, graph, only) if iri in numbers)
    database.executemany("INSERT INTO reason VALUES (?, ?)", why)
    for table, predicate in (("topic", vocab.term("topic")), ("realised", vocab.REALISES)):
        pairs = (
            (numbers[iri], numbers[about]) for iri, about in _pairs(store, predicate, graph, only) if about in numbers
        )
        database.executemany(f"INSERT INTO {table} VALUES (?, ?)", pairs)
    for role in (*ROLES, "source"):
        if role != "topic":
            told = (
                (numbers[iri], role, entities[filler])
                for iri, filler in _pairs(store, vocab.term(role), graph, only)
                if filler in entities
            )
            database.executemany("INSERT INTO part VALUES (?, ?, ?)", told)
    database.executemany(
        "INSERT OR IGNORE INTO told VALUES (?,?,?,?,?,?)",
        (
            (
                numbers[iri],
                articles[article_of[report]][0],
                names.local("report", report),
                triggers.get(report, ("", ""))[0],
                report_status.get(report),
                report in added,
            )
            for iri in order
            for report in reports[iri]
            if article_of.get(report) in articles
        ),
    )
    deeds = f"""INSERT INTO deed SELECT event.n, event.type, by.entity, at.entity, event.status FROM event
        JOIN part AS by ON by.event = event.n AND by.role = 'agent'
        JOIN part AS at ON at.event = event.n AND at.role = 'place' {"" if only is None else "WHERE event.n = ?"}"""
    database.executemany(deeds, [()] if only is None else [(numbers[iri],) for iri in order])
    labels = dict(database.execute("SELECT n, fr || ' ' || en FROM entity").fetchall())
    parts: dict[int, list[str]] = defaultdict(list)
    written = [numbers[iri] for iri in order]
    taking = (
        database.execute("SELECT event, entity FROM part")
        if only is None
        else (
            row
            for n in written
            for row in database.execute("SELECT event, entity FROM part WHERE event = ? ORDER BY rowid", (n,))
        )
    )
    for event, entity in taking:
        parts[event].append(labels[entity])
    terms = load_ontology()
    called = {name: " ".join(dict.fromkeys(term.labels.values())) for name, term in terms.items()}
    database.executemany(
        "INSERT INTO event_words(title, body, rowid) VALUES (?, ?, ?)",
        (
            (
                " ".join(dict.fromkeys([called.get(kind[iri], ""), *parts[numbers[iri]]])),
                " ".join(dict.fromkeys(triggers.get(report, ("", ""))[1] for report in reports[iri])),
                numbers[iri],
            )
            for iri in order
        ),
    )
    return written


def _quotes(store: Store, wanted: Collection[str], whole: bool) -> dict[str, tuple[str, str]]:
    """Evidence or figure → its words, and their sentence; of the `whole` store each property is read at once."""
    some = None if whole else wanted
    selector = {iri: anchor for iri, anchor in _pairs(store, vocab.HAS_SELECTOR, None, some) if iri in wanted}
    sentence = {iri: anchor for iri, anchor in _pairs(store, vocab.SENTENCE, None, some) if iri in wanted}
    needed = {*selector.values(), *sentence.values()}
    some = None if whole else needed
    words = {iri: text for iri, text in _pairs(store, vocab.EXACT, None, some) if iri in needed}
    return {node: (words.get(selector.get(node, ""), ""), words.get(sentence.get(node, ""), "")) for node in wanted}


Stated = tuple[str, str, int | None, int | None]  # measure, change, low, high


def _figures(store: Store, only: Collection[str] | None) -> dict[str, list[tuple[str, Stated]]]:
    """Event or report → its figures as they are stated."""
    held = list(_pairs(store, vocab.HAS_FIGURE, None, only))
    some = None if only is None else sorted({figure for _, figure in held})
    measure = {iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.MEASURE, None, some)}
    change = {iri: value.removeprefix(vocab.KG) for iri, value in _pairs(store, vocab.CHANGE, None, some)}
    low, high = (
        {iri: int(value) for iri, value in _pairs(store, name, None, some)} for name in (vocab.LOW, vocab.HIGH)
    )
    found: dict[str, list[tuple[str, Stated]]] = defaultdict(list)
    for iri, figure in held:
        if figure in measure:
            stated = (measure[figure], change.get(figure, "total"), low.get(figure), high.get(figure))
            found[iri].append((figure, stated))
    return found


def _ranges(figures: Iterable[Stated]) -> list[dict[str, Any]]:
    """The lowest and the highest number of each measure."""
    ranges: dict[tuple[str, str], dict[str, Any]] = {}
    for measure, change, low, high in figures:
        known = ranges.setdefault((measure, change), {"measure": measure, "change": change, "low": None, "high": None})
        if low is not None:
            known["low"] = low if known["low"] is None else min(low, known["low"])
        if high is not None:
            known["high"] = high if known["high"] is None else max(high, known["high"])
    return [ranges[key] for key in sorted(ranges)]
