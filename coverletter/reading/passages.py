"""Lines to passages: one bullet or one sentence each, bound to its section and to the job, school or project it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from coverletter.reading.lines import Line
from coverletter.reading.structure import Labelled, label
from coverletter.text.sentences import split_sentences
from coverletter.types import Passage, PassageKind

MOST_WORDS = 60
LEAST_WORDS = 3

_INNER_END = re.compile(r"[.!?。…][\"'”’)\]]*\s+\S")
"""What may end a sentence inside a line; a line without it is spared the splitters, which cost far more than all the rest."""
_CLAUSE = re.compile(r"(?<=[;,·/])\s+|(?<=[;,])\s*")


def passages_of(lines: Sequence[Line]) -> tuple[Passage, ...]:
    """Passages in reading order, ids p1, p2, ...

    `entry` holds the header of the job, school or project with its pieces (cells and lines) separated by line breaks; an
    entry's own passage has the same pieces separated by blanks, so that dates, employer and title can be quoted together.
    """
    passages: list[Passage] = []
    for item in label(lines):
        for text, kind in _texts(item):
            identity = f"p{len(passages) + 1}"
            passages.append(Passage(id=identity, page=item.lines[0].page, text=text, kind=kind, heading=item.heading, entry=item.entry))
    return tuple(passages)


def notes_passages(text: str) -> tuple[Passage, ...]:
    """What the applicant wrote beyond the resume, as passages with ids n1, n2, ..., page 0 and source `notes`."""
    parts = [part for line in text.splitlines() for part in _sentences(line.strip().lstrip("-•*· ").strip())]
    return tuple(Passage(id=f"n{number}", page=0, text=part, kind="sentence", source="notes") for number, part in enumerate(parts, 1))


def _texts(item: Labelled) -> Iterator[tuple[str, PassageKind]]:
    text = " ".join(" ".join(line.text for line in item.lines).split())
    if not text:
        return
    if item.kind in ("line", "contact") and len(item.lines) == 1 and len(item.lines[0].cells) == 1:
        sentences = list(_sentences(text))
        whole_sentence = len(sentences) > 1 or re.search(r"[.!?。]$|[다요]\.$", text)
        kind: PassageKind = "sentence" if whole_sentence and item.kind == "line" else item.kind
        yield from ((sentence, kind) for sentence in sentences)
        return
    yield from ((part, item.kind) for part in (cut_long(text) if item.kind != "bullet" or _words(text) <= MOST_WORDS else _sentences(text)))


def _sentences(text: str) -> Iterator[str]:
    """Sentences, none of them a stump: abbreviations such as "Inc." end fewer sentences than splitters think."""
    if not _INNER_END.search(text):
        yield from cut_long(text)
        return
    waiting = ""
    for sentence in split_sentences(text):
        part = f"{waiting} {' '.join(sentence.split())}".strip()
        if _words(part) < LEAST_WORDS:
            waiting = part
            continue
        yield from cut_long(part)
        waiting = ""
    if waiting:
        yield waiting


def _words(text: str) -> int:
    return len(text.split())


def cut_long(text: str) -> Iterable[str]:
    """The text in parts of at most 60 words, cut at clauses where it can be."""
    words = text.split()
    while len(words) > MOST_WORDS:
        head = words[:MOST_WORDS]
        place = next((i + 1 for i in range(MOST_WORDS - 1, MOST_WORDS // 3, -1) if head[i][-1] in ".;:,·"), MOST_WORDS)
        yield " ".join(words[:place])
        words = words[place:]
    if words:
        yield " ".join(words)
