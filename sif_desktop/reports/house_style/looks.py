"""A template's styles as a look: what its own come to, and ours in its font and colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sif_desktop.reports.docx_read import attribute
from sif_desktop.reports.house_style.colours import WHITE, is_coloured, mixed, readable
from sif_desktop.reports.house_style.mend import HEADINGS
from sif_desktop.reports.house_style.sheet import Sheet
from sif_desktop.reports.house_style.styles import Styles
from sif_desktop.reports.look import FAMILY, LOOK, Look, TextStyle

_HEAD_TINT, _CALLOUT_TINT = 0.10, 0.06  # how much of the accent their grounds hold
_OURS = (
    *("list_item", "subject", "organisation", "about", "caption", "picture_caption", "cell"),
    *("cell_head", "row_head", "callout", "contents", "signature", "signatory", "furniture"),
    *("letter_signatory", "figure", "figure_title", "figure_note"),
)


def body_font(styles: Styles) -> str:
    """The name of the font of ordinary text."""
    return styles.words().font or LOOK.word_font


def fonts_used(styles: Styles) -> list[str]:
    """Names of the fonts of text and headings, that of text first."""
    found = [body_font(styles)]
    for name in HEADINGS:
        style = styles.by_name.get(name)
        font = styles.words(attribute(style, "styleId")).font if style is not None else ""
        if font and font not in found:
            found.append(font)
    return found


class _Maker:
    def __init__(self, styles: Styles, families: Mapping[str, str]) -> None:
        self.styles, self.families = styles, families
        self.font = body_font(styles)
        self.scale = styles.words().size / LOOK.body.size
        self.ink = styles.words().colour or "000000"
        self.accent = self._accent()
        self.head_fill = mixed(self.accent, WHITE, _HEAD_TINT)
        self.callout_fill = mixed(self.accent, WHITE, _CALLOUT_TINT)
        self.colours = {
            LOOK.ink: self.on_grounds(self.ink),
            LOOK.accent: self.on_grounds(self.accent),
            LOOK.muted: self.on_grounds(LOOK.muted),
            LOOK.link: self.on_grounds(self._link()),
        }

    def on_grounds(self, colour: str) -> str:
        return readable(colour, WHITE, self.head_fill, self.callout_fill)

    def _accent(self) -> str:
        """The first colour among headings, else of the theme, that is one."""
        named = [self.styles.by_name.get(name) for name in HEADINGS]
        ids = [attribute(one, "styleId") for one in named if one is not None]
        seen = [self.styles.words(one).colour for one in ids]
        seen += [self.styles.setting(one).fill for one in ids]
        seen += [self.styles.colours.get(name, "") for name in ("accent1", "dk2", "accent2")]
        found = next((one for one in seen if one and is_coloured(one)), self.ink)
        return readable(found, WHITE)

    def _link(self) -> str:
        style = self.styles.by_name.get("hyperlink")
        found = self.styles.words(attribute(style, "styleId")).colour if style is not None else ""
        return found or self.styles.colours.get("hlink", "") or LOOK.link

    def family(self, font: str) -> str:
        return self.families.get(font.casefold(), FAMILY)

    def ours(self, style: TextStyle) -> TextStyle:
        """A style of ours in the template's size, font and colours."""
        size = round(style.size * self.scale * 2) / 2
        return replace(
            style,
            size=size,
            leading=round(style.leading * size / style.size, 2),
            colour=self.colours.get(style.colour) or self.on_grounds(style.colour),
            family=self.family(self.font),
        )

    def theirs(self, name: str, instead: TextStyle) -> TextStyle:
        """A style of the template, or ours instead."""
        style = self.styles.by_name.get(name)
        if style is None:
            return self.ours(instead)
        style_id = attribute(style, "styleId")
        words, setting = self.styles.words(style_id), self.styles.setting(style_id)
        return replace(
            instead,
            size=words.size,
            leading=round(max(setting.leading(words.size), words.size), 2),
            colour=words.colour or "000000",
            bold=words.bold,
            italic=words.italic,
            before=setting.before,
            after=setting.after,
            align=setting.align,
            family=self.family(words.font),
            font="" if words.font == self.font else words.font,
            fill=setting.fill if setting.fill != WHITE else "",
        )

    def heading(self, level: int) -> TextStyle:
        """A heading that is missing takes font and colour from the one above it."""
        name = HEADINGS[level - 1]
        made = self.theirs(name, LOOK.headings[level - 1])
        above = next((n for n in reversed(HEADINGS[:level]) if n in self.styles.by_name), None)
        if name in self.styles.by_name or above is None:
            return made
        model = self.theirs(above, LOOK.headings[0])
        colour = made.colour if model.fill else model.colour
        size = max(min(made.size, model.size - 1), self.styles.words().size)
        return replace(
            made,
            size=size,
            leading=round(made.leading * size / made.size, 2),
            colour=colour,
            font=model.font,
            family=model.family,
            bold=model.bold,
        )


def look_of(styles: Styles, sheet: Sheet, families: Mapping[str, str]) -> Look:
    """The look of documents on this template, but for its paper and faces.

    `families` are {font's name in small letters: family of faces for the PDF}.
    """
    maker = _Maker(styles, families)
    named: dict[str, Any] = {name: maker.ours(getattr(LOOK, name)) for name in _OURS}
    named["body"] = maker.theirs("normal", LOOK.body)
    named["list_item"] = maker.theirs("list paragraph", LOOK.list_item)
    named["caption"] = maker.theirs("caption", LOOK.caption)
    headings = tuple(maker.heading(level) for level in range(1, 5))
    return replace(
        LOOK,
        word_font=maker.font,
        margin_left=sheet.left,
        margin_right=sheet.right,
        margin_top=sheet.top,
        margin_bottom=sheet.bottom,
        furniture_gap=sheet.header_gap,
        ink=maker.colours[LOOK.ink],
        accent=maker.colours[LOOK.accent],
        link=maker.colours[LOOK.link],
        head_fill=maker.head_fill,
        callout_fill=maker.callout_fill,
        callout_bar=maker.accent,
        headings=headings,
        **named,
    )
