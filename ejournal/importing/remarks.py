"""What a report says of a row, or of a file as a whole."""

from dataclasses import dataclass

SEVERITIES = {"error": "Не загружается", "warning": "Замечание"}
_PLACES = {"sheet": "лист «{}»", "table": "таблица {}", "row": "строка {}", "column": "столбец {}"}


@dataclass(frozen=True)
class Remark:
    """`error`: the row is not loaded until it is mended; `warning`: it is loaded.

    `place` is that of Table.place, () for the whole file; `field` is the column as the file calls it;
    `who` is the person that the row is about, "" where it is about nobody or `value` is the name.
    """

    severity: str
    field: str
    value: str
    reason: str
    place: tuple[tuple[str, str | int], ...] = ()
    who: str = ""

    def fields(self) -> dict[str, str | int | None]:
        """As one entry of the report in JSON; what is of no row has None for it."""
        told = {"severity": self.severity, "field": self.field, "value": self.value, "reason": self.reason}
        place: dict[str, str | int | None] = dict(self.place)
        return {**(place if "row" in place else {"sheet": None, "row": None} | place), **told}

    def words(self) -> str:
        """«Замечание — лист «КТП», строка 57, Дата (план) «23.02.2027»: нерабочий праздничный день.»

        A row about a person names it: «строка 4 (Белов Пётр Ильич), Дата рождения: нет даты рождения».
        """
        where = [_PLACES[name].format(value) for name, value in self.place if name in _PLACES] or [
            "весь файл"
        ]
        where[-1] += f" ({self.who})" if self.who else ""
        what = f"{self.field} «{self.value}»" if self.value else self.field
        return f"{SEVERITIES[self.severity]} — {', '.join([*where, what])}: {self.reason.removesuffix('.')}."
