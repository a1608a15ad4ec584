"""The authority's house style: chosen, looked at, kept; and the look it gives every document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import RowMapping, select

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.models import blobs
from sif_desktop.models.changes import TEAM, Changes
from sif_desktop.models.tables.people import house_style
from sif_desktop.services.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from sif_desktop.models.store import Store
    from sif_desktop.reports.house_style.faults import Fault
    from sif_desktop.reports.house_style.pictures import HeadPicture
    from sif_desktop.reports.house_style.template import Reading
    from sif_desktop.reports.look import Face, Look
    from sif_desktop.services.context import Context

_MOST_FONT = 20_000_000


@dataclass(frozen=True, slots=True)
class KeptStyle:
    """The house style in force. `accepted` are the reasons given for what was left as it is."""

    name: str  # of the template's file
    set_by: str
    set_on: str  # ISO
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StylePreview:
    """A template read but not kept; `pdf` is the sample document on it."""

    reading: Reading
    data: bytes
    font_files: tuple[bytes, ...]
    pdf: bytes

    @property
    def name(self) -> str:
        return self.reading.name

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self.reading.faults

    @property
    def pictures(self) -> tuple[HeadPicture, ...]:
        """The letterhead's pictures; `alt` is empty where words are asked for."""
        return self.reading.pictures

    @property
    def to_mend(self) -> tuple[Fault, ...]:
        """What is better put right in the template: keeping it so needs a reason."""
        return tuple(fault for fault in self.faults if fault.severity == "mend")


class HouseStyleService:
    def __init__(self, context: Context) -> None:
        self._context = context

    def current(self) -> KeptStyle | None:
        row = _row(self._context.store)
        if row is None:
            return None
        accepted = tuple(dict.fromkeys(json.loads(row["answers"] or "{}").values()))
        return KeptStyle(row["name"], row["set_by"] or "", row["set_on"] or "", accepted)

    # -- looking ---------------------------------------------------------------------------------

    def preview(
        self,
        path: Path,
        words: Mapping[str, str] | None = None,
        fonts: Sequence[Path] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> StylePreview:
        """Read a template and print the sample on it; nothing is kept.

        `words` say what the letterhead's pictures show, by their ids; `fonts` are files to use
        besides those of this computer. Raises Problem for a file that cannot be used at all.
        """
        from sif_desktop.reports.house_style.package import MOST_BYTES

        data = _read(path, MOST_BYTES + 1)
        files = tuple(_font(one) for one in fonts)
        reading = _reading(path.name, data, words or {}, files)
        if cancelled():
            raise Cancelled
        return StylePreview(reading, data, files, self._sample_pdf(reading.look))

    def sample_pdf(self) -> bytes:
        """The sample document as documents look now."""
        return self._sample_pdf(self._context.look())

    def save_sample(
        self, path: Path, preview: StylePreview | None = None, *, replace: bool = False
    ) -> Path:
        """The sample as a Word file, in the style looked at or in force.

        Raises FileExists if there is such a file, Problem if it cannot be written.
        """
        from sif_desktop.reports.docx_writer import write_docx

        look = preview.reading.look if preview else self._context.look()
        return write_whole(path, write_docx(self._sample(), look), replace=replace)

    def _sample_pdf(self, look: Look) -> bytes:
        from sif_desktop.reports.pdf_writer import write_pdf

        return write_pdf(self._sample(), look)

    def _sample(self) -> Any:
        from sif_desktop.reports.house_style.sample import sample_document

        authority = self._context.authority()
        logo = b""
        if authority.logo:
            with self._context.store.read() as connection:
                logo = blobs.fetch(connection, authority.logo)
        return sample_document(authority.name, logo, authority.logo_alt)

    # -- keeping ---------------------------------------------------------------------------------

    def keep(
        self, preview: StylePreview, words: Mapping[str, str] | None = None, reason: str = ""
    ) -> Changes:
        """Every document is printed in this style from now on; what was issued stays as it is.

        Raises Problem if a picture is not described, or if something is better mended in the
        template and no reason is given to leave it.
        """
        reading = _reading(preview.name, preview.data, words or {}, preview.font_files)
        _refuse_unready(reading, reason)
        look, context = reading.look, self._context
        assert look.paper is not None
        mend = [fault.id for fault in reading.faults if fault.severity == "mend"]
        with context.store.action(f"Set the house style from {reading.name}") as act:
            for uid in _uids(context.store):
                act.delete(house_style, uid)
            fonts = {face.name: blobs.keep(act.connection, face.data) for face in look.faces}
            act.create(
                house_style,
                TEAM,
                name=reading.name,
                template_sha256=blobs.keep(act.connection, look.paper.template),
                look=reading.kept,
                fonts=json.dumps(fonts, sort_keys=True),
                answers=json.dumps(dict.fromkeys(mend, reason.strip()), ensure_ascii=False),
                set_by=context.me().name,
                set_on=context.today().isoformat(),
            )
        return act.changes

    def remove(self) -> Changes:
        """Documents look as the program sets them. Raises Problem if there is no house style."""
        uids = _uids(self._context.store)
        if not uids:
            raise Problem("There is no house style to remove.")
        with self._context.store.action("Removed the house style") as act:
            for uid in uids:
                act.delete(house_style, uid)
        return act.changes


# --- the look of documents ------------------------------------------------------------------------

_looks: WeakKeyDictionary[Store, tuple[tuple[str, ...], Look]] = WeakKeyDictionary()


def look_of(store: Store) -> Look:
    """How documents look in this caseload: in the house style, or as the program sets them."""
    from sif_desktop.reports.look import LOOK

    row = _row(store)
    if row is None:
        return LOOK
    key = tuple(row[name] or "" for name in ("template_sha256", "look", "fonts"))
    if store not in _looks or _looks[store][0] != key:
        _looks[store] = (key, _made(store, *key))
    return _looks[store][1]


def _made(store: Store, template: str, look: str, fonts: str) -> Look:
    from sif_desktop.reports.house_style.kept import look_from_json

    with store.read() as connection:
        faces = [
            _face(name, blobs.fetch(connection, sha)) for name, sha in json.loads(fonts).items()
        ]
        return look_from_json(look, blobs.fetch(connection, template), tuple(faces))


def _face(name: str, data: bytes) -> Face:
    from sif_desktop.reports.look import Face

    family, _, style = name.partition("-")
    return Face(family, "Bold" in style, "Italic" in style, data)


def _row(store: Store) -> RowMapping | None:
    """The house style in force: the newest, where two colleagues each set one."""
    query = select(house_style).where(house_style.c.x_gone == 0)
    newest = query.order_by(house_style.c.set_on.desc(), house_style.c.uid.desc()).limit(1)
    with store.read() as connection:
        return connection.execute(newest).mappings().first()


def _uids(store: Store) -> list[str]:
    query = select(house_style.c.uid).where(house_style.c.x_gone == 0)
    with store.read() as connection:
        return list(connection.execute(query).scalars())


# --- reading files --------------------------------------------------------------------------------


def _reading(name: str, data: bytes, words: Mapping[str, str], files: Sequence[bytes]) -> Reading:
    from sif_desktop.reports.house_style.fonts import describe
    from sif_desktop.reports.house_style.template import read_template
    from sif_desktop.services.system_fonts import font_files

    given: dict[str, list[bytes]] = {}
    for one in files:
        given.setdefault(describe(one).family.casefold(), []).append(one)

    def finder(font: str) -> Sequence[bytes]:
        return (*given.get(font.casefold(), ()), *font_files(font))

    return read_template(name, data, words, finder)


def _font(path: Path) -> bytes:
    """The bytes of a font's file. Raises Problem if it is none, or may not be embedded."""
    from sif_desktop.reports.house_style.fonts import NoFont, describe

    data = _read(path, _MOST_FONT)
    try:
        found = describe(data)
    except NoFont as error:
        raise Problem(
            f"“{path.name}” is not a font.", "Choose the font's own file; its name ends in .ttf."
        ) from error
    if found.refusal:
        raise Problem(
            f"The font “{found.family}” in {path.name} {found.refusal}.",
            "Ask whoever keeps the authority's fonts for a TrueType file that may be embedded, or "
            "leave the PDF in Liberation Sans.",
        )
    return data


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise Problem(
            f"“{path.name}” could not be read.", "Check that it is there and may be opened."
        ) from error


def _refuse_unready(reading: Reading, reason: str) -> None:
    for picture in reading.pictures:
        if not picture.alt:
            raise Problem(
                f"The picture in {picture.where} is not described.",
                "Say in words what it shows: the authority's name will do for its logo.",
            )
    mend = [fault for fault in reading.faults if fault.severity == "mend"]
    if mend and not reason.strip():
        raise Problem(
            f"The template is better mended first: {mend[0].what}",
            f"{mend[0].remedy} Or give a reason to keep it as it is.",
        )
