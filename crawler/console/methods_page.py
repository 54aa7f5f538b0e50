"""The methods section as sentences and tables, from what `corpus.methods.gather` gathered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.crawl.flow import Flow, Group
from corpus.crawl.runs import UNVERIFIED
from corpus.methods.agreement import Agreement
from corpus.methods.estimation import Estimate
from corpus.methods.gather import Methods, RunUsed
from corpus.methods.precision import Coding, SampleLabels, SampleUsed
from corpus.reasons import reason_meaning
from crawler.console.output import command_line, counted
from crawler.console.sections import Section


def sections(methods: Methods, corpus: Path) -> list[Section]:
    """The whole page, in a reader's order; `corpus` is the file's path for the commands it suggests."""
    whole_page = [_flow(methods), _groups(methods), _included(methods), _runs(methods.runs), _not_seen(methods)]
    if methods.coding:
        whole_page += [_precision(methods.coding, methods.grades_due), _agreement(methods.coding)]
    else:
        sample = command_line("sample", 100, "-o", "sheet.csv", "--corpus", corpus)
        whole_page.append(Section("Precision", [f"Nobody has labelled a sample yet: {sample}"]))
    if methods.not_adding_up:
        whole_page.append(Section("What does not add up", methods.not_adding_up))
    return whole_page


def _flow(methods: Methods) -> Section:
    limited = f' met by the runs of the topic "{methods.limited_to}"' if methods.limited_to else ""
    f = methods.flow
    rows: list[tuple[object, ...]] = [(f"addresses identified{limited}", f.identified, "")]
    rows += [("- duplicate", f.duplicate, "the outlet gave the same text under another address")]
    rows += [(f"- rejected: {reason}", n, reason_meaning(reason)) for reason, n in f.rejected.items()]
    rows += [(f"- failed: {reason}", n, reason_meaning(reason)) for reason, n in f.failed.items()]
    rows += [("- pending", f.pending, "not fetched yet"), ("= included", f.included, "articles in the corpus")]
    lines = [] if f.balances else ["The flow does not add up; `kliping doctor` tells more."]
    return Section("Flow", lines, (("what", "number", "meaning"), rows))


def _groups(methods: Methods) -> Section:
    heads = ("kind", "tied to", "outlets", "identified", "duplicate", "rejected", "failed", "pending", "included")
    rows = [(g.kind, _tied(g), ", ".join(g.outlets), *_numbers(g.flow)) for g in methods.groups]
    return Section("Flow by kind of outlet and affiliation", [], (heads, rows))


def _tied(group: Group) -> str:
    return group.affiliation or ("not stated" if group.vetted else "not known")


def _numbers(f: Flow) -> tuple[int, ...]:
    return (f.identified, f.duplicate, sum(f.rejected.values()), sum(f.failed.values()), f.pending, f.included)


def _included(methods: Methods) -> Section:
    first, last = methods.days
    lines = [f"{counted(methods.flow.included, 'article')}, {counted(methods.stories, 'story', 'stories')}."]
    lines += [f"{methods.stories_due}."] if methods.stories_due else []
    if first:
        lines.append(f"Published from {first} to {last}; the day of {methods.undated:,} is not known.")
    if methods.topic is None:
        return Section("Included", [*lines, "No run has had a topic: nothing is graded."])
    t = methods.topic
    lines.append(f'Graded for the topic "{t.name}" ({t.title}), SHA-256 {t.sha256}.')
    if t.states > 1:
        lines.append(f"The topic was changed: {t.states} states of it were used, these are the newest one's grades.")
    if methods.grades_due:
        lines.append(_due(methods.grades_due))
    rows = [
        ("not graded" if grade is None else grade, n, methods.grade_stories[grade])
        for grade, n in methods.grades.items()
    ]
    return Section("Included", lines, (("grade", "articles", "stories"), rows))


def _due(number: int) -> str:
    return (
        f"{counted(number, 'article has', 'articles have')} no grade yet; `kliping topic grade` grades what is missing."
    )


def _runs(runs: Sequence[RunUsed]) -> Section:
    versions = {", ".join(f"{name} {version}" for name, version in run.versions.items()): run.id for run in runs}
    lines = [f"Versions{f', newest in run {n}' if len(versions) > 1 else ''}: {v}." for v, n in versions.items() if v]
    lines += _unverified(runs)
    heads = ("run", "command", "started (UTC)", "ended (UTC)", "state", "exit", "topic", "options")
    rows = [
        (
            r.id,
            r.command,
            r.started_at[:16],
            (r.ended_at or "-")[:16],
            r.state,
            "-" if r.exit_code is None else r.exit_code,
            f"{r.topic[0]} {r.topic[1][:12]}" if r.topic else "-",
            _options(r.options),
        )
        for r in runs
    ]
    return Section("Runs", lines, (heads, rows))


def _unverified(runs: Sequence[RunUsed]) -> Iterator[str]:
    """Yield a sentence for each host whose certificate was not checked, with its reason and its runs."""
    used: dict[tuple[str, str, str], list[str]] = {}
    for run in runs:
        for outlet, hosts in run.options.get(UNVERIFIED, {}).items():
            for host, why in hosts.items():
                used.setdefault((outlet, host, why), []).append(str(run.id))
    for (outlet, host, why), numbers in used.items():
        yield f"{host} ({outlet}) was asked without checking its certificate in run {', '.join(numbers)}: {why}."


def _options(options: Mapping[str, object]) -> str:
    methods = {name: value for name, value in options.items() if name != UNVERIFIED}  # it has a line of its own
    shown = {name: value for name, value in methods.items() if value not in (None, False, [], "")}
    return "; ".join(f"{name} {', '.join(map(str, v)) if isinstance(v, list) else v}" for name, v in shown.items())


def _not_seen(methods: Methods) -> Section:
    if not methods.not_seen and not methods.outlets_queried:
        return Section("Could not be looked at", ["No outlet was asked what it lists."])
    if not methods.not_seen:
        return Section("Could not be looked at", ["Every outlet that was asked could be looked at in every run."])
    rows = [
        (n.outlet, n.run_id, n.requested_at[:16], "; ".join(_way(way, *n.ways[way]) for way in n.ways))
        for n in methods.not_seen
    ]
    return Section("Could not be looked at", [], (("outlet", "run", "asked (UTC)", "why"), rows))


def _way(way: str, result: str, reasons: Sequence[str]) -> str:
    return f"{way} {result}: {', '.join(reasons)}" if reasons else f"{way} {result}"


def _precision(coding: Coding, grades_due: int) -> Section:
    s = coding.sample
    if s is None:
        return Section("Precision", ["The labelled articles are in no sample: nothing can be said of the others."])
    by = f"stratified by {', '.join(s.by)}" if s.by else "simple random"
    without = s.size - s.coded - s.unsettled
    lines = [
        f"Sample {s.id} of {s.drawn_at[:10]}, {by}, seed {s.seed}: {counted(s.size, 'article')}.",
        f"Settled labels: {s.coded}; unsettled among their coders: {s.unsettled}; without a label: {without}.",
    ]
    if s.labelled < s.size:
        lines.append(f"Warning: {partly_labelled(s)}")
    lines += [_not_taken(one) for one in coding.other_samples]
    if coding.outside:
        labelled = counted(coding.outside, "labelled article is", "labelled articles are")
        lines.append(f"{labelled} not in the sample, and left out here.")
    if grades_due:
        lines.append(f"{_due(grades_due)} Here an article without a grade counts as grade 0.")
    heads = ("", "share (95 %)", "labelled", "stand for", "in the corpus", "effective n", "interval")
    rows = [_estimate_row(f"precision of grade >= {g.grade}", g.precision, g.articles) for g in coding.at_least]
    rows += [_estimate_row(f"recall of grade >= {g.grade}", g.recall, None) for g in coding.at_least]
    return Section("Precision and recall of the grades", lines, (heads, rows))


def partly_labelled(sample: SampleUsed) -> str:
    """Return the warning of a sample whose articles have not all a label."""
    return (
        f"sample {sample.id} is labelled in part: {sample.labelled} of {sample.size} articles have a label. The "
        "estimates hold only if chance left the others out; label them before you cite a number."
    )


def _not_taken(sample: SampleLabels) -> str:
    return (
        f"Not taken: sample {sample.id} of {sample.drawn_at[:10]} ({sample.labelled} of {sample.size} articles have a "
        f"label); `--sample {sample.id}` takes it."
    )


def _estimate_row(what: str, e: Estimate | None, articles: int | None) -> tuple[object, ...]:
    """`articles` is how many of the corpus the labelled ones should stand for, where that is known."""
    there = "-" if articles is None else articles
    if e is None:
        return (what, "not known", 0, 0, there, "-", "-")
    return (what, _share(e), e.labelled, round(e.stands_for), there, f"{e.effective:.1f}", e.method)


def _share(e: Estimate) -> str:
    """Return a share with its interval: "0.81 (0.72 to 0.88)"."""
    return f"{e.share:.2f} ({e.low:.2f} to {e.high:.2f})"


def _agreement(coding: Coding) -> Section:
    shown = ", ".join(f"{n} {name}" for name, n in coding.labels.items())
    a, decided = coding.agreement, coding.agreement_decided
    if not a.units:
        return Section("Coders' agreement", [f"Labels: {shown}.", "No article was labelled by two coders."])
    rows = [_agreed('"unsure" as a value', a)]
    if coding.labels["unsure"]:
        rows.append(_agreed('"unsure" left out', decided))
    heads = ("", "articles", "agreement", "Cohen's kappa", "Krippendorff's alpha")
    return Section("Coders' agreement", [f"Labels: {shown}.", f"Coders: {', '.join(a.coders)}."], (heads, rows))


def _agreed(how: str, a: Agreement) -> tuple[object, ...]:
    kappas = "; ".join(f"{_number(k)}{f' ({pair})' if len(a.kappas) > 1 else ''}" for pair, k in a.kappas.items())
    share = "-" if a.share is None else f"{a.share * 100:.1f} %"
    return (how, a.units, share, kappas or "-", _number(a.alpha))


def _number(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}"
