// Reads the window's design tokens for painters that cannot use CSS. It defines no colour.
export type Token = `--${string}`;

export function readToken(name: Token): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
