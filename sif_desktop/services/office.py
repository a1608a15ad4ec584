"""The office store, for those who work on the office network: opened by address, name and password.

Nothing of it lies on this computer. The password is held only while it is open.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem
from sif_desktop.services.caseload import FirstLists

if TYPE_CHECKING:
    from sif_desktop.frameworks.registry import Registry
    from sif_desktop.models.office import Address, Login
    from sif_desktop.services.bootstrap import Services

OFFICE = "office"  # who stands as the sender of what came without a file
_SCHEMES = ("postgresql:", "postgres:")


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What is asked before the office store's tables are made in an empty database."""

    address: str
    user: str
    password: str
    officer: str
    pack: str
    authority: str = ""  # empty: the pack's own name for it

    def __repr__(self) -> str:
        return f"NewOffice({self.address!r})"


def is_address(text: str) -> bool:
    """Whether this names an office store and not a file."""
    return text.startswith(_SCHEMES)


class OpenedOffice:
    """An open office store; to the window it is as an opened caseload (`caseload.Opened`)."""

    practice = False
    was_copied = False
    key = b""
    needs_check = False  # the server looks after its own crashes

    def __init__(
        self, address: Address, login: Login, registry: Registry, today: Callable[[], date]
    ) -> None:
        self.path = Path(address.database)
        self.address, self._where = str(address), address
        self._login: Login | None = login
        self._registry, self._today = registry, today
        self._services: Services | None = None
        self._building = threading.Lock()

    @property
    def loaded(self) -> bool:
        return self._services is not None

    @property
    def services(self) -> Services:
        with self._building:
            if self._services is None:
                if self._login is None:
                    raise Problem("The office store has been locked.", "Open it again to go on.")
                from sif_desktop.models.office import open_office
                from sif_desktop.services.bootstrap import Services

                store = open_office(self._where, self._login)
                self._services = Services(store, self._registry, self._today)
            return self._services

    def first_lists(self, newest: int = 200) -> FirstLists:
        from sqlalchemy import text

        from sif_desktop.models import firstlists

        today = self._today().isoformat()
        asked = (
            (firstlists.SCHOOLS, {"today": today}),
            (firstlists.OPEN_VISITS, {"most": newest}),
            (firstlists.OPEN_TASKS, {"most": newest}),
        )
        with self.services.context.store.read() as connection:
            found = [
                [tuple(row) for row in connection.execute(text(query), values)]
                for query, values in asked
            ]
        return FirstLists(*found)

    def faults(self) -> list[str]:
        return []

    def close(self) -> None:
        """Settle what is being typed, leave the server and forget the password."""
        try:
            if self._services is not None:
                from sif_desktop.models import drafts

                store = self._services.context.store
                drafts.settle_all(store)
                store.close()
        finally:
            self._services = None
            self._login = None


def unlock(
    address: str, user: str, password: str, registry: Registry, today: Callable[[], date]
) -> OpenedOffice:
    """Open the office store at `address`, which may name the user.

    Raises Problem if it cannot be reached, the login is not accepted, or it is of another version.
    """
    where, login = login_at(address, user, password)
    opened = OpenedOffice(where, login, registry, today)
    assert opened.services is not None, "opening it is what shows whether the login is accepted"
    return opened


def create(new: NewOffice, registry: Registry, today: Callable[[], date]) -> OpenedOffice:
    """Make the tables in an empty database, with the first officer and the rulebook."""
    from sif_desktop.models.office import create_office

    where, login = login_at(new.address, new.user, new.password)
    pack = registry.get(new.pack)
    create_office(
        where,
        login,
        officer_name=new.officer,
        pack=new.pack,
        version=pack.version,
        name=new.authority or pack.authority,
    ).close()
    return OpenedOffice(where, login, registry, today)


def upgrade(address: str, user: str, password: str) -> bool:
    """Bring an older office store up to date, for everybody at once; False where it is already."""
    from sif_desktop.models.office import upgrade_office

    return upgrade_office(*login_at(address, user, password))


def login_at(address: str, user: str, password: str) -> tuple[Address, Login]:
    """Where to go and as whom. Raises Problem for what is no address, or where nobody is named."""
    from sif_desktop.models.office import Login, address_of

    where, named = address_of(address)
    if not (user or named):
        raise Problem(
            "Who opens the office store?",
            "Give the user name, or put it in the address: postgresql://name@server/sif.",
        )
    return where, Login(user or named, password)
