// The details in a portal: they stay inside, and the portal's router can be kept in step.
import { LIST, application, list } from "../support/faulty-fixtures.js";
import { expect, heard, test } from "../support/module.js";

const ELEMENT = `import "/vendor/element.js";`;
const GIVE = `document.querySelector("oauth-apps").getToken = getToken;`;

interface Element extends HTMLElement {
  application?: string | null;
  openDetails(id?: string): Promise<void>;
}

test.beforeEach(({ faulty }) => faulty.always(LIST, list([application(1), application(2), application(3)])));

test("they stay inside: the portal's address and history are its own", async ({ app, host, page, tokenScript }) => {
  await host.open("<oauth-apps></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`);
  const [url, length] = [page.url(), await page.evaluate(() => history.length)];
  await expect(app.row("App 2").getByRole("link")).toHaveCount(0);
  await app.row("App 2").getByRole("button", { name: "App 2", exact: true }).click();
  await expect(app.details("App 2")).toBeVisible();
  await expect(app.term(app.details("App 2"), "Link")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(app.details("App 2")).toBeHidden();
  await expect(app.row("App 2").getByRole("button", { name: "App 2", exact: true })).toBeFocused();
  expect([page.url(), await page.evaluate(() => history.length)]).toEqual([url, length]);
  await page.evaluate(() => (location.hash = "#/apps/1"));
  await app.page.waitForTimeout(300);
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
});

test("an event tells which are open, an attribute and a method open them, and none of it starts anything anew", async ({ app, host, page, tokenScript, faulty }) => {
  await host.open("<oauth-apps></oauth-apps>", `${tokenScript} ${GIVE} ${ELEMENT}`);
  const told = async () => (await heard(page)).filter(({ name }) => name === "details").map(({ detail }) => (detail as { id: string | null }).id);
  const set = (id: string | null) => page.evaluate((id) => ((document.querySelector("oauth-apps") as Element).application = id), id);
  await expect(app.rows).toHaveCount(3);
  await app.row("App 2").getByRole("button", { name: "App 2", exact: true }).click();
  await expect.poll(told).toEqual(["2"]);
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(told).toEqual(["2", "3"]);
  await page.keyboard.press("Escape");
  await expect.poll(told).toEqual(["2", "3", null]);
  await set("1");
  await expect(app.details("App 1")).toBeVisible();
  await expect.poll(told).toEqual(["2", "3", null, "1"]);
  await set("");
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
  await page.evaluate(() => document.querySelector("oauth-apps")?.setAttribute("application", "2"));
  expect(await page.evaluate(() => (document.querySelector("oauth-apps") as Element).application), "the property wins").toBe("");
  await set(null);
  await expect(app.details("App 2"), "the attribute counts again").toBeVisible();
  await page.evaluate(() => (document.querySelector("oauth-apps") as Element).openDetails("3"));
  await expect(app.details("App 3")).toBeVisible();
  await page.evaluate(() => (document.querySelector("oauth-apps") as Element).openDetails());
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
  expect(faulty.seen.filter(({ path }) => path === "/o/apps/")).toHaveLength(1);
  expect((await heard(page)).filter(({ name }) => name === "ready")).toHaveLength(1);
});

test("a router that sets what it is told ends in no circle", async ({ app, host, page, tokenScript }) => {
  await host.open(
    "<oauth-apps></oauth-apps>",
    `${tokenScript} const element = document.querySelector("oauth-apps");
     element.addEventListener("oauth-apps:details", ({ detail }) => { element.application = detail.id ?? ""; });
     ${GIVE} ${ELEMENT}`,
  );
  await app.row("App 1").getByRole("button", { name: "App 1", exact: true }).click();
  for (const name of ["App 2", "App 3"]) {
    await page.keyboard.press("Alt+ArrowDown");
    await expect(app.details(name)).toBeVisible();
  }
  await page.keyboard.press("Escape");
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
  const ids = (await heard(page)).filter(({ name }) => name === "details").map(({ detail }) => (detail as { id: string | null }).id);
  expect(ids).toEqual(["1", "2", "3", null]);
});

test("an attribute that is there from the beginning opens them with the first list", async ({ app, host, tokenScript }) => {
  await host.open('<oauth-apps application="3"></oauth-apps>', `${tokenScript} ${GIVE} ${ELEMENT}`);
  await expect(app.details("App 3")).toBeVisible();
});

test("an id that there is not is told to the user", async ({ app, host, page, tokenScript }) => {
  await host.open('<oauth-apps application="x y"></oauth-apps>', `${tokenScript} ${GIVE} ${ELEMENT}`);
  await expect(app.root.getByRole("dialog").getByRole("status")).toContainText("There is no application with the ID x y.");
  await page.keyboard.press("Escape");
  await expect(app.root.getByRole("dialog")).toHaveCount(0);
});
