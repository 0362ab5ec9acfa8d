// Watches every page of a spec: CSP violations, console errors, exceptions and script dialogs fail the spec, unless
// it declared that it expects them.
import type { BrowserContext, Page } from "@playwright/test";

/** What the browser logs for each answer of 4xx and 5xx, whoever handles it. */
export const REFUSED_REQUEST = /Failed to load resource: the server responded with a status of/;
/** What the browser logs for each request that got no answer. */
export const FAILED_REQUEST = /Failed to load resource: net::/;

/** Collects what should not happen. */
export class Watch {
  /** Everything that pages wrote to the console, for canaries. */
  readonly console: string[] = [];
  /** Whether a page may be left that asks before (`beforeunload`). */
  leave = true;
  /** How often a page asked before it was left. */
  asked = 0;
  private ended = false;
  private readonly found: string[] = [];
  private readonly expected: RegExp[] = [REFUSED_REQUEST];

  /** Declares that something that matches may happen. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** The servers are about to stop: what the page asks of them from now on is not the spec's. */
  end(): void {
    this.ended = true;
  }

  /** What happened and was not expected. */
  surprises(): string[] {
    return this.found.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }

  /** Watches all pages of a context, also those that come. */
  async over(context: BrowserContext): Promise<void> {
    await context.exposeBinding("reportToSpec", (_source, text: string) => this.note(text));
    await context.addInitScript(() => {
      const report = (window as unknown as { reportToSpec: (text: string) => void }).reportToSpec;
      Reflect.deleteProperty(window, "reportToSpec");
      window.addEventListener(
        "securitypolicyviolation",
        (event) => report(`securitypolicyviolation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
        true,
      );
      // A loop of ResizeObserver is no exception and is on no console: the window alone hears of it.
      window.addEventListener("error", ({ message }) => /ResizeObserver/.test(message) && report(`an observer: ${message}`));
    });
    context.pages().forEach((page) => this.page(page));
    context.on("page", (page) => this.page(page));
  }

  private note(text: string): void {
    if (!this.ended) this.found.push(text);
  }

  private page(page: Page): void {
    page.on("console", (message) => {
      this.console.push(message.text());
      if (message.type() === "error") this.note(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => {
      this.console.push(String(error.stack ?? error));
      this.note(`exception: ${error.message}`);
    });
    page.on("dialog", (dialog) => {
      if (dialog.type() === "beforeunload") {
        this.asked += 1;
        void (this.leave ? dialog.accept() : dialog.dismiss());
      } else {
        this.note(`${dialog.type()}: ${dialog.message()}`);
        void dialog.dismiss();
      }
    });
  }
}
