"""What went wrong at the model's server, as one sentence that says what to do. The server's own words are never shown.

401, 403                        ModelRefusedKey   mend the key
404                             ModelUnknown      another model or address
429, 503, 529                   ModelBusy         come back, or compose offline
400, 413, 422                   ModelFailed       the request was not taken: another model
500, 502, 504, nothing, HTML    ModelSilent       try again, or compose offline
"""

from __future__ import annotations

import openai

from coverletter.errors import ModelBusy, ModelFailed, ModelRefusedKey, ModelSilent, ModelUnknown
from coverletter.types import Language, Outcome

_RETRIED = frozenset({408, 409, 429, 500, 502, 503, 504, 529})


def refused_key() -> ModelRefusedKey:
    """401 and 403."""
    return ModelRefusedKey(
        "The model's server did not accept the key: check the key, or compose the letter offline.",
        "모델 서버가 키를 받아들이지 않았습니다. 키를 확인하거나 오프라인으로 작성해 주세요.",
    )


def unknown_model() -> ModelUnknown:
    """404."""
    return ModelUnknown(
        "The server does not know this model: check the model's name and the server's address, or compose the letter offline.",
        "서버에 이 모델이 없습니다. 모델 이름과 서버 주소를 확인하거나 오프라인으로 작성해 주세요.",
    )


def busy() -> ModelBusy:
    """429, 503, and no free place in time."""
    return ModelBusy(
        "The model's server has too much to do: try again in a minute, or compose the letter offline.",
        "모델 서버가 지금 바쁩니다. 1분 뒤 다시 시도하거나 오프라인으로 작성해 주세요.",
    )


def not_taken() -> ModelFailed:
    """400, 413, 422: this server cannot do what was asked."""
    return ModelFailed(
        "The model's server did not take the request, often because the documents are too long for this model: "
        "choose another model, or compose the letter offline.",
        "모델 서버가 요청을 처리하지 못했습니다. 문서가 이 모델에 너무 길 수 있으니 다른 모델을 고르거나 오프라인으로 작성해 주세요.",
    )


def unreachable() -> ModelSilent:
    """Refused connection, DNS, TLS, a cut before the first word."""
    return ModelSilent(
        "The model's server cannot be reached: check its address, try again, or compose the letter offline.",
        "모델 서버에 연결할 수 없습니다. 주소를 확인하고 다시 시도하거나 오프라인으로 작성해 주세요.",
    )


def broken() -> ModelSilent:
    """500 and its like."""
    return ModelSilent(
        "The model's server had an error of its own: try again, or compose the letter offline.",
        "모델 서버에 오류가 났습니다. 다시 시도하거나 오프라인으로 작성해 주세요.",
    )


def too_slow() -> ModelSilent:
    """Not one word before the deadline."""
    return ModelSilent(
        "The model's server did not answer in time: try again, choose a faster model, or compose the letter offline.",
        "모델 서버가 제때 답하지 않았습니다. 다시 시도하거나 더 빠른 모델을 고르거나 오프라인으로 작성해 주세요.",
    )


def not_a_model() -> ModelSilent:
    """An HTML page, or JSON that is no completion."""
    return ModelSilent(
        "This address answers, but not as a model's server: check the address (it often ends in /v1), or compose the letter offline.",
        "이 주소는 모델 서버가 아닌 것 같습니다. 주소(대개 /v1로 끝납니다)를 확인하거나 오프라인으로 작성해 주세요.",
    )


def empty() -> ModelSilent:
    """A proper end without one word."""
    return ModelSilent(
        "The model answered with nothing: try again, choose another model, or compose the letter offline.",
        "모델이 빈 답을 보냈습니다. 다시 시도하거나 다른 모델을 고르거나 오프라인으로 작성해 주세요.",
    )


def failure_of(error: openai.OpenAIError) -> ModelFailed:
    """The sentence for an error of the client."""
    if isinstance(error, openai.APITimeoutError):
        return too_slow()
    if isinstance(error, openai.APIConnectionError):
        return unreachable()
    if not isinstance(error, openai.APIStatusError):
        return not_a_model()
    status = error.status_code
    if status in (401, 403):
        return refused_key()
    if status in (404, 405, 410):
        return unknown_model()
    if status in (429, 503, 529):
        return busy()
    return broken() if status >= 500 or status == 408 else not_taken()


def is_worth_a_retry(error: openai.OpenAIError) -> bool:
    """Whether the same request may succeed a moment later."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in _RETRIED
    return isinstance(error, openai.APIConnectionError)


def notice_of(outcome: Outcome, language: Language) -> str:
    """What a reader must know of a text that did not end properly; empty for a complete one."""
    english, korean = {
        "complete": ("", ""),
        "truncated": (
            "The model stopped at its length limit: the text is incomplete.",
            "모델의 길이 제한에 걸려 글이 끝까지 쓰이지 않았습니다.",
        ),
        "refused": (
            "The model declined to write this: try another model, or compose the letter offline.",
            "모델이 작성을 거절했습니다. 다른 모델을 고르거나 오프라인으로 작성해 주세요.",
        ),
        "cut_off": (
            "The connection to the model broke off: the text is incomplete.",
            "모델과의 연결이 끊겨 글이 끝까지 쓰이지 않았습니다.",
        ),
        "timed_out": ("The model ran out of time: the text is incomplete.", "시간이 다 되어 글이 끝까지 쓰이지 않았습니다."),
        "stopped": ("Stopped before the end: the text is incomplete.", "중간에 멈춰 글이 끝까지 쓰이지 않았습니다."),
    }[outcome]
    return korean if language == "ko" else english
