"""Words of a release beside its data sheet: README.md (`readme`), and the fields of responsible AI (`rai_fields`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from corpus.characters import escaped
from corpus.releases.data_sheet import NO_ANSWER, SHEET_QUESTIONS, ReleaseAbout
from corpus.releases.descriptors import ReleaseFile
from corpus.sentences import counted

RAI_QUESTIONS = {
    "dataCollection": "How were the data acquired, by whom, and when?",
    "dataCollectionMissingData": "What was looked at, and what could not be looked at?",
    "dataCollectionRawData": "Is the raw data kept?",
    "dataPreprocessingProtocol": "Was the text cleaned, and how?",
    "dataManipulationProtocol": "How are duplicates treated?",
    "dataAnnotationProtocol": "Is there a label or target?",
    "dataLimitations": "Does it contain all possible instances, or a sample?",
    "dataBiases": "Are there errors, noise or redundancies?",
    "dataUseCases": "For what purpose was the data set made?",
    "personalSensitiveInformation": "Does it hold data on persons, or confidential or offensive data?",
    "dataReleaseMaintenancePlan": "What becomes of articles that must be removed?",
}
"""Field of the RAI specification 1.0 -> the data sheet's question that answers it."""


def rai_fields(about: ReleaseAbout) -> dict[str, str]:
    """Return the fields of responsible AI, each with the sentences of the data sheet."""
    answers = {question.words: question.answer for question in SHEET_QUESTIONS}
    fields = {
        name: " ".join(words for words, _ in answers[question](about)) or NO_ANSWER
        for name, question in RAI_QUESTIONS.items()
    }
    first, last, _ = about.facts["captures"][0]
    crawled = any(row[0] in ("crawl", "demo") for row in about.facts["runs"])
    kind = "Web Scraping" if crawled else "Others"
    return {**fields, "dataCollectionType": kind, "dataCollectionTimeframe": f"{first}/{last}"}


def readme(given: Mapping[str, str], files: Sequence[ReleaseFile]) -> str:
    """Return README.md. Its front matter names each table as a config, so that `load_dataset` reads it."""
    lines = ["---", f"license_name: {json.dumps(given['licence'], ensure_ascii=False)}", "license: other", "configs:"]
    for file in files:
        lines += [f"- config_name: {file.table.name}", f"  data_files: {file.path}"]
    lines += ["---", "", f"# {escaped(given['title'])}", "", given["description"], ""]
    lines += [
        f"- search: `{escaped(given['search'])}`; filters: `{escaped(given['filters'])}`; order: {given['order']}"
    ]
    lines += [
        f"- made by {escaped(given['creator'])} with {given['program']}",
        f"- licence: {escaped(given['licence'])}",
    ]
    lines += [f"- fingerprint of the articles: `{given['fingerprint']}`", ""]
    lines += ["| file | what |", "|---|---|"]
    lines += [f"| `{file.path}` | {file.table.meaning}: {counted(file.rows, 'row')} |" for file in files]
    lines += [
        "| `DATASHEET.md` | how it came about, what it lacks, what may be done with it |",
        "| `FIELDS.md` | every column |",
        "| `NOTICE.md` | whose articles these are, and the terms that their pages state |",
        "| `CITATION.cff` | how to cite it |",
        "| `datapackage.json`, `croissant.json` | the same for programs: Frictionless, ML Commons Croissant |",
        "| `SHA256SUMS` | `sha256sum -c SHA256SUMS` checks every file but itself |",
    ]
    return "\n".join(lines) + "\n"
