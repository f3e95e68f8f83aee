"""What only the person can say: the right to work, willingness, availability. It is never inferred from an address or a past job."""

from __future__ import annotations

from typing import Literal

import regex

Personal = Literal["permit", "willingness"]

_I = regex.IGNORECASE
_ASKS_PERMIT = regex.compile(
    r"\b(?:right|permission|permit|permitted|authori[sz]ed|authori[sz]ation|eligible|eligibility|entitled|allowed|able) to (?:live and )?work"
    r" in\b|\b(?:right|permission|authori[sz]ed|authori[sz]ation|eligible|eligibility|entitled) to work\b|\bmay work in\b|\bvisas?\b"
    r"|\bwork (?:permit|authori[sz]ation)\b|\bwithout sponsorship\b|비자|취업\s?자격|체류\s?자격|취업\s?허가",
    _I,
)
_ASKS_WILLINGNESS = regex.compile(
    r"\bwilling(?:ness)?\b|\bavailab(?:le|ility)\b|\brelocat|\bflexib(?:le|ility) (?:to|about|with|on) (?:work|shift|hours|travel)"
    r"|\b(?:able|open|prepared|happy|ready) to (?:travel|relocate|move|commute|be on call|work (?:nights|shifts|weekends|evenings|on|in|from))\b"
    r"|(?:근무|출장|이동|출근|이주|야근|입사|당직|파견|주재)[이가은는을를]?\s?(?:\p{Hangul}{0,4}\s)?(?:가능|할 수 있)|결격\s?사유|기꺼이|마다하지",
    _I,
)
_STATES_PERMIT = regex.compile(
    r"\bcitizen(?:ship)?\b|\bnational of\b|\bpermanent residen|\bwork permit\b|\bright to work\b|\bwork visa\b|\bsettled status\b|\bgreen card\b"
    r"|\bindefinite leave\b|시민권|영주권|(?:취업|거주|결혼이민)\s?비자|취업\s?허가|F-[2456]\b",
    _I,
)
_STATES_WILLINGNESS = regex.compile(
    r"\bwilling\b|\bavailable\b|\b(?:open|happy|ready|prepared) to\b|(?:근무|출장|이동|이주|입사|당직|파견)\s?가능|(?:지역|근무지)\s?무관",
    _I,
)


def asks_personal(requirement: str) -> Personal | None:
    """Whether it asks for the right to work or for willingness, or for neither."""
    return "permit" if _ASKS_PERMIT.search(requirement) else "willingness" if _ASKS_WILLINGNESS.search(requirement) else None


def states_personal(passage: str, asked: Personal) -> bool:
    """Whether a passage says so itself. Does not tell for which country, or for which hours."""
    return bool((_STATES_PERMIT if asked == "permit" else _STATES_WILLINGNESS).search(passage))
