// Words for codes, in the language that was chosen. It owns the catalogue's loading and the fallback to
// English; it holds no sentence itself and formats no quantity (those arrive formatted).
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { LANGS, type Lang, type Message } from "../../ipc";
import type { Key } from "./keys";

const sources = import.meta.glob<string>("../../../assets/i18n/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Intl has no Tatar data everywhere; figures are written as in Russian, which uses the same signs. */
const FIGURES: Record<Lang, string> = { en: "en-GB", de: "de-DE", ru: "ru-RU", tt: "ru-RU" };

const bundles = Object.fromEntries(LANGS.map((lang) => [lang, bundleOf(lang)])) as Record<Lang, FluentBundle>;

function bundleOf(lang: Lang): FluentBundle {
  const bundle = new FluentBundle(FIGURES[lang], { useIsolating: false });
  for (const path of Object.keys(sources).sort()) {
    if (path.includes(`/${lang}/`)) bundle.addResource(new FluentResource(sources[path] ?? ""));
  }
  return bundle;
}

/** The system's language where it is one of ours. */
export function systemLanguage(): Lang {
  const spoken = globalThis.navigator?.language.slice(0, 2);
  return LANGS.find((lang) => lang === spoken) ?? "en";
}

class Language {
  now: Lang = $state("en");
}
export const language = new Language();

type Args = Record<string, string | number>;

/** The text of one of the window's own keys. */
export function t(key: Key, args?: Args): string {
  return lookup(key, args) ?? key;
}

/** The text of a coded message from the workbench; an unknown code is shown as itself, never hidden. */
export function say(message: Message): string {
  const args = message.args && Object.fromEntries(Object.entries(message.args).map(([name, value]) => [name, typeof value === "object" ? say(value) : value]));
  return lookup(idOf(message.code), args) ?? message.code;
}

/** The text under a built key, or nothing where the catalogue has none. */
export function maybe(id: string, args?: Args): string | null {
  return lookup(id, args);
}

export function idOf(code: string): string {
  return code.replace(/[._]/g, "-");
}

/** Whole numbers such as rows and sites, thousands parted as the workbench parts them. */
export function count(value: number): string {
  return signs(value, {});
}

/** A quantity for which no formatted text came: three figures, more before the decimal mark than after it. */
export function figure(value: number): string {
  const size = Math.abs(value);
  const most = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return signs(value, { maximumFractionDigits: most });
}

/** Thousands parted and minus drawn as the workbench does. */
function signs(value: number, places: Intl.NumberFormatOptions): string {
  const parts = new Intl.NumberFormat(FIGURES[language.now], { ...places, signDisplay: "negative" }).formatToParts(value);
  return parts.map(({ type, value: text }) => (type === "group" ? "\u202f" : type === "minusSign" ? "\u2212" : text)).join("");
}

/** A stated value as it was stated, in the signs of the language. */
export function exact(value: number): string {
  return signs(value, { maximumFractionDigits: 9 });
}

/** A dimensionless share such as a weight or a score cut, to two places. */
export function decimal(value: number): string {
  return new Intl.NumberFormat(FIGURES[language.now], { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
}

export function when(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return new Intl.DateTimeFormat(FIGURES[language.now], { dateStyle: "medium", timeStyle: "short" }).format(date);
}

export function day(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return new Intl.DateTimeFormat(FIGURES[language.now], { dateStyle: "medium" }).format(date);
}

/** A unit symbol; those that are words are translated. */
export function unitText(unit: string): string {
  if (!/^[a-z_]+$/.test(unit)) return unit;
  return lookup(`unit-${idOf(unit)}`) ?? unit;
}

function lookup(id: string, args?: Args): string | null {
  return format(bundles[language.now], id, plain(args, language.now)) ?? format(bundles.en, id, plain(args, "en"));
}

function format(bundle: FluentBundle, id: string, args: Record<string, FluentVariable>): string | null {
  const pattern = bundle.getMessage(id)?.value;
  return pattern ? bundle.formatPattern(pattern, args, []) : null;
}

/** Tatar nouns do not change after a number: passing figures as text makes every selector take its default. */
function plain(args: Args | undefined, lang: Lang): Record<string, FluentVariable> {
  if (!args) return {};
  if (lang !== "tt") return args;
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === "number" ? new Intl.NumberFormat(FIGURES.tt).format(value) : value,
    ]),
  );
}
