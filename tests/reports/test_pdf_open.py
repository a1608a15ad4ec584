"""Files are read and drawn by many threads at once, and the program stands."""

import subprocess
import sys

MANY_AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from sif_desktop.reports.blocks import Document, Paragraph
from sif_desktop.reports.pdf_open import open_pdf
from sif_desktop.reports.pdf_writer import write_pdf
from sif_desktop.services.pdf_pages import draw_pages, find_words

pdf = write_pdf(Document("Plan", tuple(Paragraph(f"Sentence {n} of many.") for n in range(400))))

def read(number):
    if number % 3 == 0:
        return len(draw_pages(pdf, 0.5, [0, 1]).pictures)
    if number % 3 == 1:
        return find_words(pdf, "Sentence 300 of many.").page
    with open_pdf(pdf) as file:
        return sum(len(page.get_textpage().get_text_bounded()) for page in file)

with ThreadPoolExecutor(6) as pool:
    found = list(pool.map(read, range(90)))
print(len(set(found[0::3])), len(set(found[1::3])), len(set(found[2::3])))
"""


def test_six_threads_read_one_file_and_all_find_the_same():
    done = subprocess.run(
        [sys.executable, "-c", MANY_AT_ONCE],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "1 1 1\n"), done.stderr
