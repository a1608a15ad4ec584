"""What every service is given: the open store, the rulebooks, and today's date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from sif_desktop.domain.errors import Problem
from sif_desktop.models.tables.people import authority, officer

if TYPE_CHECKING:
    from sif_desktop.frameworks.pack import Pack
    from sif_desktop.frameworks.registry import Registry
    from sif_desktop.models.store import Store
    from sif_desktop.reports.look import Look


@dataclass(frozen=True, slots=True)
class Officer:
    uid: str
    name: str
    job_title: str = ""
    email: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority this caseload works for; `logo` is the hash of its picture or empty."""

    uid: str
    name: str
    service: str
    pack: str
    pack_version: str
    logo: str = ""
    logo_alt: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    store: Store
    registry: Registry
    today: Callable[[], date]

    def moment(self) -> datetime:
        """Now, by the clock on the wall, on the day the caseload is worked on."""
        clock = datetime.now().astimezone().time()
        return datetime.combine(self.today(), clock)

    def me(self) -> Officer:
        """Whose caseload this is. Raises Problem before the first run has said so."""
        with self.store.read() as connection:
            query = select(officer).where(officer.c.uid == self.store.person)
            row = connection.execute(query).mappings().first()
        if row is None:
            raise Problem("This caseload does not say whose it is.", "Enter your name in Settings.")
        names = ("uid", "name", "job_title", "email", "telephone")
        return Officer(*(row[name] or "" for name in names))

    def authority(self) -> Authority:
        with self.store.read() as connection:
            query = select(authority).where(authority.c.x_gone == 0)
            row = connection.execute(query).mappings().first()
        if row is None:
            raise Problem(
                "This caseload does not say which authority it works for.",
                "Choose the authority in Settings.",
            )
        names = ("uid", "name", "service", "pack", "pack_version", "logo_sha256", "logo_alt")
        return Authority(*(row[name] or "" for name in names))

    def pack(self) -> Pack:
        """The rulebook new work is done under."""
        mine = self.authority()
        return self.registry.current(mine.pack, mine.pack_version)

    def look(self) -> Look:
        """How documents look: in the authority's house style, or as the program sets them."""
        from sif_desktop.services.house_style import look_of

        return look_of(self.store)
