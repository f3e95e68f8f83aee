"""The title and the company of a posting."""

from __future__ import annotations

from collections.abc import Sequence

from coverletter.reading.clean import Line


def find_title_and_company(lines: Sequence[Line]) -> tuple[str, str]:
    """Title and company as they stand in the posting, each empty when it was not found."""
    return (lines[0].text if lines else ""), ""
