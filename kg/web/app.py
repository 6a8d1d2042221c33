"""The site: which address shows what."""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import anyio.to_thread
import jinja2
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from kg.graph.endpoint import QueryRefusedError
from kg.graph.queries import QuestionError, load_questions
from kg.review import DecisionError
from kg.view.network import family_of
from kg.web import charts, corrections, explore, pages, questions, sparql
from kg.web.addresses import explore_address, page_of
from kg.web.assets import Assets
from kg.web.desk import Desk
from kg.web.safety import Guard
from kg.web.sentences import retold
from kg.web.speech import LANGUAGES, Speech, language_of, speech_of

Values = dict[str, Any]
COOKIE_SECONDS = 365 * 86400


class Site:
    """The handlers of one desk. Each reads what it needs in a thread, fills a template, and returns a page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.assets = Assets()
        self.decided = corrections.Decided()
        self.templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    # ------------------------------------------------------------ how a page is made

    def page(self, request: Request, template: str, speech: Speech, values: Values, status: int = 200) -> Response:
        """A template with what every page has."""
        other = "en" if speech.language == "fr" else "fr"
        here = urlsplit(str(request.url))
        back = f"{here.path}?{here.query}" if here.query else here.path
        theme = request.cookies.get("kg-theme", "")
        data = values.get("data")
        told = {
            "speech": speech,
            "w": speech.words,
            "label": speech.label,
            "capital": speech.capital,
            "mark": charts.mark,
            "family_of": family_of,
            "group_of": pages.group_of_class,
            "asset": self.assets.address,
            "explore_address": explore_address,
            "theme": theme if theme in ("light", "dark") else "",
            "switch_language": f"/set?{urlencode({'lang': other, 'back': back})}",
            "other": other,
            "here": here.path,
            "desk": self.desk,
            "edit": self.desk.edit,
            "token": self.desk.token.value if self.desk.edit else "",
            "data_block": explore.data_block(data),
            "back": back,
        }
        text = self.templates.get_template(template).render({"asked_words": "", **told, **values})
        return Response(text.encode(errors="replace"), status, media_type="text/html; charset=utf-8")

    def speech(self, request: Request) -> Speech:
        """The reader's language."""
        return speech_of(language_of(request.cookies.get("kg-lang"), request.headers.get("accept-language", "")))

    async def shown(self, request: Request, template: str, make: Callable[[Speech], Values | None]) -> Response:
        """A page made in a thread; 404 when there is nothing to show."""

        def made() -> Response:
            speech = self.speech(request)
            values = make(speech)
            if values is None:
                return self.page(request, "error.html", speech, _error(speech, 404), 404)
            return self.page(request, template, speech, values)

        return await anyio.to_thread.run_sync(made)

    # ------------------------------------------------------------ pages

    async def start(self, request: Request) -> Response:
        """What is in the graph."""
        return await self.shown(request, "start.html", lambda speech: pages.start_page(self.desk, speech))

    async def search(self, request: Request) -> Response:
        """Actors, places, events, texts that have some words."""
        words = request.query_params.get("q", "").strip()[:200]
        return await self.shown(
            request, "search.html", lambda speech: {**pages.search_page(self.desk, speech, words), "asked_words": words}
        )

    async def event(self, request: Request) -> Response:
        """An event."""
        id = request.path_params["id"]

        def made(speech: Speech) -> Values | None:
            parted = self.decided.parted(self.desk)
            values = pages.event_page(self.desk, speech, id, parted)
            return values and values | {"decided": self.decided.of_reports(self.desk, speech)}

        return await self.shown(request, "event.html", made)

    async def article(self, request: Request) -> Response:
        """An article."""
        id = request.path_params["id"]

        def made(speech: Speech) -> Values | None:
            values = pages.article_page(self.desk, speech, id)
            if values is not None:
                values["decided"] = self.decided.of_reports(self.desk, speech)
                values["choices"] = corrections.choices() if self.desk.edit else None
            return values

        return await self.shown(request, "article.html", made)

    async def articles(self, request: Request) -> Response:
        """All articles."""
        number = request.query_params.get("page", "1")
        page = max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 8 else 1
        return await self.shown(request, "articles.html", lambda _: pages.articles_page(self.desk, page))

    async def entity(self, request: Request) -> Response:
        """An actor or place."""
        id = request.path_params["id"]

        def made(speech: Speech) -> Values | None:
            values = pages.entity_page(self.desk, speech, id)
            return values and values | {"decisions": self.decided.of_entity(self.desk, speech, id)}

        return await self.shown(request, "entity.html", made)

    async def report(self, request: Request) -> Response:
        """The article of a report, at its claim."""
        id = request.path_params["id"]
        query = "SELECT article.id FROM told JOIN article ON article.n = told.article WHERE told.report = ?"
        row = await anyio.to_thread.run_sync(lambda: self.desk.catalogue.one(query, (id,)))
        if row is None:
            raise HTTPException(404)
        return RedirectResponse(f"/article/{row['id']}#claim-{id}", 303)

    async def explore(self, request: Request) -> Response:
        """Graph, timeline, map, list."""
        return await self.shown(
            request, "explore.html", lambda speech: explore.explore_page(self.desk, speech, request.query_params)
        )

    async def questions(self, request: Request) -> Response:
        """The saved questions."""
        return await self.shown(request, "questions.html", questions.questions_page)

    async def question(self, request: Request) -> Response:
        """A saved question and its answer, as a page or a file."""
        name, speech, params = request.path_params["name"], self.speech(request), request.query_params
        format = params.get("format", "")
        if name in load_questions() and format in ("csv", "json"):
            try:
                made = questions.question_file(self.desk, speech, name, params, format)
                body = await sparql.while_connected(request, made)
            except QuestionError as error:
                return Response(f"{retold(str(error), speech)}\n", 400, media_type="text/plain")
            except QueryRefusedError as error:
                return Response(f"{retold(str(error), speech)}\n", error.status, media_type="text/plain")
            media = "application/json" if format == "json" else "text/csv; charset=utf-8"
            return Response(body, media_type=media, headers=_as_file(f"{name}.{format}"))
        values = await questions.question_page(self.desk, speech, name, params)
        if values is None:
            raise HTTPException(404)
        kept = [(key, value) for key, value in params.multi_items() if key not in ("format", "page") and value]
        values["files"] = [
            (kind, f"/questions/{name}?{urlencode([*kept, ('format', kind)])}") for kind in ("csv", "json")
        ]
        values["pages"] = {
            step: f"/questions/{name}?{urlencode([*kept, ('page', str(values.get('page', 1) + step))])}"
            for step in (-1, 1)
        }
        return self.page(request, "question.html", speech, values)

    async def query(self, request: Request) -> Response:
        """The SPARQL editor."""
        speech = self.speech(request)
        return self.page(request, "query.html", speech, await sparql.query_page(self.desk, speech, request))

    async def licences(self, request: Request) -> Response:
        """The libraries that travel with the site, and their licences."""
        return await self.shown(request, "licences.html", lambda _: {"licences": self.assets.licences()})

    # ------------------------------------------------------------ data

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol."""
        return await sparql.endpoint(self.desk, request)

    async def export(self, request: Request) -> Response:
        """What a filter leaves, as a file."""
        format = request.query_params.get("format", "")
        if format not in explore.FORMATS:
            raise HTTPException(400, f"There is no format “{format}”. Ask for one of: {', '.join(explore.FORMATS)}.")
        media, end = explore.FORMATS[format]
        asked, _ = await anyio.to_thread.run_sync(explore.read_filter, self.desk, request.query_params)
        view, dark = request.query_params.get("view", ""), request.cookies.get("kg-theme") == "dark"
        made = explore.export(self.desk, self.speech(request), asked, format, view, dark)
        return StreamingResponse(made, media_type=media, headers=_as_file(f"newskg.{end}"))

    async def complete(self, request: Request) -> Response:
        """Names of actors or places that begin so."""
        start, kind = request.query_params.get("q", "")[:100], request.query_params.get("kind", "")
        speech = self.speech(request)

        def found() -> list[Values]:
            return [
                {"id": row["id"], "label": speech.name(row), "kind": speech.label(row["kind"]), "events": row["events"]}
                for row in self.desk.catalogue.complete(start, kind, 12)
            ]

        return JSONResponse(await anyio.to_thread.run_sync(found))

    async def unread(self, request: Request) -> Response:
        """Sentences of an article with a trigger word and no event."""
        id = request.path_params["id"]
        if self.desk.catalogue.article(id) is None:
            raise HTTPException(404)
        speech = self.speech(request)
        return JSONResponse(await anyio.to_thread.run_sync(pages.unread_sentences, self.desk, speech, id))

    async def static(self, request: Request) -> Response:
        """A script or sheet, from memory."""
        asset = self.assets.get(request.path_params["name"])
        if asset is None:
            raise HTTPException(404)
        return Response(asset.content, media_type=asset.media, headers={"Cache-Control": "max-age=31536000, immutable"})

    async def set(self, request: Request) -> Response:
        """Keep the reader's language or theme, and go back."""
        response = RedirectResponse(_own_page(request.query_params.get("back", "/")), 303)
        for name, known in (("lang", LANGUAGES), ("theme", ("light", "dark"))):
            if (value := request.query_params.get(name)) in known:
                response.set_cookie(f"kg-{name}", str(value), COOKIE_SECONDS, samesite="strict")
        return response

    async def resource(self, request: Request) -> Response:
        """The page of an IRI of the graph."""
        page = page_of(self.desk.store.names, request.query_params.get("iri", ""))
        if page is None:
            raise HTTPException(404)
        return RedirectResponse(page, 303)

    # ------------------------------------------------------------ corrections

    async def review(self, request: Request) -> Response:
        """Write a decision that a form of ours asks for."""
        if not self.desk.edit:
            raise HTTPException(403, self.speech(request).words["only_with_edit"])
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > corrections.FORM_BYTES:
                raise HTTPException(413, "The form is too long.")
        form = {name: values[-1] for name, values in parse_qs(body.decode(errors="replace"), max_num_fields=60).items()}
        if not self.desk.token.fits(form.get("token", ""), request.headers.get("origin"), self.desk.hosts):
            raise HTTPException(403, "This form does not come from a page of this site. Open the page again.")
        try:
            action = request.path_params["action"]
            decision = await anyio.to_thread.run_sync(corrections.decide, self.desk, action, form)
        except DecisionError as error:
            raise HTTPException(400, retold(str(error), self.speech(request))) from error
        return RedirectResponse(_own_page(corrections.next_page(self.desk, action, form, decision)), 303)

    # ------------------------------------------------------------ faults

    async def fault(self, request: Request, error: Exception) -> Response:
        """A page for a wrong address, or for a fault of ours; the server goes on."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == 500:
            traceback.print_exception(error)
        speech = self.speech(request)
        told = _error(speech, status)
        if isinstance(error, HTTPException) and status not in (404, 405):
            told["help"] = error.detail
        return self.page(request, "error.html", speech, told, status)


def _error(speech: Speech, status: int) -> Values:
    name = {404: "not_found", 500: "went_wrong"}.get(status, "bad_request")
    return {"status": status, "title": speech.words[name], "help": speech.words.get(f"{name}_help", "")}


def _own_page(address: str) -> str:
    """An address on this site; anything else becomes the first page."""
    own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if own and address.isprintable() else "/"


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def make_app(desk: Desk) -> Guard:
    """The whole site of a desk, as an ASGI application."""
    site = Site(desk)
    routes = [
        Route("/", site.start),
        Route("/search", site.search),
        Route("/event/{id}", site.event),
        Route("/article/{id}/unread", site.unread),
        Route("/article/{id}", site.article),
        Route("/articles", site.articles),
        Route("/entity/{id}", site.entity),
        Route("/report/{id}", site.report),
        Route("/explore", site.explore),
        Route("/export", site.export),
        Route("/complete", site.complete),
        Route("/questions", site.questions),
        Route("/questions/{name}", site.question),
        Route("/query", site.query),
        Route("/sparql", site.sparql, methods=["GET", "POST"], name="sparql"),
        Route("/review/{action}", site.review, methods=["POST"]),
        Route("/licences", site.licences),
        Route("/resource", site.resource),
        Route("/set", site.set),
        Route("/static/{name}", site.static),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: site.fault, Exception: site.fault})
    return Guard(app, desk.hosts)
