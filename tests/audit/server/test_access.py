"""Who gets in: the browser that has the token, from pages of this server, with small and timely requests."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from base64 import b64encode
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.audit.server.conftest import HOST, Ask, Asked, asking

from coprod_review.audit.server import access as guard

ANSWER = {"report": "r002", "dimension": "tradition", "codes": ["none"]}
OWN = {"origin": f"http://{HOST}", "x-coprod-review": "1"}


def test_a_token_is_exchanged_for_a_cookie_that_scripts_and_other_sites_do_not_get(ask: Ask) -> None:
    asked = ask("--coder", "AB", known=False)
    answer = asked.get(f"/queue/mine?q=x&token={asked.access.token}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/queue/mine?q=x"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("coprod_review_8765=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert asked.access.token not in cookie
    assert asked.get("/queue/mine").status_code == 200


@pytest.mark.parametrize("token", ["", "x", "\udcff".encode("utf-8", "surrogatepass").hex(), "å" * 40])
def test_a_wrong_token_opens_nothing(ask: Ask, token: str) -> None:
    asked = ask("--coder", "AB", known=False)
    answer = asked.get(f"/?token={token}")
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/", "/queue/reports", "/report/r002", "/audit/index.html", "/nowhere"])
def test_without_the_cookie_every_page_says_how_to_get_in(ask: Ask, address: str) -> None:
    answer = ask("--coder", "AB", known=False).get(address)
    assert answer.status_code == 401
    assert "open the address that `coprod-review serve` shows" in answer.text
    assert "speak up" not in answer.text


def test_the_session_of_an_earlier_start_is_not_known(ask: Ask) -> None:
    asked = ask("--coder", "AB", known=False)
    asked.client.cookies.set(asked.access.cookie, "of an earlier start")
    answer = asked.post("answer", **ANSWER)
    assert answer.status_code == 401
    assert "drafts are kept" in answer.json()["remedy"]


@pytest.mark.parametrize(
    "host",
    ["evil.example:8765", "127.0.0.1", "127.0.0.1:8766", "127.0.0.1.evil.example:8765", "", "localhost"],
)
def test_a_foreign_name_that_leads_to_this_machine_is_refused(ask: Ask, host: str) -> None:
    asked = ask("--coder", "AB")
    answer = asked.get(f"/?token={asked.access.token}", host=host)
    assert answer.status_code == 421
    assert "set-cookie" not in answer.headers


def test_localhost_with_the_port_is_a_name_of_the_server(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    cookie = f"{asked.access.cookie}={asked.access.session}"
    assert asked.get("/", host="localhost:8765", cookie=cookie).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:8766"},
        {"origin": "https://127.0.0.1:8765"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_an_answer_from_another_page_is_refused(ask: Ask, changed: dict[str, str]) -> None:
    asked = ask("--coder", "AB")
    answer = asked.client.post("/api/answer", json=ANSWER, headers=OWN | changed)
    assert answer.status_code == 403
    assert asked.rows("codings/AB") == []


@pytest.mark.parametrize("missing", ["origin", "x-coprod-review"])
def test_an_answer_without_the_headers_of_the_pages_is_refused(ask: Ask, missing: str) -> None:
    asked = ask("--coder", "AB")
    headers = {name: value for name, value in OWN.items() if name != missing}
    answer = asked.client.post("/api/answer", json=ANSWER, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["remedy"]
    assert asked.rows("codings/AB") == []


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_forms_and_plain_text_are_refused(ask: Ask, kind: str) -> None:
    asked = ask("--coder", "AB")
    answer = asked.client.post(
        "/api/answer", content=json.dumps(ANSWER), headers=OWN | {"content-type": kind}
    )
    assert answer.status_code == 415
    assert asked.rows("codings/AB") == []


def test_a_huge_body_is_refused_whether_or_not_its_length_is_told(ask: Ask) -> None:
    asked = ask("--coder", "AB")
    huge = json.dumps(ANSWER | {"note": "x" * guard.MOST_BYTES})
    headers = OWN | {"content-type": "application/json"}
    assert asked.client.post("/api/answer", content=huge, headers=headers).status_code == 413
    parts = iter([huge[:100].encode(), huge[100:].encode()])
    assert asked.client.post("/api/answer", content=parts, headers=headers).status_code == 413
    assert asked.rows("codings/AB") == []


def test_a_body_that_never_ends_is_given_up(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS_TO_SEND", 0.05)
    asked = ask("--coder", "AB")
    sent = []

    async def ask_slowly() -> None:
        async def receive() -> dict[str, object]:
            await asyncio.sleep(60)
            return {}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        headers = {**OWN, "host": HOST, "content-type": "application/json"}
        headers["cookie"] = f"{asked.access.cookie}={asked.access.session}"
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/api/answer",
            "raw_path": b"/api/answer",
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        await asked.client.app(scope, receive, send)

    # In a thread of its own: a browser of another test may keep a loop in this one.
    with ThreadPoolExecutor(max_workers=1) as alone:
        alone.submit(asyncio.run, ask_slowly()).result()
    assert sent[0]["status"] == 413


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '"x"', '{"report": 3}', '{"report": {"a": 1}}', "\x00"]
)
def test_malformed_json_is_told_with_a_remedy_and_changes_nothing(ask: Ask, text: str) -> None:
    asked = ask("--coder", "AB")
    answer = asked.client.post(
        "/api/answer", content=text, headers=OWN | {"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert {"problem", "where", "remedy"} == set(answer.json())
    assert asked.rows("codings/AB") == []


def test_json_that_is_nested_without_end_is_told_with_a_remedy(ask: Ask) -> None:
    answer = ask("--coder", "AB").client.post(
        "/api/answer", content="[" * 60_000, headers=OWN | {"content-type": "application/json"}
    )
    assert answer.status_code in (400, 422)
    assert {"problem", "where", "remedy"} == set(answer.json())
    assert answer.json()["remedy"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_are_refused(ask: Ask, method: str) -> None:
    answer = ask("--coder", "AB").client.request(method, "/api/answer")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("address", ["/", "/api/answer", "/static/style.css"])
def test_a_page_cannot_be_posted_to_nor_an_answer_fetched(ask: Ask, address: str) -> None:
    asked = ask("--coder", "AB")
    if address.startswith("/api/"):
        assert asked.get(address).status_code in (404, 405)
    else:
        assert asked.client.post(address, json={}, headers=OWN).status_code == 405


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/queue/reports", 200),
        ("/report/r001", 200),
        ("/static/style.css", 200),
        ("/static/nothing", 404),
        ("/nowhere", 404),
        ("/queue/reports?page=x", 404),
        ("/?token=wrong", 401),
    ],
)
def test_every_answer_has_the_protecting_headers(ask: Ask, address: str, status: int) -> None:
    answer = ask("--coder", "AB").get(address)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_pages_hold_no_script_and_no_style_of_their_own(ask: Ask) -> None:
    asked = ask("--reviewer", "CD")
    for address in ("/", "/queue/all", "/report/r001", "/pair/1", "/screen/r001", "/nowhere"):
        text = asked.get(address).text.lower()
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert "<script>" not in text.replace('<script type="application/json"', "")


@pytest.fixture(scope="module")
def beside_told(as_written: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """A server for all paths: files that it must not serve hold the name of a reader."""
    review: Path = shutil.copytree(as_written, tmp_path_factory.mktemp("told") / "review")
    (review / "results" / "audit" / "reports").mkdir(parents=True)
    (review / "results" / "audit" / ".hidden.html").write_text("reader_1", encoding="utf-8")
    (review / "corpus" / "told.csv").write_text("reader_1", encoding="utf-8")
    (review / "corpus" / "exports").mkdir(exist_ok=True)
    with asking(review) as start:
        yield start("--reviewer", "CD")


@pytest.mark.parametrize(
    "path",
    [
        "../corpus/told.csv",
        "..%2f..%2fcorpus/told.csv",
        "%2e%2e/%2e%2e/corpus/told.csv",
        "....//corpus/told.csv",
        "/etc/passwd",
        "..%2freport.html%2f..%2f..%2fcorpus%2ftold.csv",
        "%2e%2e%2f%2e%2e%2f%2e%2e%2fcorpus%2ftold.csv",
        "%2e%2e%2ftold.csv",
        "%2e%2e%2fcorpus%2ftold.csv",
        "%2fetc%2fpasswd",
        "reports/../../../corpus/told.csv",
        "..\\..\\corpus\\told.csv",
        "index.html%00.css",
        ".hidden.html",
        "reports",
        "",
    ],
)
@pytest.mark.parametrize(
    "root", ["/audit/", "/results/", "/results/audit/", "/corpus/exports/", "/static/", "/report/", "/queue/"]
)
def test_no_path_leads_out_of_what_is_served(beside_told: Asked, path: str, root: str) -> None:
    answer = beside_told.get(f"{root}{path}")
    assert answer.status_code in (404, 405)
    assert "reader_1" not in answer.text
    assert "root:" not in answer.text


def test_browsers_that_ask_for_an_icon_get_no_fault(ask: Ask) -> None:
    assert ask("--coder", "AB", known=False).get("/favicon.ico").status_code == 204


def test_the_report_and_the_exports_are_where_the_audit_site_leads(ask: Ask, review: Path) -> None:
    (review / "results" / "figures").mkdir(exist_ok=True)
    (review / "results" / "figures" / "map.csv").write_text("a,b", encoding="utf-8")
    script = "alert(1)"
    (review / "results" / "report.html").write_text(f"<script>{script}</script>", encoding="utf-8")
    (review / "corpus" / "exports").mkdir(exist_ok=True)
    (review / "corpus" / "exports" / "a b.ris").write_text("<b>TY</b>", encoding="utf-8")
    (review / "corpus" / "exports" / "out.ris").symlink_to(review / "corpus" / "coders.yaml")
    asked = ask("--reviewer", "CD")
    assert asked.get("/report.html").headers["location"] == "/results/report.html"
    policy = asked.get("/results/report.html").headers["content-security-policy"]
    assert re.findall("'sha256-(.*?)'", policy) == [b64encode(sha256(script.encode()).digest()).decode()]
    assert asked.get("/results/figures/map.csv").text == "a,b"
    export = asked.get("/corpus/exports/a%20b.ris")
    assert (export.text, export.headers["content-type"]) == ("<b>TY</b>", "text/plain; charset=utf-8")
    assert asked.get("/corpus/exports/out.ris").status_code == 404


def test_a_link_out_of_the_audit_site_is_not_followed(ask: Ask, review: Path) -> None:
    audit = review / "results" / "audit"
    audit.mkdir()
    (audit / "page.html").write_text("a page", encoding="utf-8")
    (audit / "out.html").symlink_to(review / "corpus" / "coders.yaml")
    asked = ask("--reviewer", "CD")
    page = asked.get("/audit/page.html")
    assert page.text == "a page"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert asked.get("/audit/out.html").status_code == 404


@pytest.mark.parametrize("other", ['prefs={"a":1}', "a b=c", "broken", "x=\u00e9", '=; ;"', "theme=[dark"])
def test_cookies_of_other_programs_on_this_machine_shut_nobody_out(ask: Ask, other: str) -> None:
    asked = ask("--coder", "AB", known=False)
    own = f"{asked.access.cookie}={asked.access.session}"
    for cookie in (f"{other}; {own}", f"{own}; {other}"):
        assert asked.client.get("/", headers=[(b"cookie", cookie.encode("latin-1"))]).status_code == 200
    wrong = f"{other}; {asked.access.cookie}=of an earlier start; x{own}"
    assert asked.client.get("/", headers=[(b"cookie", wrong.encode("latin-1"))]).status_code == 401
