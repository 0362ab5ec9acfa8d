// The documents: each block of the guide is part of a file that the portals run, word for word; tables miss nothing.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";

const root = resolve(import.meta.dirname, "../../..");

interface Block {
  /** The file that the comment before it names. */
  readonly file: string;
  readonly language: string;
  readonly lines: readonly string[];
}

const read = (name: string) => readFile(join(root, name), "utf8");
const GUIDE = "docs/embedding.md";
const DOCUMENTS = ["README.md", GUIDE, "docs/sign-in.md"];

/** The blocks of a document. */
async function blocks(document: string): Promise<Block[]> {
  const lines = (await read(document)).split("\n");
  const found: Block[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const language = /^```(\S*)$/.exec(lines[at] ?? "")?.[1];
    if (language === undefined) continue;
    const end = lines.indexOf("```", at + 1);
    const file = /^<!-- (\S+) -->$/.exec(lines[at - 1] ?? "")?.[1] ?? "";
    found.push({ file, language, lines: lines.slice(at + 1, end) });
    at = end;
  }
  return found;
}

/** Whether `lines` stand in `text` one after the other, indented as a whole or not. */
function holds(text: string, lines: readonly string[]): boolean {
  const all = text.split("\n");
  return all.some((first, at) => {
    const indent = first.length - first.trimStart().length - ((lines[0]?.length ?? 0) - (lines[0]?.trimStart().length ?? 0));
    if (indent < 0) return false;
    return lines.every((line, next) => all[at + next] === (line === "" ? "" : " ".repeat(indent) + line));
  });
}

test("each block of the guide names the file that it is from", async () => {
  const all = await blocks(GUIDE);
  expect(all.length).toBeGreaterThan(20);
  for (const { file, lines } of all) {
    expect(file, `the file of the block that begins with “${lines[0]}”`).toMatch(/^tests\/e2e\/portals\/\S+$/);
  }
});

for (const document of DOCUMENTS) {
  test(`the blocks of ${document} are in the files that are named before them`, async () => {
    const named = (await blocks(document)).filter(({ file }) => file !== "");
    expect(named.length).toBeGreaterThan(0);
    for (const { file, lines } of named) expect(holds(await read(file), lines), `${file} holds:\n${lines.join("\n")}`).toBe(true);
  });
}

test("the guide shows every portal", async () => {
  const portals = new Set((await blocks(GUIDE)).map(({ file }) => file.split("/")[3]));
  expect([...portals].sort()).toEqual(["angular", "bundlers", "client", "cors.txt", "csp.txt", "django", "next", "node", "plain", "react", "sveltekit", "vue"]);
});

test.describe("the tables name what the types know, and nothing else", () => {
  const types = () => read("src/embed/types/index.d.ts");
  /** The members of an interface. */
  const members = async (name: string) =>
    [...(new RegExp(`interface ${name}\\b[^{]*\\{\n([^]*?)\n\\}`).exec(await types())?.[1] ?? "").matchAll(/^ {2}(?:readonly )?"?([\w-]+)"?\??[:(]/gm)].map(([, name = ""]) => name);
  /** The first cells of the table that a heading cell begins. */
  const table = async (document: string, heading: string) => {
    const lines = (await read(document)).split("\n");
    const rows = lines.slice(lines.findIndex((line) => line.startsWith(`| ${heading} |`)) + 2);
    return rows.slice(0, rows.findIndex((line) => !line.startsWith("|"))).map((row) => /^\| `([^`]+)` \| /.exec(row)?.[1] ?? row);
  };

  test("events", async () => {
    expect(await table(GUIDE, "event")).toEqual(await members("EventDetails"));
  });

  test("methods", async () => {
    const text = await read(GUIDE);
    expect((await members("Controls")).filter((name) => !new RegExp(`\`${name}[(\`]`).test(text))).toEqual([]);
  });

  test("looks", async () => {
    expect((await table("docs/configuration.md", "`appearance`")).sort()).toEqual((await members("Appearance")).filter((name) => name !== "theme").sort());
  });

  test("attributes", async () => {
    const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const options = (await members("Options")).filter((name) => !["getToken", "appearance"].includes(name)).map(dashed);
    // `standalone` is for the page of `dist/` alone.
    expect((await table("docs/configuration.md", "attribute")).sort()).toEqual([...options, "standalone"].sort());
  });

  test("errors", async () => {
    const data = await readFile(join(process.env["OAUTH_APPS_PKG"] ?? join(root, "pkg"), "data.d.ts"), "utf8");
    const codes = [...(/type KnownCode = ([^;]*);/.exec(data)?.[1] ?? "").matchAll(/"(\w+)"/g)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(10);
    expect(await table(GUIDE, "`code`")).toEqual(codes);
  });
});
