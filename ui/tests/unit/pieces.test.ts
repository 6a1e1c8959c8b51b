// The small pure parts: what a typed number means, where keys lead in a list, the shape of a match line, pages.
import { describe, expect, it } from "vitest";
import { arcBetween, bearingAtMiddle, boundsOf } from "../../features/map/arc";
import { readNumber } from "../../shared/number";
import { rowAfter, scrollFor, visibleSpan } from "../../shared/grid";
import { PagedRows, PAGE_ROWS } from "../../shared/paged.svelte";
import { exact, language } from "../../shared/i18n/index.svelte";
import { percentOf } from "../../shared/state/steadiness.svelte";
import { scoreClass } from "../../shared/score";

describe("readNumber", () => {
  it.each([
    ["1800", 1800],
    ["1,5", 1.5],
    ["1.5", 1.5],
    ["1 234,5", 1234.5],
    ["1\u202f234,5", 1234.5],
    ["1,234.5", 1234.5],
    ["1.234,5", 1234.5],
    ["−12", -12],
    ["-.5", -0.5],
    ["5.", 5],
    ["1e3", 1000],
    ["", null],
    ["  ", null],
    ["12 MWh", undefined],
    ["1,2,3", undefined],
    ["1.2.3", undefined],
    ["1e999", undefined],
    ["NaN", undefined],
    ["-", undefined],
  ])("%j is %j", (text, value) => expect(readNumber(text)).toBe(value));
});

describe("a tall list", () => {
  it("draws only what is on screen, at any place of 300,000 rows", () => {
    for (const top of [0, 4_000_000, 300_000 * 28 - 400]) {
      const { first, last } = visibleSpan(top, 400, 28, 300_000);
      expect(last - first).toBeLessThan(40);
      expect(first * 28).toBeLessThanOrEqual(top);
      expect((last + 1) * 28).toBeGreaterThanOrEqual(Math.min(top + 400, 300_000 * 28));
    }
  });
  it("is empty without rows", () => expect(visibleSpan(0, 400, 28, 0)).toEqual({ first: 0, last: -1 }));
  it.each([
    ["ArrowDown", -1, 0],
    ["ArrowDown", 9, 9],
    ["ArrowUp", 0, 0],
    ["ArrowUp", -1, 0],
    ["Home", 7, 0],
    ["End", 0, 9],
    ["PageDown", 2, 6],
    ["PageUp", 2, 0],
    ["a", 2, null],
  ])("%s from row %i leads to %j", (key, at, to) => expect(rowAfter(key, at, 10, 4)).toBe(to));
  it("scrolls no further than needed", () => {
    expect(scrollFor(3, 28, 0, 280)).toBe(0);
    expect(scrollFor(12, 28, 0, 280)).toBe(84);
    expect(scrollFor(2, 28, 140, 280)).toBe(56);
  });
});

describe("pages", () => {
  const numbered = (total: number, asked: number[]) =>
    new PagedRows<{ id: string }>(async (offset, limit) => {
      asked.push(offset);
      return { total, rows: Array.from({ length: Math.min(limit, total - offset) }, (_, i) => ({ id: `${offset + i}` })) };
    });
  it("asks once for each page in sight and finds rows in them", async () => {
    const asked: number[] = [];
    const rows = numbered(300_000, asked);
    await rows.reload();
    rows.need(250_090, 250_110);
    rows.need(250_090, 250_110);
    await Promise.resolve();
    await Promise.resolve();
    expect(asked).toEqual([0, 250_000, 250_100]);
    expect(rows.at(250_105)?.id).toBe("250105");
    expect(rows.find((row) => row.id === "250007")).toBe(250_007);
    expect(rows.at(5 * PAGE_ROWS)).toBeUndefined();
  });
  it("an old answer never replaces a newer one", async () => {
    const waiting: ((total: number) => void)[] = [];
    const rows = new PagedRows<{ id: string }>(() => new Promise((resolve) => waiting.push((total) => resolve({ total, rows: [{ id: `of ${total}` }] }))));
    const [first, second] = [rows.reload(), rows.reload()];
    waiting[1]?.(2);
    await second;
    waiting[0]?.(1);
    await first;
    expect([rows.total, rows.at(0)?.id]).toEqual([2, "of 2"]);
  });
});

describe("a match line", () => {
  const [kalundborg, slagelse]: [number, number][] = [[11.09, 55.68], [11.36, 55.4]];
  const arc = arcBetween(kalundborg!, slagelse!);
  it("joins both ends", () => {
    expect(arc[0]![0]).toBeCloseTo(11.09, 9);
    expect(arc[0]![1]).toBeCloseTo(55.68, 9);
    expect(arc.at(-1)![0]).toBeCloseTo(11.36, 9);
    expect(arc.at(-1)![1]).toBeCloseTo(55.4, 9);
  });
  it("bulges to the left of its way: going south-east, to the north-east", () => {
    const middle = arc[Math.floor(arc.length / 2)]!;
    expect(middle[0]).toBeGreaterThan((11.09 + 11.36) / 2);
    expect(middle[1]).toBeGreaterThan((55.68 + 55.4) / 2);
  });
  it("points along the chord at its middle", () => expect(Math.round(bearingAtMiddle(arcBetween([10, 0], [12, 0])))).toBe(90));
  it("has bounds with both ends inside", () => expect(boundsOf([kalundborg!, slagelse!])).toEqual([11.09, 55.4, 11.36, 55.68]));
});

it.each([[0.2, 1], [0.5499, 1], [0.55, 2], [0.65, 3], [0.7499, 3], [0.75, 4], [1, 4]])("score %d is of class %i", (score, level) => expect(scoreClass(score)).toBe(level));

it.each([[0, 0], [0.001, 1], [0.914, 91], [0.995, 99], [0.9999, 99], [1, 100]])("a share of %d is %i percent: no doubt is rounded away", (share, percent) => expect(percentOf(share)).toBe(percent));

it.each<["en" | "de" | "ru" | "tt", number, string]>([["en", 0.025, "0.025"], ["de", -1234.5, "\u22121\u202f234,5"], ["ru", 1e-7, "0,0000001"], ["tt", 12, "12"]])("in %s %d is stated as %s", (lang, value, text) => {
  language.now = lang;
  expect(exact(value)).toBe(text);
});
