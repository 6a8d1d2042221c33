"""What stands between a browser and the pages: the right host, a strict policy, and a token for what changes something."""

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# No inline script or style, nothing from elsewhere, in no frame; data: images are the library's own small signs.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Refuses requests under a foreign name (DNS rebinding) and puts the policy on every answer."""

    def __init__(self, app: App, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if Headers(scope=scope).get("host", "").lower() not in self.hosts:
            refusal = PlainTextResponse("This site answers under its own address only; kg serve prints it.\n", 421)
            await refusal(scope, receive, send_guarded)
            return
        await self.app(scope, receive, send_guarded)


class Token:
    """A secret of this run of the server: pages carry it in their forms, other sites cannot know it."""

    def __init__(self) -> None:
        self.value = secrets.token_urlsafe(32)

    def fits(self, given: str, origin: str | None, hosts: frozenset[str]) -> bool:
        """Whether a form came from one of our own pages."""
        own = origin is None or origin.lower() in {f"http://{host}" for host in hosts}
        return own and secrets.compare_digest(self.value.encode(), given.encode())


def hosts_of(host: str, port: int) -> frozenset[str]:
    """The names under which the site may be asked."""
    names = {host, "127.0.0.1", "localhost", "[::1]"}
    return frozenset({f"{name}:{port}" for name in names} | ({*names} if port == 80 else set()))
