"""The forms of heads and tails that benchmarks/heads.py measures can be read; their pages hold what the gold names."""

from __future__ import annotations

from html import unescape

import pytest
from head_forms import FORMS, MARKUPS, TRAPS, form_of, read_forms, render

FORM = {"id": "contoh", "story": "loket", "url": "https://kabar.example/{slug}"}


def test_half_of_the_forms_and_of_the_traps_are_held_back() -> None:
    for names, least in ((FORMS, 120), (TRAPS, 110)):
        forms = read_forms(names)
        assert len(forms) == len({form.id for form in forms}) >= least
        assert abs(2 * sum(form.held for form in forms) - len(forms)) <= 2


@pytest.mark.parametrize("markup", MARKUPS)
def test_each_page_holds_its_true_words(markup: str) -> None:
    for form in read_forms():
        page = unescape(render(form, markup).decode())
        pieces = [segment.text for row in form.rows for segment in row if segment.label != "photo"]
        assert [piece for piece in pieces if piece not in page] == [], form.id
        if not form.keys.get("aside_ok"):
            assert len(form.text()) >= 3, form.id


def test_an_unknown_label_key_or_word_is_named() -> None:
    with pytest.raises(ValueError, match="'entah: apa'"):
        form_of(FORM | {"page": "title: @T\nentah: apa"})
    with pytest.raises(ValueError, match="joined to none"):
        form_of(FORM | {"page": "dateline~: KUPANG -"})
    with pytest.raises(ValueError, match="kota"):
        form_of(FORM | {"page": "title: @T", "kota": "Kupang"})
