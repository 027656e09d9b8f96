"""A SLURM cluster of virtual nodes on this one machine, to try the workflow on before a real one bears it.

    python tools/slurm.py up [--nodes 2] [--cpus 2] [--memory 16000]  start it, or what of it is not running
    python tools/slurm.py status                                      nodes and jobs
    python tools/slurm.py kill NODE | start NODE                      a node loses power, and has it again
    python tools/slurm.py down                                        stop it all and leave nothing behind

Linux, as root, with Debian's slurm-wlm and munge (`tools/install_debian.sh` installs them). The scheduler, a
daemon for each node and the daemon that signs their messages are the real ones; jobs run as processes of this
machine, and those that use more memory than they asked for are killed by the watching of processes, not by
control groups. All files lie in one folder (BASE); outside it there is one link, /etc/slurm/slurm.conf, since
job steps look for their configuration nowhere else. Where that file is no such link, the machine belongs to a
real cluster, and this program refuses.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from node_processes import name_of, of_node, send, watchers

from coprod_review.errors import ReviewError

BASE = Path("/var/lib/coprod-slurm")
LINK = Path("/etc/slurm/slurm.conf")
FIRST_PORT = 17117
NEEDED = ("slurmctld", "slurmd", "munged", "sinfo", "squeue", "scancel")
PATIENCE = 30.0
"""So many seconds daemons have to come up; they take two on an idle machine."""

CONFIGURATION = Path(__file__).with_name("slurm.conf")
"""What all nodes share; the folder, the host, the port and the nodes are filled in."""

NODE = "NodeName={name} NodeAddr=127.0.0.1 NodeHostname={host} Port={port} CPUs={cpus} RealMemory={memory}\n"


def main() -> int:
    """Do what is asked; 0, or 2 with the reason."""
    arguments = _arguments()
    try:
        check_machine()
        match arguments.do:
            case "up":
                up(n_nodes=arguments.nodes, cpus=arguments.cpus, memory=arguments.memory)
            case "down":
                down()
            case "kill":
                kill_node(arguments.node)
            case "start":
                start_node(arguments.node)
        if arguments.do != "down":
            print(status())
    except ReviewError as error:
        print(f"slurm.py: {error}", file=sys.stderr)
        return 2
    return 0


def check_machine() -> None:
    """Raise ReviewError where this machine cannot have a virtual cluster, or belongs to a real one."""
    if sys.platform != "linux" or os.geteuid() != 0:
        raise ReviewError(
            "a virtual cluster needs Linux and the rights of root",
            where="this machine",
            remedy="`make review` runs the review without any cluster",
        )
    os.environ.pop("SLURM_CONF", None)
    if (LINK.exists() or LINK.is_symlink()) and not _is_ours(LINK):
        raise ReviewError(
            "this machine belongs to a real cluster, which is left alone",
            where=str(LINK),
            remedy="run the review on it: make review PROFILE=slurm",
        )
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        raise ReviewError(
            f"not found: {', '.join(missing)}",
            where="this machine",
            remedy="on Debian: apt-get install slurm-wlm munge",
        )


def up(*, n_nodes: int, cpus: int, memory: int) -> None:
    """Start the daemons that are not running, and wait until every node is ready for jobs.

    Raises ReviewError where a cluster of another shape is running, or the daemons do not come up.
    """
    text = _configuration(n_nodes=n_nodes, cpus=cpus, memory=memory)
    file = BASE / "slurm.conf"
    if _running("slurmctld") and file.read_text("utf-8") != text:
        raise ReviewError(
            "a virtual cluster of another shape is running",
            where=str(BASE),
            remedy="stop it first: python tools/slurm.py down",
        )
    for folder in (BASE, BASE / "spool", BASE / "state", BASE / "munge", LINK.parent):
        folder.mkdir(parents=True, exist_ok=True)
    BASE.chmod(0o755)
    file.write_text(text, "utf-8")
    if not LINK.is_symlink():
        LINK.symlink_to(file)
    _start_munge()
    if not _running("slurmctld"):
        _call("slurmctld")
    for name in _nodes():
        if not _running(f"slurmd-{name}"):
            _call("slurmd", "-N", name)
    _wait_for_nodes()


def down() -> None:
    """Cancel the jobs, stop every daemon and remove all files; nothing where nothing is up."""
    if _running("slurmctld"):
        _call("scancel", "--full", "--state=RUNNING", "--state=PENDING", check=False)
    if BASE.is_dir():
        for name in _nodes():
            kill_node(name)
    for daemon in ("slurmctld", "munged"):
        _stop(daemon)
    if _is_ours(LINK):
        LINK.unlink()
    shutil.rmtree(BASE, ignore_errors=True)


def kill_node(name: str) -> None:
    """End the daemon of a node and all that runs on it, at once and without telling the scheduler."""
    _known(name)
    at_work = of_node(name, places=(LINK, BASE / "slurm.conf"))
    # First those who would tell the scheduler of the death of the others.
    for pid in (_running(f"slurmd-{name}"), *sorted(watchers(at_work)), *sorted(at_work)):
        if pid is not None:
            send(pid, signal.SIGKILL)
    (BASE / f"slurmd-{name}.pid").unlink(missing_ok=True)


def start_node(name: str) -> None:
    """Start the daemon of a node again, which has forgotten its jobs."""
    _known(name)
    if not _running(f"slurmd-{name}"):
        _call("slurmd", "-c", "-N", name)
        _call("scontrol", "update", f"nodename={name}", "state=resume", check=False)


def status() -> str:
    """The nodes with their states, and the jobs that wait or run."""
    if not _running("slurmctld"):
        return "no virtual cluster is up; start it: tools/slurm.py up"
    nodes = _call("sinfo", "--Node", "--format=%N %T, %c processors, %m MB")
    jobs = _call("squeue", "--noheader", "--format=job %i %T on %N: %k")
    return (nodes.split("\n", 1)[-1] + jobs).strip()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="do", required=True)
    starting = commands.add_parser("up", help="start the cluster, or what of it is not running")
    starting.add_argument("--nodes", type=int, default=2, help="how many (default: 2)")
    starting.add_argument("--cpus", type=int, default=2, help="processors of each (default: 2)")
    starting.add_argument("--memory", type=int, default=16000, help="megabytes of each (default: 16000)")
    commands.add_parser("down", help="stop everything and leave nothing behind")
    commands.add_parser("status", help="tell the nodes and the jobs")
    for name, about in (("kill", "as if it lost power"), ("start", "as if it got power again")):
        commands.add_parser(name, help=f"a node: {about}").add_argument("node", metavar="NODE")
    return parser.parse_args()


def _is_ours(link: Path) -> bool:
    return link.is_symlink() and link.readlink() == BASE / "slurm.conf"


def _configuration(*, n_nodes: int, cpus: int, memory: int) -> str:
    host = socket.gethostname().split(".")[0]
    nodes = "".join(
        NODE.format(name=f"n{i}", host=host, port=FIRST_PORT + i, cpus=cpus, memory=memory)
        for i in range(1, n_nodes + 1)
    )
    return CONFIGURATION.read_text("utf-8").format(host=host, port=FIRST_PORT, base=BASE, nodes=nodes)


def _nodes() -> list[str]:
    """The names of the nodes that the configuration has."""
    try:
        lines = (BASE / "slurm.conf").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [line.split()[0].partition("=")[2] for line in lines if line.startswith("NodeName=")]


def _known(name: str) -> None:
    if name not in _nodes():
        raise ReviewError(
            f"there is no node {name}",
            where=str(BASE),
            remedy=f"the virtual cluster has: {', '.join(_nodes()) or 'none; start it with up'}",
        )


def _start_munge() -> None:
    """The daemon that signs messages, with a key of its own, so that one of the system stays as it is."""
    if _running("munged"):
        return
    key = BASE / "munge" / "key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_bytes(os.urandom(128))
    places = {
        "key-file": key,
        "socket": BASE / "munge.socket",
        "pid-file": BASE / "munged.pid",
        "log-file": BASE / "munge" / "log",
        "seed-file": BASE / "munge" / "seed",
    }
    _call("munged", "--force", *(f"--{name}={path}" for name, path in places.items()))


def _wait_for_nodes() -> None:
    wanted, until = set(_nodes()), time.monotonic() + PATIENCE
    while time.monotonic() < until:
        told = _call("sinfo", "--noheader", "--Node", "--format=%N %t", check=False).splitlines()
        if {line.split()[0] for line in told if line.split()[1] in ("idle", "mix", "alloc")} == wanted:
            return
        time.sleep(0.2)
    logs = "\n".join(_last_lines(path) for path in sorted(BASE.glob("*.log")))
    raise ReviewError(
        f"the nodes did not come up within {PATIENCE:.0f} seconds\n{logs}",
        where=str(BASE),
        remedy="look for the fault in these logs; `down` and `up` begin anew",
    )


def _last_lines(path: Path) -> str:
    return f"{path}:\n" + "\n".join(path.read_text("utf-8", errors="replace").splitlines()[-5:])


def _call(*command: str, check: bool = True) -> str:
    """What a program printed; raises ReviewError with its own words where it fails."""
    log = BASE / "said"
    with log.open("w", encoding="utf-8") as said:
        # A daemon would hold a pipe open for ever: it gets a file.
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False, timeout=60
        )
    text = log.read_text("utf-8", errors="replace")
    if check and done.returncode:
        raise ReviewError(
            f"{' '.join(command)} ended with {done.returncode}: {text.strip()}",
            where=str(BASE),
            remedy="look into the logs there; `down` and `up` begin anew",
        )
    return text


def _running(daemon: str) -> int | None:
    """The process of a daemon by the name of its file, if it is running."""
    try:
        pid = int((BASE / f"{daemon}.pid").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return pid if name_of(pid) == daemon.split("-", maxsplit=1)[0] else None


def _stop(daemon: str) -> None:
    """End a daemon by its process, gently, and by force where it has not gone after some seconds."""
    if pid := _running(daemon):
        send(pid, signal.SIGTERM)
        until = time.monotonic() + 5
        while _running(daemon) and time.monotonic() < until:
            time.sleep(0.1)
        if _running(daemon):
            send(pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
