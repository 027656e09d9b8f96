"""Why a service gives no answer, and what is told of it."""

from __future__ import annotations

import requests
import urllib3


class NoAnswer(Exception):  # noqa: N818 - told in this word
    """Why a request has no answer. `is_final` tells that the service need not be asked further in this run.

    `is_unreached` tells that no connection came about at all; `is_of_request`, that the service takes offence
    at what is asked for; `is_unreadable`, that there is an answer which cannot be read.
    """

    def __init__(
        self,
        why: str,
        *,
        is_final: bool = False,
        is_unreached: bool = False,
        is_of_request: bool = False,
        is_unreadable: bool = False,
    ) -> None:
        super().__init__(why)
        self.why = why
        self.is_final = is_final
        self.is_unreached = is_unreached
        self.is_of_request = is_of_request
        self.is_unreadable = is_unreadable


def fault_in_words(error: Exception) -> str:
    """What is told of a fault of the connection: words of ours, or the beginning of its own."""
    said = next((words for kind, words in _WORDS_BY_FAULT if isinstance(error, kind)), str(error))
    return said[:120] or type(error).__name__


_WORDS_BY_FAULT: tuple[tuple[type[Exception], str], ...] = (
    (requests.exceptions.SSLError, "the connection is not secure"),
    (requests.exceptions.ProxyError, "the proxy cannot be reached"),
    (requests.Timeout, "it does not answer in time"),
    (requests.exceptions.ChunkedEncodingError, "the answer is cut off"),
    (requests.ConnectionError, "no connection"),
    (urllib3.exceptions.HTTPError, "what it sends is no answer"),
    (UnicodeError, "what it sends is no answer"),
)
"""What is told of each kind of fault; of other kinds, their own words."""
