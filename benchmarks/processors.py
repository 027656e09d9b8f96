"""Whether computations give the same digits on other processors, which an emulator plays.

    python benchmarks/processors.py [--emulated EPYC-Rome Haswell-v4]
    python benchmarks/processors.py --train

The operations that results rest on are computed here and under `qemu-x86_64 -cpu NAME` (Debian: qemu-user),
once as every command computes (tasks/run/arithmetic.py), once with the libraries left to choose by the
processor. Printed: of each operation, whether its bytes are those of this machine. No whole review is run so:
an emulator takes hours for it. With --train the machine coders of the finished run are trained in both ways,
here; printed is what their codings differ in, and what processors took.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from closed_pipe import quietly

from coprod_review.tasks.run.arithmetic import ALIKE, compute_alike

EMULATOR = "qemu-x86_64"
EMULATED = ("EPYC-Rome", "Haswell-v4")
LONGEST = 600
COMPARED = ("codes", "prediction_set", "confidence")

OPERATIONS = """
import hashlib
import numpy as np
from scipy.sparse import csr_array, random_array
from scipy.special import expit
from coprod_review.coding.ridge import Alike, fitted_duals, gram_of

draw = np.random.default_rng(1)
gram = gram_of(csr_array(random_array((120, 400), density=0.1, rng=draw, format="csr"))) + 1
duals = fitted_duals(Alike(gram=gram), draw.random((120, 4)) < 0.4, np.ones((120, 4)))
x = draw.standard_normal(20_000)
some, single = gram[:60, :60], gram.astype(np.float32)
found = {
    "products of features": gram, "weights of the classifier": duals,
    "product of matrices": gram @ gram, "the same in single precision": single @ single,
    "product of vectors": x[:9_000] @ x[9_000:18_000], "sums of products": np.einsum("ij,ij->i", gram, gram),
    "sum, mean, deviation": np.array([x.sum(), x.mean(), x.std()]), "running sum": np.cumsum(x),
    "quantiles": np.quantile(x, [0.025, 0.975]), "exp": np.exp(x), "log": np.log(abs(x)),
    "log1p": np.log1p(abs(x)), "power": abs(x) ** 0.37, "logistic": expit(x),
    "logaddexp": np.logaddexp(0, x), "sine": np.sin(x), "tanh": np.tanh(x),
    "linear equations": np.linalg.solve(some + np.eye(60), x[:60]), "singular values": np.linalg.svd(some)[1],
}
for name, values in found.items():
    print(name, hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest(), sep="\\t")
"""


def main() -> int:
    """Print of each operation where its digits are the same."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--emulated", nargs="+", default=EMULATED, metavar="NAME")
    parser.add_argument("--train", action="store_true")
    arguments = parser.parse_args()
    if arguments.train:
        return print_training()
    names = arguments.emulated
    if not shutil.which(EMULATOR):
        raise SystemExit(f"{EMULATOR} is not here; on Debian: apt-get install qemu-user")
    print("| operation |", *(f"{name}, as commands compute | {name}, left alone |" for name in names))
    print("|---|" + "---|---|" * len(names))
    sides = {alike: digits(alike=alike) for alike in (True, False)}
    emulated = {(name, alike): digits(alike=alike, on=name) for name in names for alike in (True, False)}
    for operation in sides[True]:
        cells = (
            "same" if emulated[name, alike][operation] == sides[alike][operation] else "DIFFERENT"
            for name in names
            for alike in (True, False)
        )
        print(f"| {operation} |", *(f"{cell} |" for cell in cells))
    return 0


def print_training() -> int:
    """Print in what the codings of a training differ that is left to choose by the processor."""
    with tempfile.TemporaryDirectory() as folder:
        alike, alone = (trained(Path(folder) / name, alike=name == "alike") for name in ("alike", "alone"))
    differ = {name: int((alike.codings[name] != alone.codings[name]).sum()) for name in COMPARED}
    print("| codings | " + " | ".join(f"other {name}" for name in COMPARED) + " | s, alike | s, left alone |")
    print("|---|" + "---|" * (len(COMPARED) + 2))
    cells = [len(alike.codings), *differ.values(), f"{alike.seconds:.1f}", f"{alone.seconds:.1f}"]
    print("|", *(f"{cell} |" for cell in cells))
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """The codings of the combination as words, and the seconds of processors that their training took."""

    codings: pd.DataFrame
    seconds: float


def trained(folder: Path, *, alike: bool) -> Trained:
    """Train on the settled codes of the finished run in this folder, with the results beside it."""
    environment = dict(os.environ)
    environment |= {} if alike else {"OPENBLAS_CORETYPE": own_core(), "NPY_DISABLE_CPU_FEATURES": ""}
    outputs = ["--output", str(folder / "code"), "--rehearsal", str(folder / "rehearse")]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "coprod_review", "code", "train", *outputs],
        env=environment,
        capture_output=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    codings = pd.read_parquet(folder / "code" / "train" / "combination.parquet", columns=list(COMPARED))
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Trained(codings=codings.astype(str), seconds=seconds)


def own_core() -> str:
    """What OpenBLAS takes this processor for."""
    environment = {name: value for name, value in os.environ.items() if name not in ALIKE}
    asked = "import numpy, threadpoolctl; print(threadpoolctl.threadpool_info()[0]['architecture'])"
    done = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def digits(*, alike: bool, on: str = "") -> Mapping[str, str]:
    """SHA-256 of what each operation gives, in a process of its own, on the named processor or on this."""
    environment = {name: value for name, value in os.environ.items() if name not in ALIKE}
    if alike:
        compute_alike(environment)
    before: Sequence[str] = (EMULATOR, "-cpu", on) if on else ()
    done = subprocess.run(
        [*before, sys.executable, "-c", OPERATIONS],
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{on or 'this machine'}: {done.stderr[-2000:]}")
    return dict(line.split("\t") for line in done.stdout.splitlines())


if __name__ == "__main__":
    raise SystemExit(quietly(main))
