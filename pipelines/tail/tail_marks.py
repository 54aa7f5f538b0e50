"""The marks of a text's end on its lines: which form fits, and the evidence for it (`line_mark`, `end_mark`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.lines.cuts import BodyLine
from pipelines.tail.tail_evidence import ENDS_OF_A_SENTENCE, FormPlace, TailContext, evidence_for
from pipelines.tail.tail_forms import Reach, TailForm, forms_for

LONGEST_SIGN = 160  # characters at the end of a line in which a mark stands
LONGEST_NOTICE = 600  # and in which a reprint notice stands

Mark = tuple[TailForm, re.Match[str], str]
"""A form, where it matched, and its evidence in words."""


def line_mark(
    lines: Sequence[BodyLine], index: int, context: TailContext, reach: Reach, *, only: str | None = None
) -> Mark | None:
    """Return the first form for whole lines that the line has, with its evidence; `only` of this rule or this need."""
    text = lines[index].text
    for form in forms_for("line"):
        if (
            form.reach == reach
            and len(text) <= form.longest
            and (only is None or only == form.rule or only in form.needs)
        ):
            match = form.pattern.fullmatch(text)
            if match and (why := _why(lines, index, context, form, match)):
                return form, match, why
    return None


def end_mark(
    lines: Sequence[BodyLine], index: int, context: TailContext, reach: Reach, *, is_last: bool = True
) -> Mark | None:
    """Return the first form that ends the line, with its evidence.

    On a line that is not the last only marks count that are no persons' names, behind a whole sentence.
    """
    text = lines[index].text
    end = max(0, len(text) - LONGEST_SIGN)
    for form in forms_for("end"):
        if form.reach != reach or (not is_last and "person" in form.needs):
            continue
        if form.has and not any(sign in text for sign in form.has):
            continue
        match = form.pattern.search(text, end if form.label != "reprint" else max(0, len(text) - LONGEST_NOTICE))
        if match and match[0].strip() and (why := _why(lines, index, context, form, match, is_last=is_last)):
            return form, match, why
    return None


def _why(
    lines: Sequence[BodyLine],
    index: int,
    context: TailContext,
    form: TailForm,
    match: re.Match[str],
    *,
    is_last: bool = True,
) -> str | None:
    """The form and its evidence in words; None where the evidence lacks."""
    before = match.string[: match.start()].strip()
    if "sure" in form.needs and not is_last and before and not before.endswith(ENDS_OF_A_SENTENCE):
        return None
    above = lines[index - 1].text if index else ""
    spot = FormPlace(before, above, lambda: "\n".join(line.text for line in lines[:index]))
    evidence = evidence_for(form, match, spot, context)
    if evidence is None:
        return None
    return f"form: {form.rule}; {evidence}" if evidence else f"form: {form.rule}"
