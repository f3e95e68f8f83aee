"""How much one caller may ask for: a sliding hour per address or workspace, in this process."""

import hashlib
import ipaddress
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from typing import Literal

from coverletter.errors import Busy

HOUR = 3600.0
MOST_CALLERS = 50_000


Kind = Literal["letters", "uploads", "pages"]

_SAID: dict[Kind, tuple[str, str]] = {
    "letters": ("You have asked for {most} letters within an hour", "한 시간에 쓸 수 있는 {most}편을 모두 쓰셨습니다"),
    "uploads": ("You have uploaded {most} files within an hour", "한 시간에 올릴 수 있는 파일 {most}개를 모두 올리셨습니다"),
    "pages": ("You have had {most} pages fetched within an hour", "한 시간에 가져올 수 있는 페이지 {most}개를 모두 가져오셨습니다"),
}


def caller_of(address: str) -> str:
    """The caller behind an address: with IPv6 the network of 64 bits, all of which one household or server has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return address


class HourlyLimit:
    """At most `most` letters (or whatever `kind` says) per caller within any hour; several replicas each count for themselves."""

    def __init__(self, most: int, kind: Kind = "letters", clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._kind, self._clock = most, kind, clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def spend(self, *callers: str) -> None:
        """Count one for every caller named (an address, a workspace; empty ones are passed over).

        Raises:
            Busy: one of them has spent the hour; nothing is counted then.
        """
        keys = [hashlib.sha256(caller.encode()).hexdigest() for caller in callers if caller]
        now = self._clock()
        with self._lock:
            windows = [self._window(key, now) for key in keys]
            for window in windows:
                if len(window) >= self._most:
                    minutes = max(1, round((HOUR - (now - window[0])) / 60))
                    english, korean = (said.format(most=self._most) for said in _SAID[self._kind])
                    raise Busy(f"{english}; come back in {minutes} minutes.", f"{korean}. {minutes}분 뒤에 다시 시도해 주세요.")
            for window in windows:
                window.append(now)

    def _window(self, key: str, now: float) -> deque[float]:
        window = self._times.setdefault(key, deque())
        self._times.move_to_end(key)
        while window and now - window[0] >= HOUR:
            window.popleft()
        while len(self._times) > MOST_CALLERS:
            self._times.popitem(last=False)
        return window
