"""Records and index killed together at random moments; `python -m benchmarks.killed` does it fifty times."""

from __future__ import annotations

from pathlib import Path

from benchmarks.killed import describe, kill_again_and_again

ROUNDS = 10


def test_the_house_killed_at_random_loses_nothing_and_comes_back_in_line(tmp_path: Path) -> None:
    outcome = kill_again_and_again(tmp_path, ROUNDS)
    print(describe(outcome))
    assert outcome.letters >= ROUNDS / 2
    assert outcome.lost == []
    assert outcome.returned == []
    assert outcome.missed == 0
    assert outcome.is_whole
