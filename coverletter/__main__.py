"""The command line: serve, write, match, review, batch, backup, restore, doctor."""

from __future__ import annotations

import argparse
import asyncio
import logging
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import cast, get_args

from coverletter.assembly import House, build_house
from coverletter.errors import AppError, BadInput
from coverletter.settings import Settings, load_settings
from coverletter.types import (
    USUAL_LENGTH,
    ExportFormat,
    Fit,
    Language,
    LanguageChoice,
    Letter,
    ModelChoice,
    Posting,
    Resume,
    Review,
    Tone,
    Unit,
    WriteRequest,
)

LEAST_FREE_MEGABYTES = 500


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 for done, 1 for done but look at it, 2 for a sentence that says what to mend."""
    given = _parser().parse_args(arguments)
    run = cast(Callable[[argparse.Namespace, Settings], int], given.run)
    try:
        settings = load_settings()
        if run is not serve:
            logging.basicConfig(level="ERROR")
        return run(given, settings)
    except AppError as error:
        print(error.english, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def serve(given: argparse.Namespace, settings: Settings) -> int:
    """Serve the page and the endpoints."""
    from coverletter.web.start import start

    start(settings, given.reload)
    return 0


def write(given: argparse.Namespace, settings: Settings) -> int:
    """Write a letter to standard output, or to a file in the format its name ends in."""
    house = build_house(settings)
    resume, posting = _resume(house, given.resume), _posting(house, given.posting)
    letter = asyncio.run(_written(house, _request(given, resume, posting)))
    _put_out(house, letter.text, letter.language, posting.title, given.out)
    if letter.notice:
        print(letter.notice, file=sys.stderr)
    return 0 if letter.outcome == "complete" else 1


def match(given: argparse.Namespace, settings: Settings) -> int:
    """Show every requirement with its status and best evidence."""
    house = build_house(settings)
    fit = house.letters.match(_resume(house, given.resume), _posting(house, given.posting), _text(given.notes))
    print(fit.model_dump_json(indent=2) if given.json else _fit_lines(fit))
    return 0


def review(given: argparse.Namespace, settings: Settings) -> int:
    """Hold a letter against a resume; 1 if a sentence is unsupported or a check fails."""
    house = build_house(settings)
    posting = _posting(house, given.posting) if given.posting else None
    resume, notes = _resume(house, given.resume), _text(given.notes)
    found = house.letters.review(_text(given.letter), resume, posting, notes)
    found = asyncio.run(house.letters.second_opinion(found, resume, notes))
    print(found.model_dump_json(indent=2) if given.json else _review_lines(found))
    return 1 if found.unsupported or any(not check.passed for check in found.checks) else 0


def batch(given: argparse.Namespace, settings: Settings) -> int:
    """Write one letter for every posting of a folder; 1 if any failed."""
    house = build_house(settings)
    resume = _resume(house, given.resume)
    postings = (
        sorted(path for path in Path(given.postings).iterdir() if path.suffix.lower() in (".txt", ".md", ".pdf", ".docx"))
        if Path(given.postings).is_dir()
        else []
    )
    if not postings:
        raise BadInput("Name a folder with postings as .txt, .md, .pdf or .docx files.")
    letters = Path(given.letters)
    letters.mkdir(parents=True, exist_ok=True)
    failures = 0
    for path in postings:
        target = letters / f"{path.stem}.{given.format}"
        try:
            posting = _posting(house, str(path))
            letter = asyncio.run(_written(house, _request(given, resume, posting), quiet=True))
            _put_out(house, letter.text, letter.language, posting.title, str(target))
            unsupported = letter.review.unsupported if letter.review else 0
            print(f"{path.name}: {target.name}, {letter.outcome}, {unsupported} sentences to back up")
            failures += letter.outcome != "complete"
        except AppError as error:
            failures += 1
            print(f"{path.name}: {error.english}", file=sys.stderr)
    return 1 if failures else 0


def backup(given: argparse.Namespace, settings: Settings) -> int:
    """Back records and files up."""
    from coverletter.keeping.backup import backup as back_up

    print(back_up(settings, Path(given.folder)))
    return 0


def restore(given: argparse.Namespace, settings: Settings) -> int:
    """Bring a backup into an empty data folder and database."""
    from coverletter.keeping.backup import restore as bring_back

    bring_back(Path(given.backup), settings)
    print("Restored. The index is rebuilt as it is asked for.")
    return 0


def doctor(_: argparse.Namespace, settings: Settings) -> int:
    """Look at every part, start each once, and say what is wrong; 1 if anything is."""
    house = build_house(settings)
    broken = 0
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data_dir).free // 1_000_000
    looks: dict[str, Callable[[], object]] = {name: part.start for name, part in house.parts.items()}
    for name, look in looks.items():
        try:
            look()
            print(f"ok      {name}")
        except Exception as error:
            broken += 1
            print(f"broken  {name}: {error.english if isinstance(error, AppError) else type(error).__name__}")
    print(f"{'ok    ' if free >= LEAST_FREE_MEGABYTES else 'broken'}  disk: {free} MB free")
    print(f"ok      letters are {'drafted by ' + settings.openai_model if settings.writes_online else 'composed offline'}")
    if house.close:
        house.close()
    return 1 if broken or free < LEAST_FREE_MEGABYTES else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m coverletter", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run: Callable[[argparse.Namespace, Settings], int], *names: str) -> argparse.ArgumentParser:
        one = commands.add_parser(run.__name__, help=run.__doc__, description=run.__doc__)
        one.set_defaults(run=run)
        for name in names:
            one.add_argument(name, help=HELP[name])
        return one

    command(serve).add_argument("--reload", action="store_true", help="begin again whenever the code changes, for development")
    for one in (command(write, "resume", "posting"), command(batch, "resume", "postings", "letters")):
        one.add_argument("--language", choices=get_args(LanguageChoice), default="auto")
        one.add_argument("--tone", choices=get_args(Tone), default="formal")
        one.add_argument("--length", type=int, default=USUAL_LENGTH)
        one.add_argument("--unit", choices=get_args(Unit), default="words")
        one.add_argument("--instructions", default="", help="what the letter should do, in your words")
        one.add_argument("--notes", default="", help="a file with what the resume does not say")
        one.add_argument("--strict", action="store_true", help="take out what the resume does not support")
        one.add_argument("--model", default="", help="another model, or `offline`")
        if one.prog.endswith("write"):
            one.add_argument("--out", default="", help="a file: .pdf, .docx, .md or .txt")
        else:
            one.add_argument("--format", choices=get_args(ExportFormat), default="txt")
    for one in (command(match, "resume", "posting"), command(review, "letter", "resume")):
        one.add_argument("--notes", default="", help="a file with what the resume does not say")
        one.add_argument("--json", action="store_true", help="everything, as JSON")
        if one.prog.endswith("review"):
            one.add_argument("--posting", default="", help=HELP["posting"])
    command(backup, "folder")
    command(restore, "backup")
    command(doctor)
    return parser


HELP = {
    "resume": "a PDF, DOCX, TXT or MD file",
    "posting": "a PDF, DOCX or text file, an address, or - for standard input",
    "postings": "a folder of postings as .txt or .md",
    "letters": "the folder the letters go to",
    "letter": "a text file, or - for standard input",
    "folder": "where the backup goes",
    "backup": "the folder of one backup",
}


def _text(name: str) -> str:
    """What a file holds; nothing for no name. Raises `BadInput`."""
    if not name:
        return ""
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"Check {Path(name).name}: it is not a text file that can be read.") from error


def _resume(house: House, name: str) -> Resume:
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"Check {Path(name).name}: there is no such file.") from error
    return house.letters.read_resume(data, Path(name).name)


def _posting(house: House, name: str) -> Posting:
    if name.startswith(("http://", "https://")):
        return house.letters.read_posting(url=name)
    if Path(name).suffix.lower() in (".pdf", ".docx"):
        return house.letters.read_posting(_resume(house, name).text)
    return house.letters.read_posting(_text(name))


def _request(given: argparse.Namespace, resume: Resume, posting: Posting) -> WriteRequest:
    return WriteRequest(
        resume=resume,
        posting=posting,
        language=given.language,
        tone=given.tone,
        length=given.length,
        unit=given.unit,
        instructions=given.instructions,
        notes=_text(given.notes),
        strict=given.strict,
        choice=ModelChoice(model=given.model),
    )


async def _written(house: House, request: WriteRequest, quiet: bool = False) -> Letter:
    letter: Letter | None = None
    stage = ""
    async with aclosing(house.letters.write(request)) as steps:
        async for progress in steps:
            if progress.stage != stage and not quiet:
                stage = progress.stage
                print(f"{stage} ...", file=sys.stderr)
            letter = progress.letter or letter
    assert letter is not None  # the last step carries it, or an error was raised
    return letter


def _put_out(house: House, text: str, language: Language, title: str, name: str) -> None:
    if not name:
        print(text)
        return
    ending = Path(name).suffix.lstrip(".").lower()
    if ending not in get_args(ExportFormat):
        raise BadInput("Let the name of the letter end in .pdf, .docx, .md or .txt.")
    Path(name).write_bytes(house.letters.export(text, cast(ExportFormat, ending), language, title).data)


def _fit_lines(fit: Fit) -> str:
    lines = [f"{fit.posting.title or 'Posting'}{', ' + fit.posting.company if fit.posting.company else ''}: {fit.coverage:.0%} covered", ""]
    for one in fit.matches:
        lines.append(f"{one.status:8} {one.requirement} ({one.kind})")
        lines += [f"         < {evidence.text} (p. {evidence.page})" for evidence in one.evidence[:1]]
    return "\n".join(lines)


def _review_lines(found: Review) -> str:
    lines = []
    for sentence in found.sentences:
        lines.append(f"{sentence.verdict:12} {sentence.text}")
        for reason in sentence.reasons:
            lines.append(
                f"{'':12} {'contradicts' if reason.hard else 'no support'}: {reason.claim}{' / ' + reason.found if reason.found else ''}"
            )
    lines += [f"{'passed' if check.passed else 'look':12} {check.message}" for check in found.checks]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
