"""Libraries compute alike on every processor that has what is needed, and are left alone on others."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from processors import EMULATOR, digits

from coprod_review import cli
from coprod_review.tasks.run import arithmetic
from coprod_review.tasks.run.arithmetic import ALIKE, compute_alike

LOADED = """
import json, os, sys
from coprod_review.tasks.run.arithmetic import compute_alike
if "alike" in sys.argv:
    compute_alike(os.environ)
import numpy, pyarrow, scipy.linalg
from threadpoolctl import threadpool_info
from numpy._core._multiarray_umath import __cpu_features__ as features
print(json.dumps({
    "blas": sorted({f"{one['architecture']} {one['num_threads']}" for one in threadpool_info()}),
    "numpy": [name for name in ("X86_V4", "AVX512_ICL", "AVX512_SPR") if features[name]],
    "arrow": pyarrow.runtime_info().simd_level,
}))
"""
on_x86 = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="only Linux on x86-64 is kept alike"
)


def loaded(*words: str) -> dict[str, list[str]]:
    """What the libraries of a process of its own compute by."""
    environment = {name: value for name, value in os.environ.items() if name not in ALIKE}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", LOADED, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


@on_x86
@pytest.mark.skipif(not shutil.which(EMULATOR), reason=f"{EMULATOR} is not here (Debian: qemu-user)")
def test_another_processor_gives_the_same_digits() -> None:
    assert digits(alike=True, on="EPYC-Rome") == digits(alike=True)


def with_flags(monkeypatch: pytest.MonkeyPatch, path: Path, flags: str) -> None:
    path.write_text(f"processor\t: 0\nflags\t\t: {flags}\nbugs\t\t: spectre_v2\n", encoding="ascii")
    monkeypatch.setattr(arithmetic, "_PROCESSORS", path)


@on_x86
def test_libraries_take_no_way_that_only_newer_processors_have() -> None:
    if "avx2" not in Path("/proc/cpuinfo").read_text("ascii", "replace"):
        pytest.skip("this processor has no AVX2")
    assert loaded("alike") == {"blas": ["Haswell 1"], "numpy": [], "arrow": "avx2"}


@on_x86
def test_a_processor_with_more_is_kept_to_what_others_have(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_flags(monkeypatch, tmp_path / "cpuinfo", "sse2 fma avx avx2 avx512f")
    environment: dict[str, str] = {}
    compute_alike(environment)
    assert environment == ALIKE


@on_x86
def test_numpy_is_not_told_to_leave_what_the_processor_lacks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_flags(monkeypatch, tmp_path / "cpuinfo", "sse2 fma avx avx2")
    environment: dict[str, str] = {}
    compute_alike(environment)
    assert environment == {name: ALIKE[name] for name in ALIKE if name != "NPY_DISABLE_CPU_FEATURES"}


@pytest.mark.parametrize("flags", ["sse2 avx", "avx2", ""])
def test_older_processors_are_left_as_they_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, flags: str
) -> None:
    with_flags(monkeypatch, tmp_path / "cpuinfo", flags)
    environment: dict[str, str] = {}
    compute_alike(environment)
    assert environment == {}


def test_a_system_that_says_nothing_of_its_processor_is_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(arithmetic, "_PROCESSORS", tmp_path / "none")
    environment: dict[str, str] = {}
    compute_alike(environment)
    assert environment == {}


def test_what_somebody_has_set_stays() -> None:
    environment = {"OPENBLAS_CORETYPE": "Zen"}
    compute_alike(environment)
    assert environment["OPENBLAS_CORETYPE"] == "Zen"


def test_commands_compute_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(cli, "compute_alike", asked.append)
    with pytest.raises(SystemExit):
        cli.main(["check", "--help"])
    assert asked == [os.environ]
