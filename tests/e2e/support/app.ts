// The page as a user knows it: everything is found by role and accessible name.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Canaries } from "./canaries.js";
import type { Server } from "./server.js";

/** What a spec gives to the constructor. It is a class of its own, so that the locators of `App` can use these members. */
class Given {
  constructor(
    readonly page: Page,
    readonly server: Server,
    readonly canaries: Canaries,
    /** The element; another one than the first where a page has several. */
    readonly root: Locator = page.locator("oauth-apps").first(),
  ) {}
}

/** One `<oauth-apps>` element on a page. */
export class App extends Given {
  // Sign-in

  readonly signInHeading = this.root.getByRole("heading", { name: "Sign in", level: 1 });
  readonly clientId = this.root.getByRole("textbox", { name: "Client ID", exact: true });
  readonly clientSecret = this.root.getByLabel("Client secret", { exact: true });
  readonly token = this.root.getByLabel("Access token", { exact: true }).and(this.root.locator("input"));
  readonly tokenTab = this.root.getByRole("tab", { name: "Access token" });
  readonly credentialsTab = this.root.getByRole("tab", { name: "Client ID and secret" });
  readonly continueButton = this.root.getByRole("button", { name: "Continue", exact: true });
  readonly signOutButton = this.root.getByRole("button", { name: "Sign out", exact: true });

  // Sign-in at an authorization server

  readonly signInAt = this.root.getByRole("button", { name: /^Sign in at / });
  readonly signingIn = this.root.getByRole("button", { name: "Signing in…" });
  readonly inWindow = this.root.getByText("Finish in the window that opened.");
  readonly useThisTab = this.root.getByRole("button", { name: "Use this tab instead" });
  /** Why there is no session, or what a server said. */
  readonly note = this.root.getByRole("alert");

  /** Opens the page. */
  async open(path = ""): Promise<void> {
    await this.page.goto(new URL(path, this.server.url).href);
  }

  /** Opens the page and signs in with the client of the server; the list is there afterwards. */
  async signIn(): Promise<void> {
    await this.open();
    await this.signInWithCredentials();
    await expect(this.list).toBeVisible();
  }

  /** Types client credentials and sends them. */
  async signInWithCredentials(id = this.server.clientId, secret = this.server.clientSecret): Promise<void> {
    this.canaries.plantSecret(secret);
    await this.clientId.fill(id);
    await this.clientSecret.fill(secret);
    await this.continueButton.click();
  }

  /** Pastes a token and sends it. */
  async signInWithToken(pasted: string): Promise<void> {
    await this.tokenTab.click();
    await this.token.fill(pasted);
    await this.continueButton.click();
  }

  /** A fresh token of the server's client, planted as a canary. */
  async freshToken(scope?: string): Promise<string> {
    const { token } = await this.server.api(scope);
    this.canaries.plantToken(token);
    return token;
  }

  /** Opens the page with a session that is there already: quicker than `signIn` where sign-in is not the subject. */
  async openSignedIn(scope?: string): Promise<void> {
    const token = await this.freshToken(scope);
    await this.page.addInitScript((token) => {
      if (sessionStorage.getItem("spec.began")) return;
      sessionStorage.setItem("spec.began", "1");
      sessionStorage.setItem("oauth-apps.session", JSON.stringify({ access_token: token }));
    }, token);
    await this.open();
  }

  // List

  readonly heading = this.root.getByRole("heading", { name: "OAuth applications", level: 1 });
  readonly list = this.root.getByRole("table", { name: "Applications" });
  readonly rows = this.list.getByRole("row").filter({ has: this.page.getByRole("cell") });
  readonly loading = this.root.getByRole("group", { name: "Loading applications" });
  readonly search = this.root.getByRole("searchbox", { name: "Search name or client ID" });
  readonly clearSearch = this.root.getByRole("button", { name: "Clear search" });
  readonly types = this.root.getByRole("combobox", { name: "Type" });
  readonly environments = this.root.getByRole("combobox", { name: "Environment" });
  readonly grouping = this.root.getByRole("button", { name: "Group by environment" });
  readonly refresh = this.root.getByRole("button", { name: /^Refresh/ });
  readonly cancelLoading = this.root.getByRole("button", { name: "Cancel loading" });
  readonly status = this.root.getByRole("search").getByRole("status");
  readonly newApplication = this.root.getByRole("button", { name: "New application" });

  /** The row of an application by its whole name. */
  row(name: string): Locator {
    return this.rows.filter({ has: this.page.getByRole("button", { name: `Actions for ${name}`, exact: true }) });
  }

  /** The names of the rows that show, from top to bottom. */
  async names(): Promise<string[]> {
    const cells = this.rows.getByRole("rowheader");
    return (await cells.getByText(/./).first().count()) === 0 ? [] : cells.locator(".name").allInnerTexts();
  }

  /** Puts the pointer on a row, until it has the titles that come with the parts for which there was time. */
  async pointAtRow(place: number): Promise<void> {
    await expect(async () => {
      await this.search.hover();
      await this.rows.nth(place).hover();
      await expect(this.rows.nth(place).locator(".name[title]")).toBeVisible({ timeout: 500 });
    }).toPass();
  }

  /** The header of a column, which sorts. */
  sort(column: "Name" | "Type" | "Created"): Locator {
    return this.list.getByRole("columnheader", { name: column }).getByRole("button");
  }

  /** The chip of the environment beside a name that shows. */
  chip(name: string): Locator {
    return this.row(name).locator(".env:visible");
  }

  // Dialogs

  readonly dialog = this.root.getByRole("dialog");
  readonly nameField = this.dialog.getByRole("textbox", { name: "Name", exact: true });
  readonly createButton = this.dialog.getByRole("button", { name: "Create application" });
  /** Wants the same service for each environment. */
  readonly oneForEach = this.dialog.getByRole("checkbox", { name: "Create one for each environment" });
  /** Names that a name which is typed could be. */
  readonly suggestions = this.dialog.locator(".name-hints button");
  /** The applications of a set, with what becomes of each. */
  readonly steps = this.dialog.getByRole("list", { name: "Applications to create" }).getByRole("listitem");
  readonly copySecret = this.dialog.getByRole("button", { name: "Copy secret" });
  readonly createNext = this.dialog.getByRole("button", { name: "Create the next one" });
  readonly cancel = this.dialog.getByRole("button", { name: "Cancel", exact: true });
  readonly done = this.dialog.getByRole("button", { name: "Done", exact: true });
  readonly phrase = this.dialog.getByRole("textbox", { name: /^Type |Type the client ID/ });
  readonly deleteButton = this.dialog.getByRole("button", { name: "Delete application" });

  /** The dialog after a creation. */
  created(name: string): Locator {
    return this.root.getByRole("dialog", { name: `“${name}” was created` });
  }

  /** Opens the create dialog and types a name. */
  async startCreating(name: string): Promise<void> {
    await this.newApplication.click();
    await this.nameField.fill(name);
  }

  /** Creates an application; its credentials show afterwards. */
  async create(name: string): Promise<void> {
    await this.startCreating(name);
    await this.createButton.click();
    await expect(this.created(name)).toBeVisible();
  }

  /** Opens the menu of a row and asks to delete. */
  async startDeleting(name: string): Promise<void> {
    await this.row(name).getByRole("button", { name: /^Actions for / }).click();
    await this.root.getByRole("menuitem", { name: "Delete" }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Types what the delete dialog asks for: the name, or where others have it too the end of the client ID. */
  async typePhrase(name: string): Promise<void> {
    await expect(this.phrase).toBeVisible();
    const tail = this.dialog.getByRole("definition").locator("strong");
    await this.phrase.fill((await tail.count()) > 0 ? await tail.innerText() : name);
  }

  /** Deletes an application, typing its name. */
  async delete(name: string): Promise<void> {
    await this.startDeleting(name);
    await this.typePhrase(name);
    await this.deleteButton.click();
    await expect(this.dialog).toBeHidden();
  }

  // Details

  /** The drawer with the details of an application. */
  details(name: string): Locator {
    return this.root.getByRole("dialog", { name, exact: true });
  }

  /** Opens the details by the name in the row. */
  async openDetails(name: string): Promise<void> {
    await this.row(name).getByRole("link").or(this.row(name).locator("button.name")).click();
    await expect(this.details(name)).toBeVisible();
  }

  /** What a line of the details is called. */
  term(details: Locator, label: string): Locator {
    return details.getByRole("term").filter({ hasText: new RegExp(`^${label}`) });
  }

  /** The value of that line. */
  fact(details: Locator, label: string): Locator {
    return details.locator(".facts > div").filter({ has: this.page.getByText(label, { exact: true }) }).getByRole("definition");
  }

  /** A message that passes. */
  toast(text: string | RegExp): Locator {
    return this.root.getByRole("region", { name: "Notifications" }).getByText(text);
  }
}
