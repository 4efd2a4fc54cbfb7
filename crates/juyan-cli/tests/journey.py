"""Goes through the workspace as people do, in a headless Chromium, against a program that serves.

python3 journey.py ADDRESS FOLDER    standard input: what the program says of its accounts; pictures go into FOLDER

Where JUYAN_AXE names a file of axe-core (`npm pack axe-core`, axe.min.js), each page that a picture is taken of is looked at for barriers, and
what is serious fails. Its licence is MPL-2.0; nothing of it is part of the program.

Exits with 3 where no browser is installed.
"""

import base64
import http.cookiejar
import json
import os
import re
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

from browser import Browser

PATIENCE = 20


class Person:
    """Somebody at the one browser: signs in, goes on, looks."""

    def __init__(self, address, folder):
        self.address, self.folder, self.browser = address, Path(folder), Browser()
        self.browser.ask("Page.enable")
        self.axe = Path(os.environ["JUYAN_AXE"]).read_text() if "JUYAN_AXE" in os.environ else None
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

    def click(self, selector, stays=False):
        click = f"(() => {{ const it = document.querySelector({json.dumps(selector)}); it.click(); return !!it; }})()"
        if stays:
            return self.run(click)
        return self.load(lambda: self.run(click))

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
        self.barriers(name)

    def barriers(self, name):
        """What keeps people from using the page, as axe-core sees it."""
        if self.axe is None:
            return
        self.run(self.axe + ";0")
        self.run("window.seen = null; axe.run(document).then((it) => { window.seen = it.violations; }); 0")
        self.until("window.seen !== null", "what axe-core says")
        grave = "window.seen.filter((it) => ['serious', 'critical'].includes(it.impact)).map((it) => [it.id, it.nodes[0].html])"
        found = self.run(grave)
        if found:
            sys.exit(f"{name}: {found}")


class Elsewhere:
    """Somebody else at another machine, who sends forms."""

    def __init__(self, address, name, password):
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.ways = urllib.request.build_opener(jar)
        self.send("/login", name=name, password=password)
        self.csrf = self.fields("/account", "csrf")[0]

    def fields(self, path, name):
        """What the hidden fields of this name have in a page."""
        page = self.ways.open(self.address + path).read().decode()
        return re.findall(f'name="{name}" value="([^"]+)"', page)

    def send(self, path, **fields):
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        self.ways.open(self.address + path, body).read()


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
    person.until("!!document.querySelector('.drawn svg path')", "the chart of how targets went")
    person.go(f"/source?key={KEY}")
    person.until("!!document.querySelector('.drawn svg path')", "the chart of the series")
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


def wrote(person, passwords):
    """A draft from the ledger, countersigned, reviewed, signed, published; and a figure that is opened on the public page."""
    person.sign_in("drafter", passwords["drafter"])
    person.go("/reports")
    person.types("[name=name]", "上半年计划执行情况")
    person.types("[name=period]", "2024H1")
    person.picture("reports")
    person.click("form.bring button")
    draft = person.run("location.pathname")
    person.sees("16.29亿元", "增长2.7%", "拟稿", "签发")
    person.picture("draft")
    passage = person.run(
        "[...document.querySelectorAll('.passage')].find((it) => it.innerText.includes('社会消费品零售总额')).id.slice(1)"
    )
    person.go(f"{draft}/passages/{passage}")
    person.types("[name=q]", "零售总额")
    person.until("document.querySelectorAll('.hits button').length > 1", "facts to put in")
    person.run("const it = document.querySelector('textarea'); it.focus(); it.setSelectionRange(it.value.length, it.value.length)")
    person.browser.ask("Input.insertText", text="上半年零售")
    person.run("document.querySelector('.hits button').click()")
    person.until("document.querySelector('#comes-to').innerText.includes('上半年零售4.3亿元')", "what was put in, as it is written")
    person.picture("pen")
    person.run("document.querySelector('textarea').value = document.querySelector('textarea').value.split('上半年零售')[0]")
    person.click("form.pen button[value=save]")
    person.sees("已保存")
    person.go(f"{draft}/paper")
    person.picture("paper")
    person.go(f"{draft}/compare")
    person.picture("compare")
    person.go(draft)
    person.run(f"document.querySelector('#p{passage} details').open = true")
    person.types(f"#p{passage} [name=department]", "商务局")
    person.click(f"#p{passage} .asks button")
    person.sees("已请商务局会签", "请会签的部门还没有全部会签")

    person.sign_in("reporter", passwords["reporter"])
    person.go(draft)
    person.sees("社会消费品零售总额")
    person.picture("asked")
    person.click(".countersign button[value=agree]")
    person.sees("商务局已会签")

    person.sign_in("drafter", passwords["drafter"])
    person.go(draft)
    person.click("form.whole button[value=offer]")
    person.sign_in("publisher", passwords["publisher"])
    person.go(draft)
    person.picture("reviewing")
    person.click("form.whole button[value=review]")
    person.go(f"/release/new?draft={draft.rsplit('/', 1)[1]}")
    person.sees("还不能公开", "签发")
    person.picture("stopped")
    person.sign_in("drafter", passwords["drafter"])
    person.go("/source?key=port_freight@152923:2024H1")
    person.picture("answer")
    heard(person, passwords)
    person.go("/source?key=port_freight@152923:2024H1")
    if person.run("!!document.querySelector('form[action=\"/source/answer\"]')"):
        sys.exit("what was answered is still asked")
    person.sign_in("leader", passwords["leader"])
    person.go(draft)
    person.click("form.whole button[value=sign-off]")
    person.picture("signed")

    person.sign_in("publisher", passwords["publisher"])
    person.go(draft)
    person.click("a.next")
    person.run("document.querySelector('[name=published]').value = '2024-10-20'")
    person.click("form.edit button[value=look]")
    person.sees("可以公开", "152900000000033/2024-01583", "2024-10-25")
    person.picture("release")
    person.click("form.edit button[value=publish]")
    person.sees("已公开")
    person.picture("released")
    person.browser.ask("Network.clearBrowserCookies")
    person.go("/public")
    person.click("main a[href$='index.html']")
    person.sees("16.29亿元")
    person.picture("public")
    person.run("[...document.querySelectorAll('article a, main a')].find((it) => it.innerText.includes('16.29')).id = 'own'")
    person.click("#own")
    person.sees("地区生产总值")
    person.picture("public-figure")


def heard(person, passwords):
    """Somebody else changes the ledger: a page that only shows is brought up to date or told, and what is being typed stays."""
    other = Elsewhere(person.address, "drafter", passwords["drafter"])
    person.go("/reports/1/passages/8")
    person.types("textarea", "还没有写完")
    key = "port_freight@152923:2024H1"
    seen = other.fields(f"/source?key={key}", "seen")
    began = time.monotonic()
    reason = "一为铁路口岸，一为全部口岸"
    other.send("/source/answer", csrf=other.csrf, key=key, stands="all", seen=seen, reason=reason)
    person.until("!!document.getElementById('live')", "that the ledger changed")
    if time.monotonic() - began > 3:
        sys.exit("it took too long to hear of a change")
    if person.run("document.querySelector('textarea').value") != "还没有写完":
        sys.exit("what was typed is gone")
    if person.run("!!document.querySelector('#live button')"):
        sys.exit("who types is not asked to load the page again")
    # What was typed is given up here.
    person.run("onbeforeunload = null; document.querySelector('form.pen').dispatchEvent(new Event('submit')); 0")


if __name__ == "__main__":
    address, folder = sys.argv[1:]
    passwords = dict(re.findall(r"account (\S+), password (\S+)", sys.stdin.read()))
    person = Person(address.rstrip("/"), folder)
    reported(person, passwords)
    opined(person, passwords)
    wrote(person, passwords)
    print("done")
    person.browser.close()
