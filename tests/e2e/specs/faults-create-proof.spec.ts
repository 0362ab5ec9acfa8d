// What is known of a creation, and what is not: new ids are the proof of one whose answer was lost, nothing is claimed that
// is not known, and the secret that came is kept.
import type { App } from "../support/app.js";
import { CREATE, LIST, application, expect, list, test } from "../support/faulty-fixtures.js";
import { type Fault, type Faulty, forwardTwice, html, json, rewrite, truncate } from "../support/faulty.js";

const NAME = "Ledger sync";
const SECRET = "canary-secret-of-a-colleague";

async function type(app: App): Promise<void> {
  await app.openSignedIn();
  await expect(app.rows).toHaveCount(4);
  await app.startCreating(NAME);
}

/** An application that somebody else made, so many milliseconds ago. */
function colleague(ago: number | null): object {
  const created = ago === null ? {} : { created: new Date(Date.now() - ago).toISOString() };
  return application(900, { name: NAME, client_id: "colleague", client_secret: SECRET, ...created });
}

/** The real list with more rows. */
function withRows(...rows: object[]): Fault {
  return rewrite((body) => JSON.stringify([...(JSON.parse(body) as object[]), ...rows]));
}

test.describe("the name is no proof of a creation whose answer was lost: new ids are (fault kept-otherwise, security rule 37)", () => {
  const forms: [string, string][] = [
    ["full width", "Ｌｅｄｇｅｒ　ｓｙｎｃ"],
    ["another case", "LEDGER SYNC"],
    ["in quotes", "“Ledger sync”"],
    ["other white space", "Ledger\u00a0 sync"],
  ];
  for (const [what, kept] of forms) {
    test(`kept by the server in another form (${what}): it is found by its new id`, async ({ app, faulty }) => {
      await type(app);
      faulty.next(CREATE, truncate());
      faulty.always(LIST, rewrite((body) => body.replaceAll(`"${NAME}"`, JSON.stringify(kept))));
      await app.createButton.click();
      await expect(app.created(NAME)).toContainText("The answer was lost, but the application was created.");
      expect(faulty.count(CREATE)).toBe(1);
    });
  }

  test("kept under another name: it may have been created, and the new one can be chosen", async ({ app, faulty, server }) => {
    await type(app);
    faulty.next(CREATE, truncate());
    faulty.always(LIST, rewrite((body) => body.replaceAll(`"${NAME}"`, `"${NAME} (2)"`)));
    await app.createButton.click();
    await expect(app.dialog).toContainText("It may have been created.");
    await expect(app.dialog).not.toContainText("nothing was created");
    await expect(app.createButton).toHaveCount(0);
    const made = (await (await server.api()).list()).find(({ name }) => name === NAME);
    await expect(app.dialog).toContainText(`${NAME} (2)`);
    await expect(app.dialog).not.toContainText(made?.client_secret ?? "?");
    await app.dialog.getByRole("button", { name: `This one: ${NAME} (2)` }).click();
    await expect(app.created(`${NAME} (2)`)).toContainText(made?.client_secret ?? "?");
  });

  test("none of the new ones: the form is back with its name", async ({ app, faulty }) => {
    await type(app);
    faulty.next(CREATE, html(502, "Canary"));
    faulty.always(LIST, withRows(application(901, { name: "Other", client_id: "other" })));
    await app.createButton.click();
    await app.dialog.getByRole("button", { name: "None of these" }).click();
    await expect(app.nameField).toHaveValue(NAME);
    await app.createButton.click();
    await expect(app.created(NAME)).toBeVisible();
  });

  test("a list that came in part proves nothing", async ({ app, faulty }) => {
    await type(app);
    faulty.next(CREATE, html(502, "Canary"));
    faulty.always(LIST, rewrite((body) => JSON.stringify({ count: 250, next: null, results: JSON.parse(body) as object[] })));
    await app.createButton.click();
    await expect(app.dialog).toContainText("and the list came only in part.");
    await expect(app.dialog).not.toContainText("nothing was created");
  });
});

test.describe("nothing is claimed that is not known: somebody else makes one of the same name (fault same-name, security rule 37)", () => {
  for (const [what, ago] of [["a minute before, by the server’s clock", 60_000], ["at a time that is not known", null]] as const) {
    test(`${what}, and the answer was lost: an open question, without anybody’s secret`, async ({ app, faulty }) => {
      await type(app);
      faulty.next(CREATE, html(502, "Canary"));
      faulty.always(LIST, withRows(colleague(ago)));
      await app.createButton.click();
      await expect(app.dialog).toContainText("It may have been created.");
      await expect(app.dialog).toContainText("colleague");
      await expect(app.root).not.toContainText(SECRET);
      await expect(app.dialog.getByRole("button", { name: /^Delete/ })).toHaveCount(0);
    });
  }

  test("a minute before, by the server’s clock, and ours was created: nothing is said of it", async ({ app, faulty }) => {
    await type(app);
    faulty.always(LIST, withRows(colleague(60_000)));
    await app.createButton.click();
    await app.dialog.getByRole("button", { name: "Done" }).click();
    await app.dialog.getByRole("button", { name: "Close without saving" }).click();
    await expect(app.rows).toHaveCount(6);
    await expect(app.root).not.toContainText("Created twice.");
    await expect(app.root).not.toContainText("another new application");
  });

  test("at a time that is not known, and ours was created: a question, without a button to delete", async ({ app, faulty }) => {
    await type(app);
    faulty.always(LIST, withRows(colleague(null)));
    await app.createButton.click();
    await app.dialog.getByRole("button", { name: "Done" }).click();
    await app.dialog.getByRole("button", { name: "Close without saving" }).click();
    const said = app.root.getByRole("status").filter({ hasText: "There is another new application with this name." });
    await expect(said.getByRole("button", { name: /Delete/ })).toHaveCount(0);
    await expect(app.root).not.toContainText("Created twice.");
    await said.getByRole("button", { name: "Show them" }).click();
    await expect(app.rows).toHaveCount(2);
    await expect(said).toHaveCount(0);
  });

  test("long before: an old list is asked for again before anything is sent", async ({ app, faulty, page, server }) => {
    await page.clock.install();
    await type(app);
    const theirs = await (await server.api()).create(NAME);
    await page.clock.fastForward(40_000);
    faulty.next(CREATE, html(502, "Canary"));
    const lists = faulty.count(LIST);
    await app.createButton.click();
    await expect(app.dialog.getByRole("alert")).toContainText("so nothing was created.");
    expect(faulty.count(LIST)).toBe(lists + 2);
    expect(faulty.count(CREATE)).toBe(1);
    await expect(app.root).not.toContainText(theirs.client_secret);
  });

  test("an answer about one that was there before is none", async ({ app, faulty, server }) => {
    const [first] = await (await server.api()).list();
    await type(app);
    faulty.next(CREATE, json(200, [first]));
    await app.createButton.click();
    await expect(app.dialog.getByRole("alert")).toContainText("so nothing was created.");
    await expect(app.root).not.toContainText(first?.client_secret ?? "?");
  });
});

test.describe("the secret that came is shown and can be saved, whatever else is odd (fault odd-created)", () => {
  const odd: [string, (body: string) => string, Record<string, string>?][] = [
    ["a fraction as the id", (body) => body.replace(/"id":(\d+)/, '"id":$1.0')],
    ["true as the id", (body) => body.replace(/"id":\d+/, '"id":true')],
    ["an object as the id", (body) => body.replace(/"id":\d+/, '"id":{"$oid":"6"}')],
    ["no id", (body) => body.replace(/"id":\d+,/, "")],
    ["an array around it", (body) => `[${body}]`],
    ["an object around it", (body) => `{"data":${body}}`],
    ["text behind it", (body) => `${body}\n<!-- served by x -->`],
    ["a comma too many", (body) => body.replace("}", ",}")],
    ["a byte order mark", (body) => `\ufeff${body}`],
    ["application/octet-stream", (body) => body, { "content-type": "application/octet-stream" }],
    ["text/html", (body) => body, { "content-type": "text/html" }],
  ];
  const oddly = (change: (body: string) => string, headers = {}): Fault => async ({ forward, send }) => {
    const answer = await forward();
    send(answer.status, { ...answer.headers, ...headers }, change(answer.body.toString()));
  };
  for (const [what, change, headers] of odd) {
    test(`${what}: it is shown, and its row is found by the client ID`, async ({ app, faulty, server }) => {
      await type(app);
      faulty.next(CREATE, oddly(change, headers));
      await app.createButton.click();
      const [made] = (await (await server.api()).list()).filter(({ name }) => name === NAME);
      await expect(app.created(NAME)).toContainText(made?.client_secret ?? "?");
      await expect(app.created(NAME)).toContainText("This secret is sensitive.");
      await app.dialog.getByRole("button", { name: "Copy secret" }).click();
      await app.done.click();
      await expect(app.rows).toHaveCount(5);
      await expect(app.row(NAME).getByText("New", { exact: true })).toBeVisible();
      expect(faulty.count(CREATE)).toBe(1);
    });
  }

  test("no content type", async ({ app, faulty, server }) => {
    await type(app);
    faulty.next(CREATE, async ({ forward, answer }) => {
      const { status, body } = await forward();
      answer.writeHead(status, { "content-length": String(body.length) }).end(body);
    });
    await app.createButton.click();
    const [made] = (await (await server.api()).list()).filter(({ name }) => name === NAME);
    await expect(app.created(NAME)).toContainText(made?.client_secret ?? "?");
  });
});

test.describe("a request that was repeated", () => {
  test("is told by the server’s clock, whatever this computer’s says (fault repeated-post)", async ({ app, faulty, page }) => {
    await page.clock.install({ time: "2031-01-01T00:00:00Z" });
    await type(app);
    faulty.next(CREATE, forwardTwice());
    await app.createButton.click();
    await app.dialog.getByRole("button", { name: "Done" }).click();
    await app.dialog.getByRole("button", { name: "Close without saving" }).click();
    await expect(app.root.getByRole("status").filter({ hasText: "Created twice." })).toBeVisible();
  });
});

test.describe("after a creation failed the focus is on what is said, and Escape works", () => {
  const failures: [string, (faulty: Faulty) => void][] = [
    ["500", (faulty) => faulty.next(CREATE, json(500, { error: { code: "internal_error", message: "Down", details: {} } }))],
    ["429", (faulty) => faulty.next(CREATE, json(429, { detail: "Slow down" }, { "retry-after": "30" }))],
    ["403", (faulty) => faulty.next(CREATE, json(403, { detail: "No" }))],
    ["404", (faulty) => faulty.next(CREATE, html(404, "Canary"))],
    ["502, and nothing was created", (faulty) => faulty.next(CREATE, html(502, "Canary"))],
    ["502, and the list can’t tell", (faulty) => (faulty.next(CREATE, html(502, "Canary")), faulty.next(LIST, html(500, "Canary")))],
    ["502, and there are new ones", (faulty) => (faulty.next(CREATE, html(502, "Canary")), faulty.always(LIST, list([application(9)])))],
  ];
  for (const [what, fail] of failures) {
    test(what, async ({ app, faulty, page }) => {
      await type(app);
      fail(faulty);
      await app.createButton.click();
      await expect(app.dialog.getByRole("alert")).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(app.dialog).toBeHidden();
    });
  }

  test("400: on the field that it is about", async ({ app, faulty, page }) => {
    await type(app);
    faulty.next(CREATE, json(400, { client_type: ["Not known."] }));
    await app.createButton.click();
    await expect(app.dialog.getByText("client_type: Not known.")).toBeVisible();
    await expect(app.nameField).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(app.dialog).toBeHidden();
  });
});
