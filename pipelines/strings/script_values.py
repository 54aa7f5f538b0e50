"""The data in a script's text (`script_values`): JSON, JSON in a string, and objects as JavaScript writes them.

The last are those of older Nuxt pages: names without quotes, and values that are a function's parameters:
`window.__NUXT__=(function(a,b){return {judul:a,isi:b}}("Apel","Kalimat."))`, of which some are given their parts before
the return (`a.judul="Apel";`). Not read: data built by other code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

BEGINS = re.compile(r"(?:^|[=(,])\s*(?=[{\[\"])")
MOST_BEGINNINGS = 20  # places of a script at which data are looked for
FUNCTION = re.compile(r"[(=]\s*function\s*\(([\w$,\s]*)\)\s*\{\s*(?=return\s*[{\[]|[A-Za-z_$][\w$]*\.)")
RETURN = re.compile(r"\s*return\s*(?=[{\[])")
PROPERTY = re.compile(r"\s*([A-Za-z_$][\w$]*)\.([A-Za-z_$][\w$]*)\s*=(?!=)")
MOST_WRITTEN = 4_000_000  # letters of an object as JSON
ASSIGNED = re.compile(r"=\s*(?=\{\s*[A-Za-z_$])")
TOKEN = re.compile(
    r"""(?P<string> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' ) | (?P<name> [A-Za-z_$][\w$]* )
      | (?P<open> ["'] ) | (?P<number> -?\d*\.?\d+(?:[eE][+-]?\d+)? ) | (?P<truth> ![01] )
      | (?P<sign> [{}\[\](),:] ) | \s+ | .""",
    re.VERBOSE | re.DOTALL,
)
WORDS = {"true": "true", "false": "false", "!0": "true", "!1": "false"}
OPEN, CLOSED = frozenset("{[("), frozenset("}])")
HEX = re.compile(r"\\x([0-9a-fA-F]{2})")
FREE_QUOTE = re.compile(r'(?<!\\)((?:\\\\)*)"')


def script_values(raw: str) -> Iterator[Any]:
    """Yield the data of a script, those behind its first signs.

    >>> list(script_values('window.a={"judul":"Apel"};')), list(script_values('a=JSON.parse("{\\\\"judul\\\\":1}")'))
    ([{'judul': 'Apel'}], [{'judul': 1}])
    >>> list(script_values('window.n=(function(a,b){return {judul:a,isi:["x",b],c:!0}}("Apel",2));'))
    [{'judul': 'Apel', 'isi': ['x', 2], 'c': True}]
    >>> list(script_values('n=function(a,b){a.isi=b;a.c=[1];return {data:a}}({},"Apel;")'))[-1]
    {'data': {'isi': 'Apel;', 'c': [1]}}
    """
    decoder, behind, any_read = json.JSONDecoder(strict=False), 0, False
    for tries, begin in enumerate(BEGINS.finditer(raw)):
        if tries == MOST_BEGINNINGS:
            break
        if begin.end() < behind:
            continue
        try:
            data, behind = decoder.raw_decode(raw, begin.end())
            if isinstance(data, str) and data[:1] in {"{", "["}:
                data = json.loads(data, strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict | list):
            any_read = True
            yield data
    if not any_read or FUNCTION.search(raw) is not None:
        yield from _written_as_code(raw)


def _written_as_code(raw: str) -> Iterator[Any]:
    """Yield the first object that stands in a script as code."""
    function = FUNCTION.search(raw)
    begin = function or ASSIGNED.search(raw)
    if begin is None:
        return
    at, given = _properties(raw, begin.end()) if function is not None else (begin.end(), {})
    body, behind = _tokens(raw, at)
    names: dict[str, str] = {}
    try:
        if function is not None and (call := raw.find("(", behind)) >= 0:
            arguments, _ = _tokens(raw, call)
            parameters = [name.strip() for name in function[1].split(",")]
            names = dict(zip(parameters, _parts(arguments[1:-1]), strict=False))
        for name, properties in given.items():  # Nuxt gives parts to what others hold first
            parts = (f"{json.dumps(key)}:{_as_json(tokens, names)}" for key, tokens in properties.items())
            names[name] = f"{{{','.join(parts)}}}"
        yield json.loads(_as_json(body, names), strict=False)
    except (ValueError, RecursionError):
        return


def _properties(raw: str, at: int) -> tuple[int, dict[str, dict[str, list[tuple[str, str]]]]]:
    """The place where a function returns its object, and the tokens that it gives to parts of its parameters before."""
    given: dict[str, dict[str, list[tuple[str, str]]]] = {}
    while statement := PROPERTY.match(raw, at):
        tokens: list[tuple[str, str]] = []
        depth, at = 0, len(raw)
        for match in TOKEN.finditer(raw, statement.end()):
            kind = match.lastgroup
            if kind is None and match[0] == ";" and depth == 0:
                at = match.end()
                break
            if kind is not None:
                tokens.append((kind, match[0]))
                depth += (match[0] in OPEN) - (match[0] in CLOSED) if kind == "sign" else 0
        given.setdefault(statement[1], {})[statement[2]] = tokens
    returns = RETURN.match(raw, at)
    return returns.end() if returns is not None else at, given


def _tokens(raw: str, at: int) -> tuple[list[tuple[str, str]], int]:
    """The tokens of the brackets that open at this place, and the place behind them."""
    tokens: list[tuple[str, str]] = []
    depth = 0
    for match in TOKEN.finditer(raw, at):
        kind = match.lastgroup
        if kind == "open":  # a string without its end
            break
        if kind is None:
            continue
        tokens.append((kind, match[0]))
        depth += (match[0] in OPEN) - (match[0] in CLOSED) if kind == "sign" else 0
        if depth <= 0:
            return tokens, match.end()
    return tokens, len(raw)


def _parts(tokens: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the arguments of a call, each as JSON."""
    part: list[tuple[str, str]] = []
    depth = 0
    for kind, text in tokens:
        depth += (text in OPEN) - (text in CLOSED) if kind == "sign" else 0
        if depth == 0 and (kind, text) == ("sign", ","):
            yield _as_json(part, {})
            part = []
        else:
            part.append((kind, text))
    yield _as_json(part, {})


def _as_json(tokens: list[tuple[str, str]], names: dict[str, str]) -> str:
    """The tokens of an object as JSON; what is neither data nor a known name is null; a ValueError where it is long."""
    out: list[str] = []
    written = 0
    for i, (kind, text) in enumerate(tokens):
        is_key = tokens[i + 1 : i + 2] == [("sign", ":")]
        if kind == "string":
            out.append(_string(text))
        elif kind in {"name", "number"} and is_key:
            out.append(json.dumps(text))
        elif kind == "number":
            out.append(re.sub(r"^(-?)\.", r"\g<1>0.", text))
        elif kind == "sign":
            out.append("" if text in "()" else text)
        elif i and tokens[i - 1] == ("name", "void"):
            continue
        else:
            out.append(WORDS.get(text) or names.get(text, "null"))
            written += len(out[-1])
            if written > MOST_WRITTEN:
                raise ValueError("an object that repeats its parts too often")
    return "".join(out)


def _string(text: str) -> str:
    inner = HEX.sub(r"\\u00\1", text[1:-1])
    return f'"{inner}"' if text[0] == '"' else '"' + FREE_QUOTE.sub(r'\1\\"', inner).replace("\\'", "'") + '"'
