"""The same digits on every processor.

OpenBLAS, NumPy and Arrow look at the processor and take the fastest of several ways to compute. These sum in
another order, or take another series for a logarithm: the last digits differ, and what is fitted step by step
carries them on. A laptop and a cluster would differ in nearly every probability, and now and then in a code.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import MutableMapping
from pathlib import Path

ALIKE = {
    "OPENBLAS_CORETYPE": "Haswell",
    "OPENBLAS_NUM_THREADS": "1",
    "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR",
    "ARROW_USER_SIMD_LEVEL": "AVX2",
}
"""Variables, read when the libraries load, that keep them to what processors have had since 2013 (AVX2, FMA),
and to sums that are not parted among cores."""

_NEEDED = frozenset(("avx2", "fma"))
_DISABLED_OF = "avx512f"
_PROCESSORS = Path("/proc/cpuinfo")
_HEAD = 1 << 14
"""So many bytes tell of the first processor: a large machine takes long to tell of all."""


def compute_alike(environment: MutableMapping[str, str]) -> None:
    """Let libraries that load from now on compute alike on all x86-64 processors with AVX2, under Linux.

    What somebody has set stays. Other machines are left as they are: there the last digits are their own.
    """
    has = _features()
    if not has >= _NEEDED:
        return
    for name, value in ALIKE.items():
        if name != "NPY_DISABLE_CPU_FEATURES" or _DISABLED_OF in has:  # NumPy warns of what is not there
            environment.setdefault(name, value)


def _features() -> frozenset[str]:
    """What the processor has by its own account; nothing where it is of another kind or does not say."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return frozenset()
    try:
        with _PROCESSORS.open("rb") as stream:
            head = stream.read(_HEAD).decode("ascii", "replace")
    except OSError:
        return frozenset()
    flags = next((line for line in head.splitlines() if line.startswith("flags")), "")
    return frozenset(flags.partition(":")[2].split())
