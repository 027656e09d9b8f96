"""Pages of the server beside the same pages from memory, asked for by turns."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench_rounds import Round, Spent
from serve import Server, served

PAGE = "/queue/reports"
AT_ONCE = 10
FLOOR = """
import sys
from pathlib import Path
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
page = Path(sys.argv[1]).read_text("utf-8")
app = FastAPI()
@app.get("/{path:path}", response_class=HTMLResponse)
async def any_page(path: str) -> str:
    return page
class Told(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print(f"port {self.servers[0].sockets[0].getsockname()[1]}", flush=True)
Told(uvicorn.Config(app, port=0, log_level="critical")).run()
"""


def served_in_turn(review: Path, scratch: Path, *, n: int) -> Iterator[Round]:
    """A page of the queue by a coder's server, and its bytes by one that has them ready; n times ten."""
    for name in ("corpus", "config", "results"):
        shutil.copytree(review / name, scratch / name, ignore=shutil.ignore_patterns("audit", "figures"))
    with served(scratch, "coder") as ours:
        page = scratch / "page.html"
        page.write_bytes(_asked(ours))
        with _floor(page) as floor:
            for server in (ours, floor):
                server.ask("GET", PAGE)
            for _ in range(n):
                yield _spent(ours), _spent(floor)


def _spent(server: Server) -> Spent:
    """The median of ten requests, and the mean on processors, whose clock ticks a hundred times a second."""
    before = server.processors
    milliseconds = [server.ask("GET", PAGE) for _ in range(AT_ONCE)]
    return Spent(clock=median(milliseconds) / 1000, processors=(server.processors - before) / AT_ONCE)


def _asked(server: Server) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", PAGE, headers={"cookie": server.cookie})
    return connection.getresponse().read()


@contextmanager
def _floor(page: Path) -> Iterator[Server]:
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", FLOOR, str(page)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    told = process.stdout.readline() if process.stdout else ""
    found = re.match(r"port (\d+)", told)
    if found is None:
        raise RuntimeError("the server with ready pages did not start")
    try:
        yield Server(process=process, port=int(found[1]), seconds=time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait()
