// The tokens' promise: text reads at 4.5:1 on every surface it stands on, marks and control borders at 3:1.
// Formula: WCAG 2.2, relative luminance and contrast ratio.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../styles/tokens.css", import.meta.url), "utf8");
function tokens(selector: string): Map<string, string> {
  const from = css.indexOf("{", css.indexOf(`${selector} {`));
  return new Map([...css.slice(from, css.indexOf("\n}", from)).matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function ratio(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((p, q) => p - q) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ["--bg-0", "--bg-1", "--bg-2", "--hover", "--accent-bg"];
const TEXT: [string, string[]][] = [
  ["--tx-1", [...SURFACES, "--bg-3", "--m-halo", "--m-land"]],
  ["--tx-2", [...SURFACES, "--bg-3"]],
  ["--tx-3", ["--bg-0", "--bg-1", "--bg-2", "--hover"]],
  ["--accent", ["--bg-1", "--bg-2"]],
  ["--accent-2", ["--accent-bg"]],
  ["--on-accent", ["--accent", "--accent-2"]],
  ...(["ok", "warn", "err", "info"] as const).map((name): [string, string[]] => [`--${name}`, ["--bg-1", "--bg-2", `--${name}-bg`]]),
  ["--err", ["--accent-bg"]],
  ...["rough", "estimated", "measured", "verified"].map((name): [string, string[]] => [`--p-${name}`, ["--bg-1", "--hover", "--accent-bg"]]),
  ["--m-label", ["--m-land", "--m-urban"]],
  ["--m-label-2", ["--m-land"]],
  ["--m-sea-label", ["--m-sea"]],
];
const MARKS = ["--ctl-line", "--accent", "--sc-1", "--sc-2", "--sc-3", "--sc-4", "--cash-in", "--cash-out", ...[...tokens(":root").keys()].filter((name) => name.startsWith("--k-"))];

describe.each([":root", ':root[data-theme="dark"]'])("%s", (selector) => {
  const theme = tokens(selector);
  const value = (name: string) => theme.get(name) ?? expect.fail(`no token ${name}`);
  it.each(TEXT.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))("%s reads on %s", (text, ground) => {
    expect(ratio(value(text), value(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(MARKS)("%s stands out from the panel", (mark) => {
    expect(ratio(value(mark), value("--bg-1"))).toBeGreaterThanOrEqual(3);
  });
});
