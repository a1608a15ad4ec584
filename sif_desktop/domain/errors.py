"""Every fault a person may see is one plain sentence with a remedy, never a traceback."""


class Problem(Exception):
    """Something an officer must be told.

    `message` says what is wrong and where; `hint` says what to do about it. Both are whole
    sentences in British English and are shown as they stand.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Cancelled(Exception):
    """The officer pressed Cancel; nothing of the step was kept."""
