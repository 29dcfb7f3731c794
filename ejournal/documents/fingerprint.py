"""What a paper says, as one hash: the same of equal papers, whenever and however they are rendered."""

import hashlib
import json
from dataclasses import is_dataclass
from typing import Any


def fingerprint(paper: Any) -> str:
    """SHA-256 of the fields of a dataclass, nested ones too: 64 hexadecimal digits."""
    told = json.dumps(paper, ensure_ascii=False, default=_plain, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    """The fields of a dataclass by name; whatever else is no JSON, a date for one, as text."""
    return vars(value) if is_dataclass(value) else str(value)
