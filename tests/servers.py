"""SPARQL servers for tests, started on free ports of this machine; a test that needs one that is not there is skipped."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

SERVERS = ("oxigraph", "virtuoso")
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 500
"""
_GRANTS = (
    'GRANT SPARQL_UPDATE TO "SPARQL"; GRANT EXECUTE ON DB.DBA.SPARQL_INSERT_DICT_CONTENT TO "SPARQL";'
    ' GRANT EXECUTE ON DB.DBA.SPARQL_DELETE_DICT_CONTENT TO "SPARQL";'
)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running(name: str, folder: Path, port: int | None = None) -> Iterator[str]:
    """The address of a server with an empty store in `folder`."""
    port = port or free_port()
    process, address = _oxigraph(folder, port) if name == "oxigraph" else _virtuoso(folder, port)
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.kill()
        process.wait()


def _oxigraph(folder: Path, port: int) -> tuple[subprocess.Popen[bytes], str]:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the server oxigraph is not installed (pip install oxigraph)")
    command = [program, "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return process, f"http://127.0.0.1:{port}"


def _virtuoso(folder: Path, port: int) -> tuple[subprocess.Popen[bytes], str]:
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        pytest.skip("the server virtuoso is not installed (apt-get install virtuoso-opensource)")
    sql = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=port))
    process = subprocess.Popen(
        ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/sparql"
    _wait_for(address, process)
    grant = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"EXEC={_GRANTS}"]
    subprocess.run(grant, check=True, capture_output=True)
    return process, address


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail(f"the server at {address} ended with code {process.returncode}")
        try:
            httpx.get(address, timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server at {address} does not answer")
