"""Requests to a service, one after another: politely paced, tried again, and within limits.

Answers come from outside and are trusted in nothing: their size and their time are limited, redirects lead to
no other kind of address, and whether they are answers at all is for the caller's check to say.
"""

from __future__ import annotations

import email.utils
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from coprod_review import __version__
from coprod_review.errors import ReviewError
from coprod_review.io.enrich_faults import NoAnswer, fault_in_words
from coprod_review.model.enrichment import NAME_BY_SERVICE, SERVICES, Request

BASE_BY_SERVICE = {
    "openalex": "https://api.openalex.org",
    "crossref": "https://api.crossref.org",
    "europepmc": "https://www.ebi.ac.uk/europepmc/webservices/rest",
}

PACE_BY_SERVICE = {"openalex": 0.2, "crossref": 0.5, "europepmc": 0.5}
"""Seconds from the beginning of one request to the next, well below what the services allow."""

MAIL_PARAMETER = {"openalex": "mailto", "crossref": "mailto", "europepmc": "email"}

TRIES = 4
FIRST_WAIT, FIRST_WAIT_AT_HAND = 1.0, 0.02
LONGEST_WAIT = 60.0
"""Seconds: who asks for more patience than this is left alone for the rest of the run."""

TIMEOUT = (10.0, 60.0)
"""Seconds to connect, and between two pieces of an answer."""

LONGEST_ANSWER = 300.0
MOST_BYTES = 64 << 20
MOST_REDIRECTS = 3

NO_ADDRESS = "it redirects to what is no address"
_NO_ADDRESS = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
)

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_REFUSING = (401, 403)
_OF_REQUEST = (400, 413, 414, 422)
_MAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")

Check = Callable[[bytes], str]
"""Why a body is no answer; empty where it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """Why one try has no answer, and the seconds to wait before the next."""

    why: str
    wait: float = 0.0
    is_unreached: bool = False


@dataclass(slots=True, kw_only=True)
class Service:
    """One service under its address; `mail` names who asks, `stop` ends its waiting.

    `secret` are parameters that are sent and never told or kept.
    """

    name: str
    base: str
    mail: str = ""
    secret: Mapping[str, str] = field(default_factory=dict)
    pace: float = 0.0
    first_wait: float = FIRST_WAIT
    """Seconds before the second try; each further one waits twice as long."""

    stop: threading.Event = field(default_factory=threading.Event)
    _session: requests.Session = field(default_factory=requests.Session, init=False)
    _last: float = field(default=float("-inf"), init=False)

    def __post_init__(self) -> None:
        contact = f" (mailto:{self.mail})" if self.mail else ""
        self._session.headers["User-Agent"] = f"coprod-review/{__version__}{contact}"
        self._session.headers["Accept"] = "application/json"
        if _is_loopback(self.base):
            self._session.trust_env = False  # no proxy stands between this machine and itself

    def answer(self, request: Request, *, check: Check) -> bytes:
        """The body of the answer to a request; empty where the service does not know what is asked for.

        Raises NoAnswer after several tries, or at once where another try could not help.
        """
        fault = _Fault(why="")
        for n in range(TRIES):
            tried = self._tried(request, check=check, wait=self.first_wait * 2**n)
            if isinstance(tried, bytes):
                return tried
            fault = tried
            if fault.is_unreached and n:  # one more try, since a first one may meet a network that wakes up
                break
            if n + 1 < TRIES and self.stop.wait(fault.wait):
                break
        raise NoAnswer(fault.why, is_final=fault.is_unreached, is_unreached=fault.is_unreached)

    def _tried(self, request: Request, *, check: Check, wait: float) -> bytes | _Fault:
        """The body of one try, or why there is none; raises NoAnswer where another try could not help."""
        try:
            status, headers, body = self._asked(request)
        except requests.ConnectionError as error:
            is_cut = isinstance(error, requests.exceptions.ChunkedEncodingError)
            return _Fault(why=fault_in_words(error), wait=wait, is_unreached=not is_cut)
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
            return _Fault(why=fault_in_words(error), wait=wait)
        if status == 404:
            return b""
        why = check(body) if status == 200 else f"it answers with status {status}"
        if not why:
            return body
        if status in _REFUSING:
            raise NoAnswer(f"it refuses to answer (status {status})", is_final=True)
        if status != 200 and status not in _AGAIN:
            raise NoAnswer(why, is_of_request=status in _OF_REQUEST)
        wait = _retry_after(headers, wait)
        if wait > LONGEST_WAIT:
            raise NoAnswer(f"it asks for a pause of {wait:,.0f} seconds", is_final=True)
        return _Fault(why=why, wait=wait)

    def _asked(self, request: Request) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of one try, redirects followed."""
        self.stop.wait(max(0.0, self._last + self.pace - time.monotonic()))
        self._last = time.monotonic()
        polite = {MAIL_PARAMETER[self.name]: self.mail} if self.mail else {}
        address, parameters = (
            f"{self.base}{request.path}",
            dict(request.parameters) | polite | dict(self.secret),
        )
        for _ in range(MOST_REDIRECTS + 1):
            with self._got(address, parameters) as response:
                if response.is_redirect:
                    address, parameters = _led_to(self.base, response), {}
                    continue
                return response.status_code, response.headers, _body(response)
        raise requests.TooManyRedirects("it redirects again and again")

    def _got(self, address: str, parameters: Mapping[str, str]) -> requests.Response:
        """The answer of an address; the library looks where it leads even when nobody wants to go there."""
        try:
            return self._session.get(
                address, params=parameters, timeout=TIMEOUT, stream=True, allow_redirects=False
            )
        except ValueError as error:
            if isinstance(error, requests.RequestException) and not isinstance(error, _NO_ADDRESS):
                raise
            raise requests.exceptions.InvalidURL(NO_ADDRESS) from None


def base_of(service: str, address: str) -> str:
    """The address of a service without its last slash.

    Raises ReviewError where it is neither https nor on this machine, or has more than host and path.
    """
    if not _is_base(address):
        raise ReviewError(
            f"{address!r} is no address at which {NAME_BY_SERVICE[service]} may be asked",
            where=f"--service {service}",
            remedy="give an https address, or http on this machine (http://127.0.0.1:8000), without ? and #",
        )
    return address.rstrip("/")


def service_at(name: str, base: str, *, mail: str = "", secret: Mapping[str, str] | None = None) -> Service:
    """A service under its address, asked at the pace that it allows; one on this machine needs none."""
    at_hand = _is_loopback(base)
    return Service(
        name=name,
        base=base,
        mail=mail,
        secret=secret or {},
        pace=0.0 if at_hand else PACE_BY_SERVICE[name],
        first_wait=FIRST_WAIT_AT_HAND if at_hand else FIRST_WAIT,
    )


def checked_mail(mail: str) -> str:
    """A mail address that may stand in a header. Raises ReviewError for anything else; empty is none."""
    if mail and not (_MAIL.fullmatch(mail) and len(mail) <= 254):
        raise ReviewError(
            f"{mail[:80]!r} is no mail address",
            where="mail",
            remedy="give one like name@example.org with --mail, or as enrich: mail: in config/config.yaml",
        )
    return mail


def no_network(unreached: Mapping[str, str]) -> ReviewError:
    """What is told where no service can be reached."""
    named = "; ".join(f"{NAME_BY_SERVICE[name]}: {unreached[name]}" for name in SERVICES if name in unreached)
    return ReviewError(
        f"no service can be reached ({named})",
        where="network",
        remedy="connect this machine to the internet (behind a proxy, set HTTPS_PROXY) and run again; "
        "nothing was changed",
    )


def _is_base(address: str) -> bool:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    return is_safe and bool(parts.hostname) and not (parts.query or parts.fragment or "@" in parts.netloc)


def _is_loopback(address: str) -> bool:
    return urlsplit(address).hostname in _LOOPBACK


def _led_to(base: str, response: requests.Response) -> str:
    """The address that an answer redirects to. Raises RequestException where it is none, or not safe."""
    try:
        address = urljoin(response.url, response.headers["Location"])
        is_safe = _may_lead(base, address)
    except ValueError:
        raise requests.exceptions.InvalidURL(NO_ADDRESS) from None
    if not is_safe:
        raise requests.TooManyRedirects("it redirects to an address that is not safe")
    return address


def _may_lead(base: str, address: str) -> bool:
    """Whether a redirect may be followed: to https, and on this machine only from there."""
    parts = urlsplit(address)
    if _is_loopback(address):
        return _is_loopback(base) and parts.scheme in ("http", "https")
    return parts.scheme == "https" and not _is_loopback(base)


def _body(response: requests.Response) -> bytes:
    begun, pieces, size = time.monotonic(), [], 0
    for piece in response.iter_content(1 << 16):
        size += len(piece)
        if size > MOST_BYTES:
            raise requests.RequestException(f"the answer is larger than {MOST_BYTES >> 20} MB")
        if time.monotonic() - begun > LONGEST_ANSWER:
            raise requests.exceptions.ReadTimeout("the answer takes too long")
        pieces.append(piece)
    return b"".join(pieces)


def _retry_after(headers: Mapping[str, str], otherwise: float) -> float:
    """The seconds that a service asks to wait, as a number or a date; else `otherwise`."""
    told = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", told):
        return float(told)
    try:
        moment = email.utils.parsedate_to_datetime(told)
        return max(0.0, moment.timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return otherwise
