"""Runs the site on this machine alone, until it is stopped."""

import socket
import threading
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kg.graph.endpoint import Limits
from kg.web.app import make_app
from kg.web.desk import open_desk
from kg.web.safety import hosts_of
from kg.web.warming import warm

HOST = "127.0.0.1"  # never another: articles may be confidential, and there are no accounts


def run(store: Path | str, port: int, edit: bool, limits: Limits, tell: Callable[[str], None]) -> None:
    """Serve a store and tell the address. Raises OSError when the port is taken, StoreError when the store is."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        number = listener.getsockname()[1]
        tell(f"Opening {store} … (when it has changed, words and counts are indexed first)")
        with open_desk(store, edit=edit, limits=limits) as desk:
            desk.hosts = hosts_of(HOST, number)
            mode = "corrections are allowed" if edit else "read-only"
            tell(f"The reading desk is at http://{HOST}:{number}/ ({mode}). Stop it with Ctrl+C.")
            threading.Thread(target=warm, args=(desk,), daemon=True).start()
            config = uvicorn.Config(
                make_app(desk), log_level="warning", access_log=False, server_header=False, lifespan="off",
                timeout_graceful_shutdown=3, limit_concurrency=200, h11_max_incomplete_event_size=64 * 1024,
            )  # fmt: skip
            uvicorn.Server(config).run(sockets=[listener])
