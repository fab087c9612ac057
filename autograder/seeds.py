"""The inputs of a grader: drawn from a seed that only the course's secret determines."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import numpy as np

from autograder.text import ZerotsukuError, say

SECRET = "secret"  # the file in the course's folder, readable by the instructor alone


def seed(secret: bytes, student: str, exercise: str, grader: str) -> int:
    """128 bits by HMAC-SHA256: the same for a regrade, different for every student."""
    message = "\0".join((student, exercise, grader)).encode()
    return int.from_bytes(hmac.new(secret, message, hashlib.sha256).digest()[:16], "big")


def generator(seed: int) -> np.random.Generator:
    """The `rng` a grader gets; the sandbox and the trusted process make it alike."""
    return np.random.Generator(np.random.PCG64(seed))


def read_secret(course_dir: Path) -> bytes:
    """The course's secret, made by `zerotsuku course`; ZerotsukuError if there is none."""
    path = course_dir / SECRET
    try:
        secret = path.read_bytes()
    except PermissionError as error:
        values = {"file": path, "reason": error.strerror, "folder": course_dir.resolve()}
        raise ZerotsukuError(say("course-no-permission", **values)) from None
    except OSError as error:
        raise ZerotsukuError(say("no-secret", folder=course_dir, reason=error.strerror)) from None
    if len(secret) < 16:
        raise ZerotsukuError(say("bad-secret", file=path))
    return secret
