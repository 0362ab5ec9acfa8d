// Every page shows the same, finds the same, and does the same to the same server.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { type Browser, expect, test } from "@playwright/test";
import { App } from "../src/app.js";
import { Tab } from "../src/browser.js";
import { found, plainRow } from "../src/expected.js";
import { type Application, Data, type Server } from "../src/server.js";

const root = resolve(import.meta.dirname, "../../..");
const binary = process.env["OAUTH_APPS_SERVER_BIN"] ?? resolve(root, "target/debug/oauth-apps-server");
const peers = process.env["OAUTH_APPS_PEERS"] ?? resolve(root, "target/xtask/bench/peers");
const pages: Record<string, string> = { ours: process.env["OAUTH_APPS_DIST"] ?? resolve(root, "dist") };
for (const peer of readdirSync(peers)) pages[peer] = resolve(peers, peer);
const COUNT = 300;
/** Those that show a hundred rows at a time. */
const PAGED = ["mui"];

interface Opened {
  readonly tab: Tab;
  readonly app: App;
  readonly server: Server;
  readonly token: string;
  readonly applications: readonly Application[];
}

/** Opens a page on a server of its own, and closes both when the test is over. */
async function open(browser: Browser, page: string, test: (opened: Opened) => Promise<void>): Promise<void> {
  const { token, server } = await serve(page);
  const tab = await Tab.open(browser, token);
  try {
    await tab.load(server);
    await test({ tab, app: new App(tab.page), server, token, applications: await server.applications(token) });
  } finally {
    await tab.close();
    await server.stop();
  }
}

let data: Data;

test.beforeAll(async ({}, { workerIndex }) => {
  data = await Data.seed(binary, resolve(peers, `../spec-${workerIndex}`), COUNT);
});

test.afterAll(async () => {
  await data.remove();
});

async function serve(page: string): Promise<{ token: string; server: Server }> {
  return { token: data.token, server: await data.serve(`${page}-${Math.random().toString(36).slice(2)}`, pages[page]) };
}

/** Names as they show; what marks a hidden character is not the bench's business. */
const plain = (names: readonly string[]) => names.map((name) => (/^[ -~]{1,60}$/.test(name) ? name : "…"));
const namesOf = (applications: readonly Application[]) => plain(applications.map(({ name }) => name));

for (const page of Object.keys(pages)) {
  test.describe(page, () => {
    test("shows the newest applications first, in rows of one height", async ({ browser }) => {
      await open(browser, page, async ({ tab, applications }) => {
        await expect.poll(async () => (await tab.visible()).length).toBeGreaterThan(10);
        const names = plain(await tab.visible());
        expect(names).toEqual(namesOf(applications).slice(0, names.length));
        const boxes = await tab.page.getByRole("row").filter({ has: tab.page.getByRole("button", { name: /^Actions for/ }) }).evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
        expect(new Set(boxes)).toEqual(new Set([46]));
        expect(boxes.length).toBeLessThan(60);
      });
    });

    for (const query of ["LEDGER", "sandbox api", "zzz"]) {
      test(`finds “${query}”`, async ({ browser }) => {
        await open(browser, page, async ({ tab, app, applications }) => {
          const wanted = namesOf(found(applications, query));
          const full = (await tab.visible()).length;
          await app.search.fill(query);
          await expect.poll(async () => plain(await tab.visible())).toEqual(wanted.slice(0, full));
          await app.search.fill("");
          await expect.poll(async () => plain(await tab.visible()).slice(0, 8)).toEqual(namesOf(applications).slice(0, 8));
        });
      });
    }

    test("finds by client ID", async ({ browser }) => {
      await open(browser, page, async ({ tab, app, applications }) => {
        const one = plainRow(applications);
        await app.search.fill(one.client_id.slice(3, 20));
        await expect.poll(() => tab.visible()).toEqual([one.name]);
      });
    });

    test("orders by name and by creation", async ({ browser }) => {
      await open(browser, page, async ({ tab, app, applications }) => {
        await app.search.fill("ledger");
        const names = found(applications, "ledger").map(({ name }) => name);
        const inOrder = names.toSorted(new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare);
        await app.sortBy("Name");
        await expect.poll(async () => (await tab.visible()).slice(0, 5)).toEqual(inOrder.slice(0, 5));
        await app.sortBy("Created");
        await expect.poll(async () => (await tab.visible()).slice(0, 5)).toEqual(names.slice(0, 5));
        await app.sortBy("Created");
        await expect.poll(async () => (await tab.visible()).slice(0, 5)).toEqual(names.toReversed().slice(0, 5));
      });
    });

    test("shows a secret when it is asked to", async ({ browser }) => {
      await open(browser, page, async ({ tab, app, applications }) => {
        const one = plainRow(applications.filter(({ client_type: type }) => type === "confidential"));
        const row = tab.page.getByRole("row").filter({ has: tab.page.getByRole("button", { name: `Actions for ${one.name}`, exact: true }) });
        await app.search.fill(one.client_id);
        await expect(row).not.toContainText(secretOf(one));
        await row.getByRole("button", { name: /^Reveal secret/ }).click();
        await expect(row).toContainText(secretOf(one));
      });
    });

    test("creates", async ({ browser }) => {
      await open(browser, page, async ({ tab, app, server, token }) => {
        await app.startCreating("Made by the bench");
        await app.create.click();
        await expect(tab.page.getByRole("dialog", { name: "“Made by the bench” was created" })).toBeVisible();
        const [newest] = await server.applications(token);
        expect(newest?.name).toBe("Made by the bench");
        await expect.poll(async () => (await tab.visible())[0]).toBe("Made by the bench");
      });
    });

    test("deletes", async ({ browser }) => {
      await open(browser, page, async ({ tab, app, server, token, applications }) => {
        const gone = plainRow(applications);
        await app.startDeleting(gone.name);
        await app.remove.click();
        await expect(app.dialog).toHaveCount(0);
        const rest = applications.filter(({ id }) => id !== gone.id);
        await expect.poll(async () => plain(await tab.visible()).slice(0, 8)).toEqual(namesOf(rest).slice(0, 8));
        expect((await server.applications(token)).map(({ id }) => id)).toEqual(rest.map(({ id }) => id));
      });
    });

    test("has rows wherever it is scrolled to", async ({ browser }) => {
      await open(browser, page, async ({ tab, applications }) => {
        const reachable = PAGED.includes(page) ? applications.slice(0, 100) : applications;
        await tab.jump([1, 0.3, 1]);
        expect(await tab.hasLast(reachable.length - 1)).toBe(true);
        await expect.poll(async () => plain(await tab.visible()).at(-1)).toBe(namesOf(reachable).at(-1));
      });
    });
  });
}

/** What the API says that it is: the type of an application leaves it out, since nothing else needs it. */
function secretOf(application: Application): string {
  return (application as Application & { readonly client_secret: string }).client_secret;
}
