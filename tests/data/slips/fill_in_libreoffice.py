"""Fills in a slip with LibreOffice, as somebody would who has no Word; see PROVENANCE.md.

Run by the Python that has LibreOffice's `uno`: fill_in_libreoffice.py SLIP.docx FILLED.docx
"""

import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

# What is written, by the words at the left of the row and the column.
FILLED = {
    ("1", "C"): "Accurate",
    ("2", "C"): "Accurate",
    ("19", "C"): "Inaccurate",
    ("19", "D"): "In five of the six classrooms visited, reading was taught daily.\n"
    "Year 6 was at the library.",
    ("34", "C"): "Inaccurate",
    ("34", "D"): "Reasoning in mathematics is begun in the first week of a unit.",
    (
        "Anything else that is not accurate",
        "B",
    ): "The chair of governors was not there on the day.",
    ("Name and role", "B"): "Ada Quill, headteacher",
}


def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def desktop():
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", here
    )
    for _ in range(60):
        try:
            office = resolver.resolve("uno:pipe,name=slip;urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            time.sleep(0.5)
    return office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)


def portions(cell):
    paragraphs = cell.createEnumeration()
    while paragraphs.hasMoreElements():
        parts = paragraphs.nextElement().createEnumeration()
        while parts.hasMoreElements():
            yield parts.nextElement()


def write(cell, words):
    """Into the field of the cell; one LibreOffice does not know as such is written over."""
    fields = [
        one.ContentControl for one in portions(cell) if one.TextPortionType == "ContentControl"
    ]
    cursor = (fields[0] if fields else cell).createTextCursor()
    cursor.gotoStart(False)
    cursor.gotoEnd(True)
    cursor.setString(words)


def fill_in(document):
    for table in document.TextTables:
        for name in table.CellNames:
            words = FILLED.get((table.getCellByName(f"A{name[1:]}").getString(), name[0]))
            if words:
                write(table.getCellByName(name), words)


def main(source, target):
    listening = "--accept=pipe,name=slip;urp;"
    office = subprocess.Popen(["soffice", "--headless", "--norestore", listening])
    desk = desktop()
    document = desk.loadComponentFromURL(
        Path(source).resolve().as_uri(), "_blank", 0, (option("Hidden", True),)
    )
    fill_in(document)
    saved = (option("FilterName", "MS Word 2007 XML"),)
    document.storeToURL(Path(target).resolve().as_uri(), saved)
    document.close(True)
    desk.terminate()
    office.wait(20)


main(*sys.argv[1:])
