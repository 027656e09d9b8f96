"""The real server as a process of its own on an invented review, and browsers that look at it."""

from __future__ import annotations

import csv
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.audit.invented_review import write_review

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=\S+")
PATIENCE = 60.0
HOW = "reads title and abstract"

PAIRS = (
    "record_a,record_b,verdict,rule,why\n"
    "a.ris:1,a.ris:2,maybe,titles alike,titles 80 % alike\n"
    "a.ris:3,a.ris:4,maybe,titles alike,titles 90 % alike\n"
)


def write_review_to_decide(folder: Path, project: Path) -> Path:
    """A finished invented review of thirty reports, hostile titles among them, with two pairs in doubt."""
    review: Path = write_review(folder, project, n_reports=30, coded_by="person")
    (review / "results" / "dedupe" / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    return review


@dataclass(slots=True)
class Server:
    """`coprod-review serve` in the folder of a review, until it is stopped or killed."""

    review: Path
    role: tuple[str, str]
    running: subprocess.Popen[bytes] | None = None
    url: str = ""
    port: int = 0
    pages: list[Any] = field(default_factory=list)

    def start(self) -> str:
        """Start it, on the port that it had before; its address with the token of this start."""
        log = self.review / f"{self.role[1]}.log"
        command = [sys.executable, "-m", "coprod_review", "serve", *self.role, "--how", HOW]
        with log.open("wb") as out:
            self.running = subprocess.Popen(
                [*command, "--no-browser", "--port", str(self.port)],
                cwd=self.review,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        end = time.monotonic() + PATIENCE
        while not (found := ADDRESS.search(told := log.read_text(encoding="utf-8"))):
            assert self.running.poll() is None, told
            assert time.monotonic() < end, told
            time.sleep(0.05)
        self.url, self.port = found.group(0), int(found.group(1))
        return self.url

    def kill(self) -> None:
        """End it in the middle of whatever it does, without a chance to tidy up."""
        assert self.running is not None
        self.running.send_signal(signal.SIGKILL)
        self.running.wait()

    def stop(self) -> None:
        """End it if it runs."""
        if self.running is not None and self.running.poll() is None:
            self.running.terminate()
            self.running.wait()

    def at(self, path: str) -> str:
        """An address below this server."""
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def serving(review: Path, *role: str) -> Iterator[Server]:
    """A server in the role of two words, such as --coder AB; its pages close before it ends.

    A page that is left open looks for what is new on its own, and would ask a server that is gone.
    """
    server = Server(review=review, role=(role[0], role[1]))
    server.start()
    try:
        yield server
    finally:
        for page in server.pages:
            page.close()
        server.stop()


@dataclass(slots=True)
class Window:
    """A browser of its own, with storage of its own; what must not happen in it gathers in `faults`."""

    context: Any
    faults: list[str] = field(default_factory=list)
    forgiven: tuple[str, ...] = ()

    def open(self, server: Server, path: str = "/") -> Any:
        """A page of the server in a new tab, let in by the token."""
        page = self.context.new_page()
        server.pages.append(page)
        page.set_default_timeout(20_000)
        page.on("console", lambda message: self._note(f"console: {message.text}"))
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("dialog", lambda dialog: self._note(f"dialog: {dialog.message}"))
        page.on("request", lambda asked: self._note_request(asked.url, server))
        page.goto(server.url)
        if path != "/":
            page.goto(server.at(path))
        return page

    def _note(self, words: str) -> None:
        if not any(part in words for part in self.forgiven):
            self.faults.append(words)

    def _note_request(self, url: str, server: Server) -> None:
        if not url.startswith((f"http://127.0.0.1:{server.port}/", "data:")):
            self.faults.append(f"request: {url}")


def rows_of(path: Path) -> list[dict[str, str]]:
    """All rows of a file of people, none where it is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers_in(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    """Of each report and dimension the row that counts; withdrawn ones are not here."""
    latest: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows_of(path):
        key = (row["report"], row["dimension"])
        if int(row["revision"] or 1) >= int(latest.get(key, {}).get("revision") or 0):
            latest[key] = row
    return {key: row for key, row in latest.items() if row["state"] != "withdrawn"}


def press(page: Any, keys: Sequence[str]) -> None:
    """One key after the other."""
    for key in keys:
        page.keyboard.press(key)


def all_saved(page: Any) -> None:
    """Wait until the page says that everything is saved."""
    page.wait_for_selector("#saving[data-state=saved]")


def question(page: Any, label: str) -> Any:
    """The question with this label."""
    return page.locator(".question-item", has=page.locator(".label", has_text=re.compile(f"^{label}$")))


def drag_over(page: Any, words: str) -> None:
    """Select these words of the abstract with the mouse."""
    box = page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector('[data-field=abstract]'), 4);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const boxOf = (place) => {
              const range = document.createRange();
              range.setStart(node, place);
              range.setEnd(node, place + 1);
              return range.getBoundingClientRect().toJSON();
            };
            return [boxOf(at), boxOf(at + words.length - 1)];
          }
        }""",
        words,
    )
    first, last = box
    page.mouse.move(first["left"] + 1, first["top"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["right"] - 1, last["top"] + last["height"] / 2, steps=4)
    page.mouse.up()


def begin(page: Any) -> str:
    """Open the first open report of the list on this page; its id, once the page takes keys."""
    page.keyboard.press("n")
    page.wait_for_selector(".question-item.open")
    return report_of(page)


def report_of(page: Any) -> str:
    """The id of the report that the page shows."""
    return str(page.evaluate("JSON.parse(document.getElementById('state').textContent).report"))
