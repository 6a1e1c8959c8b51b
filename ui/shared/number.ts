// Reads what a person typed as a number: spaces between thousands, a point or a comma before decimals.
// It does not guess: "1,234.5" and "1.234,5" are read by their last mark, letters are refused.

/** The number, null for an empty field, undefined for what is no number. */
export function readNumber(text: string): number | null | undefined {
  const bare = text.replace(/[\s\u00a0\u202f\u2009']/g, "").replace(/^\u2212/, "-");
  if (bare === "") return null;
  const point = bare.lastIndexOf(".");
  const comma = bare.lastIndexOf(",");
  let plain = bare;
  if (point >= 0 && comma >= 0) {
    const thousands = point > comma ? "," : ".";
    plain = bare.split(thousands).join("");
  }
  plain = plain.replace(",", ".");
  if (!/^-?\d*\.?\d+(e[+-]?\d+)?$/i.test(plain) && !/^-?\d+\.$/.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}
