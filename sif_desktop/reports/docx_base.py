"""Our own base template for Word: nothing in it but what our documents use, set from the look.

`tools/make_base_template.py` keeps the usual look's template in resources/word/base.docx; a look of
another kind gets one made on the spot.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sif_desktop.reports.look import Look, TextStyle
from sif_desktop.reports.paper import HEAD_AFTER, LINE_AFTER, LINE_OVER

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BULLETS = ("•", "–", "•", "–")
BULLET_LIST, NUMBER_LIST = 1, 2  # ids of the abstract numberings
PAGE_LINE, PAGE_HEAD = "PageLine", "PageHead"  # styles of our words on an authority's own paper
PARTS = ("styles", "settings", "numbering", "fontTable")


def twips(points: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(points * 20)


def _run(style: TextStyle) -> str:
    weight = "<w:b/><w:bCs/>" if style.bold else ""
    slope = "<w:i/><w:iCs/>" if style.italic else ""
    size = round(style.size * 2)
    font = _named(style.font) if style.font else ""
    return (
        f'<w:rPr>{font}{weight}{slope}<w:color w:val="{style.colour}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _named(font: str) -> str:
    sides = ("ascii", "hAnsi", "eastAsia", "cs")
    return f"<w:rFonts {' '.join(f'w:{side}={quoteattr(font)}' for side in sides)}/>"


def _spacing(style: TextStyle) -> str:
    line = round(style.leading / style.size / 1.15 * 240)  # 1.15 is Arial's own line height
    return (
        f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}"'
        f' w:line="{line}" w:lineRule="auto"/>'
    )


def _style(
    name: str,
    style: TextStyle,
    based: str = "Normal",
    follow: str = "Normal",
    borders: str = "",
    tabs: str = "",
    rest: str = "",
) -> str:
    """One paragraph style; `rest` follows the spacing, in the order the schema asks for."""
    keep = "<w:keepNext/><w:keepLines/>" if style.keep_next else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId={quoteattr(_id(name))}>'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{_id(based)}"/><w:next w:val="{_id(follow)}"/>'
        f"<w:qFormat/><w:pPr>{keep}{borders}{tabs}{_spacing(style)}{rest}</w:pPr>{_run(style)}"
        "</w:style>"
    )


def _id(name: str) -> str:
    return name.title().replace(" ", "") if name != "Normal" else "Normal"


def _built_in(style: str) -> str:
    return style.replace(' w:customStyle="1"', "")


def _heading(level: int, style: TextStyle) -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return _built_in(_style(f"heading {level}", style, rest=outline))


def _callout(look: Look) -> str:
    ground, space = look.callout_fill, round(look.callout_pad)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="{gap}" w:color="{colour}"/>'
        for side, size, gap, colour in (
            ("top", 8, space - 3, ground),
            ("left", round(look.callout_bar_width * 8), space, look.callout_bar),
            ("bottom", 8, space - 3, ground),
            ("right", 8, space, ground),
        )
    )
    borders = f'<w:pBdr>{edges}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
    inside = f'<w:ind w:left="{twips(look.callout_pad + 3)}" w:right="{twips(look.callout_pad)}"/>'
    return _style("Callout", look.callout, borders=borders, rest=inside)


def _ruled(colour: str, side: str, size: int, space: int) -> str:
    edge = f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'
    return f"<w:pBdr>{edge}</w:pBdr>"


def _tabs(*stops: tuple[str, float, str]) -> str:
    made = "".join(
        f'<w:tab w:val="{kind}" w:leader="{leader}" w:pos="{twips(at)}"/>'
        for kind, at, leader in stops
    )
    return f"<w:tabs>{made}</w:tabs>"


def _signature(look: Look) -> str:
    wide = look.sign_width
    stops = _tabs(
        ("left", wide * 1.3, "underscore"),
        ("left", wide * 1.3 + 16, "none"),
        ("left", wide * 2.1, "underscore"),
    )
    return _style("Signature Line", look.signature, tabs=stops, follow="Signatory")


def _table_style(look: Look) -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{look.rule}"/>'
        for side in ("bottom", "insideH")
    )
    across, down = twips(look.cell_pad_x), twips(look.cell_pad_y)
    margins = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>'
        for side, size in (("top", down), ("left", across), ("bottom", down), ("right", across))
    )
    under = f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{look.accent}"/>'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable">'
        '<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
        '</w:tblPr><w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
        f'{under}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{look.head_fill}"/>'
        "</w:tcPr></w:tblStylePr></w:style>"
    )


def styles_xml(look: Look) -> str:
    fonts, body = _named(look.word_font), look.body
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{_spacing(body)}</w:pPr>{_run(body)}</w:style>"
    )
    link = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        '<w:unhideWhenUsed/></w:style><w:style w:type="character" w:styleId="Hyperlink">'
        '<w:name w:val="Hyperlink"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f'<w:rPr><w:color w:val="{look.link}"/><w:u w:val="single"/></w:rPr></w:style>'
    )
    wide = look.body_box("portrait")[0]
    right = _tabs(("right", wide, "none"))
    named = [
        *(_heading(level, style) for level, style in enumerate(look.headings, 1)),
        _built_in(_style("List Paragraph", look.list_item, follow="List Paragraph")),
        _built_in(_style("caption", look.caption)),
        _style("Picture Caption", look.picture_caption),
        _style("Picture", look.body, rest=""),
        _style("Table Text", look.cell, follow="Table Text"),
        _style("Table Heading", look.cell_head, follow="Table Text"),
        _style("Table Row Heading", look.row_head, follow="Table Text"),
        _style("After Table", TextStyle(2, 2, look.ink, after=look.table_after - 2)),
        _style("About", look.about),
        _style(
            "Letterhead",
            look.organisation,
            borders=_ruled(look.accent, "bottom", 10, 7),
            tabs=right,
            rest="",
        ).replace('w:after="0"', f'w:after="{twips(look.letterhead_after)}"'),
        _callout(look),
        _signature(look),
        _style("Signatory", look.signatory),
        _style("Letter Signatory", look.letter_signatory),
        *(
            _built_in(_style(f"toc {level}", look.contents)).replace(
                "</w:pPr>", f'<w:ind w:left="{twips(look.list_indent * (level - 2))}"/></w:pPr>', 1
            )
            for level in (2, 3, 4)
        ),
        _built_in(_style("header", look.furniture, follow="header", tabs=right)),
        _built_in(
            _style(
                "footer",
                look.furniture,
                follow="footer",
                tabs=right,
                borders=_ruled(look.rule, "top", 4, 5),
            )
        ),
    ]
    lang = '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{lang}</w:rPr>'
        f"</w:rPrDefault><w:pPrDefault/></w:docDefaults>{normal}{link}{_table_style(look)}"
        f"{''.join(named)}</w:styles>"
    )


def paper_styles_xml(look: Look) -> str:
    """The styles of our words on an authority's own paper, which blank sheets do not need."""
    right = _tabs(("right", look.body_box("portrait")[0], "none"))
    line = replace(look.furniture, after=LINE_AFTER)
    rule = _ruled(look.rule, "top", 4, round(LINE_OVER))
    made = _style("Page Line", line, follow="Page Line", tabs=right, borders=rule)
    head = replace(look.furniture, after=HEAD_AFTER)
    made += _style("Page Head", head, follow="Page Head", tabs=right)
    return f'<w:styles xmlns:w="{W}">{made}</w:styles>'


def numbering_xml(look: Look) -> str:
    def level(number: int, kind: str, text: str) -> str:
        left = twips(look.list_indent * (number + 1))
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
            f'<w:ind w:left="{left}" w:hanging="{twips(look.list_indent)}"/></w:pPr></w:lvl>'
        )

    bullets = "".join(level(i, "bullet", mark) for i, mark in enumerate(_BULLETS))
    numbers = "".join(level(i, "decimal", f"%{i + 1}.") for i in range(len(_BULLETS)))
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{one}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{levels}</w:abstractNum>"
        for one, levels in ((BULLET_LIST, bullets), (NUMBER_LIST, numbers))
    )
    shared = f'<w:num w:numId="1"><w:abstractNumId w:val="{BULLET_LIST}"/></w:num>'
    return f'<w:numbering xmlns:w="{W}">{lists}{shared}</w:numbering>'


def settings_xml() -> str:
    compat = (
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compat}</w:compat>'
        '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def _document(look: Look) -> str:
    width, height = look.page("portrait")
    left, right = twips(look.margin_left), twips(look.margin_right)
    furniture = twips(look.furniture_gap)
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{_R}"><w:body><w:sectPr>'
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"/>'
        f'<w:pgMar w:top="{twips(look.margin_top)}" w:right="{right}"'
        f' w:bottom="{twips(look.margin_bottom)}" w:left="{left}" w:header="{furniture}"'
        f' w:footer="{furniture}" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _fonts(look: Look) -> str:
    return (
        f'<w:fonts xmlns:w="{W}"><w:font w:name={quoteattr(look.word_font)}>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def theme_xml(look: Look) -> str:
    """Word asks for a theme; our styles name their own fonts and colours and never use it."""
    dark, light = f'<a:srgbClr val="{look.ink}"/>', '<a:srgbClr val="FFFFFF"/>'
    accent = f'<a:srgbClr val="{look.accent}"/>'
    colours = {"dk1": dark, "lt1": light, "dk2": accent, "lt2": light}
    colours |= {f"accent{number}": accent for number in range(1, 7)}
    colours |= {"hlink": f'<a:srgbClr val="{look.link}"/>', "folHlink": accent}
    scheme = "".join(f"<a:{name}>{colour}</a:{name}>" for name, colour in colours.items())
    face = f'<a:latin typeface={quoteattr(look.word_font)}/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Plain">'
        f'<a:themeElements><a:clrScheme name="Plain">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Plain"><a:majorFont>{face}</a:majorFont>'
        f'<a:minorFont>{face}</a:minorFont></a:fontScheme><a:fmtScheme name="Plain">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _package() -> dict[str, str]:
    relations = "http://schemas.openxmlformats.org/package/2006"
    main = f"{_TYPES}.document.main+xml"
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPES}.{part}+xml"/>'
        for part in PARTS
    )
    theme_type = "application/vnd.openxmlformats-officedocument.theme+xml"
    overrides += f'<Override PartName="/word/theme.xml" ContentType="{theme_type}"/>'
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{part}" Target="{part}.xml"/>'
        for number, part in enumerate((*PARTS, "theme"), 1)
    )
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{relations}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
            f' ContentType="application/xml"/><Override PartName="/word/document.xml"'
            f' ContentType="{main}"/>{overrides}<Override PartName="/docProps/core.xml"'
            f' ContentType="{core}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{relations}/relationships"><Relationship Id="rId1"'
            f' Type="{_R}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2"'
            f' Type="{relations}/relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/></Relationships>'
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{relations}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{relations}/relationships">{links}</Relationships>'
        ),
    }


def base_template(look: Look) -> bytes:
    """The bytes of an empty .docx in `look`; the same look gives the same bytes."""
    parts = _package() | {
        "word/document.xml": _document(look),
        "word/styles.xml": styles_xml(look),
        "word/settings.xml": settings_xml(),
        "word/numbering.xml": numbering_xml(look),
        "word/fontTable.xml": _fonts(look),
        "word/theme.xml": theme_xml(look),
    }
    return zipped({name: (_XML + text).encode() for name, text in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """The parts in one file without times, the table of contents first."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return out.getvalue()
