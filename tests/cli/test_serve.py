"""`coprod-review serve` as a process: roles and coders, the address, other servers, and its end."""

from __future__ import annotations

import csv
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.audit.invented_review import write_review

from coprod_review.cli import main

ADDRESS = re.compile(r"http://([^/\s]+):(\d+)/\?token=(\S+)")
PATIENCE = 60.0
HOW = "reads title and abstract"


@dataclass(slots=True)
class Server:
    """A server of its own process, with the cookie of its token."""

    process: subprocess.Popen[str]
    told: str
    port: int
    cookie: str = ""

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, str]:
        """Status and text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        own = {"cookie": self.cookie, "origin": f"http://127.0.0.1:{self.port}", "x-coprod-review": "1"}
        own |= {"content-type": "application/json"} if body is not None else {}
        connection.request(method, path, json.dumps(body) if body is not None else None, own | headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        if cookie := answer.getheader("set-cookie"):
            self.cookie = cookie.partition(";")[0]
        connection.close()
        return answer.status, text

    def answer(self, report: str, codes: list[str], dimension: str = "tradition") -> dict[str, object]:
        """Code a report; what the server says."""
        status, text = self.ask(
            "POST", "/api/answer", {"report": report, "dimension": dimension, "codes": codes}
        )
        assert status == 200, text
        told: dict[str, object] = json.loads(text)
        return told


@pytest.fixture
def review(project: Path, tmp_path: Path) -> Path:
    """An invented review of twenty reports."""
    return write_review(tmp_path / "review", project, n_reports=20)


Start = Callable[..., Server]


@pytest.fixture
def start(review: Path) -> Iterator[Start]:
    """Starts servers on the review; those that still run are ended at last."""
    running = []

    def begin(*options: str, port: int = 0) -> Server:
        process = subprocess.Popen(
            [sys.executable, "-m", "coprod_review", "serve", *options, "--no-browser", "--port", str(port)],
            cwd=review,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        running.append(process)
        told = ""
        for line in process.stdout or ():
            told += line
            if "Ctrl-C" in line:
                break
        found = ADDRESS.search(told)
        assert found, told
        server = Server(process=process, told=told, port=int(found[2]))
        assert server.ask("GET", f"/?token={found[3]}")[0] == 303
        return server

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _refused(review: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    before = Path.cwd()
    os.chdir(review)
    try:
        assert main(["serve", "--no-browser", *options]) == 2
    finally:
        os.chdir(before)
    return capsys.readouterr().err


def _rows(review: Path, coder: str) -> list[dict[str, str]]:
    path = review / "corpus" / "codings" / f"{coder}.csv"
    return list(csv.DictReader(path.open(encoding="utf-8", newline="")))


def test_a_coder_whom_nobody_has_described_is_asked_how(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (review / "corpus" / "coders.yaml").read_bytes()
    told = _refused(review, capsys, "--coder", "AB")
    assert "nobody has described 'AB'" in told
    assert "--how" in told
    assert (review / "corpus" / "coders.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("option", "role", "blind"), [("--coder", "reader", "true"), ("--reviewer", "adjudicator", "false")]
)
def test_who_says_how_is_described_in_the_role_of_the_command(
    start: Start, review: Path, option: str, role: str, blind: str
) -> None:
    server = start(option, "AB", "--how", HOW)
    entry = (review / "corpus" / "coders.yaml").read_text(encoding="utf-8").partition("name: AB")[2]
    assert f"role: {role}" in entry
    assert f"blind: {blind}" in entry
    assert HOW in server.told


@pytest.mark.parametrize(
    ("options", "problem", "remedy"),
    [
        (("--reviewer", "ek"), "ek codes blind", "take another name"),
        (("--coder", "judge"), "who adjudicates does not code any more", "serve --reviewer judge"),
        (("--coder", "old"), "is said to code by codebook 0.1, not by 0.2", "0.1 and 0.2"),
        (("--coder", "ahead"), "is said to code by codebook 0.20, not by 0.2", "0.20 and 0.2"),
        (("--coder", "rules", "--how", HOW), "the name of a machine coder", "take initials"),
        (("--coder", "../x", "--how", HOW), "is no name of a coder", "use letters"),
        (("--coder", "ek", "--sample", "none"), "there is no sample 'none'", "coprod-review sample"),
        (("--coder", "ek", "--sample", "../../etc"), "there is no sample", "coprod-review sample"),
        (("--coder", "ek", "--host", "no.such.host.invalid"), "is no address", "leave --host out"),
        (("--coder", "ek", "--port", "99999"), "99999 is no port", "1024 to 65535"),
    ],
)
def test_who_does_not_fit_is_refused_with_a_remedy(
    review: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], problem: str, remedy: str
) -> None:
    with (review / "corpus" / "coders.yaml").open("a", encoding="utf-8") as stream:
        stream.write(
            "  - {name: judge, kind: person, role: adjudicator, how: settles, codebook: '0.2', blind: no}\n"
            "  - {name: old, kind: person, role: reader, how: reads, codebook: '0.1', blind: true}\n"
            "  - {name: ahead, kind: person, role: reader, how: reads, codebook: '0.20', blind: true}\n"
        )
    told = _refused(review, capsys, *options)
    assert problem in told
    assert remedy in told


def test_without_a_run_the_remedy_is_to_run(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (review / "results" / "dedupe" / "reports.parquet").unlink()
    assert "coprod-review run" in _refused(review, capsys, "--coder", "ek")


def test_a_port_that_is_busy_is_told_and_the_default_gives_way_to_the_next(
    start: Start, review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        told = _refused(review, capsys, "--coder", "ek", "--port", str(busy.getsockname()[1]))
    assert "this port cannot be had" in told
    assert "--port 0" in told


def test_nobody_is_described_where_the_server_cannot_listen(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    coders = review / "corpus" / "coders.yaml"
    before = coders.read_bytes()
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = str(busy.getsockname()[1])
        _refused(review, capsys, "--coder", "EF", "--how", "reads abstracts", "--port", port)
    assert coders.read_bytes() == before


def test_ctrl_c_ends_the_server_cleanly(start: Start) -> None:
    server = start("--coder", "ek")
    server.answer("r002", ["none"])
    server.process.send_signal(signal.SIGINT)
    told, _ = server.process.communicate(timeout=PATIENCE)
    assert server.process.returncode == 0
    assert "Stopped." in told
    assert "Traceback" not in told


def test_an_answer_that_was_called_saved_outlives_a_kill(start: Start, review: Path) -> None:
    server = start("--coder", "ek")
    for n in range(2, 8):
        server.answer(f"r{n:03}", ["none"])
    server.process.kill()
    server.process.wait()
    assert [row["report"] for row in _rows(review, "ek")] == [f"r{n:03}" for n in range(2, 8)]
    again = start("--coder", "ek", port=server.port)
    assert again.answer("r002", ["none"])["is_new"] is False
    assert server.ask("GET", "/")[0] == 401


def test_two_servers_on_one_folder_lose_and_mix_nothing(start: Start, review: Path) -> None:
    one, other = start("--coder", "ek"), start("--coder", "ek")
    for n in range(2, 12):
        (one if n % 2 else other).answer(f"r{n:03}", ["none"])
    assert one.answer("r003", ["other"])["revision"] == 2
    assert other.answer("r003", ["integrative"])["revision"] == 3
    rows = _rows(review, "ek")
    assert sorted(row["report"] for row in rows) == sorted(
        [*(f"r{n:03}" for n in range(2, 12)), "r003", "r003"]
    )
    assert {row["codes"] for row in rows} == {"none", "other", "integrative"}


def test_a_client_that_dawdles_keeps_nobody_waiting(start: Start) -> None:
    server = start("--coder", "ek")
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(60)]
    for connection in slow:
        connection.sendall(
            f"POST /api/answer HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {server.cookie}\r\n"
            f"Origin: http://127.0.0.1:{server.port}\r\nX-Coprod-Review: 1\r\nContent-Length: 50\r\n"
            "Content-Type: application/json\r\n\r\n{".encode()
        )
    assert server.answer("r002", ["none"])["saved"]
    for connection in slow:
        connection.close()


def test_another_interface_comes_with_a_warning_and_takes_its_own_names_alone(start: Start) -> None:
    server = start("--coder", "ek", "--host", "0.0.0.0")
    assert "Warning: the server listens on 0.0.0.0" in server.told
    assert "without encryption" in server.told
    assert server.ask("GET", "/", host=f"127.0.0.1:{server.port}")[0] == 200
    assert server.ask("GET", "/", host=f"evil.example:{server.port}")[0] == 421


def test_a_review_that_changed_since_its_run_says_so_on_the_page(start: Start, review: Path) -> None:
    (review / "corpus" / "exports" / "b.ris").write_text("TY  - JOUR\nER  - \n", encoding="utf-8")
    with (review / "corpus" / "manifest.yaml").open("a", encoding="utf-8") as stream:
        stream.write("  - {file: b.ris, label: prepared file 2, origin: prepared, database: RIS}\n")
    server = start("--coder", "ek")
    end = time.monotonic() + PATIENCE
    while "b.ris was added but not yet read" not in (page := server.ask("GET", "/")[1]):
        assert time.monotonic() < end, page
        time.sleep(0.05)
    assert "coprod-review run" in page
