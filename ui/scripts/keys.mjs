// Writes shared/i18n/keys.ts: the union of the window's own message keys, read from the English catalogue.
// A unit test fails when the file is not what this would write.
import { readFileSync, writeFileSync } from "node:fs";

export function keysFile(ftl) {
  const keys = [...ftl.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((match) => match[1]);
  return [
    "// Made by scripts/keys.mjs from assets/i18n/en/window.ftl; run `npm run keys` after changing the catalogue.",
    "export type Key =",
    ...keys.map((key, i) => `  | "${key}"${i === keys.length - 1 ? ";" : ""}`),
    "",
  ].join("\n");
}

const here = (path) => new URL(path, import.meta.url);
if (process.argv[1] === here("").pathname) {
  writeFileSync(here("../shared/i18n/keys.ts"), keysFile(readFileSync(here("../../assets/i18n/en/window.ftl"), "utf8")));
}
