"""The desk's site on a free port of this machine, for tests that talk to it over HTTP."""

import socket
import threading
import time
from collections.abc import Iterator

import uvicorn

from kg.web.app import make_app
from kg.web.desk import Desk
from kg.web.safety import hosts_of


def serve(desk: Desk) -> Iterator[str]:
    """The address of the site of `desk`, on a free port, until the caller is done with it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        desk.hosts = hosts_of("127.0.0.1", port)
        server = uvicorn.Server(uvicorn.Config(make_app(desk), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)
