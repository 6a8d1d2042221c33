"""Asks a site without a server, as a browser would: redirects are followed, cookies kept."""

import asyncio
from typing import Any

import httpx


class SiteClient:
    """An httpx client over the site itself, one request at a time. What the site raises is raised here."""

    def __init__(self, app: Any, base_url: str, headers: dict[str, str] | None = None) -> None:
        self._runner = asyncio.Runner()
        transport = httpx.ASGITransport(app=app)
        self._client = httpx.AsyncClient(
            transport=transport, base_url=base_url, headers=headers, follow_redirects=True, timeout=60
        )

    def __enter__(self) -> "SiteClient":
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    @property
    def cookies(self) -> httpx.Cookies:
        """What the site told the browser to keep."""
        return self._client.cookies

    def request(self, method: str, address: str, **options: Any) -> httpx.Response:
        """The answer, whole."""
        return self._runner.run(self._client.request(method, address, **options))

    def get(self, address: str, **options: Any) -> httpx.Response:
        """The answer to GET."""
        return self.request("GET", address, **options)

    def post(self, address: str, **options: Any) -> httpx.Response:
        """The answer to POST."""
        return self.request("POST", address, **options)

    def delete(self, address: str) -> httpx.Response:
        """The answer to DELETE."""
        return self.request("DELETE", address)
