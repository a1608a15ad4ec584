"""Whose caseload this is and which authority it works for, as they may be changed later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem
from sif_desktop.models import blobs
from sif_desktop.models.tables import people
from sif_desktop.services.context import Authority, Context, Officer

if TYPE_CHECKING:
    from sif_desktop.models.changes import Changes

LARGEST_LOGO = 25_000_000  # bytes; it is kept much smaller


@dataclass(frozen=True, slots=True)
class Mine:
    """Who works here, for whom, and by which rulebook."""

    officer: Officer
    authority: Authority
    rulebook: str


class SettingsService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def mine(self) -> Mine:
        authority = self._context.authority()
        return Mine(self._context.me(), authority, self._context.pack().title)

    def change_officer(self, name: str, job_title: str, email: str, telephone: str) -> Changes:
        """Raises Problem if the name is empty."""
        if not name.strip():
            raise Problem("Your name is empty.", "Enter the name that stands on your notes.")
        fields = {"job_title": job_title, "email": email, "telephone": telephone}
        with self._context.store.action("Changed your details") as act:
            act.update(people.officer, self._context.store.person, name=name.strip(), **fields)
        return act.changes

    def change_authority(self, name: str, service: str) -> Changes:
        if not name.strip():
            raise Problem("The name of the authority is empty.", "It stands on every document.")
        with self._context.store.action("Changed the authority's details") as act:
            uid = self._context.authority().uid
            act.update(people.authority, uid, name=name.strip(), service=service.strip())
        return act.changes

    def change_rulebook(self, pack_id: str) -> Changes:
        """New work is done under another rulebook; what was recorded keeps its own."""
        pack = self._context.registry.get(pack_id)
        with self._context.store.action(f"Changed the rulebook to {pack.title}") as act:
            uid = self._context.authority().uid
            act.update(people.authority, uid, pack=pack.id, pack_version=pack.version)
        return act.changes

    def set_logo(self, content: bytes, words: str) -> Changes:
        """Keep the authority's logo for documents; `words` say what it shows.

        Raises Problem if it is not a picture, is too large, or has no words.
        """
        from sif_desktop.services.picture_files import safe_picture

        words = _words_for_logo(words)
        if len(content) > LARGEST_LOGO:
            raise Problem("The logo is larger than 25 MB.", "Save it smaller and choose it again.")
        picture = safe_picture(content, "The logo").content
        with self._context.store.action("Set the authority's logo") as act:
            sha256 = blobs.keep(act.connection, picture)
            uid = self._context.authority().uid
            act.update(people.authority, uid, logo_sha256=sha256, logo_alt=words)
        return act.changes

    def describe_logo(self, words: str) -> Changes:
        """Say anew what the logo shows. Raises Problem if there is no logo, or are no words."""
        authority = self._context.authority()
        if not authority.logo:
            raise Problem("There is no logo to describe.", "Choose one first.")
        with self._context.store.action("Changed the words for the logo") as act:
            act.update(people.authority, authority.uid, logo_alt=_words_for_logo(words))
        return act.changes

    def remove_logo(self) -> Changes:
        with self._context.store.action("Removed the authority's logo") as act:
            uid = self._context.authority().uid
            act.update(people.authority, uid, logo_sha256=None, logo_alt=None)
        return act.changes


def _words_for_logo(words: str) -> str:
    if not words.strip():
        raise Problem(
            "The logo has no words beside it.",
            "Say what it shows, for readers who cannot see it: the authority's name will do.",
        )
    return words.strip()
