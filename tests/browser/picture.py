"""Take the picture of the README: ``make picture`` starts Leerkring on an empty store and looks at it as an example person."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.servers.processes import free_port, wait_for

PICTURE = Path(__file__).parents[2] / "docs" / "picture.png"
WHO = "sanne@voorbeeld.example"
PAGE = "/netwerken/praktijkleernetwerk-kleinschaligheid"
READY_SECONDS = 60


def sign_in(page: Page) -> None:
    """Sign in as a person would: ask for a code, read it in the local mailbox, type it."""
    page.goto("/inloggen")
    page.locator("input[type=email]").fill(WHO)
    page.locator("main form button").first.click()
    mailbox = page.context.new_page()
    code = None
    while code is None:
        mailbox.goto("/postvak")
        newest = mailbox.locator("main a[href^='/postvak/']").first
        if newest.count():
            newest.click()
            code = re.search(r"\b(\d{3}) ?(\d{3})\b", mailbox.locator("main").inner_text())
    page.locator("input[inputmode=numeric]").fill("".join(code.groups()))
    page.locator("main form button").first.click()
    page.wait_for_url("**/")


def main() -> None:
    """Write docs/picture.png."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser_path is None:
        sys.exit("Install Chromium to take the picture.")
    port = free_port()
    address = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory(prefix="leerkring-picture-") as directory:
        server = subprocess.Popen(
            [str(Path(sys.executable).with_name("leerkring")), "serve", "--demo"],
            env={"PATH": os.defpath, "LEERKRING_PORT": str(port), "LEERKRING_VAR": directory},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.stdout is not None
            if not any("http://" in line for line in server.stdout):
                sys.exit("Leerkring did not start.")
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(
                    executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
                )
                context = chromium.new_context(
                    base_url=address, viewport={"width": 1280, "height": 960}, locale="nl-NL"
                )
                page = context.new_page()
                sign_in(page)
                page.goto(PAGE)
                page.screenshot(path=PICTURE)
                chromium.close()
        finally:
            server.terminate()
            wait_for(lambda: server.poll() is not None, READY_SECONDS)


if __name__ == "__main__":
    main()
