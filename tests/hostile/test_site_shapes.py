"""No site shape is silent (benchmarks/SITE_SHAPES.md): all articles found, or what is missing is said."""

from __future__ import annotations

import pytest

from benchmarks.site_shapes import SHAPES, Outcome, crawl

pytestmark = pytest.mark.hostile


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """What one crawl of all shapes as outlets came to, by shape; the table has each one's own exit code."""
    return {outcome.shape.name: outcome for outcome in crawl(SHAPES, tmp_path_factory.mktemp("shapes"))}


@pytest.mark.parametrize("name", [shape.name for shape in SHAPES])
def test_no_shape_is_silent(outcomes: dict[str, Outcome], name: str) -> None:
    assert outcomes[name].verdict != "silent", outcomes[name]
    assert "spider_error" not in outcomes[name].reasons


def test_requests_are_bounded(outcomes: dict[str, Outcome]) -> None:
    assert {name: o.requests for name, o in outcomes.items() if o.requests > 4 * o.shape.truth + 60} == {}
