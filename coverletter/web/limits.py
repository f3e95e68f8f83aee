"""How much one caller may ask for: a sliding hour per address or workspace, in this process."""

import hashlib
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

from coverletter.errors import Busy

HOUR = 3600.0
MOST_CALLERS = 50_000


class HourlyLimit:
    """At most `most` letters per caller within any hour; several replicas each count for themselves."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
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
                    raise Busy(
                        f"You have asked for {self._most} letters within an hour; come back in {minutes} minutes.",
                        f"한 시간에 쓸 수 있는 {self._most}편을 모두 쓰셨습니다. {minutes}분 뒤에 다시 시도해 주세요.",
                    )
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
