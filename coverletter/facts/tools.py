"""Names of tools, products, programming and spoken languages, in Latin and Hangul."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundTool:
    """A named tool: `name` canonical ("Kubernetes"), `category` such as language, database, cloud, design, erp, cad, office, clinical, machine."""

    name: str
    category: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundLanguage:
    """A spoken language: `name` in English lower case; `level` 0 (not said) or CEFR-like 1 (basic) to 6 (fluent, business) to 7 (native)."""

    name: str
    level: int
    start: int
    end: int


def find_tools(text: str) -> tuple[FoundTool, ...]:
    """Known tools in order of text."""
    raise NotImplementedError


def find_languages(text: str) -> tuple[FoundLanguage, ...]:
    """Spoken languages in order of text."""
    raise NotImplementedError
