"""Goes through the workspace as people do, in a headless Chromium, against a program that serves.

python3 journey.py ADDRESS FOLDER    standard input: what the program says of its accounts; pictures go into FOLDER

Exits with 3 where no browser is installed.
"""

import base64
import json
import re
import sys
import time
from pathlib import Path

from browser import Browser

PATIENCE = 20


class Person:
    """Somebody at the one browser: signs in, goes on, looks."""

    def __init__(self, address, folder):
        self.address, self.folder, self.browser = address, Path(folder), Browser()
        self.browser.ask("Page.enable")
        self.errors = []
        self.browser.ask("Log.enable")

    def go(self, path):
        self.load(lambda: self.browser.ask("Page.navigate", url=self.address + path))

    def load(self, deed):
        self.browser.events.clear()
        deed()
        self.browser.wait("Page.loadEventFired")

    def run(self, script):
        return self.browser.value(script)

    def until(self, script, what):
        end = time.monotonic() + PATIENCE
        while not self.run(script):
            if time.monotonic() > end:
                sys.exit(f"waited in vain: {what}; {self.words()[:600]}")
            time.sleep(0.05)

    def words(self):
        return self.run("document.querySelector('main').innerText") or ""

    def sees(self, *wanted):
        words = self.words()
        for one in wanted:
            if one not in words:
                sys.exit(f"{one} is not to be seen at {self.run('location.pathname')}: {words[:1500]}")

    def click(self, selector):
        click = f"(() => {{ const it = document.querySelector({json.dumps(selector)}); it.click(); return !!it; }})()"
        self.load(lambda: self.run(click))

    def types(self, selector, text):
        """Key by key, as a hand does."""
        self.run(f"document.querySelector({json.dumps(selector)}).focus(); document.activeElement.select()")
        self.browser.ask("Input.insertText", text=text)

    def sign_in(self, name, password):
        self.browser.ask("Network.enable")
        self.browser.ask("Network.clearBrowserCookies")
        self.go("/login")
        self.types("[name=name]", name)
        self.types("[name=password]", password)
        self.click("main button")

    def picture(self, name):
        for width in (1280, 390):
            self.browser.width(width)
            told = self.browser.ask("Page.captureScreenshot", captureBeyondViewport=True)
            (self.folder / f"{name}-{width}.png").write_bytes(base64.b64decode(told["data"]))
            broad = self.run("document.documentElement.scrollWidth")
            if broad > width:
                sys.exit(f"{name} is {broad} wide on a screen of {width}")
        self.browser.width(1280)


KEY = "retail.growth@152923:2024M01-M07"
ROW = f"tr[data-key='{KEY}']"


def reported(person, passwords):
    """Report, return, correct, approve; what is watched changes, and its source names the submission."""
    person.sign_in("reporter", passwords["reporter"])
    person.go("/submissions")
    person.click("main form button")
    form = person.run("location.pathname")
    person.types(f"{ROW} [name^=v]", "3.1公里")
    person.until(f"!!document.querySelector(\"{ROW} .mend\")", "what has to be mended")
    person.types(f"{ROW} [name^=v]", "31")
    person.until(f"!!document.querySelector(\"{ROW} .explain\")", "what has to be explained")
    person.picture("form")
    person.go(form)
    if person.run(f"document.querySelector(\"{ROW} [name^=v]\").value") != "31":
        sys.exit("what was said to be saved is not there")
    person.click("main form button[value=submit]")
    person.sees("还不能提交")
    person.types(f"{ROW} [name^=e]", "并表口径，待核")
    for key in person.run("Array.from(document.querySelectorAll('tr[data-key]:has(.explain)'), (row) => row.dataset.key)"):
        person.types(f"tr[data-key='{key}'] [name^=e]", "7月数待出")
    person.click("main form button[value=submit]")
    person.sees("已提交")

    person.sign_in("reviewer", passwords["reviewer"])
    person.go("/review")
    person.sees("商务局", "未报")
    person.picture("review")
    person.go(form)
    person.types(f"{ROW} [name^=r]", "与统计局不一致")
    person.picture("reviewed")
    person.click("main form.submission button")
    person.sees("已退回")

    person.sign_in("reporter", passwords["reporter"])
    person.go(form)
    person.sees("与统计局不一致")
    person.types(f"{ROW} [name^=v]", "3.4")
    person.click("main form button[value=submit]")
    person.sees("已提交")

    person.sign_in("reviewer", passwords["reviewer"])
    person.go(form)
    person.click("form[action$=approve] button")
    person.sees("已入账并锁定")

    person.sign_in("leader", passwords["leader"])
    person.go("/")
    person.sees("3.4%")
    person.go(f"/source?key={KEY}")
    person.sees("3.4%", "填报（商务局，reporter")
    person.picture("source")
    person.sign_in("reporter", passwords["reporter"])
    person.go(form)
    person.sees("已锁定")
    person.picture("locked")


def opined(person, passwords):
    """An opinion, the task that it becomes, the reply, and who reads it."""
    person.sign_in("congress", passwords["congress"])
    person.go("/tasks")
    person.types("[name=meeting]", "第十六次常委会会议")
    person.types("[name=text]", "消费品以旧换新要加快兑付")
    person.types("[name=owner]", "商务局")
    person.run("document.querySelector('[name=due]').value = '2024-09-30'")
    person.picture("opinion")
    person.click("form[action='/opinions'] button")
    person.sees("意见已提出", "YJ-1")

    person.sign_in("reporter", passwords["reporter"])
    person.go("/tasks")
    person.types("form[action='/opinions/YJ-1/reply'] textarea", "兑付期限已压缩到十日")
    person.picture("reply")
    person.click("form[action='/opinions/YJ-1/reply'] button")

    person.sign_in("congress", passwords["congress"])
    person.go("/tasks")
    person.sees("兑付期限已压缩到十日")


if __name__ == "__main__":
    address, folder = sys.argv[1:]
    passwords = dict(re.findall(r"account (\S+), password (\S+)", sys.stdin.read()))
    person = Person(address.rstrip("/"), folder)
    reported(person, passwords)
    opined(person, passwords)
    print("done")
    person.browser.close()
