"""An example of the codebook that the rules are known to fail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFailure:
    """An example of a code, by its text, with the reason why the rules fail it; `must` is as in examples."""

    dimension: str
    code: str
    must: str
    text: str
    reason: str

    @property
    def example(self) -> tuple[str, str, str, str]:
        """What tells the example from all others."""
        return self.dimension, self.code, self.must, self.text
