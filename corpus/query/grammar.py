"""Read the pieces of a search into a tree (`Reader`); corpus.query.parse has the grammar."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.messages.search_messages import (
    FIELD_NEEDS_VALUE,
    FIELD_TAKES_VALUES,
    JUDUL_TAKES_WORDS,
    MINUS_BEFORE_FIELD,
    NEAR_BETWEEN_WORDS,
    NEAR_NEEDS_NUMBER,
    ONLY_EXCLUSIONS,
    PREFIX_TOO_SHORT,
    TOO_MANY_BRACKETS,
)
from corpus.query.field_values import open_list_note, spread_values, value_node, whole_value
from corpus.query.fields import FIELD_NAMES, QUERY_FIELDS
from corpus.query.lexer import Piece, Problem
from corpus.query.tree import All, AnyOf, Field, InTitle, Leaf, Near, Node, Phrase, Prefix, Word, parts
from corpus.typed.field_names import unknown_field_note
from corpus.typed.word_marks import operator_note
from corpus.vocabulary.tokens import tokens

MIN_PREFIX = 4  # letters before `*`; fewer would gather a large part of the index
MAX_DEPTH = 20  # brackets in brackets; FTS5's own parser ends at about 100
MAX_DISTANCE = 100
NEAR_BESIDE_NOTHING = "NEAR stands between two words or phrases; passed over"


@dataclass(slots=True)
class _Group:
    """The parts of one AND. `last` is the list with the newest part, `near` the distance of a NEAR before the next.

    `exclusion_at` is the position of the first NOT or minus, `pending` an AND or OR that still needs a part.
    """

    required: list[Node] = field(default_factory=list)
    excluded: list[Node] = field(default_factory=list)
    last: list[Node] = field(default_factory=list)
    near: int | None = None
    exclusion_at: int | None = None
    pending: Piece | None = None

    def note_exclusion(self, piece: Piece) -> None:
        """Store the position of the first NOT or minus."""
        self.exclusion_at = piece.at if self.exclusion_at is None else self.exclusion_at

    def node(self, problem: Problem) -> Node | None:
        """Return the group as a node, None if it is empty."""
        if not self.required and self.excluded:
            raise problem(ONLY_EXCLUSIONS(), self.exclusion_at)
        if len(self.required) == 1 and not self.excluded:
            return self.required[0]
        return All(tuple(self.required), tuple(self.excluded)) if self.required else None


class Reader:
    """Reads the pieces from left to right. `notes` are sentences about what was ignored or read in another way.

    `runs` are the marks that stand alone, with their positions.
    """

    def __init__(self, text: str, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.at = 0
        self.problem = Problem(text)
        self.notes: list[str] = []
        self.runs: list[tuple[str, int]] = []

    def read(self) -> Node | None:
        """Return the tree of the whole search, None if it is empty. An unmatched closing bracket is ignored."""
        nodes: list[Node] = []
        while self.at < len(self.pieces):
            if part := self._alternatives(0):
                nodes.append(part)
        if len(nodes) < 2:
            return nodes[0] if nodes else None
        return All(tuple(nodes))

    def _next(self) -> Piece | None:
        """Return the next piece that is not only marks; those go to `runs`."""
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            self.problem.at = piece.at
            if piece.note:
                self.notes.append(piece.note)
            if piece.kind != "marks":
                return piece
            self.runs.append((piece.text, piece.at))
        return None

    def _alternatives(self, depth: int) -> Node | None:
        if depth > MAX_DEPTH:
            raise self.problem(TOO_MANY_BRACKETS(most=MAX_DEPTH))
        opening, groups, negated = self.at - 1, [_Group()], False
        while piece := self._next():
            if piece.kind == ")":
                if depth == 0:
                    self.notes.append(f"the closing bracket at character {piece.at + 1} closes nothing; passed over")
                break
            if piece.kind in ("AND", "OR", "NOT"):
                negated = self._operator(groups, piece, negated=negated)
            elif piece.kind == "NEAR":
                negated = self._near(groups[-1], piece, depth, negated=negated)
            else:
                self._part(groups[-1], piece, depth, negated=negated)
                negated = False
        else:
            if depth > 0:
                place = self.pieces[opening].at + 1
                self.notes.append(f"the bracket at character {place} is not closed; read to the end")
        self._end(groups[-1], negated=negated)
        nodes = [node for group in groups if (node := group.node(self.problem)) is not None]
        if len(nodes) < 2:
            return nodes[0] if nodes else None
        return AnyOf(tuple(nodes))

    def _operator(self, groups: list[_Group], piece: Piece, *, negated: bool) -> bool:
        """Read AND, OR or NOT; return True if a NOT is still to be used. What stands beside nothing gets a note."""
        group = groups[-1]
        if piece.kind == "NOT":
            if negated:
                self.notes.append(f"{piece.text} at character {piece.at + 1} stands behind another; read as one")
            group.note_exclusion(piece)
            return True
        beside = bool(group.required or group.excluded)
        if not beside and group.pending is None:
            self._passed(piece)
        if piece.kind == "OR":
            self._end(group, negated=negated)
            groups.append(_Group(pending=piece if beside or group.pending else None))
            return False
        if beside:
            if group.pending:
                self._passed(group.pending)
            group.pending = piece
        elif group.pending:
            self._passed(piece)
        return negated

    def _part(self, group: _Group, piece: Piece, depth: int, *, negated: bool) -> None:
        """Read a word, phrase, field or bracket into the group."""
        if piece.minus:
            group.note_exclusion(piece)
            if negated:
                self.notes.append(f"NOT and minus at character {piece.at + 1} were read as one NOT")
        if (node := self._atom(piece, depth)) is not None:
            group.pending = None
            self._add(group, node, excluded=negated or piece.minus)
        elif negated or piece.minus:
            self.notes.append("NOT stands before nothing; passed over")

    def _end(self, group: _Group, *, negated: bool) -> None:
        """Note the operators of a finished group that stand before nothing."""
        if negated:
            self.notes.append("NOT stands before nothing; passed over")
        if group.near is not None:
            self.notes.append(NEAR_BESIDE_NOTHING)
        if group.pending:
            self._passed(group.pending)

    def _passed(self, piece: Piece) -> None:
        self.notes.append(f"{piece.text} at character {piece.at + 1} stands beside nothing; passed over")

    def _add(self, group: _Group, node: Node, *, excluded: bool) -> None:
        if group.near is not None and excluded:
            self.notes.append(NEAR_BESIDE_NOTHING)
        if group.near is not None and not excluded:
            group.last[-1] = self._joined(group.last[-1], node, group.near)
        else:
            group.last = group.excluded if excluded else group.required
            group.last.append(node)
        group.near = None

    def _near(self, group: _Group, piece: Piece, depth: int, *, negated: bool) -> bool:
        """Read NEAR between two words, or before brackets: NEAR(satu dua, 5). True if a NOT is still to be used."""
        distance = self._distance(piece.text)
        following = self.pieces[self.at] if self.at < len(self.pieces) else None
        if following is not None and following.kind == "(" and following.at == piece.end:
            self.at += 1
            inner = self._alternatives(depth + 1)
            if inner is not None:
                group.pending = None
                self._add(group, self._listed(inner, distance), excluded=negated or piece.minus)
            else:
                self.notes.append(NEAR_BESIDE_NOTHING)
            return False
        if group.last and following is not None:
            group.near = distance
            if piece.end - piece.at == len("NEAR") and following.kind == "word" and following.text.isdecimal():
                number = following.text
                self.notes.append(
                    f'"NEAR {number}" was read as near the word {number}; write NEAR/{number} for a distance'
                )
        else:
            self.notes.append(NEAR_BESIDE_NOTHING)
        return negated

    def _distance(self, number: str) -> int:
        """Return the distance of NEAR/number, at most `MAX_DISTANCE`. Raises QueryError for what is no number."""
        if not (number.isascii() and number.isdecimal()):
            raise self.problem(NEAR_NEEDS_NUMBER(number=number))
        if int(number[:9]) > MAX_DISTANCE:
            self.notes.append(f"NEAR/{number[:9]} was read as NEAR/{MAX_DISTANCE}, the most")
        return min(int(number[:9]), MAX_DISTANCE)

    def _listed(self, node: Node, distance: int) -> Node:
        """Return the node of FTS5's own notation: NEAR(satu dua, 5)."""
        listed = list(parts(node)) if isinstance(node, All) and not node.excluded else [node]
        last = listed[-1]
        if len(listed) > 1 and isinstance(last, Word) and last.text.isdecimal() and len(last.text) < 4:
            distance = self._distance(last.text)
            listed.pop()
        if len(listed) == 1:
            self.notes.append(NEAR_BESIDE_NOTHING if last is listed[0] else f"{NEAR_BESIDE_NOTHING}, with {distance}")
        near = listed[0]
        for part in listed[1:]:
            near = self._joined(near, part, distance)
        return near

    def _joined(self, left: Node, right: Node, distance: int) -> Near:
        near = left.parts if isinstance(left, Near) else (left,)
        nodes: list[Leaf] = []
        for part in (*near, right):
            if not isinstance(part, (Word, Phrase, Prefix)):
                raise self.problem(NEAR_BETWEEN_WORDS())
            nodes.append(part)
        return Near(tuple(nodes), max(distance, left.distance if isinstance(left, Near) else 0))

    def _atom(self, piece: Piece, depth: int) -> Node | None:
        if piece.kind == "field":
            return self._field(piece, depth)
        if piece.kind == "(":
            inner = self._alternatives(depth + 1)
            if inner is None:
                self.notes.append(f"nothing stands in the brackets at character {piece.at + 1}; passed over")
            return inner
        return self._phrase(piece) if piece.kind == "phrase" else self._word(piece)

    def _phrase(self, piece: Piece) -> Node | None:
        if not piece.text:
            self.notes.append(f"the quote at character {piece.at + 1} closes nothing; passed over")
            return None
        if not piece.closed:
            self.notes.append(f"the quote at character {piece.at + 1} is not closed; read to the end")
        if piece.text.endswith("*"):
            return self._prefix(piece, piece.text.rstrip("* "))
        return Phrase(self._starless(piece, piece.text), piece.at, piece.exact)

    def _word(self, piece: Piece) -> Node:
        if piece.no_field:
            self.notes.append(unknown_field_note(piece.no_field))
        elif piece.text.startswith(":") and (field := self._field_before()):
            self.notes[-1:] = [f'"{field} {piece.text}" was read as words; write {field}{piece.text}, without a space']
        elif len(self.pieces) > 1 and not piece.exact and (note := operator_note(piece.text)):
            self.notes.append(note)
        bare = piece.text.rstrip("*")
        if bare == piece.text or not bare[-1:].isalnum():  # "BP2MI-*": a star behind no letter means nothing
            return Word(self._starless(piece, bare), piece.at, piece.exact)
        return self._prefix(piece, bare)

    def _field_before(self) -> str | None:
        """Return the field's name that stands as a word before the piece read last, None for another word."""
        before = self.pieces[self.at - 2].text if self.at > 1 else ""
        return before if before.lower() in FIELD_NAMES else None

    def _prefix(self, piece: Piece, bare: str) -> Node:
        if len((tokens(bare) or ("",))[-1]) < MIN_PREFIX:
            raise self.problem(PREFIX_TOO_SHORT(word=piece.text, least=MIN_PREFIX))
        if piece.exact:
            self.notes.append(f'the "=" before {bare}* was passed over: {bare}* takes every ending')
        return Prefix(self._starless(piece, bare), piece.at)

    def _starless(self, piece: Piece, text: str) -> str:
        if "*" not in text:
            return text
        self.notes.append(f"a * can only stand behind the last letter; passed over (by character {piece.at + 1})")
        return " ".join(text.replace("*", " ").split())

    def _field(self, piece: Piece, depth: int) -> Node | None:
        row = QUERY_FIELDS[piece.text]
        no_value = FIELD_NEEDS_VALUE(field=piece.text, example=row.example)
        following = self.pieces[self.at] if self.at < len(self.pieces) else None
        notes = len(self.notes)
        value = None if following is None or following.kind == "marks" else self._next()
        if value is None or not value.text or value.kind in ("AND", "OR", "NOT", "NEAR", ")", "field"):
            raise self.problem(no_value, piece.at)
        if value.minus:
            raise self.problem(MINUS_BEFORE_FIELD(field=piece.text, example=row.example), piece.at)
        inner = self._atom(value, depth) if row.takes_words or value.kind == "(" else None
        if inner is None and (row.takes_words or value.kind == "("):
            raise self.problem(no_value, piece.at)
        if inner is not None and row.takes_words:
            if any(isinstance(n, Field) for n in _nodes(inner)):
                raise self.problem(JUDUL_TAKES_WORDS(), piece.at)
            return InTitle(inner)
        if inner is not None:
            if (spread := spread_values(piece.text, inner, piece.at)) is None:
                raise self.problem(FIELD_TAKES_VALUES(field=piece.text), piece.at)
            return spread
        if value.kind == "phrase" or len(value.text) == value.end - value.at:
            del self.notes[notes:]  # of a word: the marks of a value are looked for
        if list_note := open_list_note(piece.text, value, self.pieces[self.at :]):
            self.notes.append(list_note)
        text, more = whole_value(piece.text, value, self.pieces[self.at :])
        self.at += more
        return value_node(piece.text, text, piece.at)


def _nodes(node: Node) -> list[Node]:
    return [node, *(inner for part in parts(node) for inner in _nodes(part))]
