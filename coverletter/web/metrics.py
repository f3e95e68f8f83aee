"""What an operator may count; names and labels hold nothing of a person."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """The counters of one server; a registry of its own, so that two servers in one process do not meet."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("coverletter_requests", "HTTP requests", ["method", "status"], registry=self.registry)
        self.letters = Counter("coverletter_letters", "Letters by how they ended", ["outcome"], registry=self.registry)
        self.tokens = Counter("coverletter_model_tokens", "Tokens the model's server reported", ["direction"], registry=self.registry)
        self.step = Histogram("coverletter_step_seconds", "Seconds per step", ["step"], registry=self.registry)
        self.running = Gauge("coverletter_running", "Calls being served, by step", ["step"], registry=self.registry)
        self._vectors = Gauge("coverletter_index_vectors", "Vectors held in the index", registry=self.registry)

    def watch_index(self, count: Callable[[], int]) -> None:
        """Read the index's size whenever the metrics are read."""
        self._vectors.set_function(lambda: float(count()))

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Count the seconds and the callers of one step."""
        started = time.perf_counter()
        self.running.labels(step).inc()
        try:
            yield
        finally:
            self.running.labels(step).dec()
            self.step.labels(step).observe(time.perf_counter() - started)

    def page(self) -> bytes:
        """The text that Prometheus reads."""
        return generate_latest(self.registry)
