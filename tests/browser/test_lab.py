"""The evaluation notebook in a real JupyterLab in a real browser: run all cells, and look at what is shown."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

READY_AFTER, RUN_AFTER = 180.0, 300.0  # seconds that a busy machine may need


@dataclass(frozen=True, slots=True)
class Lab:
    """A server of this test: its folder and its address."""

    folder: Path
    port: int
    token: str

    def url(self, place: str) -> str:
        return f"http://127.0.0.1:{self.port}/{place}?token={self.token}"

    def answers(self) -> bool:
        """Whether the server is ready."""
        try:
            with urllib.request.urlopen(self.url("api/status"), timeout=5) as response:  # noqa: S310 - loopback
                return response.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def kernel_is_idle(self) -> bool:
        """Whether the notebook has a kernel that waits for work."""
        with urllib.request.urlopen(self.url("api/sessions"), timeout=5) as response:  # noqa: S310 - loopback
            sessions = json.load(response)
        return [session["kernel"]["execution_state"] for session in sessions] == ["idle"]

    def cells(self) -> list[dict]:
        """The cells as the browser saved them; none while the server is writing the file."""
        try:
            return json.loads((self.folder / "notebooks/evaluation.ipynb").read_text(encoding="utf-8"))["cells"]
        except json.JSONDecodeError:
            return []


@pytest.fixture
def lab(workspace_copy, tmp_path, reports) -> Iterator[Lab]:  # noqa: ARG001 - see below
    """JupyterLab on a copy of the workspace; this process, and no other, is stopped at the end.

    The reports come first: on a new machine their run builds the font cache, and the remark that matplotlib may
    print about that is no result of a cell.
    """
    served = Lab(folder=workspace_copy, port=free_port(), token=secrets.token_hex(16))
    clear(workspace_copy / "notebooks/evaluation.ipynb")
    log = tmp_path / "lab.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(command(served), stdout=stream, stderr=stream, env=own_settings(tmp_path))
        try:
            wait_until(served.answers, READY_AFTER, lambda: log.read_text(encoding="utf-8", errors="replace"))
            yield served
        finally:
            server.terminate()
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def clear(notebook: Path) -> None:
    """Take the stored outputs away, so that whatever stands there afterwards came from this run."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell.update(execution_count=None, outputs=[])
    notebook.write_text(json.dumps(content), encoding="utf-8")


def command(served: Lab) -> list[str]:
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": served.port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": served.folder,
        "IdentityProvider.token": served.token,
        "ServerApp.allow_root": True,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.news_url": None,
        "ServerApp.shutdown_no_activity_timeout": 600,
    }
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        *(f"--{key}={value}" for key, value in options.items()),
    ]


def own_settings(folder: Path) -> dict[str, str]:
    """Nothing of the person who runs the tests is read or written."""
    places = {name: str(folder / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    return {**os.environ, **places, "IPYTHONDIR": str(folder / "ipython"), "PYTHONPATH": os.pathsep.join(sys.path)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(holds, seconds: float, why) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, why()
        time.sleep(0.5)


def test_the_evaluation_runs_in_jupyterlab(browser, lab):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.goto(lab.url("lab/tree/notebooks/evaluation.ipynb"))
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=READY_AFTER * 1000)
    wait_until(lab.kernel_is_idle, READY_AFTER, lambda: page.locator("body").inner_text()[:2000])

    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    saved: list[dict] = []

    def ended() -> bool:
        page.keyboard.press("Control+s")
        saved[:] = lab.cells()
        code = [cell for cell in saved if cell["cell_type"] == "code"]
        done = all(cell["execution_count"] and cell["outputs"] for cell in code[1:])
        return bool(troubles(code)) or (bool(code) and done)

    wait_until(ended, RUN_AFTER, lambda: page.locator("body").inner_text()[:2000])
    assert troubles(saved) == []
    assert sum("image/svg+xml" in output["data"] for cell in saved for output in cell.get("outputs", [])) >= 5
    for shown in (".wirkung .key-figures", ".jp-RenderedSVG img"):
        first = page.locator(f".jp-Notebook {shown}").first
        first.scroll_into_view_if_needed()
        assert first.is_visible()
    context.close()


def troubles(cells: list[dict]) -> list[dict]:
    """Errors, and whatever was printed beside the results."""
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return [output for output in outputs if output["output_type"] in ("error", "stream")]
