"""Whose a page session is: a session's id alone opens nothing to another browser.

Gradio hands a session's results to whoever names its id. Here the first caller's cookie owns the id; any other caller is
told there is no such session. Callers without cookies (curl) own theirs together, which gives them no page session.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from http.cookies import CookieError, SimpleCookie

VISITOR_COOKIE = "coverletter_visitor"
MOST_SESSIONS = 100_000


class SessionOwners:
    """The owners of the sessions of one process."""

    def __init__(self) -> None:
        self._owners: OrderedDict[str, str] = OrderedDict()

    def claim(self, session: str, visitor: str) -> bool:
        """Whether `session` is this visitor's; one that nobody has is from now on."""
        owner = self._owners.setdefault(session, visitor)
        self._owners.move_to_end(session)
        while len(self._owners) > MOST_SESSIONS:
            self._owners.popitem(last=False)
        return owner == visitor

    def owns(self, session: str, visitor: str) -> bool:
        """Whether `session` is known and this visitor's."""
        return self._owners.get(session) == visitor


def visitor_of(cookies: str) -> str:
    """The visitor a `Cookie` header names, or an empty string."""
    try:
        found = SimpleCookie(cookies).get(VISITOR_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def new_visitor_cookie(is_secure: bool) -> str:
    """A `Set-Cookie` header for a browser seen for the first time; it ends with the browser's session."""
    secure = "; Secure" if is_secure else ""
    return f"{VISITOR_COOKIE}={secrets.token_urlsafe(24)}; Path=/; HttpOnly; SameSite=Lax{secure}"
