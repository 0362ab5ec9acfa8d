// What every portal must be able to do, whatever it is made of: the applications work, and the portal keeps its promises.
import { PORTALS } from "../support/portal.js";
import { expect, kept, test } from "../support/portal-fixtures.js";
import { expectSent, Traffic } from "../support/traffic.js";

for (const name of PORTALS) {
  test.describe(name, () => {
    test.use({ portalName: name });

    test("its user lists, creates and deletes, and the portal hears of it without secrets", async ({ app, canaries, heard, page, portal }) => {
      await portal.logIn();
      await expect(app.rows).toHaveCount(portal.applications);
      await app.create("Reporting API");
      await expect(portal.status).toHaveText("Created Reporting API");
      await app.dialog.getByRole("button", { name: "Copy secret" }).click();
      await app.done.click();
      await app.delete("Reporting API");
      await expect(app.rows).toHaveCount(portal.applications);

      const events = await heard();
      const details = (type: string) => events.filter((event) => event.type === `oauth-apps:${type}`).map(({ detail }) => JSON.parse(detail) as object);
      expect(details("ready")).toHaveLength(1);
      expect(details("signed-in")).toEqual([{ way: "host" }]);
      expect(details("created")).toEqual([{ id: expect.any(String), name: "Reporting API", clientId: expect.any(String) }]);
      expect(details("deleted")).toEqual(details("created"));
      expect(details("error")).toEqual([]);
      expect(canaries.found(JSON.stringify(events)), "security rule 17").toEqual([]);
      expect(await kept(page), "security rule 15").toEqual([]);
      expect(await page.content(), "security rule 14").not.toMatch(/token=/i);
    });

    test("a token that the API refuses is replaced by the portal, and asked for once", async ({ app, page, portal }) => {
      const tokens: string[] = [];
      page.on("request", (request) => tokens.push(request.headers()["authorization"]?.replace("Bearer ", "") ?? ""));
      await portal.logIn();
      await expect(app.rows).toHaveCount(portal.applications);
      await portal.revoke(tokens.find((token) => token !== "") ?? "");
      const traffic = new Traffic(page);
      await app.refresh.click();
      await expectSent(traffic, "GET o/apps/", 2);
      await expectSent(traffic, "POST session/token", 1);
      await expect(app.rows).toHaveCount(portal.applications);
      await expect(app.note).toHaveCount(0);
      expect(await kept(page)).toEqual([]);
    });
  });
}
