"""What every way in over the web does alike: take the upload, hold the hourly limit, count what happens."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import gradio as gr
from gradio.context import LocalContext

from coverletter.pipeline import CoverLetters
from coverletter.types import ExportedFile, Posting, Progress, Resume
from coverletter.web.limits import HourlyLimit, caller_of
from coverletter.web.metrics import Metrics
from coverletter.web.shapes import UploadedFile
from coverletter.web.uploads import put_file, take_upload


class Desk:
    """The facade, and what stands in front of it; one per server."""

    def __init__(
        self, letters: CoverLetters, metrics: Metrics, limit: HourlyLimit, pages: HourlyLimit, files: Path, max_upload_bytes: int
    ) -> None:
        self.letters, self.metrics = letters, metrics
        self._limit, self._pages, self._files, self._max_upload_bytes = limit, pages, files, max_upload_bytes

    def read(self, upload: UploadedFile | str | None) -> Resume:
        """Read an upload, which is gone afterwards. Raises `UnreadableResume` or `RefusedAddress`."""
        data, name = take_upload(upload, self._files, self._max_upload_bytes)
        with self.metrics.timed("read"):
            return self.letters.read_resume(data, name)

    def spend(self, request: gr.Request | None, workspace: str) -> None:
        """Count one letter for the caller's address and workspace. Raises `Busy`."""
        self._limit.spend(_caller(request), workspace)

    def read_posting(self, text: str = "", url: str = "") -> Posting:
        """Read a posting; one that has to be fetched counts for the caller's address. Raises `Busy`, and as the facade does."""
        if url.strip() and not text.strip():
            self._pages.spend(_caller(LocalContext.request.get(None)))
        return self.letters.read_posting(text, url)

    def hand_out(self, exported: ExportedFile) -> str:
        """Put a file where it can be fetched for a quarter of an hour, and return its path."""
        return str(put_file(exported.data, exported.filename, self._files))

    async def counted(self, step: str, stream: AsyncGenerator[Progress, None]) -> AsyncGenerator[Progress, None]:
        """The stream as it is, timed and counted; closing it closes the call to the model."""
        with self.metrics.timed(step):
            async with aclosing(stream) as progresses:
                async for progress in progresses:
                    if progress.letter:
                        self.metrics.letters.labels(progress.letter.outcome).inc()
                        self.metrics.tokens.labels("in").inc(progress.letter.usage.input_tokens)
                        self.metrics.tokens.labels("out").inc(progress.letter.usage.output_tokens)
                    yield progress


def _caller(request: gr.Request | None) -> str:
    return caller_of(request.client.host) if request and request.client else ""
