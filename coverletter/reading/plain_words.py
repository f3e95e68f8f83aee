"""What a piece of a posting says in plain words counts against what the fitted model makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from coverletter.facts.tools import find_tools
from coverletter.reading.units import Unit

_SEVERAL = regex.compile(r"[;,]|\b(?:but|while)\b|지만")
"""Of several things in one line a wish speaks of the last alone."""
_IS_WELCOME = regex.compile(
    r"\b(?:is|are) (?:also )?(?:very |most )?(?:welcome|useful|helpful|appreciated|valued|beneficial)\b|\bhelps$|금상첨화|(?:으면|다면) (?:더 )?(?:좋|반갑)",
    regex.IGNORECASE,
)
_HAS_AT_LEAST = regex.compile(
    r"\byou (?:have|hold|bring) (?:at least|a minimum of|no less than)\b|\b(?:at least|a minimum of|minimum) \p{L}+ years\b"
    r"|(?:최소|적어도) ?\d+년|(?:경험|경력|지식|능력|이해)[이가]? 필요하(?:고|며)",
    regex.IGNORECASE,
)


def under_plain_headings(states: Sequence[str], features: Sequence[Mapping[str, float]], units: Sequence[Unit]) -> list[str]:
    """What stands in a list under "Requirements" is required, unless it says itself that it is a wish."""
    is_of_demands, right = False, list(states)
    for place, (state, here, unit) in enumerate(zip(states, features, units, strict=True)):
        is_plain = unit.shape == "heading" and "h:whole:head_required" in here and not {"h:head_preferred", "has:preferred"} & here.keys()
        if is_plain or state.startswith("h:"):
            is_of_demands = is_plain and state != "h:preferred"
            right[place] = state if state.startswith("h:") else "h:required"
        elif is_of_demands and state == "preferred" and unit.shape == "item" and not _is_a_wish(here, unit):
            right[place] = "required"
    return right


def _is_a_wish(features: Mapping[str, float], unit: Unit) -> bool:
    return any(name in features for name in ("wishes", "has:preferred", "sentence:preferred")) or bool(_IS_WELCOME.search(unit.text))


def put_right(state: str, features: Mapping[str, float], unit: Unit) -> str:
    """A plain wish or demand that stands alone among other things is one all the same, and a wish under a heading of demands is a wish."""
    if state == "required" and "wishes" in features and "demands" not in features and not _SEVERAL.search(unit.text):
        return "preferred"
    if state != "other" or any(f"has:{cue}" in features for cue in ("process", "legal", "money", "benefit", "machine", "company", "meta")):
        return state
    if (
        unit.shape != "item"
        and not find_tools(unit.text)
        and not any(
            f"has:{cue}" in features for cue in ("certificate", "experience", "education", "skill", "language", "years", "right_to_work")
        )
    ):
        return state
    if "wishes" in features or _IS_WELCOME.search(unit.text):
        return "preferred"
    return "required" if "demands" in features or _HAS_AT_LEAST.search(unit.text) else state
