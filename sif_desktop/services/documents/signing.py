"""What a document's signatures are, read from its row and its rulebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sif_desktop.domain.signing import Signature, Signing

if TYPE_CHECKING:
    from sif_desktop.domain.forms import Facts
    from sif_desktop.frameworks.papers import Paper


def signing_of(row: Mapping[str, Any], paper: Paper, conditions: Facts) -> Signing:
    """Who signs such a document for such a school, and what was signed of this one."""
    rule = paper.sign_off
    if rule is None:
        return Signing()
    given = json.loads(row.get("sign_offs") or "{}")
    return Signing(
        rule.signers(conditions),
        {role: Signature(**said) for role, said in given.items()},
        rule.printed,
        rule.heading,
        rule.copies,
        "the app’s own" if rule.app_default else rule.source,
    )
