"""The key file beside the store: a random data key, wrapped once by the passphrase and, if the
officer asked for one, once by a printed recovery code.

Changing the passphrase rewraps 32 bytes; the store itself is never re-encrypted. Losing the key
file loses the data, so every backup holds both files.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sif_desktop.domain.errors import Problem

KEY_BYTES = 32
FORMAT = 1
# Letters and digits nobody mistakes for one another when copying a printed code.
_CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
_CODE_LETTERS = 28


@dataclass(frozen=True, slots=True)
class Cost:
    """How hard guessing is made: scrypt's n (a power of two), r and p."""

    n: int = 2**17
    r: int = 8
    p: int = 1

    @property
    def memory(self) -> int:
        return 128 * self.n * self.r * self.p + 2**20


STANDARD = Cost()


class WrongPassphrase(Problem):
    def __init__(self) -> None:
        super().__init__(
            "That passphrase does not open this caseload.",
            "Check Caps Lock and try again, or use the printed recovery code.",
        )


class BadKeyFile(Problem):
    """The key file is missing or damaged; a backup of the caseload has another."""


def key_path(store: Path) -> Path:
    return store.with_name(store.name + ".key")


def derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    """The key that wraps the data key: 32 bytes from scrypt over the passphrase."""
    return hashlib.scrypt(
        secret.encode("utf-8"),
        salt=salt,
        n=cost.n,
        r=cost.r,
        p=cost.p,
        maxmem=cost.memory,
        dklen=KEY_BYTES,
    )


def new_recovery_code() -> str:
    """Twenty-eight random letters in groups of four: about 140 bits."""
    letters = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LETTERS))
    return "-".join(letters[i : i + 4] for i in range(0, _CODE_LETTERS, 4))


def _normal_code(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _wrap(data_key: bytes, secret: str, cost: Cost) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    wrapped = AESGCM(derive(secret, salt, cost)).encrypt(nonce, data_key, b"sif")
    text = {"salt": salt, "nonce": nonce, "wrapped": wrapped}
    return {name: base64.b64encode(value).decode() for name, value in text.items()} | {
        "n": cost.n,
        "r": cost.r,
        "p": cost.p,
    }


def _unwrap(wrap: dict[str, Any], secret: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cost = Cost(wrap["n"], wrap["r"], wrap["p"])
    salt, nonce, wrapped = (
        base64.b64decode(wrap[part], validate=True) for part in ("salt", "nonce", "wrapped")
    )
    try:
        return AESGCM(derive(secret, salt, cost)).decrypt(nonce, wrapped, b"sif")
    except InvalidTag:
        raise WrongPassphrase from None


def _read(store: Path) -> dict[str, Any]:
    path = key_path(store)
    try:
        content = json.loads(path.read_text(encoding="ascii"))
        if content["format"] > FORMAT:
            raise Problem(
                f"The key file {path.name} was made by a newer version of SIF Desktop.",
                "Install the newer version and open the caseload with it.",
            )
        for wrap in (content["passphrase"], content.get("recovery")):
            if wrap is not None and not 2**4 <= wrap["n"] * wrap["r"] * wrap["p"] <= 2**24:
                raise ValueError("implausible derivation")
    except FileNotFoundError:
        raise BadKeyFile(
            f"The key file {path.name} is missing from {path.parent}.",
            "A caseload is two files. Put the key file back beside the caseload, "
            "for example from a backup.",
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise BadKeyFile(
            f"The key file {path.name} is damaged and cannot be read.",
            "Copy it from a backup of this caseload.",
        ) from error
    return content


def _write(store: Path, content: dict[str, Any]) -> None:
    """Write aside, sync, swap: a crash leaves the old key file or the new one, never half."""
    path = key_path(store)
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="ascii") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o600)
    part.replace(path)


def create(store: Path, passphrase: str, recovery_code: str = "", cost: Cost = STANDARD) -> bytes:
    """Make the key file and return the new data key (32 bytes)."""
    data_key = os.urandom(KEY_BYTES)
    recovery = _wrap(data_key, _normal_code(recovery_code), cost) if recovery_code else None
    _write(
        store,
        {"format": FORMAT, "passphrase": _wrap(data_key, passphrase, cost), "recovery": recovery},
    )
    return data_key


def unlock(store: Path, passphrase: str) -> bytes:
    """The data key. Raises WrongPassphrase, or Problem if the key file is missing or damaged."""
    return _unwrap(_read(store)["passphrase"], passphrase)


def unlock_with_code(store: Path, code: str) -> bytes:
    """The data key by the printed recovery code."""
    recovery = _read(store).get("recovery")
    if recovery is None:
        raise Problem("This caseload has no recovery code.", "Only the passphrase can open it.")
    return _unwrap(recovery, _normal_code(code))


def has_recovery(store: Path) -> bool:
    return _read(store).get("recovery") is not None


def change_passphrase(store: Path, data_key: bytes, passphrase: str, cost: Cost = STANDARD) -> None:
    _write(store, _read(store) | {"passphrase": _wrap(data_key, passphrase, cost)})


def set_recovery_code(store: Path, data_key: bytes, code: str, cost: Cost = STANDARD) -> None:
    """Replace the recovery code; the one printed before no longer opens the caseload."""
    _write(store, _read(store) | {"recovery": _wrap(data_key, _normal_code(code), cost)})
