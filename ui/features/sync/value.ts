// What a value of a record looks like to a person: numbers by the language, places as degrees, nothing by its name.
// It does no arithmetic.
import { exact, maybe, t, unitText } from "../../shared/i18n/index.svelte";
import type { RecordName } from "../../ipc";

export function valueText(value: unknown, unit: string): string {
  if (value === null || value === undefined) return t("sync-unknown");
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (typeof value === "number") return unit ? `${exact(value)}\u00a0${unitText(unit)}` : exact(value);
  if (typeof value === "string") return value;
  if (isPlace(value)) return `${exact(value[1])}°, ${exact(value[0])}°`;
  if (Array.isArray(value)) return value.map((one) => valueText(one, "")).join(", ");
  return Object.values(value as Record<string, unknown>).map((one) => valueText(one, "")).join(", ");
}

/** Longitude and latitude. */
function isPlace(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "number");
}

/** What kind of record it is, as a word. */
export const recordKind = (kind: string): string => maybe("record-kind", { kind }) ?? kind;

/** A record by its name, with its site where it has one; by what it is where it has no name. */
export function recordText(record: RecordName): string {
  const name = record.name ?? recordKind(record.kind);
  return record.site ? `${record.site}: ${name}` : name;
}
