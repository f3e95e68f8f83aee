"""The page's own head: its language before anything is drawn, its description, and what a browser may load for it.

Gradio translates by the browser's language and writes a `head` of its own only after it has started, which is too late to
choose one. So the HTML of the front page is completed on its way out. It also tells the page when typing in the letter or an answer pauses: Gradio's
own `input` event misses what is pasted, dictated or composed by an input method, as Korean is. And it says in the page's language that
the connection broke off, which Gradio says in English only, under the title "Error", before it loads the page again.
"""

from __future__ import annotations

import json
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coverletter.web.words import LANGUAGES, say

CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self' https://huggingface.co https://*.hf.space"
)
"""Nothing comes from or goes to another server; a Space shows the page in a frame."""

HEAD = """
<script>
(() => {
  const saved = localStorage.getItem("coverletter-language");
  const language = (saved || navigator.language || "en").toLowerCase().startsWith("ko") ? "ko" : "en";
  for (const [name, value] of [["language", language], ["languages", [language]]])
    Object.defineProperty(navigator, name, { get: () => value, configurable: true });
  document.documentElement.lang = language;
  let pause;
  document.addEventListener("input", (event) => {
    const again = event.target.closest?.("#letter") ? "#review-again" : event.target.closest?.(".answer") ? "#review-answers" : "";
    if (!again) return;
    clearTimeout(pause);
    pause = setTimeout(() => document.querySelector(again)?.click(), 900);
  }, true);
  const words = WORDS[language];
  new MutationObserver(() => {
    for (const told of document.querySelectorAll('[data-testid="toast-text"]')) {
      if (!told.textContent.startsWith("Connection to the server was lost")) continue;
      told.textContent = words.connection_lost;
      told.closest(".toast-body").querySelector(".toast-title-row")?.remove();
    }
    for (const field of document.querySelectorAll("textarea:not([aria-label])")) {
      const name = field.closest("label")?.querySelector('[data-testid="block-info"]')?.textContent.trim();
      if (name) field.setAttribute("aria-label", name);
    }
    for (const button of document.querySelectorAll('[aria-label="Copy"]')) button.setAttribute("aria-label", (button.title = words.copy));
    for (const button of document.querySelectorAll('[aria-label^="Click to upload"]')) button.setAttribute("aria-label", words.upload);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
</script>
<meta name="description" content="A cover letter that is true, fits the job, and is yours. 사실만으로 쓰는 자기소개서.">
"""

_HEAD = HEAD.replace(
    "WORDS",
    json.dumps({code: {key: say(key, code) for key in ("connection_lost", "copy", "upload")} for code in LANGUAGES}, ensure_ascii=False),
).encode()
_FOREIGN_META = re.compile(rb"""<meta\s+(?:property|name)="(?:og|twitter):[^>]*>""")


class FrontPage:
    """ASGI middleware that completes the HTML of the front page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; all but the front page pass through."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or scope["method"] != "GET" or path not in ("", "/"):
            await self._app(scope, receive, send)
            return
        del MutableHeaders(scope=scope)["accept-encoding"]
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body", False):
                return
            page = _complete(body)
            headers = MutableHeaders(scope=start)
            headers["content-length"] = str(len(page))
            headers["content-security-policy"] = CONTENT_POLICY
            await send(start)
            await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, collect)


def _complete(page: bytes) -> bytes:
    page = _FOREIGN_META.sub(b"", page)
    return page.replace(b"<head>", b"<head>" + _HEAD, 1)
