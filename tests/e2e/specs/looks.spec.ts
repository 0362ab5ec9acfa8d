// How it looks in a host's page: on its own ground where its theme is another than the host's, and with the brand's own
// colour where a button has it.
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.js";
import { openHost } from "../support/host.js";

/** The contrast (WCAG 2) of an element's text with what is behind it, and that colour, as it is painted. */
async function contrast(locator: Locator): Promise<{ ratio: number; ground: string }> {
  return locator.evaluate((element) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
    const grounds: string[] = [];
    for (let node: Element | null = element; node; node = node.assignedSlot ?? node.parentElement ?? (node.getRootNode() as ShadowRoot).host ?? null) {
      grounds.push(getComputedStyle(node).backgroundColor);
    }
    const paint = (...colours: string[]) => {
      canvas.fillStyle = matchMedia("(prefers-color-scheme: dark)").matches && getComputedStyle(document.documentElement).colorScheme !== "normal" ? "#121212" : "#ffffff";
      canvas.fillRect(0, 0, 1, 1);
      for (const colour of colours) (canvas.fillStyle = colour), canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (rgb: number[]) => {
      const [red = 0, green = 0, blue = 0] = rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = paint(...grounds.reverse());
    const ink = paint(...grounds, getComputedStyle(element).color);
    const [light = 0, dark = 0] = [luminance(ground), luminance(ink)].sort((one, other) => other - one);
    return { ratio: (light + 0.05) / (dark + 0.05), ground: `rgb(${ground.join(", ")})` };
  });
}

async function signedIn(page: Page, token: string): Promise<void> {
  await page.addInitScript((token) => sessionStorage.setItem("oauth-apps.session", JSON.stringify({ access_token: token })), token);
}

for (const scheme of ["light", "dark"] as const) {
  for (const theme of ["light", "dark", "host"] as const) {
    test(`theme="${theme}" in a ${scheme} page: title, sentence and count can be read`, async ({ app, page, server }) => {
      await signedIn(page, await app.freshToken());
      await page.emulateMedia({ colorScheme: scheme });
      await openHost(page, server, `<main><oauth-apps theme="${theme}"><h2 slot="header">Keys of your team</h2></oauth-apps></main>`);
      await page.evaluate((scheme) => (document.documentElement.style.colorScheme = scheme), scheme);
      await page.evaluate(() => document.body.removeAttribute("class"));
      await expect(app.rows).toHaveCount(4);
      for (const words of [page.getByText("Keys of your team"), app.root.getByText("4 applications"), app.root.getByText(/^Updated/)]) {
        expect((await contrast(words.first())).ratio, await words.first().innerText()).toBeGreaterThanOrEqual(4.5);
      }
      const own = await app.root.evaluate((element) => getComputedStyle(element.shadowRoot?.firstElementChild as Element).backgroundColor);
      expect(own === "rgba(0, 0, 0, 0)" || /\/ 0\)$/.test(own), `has a ground of its own: ${own}`).toBe(theme === "host" || theme === scheme);
    });
  }
}

test("the ground goes and comes with the host's scheme, without a start", async ({ app, page, server }) => {
  await signedIn(page, await app.freshToken());
  await openHost(page, server, '<oauth-apps theme="dark"></oauth-apps>');
  await page.evaluate(() => document.body.removeAttribute("class"));
  await expect(app.rows).toHaveCount(4);
  const ratio = async () => (await contrast(app.root.getByText("4 applications").first())).ratio;
  for (const scheme of ["light", "dark", "light"]) {
    await page.evaluate((scheme) => (document.documentElement.style.colorScheme = scheme), scheme);
    if (scheme === "light") expect(await ratio()).toBeGreaterThanOrEqual(4.5);
    const ground = await app.root.evaluate((element) => getComputedStyle(element.shadowRoot?.firstElementChild as Element).backgroundColor);
    expect(/^rgba\(0, 0, 0, 0\)$|\/ 0\)$/.test(ground)).toBe(scheme === "dark");
  }
});

// Brands: saturated and pale, at the edge between white and black text, black, white, and beyond sRGB.
const BRANDS = [
  "#0d6efd", "#ffd400", "#e60023", "#1db954", "#ff6600", "#00aaff", "#7a3cc0", "#777777", "#767676", "#808080", "#000000", "#ffffff",
  "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#00ffff", "#ff00ff", "rebeccapurple", "hsl(200 90% 45%)", "oklch(0.7 0.2 50)",
];

for (const theme of ["light", "dark"] as const) {
  test(`a brand's colour is the ground of a primary button as it is, and what is on it can be read: ${theme}`, async ({ app, page, server }) => {
    await signedIn(page, await app.freshToken());
    await openHost(page, server, `<oauth-apps theme="${theme}"></oauth-apps>`);
    await expect(app.rows).toHaveCount(4);
    const probe = (brand: string) =>
      page.evaluate((brand) => {
        const canvas = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
        canvas.fillStyle = brand;
        canvas.fillRect(0, 0, 1, 1);
        return `rgb(${[...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).join(", ")})`;
      }, brand);
    for (const brand of BRANDS) {
      await page.mouse.move(0, 0);
      await page.evaluate((accent) => Object.assign(document.querySelector("oauth-apps") as Element, { appearance: { accent } }), brand);
      // The button's colours change in some moments.
      await app.newApplication.evaluate((button) => Promise.all(button.getAnimations().map((animation) => animation.finished)));
      const still = await contrast(app.newApplication);
      expect(still.ground, brand).toBe(await probe(brand));
      expect(still.ratio, brand).toBeGreaterThanOrEqual(4.5);
      await app.newApplication.hover();
      await app.newApplication.evaluate((button) => Promise.all(button.getAnimations().map((animation) => animation.finished)));
      expect((await contrast(app.newApplication)).ratio, `${brand}, with the pointer on it`).toBeGreaterThanOrEqual(4.5);
    }
  });
}
