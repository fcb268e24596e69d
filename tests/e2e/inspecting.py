"""The inspector of accessibility: axe, and what axe does not look at, in every light and width."""

from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from playwright.sync_api import Page

from tests.e2e.walking import kind_of

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
WIDE, NARROW, LEAST = 1280, 390, 320
HEIGHT = 900
COLOURS = ["color-contrast", "link-in-text-block"]
LAYOUT = [*COLOURS, "target-size"]
"""What may differ between two lights, and between two widths."""
SITE = "Fil rouge"

RUN = """([where, only]) => axe.run(where || document, {
  resultTypes: ["violations"], preload: false, iframes: false,
  rules: only ? {} : {"target-size": {enabled: true}},
  ...(only ? {runOnly: only} : {}),
}).then(result => result.violations.flatMap(rule => rule.nodes.map(node =>
  `${rule.id} (${rule.impact}): ${node.target.join(" ")}: ${node.any.concat(node.all, node.none)
    .map(check => check.message).join("; ")}`)))"""

STRUCTURE = """() => {
  const found = [];
  const shown = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(
    one => one.checkVisibility());
  const tops = shown.filter(one => one.tagName == "H1");
  if (tops.length != 1) found.push(`${tops.length} h1`);
  let level = 0;
  for (const heading of shown) {
    if (+heading.tagName[1] > level + 1) found.push(`a level skipped before ${heading.innerText}`);
    level = +heading.tagName[1];
  }
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) != at);
  if (twice.length) found.push(`ids used twice: ${twice}`);
  return found;
}"""

STICKING_OUT = """() => {
  const edge = document.documentElement.clientWidth + 1;
  const inside = one => {  // a region that scrolls by itself, or is only there to be heard
    for (let up = one; up && up != document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (["auto", "scroll"].includes(style.overflowX)) return true;
      if (style.clipPath != "none" || up.closest("svg")) return true;
    }
    return false;
  };
  const name = one => one.tagName.toLowerCase() + (one.id && "#" + one.id) +
    [...one.classList].map(word => "." + word).join("");
  const out = [...document.querySelectorAll("body *")].filter(
    one => one.checkVisibility() && one.getBoundingClientRect().right > edge && !inside(one));
  const found = out.slice(-3).map(name);
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return found.length || over > 0 ? [`${over} px too wide: ${found.join(", ")}`] : [];
}"""

UNFOLD = """() => {
  for (const one of document.querySelectorAll("main details")) one.open = true;
}"""
SMALL = """() => {
  const boxed = one => ["checkbox", "radio"].includes(one.type)
    ? one.closest("label") || one.labels[0] : one;
  const said = one => [...one.parentElement.childNodes].filter(other => other.textContent.trim());
  const aside = one => getComputedStyle(one).display == "inline" && said(one).length > 1;
  const targets = "a[href]:not(.fil-skip), button, summary, select, textarea, input";
  return [...document.querySelectorAll(targets)]
    .filter(one => one.checkVisibility() && one.type != "hidden" && !aside(one))
    .filter(one => !one.closest(".visually-hidden"))  // only there to be heard
    .map(one => [boxed(one).getBoundingClientRect().height, one.outerHTML.slice(0, 120)])
    .filter(([height]) => height < 43.5).map(([height, what]) => `${height} px: ${what}`);
}"""
QUESTIONS = "() => [...document.querySelectorAll('[popover]')].map(one => '#' + one.id)"
ASK = "where => document.querySelector(where).showPopover()"
UNASK = "where => document.querySelector(where).hidePopover()"
LARGE = "size => document.documentElement.style.setProperty('font-size', size, 'important')"
MENU = ".fil-account"
OPEN_MENU = "where => document.querySelectorAll(where).forEach(one => one.open = !one.open)"


@dataclass
class Inspector:
    """Looks at pages and remembers all that is wrong, by page and selector."""

    page: Page
    findings: list[str] = field(default_factory=list)
    looked: int = 0

    def __post_init__(self) -> None:
        """Have axe in every page to come, and a hand on what the pointer is."""
        self.page.add_init_script(AXE)
        self._browser = self.page.context.new_cdp_session(self.page)
        self._light(WIDE, "light")

    def look(self, called: str = "", *, crosswise: bool = False) -> None:
        """Look at what the browser shows now: both lights, both widths, a finger, large text.

        Light goes with wide and dark with narrow, where only colours and targets differ;
        *crosswise*, the other way round as well, and all of axe where it is narrow. A page is
        drawn anew for each width and light: everything that one of them shows is asked at once.
        """
        page, self.looked = self.page, self.looked + 1
        page.wait_for_load_state()
        name = called or kind_of(page.url)
        if not page.title().endswith(f" – {SITE}"):
            self._note(name, "title", [page.title()])
        self._note(name, "structure", page.evaluate(STRUCTURE))
        page.evaluate(UNFOLD)
        self._ask_axe(name, "light, wide, unfolded")
        self._large_text(name)
        self._ask_axe(name, "dark, narrow, unfolded", only=None if crosswise else LAYOUT)
        self._questions(name)
        self._finger(name)
        page.set_viewport_size({"width": LEAST, "height": HEIGHT})
        self._note(name, f"at {LEAST} px", page.evaluate(STICKING_OUT))
        if crosswise:
            self._light(NARROW, "light")
            self._ask_axe(name, "light, narrow", only=COLOURS)
            self._light(WIDE, "dark")
            self._ask_axe(name, "dark, wide", only=COLOURS)
        self._light(WIDE, "light")

    def look_at_the_menu(self) -> None:
        """Look at the menu of the account, open over the page."""
        for width, scheme in ((NARROW, "dark"), (WIDE, "light")):
            self._light(width, scheme)
            self.page.evaluate(OPEN_MENU, MENU)
            self._ask_axe("menu", f"{scheme}, {width} px", where="header")
            self.page.evaluate(OPEN_MENU, MENU)

    def _large_text(self, name: str) -> None:
        """Nothing sticks out when text is twice as large: where it is wide, then where narrow."""
        self.page.evaluate(LARGE, "200%")
        self._note(name, f"text at 200 %, {WIDE} px", self.page.evaluate(STICKING_OUT))
        self._light(NARROW, "dark")
        self._note(name, f"text at 200 %, {NARROW} px", self.page.evaluate(STICKING_OUT))
        self.page.evaluate(LARGE, "")

    def _questions(self, name: str) -> None:
        """Look at each window that asks again, open over the page, in the light of the moment."""
        for where in self.page.evaluate(QUESTIONS)[:2]:
            self.page.evaluate(ASK, where)
            self._ask_axe(name, f"question {where}", where=where)
            self.page.evaluate(UNASK, where)

    def _ask_axe(self, name: str, how: str, where: str = "", only: list[str] | None = None) -> None:
        self._note(name, how, self.page.evaluate(RUN, [where, only]))

    def _light(self, width: int, scheme: Any) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    def _finger(self, name: str) -> None:
        """Every target is 44 pixels high under a finger, but for the links of a sentence."""
        for touched in (True, False):
            self._browser.send("Emulation.setTouchEmulationEnabled", {"enabled": touched})
            if touched:
                self._note(name, "under a finger", self.page.evaluate(SMALL))

    def _note(self, name: str, how: str, found: list[str]) -> None:
        self.findings += [f"{name} [{how}] {' '.join(one.split())}" for one in found]

    def report(self) -> None:
        """Fail with everything that was found."""
        assert self.looked
        assert not self.findings, "\n" + "\n".join(self.findings)
