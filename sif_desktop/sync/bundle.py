"""The sealed file as the rest of the program uses it: sent, taken in, and whom it is taken from."""

from sif_desktop.sync.receiving import OWN_PACKS, Received, receive
from sif_desktop.sync.sending import Sent, send
from sif_desktop.sync.trust import (
    ErasedByOther,
    RelayedWork,
    RevokedSender,
    Trust,
    UnknownSender,
)

__all__ = [
    "OWN_PACKS",
    "ErasedByOther",
    "Received",
    "RelayedWork",
    "RevokedSender",
    "Sent",
    "Trust",
    "UnknownSender",
    "receive",
    "send",
]
