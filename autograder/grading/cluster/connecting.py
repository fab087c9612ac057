"""Where a cluster's scheduler is, and how it is reached."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from autograder.text import Text, ZerotsukuError, one_line, say

CONNECT_SECONDS = 30.0


@dataclass(frozen=True)
class Cluster:
    """A Dask scheduler, as the instructor names it.

    `address` is tcp://HOST:PORT or tls://HOST:PORT. `ca`, `cert` and `key` are files in PEM; those that are
    not given are taken from Dask's own configuration. `tell` is called with what the instructor should know.
    """

    address: str
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    tell: Callable[[Text], None] = lambda text: None
    patience: float = 60.0  # seconds without a worker that can grade, or soon will say so

    def connect(self) -> Any:
        """A client of Dask's. Raises ZerotsukuError with what to do."""
        try:
            from distributed import Client
        except ImportError:
            raise ZerotsukuError(say("cluster-no-dask")) from None
        scheme, host = self._parts()
        security = self._security(scheme)
        if scheme == "tcp" and not _is_here(host):
            self.tell(say("cluster-open", address=self.address))
        _hush()
        try:
            return Client(self.address, timeout=CONNECT_SECONDS, security=security, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            reason = one_line(str(error) or type(error).__name__, 300)
            raise ZerotsukuError(say("cluster-unreachable", address=self.address, reason=reason)) from None

    def _parts(self) -> tuple[str, str]:
        """Scheme and host of the address."""
        try:
            parts = urlsplit(self.address)
            known = parts.scheme in ("tcp", "tls") and parts.hostname and parts.port
        except ValueError:  # a port that is no number
            known = None
        if not known or parts.path not in ("", "/"):
            raise ZerotsukuError(say("cluster-bad-address", address=self.address))
        return parts.scheme, str(parts.hostname)

    def _security(self, scheme: str) -> Any:
        from distributed import Security

        given = {"tls_ca_file": self.ca, "tls_client_cert": self.cert, "tls_client_key": self.key}
        if scheme == "tcp":
            if any(given.values()):
                raise ZerotsukuError(say("cluster-tls-unused", address=self.address))
            return Security()
        try:
            security = Security(
                require_encryption=True, **{name: str(file) for name, file in given.items() if file}
            )
            ready = security.get_connection_args("client")["ssl_context"]
        except OSError as error:
            files = ", ".join(str(file) for file in given.values() if file)
            raise ZerotsukuError(
                say("cluster-tls-files", files=files, reason=error.strerror or str(error))
            ) from None
        if ready is None:
            raise ZerotsukuError(say("cluster-tls-missing", address=self.address))
        return security


def _hush() -> None:
    """What Dask logs of a worker that is lost helps nobody: what comes of it is said by us."""
    logging.getLogger("distributed.client").setLevel(logging.ERROR)
    logging.getLogger("asyncio").addFilter(_is_not_dasks)


def _is_not_dasks(record: logging.LogRecord) -> bool:
    kind = record.exc_info[0] if record.exc_info else None
    return kind is None or not kind.__module__.startswith("distributed.")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
