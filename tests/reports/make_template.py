"""Word templates as councils make them, with faults to order. The council is invented."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image, ImageDraw

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOTX, DOCX = f"{_WORD}.template.main+xml", f"{_WORD}.document.main+xml"
DOTM = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
COUNCIL = "Borsetshire County Council"
ADDRESS = ("Children’s Services", "County Hall, Borchester BO1 1AA", "01632 960 200")
GREEN, PALE = "0B5D4E", "8FB9A8"


def logo(size: tuple[int, int] = (620, 210), kind: str = "PNG", mode: str = "RGB") -> bytes:
    """A green hill under a sun."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    wide, tall = size
    draw.ellipse((wide * 0.7, tall * 0.05, wide * 0.9, tall * 0.65), fill="#E0A126")
    draw.polygon(
        [(0, tall), (wide * 0.35, tall * 0.2), (wide * 0.6, tall * 0.65), (wide * 0.75, tall * 0.4),
         (wide, tall)],
        fill=f"#{GREEN}",
    )  # fmt: skip
    out = BytesIO()
    picture.convert(mode).save(out, kind)
    return out.getvalue()


# --- words --------------------------------------------------------------------------------------


def para(text: str, style: str = "Header", looks: str = "", run: str = "") -> str:
    """A paragraph; a tab in `text` is a tab, `looks` and `run` are properties set by hand."""
    parts = "<w:tab/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in text.split("\t"))
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{looks}</w:pPr>'
    return f"<w:p>{properties}<w:r><w:rPr>{run}</w:rPr>{parts}</w:r></w:p>"


def page_number() -> str:
    """“Page 2”, as Word's gallery writes it."""
    run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> PAGE \\* MERGEFORMAT </w:instrText></w:r>'
    shown = "<w:r><w:t>2</w:t></w:r>"
    words = '<w:r><w:t xml:space="preserve">Page </w:t></w:r>'
    field = run.format("begin") + code + run.format("separate") + shown + run.format("end")
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{words}{field}</w:p>'


# --- pictures and boxes -------------------------------------------------------------------------


def _picture(relation: str, size: tuple[int, int], crop: str = "") -> str:
    across, down = size
    return (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/>{crop}<a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic>"
    )


def inline(relation: str = "rId1", alt: str = "", mm: tuple[float, float] = (44, 15)) -> str:
    size = (round(mm[0] * 36000), round(mm[1] * 36000))
    described = f' descr="{alt}"' if alt else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{size[0]}" cy="{size[1]}"/>'
        f'<wp:docPr id="1" name="Picture 1"{described}/>{_picture(relation, size)}'
        "</wp:inline></w:drawing></w:r>"
    )


def anchor(
    inside: str,
    mm: tuple[float, float],
    at: tuple[str, float] = ("page", 140),
    down: tuple[str, float] = ("page", 10),
    behind: int = 0,
) -> str:
    """Something that floats: at a place in mm from the page, margin or paragraph."""
    across, tall = (round(one * 36000) for one in mm)
    place = "".join(
        f'<wp:position{axis} relativeFrom="{origin}"><wp:posOffset>{round(far * 36000)}'
        f"</wp:posOffset></wp:position{axis}>"
        for axis, (origin, far) in (("H", at), ("V", down))
    )
    return (
        f'<w:drawing><wp:anchor behindDoc="{behind}" simplePos="0" locked="0" layoutInCell="1"'
        f' allowOverlap="1" relativeHeight="1"><wp:simplePos x="0" y="0"/>{place}'
        f'<wp:extent cx="{across}" cy="{tall}"/><wp:wrapNone/><wp:docPr id="7" name="Shape 7"/>'
        f"<wp:cNvGraphicFramePr/>{inside}</wp:anchor></w:drawing>"
    )


def floating_logo(mm: tuple[float, float] = (44, 15), **place: object) -> str:
    size = (round(mm[0] * 36000), round(mm[1] * 36000))
    return f"<w:p><w:r>{anchor(_picture('rId1', size), mm, **place)}</w:r></w:p>"  # type: ignore[arg-type]


def text_box(words: str, mm: tuple[float, float] = (60, 25), fill: str = "") -> str:
    """A text box as Word writes it: the new form, and the old one for old programs."""
    ground = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    box = (
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        f'wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>{ground}</wps:spPr>'
        f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic>"
    )
    old = (
        f'<w:pict><v:shape style="position:absolute;width:170pt;height:70pt"><v:textbox>'
        f"<w:txbxContent>{words}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"{anchor(box, mm, ('page', 130), ('page', 12))}</mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def watermark() -> str:
    return (
        '<w:p><w:r><w:pict><v:shape id="PowerPlusWaterMarkObject1" style="position:absolute;'
        'margin-left:0;margin-top:0;width:412pt;height:247pt;rotation:315"><v:textpath'
        ' string="DRAFT"/></v:shape></w:pict></w:r></w:p>'
    )


def layout_table(*cells: str, fill: str = "") -> str:
    wide = 9000 // len(cells)
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for _ in cells)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shade}</w:tcPr>{cell}</w:tc>'
        for cell in cells
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{made}</w:tr></w:tbl>"


# --- styles -------------------------------------------------------------------------------------


def style(
    name: str, id: str = "", run: str = "", looks: str = "", based: str = "Normal", **more: str
) -> str:
    kind = more.get("kind", "paragraph")
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    default = ' w:default="1"' if not based else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{id or name.title().replace(" ", "")}">'
        f'<w:name w:val="{name}"/>{base}<w:qFormat/><w:pPr>{looks}</w:pPr><w:rPr>{run}</w:rPr>'
        "</w:style>"
    )


def size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/>'


def colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


HEADING_FONT = "DejaVu Serif"
_AFTER = '<w:spacing w:before="{}" w:after="{}"/>'
COUNCIL_STYLES = (
    style("Normal", run=size(11.5) + "", looks=_AFTER.format(0, 140), based=""),
    style(
        "heading 1",
        "Heading1",
        font(HEADING_FONT) + "<w:b/>" + colour(GREEN) + size(22),
        '<w:keepNext/><w:spacing w:before="120" w:after="120"/><w:outlineLvl w:val="0"/>',
    ),
    style(
        "heading 3",
        "Heading3",
        font(HEADING_FONT) + "<w:b/>" + colour(PALE) + size(12),
        '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="2"/>',
    ),
    style("List Paragraph", looks='<w:spacing w:after="80"/><w:ind w:left="720"/>'),
    style("Hyperlink", run=colour("0563C1") + '<w:u w:val="single"/>', kind="character"),
    style("header", "Header", looks='<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>'
          '<w:spacing w:after="0"/>'),
    style("footer", "Footer", size(9), '<w:spacing w:after="0"/><w:jc w:val="center"/>'),
    style("Department", run="<w:b/>" + colour(GREEN), based="Header"),
)  # fmt: skip


def council_header() -> str:
    top = (
        '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        f"{inline()}<w:r><w:tab/></w:r><w:r><w:rPr><w:b/>{colour(GREEN)}{size(13)}</w:rPr>"
        f"<w:t>{COUNCIL}</w:t></w:r></w:p>"
    )
    right = '<w:jc w:val="right"/>'
    return top + "".join(
        para(line, "Department" if place == 0 else "Header", right, size(9.5))
        for place, line in enumerate(ADDRESS)
    )


def council_footer() -> str:
    line = '<w:pBdr><w:top w:val="single" w:sz="8" w:space="4" w:color="0B5D4E"/></w:pBdr>'
    return para(f"{COUNCIL} · www.borsetshire.example.org", "Footer", line) + page_number()


# --- the file -----------------------------------------------------------------------------------


def make_template(
    *,
    kind: str = DOTX,
    header: str | None = None,
    footer: str | None = None,
    later_header: str | None = None,
    styles: tuple[str, ...] = COUNCIL_STYLES,
    body: str = "<w:p><w:r><w:t>Dear Sir or Madam, type your letter here.</w:t></w:r></w:p>",
    media: Mapping[str, bytes] | None = None,
    language: str = "en-US",
    compatibility: int = 14,
    page: str = '<w:pgSz w:w="11906" w:h="16838"/>',
    margins: str = 'w:top="1700" w:right="1276" w:bottom="1400" w:left="1276" w:header="567"'
    ' w:footer="500" w:gutter="0"',
    settings: str = "",
    defaults: str = "Arial",
    extra: Mapping[str, bytes] | None = None,
    root: str = "document",
) -> bytes:
    """The council's .dotx; each part can be replaced."""
    top, foot = (
        (council_header() if header is None else header),
        (council_footer() if footer is None else footer),
    )
    later = para(COUNCIL, "Header") if later_header is None else later_header
    bands = {"header1": top, "header2": later, "footer1": foot, "footer2": foot}
    pictures = {"media/logo.png": logo()} if media is None else dict(media)
    refs = "".join(
        f'<w:{name[:6]}Reference w:type="{usage}" r:id="{name}"/>'
        for name, usage in (("header1", "first"), ("header2", "default"), ("footer1", "first"),
                            ("footer2", "default"))
    )  # fmt: skip
    title = "<w:titlePg/>"
    section = f"<w:sectPr>{refs}{page}<w:pgMar {margins}/>{title}</w:sectPr>"
    document = f"<w:{root} {_NAMES}><w:body>{body}{section}</w:body></w:{root}>"
    language_xml = f'<w:lang w:val="{language}"/>' if language else ""
    run_defaults = f'<w:rPr>{font(defaults)}<w:sz w:val="22"/>{language_xml}</w:rPr>'
    parts: dict[str, bytes] = {
        "word/document.xml": document.encode(),
        "word/styles.xml": (
            f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault>{run_defaults}</w:rPrDefault>'
            f"</w:docDefaults>{''.join(styles)}</w:styles>"
        ).encode(),
        "word/settings.xml": (
            f'<w:settings xmlns:w="{W}">{settings}<w:compat><w:compatSetting'
            ' w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
            f' w:val="{compatibility}"/></w:compat></w:settings>'
        ).encode(),
        **{f"word/{name}.xml": _band(name[:6], inside) for name, inside in bands.items()},
        **{f"word/{name}": data for name, data in pictures.items()},
    }
    images = [("rId" + str(n), "image", name) for n, name in enumerate(pictures, 1)]
    for name in bands:
        parts[f"word/_rels/{name}.xml.rels"] = _relations(images)
    main = [("rId1", "styles", "styles.xml"), ("rId2", "settings", "settings.xml")]
    main += [(name, name[:6], f"{name}.xml") for name in bands]
    parts["word/_rels/document.xml.rels"] = _relations(main)
    parts["_rels/.rels"] = _relations([("rId1", "officeDocument", "word/document.xml")])
    parts["[Content_Types].xml"] = _content_types(kind, bands)
    return zip_of(parts | dict(extra or {}))


def _band(kind: str, inside: str) -> bytes:
    name = {"header": "hdr", "footer": "ftr"}[kind]
    return f"<w:{name} {_NAMES}>{inside}</w:{name}>".encode()


def zip_of(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _relations(rows: list[tuple[str, str, str]]) -> bytes:
    made = "".join(
        f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}"/>'
        for id, kind, target in rows
    )
    place = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{place}">{made}</Relationships>'.encode()


def _content_types(kind: str, bands: Mapping[str, str]) -> bytes:
    named = {"document": kind, "styles": f"{_WORD}.styles+xml", "settings": f"{_WORD}.settings+xml"}
    named |= {name: f"{_WORD}.{name[:6]}+xml" for name in bands}
    made = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{one}"/>'
        for name, one in named.items()
    )
    place = "http://schemas.openxmlformats.org/package/2006/content-types"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{place}"><Default Extension="rels" ContentType="{rels}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{made}</Types>'
    ).encode()
