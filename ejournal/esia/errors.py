"""What can go wrong with ЕСИА, said so that the person knows what to do next."""

_AGAIN = "Вернитесь на страницу входа и нажмите «Войти через Госуслуги» ещё раз."
_ADMIN = "Сообщите администратору школы: журнал и ЕСИА не договорились о настройках."

STALE = f"Попытка входа устарела или уже была использована. {_AGAIN}"
UNTRUSTED = (
    f"Ответ ЕСИА не прошёл проверку подлинности, вход остановлен. {_AGAIN} "
    "Если это повторится, сообщите администратору школы."
)
UNREADABLE = "ЕСИА ответила непонятно: похоже, на её стороне сбой. Подождите несколько минут и войдите снова."
UNREACHABLE = "Не удалось связаться с ЕСИА. Проверьте подключение к интернету и через минуту войдите снова."
TOO_SLOW = "ЕСИА слишком долго не отвечает. Подождите несколько минут и войдите снова."
NO_PERSON = f"ЕСИА не передала сведения о вас. {_AGAIN} На вопрос о доступе к данным ответьте согласием."

BY_CODE = {
    "007002": _ADMIN,
    "007003": f"ЕСИА не приняла запрос входа. {_AGAIN}",
    "007004": "Вход отменён: доступ журналу к данным на Госуслугах не разрешён. "
    "Чтобы войти, начните вход снова и разрешите доступ.",
    "007005": _ADMIN,
    "007006": _ADMIN,
    "007007": UNREADABLE,
    "007008": "ЕСИА перегружена или закрыта на обслуживание. Подождите несколько минут и войдите снова.",
    "007011": STALE,
    "007013": _ADMIN,
    "007014": _ADMIN,
    "007015": "Часы журнала и ЕСИА расходятся. Сообщите администратору школы: нужно выставить время сервера.",
    "007019": _ADMIN,
    "007023": _ADMIN,
    "007046": "Для входа нужна двухэтапная проверка. Включите её в профиле на Госуслугах и войдите снова.",
    "007053": _ADMIN,
    "007055": "Ваша учётная запись на Госуслугах не подтверждена. Подтвердите её и войдите снова.",
    "005011": f"ЕСИА больше не признаёт этот вход. {_AGAIN}",
}
OTHER = "ЕСИА отказала во входе. Войдите снова; если отказ повторится, сообщите его код администратору школы."


class EsiaConfigError(Exception):
    """The settings cannot work; the text says which one and why, for the administrator."""


class TokenError(Exception):
    """An answer of ЕСИА failed the checklist; the text is the reason, for the log, and quotes no token."""


class EsiaError(Exception):
    """A sign-in failed: `code` is six digits of ЕСИА or None, `message` is for the person."""

    def __init__(self, code: str | None, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def refused(code: str | None) -> EsiaError:
    """The refusal of ЕСИА under its own six-digit code (None when it gave none)."""
    return EsiaError(code, BY_CODE.get(code or "", OTHER))
