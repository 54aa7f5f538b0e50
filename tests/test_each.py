"""A test over many cases tries them all and names those that fail."""

import pytest

from tests.each import for_each


def test_every_case_is_tried_and_the_offenders_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    tried = []

    @for_each("number, word", [(1, "satu"), (2, "dua"), (3, "tiga")])
    def check(number: int, word: str) -> None:
        tried.append(number)
        assert number != 2, "not two"
        assert word != "tiga"

    with pytest.raises(pytest.fail.Exception) as failed:
        check()
    assert tried == [1, 2, 3]
    assert "2 of 3:\n2, 'dua': AssertionError: not two" in str(failed.value)
    assert "3, 'tiga': AssertionError: " in str(failed.value)


@for_each("number", [1, 2])
def test_fixtures_are_given_beside_the_cases(number: int, pytestconfig: pytest.Config) -> None:
    assert number in {1, 2}
    assert pytestconfig.rootpath


def test_no_case_at_all_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="a check of nothing"):
        for_each("number", [])
