"""п. 4.5.2: what a teacher notes of attendance: absent (Н), late (ОП), or present."""

from ejournal.rules.refusal import Refusal, Way

PRESENT, ABSENT, LATE = "", "Н", "ОП"
ABSENCES = (ABSENT, "Б", "УП", "НП")  # the class teacher turns Н into the other three
BY_TEACHER = (PRESENT, ABSENT, LATE)


def missed(code: str) -> bool:
    """Whether an attendance code means that the pupil was not at the lesson."""
    return code in ABSENCES


def check_code(code: str) -> None:
    """п. 4.5.2: only Н and ОП are the teacher's."""
    if code not in BY_TEACHER:
        raise Refusal("4.5.2", "Учитель отмечает только Н (отсутствует) или ОП (опоздал).", Way.RELOAD)


def check(code: str, has_mark: bool) -> None:
    """п. 4.5.2: the code is one of the teacher's; a pupil with a mark at the lesson was there."""
    check_code(code)
    if code == ABSENT and has_mark:
        raise Refusal(
            "4.5.4",
            "У ученика на этом уроке есть отметка, поэтому Н поставить нельзя. Если он опоздал, отметьте ОП; "
            "если отметка ещё в записи и поставлена не ему, сотрите её и отметьте Н снова.",
            Way.ATTENDANCE,
        )
