"""Tests that read exports back with libraries which only `make test-readers` installs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave this folder out unless the readers are asked for: elsewhere their libraries are not installed."""
    return None if config.option.markexpr == "readers" else True


@pytest.fixture(scope="session", autouse=True)
def no_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hugging Face's libraries ask no server, and cache in a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "HF_UPDATE_DOWNLOAD_COUNTS"):
            patch.setenv(name, "0" if name == "HF_UPDATE_DOWNLOAD_COUNTS" else "1")
        patch.setenv("HF_HOME", str(tmp_path_factory.mktemp("hub")))
        yield
