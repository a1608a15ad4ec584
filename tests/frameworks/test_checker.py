"""A faulty pack is told everything at once: file, path, id and what to do."""

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sif_desktop.frameworks.checker import check
from sif_desktop.frameworks.faults import PackFaults
from sif_desktop.frameworks.loader import load_pack
from sif_desktop.frameworks.yaml_files import UnreadableFile, parse_yaml

PACKS = Path(__file__).parents[2] / "resources" / "frameworks"
REVIEW = "forms/review-visit.yaml"
SEN = "forms/sen-inclusion.yaml"

LAYOUT = "documents/note-of-visit.yaml"
FILE_ROLE = "    label: Service file\n    side: authority"

# (file, what stands there, what is put instead), then (path, id, part of the sentence)
PLANTED = [
    (
        (REVIEW, "scale: category-strand", "scale: category-strands"),
        ("sections[0].items[0].scale", "outcomes.attainment", "Did you mean “category-strand”?"),
    ),
    (
        (REVIEW, "subject: provider.sixth_form", "subject: provider.sixthform"),
        ("sections[0].items[1].only_if.subject", "outcomes.post16", "“provider.sixth_form”?"),
    ),
    (
        (REVIEW, "id: outcomes.trend", "id: outcomes.attainment"),
        ("sections[0].items[2].id", "outcomes.attainment", "given twice"),
    ),
    (
        (SEN, "id: sen.policy", "id: SEN-Policy"),
        ("sections[0].items[0].id", "SEN-Policy", "not a well-formed id"),
    ),
    (
        (SEN, "kind: grade", "kind: graed"),
        ("sections[0].items[0].kind", "SEN-Policy", "Did you mean “grade”?"),
    ),
    (
        ("scales.yaml", "label: Amber", "label: Amber\n        key: '1'"),
        ("scales[0].steps[1].key", "amber", "digit 1 already chooses “green”"),
    ),
    ((LAYOUT, "{urn}", "{urm}"), ("file_name", "note-of-visit", "Did you mean “urn”?")),
    (
        ("distribution.yaml", "role: chair", "role: chiar"),
        ("rules[0].to[1].role", "school", "Did you mean “chair”?"),
    ),
    (
        ("visit_types.yaml", "form: learning-walk", "form: learning-walks"),
        ("visit_types[4].form", "learning_walk", "Did you mean “learning-walk”?"),
    ),
    (
        ("pack.yaml", FILE_ROLE + "\n    app_default: true", FILE_ROLE),
        ("roles[5]", "file", "“app_default: true”"),
    ),
]


def test_ten_planted_faults_are_all_reported_with_file_path_id_and_remedy(spoilt):
    faults = check(spoilt(*(change for change, _ in PLANTED)))
    for (file, _old, _new), (path, name, part) in PLANTED:
        found = [f for f in faults if (f.file, f.path, f.id) == (file, path, name)]
        assert any(part in f.message for f in found), (file, path, [str(f) for f in faults])
    assert len(faults) == len(PLANTED), [str(f) for f in faults]


FILES = {"form": REVIEW, "sen": SEN, "scales": "scales.yaml", "types": "visit_types.yaml"}
FILES |= {"pack": "pack.yaml", "layout": LAYOUT, "says": "statements.yaml"}
FILES |= {"words": "words.yaml", "examples": "examples.yaml", "to": "distribution.yaml"}
FILES["top"] = "forms/table-top-review.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "part"),
    [
        ("form", "        scale: category-strand\n", "", "needs “scale”"),
        ("form", "green: Good, or", "blue: Good, or", "no step of the scale “blue”"),
        ("form", "value: not_begun", "value: exploring", "choice “exploring” is given twice"),
        ("form", "values:\n            - 'yes'", "values:\n            - maybe", "value of “prov"),
        ("form", "        - green\n", "        - blue\n", "no value of “provider.category” “blue”"),
        ("form", "title: Progress", "titel: Progress", "Did you mean “title”?"),
        ("form", "id: progress\n", "id: outcomes\n", "section “outcomes” is given twice"),
        ("form", "id: review-visit", "id: reviews", "Make them agree"),
        ("form", "evidence: true", "evidence: 'true'", "must be true or false"),
        ("form", "label: Trend of results", "label:", "“label” is empty"),
        ("top", "source: E6a\nsections", "sections", "“app_default: true”"),
        ("sen", "required: true", "present_risk: [gone]\n        required: true", "“gone”"),
        ("sen", "required: true", "replaces: sen.policy2\n        required: true", "“sen.policy”?"),
        ("sen", "required: true", "replaces: sen.outcomes\n        required: true", "not retired"),
        ("sen", "id: sen.policy", "id: outcomes.trend", "also in another checklist"),
        ("sen", "kind: grade", "kind: note", "A note takes no answer"),
        ("sen", "id: sen.policy", "id: provider.policy", "not a well-formed id"),
        ("scales", "value: amber", "value: green", "step “green” is given twice"),
        (
            "scales",
            "id: assurance",
            "id: category-strand",
            "scale “category-strand” is given twice",
        ),
        (
            "types",
            "at_least: 2\n      per: year",
            "at_least: 2\n      unit: year",
            "either “every”",
        ),
        ("types", "at_least: 2", "at_least: two", "must be a whole number"),
        ("types", "- headteacher", "- headteachers", "Did you mean “headteacher”?"),
        ("types", "code: governance", "code: review_visit", "visit type “review_visit” is given"),
        ("pack", "word: officer", "word: oficer", "Did you mean “officer”?"),
        ("pack", "valid_from: 2015-09-04", "valid_from: soon", "must be a date such as"),
        ("pack", "version: '1'", "version: 1", "must be text"),
        ("pack", "id: rutland-2015", "id: rutland", "Name the folder"),
        ("layout", "kind: findings", "kind: purpose", "section “purpose” is given twice"),
        ("layout", "kind: findings", "kind: text", "needs its text"),
        ("layout", "v{version}", "v{version", "curly bracket stands alone"),
        ("layout", "file_name: '{date}", "file_name: '{date.year}", "curly bracket stands alone"),
        ("says", "{reason}", "{because}", "“{because}” is not known here"),
        ("says", "code: graded", "code: grade", "Did you mean “graded”?"),
        ("words", "section: outcomes", "section: outcome", "Did you mean “outcomes”?"),
        ("examples", "- green_ambition", "- green_ambitions", "Did you mean “green_ambition”?"),
        ("examples", "- green_ambition", "- red_structure", "It comes out as"),
        ("examples", "- outcomes.post16", "- progress.primary", "“progress.primary” is shown"),
        ("examples", "v1\n", "v2\n", "It comes out as: 2015-11-12 Oakfield"),
        ("examples", "chair/governors", "chair/governor", "Did you mean “governors”?"),
        ("to", "copy: file", "copy: archive", "“copy” cannot be “archive”"),
    ],
)
def test_a_fault_is_named_with_its_remedy(spoilt, file, old, new, part):
    messages = [str(fault) for fault in check(spoilt((FILES[file], old, new)))]
    assert any(part in message for message in messages), messages
    assert all(message.rstrip().endswith((".", "?")) for message in messages), messages


def test_a_condition_on_a_later_item_is_refused(spoilt):
    later = "id: sen.policy\n        only_if: {subject: sen.exclusion, values: [secure]}"
    faults = check(spoilt((SEN, "id: sen.policy", later)))
    assert [f.path for f in faults] == ["sections[0].items[0].only_if.subject"]
    assert "comes later" in faults[0].message


def test_a_retired_item_is_asked_no_more_but_still_known(spoilt):
    folder = spoilt(
        (SEN, "id: sen.policy", "id: sen.policy\n        retired: true"),
        (SEN, "id: sen.outcomes", "id: sen.results\n        replaces: sen.policy"),
        ("examples.yaml", "        - sen.policy\n        - sen.outcomes\n", ""),
    )
    assert check(folder) == []
    pack = load_pack(folder)
    assert pack.form("sen-inclusion").item("sen.policy") is None
    assert pack.replaced == {("sen-inclusion", "sen.results"): "sen.policy"}


def test_a_newer_version_may_not_lose_an_item_or_change_its_kind(spoilt):
    folder = spoilt()
    newer = folder.with_name("rutland-2015@2")
    shutil.copytree(folder, newer)
    for file, old, new in (
        ("pack.yaml", "version: '1'", "version: '2'"),
        (SEN, "id: sen.policy", "id: sen.rules"),
        ("forms/learning-walk.yaml", "kind: choices", "kind: choice"),
        ("examples.yaml", "- sen.policy", "- sen.rules"),
    ):
        text = (newer / file).read_text(encoding="utf-8")
        assert old in text
        (newer / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = {(f.file, f.message.split(".")[0]) for f in check(newer)}
    assert ("forms/learning-walk.yaml", "In version 1 this item was a choices") in found
    assert (SEN, "Version 1 has the item “sen") in found
    assert check(folder) == []


def test_faults_in_one_file_do_not_hide_or_multiply_those_of_others(spoilt):
    folder = spoilt(("scales.yaml", "scales:", "scales: ["), (SEN, "id: sen.policy", "id: sen"))
    faults = check(folder)
    assert [f.file for f in faults] == [SEN, "scales.yaml"]
    assert "Line " in faults[1].message


def test_missing_and_unknown_files_are_named(spoilt):
    folder = spoilt()
    (folder / "scales.yaml").rename(folder / "scale.yaml")
    (folder / "README.md").write_text("Notes for people.", encoding="utf-8")
    found = {(f.file, f.message) for f in check(folder)}
    assert ("scales.yaml", "The file is missing. Add it.") in found
    assert any(file == "scale.yaml" and "“scales.yaml”" in message for file, message in found)
    assert not any(file == "README.md" for file, _ in found)


def test_a_folder_that_is_not_there_is_one_plain_fault(tmp_path):
    (fault,) = check(tmp_path / "nothing")
    assert "There is no folder “nothing”" in str(fault)


def test_a_folder_of_something_else_is_not_walked_to_its_end(tmp_path):
    for number in range(310):
        (tmp_path / f"{number}.txt").touch()
    (fault,) = check(tmp_path)
    assert "more than the 300 files" in fault.message


def test_a_faulty_pack_is_refused_with_all_its_faults(spoilt):
    folder = spoilt(("scales.yaml", "value: amber", "value: green"), ("pack.yaml", "E6b", ""))
    with pytest.raises(PackFaults) as refusal:
        load_pack(folder)
    assert len(refusal.value.faults) >= 2
    assert "rutland-2015" in refusal.value.message and refusal.value.hint


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a: &x [1]\nb: *x", "anchor (&) or alias (*)"),
        ("a: 1\nb: 2\na: 3", "“a” is given twice"),
        ("a: [1, 2", "Line 2"),
        ("a:\n\t- b", "Line 2"),
        ("[" * 50 + "]" * 50, "more than 30 levels"),
        ("[" * 400_000, "more than 30 levels"),
        ("a: !!python/object/apply:os.system [ls]", "could not determine a constructor"),
        ("{[1]: 2}", "plain word"),
        ("a: 2015-02-30", "cannot be read"),
        ("a: \x00", "cannot be read"),
        ("a: b\n---\nc: d", "second document"),
    ],
)
def test_dangerous_or_broken_yaml_is_refused_with_its_place(text, part):
    with pytest.raises(UnreadableFile) as refusal:
        parse_yaml(text)
    assert part in str(refusal.value)


def test_words_stay_words():
    data = parse_yaml("a: yes\nb: on\nc: 10:30\nd: 007\ne: true\nf: 1.5\ng: ~\nh: 1_000")
    assert data == {
        "a": "yes",
        "b": "on",
        "c": "10:30",
        "d": "007",
        "e": True,
        "f": 1.5,
        "g": None,
        "h": "1_000",
    }


def test_a_huge_or_foreign_file_is_refused(spoilt):
    folder = spoilt()
    (folder / "scales.yaml").write_bytes(b"# " + b"x" * 1_000_001)
    (folder / "pack.yaml").write_bytes("id: é".encode("latin-1"))
    messages = {f.file: f.message for f in check(folder)}
    assert "larger than 1 MB" in messages["scales.yaml"]
    assert "not UTF-8" in messages["pack.yaml"]


@pytest.mark.parametrize("content", ["", "just words", "- a\n- b", "3"])
def test_a_file_holding_something_else_is_told_so(spoilt, content):
    folder = spoilt()
    (folder / "visit_types.yaml").write_text(content, encoding="utf-8")
    assert any(f.file == "visit_types.yaml" for f in check(folder))


JUNK = st.sampled_from([None, True, 3, 1.5, "", "x", "{", [], {}, [None], [[]], [{"id": 1}]])


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packs") / "rutland-2015"
    return shutil.copytree(PACKS / "rutland-2015", folder)


@settings(max_examples=80)
@given(data=st.data(), junk=JUNK, name=st.sampled_from(sorted(FILES.values())))
def test_whatever_is_spoilt_the_checker_answers_with_faults_alone(copy, data, junk, name):
    kept = (copy / name).read_text(encoding="utf-8")
    content = here = parse_yaml(kept)
    while True:
        keys = sorted(here) if isinstance(here, dict) else range(len(here))
        key = data.draw(st.sampled_from(keys))
        if not (isinstance(here[key], dict | list) and here[key]) or data.draw(st.booleans()):
            break
        here = here[key]
    here[key] = junk
    (copy / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    try:
        assert all(fault.message for fault in check(copy))
    finally:
        (copy / name).write_text(kept, encoding="utf-8")
