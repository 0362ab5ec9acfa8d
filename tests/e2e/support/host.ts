// Other pages around the element: the shipped index.html with other attributes, and pages of a host that embeds it.
import type { Page } from "@playwright/test";
import type { Server } from "./server.js";

/** Serves the shipped index.html as whoever deploys it may have edited it. Its headers stay. */
export async function editIndex(page: Page, server: Server, edit: (html: string) => string): Promise<void> {
  await page.route(server.url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: edit(await response.text()) });
  });
}

/** Gives the element of the shipped index.html attributes. */
export function withAttributes(page: Page, server: Server, attributes: Record<string, string>): Promise<void> {
  return editIndex(page, server, (html) =>
    html.replace(/<oauth-apps[^>]*>/, (tag) => {
      let changed = tag;
      for (const [name, value] of Object.entries(attributes)) {
        changed = changed.replace(new RegExp(` ${name}="[^"]*"`), "").replace("<oauth-apps", `<oauth-apps ${name}="${value}"`);
      }
      return changed;
    }),
  );
}

/** Serves a page of a host with `body`, on the same origin and with the same headers, and opens it. */
export async function openHost(page: Page, server: Server, body: string): Promise<void> {
  const address = new URL("host.html", server.url).href;
  await page.route(address, async (route) => {
    const response = await route.fetch({ url: server.url });
    const html = (await response.text()).replace(/<body[^]*<\/body>/, `<body>${body}</body>`);
    await route.fulfill({ response, body: html });
  });
  await page.goto(address);
}

/** Makes everything of the server reachable below a path too. */
export async function underPath(page: Page, server: Server, path: string): Promise<string> {
  const base = new URL(path, server.url).href;
  await page.route(`${base}**`, async (route) => {
    const response = await route.fetch({ url: route.request().url().replace(base, server.url) });
    await route.fulfill({ response });
  });
  return base;
}
