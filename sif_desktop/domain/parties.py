"""Whose something is: the school's, the authority's, or that of somebody who helps."""

from __future__ import annotations

from collections.abc import Mapping

PARTIES: Mapping[str, str] = {"school": "School", "authority": "Authority", "partner": "Partner"}
