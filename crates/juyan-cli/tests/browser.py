"""Opens pages in a headless Chromium, over its own pipe and with nothing but Python's library, and measures them.

python3 browser.py measure PAGE FOLDER     a line of JSON: requests, those beyond FOLDER, bytes, first paint in milliseconds
python3 browser.py read PAGE WIDTH         a line of JSON: what is to be read and followed with JavaScript off, so many pixels wide
python3 browser.py picture PAGE WIDTH OUT  the page as a picture
python3 browser.py judge AXE WIDTH         of every page named on the input a line of JSON: what the judge in the file AXE finds grave

Exits with 3 where no browser is installed. The first paint is that of the words, by the browser's own clock.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# Nothing of the browser's own may be asked for or be slow.
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
]
NAMES = ["chromium", "chromium-browser", "google-chrome"]


class Browser:
    """A browser that obeys over two pipes, which it knows as 3 and 4."""

    def __init__(self):
        program = next((path for path in map(shutil.which, NAMES) if path), None)
        if program is None:
            print("no browser is installed", file=sys.stderr)
            sys.exit(3)
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        (its_in, self.to), (self.back, its_out) = os.pipe(), os.pipe()
        # Duplicates far away first, so that neither end is overwritten by the other.
        far_in, far_out = os.dup2(its_in, 63), os.dup2(its_out, 64)
        shell = 'exec "$@" 3<&63 4>&64'
        command = ["bash", "-c", shell, "bash", program, *QUIET, f"--user-data-dir={self.profile.name}", "about:blank"]
        self.process = subprocess.Popen(command, pass_fds=(far_in, far_out), stderr=subprocess.DEVNULL)
        for end in (its_in, its_out, far_in, far_out):
            os.close(end)
        self.number, self.rest, self.events = 0, b"", []
        targets = self.ask("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        told = self.ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self.session = told["sessionId"]

    session = None

    def ask(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            told = self.hear()
            if told.get("id") == self.number:
                if "error" in told:
                    sys.exit(f"{method}: {told['error']}")
                return told["result"]
            self.events.append(told)

    def hear(self):
        while b"\0" not in self.rest:
            more = os.read(self.back, 1 << 20)
            if not more:
                sys.exit("the browser has gone")
            self.rest += more
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def wait(self, event):
        while not any(told.get("method") == event for told in self.events):
            self.events.append(self.hear())

    def open(self, page):
        self.ask("Page.enable")
        self.events.clear()
        self.ask("Page.navigate", url=Path(page).resolve().as_uri())
        self.wait("Page.loadEventFired")

    def value(self, expression):
        told = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        return told["result"].get("value")

    def width(self, pixels):
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=pixels,
            height=800,
            deviceScaleFactor=1,
            mobile=pixels < 600,
        )

    def close(self):
        os.close(self.to)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.profile.cleanup()


# Paints are told late: wait for the entry.
PAINT = """new Promise((done) => {
  const seen = () => performance.getEntriesByType('paint').find((entry) => entry.name === 'first-contentful-paint');
  const look = () => seen() ? done(seen().startTime) : setTimeout(look, 20);
  look();
})"""

READ = """({
  words: document.body.innerText.length,
  broad: document.documentElement.scrollWidth,
  links: Array.from(document.links, (link) => link.href),
  scripted: document.documentElement.dataset.ready ?? document.body.dataset.ready ?? '',
})"""


def measure(page, folder):
    browser = Browser()
    browser.width(360)
    browser.ask("Network.enable")
    browser.open(page)
    paint = browser.value(PAINT)
    urls, weight = {}, 0
    for told in browser.events:
        params = told.get("params", {})
        if told.get("method") == "Network.requestWillBeSent":
            urls[params["requestId"]] = params["request"]["url"]
    for told in browser.events:
        params = told.get("params", {})
        if told.get("method") == "Network.dataReceived" and params["requestId"] in urls:
            weight += params["dataLength"]
    browser.close()
    inside = Path(folder).resolve().as_uri()
    beyond = [url for url in urls.values() if not url.startswith((inside, "data:"))]
    print(json.dumps({"requests": len(urls), "beyond": beyond, "bytes": weight, "paint": paint}))


def read(page, width):
    browser = Browser()
    browser.width(int(width))
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(page)
    print(json.dumps(browser.value(READ)))
    browser.close()


def picture(page, width, out):
    browser = Browser()
    browser.width(int(width))
    browser.open(page)
    told = browser.ask("Page.captureScreenshot", captureBeyondViewport=True)
    Path(out).write_bytes(base64.b64decode(told["data"]))
    browser.close()


AXE = """axe.run().then((found) => ({
  passes: found.passes.length,
  grave: found.violations.filter((one) => ['serious', 'critical'].includes(one.impact))
    .map((one) => [one.id, one.nodes.map((node) => node.html).slice(0, 3)]),
}))"""


def judge(axe, width):
    script = Path(axe).read_text(encoding="utf-8")
    browser = Browser()
    browser.width(int(width))
    # The pages let no script run; the judge is one.
    browser.ask("Page.setBypassCSP", enabled=True)
    for page in sys.stdin.read().splitlines():
        browser.open(page)
        browser.ask("Runtime.evaluate", expression=script)
        print(json.dumps({"page": page, **browser.value(AXE)}))
    browser.close()


if __name__ == "__main__":
    {"measure": measure, "read": read, "picture": picture, "judge": judge}[sys.argv[1]](*sys.argv[2:])
