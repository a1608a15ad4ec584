"""Text and questions that a file bears and a server would not are said so that both do the same."""

from __future__ import annotations

from sqlalchemy import select

from sif_desktop.models import drafts, search
from sif_desktop.models.changes import TEAM
from sif_desktop.models.tables.providers import provider
from sif_desktop.models.tables.visits import visit
from tests.sync.replicas import SCHOOL, VISIT, begin, check, copy_of, give, tables_of, template


def titles(store) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(select(visit.c.title)).scalars())


def test_the_letter_of_nothing_is_left_out_of_what_is_pasted_and_of_what_older_programs_logged(
    office, tmp_path
):
    made = template(tmp_path)
    older, other = (copy_of(made, tmp_path / f"{n}.sif", n) for n in ("older", "other"))
    begin(older)
    with older.action("By an older program") as act:
        change = act.change_of(SCHOOL)
        before = {"title": act.rows({VISIT: "visit"})[VISIT]["x_heads"].split('"')[3:4]}
        change.ops[VISIT] = [VISIT, "visit", "u", {"title": "One\0Two"}, before]
    for store in (office, other):
        give(older, store)
        assert titles(store) == ["OneTwo"]
        check(store)
    assert tables_of(office)["visit"] == tables_of(other)["visit"]
    with office.action("Pasted") as act:
        act.update(visit, VISIT, focus="before\0 after")
        act.create_many(provider, TEAM, [{"uid": "c" * 32, "name": "Hill\0 Top"}])
    drafts.save(office, "visit", VISIT, "summary", "typed\0")
    drafts.settle_all(office)
    with office.read() as connection:
        row = connection.execute(select(visit)).one()
        assert (row.focus, row.summary) == ("before after", "typed")
        named = select(provider.c.name).where(provider.c.uid == "c" * 32)
        assert connection.execute(named).scalar() == "Hill Top"
    check(office)
    older.close()
    other.close()


def test_a_question_of_many_thousand_passages_is_answered_and_not_binds_before_and_before_or(
    office,
):
    names = ("Zebra House", "Hill House", "Zebra Hill")
    with office.action("Added") as act:
        uids = [act.create(provider, TEAM, name=name) for name in names]
    with office.local() as connection:
        search.refresh(connection)

    def found(match):
        with office.read() as connection:
            return {names[uids.index(hit.uid)] for hit in search.find(connection, match)}

    many = " OR ".join(f'"passage number {n}"' for n in range(8000))
    assert found(f'{many} OR "hill house"') == {"Hill House"}
    assert found('"zebra" AND "house" OR "hill" AND "house"') == {"Zebra House", "Hill House"}
    assert found('"zebra" OR "hill" NOT "house"') == {"Zebra House", "Zebra Hill"}
