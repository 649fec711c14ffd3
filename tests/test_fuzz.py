"""Hostile files: whatever comes in, a sentence comes out; never a traceback, a hang, a lost row or a wrong number."""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from inspection_lib import InspectionError, intake
from inspection_lib.evidence import Case
from inspection_lib.measures import tallies

pytestmark = pytest.mark.fuzz
ROOT = Path(__file__).parents[1]
CANARY = "Zebedee"
SURVEY = "staff_survey.csv"
REPLIES = 40
HOSTILE = ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "<script>alert(1)</script>", "&lt;b&gt;", "a/b\\c", "'\"`",
           "\u202egnirts", "\u200bagree", "S\u00e8onaid", "\U0001f600", "0" * 400, "1e999", "-1", "99999-99-99",
           "0000-01-01", "NaN", "None", "yes\x0bno", "; DROP TABLE", "{{7*7}}", "${HOME}", "%s%s"]  # fmt: skip
YAML = [
    "a: &a [*a]",
    "x: !!python/object/apply:os.system [ls]",
    "area: North",
    "a: &a [x]\nb: [*a,*a]",
    "? [a]\n: b",
    "evidence: {folder: /dev}",
    "stated: {records: 1e9}",
    "\tkey: value",
    "groups: {staff_survey: [comment]}",
]


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A params folder with forty replies, one of whose comments holds a word that must never come out."""
    folder = tmp_path_factory.mktemp("fuzz") / "params"
    (folder / "n").mkdir(parents=True)
    text = (ROOT / "params" / "north-lanarkshire.yaml").read_text(encoding="utf-8")
    kept = text.replace("folder: north-lanarkshire", "folder: n").partition("\nstated:")
    (folder / "n.yaml").write_text(kept[0] + "\n" + kept[2].partition("\n\n")[2], encoding="utf-8")
    with (ROOT / "params" / "north-lanarkshire" / SURVEY).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[: REPLIES + 1]
    rows[3][-1] = CANARY
    (folder / "n" / SURVEY).write_text(_text(rows), encoding="utf-8", newline="")
    return folder


def _text(rows: list[list[str]], delimiter: str = ",", end: str = "\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue()


def _rows(folder: Path) -> list[list[str]]:
    with (folder / "n" / SURVEY).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _write(folder: Path, content: str | bytes, file: str = SURVEY) -> None:
    (folder / "n" / file).write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)


# What changes nothing that is counted.
def shuffled(folder: Path, rng: random.Random) -> None:
    rows = _rows(folder)
    order = rng.sample(range(len(rows[0])), len(rows[0]))
    _write(folder, _text([[row[place] for place in order] for row in rows]))


def encoded(folder: Path, rng: random.Random) -> None:
    encoding = rng.choice(["utf-8-sig", "utf-16", "cp1252", "mac_roman"])
    _write(folder, _text(_rows(folder)).encode(encoding))


def delimited(folder: Path, rng: random.Random) -> None:
    _write(folder, _text(_rows(folder), rng.choice(";\t|"), rng.choice(["\n", "\r\n", "\r"])))


def loosened(folder: Path, rng: random.Random) -> None:
    lines = _text(_rows(folder)).split("\n")
    for _ in range(5):
        lines.insert(rng.randrange(1, len(lines)), "")
    _write(folder, "\n".join([*["Staff survey, summer"] * rng.randrange(3), *lines]))


def as_workbook(folder: Path, rng: random.Random) -> None:
    book = Workbook()
    for row in _rows(folder):
        book.active.append(row)
    book.active.title = rng.choice(["Sheet1", "Raw data", "\u00c0rd"])
    book.save(folder / "n" / "staff_survey.xlsx")
    (folder / "n" / SURVEY).unlink()


# What may change anything.
def truncated(folder: Path, rng: random.Random) -> None:
    content = (folder / "n" / SURVEY).read_bytes()
    _write(folder, content[: rng.randrange(len(content))])


def flipped(folder: Path, rng: random.Random) -> None:
    content = bytearray((folder / "n" / SURVEY).read_bytes())
    for _ in range(rng.randrange(1, 60)):
        content[rng.randrange(len(content))] = rng.randrange(256)
    _write(folder, bytes(content))


def mixed(folder: Path, rng: random.Random) -> None:
    content = (folder / "n" / SURVEY).read_bytes()
    half = rng.randrange(len(content))
    _write(folder, content[:half] + content[half:].decode("utf-8", "ignore").encode(rng.choice(["utf-16", "cp500"])))


def hostile(folder: Path, rng: random.Random) -> None:
    rows = _rows(folder)
    for _ in range(rng.randrange(1, 30)):
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice(HOSTILE)
    _write(folder, _text(rows))


def headless(folder: Path, rng: random.Random) -> None:
    rows = _rows(folder)
    _write(folder, _text([*rng.choice([[], [rows[0]] * 2, [[str(n) for n in range(9)]], [[""] * 9]]), *rows[1:]]))


def vast(folder: Path, rng: random.Random) -> None:
    rows = _rows(folder)
    if rng.random() < 0.5:
        rows[2][-1] = "x" * 200_000
    else:
        rows = [row + [""] * 20_000 + ["x"] for row in rows[:3]]
    _write(folder, _text(rows))


def quoted(folder: Path, rng: random.Random) -> None:
    text = _text(_rows(folder))
    place = rng.randrange(len(text))
    _write(folder, text[:place] + rng.choice(['"', "\x00", '""', "\r"]) + text[place:])


def posing(folder: Path, rng: random.Random) -> None:
    """A file under a name that promises something else."""
    end = rng.choice([".xlsx", ".parquet"])
    (folder / "n" / SURVEY).unlink()
    start = rng.choice([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x89PNG", b"PK\x03\x04", b"PAR1", b"a,b\n1,2\n", b""])
    _write(folder, start + rng.randbytes(rng.randrange(300)), f"staff_survey{end}")


def workbook_spoilt(folder: Path, rng: random.Random) -> None:
    as_workbook(folder, rng)
    path = folder / "n" / "staff_survey.xlsx"
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    change: Callable[[bytes], bytes] = rng.choice([
        lambda xml: xml.replace(b'<dimension ref="', b'<dimension ref="A1:XFD1000000000" x="', 1),
        lambda xml: xml.replace(b'<row r="7"', b'<row r="1000000000"', 1),
        lambda xml: xml.replace(b'r="B5"', b'r="XFD1048576"', 1),
        lambda xml: xml.replace(b'r="B5"', b'r="ZZZZZ99999999999"', 1),
        lambda xml: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml,
        lambda xml: xml[: rng.randrange(len(xml))],
        lambda xml: xml.replace(b"<v>", b"<f>1+1</f><v>", 3).replace(b"</sheetData>", b"", 1),
    ])  # fmt: skip
    parts[sheet] = change(parts[sheet])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)


def bomb(folder: Path, rng: random.Random) -> None:
    (folder / "n" / SURVEY).unlink()
    with zipfile.ZipFile(folder / "n" / "staff_survey.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(500):
                part.write(bytes(1 << 20))
        archive.writestr("[Content_Types].xml", "<x/>")


def params_spoilt(folder: Path, rng: random.Random) -> None:
    path = folder / "n.yaml"
    text = path.read_text(encoding="utf-8")
    place = rng.choice([0, len(text), rng.randrange(len(text))])
    path.write_text(text[:place] + "\n" + rng.choice([*YAML, *HOSTILE]) + "\n" + text[place:], encoding="utf-8")


def mapping_spoilt(folder: Path, rng: random.Random) -> None:
    cells = [*HOSTILE, "staff_survey", "role", "agree", "valued", "yes", "no", "(row number)", "leave out", ""]
    rows = [["table", "column", "answer", "maps_to", "how", "confirmed"]][rng.random() < 0.1 :]
    rows += [[rng.choice(cells) for _ in range(rng.choice([6, 6, 6, 2, 9]))] for _ in range(rng.randrange(200))]
    _write(folder, _text(rows).encode(rng.choice(["utf-8", "utf-16", "cp1252"]), "replace"), "mapping.csv")


def misplaced(folder: Path, rng: random.Random) -> None:
    """Something that is no file where a file should be."""
    path = folder / "n" / SURVEY
    path.unlink()
    kind = rng.randrange(3)
    if kind == 0:
        path.mkdir()
    elif kind == 1:
        path.symlink_to("/dev/zero")
    else:
        os.mkfifo(path)


HARMLESS = (shuffled, encoded, delimited, loosened, as_workbook)
HARMFUL = (truncated, flipped, mixed, hostile, headless, vast, quoted, posing, workbook_spoilt, params_spoilt,
           mapping_spoilt, misplaced)  # fmt: skip
CASES = [(one, seed) for one in HARMLESS for seed in range(10)]
CASES += [(one, seed) for one in HARMFUL for seed in range(22)] + [(bomb, 0)]


def counted(case: Case) -> dict[str, list[int]]:
    return {name: [*tally.total.tolist(), tally.blank] for name, tally in tallies(case).items()}


@pytest.fixture(scope="module")
def untouched(small: Path) -> dict[str, list[int]]:
    return counted(intake.case(small / "n.yaml"))


def test_there_are_at_least_three_hundred_mutations():
    assert len(CASES) >= 300


def _read(folder: Path) -> tuple[Case | None, str]:
    """The case, if there is one, and everything that was said."""
    try:
        case = intake.case(folder / "n.yaml")
    except InspectionError as error:
        return None, f"{error} {error.problems}"
    return case, str(case.problems)


@pytest.mark.parametrize(("spoil", "seed"), CASES, ids=lambda value: getattr(value, "__name__", str(value)))
def test_a_hostile_file_gets_a_sentence(small: Path, untouched, tmp_path: Path, caplog, spoil, seed):
    folder = tmp_path / "params"
    shutil.copytree(small, folder)
    spoil(folder, random.Random(f"{spoil.__name__} {seed}"))
    case, said = _read(folder)
    assert said
    assert CANARY not in f"{said} {caplog.text}"
    if case is None:
        return
    for source in case.evidence.sources.values():
        assert source.rows_read == source.rows_used + sum(source.set_aside.values())
    if spoil in HARMLESS:
        assert [problem for problem in case.problems if problem.severity == "stops"] == []
        assert counted(case) == untouched


@pytest.mark.parametrize("spoil", [truncated, posing, workbook_spoilt, params_spoilt, misplaced, vast])
def test_the_command_line_says_it_without_a_traceback(small: Path, tmp_path: Path, spoil):
    shutil.copytree(small, tmp_path / "params")
    spoil(tmp_path / "params", random.Random(7))
    command = [sys.executable, "-m", "inspection_lib", "check", "params/n.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)

    assert "Traceback" not in done.stderr + done.stdout
    assert done.returncode in (0, 1)
    assert CANARY not in done.stdout + done.stderr
