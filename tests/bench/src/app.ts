// What a person does with a page, by role and name: the same for ours and for the peers.
import type { Locator, Page } from "@playwright/test";

/** A page. */
export class App {
  readonly search: Locator;
  readonly newApplication: Locator;
  readonly dialog: Locator;
  readonly name: Locator;
  readonly create: Locator;
  readonly remove: Locator;

  constructor(readonly page: Page) {
    this.search = page.getByRole("searchbox", { name: "Search name or client ID" });
    this.newApplication = page.getByRole("button", { name: "New application" });
    this.dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
    this.name = this.dialog.getByRole("textbox", { name: "Name", exact: true });
    this.create = this.dialog.getByRole("button", { name: "Create application" });
    this.remove = this.dialog.getByRole("button", { name: "Delete application" });
  }

  /** Presses the head of a column, or the button in it. */
  async sortBy(column: "Name" | "Created"): Promise<void> {
    const head = this.page.getByRole("columnheader", { name: column });
    const button = head.getByRole("button", { name: column, exact: true });
    await ((await button.count()) > 0 ? button : head).click();
  }

  /** Opens the dialog for a new application and types its name. */
  async startCreating(name: string): Promise<void> {
    await this.newApplication.click();
    await this.name.fill(name);
  }

  /** Opens the dialog that asks whether to delete an application, and does what it asks for. */
  async startDeleting(name: string): Promise<void> {
    await this.page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
    await this.page.getByRole("menuitem", { name: "Delete" }).click();
    await this.remove.waitFor();
    // Ours wants the name to be typed.
    const phrase = this.dialog.getByRole("textbox");
    if ((await phrase.count()) > 0) await phrase.fill(name);
  }

  /** Puts the mouse on a button, to be pressed without a further look at the page. */
  async pointAt(button: Locator): Promise<void> {
    const box = await button.boundingBox();
    if (!box) throw new Error("the button cannot be seen");
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Presses and releases the mouse where it is. */
  async click(): Promise<void> {
    await this.page.mouse.down();
    await this.page.mouse.up();
  }
}
