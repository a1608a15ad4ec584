"""Who somebody is to the others: one key to sign with and one to be written to.

Made once, kept inside the encrypted caseload and never shown. A contact card carries the two public
halves; a few words read out over the telephone show that it is the right card.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, select, update

from sif_desktop.domain.errors import Problem
from sif_desktop.models.log_text import canonical
from sif_desktop.models.store import Store, now
from sif_desktop.models.tables.log import sync_contact, sync_key
from sif_desktop.sync.words import spoken

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

CARD_SUFFIX = ".sifcard"
_CARD_LIMIT = 16 * 1024
_NAME_LIMIT = 80
ROLES = ("officer", "lead", "office")


@dataclass(frozen=True, slots=True)
class Keys:
    """One's own secret halves. `repr` shows none of them."""

    sign: Ed25519PrivateKey
    age: Any  # pyrage.x25519.Identity

    def __repr__(self) -> str:
        return "Keys(…)"

    @property
    def sign_key(self) -> str:
        return public_text(self.sign)

    @property
    def age_key(self) -> str:
        return str(self.age.to_public())


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody files are exchanged with. `revoked` is the moment from which a person decides."""

    name: str
    sign_key: str
    age_key: str
    email: str = ""
    role: str = "officer"
    source: str = "card"
    revoked: str = ""

    @property
    def words(self) -> str:
        return spoken(f"{self.sign_key} {self.age_key}".encode())


def public_text(secret: Ed25519PrivateKey) -> str:
    return secret.public_key().public_bytes_raw().hex()


def verifies(key: str, signature: bytes, content: bytes) -> bool:
    """Whether the public key (hexadecimal) signed the content."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def own_keys(store: Store) -> Keys:
    """One's own keys, made when first asked for."""
    import pyrage
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    with store.local() as connection:
        row = connection.execute(select(sync_key)).first()
        if row is None:
            made = _new_keys()
            connection.execute(insert(sync_key), [{"id": 1, "team_key": ""} | _kept(made)])
            return made
    sign = Ed25519PrivateKey.from_private_bytes(row.sign_secret)
    return Keys(sign, pyrage.x25519.Identity.from_str(row.age_secret))


def renew(store: Store) -> Keys:
    """New keys in the place of one's own, which nobody trusts any more. What was sealed for the
    old ones is to be sent again."""
    made = _new_keys()
    with store.local() as connection:
        connection.execute(update(sync_key).values(_kept(made)))
    return made


def _new_keys() -> Keys:
    import pyrage
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Keys(Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate())


def _kept(made: Keys) -> dict[str, Any]:
    secrets = {"sign_secret": made.sign.private_bytes_raw(), "age_secret": str(made.age)}
    return secrets | {"created": now()}


def identity(secret: str) -> Any:
    """The key that a file is opened with, from its printed form. Raises Problem if it is none."""
    import pyrage

    try:
        return pyrage.x25519.Identity.from_str("".join(secret.split()).upper())
    except pyrage.IdentityError:
        raise Problem("This is not a recovery key.", "Type it as it is printed.") from None


# -- cards -----------------------------------------------------------------------------------------


def card(keys: Keys, name: str, email: str = "") -> bytes:
    """The file one gives to others so that they can send and trust what is received."""
    said = {
        "sif_card": 1,
        "name": name,
        "email": email,
        "sign_key": keys.sign_key,
        "age_key": keys.age_key,
    }
    signature = keys.sign.sign(canonical(said)).hex()
    return canonical(said | {"signature": signature})


def read_card(content: bytes) -> Contact:
    """Whose card it is. Raises Problem if it is not one, or was changed on its way."""
    import pyrage

    refused = Problem(
        "This file is not a contact card, or it was changed on its way.",
        "Ask your colleague to send their card again.",
    )
    if len(content) > _CARD_LIMIT:
        raise refused
    try:
        said = json.loads(content)
        signature = bytes.fromhex(said.pop("signature"))
        texts = [said[name] for name in ("name", "email", "sign_key", "age_key")]
        pyrage.x25519.Recipient.from_str(said["age_key"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, pyrage.RecipientError):
        raise refused from None
    if said.get("sif_card") != 1 or not all(isinstance(text, str) for text in texts):
        raise refused
    if not verifies(said["sign_key"], signature, canonical(said)):
        raise refused
    return Contact(plain_name(said["name"]), said["sign_key"], said["age_key"], said["email"])


def plain_name(said: str) -> str:
    """What somebody calls themselves, as it may stand inside a sentence of the program's own: one
    short line, nothing that turns the writing round."""
    line = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    return line[:_NAME_LIMIT].strip() or "Somebody without a name"


# -- contacts --------------------------------------------------------------------------------------


def add_contact(connection: Connection, contact: Contact) -> None:
    """Trust somebody, whose words have been compared. A newer card replaces an older one."""
    row = {
        "age_key": contact.age_key,
        "name": contact.name,
        "email": contact.email,
        "role": contact.role,
        "source": contact.source,
        "revoked": contact.revoked or None,
    }
    mine = sync_contact.c.sign_key == contact.sign_key
    if not connection.execute(update(sync_contact).where(mine).values(row)).rowcount:
        made = row | {"sign_key": contact.sign_key, "added": now()}
        connection.execute(insert(sync_contact), [made])


def contacts(connection: Connection) -> list[Contact]:
    rows = connection.execute(select(sync_contact).order_by(sync_contact.c.name))
    return [_contact(row) for row in rows]


def contact_of(connection: Connection, sign_key: str) -> Contact | None:
    query = select(sync_contact).where(sync_contact.c.sign_key == sign_key)
    row = connection.execute(query).first()
    return _contact(row) if row else None


def revoke(connection: Connection, sign_key: str, moment: str = "") -> None:
    """What is signed by this key from now on waits for a person: a lost laptop, a leaver."""
    gone = update(sync_contact).where(sync_contact.c.sign_key == sign_key)
    connection.execute(gone.values(revoked=moment or now()))


def _contact(row: Any) -> Contact:
    return Contact(
        row.name, row.sign_key, row.age_key, row.email, row.role, row.source, row.revoked or ""
    )
