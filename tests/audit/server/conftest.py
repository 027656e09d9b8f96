"""A server on an invented review, asked without a network: files are real, only the socket is missing."""

from __future__ import annotations

import argparse
import csv
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.audit.invented_review import write_review

from coprod_review.audit.server.access import Access, new_access
from coprod_review.audit.server.app import make_app
from coprod_review.audit.server.desk import Desk
from coprod_review.cli import serve
from coprod_review.tasks.serve.desk import desk_of

HOST = "127.0.0.1:8765"

CODERS = """\
  - {name: AB, kind: person, role: reader, how: reads, codebook: '0.2', blind: true}
  - {name: EF, kind: person, role: reader, how: reads, codebook: '0.2', blind: true}
  - {name: GH, kind: person, role: reader, how: reads and sees others, codebook: '0.2', blind: false}
  - {name: CD, kind: person, role: adjudicator, how: settles, codebook: '0.2', blind: false}
"""

QUEUE = """\
report_id,title,dimension,status,why,suggestion,priority
r002,a,framing,open,nobody knows,combination: none,0.9
r002,a,tradition,waiting,readers differ,combination: none,0.8
r003,b,tradition,open,nobody knows,combination: none,0.7
"""

PAIRS = """\
record_a,record_b,verdict,rule,why
a.ris:1,a.ris:2,maybe,titles alike,titles 80 % alike
a.ris:2,a.ris:3,duplicate,same DOI,the DOIs are the same
"""

CONTRADICTIONS = """\
report_id,title,dimension,kind,status,settled,people,rules,combination
r004,c,tradition,machine against people,agreed,none,reader_1: none,none,service_management
r006,d,tradition,coders differ,open,,,none,other
"""

DISAGREEMENTS = """\
report_id,title,dimension,says,between,status,codes,reason
r007,e,framing,reader_1: none | reader_2: partnership,readers,waiting,,they differ
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A client of one role, with the review's folder."""

    client: TestClient
    access: Access
    folder: Path

    def get(self, address: str, **headers: str) -> Any:
        """A page."""
        return self.client.get(address, headers=headers)

    def post(self, address: str, **body: Any) -> Any:
        """An answer, sent as the pages send it."""
        return self.client.post(
            f"/api/{address}", json=body, headers={"origin": f"http://{HOST}", "x-coprod-review": "1"}
        )

    def rows(self, table: str) -> list[dict[str, str]]:
        """The rows of a table below corpus/."""
        path = self.folder / "corpus" / f"{table}.csv"
        return list(csv.DictReader(path.open(encoding="utf-8", newline=""))) if path.exists() else []


Ask = Callable[..., Asked]


def desk_at(review: Path, *options: str) -> Desk:
    """What a server in a role works with, as `serve` makes it."""
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)
    folders = [f"--{name}={review / name}" for name in ("corpus", "config", "results")]
    return desk_of(serve.task_of(parser.parse_args([*options, *folders])), tell=print)


@pytest.fixture
def review(as_written: Path, tmp_path: Path) -> Path:
    """An invented review of twenty reports with a queue, a pair in doubt and coders."""
    copied: Path = shutil.copytree(as_written, tmp_path / "review")
    return copied


@pytest.fixture(scope="session")
def as_written(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What each test has a copy of."""
    folder = write_review(tmp_path_factory.mktemp("server") / "review", project, n_reports=20)
    with (folder / "corpus" / "coders.yaml").open("a", encoding="utf-8") as stream:
        stream.write(CODERS)
    for name, text in (
        ("code/queue.csv", QUEUE),
        ("dedupe/pairs.csv", PAIRS),
        ("code/disagreements.csv", CONTRADICTIONS),
        ("settle/disagreements.csv", DISAGREEMENTS),
    ):
        (folder / "results" / name).write_text(text, encoding="utf-8")
    settings = folder / "config" / "config.yaml"
    shown = settings.read_text(encoding="utf-8").replace("without_suggestions: 0.2", "without_suggestions: 0")
    settings.write_text(shown, encoding="utf-8")
    return folder


@pytest.fixture
def ask(review: Path) -> Iterator[Ask]:
    """Starts a server in a role, as `serve` does, and gives a client that has exchanged the token."""
    with asking(review) as start:
        yield start


@contextmanager
def asking(review: Path) -> Iterator[Ask]:
    """Starts servers on a review, and closes their clients in the end."""
    clients = []

    def start(*options: str, known: bool = True) -> Asked:
        desk = desk_at(review, *options)
        access = new_access(["127.0.0.1", "localhost"], port=8765)
        client = TestClient(
            make_app(desk, access),
            base_url=f"http://{HOST}",
            follow_redirects=False,
            raise_server_exceptions=False,
        )
        clients.append(client)
        if known:
            client.cookies.set(access.cookie, access.session)
        return Asked(client=client, access=access, folder=review)

    yield start
    for client in clients:
        client.close()
