"""Single statements and small rules under the records: keys, names, what a database takes."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from coverletter.errors import BadInput, NotFound
from coverletter.keeping.files import Folder
from coverletter.keeping.tables import letters, resumes, versions
from coverletter.types import Posting, Review

_KEY = re.compile(r"[0-9a-fA-F]{64}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SURROGATES = re.compile(r"[\ud800-\udfff\x00]")


def owner_of(workspace: str) -> str:
    """The hash that stands for a workspace in tables, folders and the index: 64 hex digits.

    >>> owner_of("00" * 32)[:16]
    '60e05bd1b195af2f'

    Raises:
        BadInput: the key is not 64 hex digits (256 bits).
    """
    if not _KEY.fullmatch(workspace):
        raise BadInput(
            "A workspace is a key of 64 hexadecimal digits; leave it empty to keep nothing.",
            "작업 공간은 64자리 16진수 키입니다. 아무것도 저장하지 않으려면 비워 두세요.",
        )
    return hashlib.sha256(workspace.lower().encode()).hexdigest()


def is_letter_id(text: str) -> bool:
    """Whether this may be a letter's id; anything else is never looked up."""
    return bool(_ID.fullmatch(text))


def posting_name(letter_id: str) -> str:
    """The name of the file with a letter's posting."""
    return f"{letter_id}.json"


def kept_files(connection: Connection, owner: str) -> dict[Folder, frozenset[str]]:
    """The names of the files an owner's rows speak of, by folder."""
    kept = connection.execute(select(letters.c.id).where(letters.c.owner == owner)).all()
    uploads = connection.execute(select(resumes.c.filename).where(resumes.c.owner == owner, resumes.c.filename != "")).all()
    return {"job_postings": frozenset(posting_name(row.id) for row in kept), "uploads": frozenset(row.filename for row in uploads)}


def lock_letter(connection: Connection, owner: str, letter_id: str) -> bool:
    """Hold a letter until the transaction ends; whether there is one."""
    statement = select(letters.c.id).where(letters.c.owner == owner, letters.c.id == letter_id).with_for_update()
    return connection.execute(statement).first() is not None


def add_version(
    connection: Connection,
    owner: str,
    letter_id: str,
    text: str,
    instruction: str,
    review: Review | None,
    outcome: str,
    model: str,
    now: datetime,
) -> None:
    """Insert the next version of a letter that is held by `lock_letter` or was just inserted."""
    mine = (versions.c.owner == owner, versions.c.letter == letter_id)
    last: int | None = connection.execute(select(func.max(versions.c.number)).where(*mine)).scalar_one()
    connection.execute(
        insert(versions).values(
            owner=owner,
            letter=letter_id,
            number=(last or 0) + 1,
            text=storable(text),
            instruction=storable(instruction),
            review=storable(review.model_dump_json()) if review else None,
            outcome=outcome,
            model=storable(model),
            created=now,
        )
    )
    connection.execute(update(letters).where(letters.c.owner == owner, letters.c.id == letter_id).values(changed=now))


def posting_file(posting: Posting, day: datetime) -> bytes:
    """The posting as it was on the day, as JSON."""
    fields = {
        "title": posting.title,
        "company": posting.company,
        "source": posting.source,
        "date": day.date().isoformat(),
        "text": posting.text,
    }
    return (storable(json.dumps(fields, ensure_ascii=False, indent=2)) + "\n").encode()


def storable(text: str) -> str:
    """Without NUL and halves of a surrogate pair, which Postgres refuses and no letter needs."""
    return _SURROGATES.sub("", text)


def no_such_letter() -> NotFound:
    """The sentence for an id that is not in this workspace."""
    return NotFound(
        "There is no such letter in this workspace; list the letters to see which there are.",
        "이 작업 공간에 그런 글이 없습니다. 목록에서 다시 골라 주세요.",
    )
