// Every state that the page can be in, and how to get there. For accessibility and for pictures.
import { expect } from "@playwright/test";
import type { App } from "./app.js";
import { withAttributes } from "./host.js";
import { answer, hold, refuse } from "./traffic.js";
import { FAILED_REQUEST, type Watch } from "./watch.js";

/** Brings the page into a state. */
export type Reach = (app: App, watch: Watch) => Promise<void>;

const list: Reach = async (app) => {
  await app.openSignedIn();
  await expect(app.rows.first()).toBeVisible();
};

const creating: Reach = async (app, watch) => {
  await list(app, watch);
  await app.startCreating("Reporting API");
};

const deleting: Reach = async (app, watch) => {
  await list(app, watch);
  await app.startDeleting("Staging API");
};

/** The sign-in page with the way that leads to the server. */
const byCode = async (app: App, more: Record<string, string> = {}) => {
  await withAttributes(app.page, app.server, { "client-id": "a-client", "authorize-url": "./o/authorize/", ...more });
  await app.open();
  await expect(app.signInAt).toBeVisible();
};

/** All states by name. */
export const states: Readonly<Record<string, Reach>> = {
  "signed out": async (app) => {
    await app.open();
    await expect(app.clientId).toBeVisible();
  },
  "signed out, for a token": async (app) => {
    await app.open();
    await app.tokenTab.click();
    await expect(app.token).toBeVisible();
  },
  "sign-in refused": async (app) => {
    await app.open();
    await app.signInWithCredentials("someone", "wrong-secret-0123456789");
    await expect(app.root.getByRole("alert")).toBeVisible();
  },
  "sign-in incomplete": async (app) => {
    await app.open();
    await app.continueButton.click();
    await expect(app.clientId).toHaveAttribute("aria-invalid", "true");
  },
  "session ended": async (app) => {
    await app.open();
    await app.signInWithToken("0123456789abcdefghijklmnopqrstuvwxyz");
    await expect(app.root.getByRole("alert")).toBeVisible();
  },
  "sign-in at the server": async (app) => byCode(app),
  "sign-in at the server alone": async (app) => byCode(app, { "sign-in": "code" }),
  "sign-in at the server, in a window": async (app) => {
    await byCode(app, { "sign-in-window": "popup" });
    await app.signInAt.click();
    await expect(app.root.getByText("Finish in the window that opened.")).toBeVisible();
  },
  "sign-in that nobody began": async (app) => {
    await app.open("?code=x&state=oauth-apps~r~oauth-apps.session~x");
    await expect(app.note).toContainText("This sign-in was not started in this tab");
  },
  loading: async (app) => {
    const held = await hold(app.page, "GET o/apps/");
    await app.openSignedIn();
    await held.arrived;
    await expect(app.loading).toBeVisible();
  },
  empty: async (app) => {
    await answer(app.page, "GET o/apps/", { json: [] });
    await app.openSignedIn();
    await expect(app.newApplication).toBeVisible();
  },
  list,
  "list, secret revealed": async (app, watch) => {
    await list(app, watch);
    await app.row("Staging API").getByRole("button", { name: "Reveal secret" }).click();
    await expect(app.row("Staging API").getByRole("button", { name: /^Hide secret/ })).toBeVisible();
  },
  "list, menu open": async (app, watch) => {
    await list(app, watch);
    await app.row("Staging API").getByRole("button", { name: /^Actions/ }).click();
    await expect(app.root.getByRole("menu")).toBeVisible();
  },
  "list with odd rows": async (app) => {
    const odd = [
      { id: 1, name: "Billing \u202eIPA", client_id: "idONE", client_secret: null, client_type: "confidential" },
      { id: 2, name: "Staging\u200b API", client_id: "idTWO", client_secret: "pbkdf2_sha256$1$a$b", client_type: "public" },
      { id: 2, name: 7, client_type: "native" },
      "nonsense",
    ];
    await answer(app.page, "GET o/apps/", { json: odd });
    await app.openSignedIn();
    await expect(app.rows.first()).toBeVisible();
  },
  details: async (app, watch) => {
    await list(app, watch);
    await app.openDetails("Staging API");
  },
  "details, secret revealed, another language": async (app, watch) => {
    await list(app, watch);
    await app.openDetails("Staging API");
    await app.details("Staging API").getByRole("button", { name: "Reveal secret" }).click();
    await app.details("Staging API").getByRole("tab", { name: "Go", exact: true }).click();
  },
  "details of an odd application": async (app) => {
    const odd = [
      { id: "x", name: "Billing \u202eIPA", client_id: "idONE", client_secret: 7, client_type: [], redirect_uris: "https://a.example https://b.example", created: "2026-01-01T00:00:00Z", a_rather_long_name_of_a_field: { deep: [1, 2, 3] }, private_key: "x" },
      { id: 2, name: "billing\u200b \u202eIPA", client_id: "idTWO", client_type: "public" },
    ];
    await answer(app.page, "GET o/apps/", { json: odd });
    await app.openSignedIn();
    await app.rows.first().getByRole("link").click();
    await expect(app.root.getByRole("dialog")).toBeVisible();
  },
  "details of nothing": async (app, watch) => {
    await list(app, watch);
    await app.page.evaluate(() => (location.hash = "#/apps/404"));
    await expect(app.root.getByRole("dialog")).toContainText("There is no application");
  },
  "list in groups": async (app, watch) => {
    await list(app, watch);
    await app.grouping.click();
    await expect(app.grouping).toHaveAttribute("aria-pressed", "true");
  },
  "no match in an environment": async (app, watch) => {
    await list(app, watch);
    await app.environments.selectOption("staging");
    await app.search.fill("produktion");
    await expect(app.root.getByRole("heading", { name: /No application matches .* in Staging/ })).toBeVisible();
  },
  "no match": async (app, watch) => {
    await list(app, watch);
    await app.search.fill("produktion");
    await expect(app.root.getByRole("heading", { name: /No application matches/ })).toBeVisible();
  },
  "old data": async (app, watch) => {
    watch.expect(FAILED_REQUEST);
    await list(app, watch);
    await app.page.route("**/o/apps/", (route) => route.abort());
    await app.refresh.click();
    await expect(app.root.getByText("Not refreshed.")).toBeVisible();
  },
  error: async (app, watch) => {
    watch.expect(FAILED_REQUEST);
    await app.page.route("**/o/apps/", (route) => route.abort());
    await app.openSignedIn();
    await expect(app.root.getByRole("heading", { name: "Can’t reach the server" })).toBeVisible();
  },
  "list forbidden": async (app) => {
    await refuse(app.page, "GET o/apps/", 403, "forbidden", "This token acts for no user.");
    await app.openSignedIn();
    await expect(app.root.getByRole("alert")).toBeVisible();
  },
  "read-only": async (app) => {
    const token = await app.freshToken();
    const session = JSON.stringify({ access_token: token, scope: "read" });
    await app.page.addInitScript((session) => sessionStorage.setItem("oauth-apps.session", session), session);
    await app.open();
    await expect(app.root.getByText("Read-only.")).toBeVisible();
  },
  "create, empty": async (app, watch) => {
    await list(app, watch);
    await app.newApplication.click();
    await expect(app.nameField).toBeFocused();
  },
  "create, names suggested": async (app, watch) => {
    await list(app, watch);
    await app.startCreating("Checkout for the northern fulfilment centres");
    await expect(app.suggestions).toHaveCount(3);
  },
  "create, a set": async (app, watch) => {
    await list(app, watch);
    await app.startCreating("API");
    await app.oneForEach.check();
    await expect(app.steps).toHaveCount(3);
  },
  "created, one of a set": async (app, watch) => {
    await list(app, watch);
    await app.startCreating("Checkout");
    await app.oneForEach.check();
    await app.dialog.getByRole("button", { name: "Create 3 applications" }).click();
    await expect(app.created("Checkout development")).toBeVisible();
  },
  "create, the next of a set refused": async (app, watch) => {
    await list(app, watch);
    await app.startCreating("Checkout");
    await app.oneForEach.check();
    await app.dialog.getByRole("button", { name: "Create 3 applications" }).click();
    await app.copySecret.click();
    await refuse(app.page, "POST o/apps/", 422, "validation_error", "Validation failed", { name: ["This name is reserved."] });
    await app.createNext.click();
    await expect(app.nameField).toHaveAttribute("aria-invalid", "true");
  },
  "create, busy": async (app, watch) => {
    await creating(app, watch);
    const held = await hold(app.page, "POST o/apps/");
    await app.createButton.click();
    await held.arrived;
    await expect(app.dialog.getByRole("button", { name: "Creating…" })).toBeVisible();
  },
  "create, refused": async (app, watch) => {
    await creating(app, watch);
    await refuse(app.page, "POST o/apps/", 422, "validation_error", "Validation failed", { name: ["This name is reserved."] });
    await app.createButton.click();
    await expect(app.nameField).toHaveAttribute("aria-invalid", "true");
  },
  "create, failed": async (app, watch) => {
    await creating(app, watch);
    await refuse(app.page, "POST o/apps/", 403, "insufficient_scope", "The token lacks the scope write.");
    await app.createButton.click();
    await expect(app.dialog.getByRole("alert")).toBeVisible();
  },
  created: async (app, watch) => {
    await list(app, watch);
    await app.create("Reporting API");
  },
  "created, saved": async (app, watch) => {
    await list(app, watch);
    await app.create("Reporting API");
    await app.dialog.getByRole("button", { name: "Copy secret" }).click();
    await expect(app.dialog.getByText("Copied", { exact: true })).toBeVisible();
  },
  "created, closing": async (app, watch) => {
    await list(app, watch);
    await app.create("Reporting API");
    await app.done.click();
    await expect(app.dialog.getByRole("alert")).toBeVisible();
  },
  "delete, asked": deleting,
  "delete, confirmed": async (app, watch) => {
    await deleting(app, watch);
    await app.phrase.fill("Staging API");
    await expect(app.deleteButton).toBeEnabled();
  },
  "delete, busy": async (app, watch) => {
    await deleting(app, watch);
    await app.phrase.fill("Staging API");
    const held = await hold(app.page, "DELETE o/apps/*/");
    await app.deleteButton.click();
    await held.arrived;
    await expect(app.dialog.getByRole("button", { name: "Deleting…" })).toBeVisible();
  },
  "delete, failed": async (app, watch) => {
    await deleting(app, watch);
    await app.phrase.fill("Staging API");
    await refuse(app.page, "DELETE o/apps/*/", 403, "forbidden", "Not allowed.");
    await app.deleteButton.click();
    await expect(app.dialog.getByRole("alert")).toBeVisible();
  },
  "delete, one's own client": async (app) => {
    await app.signIn();
    await app.startDeleting("Development client");
    await app.phrase.fill("Development client");
    await app.deleteButton.click();
    await expect(app.dialog.getByRole("button", { name: "Delete and sign out" })).toBeVisible();
  },
  deleted: async (app, watch) => {
    await list(app, watch);
    await app.delete("Staging API");
    await expect(app.toast("“Staging API” was deleted")).toBeVisible();
  },
  "signed out again": async (app) => {
    await app.signIn();
    await app.signOutButton.click();
    await expect(app.root.getByText("Signed out here.")).toBeVisible();
  },
};
