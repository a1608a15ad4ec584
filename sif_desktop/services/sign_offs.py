"""Signing a document off: in the rulebook's order, each signature of the words as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.signing import Signature, Signer, signed, withdrawn, words_of
from sif_desktop.models import drafts
from sif_desktop.models.tables import documents as tables
from sif_desktop.services.documents.reader import DocumentReader, Loaded
from sif_desktop.services.documents.views import ISSUED

if TYPE_CHECKING:
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context


class SignOffService:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = DocumentReader(context)

    def sign(self, uid: str, role: str, name: str, on: str) -> Changes:
        """Record that `name` signed it off as `role` on the ISO date `on`.

        Raises Problem out of turn, without a name or a day, or once it is issued.
        """
        self._settle(uid)
        loaded = self._open(uid)
        words = words_of(loaded.draft, loaded.source.day)
        signature = Signature(" ".join(name.split()), on, words)
        signing = loaded.source.signing
        kept = signed(signing, role, signature, self._context.today())
        fixed = {**json.loads(loaded.row["fields"] or "{}"), **loaded.source.fixed_by_signing}
        label = f"Signed off by {_label(signing.signers, role)}"
        return self._keep(uid, label, kept, fixed)

    def withdraw(self, uid: str, role: str) -> Changes:
        """Take a signature back, with those that rest on it."""
        signing = self._open(uid).source.signing
        label = f"Took back the sign-off of {_label(signing.signers, role)}"
        return self._keep(uid, label, withdrawn(signing, role))

    def _open(self, uid: str) -> Loaded:
        with self._context.store.read() as connection:
            loaded = self._reader.load(connection, uid)
        if loaded.row["state"] == ISSUED:
            raise Problem(
                "This has been issued and cannot be signed off again.",
                "Choose Correct to draft another version, which is signed off anew.",
            )
        return loaded

    def _settle(self, uid: str) -> None:
        drafts.settle(self._context.store, "document", uid, "Edited a document")

    def _keep(
        self,
        uid: str,
        label: str,
        kept: Mapping[str, Signature],
        filled: Mapping[str, str] | None = None,
    ) -> Changes:
        plain = {role: asdict(signature) for role, signature in kept.items()}
        fields = {"fields": filled} if filled else {}
        with self._context.store.action(label, place=f"document:{uid}") as act:
            act.update(tables.document, uid, sign_offs=plain, **fields)
        return act.changes


def _label(signers: tuple[Signer, ...], role: str) -> str:
    return next((signer.label for signer in signers if signer.role == role), role)
