// What is in a document, also inside shadow roots: text, attributes, values of fields.
import type { Page } from "@playwright/test";

/** Everything that a page holds as one text. */
export function everything(page: Page): Promise<string> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walk = (node: Node) => {
      if (node instanceof Element) {
        for (const { name, value } of node.attributes) found.push(`${name}=${value}`);
        if (node instanceof HTMLInputElement) found.push(node.value);
        if (node.shadowRoot) walk(node.shadowRoot);
      } else if (node instanceof CharacterData) {
        found.push(node.data);
      }
      node.childNodes.forEach(walk);
    };
    walk(document);
    return found.join("\n");
  });
}
