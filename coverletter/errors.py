"""The tree of errors. Each message is one sentence that a user may see and that says what to do.

    AppError
    ├── BadInput               the person can mend it: another file, another text, another number
    │   ├── UnreadableResume   encrypted, empty, scanned, not a PDF, too long
    │   ├── UnreadablePosting  empty, too short, too long, a login wall
    │   └── RefusedAddress     a URL or a path we do not open
    ├── NotFound               no such letter in this workspace
    ├── Busy                   too many from one address or workspace
    ├── NotReady               a part of the house is still starting or is down
    └── ModelFailed            the model's server said no, or nothing
        ├── ModelRefusedKey    401 and 403
        ├── ModelUnknown       404: no such model there
        ├── ModelBusy          429 and 503, or too many letters waiting here
        └── ModelSilent        refused connection, time out, not a model server

Messages hold no path, no key, no trace and no piece of a resume. `english` is what scripts and logs see; `korean`
is what the Korean page shows.
"""

from __future__ import annotations


class AppError(Exception):
    """The root: one sentence, in both languages.

    >>> str(BadInput("Choose a PDF.", "PDF를 골라 주세요."))
    'Choose a PDF.'
    """

    def __init__(self, english: str, korean: str = "") -> None:
        super().__init__(english)
        self.english = english
        self.korean = korean or english

    def sentence(self, language: str) -> str:
        """The sentence in `language` ("ko" or anything else for English)."""
        return self.korean if language == "ko" else self.english


class BadInput(AppError):
    """The person can mend it."""


class UnreadableResume(BadInput):
    """The resume cannot be read."""


class UnreadablePosting(BadInput):
    """The posting cannot be read."""


class RefusedAddress(BadInput):
    """A URL or a path that is never opened."""


class NotFound(AppError):
    """Nothing of that name in this workspace."""


class Busy(AppError):
    """Too much at once; the sentence says when to come back."""


class NotReady(AppError):
    """A part is still starting, or is down."""


class ModelFailed(AppError):
    """The model's server did not give a letter."""


class ModelRefusedKey(ModelFailed):
    """The key was not accepted."""


class ModelUnknown(ModelFailed):
    """The server does not know that model."""


class ModelBusy(ModelFailed):
    """The server has too much to do."""


class ModelSilent(ModelFailed):
    """No answer, or none that is a model's."""
