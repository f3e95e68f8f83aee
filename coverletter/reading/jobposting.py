"""The schema.org `JobPosting` that many pages carry as JSON-LD, as posting text."""

from __future__ import annotations

import json
from collections.abc import Iterator

import lxml.html

DEEPEST = 12
_SECTIONS = (
    ("responsibilities", "Responsibilities", "담당 업무"),
    ("qualifications", "Qualifications", "자격 요건"),
    ("educationRequirements", "Education requirements", "학력 조건"),
    ("experienceRequirements", "Experience requirements", "경력 조건"),
    ("skills", "Required skills", "필요 역량"),
)


def job_postings(tree: lxml.html.HtmlElement) -> list[dict[str, object]]:
    """Every distinct JobPosting of a page, also inside `@graph`, lists and other things; damaged JSON is skipped."""
    found: list[dict[str, object]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        found.extend(posting for posting in _walk(data, 0) if posting not in found)
    return found


def _walk(data: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for one in data[:500]:
            yield from _walk(one, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if any("JobPosting" in str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield data
            return
        for value in data.values():
            if isinstance(value, dict | list):
                yield from _walk(value, depth + 1)


def posting_text(posting: dict[str, object], korean: bool) -> str:
    """Title, company, description and the separate sections as one text, still with the HTML of its parts."""
    parts = []
    if title := _words(posting.get("title") or posting.get("name")):
        parts.append(("모집 직무: " if korean else "Job title: ") + title)
    if company := _words(posting.get("hiringOrganization")):
        parts.append(("회사명: " if korean else "Company: ") + company)
    description = _words(posting.get("description"))
    parts.append(description)
    for field, english, hangul in _SECTIONS:
        words = _words(posting.get(field))
        if words and words not in description:
            listed = words if "\n" in words or "<" in words or len(words) > 200 else f"- {words}"
            parts.append(f"## {hangul if korean else english}\n{listed}")
    return "\n\n".join(part for part in parts if part)


def _words(value: object) -> str:
    """Text, the name of a thing, or a list of them as bullets."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return _words(value.get("name") or value.get("value") or value.get("description") or value.get("credentialCategory") or "")
    if isinstance(value, list):
        return "\n".join(f"- {words}" for one in value[:100] if (words := _words(one)))
    return ""
