"""Uploads: put where nobody can guess them, read once, gone at once, and never a path that was not uploaded."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import time
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from coverletter.errors import RefusedAddress, UnreadableResume
from coverletter.web.shapes import UploadedFile

MOST_FILES = 4
LONGEST_NAME = 120
_FOLDER_NAME = re.compile(r"[0-9a-f]{64}")


def put_file(data: bytes, filename: str, folder: Path) -> Path:
    """Put a file where the server hands it out from, under a folder whose name nobody can guess."""
    place = folder / secrets.token_hex(32)
    place.mkdir(parents=True, mode=0o700)
    path = place / _safe_name(filename)
    path.write_bytes(data)
    return path


async def receive_upload(request: Request, folder: Path) -> Response:
    """Take the files of a multipart form and answer with their paths, in Gradio's own way.

    Gradio names the folder by the content, so that two people with the same file share a path and the first to read takes it
    from the other. An upload that breaks off leaves nothing: its parts lie in files without a name until it is whole.
    """
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
        uploads = [value for value in form.getlist("files") if isinstance(value, UploadFile)]
        if not uploads:
            return JSONResponse({"detail": "Send a file as the form's field `files`."}, status_code=400)
        placed = [put_file(await upload.read(), upload.filename or "file", folder) for upload in uploads]
    if await request.is_disconnected():  # whoever went away will never ask for it
        for path in placed:
            shutil.rmtree(path.parent, ignore_errors=True)
    return JSONResponse([str(path) for path in placed])


def take_upload(upload: UploadedFile | str | None, folder: Path, max_bytes: int) -> tuple[bytes, str]:
    """The bytes and the name of an upload, which is deleted before this returns.

    Only a regular file that lies as `folder`/<64 hex digits>/<name> (where the server puts uploads) is opened, with
    links refused at every step, so no other path of the machine can be named.

    Raises:
        UnreadableResume: nothing was uploaded, or it is larger than `max_bytes`.
        RefusedAddress: the path is not an upload of this server.
    """
    path = upload.get("path", "") if isinstance(upload, dict) else upload
    if not path or not isinstance(path, str):
        raise UnreadableResume("Choose a resume: a PDF, DOCX, TXT or MD file.", "이력서 파일(PDF, DOCX, TXT, MD)을 골라 주세요.")
    opened = _open_inside(path, folder)
    with os.fdopen(opened, "rb") as stream:
        data = stream.read(max_bytes + 1)
    shutil.rmtree(Path(path).parent, ignore_errors=True)
    if len(data) > max_bytes:
        megabytes = f"{max_bytes / 1e6:g}"
        raise UnreadableResume(
            f"The file is larger than {megabytes} MB; save it without pictures or as a smaller PDF.",
            f"파일이 {megabytes}MB보다 큽니다. 그림을 빼거나 더 작은 PDF로 저장해 주세요.",
        )
    return data, Path(path).name


def sweep(folder: Path, seconds: float) -> int:
    """Delete what has lain in `folder` for longer than `seconds`: uploads nobody read, exports. Returns how many went."""
    gone = 0
    for place in folder.iterdir():
        if time.time() - place.lstat().st_mtime > seconds:
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place, ignore_errors=True)
            else:
                place.unlink(missing_ok=True)
            gone += 1
    return gone


def _safe_name(filename: str) -> str:
    name = re.sub(r"[^\w.() -]", "_", Path(filename.replace("\\", "/")).name).strip(". ")
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[-LONGEST_NAME:]}{dot}{suffix[:10]}" if stem else (suffix[:LONGEST_NAME] or "file")


def _open_inside(path: str, folder: Path) -> int:
    refused = RefusedAddress(
        "That file was not uploaded here; upload it and try again.", "이곳에 올린 파일이 아닙니다. 파일을 다시 올려 주세요."
    )
    given = Path(path)
    root = folder.resolve()
    if "\0" in path or not given.is_absolute() or ".." in given.parts or len(path) > 1000:
        raise refused
    if given.parent.parent.resolve() != root or not _FOLDER_NAME.fullmatch(given.parent.name):
        raise refused
    try:
        directory = os.open(root / given.parent.name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            opened = os.open(given.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=directory)
        finally:
            os.close(directory)
    except OSError as error:
        raise refused from error
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise refused
    return opened
