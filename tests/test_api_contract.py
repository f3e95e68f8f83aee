"""What scripts rely on: the API's own description, name by name. A change here breaks somebody's script."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest

from tests.server import Server, fetch

EVIDENCE = {"text", "page", "score", "source"}
SENTENCE = {"text", "verdict", "score", "reasons", "evidence"}
REVIEW = {"sentences", "checks", "supported", "unsupported", "neutral"}
LETTER = {"id", "text", "language", "outcome", "model", "usage", "notice", "review", "answers", "prompt_version"}

REQUIRED = object()
WRITE = {
    "resume": REQUIRED, "posting": REQUIRED, "language": "auto", "tone": "formal", "length": 300, "unit": "words", "instructions": "",
    "notes": "", "strict": False, "workspace": "", "model": "",
}  # fmt: skip
PARAMETERS: dict[str, dict[str, object]] = {
    "/read_resume": {"resume": REQUIRED},
    "/read_posting": {"posting": "", "url": ""},
    "/match": {"resume": REQUIRED, "posting": REQUIRED, "notes": ""},
    "/write": WRITE,
    "/answer": {"resume": REQUIRED, "posting": REQUIRED, "questions": REQUIRED, "language": "auto", "notes": "", "workspace": ""},
    "/review": {"letter": REQUIRED, "resume": REQUIRED, "posting": "", "notes": ""},
    "/revise": {"letter": REQUIRED, "instruction": REQUIRED, "resume": REQUIRED, "posting": REQUIRED, "notes": "", "workspace": ""},
    "/export": {"letter": REQUIRED, "format": "pdf"},
    "/letters": {"workspace": REQUIRED},
    "/letter": {"workspace": REQUIRED, "id": REQUIRED},
    "/erase": {"workspace": REQUIRED},
}
FIELDS: dict[str, dict[str, set[str]]] = {
    "/read_resume": {
        "": {"id", "name", "pages", "language", "text", "passages", "quality", "warnings"},
        "passages": {"id", "page", "text"},
    },
    "/read_posting": {"": {"title", "company", "language", "text", "requirements", "warnings"}, "requirements": {"text", "kind"}},
    "/match": {
        "": {"posting", "matches", "coverage"},
        "matches": {"requirement", "kind", "status", "score", "evidence", "explanation"},
        "matches.evidence": EVIDENCE,
    },
    "/write": {"": {"text", "done", "stage", "letter"}, "letter": LETTER, "letter.answers": {"question", "text", "count", "limit", "unit"}},
    "/answer": {"": {"text", "done", "stage", "letter"}, "letter": LETTER},
    "/revise": {"": {"text", "done", "stage", "letter"}, "letter": LETTER},
    "/review": {
        "": REVIEW,
        "sentences": SENTENCE,
        "sentences.reasons": {"kind", "hard", "claim", "found"},
        "sentences.evidence": EVIDENCE,
        "checks": {"name", "passed", "message"},
    },
    "/export": {"": {"path", "meta"}},
    "/letters": {"": {"id", "title", "company", "language", "created", "versions"}},
    "/letter": {
        "": {"id", "title", "company", "language", "posting", "created", "versions"},
        "versions": {"text", "created", "instruction", "review"},
    },
    "/erase": {"": {"letters", "files", "vectors"}},
}
CHOICES = {
    ("/write", "language"): {"auto", "en", "ko"},
    ("/write", "tone"): {"formal", "warm", "direct"},
    ("/write", "unit"): {"words", "characters", "characters_no_blanks", "bytes_euckr", "bytes_utf8", "bytes_neis"},
    ("/export", "format"): {"pdf", "docx", "md", "txt"},
}
VALUES = {
    ("/read_posting", "requirements.kind"): {"required", "preferred", "responsibility"},
    ("/match", "matches.status"): {"met", "partial", "missing"},
    ("/match", "matches.evidence.source"): {"resume", "notes"},
    ("/review", "sentences.verdict"): {"supported", "unsupported", "neutral"},
    ("/write", "letter.outcome"): {"complete", "truncated", "refused", "cut_off", "timed_out", "stopped"},
}


@pytest.fixture(scope="module")
def described(server: Server) -> dict[str, Any]:
    """What the API says of itself."""
    status, body = fetch(f"{server.url}/gradio_api/info")
    assert status == 200
    return cast(dict[str, Any], json.loads(body)["named_endpoints"])


def shape_at(schema: dict[str, Any], path: str) -> dict[str, Any]:
    """The part of a JSON schema that `path` names; lists and optional values are looked through."""
    for step in path.split(".") if path else []:
        schema = through(schema)["properties"][step]
    return through(schema)


def through(schema: dict[str, Any]) -> dict[str, Any]:
    while True:
        if schema.get("type") == "array":
            schema = schema["items"]
        elif "anyOf" in schema:
            schema = next(one for one in schema["anyOf"] if one.get("type") != "null")
        else:
            return schema


def test_exactly_these_endpoints_are_named(described: dict[str, Any]) -> None:
    assert set(described) == set(PARAMETERS)


@pytest.mark.parametrize("endpoint", PARAMETERS)
def test_parameters_keep_name_order_and_default(described: dict[str, Any], endpoint: str) -> None:
    given = {
        one["parameter_name"]: one["parameter_default"] if one["parameter_has_default"] else REQUIRED
        for one in described[endpoint]["parameters"]
    }
    assert list(given) == list(PARAMETERS[endpoint])
    assert given == PARAMETERS[endpoint]


@pytest.mark.parametrize(("endpoint", "path"), [(endpoint, path) for endpoint, paths in FIELDS.items() for path in paths])
def test_results_keep_their_fields(described: dict[str, Any], endpoint: str, path: str) -> None:
    (returned,) = described[endpoint]["returns"]
    assert set(shape_at(returned["type"], path)["properties"]) == FIELDS[endpoint][path]


@pytest.mark.parametrize(("endpoint", "name"), CHOICES)
def test_choices_keep_their_names(described: dict[str, Any], endpoint: str, name: str) -> None:
    (parameter,) = [one for one in described[endpoint]["parameters"] if one["parameter_name"] == name]
    assert set(parameter["type"]["enum"]) == CHOICES[endpoint, name]


@pytest.mark.parametrize(("endpoint", "path"), VALUES)
def test_results_keep_their_values(described: dict[str, Any], endpoint: str, path: str) -> None:
    (returned,) = described[endpoint]["returns"]
    assert set(shape_at(returned["type"], path)["enum"]) == VALUES[endpoint, path]


def test_every_endpoint_says_what_it_does(described: dict[str, Any]) -> None:
    assert all(len(endpoint["description"]) > 20 for endpoint in described.values())


def test_the_wiring_of_the_page_is_not_described(server: Server) -> None:
    status, body = fetch(f"{server.url}/gradio_api/info?all_endpoints=true")
    described = json.loads(body)
    assert status == 200
    assert {name for name, one in described["named_endpoints"].items() if one["api_visibility"] == "public"} == set(PARAMETERS)
