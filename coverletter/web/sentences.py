"""The one place where errors become sentences for a person."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Literal, get_origin, get_type_hints

import gradio as gr
from gradio.exceptions import InvalidPathError
from gradio.utils import get_function_params

from coverletter.errors import AppError, BadInput, RefusedAddress
from coverletter.web.logs import request_id
from coverletter.web.shapes import UploadedFile

log = logging.getLogger("coverletter.web")

SOMETHING_BROKE = AppError(
    "Something went wrong on our side; nothing of yours was lost. Please try again in a moment.",
    "저희 쪽에서 문제가 생겼습니다. 입력하신 내용은 그대로 있으니 잠시 뒤에 다시 시도해 주세요.",
)

NOT_UPLOADED = RefusedAddress(
    "That file was not uploaded here; upload it and try again.", "이곳에 올린 파일이 아닙니다. 파일을 다시 올려 주세요."
)
LONGEST_PATH = 1000


def foreseen(error: Exception) -> AppError:
    """`error` itself if a person may see it, else a general sentence; the log gets the kind of an unforeseen error."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, InvalidPathError):
        return NOT_UPLOADED
    log.error("unforeseen %s", type(error).__name__, exc_info=error)
    return SOMETHING_BROKE


def as_sentence(error: Exception) -> gr.Error:
    """What a script is told for `error`."""
    return gr.Error(foreseen(error).english, print_exception=False, title="")


class SpeakingBlocks(gr.Blocks):
    """Blocks whose every failure reaches the caller as a sentence, and whose calls carry the id of their request.

    Gradio's own errors repeat what was sent (a posting, a path) into the log; none of them passes here.
    """

    async def process_api(
        self, block_fn: Any, inputs: list[Any], state: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """Run one step of one event."""
        if isinstance(request, gr.Request):
            request_id.set(request.headers.get("x-request-id", "-"))
        try:
            return await super().process_api(block_fn, inputs, state, request, *args, **kwargs)
        except gr.Error:
            raise
        except Exception as error:
            raise as_sentence(error) from None

    def validate_inputs(self, block_fn: Any, inputs: list[Any]) -> None:
        """Let a caller leave out what has a default, also when it sends values without names."""
        missing = block_fn.inputs[len(inputs) :]
        parameters = get_function_params(block_fn.fn)[len(inputs) :]
        for name, has_default, default, _ in parameters[: len(missing)]:
            if not has_default:
                raise BadInput(f"Give a value for `{name}`.", f"`{name}` 값을 넣어 주세요.")
            inputs.append(default)
        if block_fn.api_visibility == "public":
            _check_kinds(block_fn.fn, inputs)
        super().validate_inputs(block_fn, inputs)


_KINDS: dict[object, tuple[Any, str, str]] = {
    str: (str, "a text", "글"),
    bool: (bool, "true or false", "true 또는 false"),
    int: ((int, float), "a number", "숫자"),
    list: (list, "a list", "목록"),
    UploadedFile: ((dict, str), "an uploaded file", "올린 파일"),
}


def _check_kinds(endpoint: Callable[..., object], inputs: list[Any]) -> None:
    """Refuse a value of another kind than the endpoint's signature names, before anything of it is used."""
    hints = get_type_hints(endpoint)
    for (name, *_), value in zip(get_function_params(endpoint), inputs, strict=False):
        hint = get_origin(hints.get(name)) or hints.get(name)
        allowed, kind, kind_korean = _KINDS.get(str if hint is Literal else hint, (object, "", ""))
        if hint is UploadedFile and isinstance(value, dict) and len(str(value.get("path"))) > LONGEST_PATH:
            raise NOT_UPLOADED
        if not isinstance(value, allowed) or (isinstance(value, bool) and hint is int):
            raise BadInput(f"`{name}` must be {kind}.", f"`{name}` 값은 {kind_korean}이어야 합니다.")
