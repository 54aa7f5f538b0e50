"""The descriptors of a release: datapackage.json (Frictionless), croissant.json, CITATION.cff, FIELDS.md."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from corpus.characters import escaped
from corpus.columns import Column
from corpus.export.content import ExportTable
from corpus.sentences import counted


class ReleaseFile(NamedTuple):
    """A data file of a release: its path in it, its table, and what is known of it when it is written."""

    path: str
    table: ExportTable
    rows: int
    sha256: str
    size: int


_FRICTIONLESS = {
    "text": "string", "int": "integer", "float": "number", "bool": "boolean", "day": "date", "instant": "datetime",
    "local": "datetime", "list": "string", "json": "string",
}  # fmt: skip
_CROISSANT = {
    "int": "sc:Integer", "float": "sc:Float", "bool": "sc:Boolean", "day": "sc:Date", "instant": "sc:DateTime",
    "local": "sc:DateTime",
}  # fmt: skip
_MEDIA = {"csv": "text/csv", "jsonl": "application/jsonlines", "parquet": "application/x-parquet"}
CONTEXT = {
    "@language": "en", "@vocab": "https://schema.org/", "citeAs": "cr:citeAs", "column": "cr:column",
    "conformsTo": "dct:conformsTo", "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/", "examples": {"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract",
    "field": "cr:field", "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject", "fileSet": "cr:fileSet",
    "format": "cr:format", "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath",
    "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path", "recordSet": "cr:recordSet",
    "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace",
    "sc": "https://schema.org/", "separator": "cr:separator", "source": "cr:source", "subField": "cr:subField",
    "transform": "cr:transform", "equivalentProperty": "cr:equivalentProperty", "samplingRate": "cr:samplingRate",
}  # fmt: skip
"""The context of Croissant 1.0, as its specification has it."""


def data_package(given: Mapping[str, str], files: Sequence[ReleaseFile], kind: str) -> str:
    """Return datapackage.json. Resources that Frictionless can't read have the type "file".

    It fails on lists in Parquet, and on JSON Lines without a line.
    """
    resources: list[dict[str, Any]] = []
    for file in files:
        resource: dict[str, Any] = {
            "name": file.table.name,
            "path": file.path,
            "description": file.table.meaning,
            "hash": f"sha256:{file.sha256}",
            "bytes": file.size,
            "format": kind,
            "mediatype": _MEDIA[kind],
            "encoding": "utf-8",
        }
        schema = {"fields": [_frictionless_field(column, kind) for column in file.table.columns], "missingValues": [""]}
        as_file = kind == "parquet" or (kind == "jsonl" and file.rows == 0)
        resource |= {"type": "file", "x-schema": schema} if as_file else {"type": "table", "schema": schema}
        resources.append(resource)
    package = {
        "name": given["name"],
        "title": given["title"],
        "description": given["description"],
        "version": given["fingerprint"][:12],
        "licenses": [{"name": given["licence"]}],
        "contributors": [{"title": given["creator"], "role": "author"}],
        "sources": [{"title": f"search: {given['search']}; filters: {given['filters']}"}],
        "resources": resources,
    }
    return _json(package)


def _frictionless_field(column: Column, kind: str) -> dict[str, str]:
    kinds = {**_FRICTIONLESS, "list": "array", "json": "any"} if kind == "jsonl" else _FRICTIONLESS
    field = {"name": column.name, "type": kinds[column.type], "description": column.meaning}
    if column.type == "local":
        field["format"] = "%Y-%m-%dT%H:%M:%S"
    if column.type == "bool":
        return {**field, "trueValues": ["1", "true"], "falseValues": ["0", "false"]}  # type: ignore[dict-item]
    return {**field, "format": "any"} if column.type == "instant" else field


def croissant(given: Mapping[str, str], rai: Mapping[str, str], files: Sequence[ReleaseFile], kind: str) -> str:
    """Return croissant.json; `rai` are the fields of responsible AI by their names in the RAI specification."""
    data = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": ["http://mlcommons.org/croissant/1.0", "http://mlcommons.org/croissant/RAI/1.0"],
        "name": given["name"],
        "description": given["description"],
        "license": given["licence"],
        "url": given["url"],
        "creator": {"@type": "sc:Organization", "name": given["creator"]},
        "datePublished": given["as_of"],
        "version": f"1.0.0+{given['fingerprint'][:12]}",
        "citeAs": f"{given['creator']}: {given['title']}. Fingerprint {given['fingerprint']}.",
        **{f"rai:{name}": words for name, words in rai.items()},
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": file.path,
                "name": file.path,
                "contentUrl": file.path,
                "contentSize": f"{file.size} B",
                "encodingFormat": _MEDIA[kind],
                "sha256": file.sha256,
            }
            for file in files
        ],
        "recordSet": [_record_set(file, kind) for file in files if file.rows],
    }
    return _json(data)


def _record_set(file: ReleaseFile, kind: str) -> dict[str, Any]:
    """Return the fields of a table. Objects in JSON Lines are left out: mlcroissant can't read them."""
    name = file.table.name
    columns = [column for column in file.table.columns if (kind, column.type) != ("jsonl", "json")]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": file.table.meaning,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{column.name}",
                "name": column.name,
                "description": column.meaning or column.name,
                "dataType": _CROISSANT.get(column.type, "sc:Text"),
                **({"repeated": True} if column.type == "list" and kind != "csv" else {}),
                "source": {"fileObject": {"@id": file.path}, "extract": {"column": column.name}},
            }
            for column in columns
        ],
    }


def citation(given: Mapping[str, str]) -> str:
    """Return CITATION.cff. The creator is one name as given: no family name is invented."""
    lines = {
        "cff-version": "1.2.0",
        "message": "If you use this data set, please cite it as below.",
        "type": "dataset",
        "title": given["title"],
        "version": given["fingerprint"][:12],
        "date-released": given["as_of"],
    }
    quoted = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in lines.items() if value]
    author = f"authors:\n  - name: {json.dumps(given['creator'], ensure_ascii=False)}"
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.+-]*", given["licence"]):  # as SPDX names licences; others have no place
        quoted.append(f"license: {given['licence']}")
    return "\n".join([*quoted, author, f"abstract: {json.dumps(given['description'], ensure_ascii=False)}"]) + "\n"


def field_dictionary(files: Sequence[ReleaseFile], kind: str) -> str:
    """Return FIELDS.md: each table with its columns, their types and meanings, from the registry."""
    lines = ["# Fields", ""]
    if kind == "csv":
        lines += ['A list is its values with "; " between them; an object is JSON; yes and no are 1 and 0.', ""]
    for file in files:
        lines += [f"## {file.table.name}", "", f"`{file.path}`: {file.table.meaning}; {counted(file.rows, 'row')}.", ""]
        lines += ["| column | type | meaning |", "|---|---|---|"]
        for column in file.table.columns:
            lines.append(f"| `{column.name}` | {column.type} | {escaped(column.meaning).replace('|', chr(92) + '|')} |")
        lines.append("")
    return "\n".join(lines)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
