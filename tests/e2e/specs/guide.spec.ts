// The guide in README.md: each of its blocks is part of a file that the portals run, word for word.
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

/** The blocks of a section of README.md. */
async function blocks(title: string): Promise<Block[]> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const section = readme.split(/^(?=## )/m).find((text) => text.startsWith(`## ${title}\n`)) ?? "";
  const lines = section.split("\n");
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

test("each block of the guide is in the file that is named before it", async () => {
  const all = await blocks("Embed it in your portal");
  expect(all.length).toBeGreaterThan(15);
  for (const { file, lines } of all) {
    expect(file, `the file of the block that begins with “${lines[0]}”`).toMatch(/^tests\/e2e\/portals\/\S+$/);
    const text = await readFile(join(root, file), "utf8");
    expect(holds(text, lines), `${file} holds:\n${lines.join("\n")}`).toBe(true);
  }
});

test("the guide shows every portal", async () => {
  const portals = new Set((await blocks("Embed it in your portal")).map(({ file }) => file.split("/")[3]));
  expect([...portals].sort()).toEqual(["bundlers", "client", "csp.txt", "django", "plain", "react", "sveltekit", "vue"]);
});

test("the guide names every event and every look that the types know", async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const types = await readFile(join(root, "src/embed/types/index.d.ts"), "utf8");
  const names = (body: string) => [...(new RegExp(`interface ${body} \\{\n([^]*?)\n\\}`).exec(types)?.[1] ?? "").matchAll(/^ {2}readonly "?([\w-]+)"?\??:/gm)].map(([, name]) => name);
  const missing = (all: (string | undefined)[], row: (name: string) => string) => all.filter((name) => !readme.includes(row(name ?? "")));
  expect(names("EventDetails").length).toBeGreaterThan(5);
  expect(missing(names("EventDetails"), (name) => `\n| \`${name}\` | `)).toEqual([]);
  expect(missing(names("Appearance").filter((name) => name !== "theme"), (name) => `\n| \`${name}\` | \``)).toEqual([]);
});
