"""A real browser, real reports made once by `wirkung run`, and what the tests look at in a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

from wirkung.report.document.reading import read_document
from wirkung.report.document.status import ReportStatus
from wirkung.report.editions.citizens import CITIZENS, citizens_files

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# What a reader may set without losing anything (WCAG 2.1, success criterion 1.4.12).
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(each => {
  const style = getComputedStyle(each);
  return (style.overflowX === "hidden" && each.scrollWidth > each.clientWidth + 1 ||
          style.overflowY === "hidden" && each.scrollHeight > each.clientHeight + 1) && !each.closest("svg");
}).map(each => each.outerHTML.slice(0, 160))"""
BROKEN_WORDS = """within => {
  document.querySelectorAll('details').forEach(each => { each.open = true })
  const broken = []
  for (const place of document.querySelectorAll(within)) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
    for (let text; (text = texts.nextNode());) for (const word of text.data.matchAll(/[^\\s\\u200b-]+-?/g)) {
      const range = document.createRange()
      range.setStart(text, word.index)
      range.setEnd(text, word.index + word[0].length)
      const lines = new Set([...range.getClientRects()].map(each => Math.round(each.bottom)))
      if (lines.size > 1) broken.push(word[0])
    }
  }
  return broken
}"""
NO_HINT = """() => [...document.querySelectorAll(".scroll, .picture-frame")].filter(each => {
  const hint = each.previousElementSibling, shade = getComputedStyle(each).backgroundImage !== "none"
  const told = shade || hint?.matches(".sideways") && hint.checkVisibility()
  return each.scrollWidth > each.clientWidth + 1 && !told
}).map(each => each.ariaLabel)"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

# What nobody should write into a programme file, and somebody will.
LONG = "Ein sehr langer Titel, den niemand gekürzt hat " * 6  # a title may have 400 characters
HOSTILE = '<script>alert(1)</script> "\'& 🎓 שלום עולם $x^2$ \\frac{1}{2} #panic("x") =SUM("a") {{ 7*7 }}'


@dataclass(frozen=True, slots=True)
class Reports:
    """Where the reports of this session are: German and English, one with hostile names, those for everybody."""

    german: Path
    english: Path
    hostile: Path
    citizens: Path
    name: str = HOSTILE

    @property
    def pages(self) -> dict[str, Path]:
        """The pages that readers get, by name."""
        return {
            "MINT, German": self.german / "2024/mint/evaluation.html",
            "MINT, English": self.english / "2024/mint/evaluation.html",
            "NSW, German": self.german / "1978/nsw/evaluation.html",
            "NSW, English": self.english / "1978/nsw/evaluation.html",
            "list of reports": self.german / "index.html",
            "hostile names": self.hostile / "2024/mint/evaluation.html",
            "edition for everybody": self.citizens / "mint.html",
            "edition for everybody, hostile names": self.citizens / "hostile.html",
        }


@dataclass(slots=True)
class Visit:
    """An open page, everything it asked for, and the checks that all pages have to pass."""

    page: Page
    requests: list[str] = field(default_factory=list)

    def violations(self) -> list[str]:
        """What axe-core finds against WCAG 2.1 A and AA and its best practice."""
        found = Axe().run(self.page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
        return [
            f"{each['id']}: {node['html'][:160]}"
            for each in found.response["violations"]
            for node in each["nodes"]
        ]

    def look(self, *, width: int, scheme: str) -> None:
        """Show the page in another width and colour scheme."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)

    @property
    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def space(self) -> None:
        """Set letters, words, lines and paragraphs as far apart as a reader may."""
        self.page.add_style_tag(content=SPACING)

    @property
    def cut(self) -> list[str]:
        """What holds more than it shows and cannot be scrolled, outside pictures."""
        return self.page.evaluate(CUT)

    @property
    def cut_without_hint(self) -> list[str]:
        """Tables and pictures broader than their frame of which nothing says so."""
        return self.page.evaluate(NO_HINT)

    def broken_words(self, *, within: str) -> list[str]:
        """Words that stand on two lines, in what CSS selects; what can be opened is open."""
        return self.page.evaluate(BROKEN_WORDS, within)

    @property
    def focused(self) -> str:
        """The element that the keyboard is at, as HTML."""
        return self.page.evaluate("document.activeElement.outerHTML.slice(0, 300)")

    def outside(self) -> list[str]:
        """What was asked for beyond this file."""
        return [url for url in self.requests if not url.startswith(("file:", "data:"))]


def installed(*names: str) -> str:
    """Path of the first program there is; without one the test is skipped, but fails in continuous integration."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        missing = f"not installed: {' or '.join(names)}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture
def tool() -> Callable[[str], str]:
    """Path of a program: `tool("pdftotext")`."""
    return installed


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = installed(*BROWSERS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser) -> Callable[[Path], AbstractContextManager[Visit]]:
    """Open a file: `with visit(path) as visited`."""
    return partial(opened, browser)


@contextmanager
def opened(browser: Browser, path: Path) -> Iterator[Visit]:
    """A file in a window of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visited = Visit(context.new_page())

    def note(request: Request) -> None:
        visited.requests.append(request.url)

    visited.page.on("request", note)
    visited.page.goto(path.as_uri())
    yield visited
    context.close()


@pytest.fixture(scope="session")
def reports(published, start_run, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Every report that is looked at here, made once by the command that makes them for readers."""
    workspace = copied(tmp_path_factory.mktemp("workspace"))
    programme = workspace / "params/mint.yaml"
    programme.write_text(hostile(programme.read_text(encoding="utf-8")), encoding="utf-8")
    run = start_run(workspace, "params/mint.yaml")
    said = run.communicate(timeout=300)[1]
    assert run.returncode == 0, said
    citizens = tmp_path_factory.mktemp("citizens")
    for name, folder in (("mint", published.german), ("hostile", workspace / "reports")):
        (citizens / f"{name}.html").write_bytes(for_everybody(folder / "2024/mint"))
    return Reports(
        german=published.german, english=published.english, hostile=workspace / "reports", citizens=citizens
    )


def for_everybody(folder: Path) -> bytes:
    """The page in Einfache Sprache that the report gets when it is released."""
    document = read_document(nbformat.read(folder / "evaluation.ipynb", as_version=4), language="de")
    return citizens_files(replace(document, status=ReportStatus.APPROVED))[CITIZENS[0]]


@pytest.fixture
def workspace_copy(tmp_path: Path) -> Path:
    """A workspace that a test may write into."""
    return copied(tmp_path / "workspace")


def copied(workspace: Path) -> Path:
    """A copy of what an evaluator works with: notebooks, programme files, data."""
    workspace.mkdir(exist_ok=True)
    for name in ("notebooks", "params", "data"):
        shutil.copytree(ROOT / name, workspace / name, ignore=shutil.ignore_patterns("__pycache__"))
    return workspace


def hostile(programme: str) -> str:
    """The programme file with names that try to break out of the page."""
    quoted = HOSTILE.replace("'", "''")
    for german, shown in {
        "Jugend macht MIN(T)!": LONG + quoted,
        "Landkreis Stade, Bildungsbüro (Beispiel)": quoted,
        "Interesse an MINT": quoted,
        "Zutrauen in die eigenen Fähigkeiten": "מוטיבציה ועניין בטכנולוגיה",
        "Wissenstest": "W" * 300,
        "MINT-Fach gewählt": quoted,
        "Mindestens 70 Prozent schließen den Kurs ab": quoted,
        "Geschlecht": quoted,
    }.items():
        programme = programme.replace(f'de: "{german}"', f"de: '{shown}'")
        programme = programme.replace(f"de: {german},", f"de: '{shown}',")
    return programme
