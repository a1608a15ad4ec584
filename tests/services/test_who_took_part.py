"""Who took part is told in the rulebook's order of roles, however the rows lie in the caseload."""

from tests.services import slips


def test_a_note_lists_who_took_part_in_the_rulebooks_order(services):
    note = services.notes.start(slips.record_visit(services)).uid
    draft = services.documents.open(note).draft
    labels = [role.label for role in services.context.pack().roles]
    listed = [s.text for _, _, s in draft.sentences() if s.text in labels]
    assert len(listed) == 3 and listed == sorted(listed, key=labels.index)
