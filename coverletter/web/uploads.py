"""Uploads: read once, gone at once, and never a path that was not uploaded."""

import os
import stat
from pathlib import Path

from coverletter.errors import RefusedAddress, UnreadableResume
from coverletter.web.shapes import UploadedFile


def take_upload(upload: UploadedFile | str | None, folder: Path, max_bytes: int) -> tuple[bytes, str]:
    """The bytes and the name of an upload, which is deleted before this returns.

    Only a regular file that lies as `folder`/<64 hex digits>/<name> (where the server puts uploads) is opened, with
    links refused at every step, so no other path of the machine can be named.

    Raises:
        UnreadableResume: nothing was uploaded, or it is larger than `max_bytes`.
        RefusedAddress: the path is not an upload of this server.
    """
    path = upload if isinstance(upload, str) else (upload or {}).get("path", "")
    if not path or not isinstance(path, str):
        raise UnreadableResume("Choose a resume: a PDF, DOCX, TXT or MD file.", "이력서 파일(PDF, DOCX, TXT, MD)을 골라 주세요.")
    opened = _open_inside(path, folder)
    with os.fdopen(opened, "rb") as stream:
        data = stream.read(max_bytes + 1)
    Path(path).unlink(missing_ok=True)
    if len(data) > max_bytes:
        megabytes = f"{max_bytes / 1e6:g}"
        raise UnreadableResume(
            f"The file is larger than {megabytes} MB; save it without pictures or as a smaller PDF.",
            f"파일이 {megabytes}MB보다 큽니다. 그림을 빼거나 더 작은 PDF로 저장해 주세요.",
        )
    return data, Path(path).name


def _open_inside(path: str, folder: Path) -> int:
    refused = RefusedAddress(
        "That file was not uploaded here; upload it and try again.", "이곳에 올린 파일이 아닙니다. 파일을 다시 올려 주세요."
    )
    given = Path(path)
    root = folder.resolve()
    if "\0" in path or not given.is_absolute() or ".." in given.parts:
        raise refused
    digest = given.parent.name
    if given.parent.parent.resolve() != root or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise refused
    try:
        directory = os.open(root / digest, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
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
