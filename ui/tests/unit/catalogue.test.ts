// The catalogue as the window uses it: the same keys and arguments in four languages, each key used, real translations.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { parse, Visitor, type Message, type VariableReference } from "@fluent/syntax";
import { describe, expect, it } from "vitest";
import { DEAL_STATES, KINDS, LANGS, LEVELS, PRECISIONS, PRESETS } from "../../ipc/types";
import { keysFile } from "../../scripts/keys.mjs";

const ui = new URL("../..", import.meta.url).pathname;
const words = (lang: string, file: string) => readFileSync(join(ui, "../assets/i18n", lang, file), "utf8");
const FILES = ["window.ftl", "kinds.ftl", "engine.ftl", "codes.ftl"];

function messages(lang: string, file: string): Map<string, Message> {
  const body = parse(words(lang, file), {}).body;
  expect(body.filter((entry) => entry.type === "Junk")).toEqual([]);
  return new Map(body.filter((entry): entry is Message => entry.type === "Message").map((entry) => [entry.id.name, entry]));
}
function variables(message: Message): string[] {
  const found = new Set<string>();
  class Names extends Visitor {
    override visitVariableReference(node: VariableReference) {
      found.add(node.id.name);
    }
  }
  new Names().visit(message);
  return [...found].sort();
}
function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !["node_modules", "dist", "tests", "scripts"].includes(entry.name) && entry.name !== "keys.ts")
    .map((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : /\.(ts|svelte)$/.test(entry.name) ? readFileSync(join(folder, entry.name), "utf8") : ""))
    .join("\n");
}

describe.each(FILES)("%s", (file) => {
  const english = messages("en", file);
  it.each(LANGS)("has the same keys and arguments in %s", (lang) => {
    const here = messages(lang, file);
    expect([...here.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, message] of here) expect([key, variables(message)]).toEqual([key, variables(english.get(key)!)]);
  });
});

it.each(LANGS.filter((lang) => lang !== "en"))("%s is translated: at most one message in twenty reads as in English", (lang) => {
  const same: string[] = [];
  let all = 0;
  for (const file of FILES) {
    const english = new FluentBundle("en");
    const here = new FluentBundle("en");
    english.addResource(new FluentResource(words("en", file)));
    here.addResource(new FluentResource(words(lang, file)));
    for (const key of messages("en", file).keys()) {
      all++;
      if (JSON.stringify(here.getMessage(key)?.value) === JSON.stringify(english.getMessage(key)?.value)) same.push(key);
    }
  }
  expect(same.length / all, same.join(", ")).toBeLessThanOrEqual(0.05);
});

it("German speaks to its reader with Sie throughout", () => {
  const said = readdirSync(join(ui, "../assets/i18n/de")).flatMap((file) => words("de", file).split("\n").filter((line) => /\b(du|dir|dich|dein\w*|willst|kannst|hast|bist|musst)\b/i.test(line)));
  expect(said).toEqual([]);
});

it("keys.ts is what scripts/keys.mjs makes of the catalogue", () => {
  expect(readFileSync(join(ui, "shared/i18n/keys.ts"), "utf8")).toBe(keysFile(words("en", "window.ftl")));
});

it("uses every key of the window", () => {
  const code = sources(ui);
  const built = [...code.matchAll(/t\(`([^`]*)`/g)].map((match) => new RegExp(`^${(match[1] ?? "").replace(/\$\{[^}]*\}/g, ".+")}$`));
  const unused = [...messages("en", "window.ftl").keys()].filter((key) => !code.includes(`"${key}"`) && !built.some((pattern) => pattern.test(key)));
  expect(unused).toEqual([]);
});

it("names every term of the field", () => {
  const has = messages("en", "kinds.ftl");
  const wanted = [
    ...KINDS.map((code) => `kind-${code.replace("_", "-")}`),
    ...DEAL_STATES.map((code) => `state-${code}`),
    ...PRECISIONS.map((code) => `precision-${code}`),
    ...LEVELS.map((code) => `level-${code}`),
    ...PRESETS.map((code) => `preset-${code}`),
  ];
  expect(wanted.filter((key) => !has.has(key))).toEqual([]);
});
