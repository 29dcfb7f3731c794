"""What a paper says, as one hash: the same of equal papers, whenever and however they are rendered."""

import hashlib
import json
from dataclasses import asdict
from typing import Any


def fingerprint(paper: Any) -> str:
    """SHA-256 of the fields of a dataclass, nested ones too: 64 hexadecimal digits."""
    told = json.dumps(asdict(paper), ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
