// The rules of this room: who may import whom, no colour outside the tokens, no address of the web, and a type
// checker that does find a planted error.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const ui = new URL("../..", import.meta.url).pathname;
function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (["node_modules", "dist", "tests", "scripts"].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : /\.(ts|svelte)$/.test(entry.name) && !/config\./.test(entry.name) ? [path] : [];
  });
}
const all = files(ui).map((path) => ({ path: relative(ui, path), text: readFileSync(path, "utf8") }));
const imports = (text: string) => [...text.matchAll(/from "([^"]+)"|import\("([^"]+)"\)/g)].map((match) => match[1] ?? match[2] ?? "");
const offenders = (breaks: (path: string, text: string) => boolean) => all.filter(({ path, text }) => breaks(path, text)).map(({ path }) => path);

describe("who may import whom", () => {
  it("only ipc/window.ts knows Tauri", () => {
    expect(offenders((path, text) => path !== "ipc/window.ts" && imports(text).some((name) => name.startsWith("@tauri-apps")))).toEqual([]);
  });
  it("a feature never imports another", () => {
    expect(
      offenders((path, text) => {
        const own = /^features\/([^/]+)\//.exec(path)?.[1];
        return own !== undefined && imports(text).some((name) => /^\.\.\/(?!\.\.)/.test(name) || name.includes("/features/") || name.includes("/shell/"));
      }),
    ).toEqual([]);
  });
  it("shared, charts and ipc know no screen", () => {
    expect(offenders((path, text) => /^(shared|charts|ipc)\//.test(path) && imports(text).some((name) => /features|shell/.test(name)))).toEqual([]);
  });
  it("nothing shipped imports a test", () => {
    expect(offenders((_, text) => imports(text).some((name) => name.includes("tests/")))).toEqual([]);
  });
});

describe("what no file states", () => {
  it("a colour", () => {
    expect(offenders((_, text) => /#[0-9a-f]{6}\b|[:"]\s*rgba?\(/i.test(text))).toEqual([]);
  });
  it("an address of the web", () => {
    expect(offenders((_, text) => /https?:\/\//.test(text))).toEqual([]);
  });
});

it("every file says what it owns", () => {
  expect(offenders((path, text) => path !== "shared/i18n/keys.ts" && !/^(\/\/|<!--)/.test(text))).toEqual([]);
});

it("the type checker finds a planted error", { timeout: 120_000 }, () => {
  const check = () => execFileSync("npx", ["svelte-check", "--tsconfig", "tests/planted/tsconfig.json", "--output", "machine"], { cwd: ui, encoding: "utf8", stdio: "pipe" });
  let said = "";
  try {
    said = check();
  } catch (failed) {
    said = (failed as { stdout: string }).stdout;
  }
  expect(said).toMatch(/ERROR .*Planted\.svelte/);
});
