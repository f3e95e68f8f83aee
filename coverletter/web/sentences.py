"""The one place where errors become sentences for a person."""

import functools
import inspect
import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import gradio as gr

from coverletter.errors import AppError

log = logging.getLogger("coverletter.web")

SOMETHING_BROKE = AppError(
    "Something went wrong on our side; nothing of yours was lost. Please try again in a moment.",
    "저희 쪽에서 문제가 생겼습니다. 입력하신 내용은 그대로 있으니 잠시 뒤에 다시 시도해 주세요.",
)

Given = ParamSpec("Given")
Result = TypeVar("Result")


def as_sentence(error: Exception, language: str = "en") -> gr.Error:
    """What a person is shown for `error`: its sentence, or a general one; the log gets the kind of an unforeseen error."""
    if not isinstance(error, AppError):
        log.error("unforeseen %s", type(error).__name__, exc_info=error)
        error = SOMETHING_BROKE
    return gr.Error(error.sentence(language), print_exception=False, title="")


def say_errors(handler: Callable[Given, Result]) -> Callable[Given, Result]:
    """Wrap a handler (function, coroutine or async generator) so that callers only ever see a sentence."""
    if inspect.isasyncgenfunction(handler):

        @functools.wraps(handler)
        async def stream(*args: Given.args, **kwargs: Given.kwargs) -> object:  # type: ignore[misc]  # an async generator
            try:
                async for item in handler(*args, **kwargs):
                    yield item
            except gr.Error:
                raise
            except Exception as error:
                raise as_sentence(error) from None

        return cast(Callable[Given, Result], stream)

    @functools.wraps(handler)
    def call(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        try:
            return handler(*args, **kwargs)
        except gr.Error:
            raise
        except Exception as error:
            raise as_sentence(error) from None

    return call
