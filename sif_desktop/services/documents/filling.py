"""Filling in the fields a document offers beside its draft: of a letter, or a report's parts.

What is being typed is on disk at each pause and becomes one logged change when it is left.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.form_values import validate
from sif_desktop.domain.forms import Choice
from sif_desktop.domain.letter import LETTER_KINDS, FieldKind, LetterField
from sif_desktop.models import drafts
from sif_desktop.models.tables import documents as tables
from sif_desktop.services.documents.drafting import kept_body
from sif_desktop.services.documents.reader import DocumentReader
from sif_desktop.services.documents.source import FormField, read_source
from sif_desktop.services.documents.views import refuse_issued
from sif_desktop.services.typed import clean

if TYPE_CHECKING:
    from sif_desktop.models.changes import Changes
    from sif_desktop.services.context import Context


class Filling:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = DocumentReader(context)

    def keep(self, uid: str, texts: Mapping[str, str]) -> None:
        """Keep what is being typed in fields; durable when this returns, logged by `settle`."""
        fields = self._filled(uid, texts)
        drafts.save(self._context.store, "document", uid, "fields", json.dumps(fields))

    def settle(self, uid: str) -> Changes | None:
        """What was typed becomes one logged change; None if nothing was."""
        with self._context.store.read() as connection:
            typed = drafts.of_row(connection, "document", uid).get("fields")
        return self._write(uid, json.loads(typed)) if typed else None

    def fill(self, uid: str, texts: Mapping[str, str]) -> Changes:
        """Fill in fields, as one logged change; an empty text gives the field its default again.

        Raises Problem for what is no field of the document, or once it is issued.
        """
        return self._write(uid, self._filled(uid, texts))

    def _write(self, uid: str, fields: Mapping[str, str]) -> Changes:
        """Keep the fields and the draft as it then reads, which is what is searched."""
        with self._context.store.read() as connection:
            row = self._reader.row(connection, uid) | {"fields": json.dumps(fields)}
            source = read_source(connection, self._context, row)
        body = kept_body(self._reader.merged(row["body"], source))
        what = "letter" if row["kind"] in LETTER_KINDS else "report"
        with self._context.store.action(f"Filled in a {what}", place=f"document:{uid}") as act:
            drafts.drop(act, "document", uid, "fields")
            act.update(tables.document, uid, fields=fields, body=body)
        return act.changes

    def _filled(self, uid: str, texts: Mapping[str, str]) -> dict[str, str]:
        """All that was filled in with `texts` over it. Raises Problem for what cannot stand."""
        with self._context.store.read() as connection:
            loaded = self._reader.load(connection, uid)
        refuse_issued(loaded.row)
        known = {wanted.code: wanted for wanted in loaded.source.form}
        for code, text in texts.items():
            if code not in known:
                raise Problem(f"This document has no field “{code}”.", "Open it again.")
            if fault := validate(_as_field(known[code]).item, text.strip()):
                raise Problem(f"“{known[code].label}”: {fault}", "Put it right and try again.")
        given: dict[str, Any] = json.loads(loaded.row["fields"] or "{}")
        merged = {**given, **{code: clean(text) for code, text in texts.items()}}
        return {code: text for code, text in sorted(merged.items()) if text.strip()}


def _as_field(shown: FormField) -> LetterField:
    choices = tuple(Choice(value, words) for value, words in shown.choices)
    return LetterField(shown.code, shown.label, FieldKind(shown.kind), choices=choices)
