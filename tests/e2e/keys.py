"""Somebody who has a keyboard and nothing else."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

MOST = 200  # stops of a page; more is a trap
HERE = """async () => {
  await new Promise(requestAnimationFrame);  // the page scrolls to the focus with its next frame
  const one = document.activeElement;
  if (!one || one == document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const name = one.tagName.toLowerCase() + (one.id && "#" + one.id) +
    (one.name ? `[name=${one.name}]` : "") + ` "${(one.innerText || "").slice(0, 40)}"`;
  return {
    name,
    ringed: style.outlineStyle != "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
      && box.left < innerWidth && one.checkVisibility({opacityProperty: true}),
    free: box.height > innerHeight || [.1, .5, .9].some(part => {  // of a bar over the page
      const on = document.elementFromPoint(box.x + box.width / 2, box.y + box.height * part);
      return on && (one.contains(on) || on.contains(one) || on.control == one);
    }),
  };
}"""
IS_HERE = "([selector]) => document.activeElement.matches(selector)"


@dataclass
class Keys:
    """Moves with Tab, chooses with arrows and Space, goes with Enter; sees where the focus is."""

    page: Page

    def to(self, selector: str, key: str = "Tab") -> None:
        """Go to what *selector* names, stop by stop, and see the focus at every one."""
        for _ in range(MOST):
            if self.page.evaluate(IS_HERE, [selector]):
                return
            self.page.keyboard.press(key)
            self.look()
        raise AssertionError(f"{selector} is out of the keyboard's reach on {self.page.url}")

    def look(self) -> str | None:
        """The name of what has the focus, which must show; None for the page itself."""
        here: dict[str, str] | None = self.page.evaluate(HERE)
        if here is None:
            return None
        assert here["ringed"], f"no ring around {here['name']} on {self.page.url}"
        assert here["seen"], f"{here['name']} has the focus out of sight on {self.page.url}"
        assert here["free"], f"{here['name']} has the focus under something on {self.page.url}"
        return here["name"]

    def go(self, selector: str) -> None:
        """Go to a link or a button, and follow it to another page."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, selector: str, text: str) -> None:
        """Go to a question and answer it."""
        self.to(selector)
        self.page.keyboard.type(text)

    def tick(self, selector: str) -> None:
        """Go to a box or a button among radios, and choose it."""
        self.to(selector)
        self.page.keyboard.press("Space")
        expect(self.page.locator(selector)).to_be_checked()

    def round(self) -> list[str]:
        """Every stop of the page, forward until the page itself has the focus again."""
        stops: list[str] = []
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            stop = self.look()
            if stop is None:
                return stops
            stops.append(stop)
        raise AssertionError(f"no way out of {self.page.url}: {stops[-5:]}")
