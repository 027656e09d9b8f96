"""Take the pictures of docs/first-hour.md and docs/serving.md from a finished practice project.

    coprod-review practice FOLDER; cd FOLDER; make review; coprod-review sample
    python tools/first_hour_pictures.py FOLDER        (in the folder of the project)

Run by hand when the pages have changed. It answers exercises and reports in that folder as a student would,
so take a folder that is for this alone. Needs Playwright and Chromium (COPROD_CHROMIUM may name its program).
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZE = ViewportSize(width=1180, height=800)
WIDTH, N_COLOURS = 940, 96
ADDRESS = re.compile(r"http://\S+\?token=\S+")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
N_EXERCISES = 10


def main(folder: Path) -> None:
    """Write the pictures, and say how large they are together."""
    program = os.environ.get("COPROD_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        page = browser.new_page(viewport=SIZE)
        page.goto((folder / "results" / "report.html").resolve().as_uri())
        page.locator("#finding").evaluate("section => section.scrollIntoView()")
        _take(page, "report")
        with _server(folder, "train", "--coder", "AB") as url:
            _learn(page, url)
        coder = ("--coder", "AB", "--how", "reads title and abstract, by the codebook alone")
        with _server(folder, "serve", *coder) as url:
            _code(page, url)
        reviewer = ("--reviewer", "CD", "--how", "looks at what is in doubt")
        with _server(folder, "serve", *reviewer) as url:
            _review(page, url)
        browser.close()
    sizes = [path.stat().st_size for stem in ("first_hour", "serve") for path in IMAGES.glob(f"{stem}_*.png")]
    print(f"{len(sizes)} pictures, {sum(sizes) // 1024} kilobytes")


def _learn(page: Any, url: str) -> None:
    """Answer exercises, not too well, and look at what is told."""
    page.goto(url)
    for n in range(N_EXERCISES):
        page.wait_for_load_state("networkidle")
        page.keyboard.press("n")
        page.wait_for_selector(".question-item.open")
        for at, question in enumerate(page.locator(".question-item").all()):
            if "open" not in (question.get_attribute("class") or "").split():
                question.locator(".unfold").click()
            if n == 0 and at == 2:
                page.keyboard.press("?")
                _take(page, "exercise")
                page.keyboard.press("?")
                page.keyboard.press("?")
            page.keyboard.press(str(1 + (at + n) % 3))
            page.wait_for_timeout(150)
        page.wait_for_selector("#saving[data-state=saved]")
        page.keyboard.press("n")
        page.wait_for_selector(".told-list")
        if n == 0:
            _take(page, "told")
    page.keyboard.press("b")
    page.wait_for_selector(".train-table")
    _take(page, "standing")


def _code(page: Any, url: str) -> None:
    """Open the sample, answer two questions, and mark words."""
    page.goto(url)
    _take(page, "desk")
    page.keyboard.press("n")
    page.wait_for_selector(".question-item.open")
    page.keyboard.press("1")
    page.keyboard.press("1")
    page.keyboard.press("e")
    for _ in range(6):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    _take(page, "coding")


def _review(page: Any, url: str) -> None:
    """Look at the queues, begin to dispute a code, and open a pair."""
    page.goto(url)
    _take(page, "home", stem="serve")
    _open_first(page, "Machine against person", ".question-item.open")
    page.keyboard.press("d")
    page.keyboard.type("Service research is context here, and explains nothing.")
    _take(page, "reviewing", stem="serve")
    page.goto(url.partition("?")[0])
    _open_first(page, "Maybe duplicates", ".pair")
    _take(page, "pair")


def _open_first(page: Any, queue: str, shown: str) -> None:
    page.get_by_role("link", name=queue, exact=True).click()
    page.wait_for_url("**/queue/**", wait_until="networkidle")
    page.keyboard.press("n")
    page.wait_for_selector(shown)


@contextmanager
def _server(folder: Path, *command: str) -> Iterator[str]:
    words = [sys.executable, "-m", "coprod_review", *command, "--no-browser", "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, text=True, env=environment) as running:
        try:
            lines = running.stdout or ()
            yield next(filter(None, map(ADDRESS.search, lines)))[0]
        finally:
            running.terminate()


def _take(page: Any, name: str, *, stem: str = "first_hour") -> None:
    """A picture of few colours, as wide as a page of documentation."""
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        height = round(picture.height * WIDTH / picture.width)
        small = picture.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
        small.quantize(N_COLOURS, dither=Image.Dither.NONE).save(IMAGES / f"{stem}_{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
