// Every inherited property that the browser knows, with a hostile value: what of it comes into the element.
import type { Locator, Page } from "@playwright/test";

// Values to try on each property: the first one is used that the property accepts, that is not its initial value and that a
// child inherits.
const VALUES = `hidden none 7px 3 0.3 red rtl vertical-rl uppercase small-caps disc italic bold always all wait nowrap pre justify right end under
  sideways balance break-all anywhere strict manual square inside collapse separate bottom hide condensed 50% 0.5 both round bevel evenodd
  crispedges crisp-edges pixelated optimizeSpeed exact economy dark open text emoji spell-out historical-forms full-width slashed-zero
  oldstyle-nums super titling-caps linearRGB middle hanging central stroke thin thick auto keep-all loose match-parent first last
  alternate avoid weight mixed ellipsis flat left after smooth no-autospace space-first trim-start visible painted ex-height inert
  monospace read-write contain standard no-limit spaces jis78 no-common-ligatures cross-fade trim-both upright inter-character`;
const PHRASES = ["1px 2px 3px red", '"«" "»"', '"x"', '"smcp" 1', '"wght" 700', "filled dot", "fill stroke", "7px 7px", "red blue", "6 3 2", "ex-height 0.5", "cap alphabetic", "linear-gradient(red, red)", "url(#x)", "over right", "1000", '"-"', "stroke fill"];

/** Which properties are inherited, and which of them change when the page around the element sets them. */
export async function inherited(page: Page, root: Locator): Promise<{ names: string[]; changed: string[] }> {
  const hostile = await page.evaluate((values) => {
    const [parent, child] = [document.createElement("div"), document.createElement("div")];
    // `display: none`, so that a computed value is what was set, and not what layout makes of it.
    parent.style.display = "none";
    parent.append(child);
    document.body.append(parent);
    const found: [string, string][] = [];
    const style = getComputedStyle(child);
    for (const name of [...style].filter((name) => name !== "display")) {
      const before = style.getPropertyValue(name);
      const value = values.find((value) => {
        parent.style.removeProperty(name);
        parent.style.setProperty(name, value);
        return style.getPropertyValue(name) !== before;
      });
      parent.style.removeProperty(name);
      if (value !== undefined) found.push([name, value]);
    }
    parent.remove();
    return found;
  }, [...VALUES.split(/\s+/), ...PHRASES]);
  const changed = await root.evaluate((element, hostile) => {
    const inside = [...(element.shadowRoot?.querySelectorAll(".oauth-apps, .oauth-apps *") ?? [])].map((one) => getComputedStyle(one));
    const found: string[] = [];
    for (const [name, value] of hostile) {
      const before = inside.map((style) => style.getPropertyValue(name));
      document.body.style.setProperty(name, value);
      if (inside.some((style, at) => style.getPropertyValue(name) !== before[at])) found.push(name);
      document.body.style.removeProperty(name);
      // Set on the element itself, too, as a rule of the host for every element would.
      (element as HTMLElement).style.setProperty(name, value);
      if (!found.includes(name) && inside.some((style, at) => style.getPropertyValue(name) !== before[at])) found.push(name);
      (element as HTMLElement).style.removeProperty(name);
    }
    return found;
  }, hostile);
  return { names: hostile.map(([name]) => name), changed };
}
