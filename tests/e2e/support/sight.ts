// Looks for a text wherever a page can show or keep it: markup, properties, shadow roots, accessibility tree, storage.
import type { Page } from "@playwright/test";

/** Where the text is in the document: nodes, attributes, values and shadow roots, and what a screen reader gets. */
export async function sight(page: Page, text: string): Promise<string[]> {
  const found = await page.evaluate(look, text);
  const session = await page.context().newCDPSession(page);
  try {
    // The browser's own view: closed and user-agent shadow roots, pseudo-elements, the accessibility tree.
    const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
    if (JSON.stringify(root).includes(text)) found.push("the document as the browser has it");
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    if (JSON.stringify(nodes).includes(text)) found.push("the accessibility tree");
  } finally {
    await session.detach();
  }
  return found;
}

function look(text: string): string[] {
  const found: string[] = [];
  const walk = (root: Document | ShadowRoot) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    for (let node: Node | null = root; node; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const { name, value } of node.attributes) if (value.includes(text)) found.push(`the attribute ${name} of ${node.localName}`);
        const value = (node as Partial<HTMLInputElement>).value;
        if (typeof value === "string" && value.includes(text)) found.push(`the value of ${node.localName}`);
        if (node instanceof HTMLTemplateElement && node.innerHTML.includes(text)) found.push("a template");
        if (node.shadowRoot) walk(node.shadowRoot);
      } else if (node.nodeValue?.includes(text)) {
        found.push(`text in ${node.parentElement?.localName ?? "the document"}`);
      }
    }
    for (const sheet of root.adoptedStyleSheets) {
      if ([...sheet.cssRules].some((rule) => rule.cssText.includes(text))) found.push("a stylesheet");
    }
  };
  walk(document);
  return found;
}

/** Everything that a page keeps, place by place. */
export function keep(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const all = (storage: Storage) => Object.fromEntries(Array.from({ length: storage.length }, (_, at) => [storage.key(at) ?? "", storage.getItem(storage.key(at) ?? "") ?? ""]));
    const databases = await indexedDB.databases();
    const caches = await globalThis.caches?.keys();
    const navigation = (globalThis as unknown as { navigation?: { entries(): { url: string | null; getState(): unknown }[] } }).navigation;
    return {
      localStorage: JSON.stringify(all(localStorage)),
      sessionStorage: JSON.stringify(all(sessionStorage)),
      cookies: document.cookie,
      IndexedDB: JSON.stringify(databases),
      caches: JSON.stringify(caches ?? []),
      workers: JSON.stringify((await navigator.serviceWorker?.getRegistrations())?.length ?? 0),
      URL: location.href,
      history: JSON.stringify([history.state, history.length > 50, navigation?.entries().map((entry) => [entry.url, entry.getState() ?? null])]),
      "window.name": window.name,
      title: document.title,
    };
  });
}
