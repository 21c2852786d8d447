#!/usr/bin/env python
"""A class of 40 taught from end to end with the commands that a lecturer types: stage, mark, grade.

    python tests/benchmarks/class_of_40.py OUT [--pictures]

Two lessons on the stage, with codes pasted from a chat and typed on phones; three lessons handed in, some late,
twice, under other names, in an older form, blank, damaged, excused; open answers marked on the desk's own page.
Everything that is written lies in OUT, to be looked at; `--pictures` adds the windows, taken with the system's
Chromium. The exit code says whether all held that must hold.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tornado.httpclient import HTTPClient, HTTPRequest
from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "classroom")]

from answer_sheets import right_answers, sealed, sheet, write  # noqa: E402

from claimlab import lessons  # noqa: E402
from claimlab.classroom.scores import prompts  # noqa: E402
from claimlab.sheets.form import checksum  # noqa: E402
from claimlab.teaching.predicting.codes import encode  # noqa: E402

PEOPLE = 40
SET = ("01", "03", "08")
WEIGHTS = {"exercises": 60, "quiz": 15, "reading": 25}
FIRST = "Ana Luis María José Rosa Juan Elena Carlos Inés Pedro".split()
LAST = ["Pérez", "Gómez", "Ruiz", "Núñez"]
NAMES = [f"{FIRST[n % 10]} {LAST[n // 10]}" for n in range(PEOPLE)]
SAID = {
    "It fell by 70 per cent before the bridge was closed, so the closure came late.": 3,
    "It fell before the closure already.": 2,
    "The table shows two sellers, and both lost.": 2,
    "I was surprised.": 1,
    "no idea": 0,
}
held: dict[str, bool] = {}


def must(what: str, holds: object) -> None:
    """One line of the protocol; the exit code is theirs."""
    held[what] = bool(holds)
    print(f"{'ok' if holds else 'NO'}  {what}", flush=True)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# The commands ------------------------------------------------------------------------------------


def command(*args: object) -> list[str]:
    return [sys.executable, "-u", "-m", "borderlab.cli", *map(str, args)]


def _hears_ctrl_c() -> None:
    """What was started in the background was told to pass over Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def served(out: Path, log: str, *args: object) -> Iterator[list[str]]:
    """A command that serves pages, with the addresses that it printed, until Ctrl+C."""
    path = out / log
    with path.open("w", encoding="utf-8") as file:
        running = subprocess.Popen(command(*args, "--no-browser"), stdout=file, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_hears_ctrl_c)  # fmt: skip
        try:
            for _wait in range(3000):  # a busy machine is slow to begin
                if "Ctrl+C" in (said := path.read_text(encoding="utf-8")):
                    break
                if running.poll() is not None:
                    raise SystemExit(f"'{' '.join(map(str, args))}' ended: {said}")
                time.sleep(0.1)
            yield re.findall(r"http://[^\s,]+", said)
        finally:
            os.killpg(running.pid, signal.SIGINT)
            running.wait(120)


# On the stage --------------------------------------------------------------------------------------


class Lecturer:
    """What stands in her window, and what she presses."""

    def __init__(self, window: str):
        url = window.replace("http", "ws").replace("/lectern", "/ear?window=lectern")
        origin = re.match(r"http://[^/]+", window)[0]
        self._loop, self.sees, self._heard = IOLoop(make_current=False), {}, 0
        request = HTTPRequest(url, headers={"Origin": origin})
        self._line = self._loop.run_sync(
            lambda: websocket_connect(request, on_message_callback=self._hear)
        )
        self._wait(0)

    def _hear(self, said: str | None) -> None:
        self.sees, self._heard = json.loads(said or "{}"), self._heard + 1

    def _wait(self, before: int) -> None:
        """Until something was told that is newer, and what comes in quick succession has come."""
        for _try in range(300):
            self._loop.run_sync(lambda: asyncio.sleep(0.4))
            if self._heard > before:
                return
        raise SystemExit("The stage does not answer.")

    def press(self, act: str, what: object = None) -> dict:
        """The wall after a press."""
        self._wait(-1)  # what phones sent is told as well
        before, said = self._heard, json.dumps({"act": act, "what": what})
        self._loop.run_sync(lambda: self._line.write_message(said))
        self._wait(before)
        return self.sees["wall"]

    def look(self) -> dict:
        """The wall now, whoever changed it."""
        return self.press("people", PEOPLE)


class Phone:
    """A telephone that came in by the word on the wall."""

    def __init__(self, address: str, word: str):
        self._address, self._web = address, HTTPClient()
        answer = self._send("/in", f"word={word}")
        self.is_in, self._cookie = (
            answer.code == 303,
            answer.headers.get("Set-Cookie", "").partition(";")[0],
        )

    def _send(self, path: str, body: str, **headers: str):
        request = HTTPRequest(self._address + path, "POST", headers, body, follow_redirects=False)
        return self._web.fetch(request, raise_error=False)

    def say(self, **fields: object) -> str:
        """The page that it sees after an answer."""
        body = "&".join(f"{name}={value}" for name, value in fields.items())
        return self._send("/say", body, Cookie=self._cookie).body.decode()


def guess(asked, n: int) -> object:
    """What student `n` guesses."""
    if asked.kind == "choice":
        return list(asked.options)[n % len(asked.options)]
    at = [asked.low + asked.step * ((n * 3 + k) % (round((asked.high - asked.low) / asked.step) + 1)) for k in range(max(2, len(asked.points or ())))]  # fmt: skip
    return {"number": at[0], "interval": sorted(at[:2])}.get(asked.kind, at)


def fields(asked, value: object) -> dict[str, object]:
    """The same as a phone's form says it."""
    if asked.kind in ("choice", "number"):
        return {"value": value}
    names = ("low", "high") if asked.kind == "interval" else asked.points
    return dict(zip(map(str, names), value, strict=True))


def chat(asked, vote: int, who: range) -> str:
    """What a class writes into a chat: codes among names, times, a telephone number and talk."""
    lines = [
        f"[10:{n:02}] {NAMES[n]}: {encode(asked, guess(asked, n + vote), vote, n)} 🙂" for n in who
    ]
    return "\n".join(
        [*lines, "[10:59] Ana: is it 2008 or 2009?", "call me: 313-555-0147", lines[0]]
    )


def on_stage(out: Path, lesson_id: str, look: object) -> None:
    """One lesson: chat and phones, a second vote, too many votes, the result, a timer, every question."""
    with served(out, f"stage-{lesson_id}.log", "stage", lesson_id, "--class-size", PEOPLE, "--room", "127.0.0.1") as (own, wall, room, *_):  # fmt: skip
        her = Lecturer(own)
        first = lessons.prediction(her.sees["wall"]["id"])
        must(f"{lesson_id}: the door for phones is shut until it is opened", her.sees["wall"] and not Phone(room, "x").is_in and not her.sees["door"]["word"])  # fmt: skip
        her.press("door")
        phones = [Phone(room, her.sees["door"]["word"]) for _n in range(16)]
        must(f"{lesson_id}: 16 phones are in", all(phone.is_in for phone in phones))
        seen = her.press("paste", chat(first, 1, range(24)))
        must(f"{lesson_id}: 24 codes are counted once each, among talk", seen["counts"][0] == 24)
        pages = [phone.say(**fields(first, guess(first, 24 + n))) for n, phone in enumerate(phones)]
        must(
            f"{lesson_id}: each phone reads that it was counted",
            all("Counted" in page for page in pages),
        )
        phones[0].say(**fields(first, guess(first, 1)))
        seen = her.look()
        must(f"{lesson_id}: 40 of 40 in, one seat one vote, nothing remarked", seen["counts"][0] == PEOPLE and not seen["warning"])  # fmt: skip
        must(f"{lesson_id}: the wall holds no truth before the result", not seen["result"] and "truth" not in json.dumps(seen))  # fmt: skip
        look(wall, f"stage-{lesson_id}-1-votes")
        look(own, f"stage-{lesson_id}-2-own")
        her.press("timer", 2)
        must(f"{lesson_id}: a timer runs", 100 < her.look()["left"] <= 120)
        her.press("vote")
        her.press("paste", chat(first, 2, range(20)))
        for n, phone in enumerate(phones):
            phone.say(**fields(first, guess(first, n)))
        seen = her.look()
        must(f"{lesson_id}: the second vote stands beside the first", seen["counts"] == [40, 36] and (not seen["bars"] or seen["bars"]["hasSecond"]))  # fmt: skip
        look(wall, f"stage-{lesson_id}-3-second")
        must(f"{lesson_id}: more votes than people are remarked", her.press("paste", "\n".join(encode(first, guess(first, n), 2, 500 + n) for n in range(9)))["warning"])  # fmt: skip
        look(wall, f"stage-{lesson_id}-4-too-many")
        seen = her.press("step")
        must(f"{lesson_id}: the result is shown, and nobody votes any more", seen["result"]["says"] and "closed" in phones[1].say(**fields(first, guess(first, 1))))  # fmt: skip
        look(wall, f"stage-{lesson_id}-5-result")
        for place in range(1, seen["of"]):
            seen = her.press("next")
            asked = lessons.prediction(seen["id"])
            phones[2].say(question=asked.id, **fields(asked, guess(asked, place)))
            must(f"{lesson_id}: {asked.id} is next, and is voted on", asked.pooled and her.look()["counts"] == [1, 0])  # fmt: skip
            look(wall, f"stage-{lesson_id}-6-{asked.id}")


# Handed in ---------------------------------------------------------------------------------------------


def required(lesson_id: str) -> list[str]:
    return [ex.id for ex in lessons.lesson(lesson_id).exercises if not ex.optional]


def of(lesson_id: str, n: int) -> tuple[int, int, list[str]]:
    """How many exercises and quiz questions student `n` has right, and what they write at the first two prompts."""
    words = list(SAID)
    right = len(required(lesson_id)) - n % 4
    quiz = (n + int(lesson_id)) % (len(lessons.lesson(lesson_id).quiz) + 1)
    return right, quiz, [words[n % 5], words[(n + 1) % 5] if n % 3 else ""]


def read_at(lesson_id: str) -> list[str]:
    """The two prompts that are read: the first that are answered in a reply."""
    return [item for item in prompts(lesson_id) if item.startswith(("P", "G"))][:2]


def made(lesson_id: str, name: str, n: int, **changed: object) -> dict[str, object]:
    """The sheet of student `n`."""
    right, quiz, words = of(lesson_id, n)
    one = sheet(lesson_id, name, {i: right_answers(lesson_id)[i] for i in required(lesson_id)[:right]}, judgements={})  # fmt: skip
    for place, asked in enumerate(lessons.lesson(lesson_id).quiz):
        options = [option.right for option in asked.options]
        one["quiz"][asked.id]["value"] = options.index(place < quiz)
    day, at = f"2026-03-{2 + int(lesson_id) % 7:02}", one["submitted_at"]
    one["replies"] = {item: {"text": text, "at": at} for item, text in zip(read_at(lesson_id), words, strict=True) if text}  # fmt: skip
    text = json.dumps(one).replace(at[:10], day).replace(at[11:16], f"{9 + n % 9:02}:{n:02}")
    return sealed(json.loads(text) | changed)


LATE, TWICE_SAME, TWICE_OTHER, TURNED, NICKNAME, OLD, EXCUSED, INSTEAD, BLANK, DAMAGED, ABSENT = (
    {0, 9}, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14,
)  # fmt: skip


def hand_in(out: Path) -> None:
    """Three lessons of 40 students in the names that Canvas gives, and the roster."""
    folder, file = out / "sheets", 50_000
    folder.mkdir()
    for lesson_id in SET:
        for n, name in enumerate(NAMES):
            if n == ABSENT or (n in (EXCUSED, INSTEAD) and lesson_id == "08"):
                continue
            written = {TURNED: ", ".join(reversed(name.split())), NICKNAME: "Charly"}.get(n, name)
            one = made(lesson_id, written, n)
            if n == BLANK and lesson_id == "03":
                one = sealed(
                    one | {part: {} for part in ("answers", "predictions", "quiz", "replies")}
                )
            if n == OLD:  # an explanation stood inside its prediction, and there were no goals
                for item, said in one.pop("replies").items():
                    one["predictions"].setdefault(item, {"votes": []})["explanation"] = said["text"]
                one = {k: v for k, v in one.items() if k != "goals"} | {"schema_version": 1}
                one["checksum"] = checksum(one)
            last, first = name.split()[1].lower(), name.split()[0].lower()
            late = "LATE_" if n in LATE else ""
            file += 1
            path = write(
                folder,
                one,
                f"{last}{first}_{late}{1000 + n}_{file}_lesson-{lesson_id}.answers.json",
            )
            if n == DAMAGED and lesson_id == "01":
                path.write_bytes(path.read_bytes()[:900])
            if n in (TWICE_SAME, TWICE_OTHER) and lesson_id == "01":
                again = one if n == TWICE_SAME else made(lesson_id, name, 8)
                file += 1
                write(
                    folder,
                    again,
                    f"{last}{first}_{1000 + n}_{file}_lesson-{lesson_id}-1.answers.json",
                )
    done = made("02", NAMES[INSTEAD], INSTEAD)
    write(folder, done, f"gómezluis_{1000 + INSTEAD}_{file + 1}_lesson-02.answers.json")
    lines = [
        "Student,ID,SIS User ID,SIS Login ID,Section,Excused,Instead",
        "    Points Possible,,,,,,",
    ]
    for n, name in enumerate(NAMES):
        first, last = name.split()
        says = {EXCUSED: ("08", ""), INSTEAD: ("08", "02")}.get(n, ("", ""))
        lines.append(f'"{last}, {first}",{1000 + n},S{n},,A,{",".join(says)}')
    lines.append('"Student, Test",999,,,A,,')
    (out / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


# At the desk -------------------------------------------------------------------------------------------

WAITS = "The table shows two sellers, and both lost."  # in lesson 08 nobody has marked it yet


def at_the_desk(out: Path, look: object) -> None:
    """Mark every answer at the prompts that are read, through the desk's own page, but for one that waits."""
    with served(out, "mark.log", "mark", out / "sheets", "--roster", out / "roster.csv", "--keep", "latest") as (page, *_):  # fmt: skip
        look(page + "01", "desk-01-before")
        for lesson_id in (*SET, "02"):
            if lesson_id == "02":
                continue  # done in place of another: its answers are not read
            text = HTTPClient().fetch(page + lesson_id).body.decode()
            names = [part for name in NAMES for part in (name, name.split()[1]) if part in text]
            must(f"{lesson_id}: no name stands on the desk", not names)
            for keys, words in re.findall(r'<article data-keys="([^"]+)".*?<blockquote>(.*?)</blockquote>', text, re.S):  # fmt: skip
                said = re.sub(r"<[^>]+>", "", words).strip()
                if keys.partition("-")[0] in read_at(lesson_id) and not (lesson_id == "08" and said == WAITS):  # fmt: skip
                    body = json.dumps({"keys": keys.split(), "mark": f"{SAID[said]}", "comment": "" if SAID[said] else "What does the table say?"})  # fmt: skip
                    HTTPClient().fetch(HTTPRequest(page + "marks", "POST", {"Content-Type": "application/json"}, body))  # fmt: skip
        look(page + "01", "desk-01-after")
        look(page + "08", "desk-08-after")


# The gradebook -----------------------------------------------------------------------------------------


def by_hand(lesson_id: str, n: int) -> float:
    """The mark of a sheet by the README's rule, from what was put into it: no code of the kit's is asked."""
    right, quiz, words = of(lesson_id, n)
    given = [SAID[w] for w in words if w and not (lesson_id == "08" and w == WAITS)]
    shares = {"exercises": right / len(required(lesson_id)), "quiz": quiz / len(lessons.lesson(lesson_id).quiz), "reading": sum(given) / 6}  # fmt: skip
    return sum(WEIGHTS[part] * share for part, share in shares.items())


def graded(out: Path) -> None:
    """Run `grade` with the README's weights, and hold what it wrote against what was put in."""
    weights = ", ".join(f"{part} {weight}" for part, weight in WEIGHTS.items())
    args = ("grade", out / "sheets", "-o", out / "grades", "--roster", out / "roster.csv", "--lessons", " ".join(SET),
            "--marks", out / "sheets-marks.csv", "--weights", weights, "--keep", "latest")  # fmt: skip
    done = subprocess.run(command(*args), capture_output=True, text=True)
    (out / "grade.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    print(done.stdout + done.stderr)
    grades = out / "grades"
    book = {row["ID"]: row for row in rows(grades / "gradebook.csv")[1:]}
    marks = {row["ID"]: row for row in rows(grades / "marks.csv")}
    problems = rows(grades / "problems.csv")
    must("a row for everybody on the roster", len(book) == len(marks) == PEOPLE + 1)

    def got(n: int, lesson_id: str) -> str:
        return book[f"{1000 + n}"][f"Lesson {lesson_id}"]

    def why(n: int, lesson_id: str = "") -> str:
        file = re.compile(rf"_{1000 + n}_\d+_lesson-{lesson_id}")
        return " ".join(p["Reason"] for p in problems if file.search(p["File"]))

    plain = [n for n in range(PEOPLE) if n not in (TWICE_OTHER, EXCUSED, INSTEAD, BLANK, DAMAGED, ABSENT)]  # fmt: skip
    for n in (1, 22, 39):
        marked = [by_hand(lesson_id, n) for lesson_id in SET]
        must(f"{NAMES[n]} gets what a hand reckons: {marks[f'{1000 + n}']['How it is made']}",
             [float(got(n, i)) for i in SET] == [round(m, 1) for m in marked]
             and abs(float(marks[f"{1000 + n}"]["Mark of 100"]) - sum(marked) / 3) < 0.11)  # fmt: skip
    wrong = [(NAMES[n], i, got(n, i), by_hand(i, n)) for n in plain for i in SET if abs(float(got(n, i)) - by_hand(i, n)) > 0.051]  # fmt: skip
    must(f"so does everybody whose sheets are plain ({len(plain)} people) {wrong}", not wrong)
    waits = [
        n for n in range(PEOPLE) if WAITS in of("08", n)[2] and n not in (EXCUSED, INSTEAD, ABSENT)
    ]
    must(f"the {len(waits)} whose answer waits in lesson 08 are listed, and no other", {n for n in range(PEOPLE) if "Not marked yet" in why(n, "08")} == set(waits) and not any("Not marked yet" in why(n, i) for n in range(PEOPLE) for i in ("01", "03")))  # fmt: skip
    must(
        "late is said of two, in each lesson",
        all(
            {n for n in range(PEOPLE) if "Handed in late" in why(n, i)}
            == LATE - ({EXCUSED, INSTEAD} if i == "08" else set())
            for i in SET
        ),
    )
    must(
        "the same sheet twice is one",
        abs(float(got(TWICE_SAME, "01")) - by_hand("01", TWICE_SAME)) < 0.051,
    )
    must("of two sheets the later counts, and it is said", abs(float(got(TWICE_OTHER, "01")) - by_hand("01", 8)) < 0.051 and "latest" in why(TWICE_OTHER, "01"))  # fmt: skip
    must(
        "another name is remarked, and whom Canvas names has the points",
        "Charly" in why(NICKNAME, "01"),
    )
    must("an order that is turned is nobody else", "but the name" not in why(TURNED, "01"))
    must("an older form is counted with a remark", "form 1" in why(OLD, "01"))
    must("who is excused has a mark of two lessons", marks[f"{1000 + EXCUSED}"]["How it is made"].endswith("08: excused"))  # fmt: skip
    must(
        "who does another lesson has it counted",
        "02: " in marks[f"{1000 + INSTEAD}"]["How it is made"],
    )
    must("a blank sheet brings 0", got(BLANK, "03") == "0.0")
    must("a damaged file is no mark, and is named", marks[f"{1000 + DAMAGED}"]["Mark of 100"] == "" and why(DAMAGED, "01"))  # fmt: skip
    must("who handed in nothing has 0, and is missing", marks[f"{1000 + ABSENT}"]["Mark of 100"] == "0.0")  # fmt: skip
    report = (grades / "class-report.html").read_text(encoding="utf-8")
    first, last = NAMES[ABSENT].split()
    must("the report names who is missing", report.count(f"{last}, {first}") == 3)
    pages = len(list((grades / "feedback").iterdir()))
    sheets = sum(bool(re.fullmatch(r"[\d.]+", row[f"Lesson {i}"])) for row in book.values() for i in (*SET, "02") if f"Lesson {i}" in row)  # fmt: skip
    must(f"a page for each sheet that counts, here and in the archive ({pages})", pages == len(zipfile.ZipFile(grades / "feedback-canvas.zip").namelist()) and pages == sheets)  # fmt: skip
    blind = [name for file in ("open-answers.html", "open-answers.csv") for name in NAMES if name in (grades / file).read_text("utf-8")]  # fmt: skip
    must("no name stands where marks are typed", not blind and not any(name in (out / "sheets-marks.csv").read_text("utf-8-sig") for name in NAMES))  # fmt: skip


@contextmanager
def photographer(out: Path, wanted: bool) -> Iterator[object]:
    """A function that takes a picture of an address; none where none is wanted."""
    if not wanted:
        yield lambda url, name: None
        return
    from playwright.sync_api import sync_playwright

    (out / "pictures").mkdir()

    def begin() -> None:
        nonlocal play, page
        play = sync_playwright().start()
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 720})

    def take(url: str, name: str) -> None:
        page.goto(url)
        page.wait_for_timeout(1500)
        page.screenshot(path=out / "pictures" / f"{name}.png", full_page=name.startswith("desk"))

    play = page = None
    with ThreadPoolExecutor(1) as own:  # its event loop is not that of the lecturer's line
        own.submit(begin).result()
        yield lambda url, name: own.submit(take, url, name).result()
        own.submit(lambda: (page.context.browser.close(), play.stop())).result()


def main() -> int:
    """Teach, hand in, mark, grade; the exit code says whether everything held."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="a new folder for everything that is written")
    parser.add_argument("--pictures", action="store_true", help="take pictures of the windows")
    asked = parser.parse_args()
    out = asked.out.absolute()
    out.mkdir(parents=True)
    start = time.perf_counter()
    with photographer(out, asked.pictures) as look:
        for lesson_id in ("01", "03"):
            on_stage(out, lesson_id, look)
        hand_in(out)
        at_the_desk(out, look)
    graded(out)
    print(
        f"{sum(held.values())} of {len(held)} held, in {time.perf_counter() - start:.0f} s: {out}"
    )
    return int(not all(held.values()))


if __name__ == "__main__":
    sys.exit(main())
