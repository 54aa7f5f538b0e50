"""Every form of data/datelines.toml reads its own example; a form that is added works, one that is wrong says why."""

from __future__ import annotations

import pytest

from pipelines.strings import dateline_forms
from pipelines.strings.dateline_forms import BadFormError, DatelineForm, forms, read_forms
from pipelines.strings.datelines import read_dateline
from tests.each import for_each

TABLE = {
    "name": "place / place / newsroom",
    "pattern": "{known} ! {house} {mark}",
    "examples": ["Kupang ! wartateluk.com – Kepala balai hadir."],
    "place": "Kupang",
    "house": "wartateluk.com",
    "rests_on": "nothing: made up for the test",
}


@for_each("form, example", [(form, example) for form in forms() for example in form.examples])
def test_each_form_reads_its_examples(form: DatelineForm, example: str) -> None:
    dateline = read_dateline(example, ["AKURAT.CO"])
    assert dateline is not None
    assert (dateline.form, dateline.place, dateline.house) == (form.name, form.place, form.house)
    assert dateline.rest == "" or dateline.rest.startswith(("Kepala", "Menteri", "Anak-anak"))
    assert example.endswith(dateline.rest)


def test_names_of_forms_are_given_once() -> None:
    names = [form.name for form in forms()]
    assert len(names) == len(set(names))


def test_a_form_that_is_added_to_the_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    example = "Ende / Kupang / wartateluk.com – Kepala hadir."
    table = TABLE | {"pattern": "{known} / {known} / {house} {mark}", "examples": [example]}
    assert read_dateline(example) is None
    given = dateline_forms.tables()
    monkeypatch.setattr(dateline_forms, "tables", lambda: {**given, "forms": [*given["forms"], table]})
    caches = (dateline_forms.forms, dateline_forms.forms_by_first_sign)
    try:
        for cache in caches:
            cache.cache_clear()
        dateline = read_dateline(example)
    finally:
        for cache in caches:
            cache.cache_clear()
    assert dateline is not None
    assert (dateline.form, dateline.house, dateline.rest) == (table["name"], "wartateluk.com", "Kepala hadir.")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pattern": "{town} {mark}"}, r"'place / place / newsroom' has an unknown word \{town\}"),
        ({"pattern": "{known {mark}"}, "has a brace that is no word"),
    ],
)
def test_a_form_that_cannot_be_understood_is_named(change: dict[str, str], message: str) -> None:
    with pytest.raises(BadFormError, match=message):
        read_forms([TABLE | change])


def test_a_form_that_lacks_a_key_is_named() -> None:
    with pytest.raises(BadFormError, match="lacks examples, rests_on"):
        read_forms([{k: v for k, v in TABLE.items() if k not in {"examples", "rests_on"}}])
