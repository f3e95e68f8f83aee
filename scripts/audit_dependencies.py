"""Audit the dependencies: `python -m scripts.audit_dependencies`. Ends with 1 when anything is wrong, and never skips.

Three things are looked at, all without a network:
- the lock is whole: everything that requirements.txt brings, down to the last, stands in constraints.txt and is installed
  in exactly that version;
- what is installed fits together;
- no locked version is one that an advisory of `advisories.json` names, unless the advisory says what holds it off.

The advisories are a list kept by hand, and it knows no more than it says. Where PyPI's advisory service can be reached,
`--online` asks pip-audit as well, and fails when that cannot answer.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Print what is wrong, or what was looked at."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--online", action="store_true", help="ask pip-audit as well")
    given = parser.parse_args()
    lock = read_lock(ROOT / "constraints.txt")
    wanted = read_requirements(ROOT / "requirements.txt")
    advisories = json.loads((ROOT / "scripts" / "advisories.json").read_text(encoding="utf-8"))
    problems = [*lock_problems(wanted, lock), *advisory_problems(lock, advisories["advisories"]), *_fit_problems()]
    if given.online:
        problems += _online_problems()
    for problem in problems:
        print(problem, file=sys.stderr)
    held_off = [f"{entry['id']} ({entry['package']})" for entry in advisories["advisories"] if entry.get("mitigation")]
    print(
        f"{len(lock)} locked packages against {len(advisories['advisories'])} advisories as of {advisories['as_of']}: {len(problems)} problems"
    )
    print(f"Not mended by a release, held off by how the app is built: {', '.join(held_off)}")
    return 1 if problems else 0


def read_lock(path: Path) -> dict[str, str]:
    """Package to version; raises ValueError for a line that is not `name==version`."""
    lock = {}
    for line in _lines(path):
        if not (found := re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[^]]*])?==([^\s;]+)", line)):
            raise ValueError(f"{path.name}: not a locked version: {line}")
        lock[canonicalize_name(found[1])] = found[2]
    return lock


def read_requirements(path: Path) -> list[Requirement]:
    """The requirements of a file, without the lines that name another."""
    return [Requirement(line) for line in _lines(path) if not line.startswith("-")]


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if bare := line.partition("#")[0].strip():
            yield bare


def lock_problems(wanted: list[Requirement], lock: Mapping[str, str]) -> list[str]:
    """What the requirements bring, directly or through others, and is not installed as it is locked."""
    problems, seen, open_ones = [], set[tuple[str, str]](), [(one, "requirements.txt") for one in wanted]
    while open_ones:
        requirement, brought_by = open_ones.pop()
        name = canonicalize_name(requirement.name)
        for extra in (*sorted(requirement.extras), ""):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            if not extra:
                problems += _one_problem(name, requirement, brought_by, lock)
            open_ones += [(one, name) for one in _brought_by(name, extra)]
    return sorted(problems)


def _one_problem(name: str, requirement: Requirement, brought_by: str, lock: Mapping[str, str]) -> list[str]:
    try:
        installed = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return [f"{name}, brought by {brought_by}, is not installed"]
    if name not in lock:
        return [f"{name} {installed}, brought by {brought_by}, is not in constraints.txt"]
    if installed.partition("+")[0] != lock[name].partition("+")[0]:
        return [f"{name} is locked to {lock[name]} and installed as {installed}"]
    if not requirement.specifier.contains(installed, prereleases=True):
        return [f"{name} {installed} is not what {brought_by} asks for: {requirement.specifier}"]
    return []


def _brought_by(name: str, extra: str) -> list[Requirement]:
    try:
        lines = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    found = [Requirement(line) for line in lines]
    return [one for one in found if one.marker is None or one.marker.evaluate({"extra": extra})]


def advisory_problems(lock: Mapping[str, str], advisories: list[dict[str, str]]) -> list[str]:
    """Locked versions that an advisory names and nothing holds off."""
    return [
        f"{entry['package']} {lock[entry['package']]}: {entry['id']}, {entry['about']}"
        for entry in advisories
        if entry["package"] in lock
        and SpecifierSet(entry["affected"]).contains(lock[entry["package"]].partition("+")[0], prereleases=True)
        and not entry.get("mitigation")
    ]


def _fit_problems() -> list[str]:
    run = subprocess.run([sys.executable, "-m", "pip", "check", "--disable-pip-version-check"], capture_output=True, text=True, check=False)
    return [] if run.returncode == 0 else [f"pip check: {line}" for line in (run.stdout + run.stderr).strip().splitlines()]


def _online_problems() -> list[str]:
    command = [sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--no-deps", "-r", str(ROOT / "constraints.txt")]
    for entry in json.loads((ROOT / "scripts" / "advisories.json").read_text(encoding="utf-8"))["advisories"]:
        command += ["--ignore-vuln", entry["id"]] if entry.get("mitigation") else []
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return [] if run.returncode == 0 else [f"pip-audit: {line}" for line in (run.stdout + run.stderr).strip().splitlines()[-20:]]


if __name__ == "__main__":
    sys.exit(main())
