"""The fingerprint: of what is said, nothing else; whatever differs in the words differs in it."""

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date

from ejournal.documents.fingerprint import fingerprint
from ejournal.documents.pattern import Cell
from ejournal.documents.volume import SAMPLE


def test_it_is_the_hash_of_all_fields_by_name() -> None:
    told = json.dumps(asdict(SAMPLE), ensure_ascii=False, default=str, separators=(",", ":"))
    assert fingerprint(SAMPLE) == hashlib.sha256(told.encode()).hexdigest()


def test_equal_papers_have_one_and_any_other_word_makes_another() -> None:
    part = SAMPLE.parts[0]
    pupil = replace(part.pupils[0], cells=(Cell("5"), *part.pupils[0].cells[1:]))
    others = [
        replace(SAMPLE, cover=replace(SAMPLE.cover, ended=date(2026, 12, 29))),
        replace(SAMPLE, parts=(replace(part, pupils=(pupil, *part.pupils[1:])), *SAMPLE.parts[1:])),
        replace(SAMPLE, duplex=False),
        replace(SAMPLE, parts=SAMPLE.parts[:1]),
    ]
    assert fingerprint(replace(SAMPLE)) == fingerprint(SAMPLE)
    assert len({fingerprint(paper) for paper in (SAMPLE, *others)}) == 5


def test_half_a_character_breaks_nothing() -> None:
    assert len(fingerprint(replace(SAMPLE.parts[0], subject="а\ud800"))) == 64
