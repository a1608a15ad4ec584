"""The draft composed again after the record changed, with all the officer did kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sif_desktop.domain.note import Block, BlockKind, Flag, NoteDraft, Section, Sentence
from sif_desktop.domain.visibility import strictest


def recompose(old: NoteDraft, fresh: NoteDraft) -> NoteDraft:
    """The draft after the record changed: `fresh` as composed now, with all the officer did kept.

    Edited sentences stay and are flagged where the record below them changed or is gone; composed
    ones nobody touched follow the record, and none goes further than the record lets it; removed
    ones stay away; tables and facts of the record follow it. The officer's own blocks stay, and
    the order of sections and blocks with them.
    """
    merging = _Merging(old, fresh)
    before = {section.id: section for section in old.sections}
    now = {section.id: section for section in fresh.sections}
    order = _in_order([*before], [*now])
    sections = (
        merging.section(before.get(name), now[name])
        if name in now
        else merging.left_over_section(before[name])
        for name in order
    )
    kept = tuple(section for section in sections if section.id in now or section.blocks)
    return NoteDraft(kept, old.removed)


class _Merging:
    def __init__(self, old: NoteDraft, fresh: NoteDraft) -> None:
        self.composed = {s.id: s for _, _, s in fresh.sentences()}
        self.placed = {s.id for _, _, s in old.sentences()} | set(old.removed)

    def section(self, old: Section | None, fresh: Section) -> Section:
        if old is None:
            return replace(fresh, blocks=tuple(map(self._new_block, fresh.blocks)))
        before = {block.id: block for block in old.blocks}
        now = {block.id: block for block in fresh.blocks}
        blocks = [
            self._block(before.get(name), now[name])
            if name in now
            else self._left_over(before[name])
            for name in _in_order([*before], [*now])
        ]
        heading = old.heading if old.heading_edited else fresh.heading
        kept = tuple(block for block in blocks if block)
        return replace(fresh, heading=heading, heading_edited=old.heading_edited, blocks=kept)

    def left_over_section(self, gone: Section) -> Section:
        """What the officer wrote in a section the layout no longer shows."""
        left = (self._left_over(block) for block in gone.blocks)
        return replace(gone, blocks=tuple(block for block in left if block))

    def _new_block(self, fresh: Block) -> Block:
        news = tuple(s for s in fresh.sentences if s.id not in self.placed)
        return replace(fresh, sentences=news)

    def _block(self, old: Block | None, fresh: Block) -> Block:
        if old is None:
            return self._new_block(fresh)
        if fresh.kind is BlockKind.HEADING and old.edited:
            return replace(fresh, text=old.text, edited=True)
        if not fresh.holds_sentences:
            return fresh
        kind = old.kind if old.edited and old.holds_sentences else fresh.kind
        kept = [now for s in old.sentences if (now := self._sentence(s))]
        before = ""
        for sentence in fresh.sentences:
            if sentence.id not in self.placed:
                kept.insert(_after([s.id for s in kept], before), sentence)
            before = sentence.id
        return replace(fresh, kind=kind, edited=old.edited, sentences=tuple(kept))

    def _left_over(self, gone: Block) -> Block | None:
        """A block the record does not give, if it is the officer's or their words stand in it."""
        kept = tuple(now for s in gone.sentences if (now := self._sentence(s)))
        mine = gone.own or (gone.edited and gone.kind is BlockKind.HEADING)
        return replace(gone, sentences=kept) if kept or mine else None

    def _sentence(self, old: Sentence) -> Sentence | None:
        if old.own:
            return old
        fresh = self.composed.get(old.id)
        if fresh is None:
            return replace(old, flag=Flag.EVIDENCE_GONE) if old.edited else None
        narrower = strictest(old.visibility, fresh.visibility)
        fresh = replace(fresh, visibility=narrower, told=old.told)
        if not old.edited:
            return replace(fresh, offered=fresh.offered and old.offered)
        flag = old.flag if fresh.composed == old.composed else Flag.RECORD_CHANGED
        lead = fresh.lead if old.text.startswith(fresh.lead) else old.lead
        evidence = tuple(dict.fromkeys((*fresh.evidence, *old.evidence)))  # of one joined to it too
        kept = replace(fresh, text=old.text, lead=lead, flag=flag, evidence=evidence)
        return replace(kept, edited=True, offered=False)


def without_offered(draft: NoteDraft) -> NoteDraft:
    """The draft as it is kept: jottings not taken in stay where they were jotted.

    Composing again offers them anew.
    """

    def mend(block: Block) -> Block:
        return replace(block, sentences=tuple(s for s in block.sentences if not s.offered))

    return draft.map_blocks(mend)


def _in_order(old: Sequence[str], fresh: Sequence[str]) -> list[str]:
    """The officer's order, with what is new after what it follows in the record."""
    order, known, before = list(old), set(old), ""
    for name in fresh:
        if name not in known:
            order.insert(_after(order, before), name)
        before = name
    return order


def _after(names: Sequence[str], before: str) -> int:
    """The place after `before`: the first where nothing comes before, the last if it is gone."""
    if not before:
        return 0
    return names.index(before) + 1 if before in names else len(names)
