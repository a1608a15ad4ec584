"""What a caseload's file holds once its pages are unlocked: free pages and old cells too."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE, _RESERVED, _SALT = 4096, 80, 16  # as SQLCipher 4 lays a page out


def plain_bytes(path: Path, key: bytes) -> bytes:
    """Every page of the closed caseload, decrypted."""
    sealed = path.read_bytes()
    assert len(sealed) % _PAGE == 0 and not path.with_name(path.name + "-wal").exists()
    pages = (sealed[at : at + _PAGE] for at in range(0, len(sealed), _PAGE))
    return b"".join(_opened(page, key, number) for number, page in enumerate(pages))


def _opened(page: bytes, key: bytes, number: int) -> bytes:
    iv = page[_PAGE - _RESERVED : _PAGE - _RESERVED + 16]
    body = page[_SALT if number == 0 else 0 : _PAGE - _RESERVED]
    reader = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return reader.update(body) + reader.finalize()
