"""The plan of the house: floors, rooms and what each may import; names that don't clash; plain words."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLOORS = ("corpus", "pipelines", "spiders", "crawler")  # from the ground up
FILES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in FILES}
ROOMS = tomllib.loads((ROOT / "tests/rooms.toml").read_text(encoding="utf-8"))["rooms"]
OF_SCRAPY = {"scrapy", "twisted"}
OF_EXTRACTION = {"trafilatura", "langdetect"}
MOST_MODULES = 20  # in one folder
LONG_FOLDERS = {"spiders/outlets", "crawler/commands", "corpus/file/schema"}  # a file an outlet, command, migration
NAMED_BY_OTHERS = ("crawler/commands/", "spiders/outlets/", "crawler/demo/outlets/")  # by a command, by an outlet
RETIRED = {"told", "said", "kept", "asked", "wanted", "found", "looks", "stump", "wish", "heed"}
SAYS_NOTHING = {"common", "data", "helpers", "manager", "misc", "util", "utils"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, inside functions too; `from room import module` gives the module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out"
            for alias in node.names:
                module = f"{node.module}.{alias.name}"
                yield module if module in MODULES else str(node.module)


def packages(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def room_of(module: str) -> str:
    """The folder of a module below its floor; a module that stands on the floor itself is a room of its own."""
    return ".".join(module.split(".")[:2])


def circles(graph: Mapping[str, set[str]]) -> list[str]:
    """The nodes that can be reached from themselves."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = list(graph.get(start, ()))
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting.extend(graph.get(node, ()))
        return seen

    return sorted(node for node in graph if node in reached(node))


def file_graph() -> dict[str, set[str]]:
    return {
        module: {name for name in imports(path) if name in MODULES and name != module}
        for module, path in MODULES.items()
    }


def room_graph() -> dict[str, set[str]]:
    graph: dict[str, set[str]] = defaultdict(set)
    for module, used in file_graph().items():
        if module not in FLOORS:
            graph[room_of(module)] |= {room_of(name) for name in used} - {room_of(module)}
    return graph


def test_imports_point_down() -> None:
    up = [
        f"{name_of(path)}: {floor}"
        for path in FILES
        for floor in packages(path) & set(FLOORS[FLOORS.index(name_of(path).split("/")[0]) + 1 :])
    ]
    assert up == []


def test_each_room_imports_only_the_rooms_that_its_row_names() -> None:
    """tests/rooms.toml is the plan; a row that names a room no longer used is mended too."""
    now = {room: sorted(used) for room, used in sorted(room_graph().items())}
    assert now == ROOMS


def test_no_room_and_no_file_stands_in_a_circle_of_imports() -> None:
    assert circles(room_graph()) == []
    assert circles(file_graph()) == []


def test_a_circle_is_seen() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]


def test_no_folder_holds_more_modules_than_a_person_can_take_in() -> None:
    counts: dict[str, int] = defaultdict(int)
    for path in FILES:
        counts[name_of(path.parent)] += path.name != "__init__.py"
    assert {folder: n for folder, n in counts.items() if n > MOST_MODULES and folder not in LONG_FOLDERS} == {}


def test_the_lower_floors_know_nothing_of_scrapy() -> None:
    lower = [path for path in FILES if name_of(path).startswith(("corpus/", "pipelines/"))]
    assert [name_of(path) for path in lower if packages(path) & OF_SCRAPY] == []


def test_only_the_pipelines_know_how_text_is_extracted() -> None:
    others = [path for path in FILES if not name_of(path).startswith("pipelines/")]
    assert [name_of(path) for path in others if packages(path) & OF_EXTRACTION] == []


def test_the_first_line_of_a_file_says_what_it_gives_and_asks_nothing() -> None:
    silent = [name_of(path) for path in FILES if not path.read_text(encoding="utf-8").startswith('"""')]
    assert silent == []
    assert [name_of(path) for path in FILES if "?" in (ast.get_docstring(tree(path)) or "").split("\n\n")[0]] == []


def test_no_file_name_stands_twice() -> None:
    stems: dict[str, list[str]] = defaultdict(list)
    for path in FILES:
        if path.name != "__init__.py" and not name_of(path).startswith(NAMED_BY_OTHERS):
            stems[path.stem].append(name_of(path))
    assert {stem: paths for stem, paths in stems.items() if len(paths) > 1} == {}
    assert [stem for stem in stems if stem in SAYS_NOTHING] == []


def defined(path: Path) -> Iterator[str]:
    """The public functions, classes and named types at the top of a file."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name):
            yield from re.findall(r"^[A-Z][a-z]\w*$", target.id)


def test_no_public_name_is_defined_in_two_files() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in FILES:
        if not name_of(path).startswith(NAMED_BY_OTHERS):
            for name in set(defined(path)):
                if not name.startswith("_"):
                    places[name].append(name_of(path))
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def test_no_constant_that_another_file_imports_has_a_namesake() -> None:
    """A constant of one file alone may have any name; one that travels has one home."""
    homes: dict[str, list[str]] = defaultdict(list)
    travelling: set[str] = set()
    for path in FILES:
        for node in tree(path).body:
            target = node.target if isinstance(node, ast.AnnAssign) else None
            target = node.targets[0] if isinstance(node, ast.Assign) else target
            if isinstance(target, ast.Name) and target.id.isupper() and not target.id.startswith("_"):
                homes[target.id].append(name_of(path))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] in FLOORS:
                travelling |= {alias.name for alias in node.names}
    assert {name: paths for name, paths in homes.items() if name in travelling and len(paths) > 1} == {}


def names_given(path: Path) -> Iterator[str]:
    """Every name that a file gives itself: functions, classes, arguments, variables, attributes, import aliases."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname
        elif isinstance(node, ast.MatchAs | ast.MatchStar) and node.name:
            yield node.name


def test_no_name_speaks_of_speech_or_search_where_it_should_name_the_thing() -> None:
    """The retired words of style.md, alone or as a part of a name; files are named so neither."""
    spoken = {
        f"{name_of(path)}: {name}"
        for path in FILES
        for name in {path.stem, *names_given(path)}
        if RETIRED & set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_"))
    }
    assert sorted(spoken) == []


def test_tests_stand_in_the_rooms_of_what_they_test() -> None:
    for floor in FLOORS:
        folders = {path.name for path in (ROOT / "tests" / floor).iterdir() if path.is_dir()} - {"__pycache__"}
        assert folders - {"loopback"} <= {path.name for path in (ROOT / floor).iterdir() if path.is_dir()}, floor


def test_no_package_of_tests_shadows_one_of_ours() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_no_test_reads_what_stands_beside_the_checkout() -> None:
    beside = "sha" + "red"
    reading = re.compile(rf"""["'/]{beside}["'/]""")
    tests = [path for path in (ROOT / "tests").rglob("*.py") if reading.search(path.read_text(encoding="utf-8"))]
    assert [name_of(path) for path in tests] == []
