"""The profiles, and the tool for a virtual cluster where it must do nothing."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from tests.cluster.virtual import PROJECT, TOOL, end_of, start, tool
from tests.laws.small_reviews import entry, review_in

from coprod_review.errors import ReviewError
from coprod_review.io.workflow_files import copy_workflow, workflow_files
from coprod_review.tasks.run.left_jobs import cancel_left_jobs

PROFILES = sorted((PROJECT / "profiles").glob("*/config.yaml"))
as_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("slurmctld") is None,
    reason="the tool needs Linux, root and SLURM",
)


@pytest.fixture
def slurm(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """tools/slurm.py as a module."""
    monkeypatch.syspath_prepend(TOOL.parent)
    spec = importlib.util.spec_from_file_location("slurm_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.parent.name)
def test_a_profile_names_only_rules_that_the_workflow_has(profile: Path) -> None:
    settings = yaml.safe_load(profile.read_text("utf-8"))
    named = {name for part in ("groups", "set-resources", "set-threads") for name in settings.get(part, {})}
    text = "".join(path.read_text("utf-8") for path in workflow_files(PROJECT).values())
    rules = re.findall(r"^ *rule (\w+):", text, flags=re.MULTILINE)
    assert named <= set(rules)


def test_the_local_profile_runs_the_review_here(tmp_path: Path) -> None:
    review = review_in(tmp_path / "review", {"invented.ris": entry(1)})
    copy_workflow(PROJECT, review)
    profile = PROJECT / "profiles" / "local"
    end = end_of(start(review, "results/read/records.parquet", profile=profile), review)
    assert end.code == 0, end.told
    assert (review / "results" / "read" / "records.parquet").is_file()


def test_a_machine_without_a_cluster_has_no_jobs_to_cancel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert cancel_left_jobs(tmp_path) == 0


@as_root
def test_the_tool_leaves_a_real_cluster_alone(
    slurm: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tmp_path / "slurm.conf"
    real.write_text("ClusterName=real\n", "utf-8")
    monkeypatch.setattr(slurm, "LINK", real)
    with pytest.raises(ReviewError, match="belongs to a real cluster") as caught:
        slurm.check_machine()
    assert caught.value.remedy == "run the review on it: make review PROFILE=slurm"
    assert real.read_text("utf-8") == "ClusterName=real\n"


@as_root
def test_the_tool_names_the_nodes_where_one_is_not_known() -> None:
    done = tool("kill", "n99")
    assert done.returncode == 2
    assert "there is no node n99" in done.stderr
    assert "remedy: the virtual cluster has:" in done.stderr
