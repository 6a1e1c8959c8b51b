// What the symbioses screen works out by itself: the query behind a form, one shape for four kinds, and what a gap says.
import { describe, expect, it } from "vitest";
import { boundsAround, gapPercent, issuesByCode, sectionsOf } from "../../features/symbioses/found";
import { queryOf, type Question } from "../../features/symbioses/question";
import { figure, language, maybe, t } from "../../shared/i18n/index.svelte";
import { LANGS, type Combined, type CombinedMatch, type Symbioses } from "../../ipc/types";

const asked = (change: Partial<Question>): Question => ({ ask: "within", of: "Stahlwerk Nord", to: "", steps: 2, kind: null, own: "", ...change });

describe("a question's query", () => {
  it.each<[Partial<Question>, string | null]>([
    [{}, 'within 2 steps of "Stahlwerk Nord"'],
    [{ steps: 1, kind: "steam" }, 'within 1 step of "Stahlwerk Nord" by steam'],
    [{ kind: "compressed_air" }, 'within 2 steps of "Stahlwerk Nord" by compressed_air'],
    [{ steps: 40 }, 'within 10 steps of "Stahlwerk Nord"'],
    [{ steps: NaN }, 'within 1 step of "Stahlwerk Nord"'],
    [{ steps: null as unknown as number }, 'within 1 step of "Stahlwerk Nord"'],
    [{ of: "  path to  max " }, 'within 2 steps of "path to max"'],
    [{ of: 'Werk "Nord"' }, 'within 2 steps of Werk "Nord"'],
    [{ of: " " }, null],
    [{ ask: "takers", kind: "heat" }, 'takers of "Stahlwerk Nord"'],
    [{ ask: "givers", of: "02 05 01" }, 'givers of "02 05 01"'],
    [{ ask: "path", to: "Hof Süd", kind: "heat", steps: 3 }, 'path from "Stahlwerk Nord" to "Hof Süd" by heat max 3'],
    [{ ask: "path" }, null],
    [{ ask: "own", own: " site -> site " }, "site -> site"],
    [{ ask: "own", own: "" }, null],
  ])("%j is %j", (change, query) => expect(queryOf(asked(change))).toBe(query));
});

const step: CombinedMatch = { id: "m", kind: "heat", supply: "f", demand: "g", supply_name: "A", demand_name: "B", amount_per_year: 5, through_per_year: null, unit: "MWh", covers: 1, distance_km: 1, score: 1, benefit_eur_per_year: null, co2_t_per_year: null };
const combined = (change: Partial<Combined>): Combined => ({ members: [{ id: "o", name: "A" }, { id: "p", name: "Holding" }], sites: [{ id: "s", name: "A" }, { id: "u", name: "B" }], matches: [step, step], benefit_eur_per_year: 0, unpriced: 0, co2_t_per_year: null, co2_unknown: 2, explanation: [], ...change });
const ended = { stopped_early: false, others_at_most_eur_per_year: null };
const answer = (change: Partial<Symbioses>): Symbioses => ({ chains: [], cycles: [], networks: [], groups: [], issues: [], search: { chains: ended, cycles: ended, networks: ended, groups: ended }, ...change });

describe("what was found", () => {
  it("comes in four kinds, also where there is none", () => {
    expect(sectionsOf(answer({})).map(({ kind, found }) => [kind, found.length])).toEqual([["chains", 0], ["cycles", 0], ["networks", 0], ["groups", 0]]);
  });
  it("never calls an unpriced sum zero, nor a real zero unknown", () => {
    const [chains] = sectionsOf(answer({ chains: [combined({ unpriced: 2 }), combined({ unpriced: 1 }), combined({ benefit_eur_per_year: 7 })] }));
    expect(chains?.found.map((one) => one.benefit_eur_per_year)).toEqual([null, 0, 7]);
  });
  it("names companies only where sites do not say it", () => {
    expect(sectionsOf(answer({ cycles: [combined({})] }))[1]?.found[0]).toMatchObject({ companies: [{ name: "Holding" }], round: true, ordered: true });
  });
  it("keeps a missing saving missing", () => {
    const groups = sectionsOf(answer({ groups: [{ members: [], sites: [], matches: [], benefit_eur_per_year: null, explanation: [], group: { kind: "water" } }] }))[3];
    expect(groups?.found[0]).toMatchObject({ benefit_eur_per_year: null, co2_t_per_year: null, steps: [], ordered: false });
  });
  it("tells each issue once", () => {
    const issue = (code: string) => ({ code, severity: "warning" as const, place: {} });
    expect(issuesByCode([issue("a"), issue("b"), issue("a")]).map(({ first, times }) => [first.code, times])).toEqual([["a", 2], ["b", 1]]);
  });
});

it("bounds hold those with a place, and the equator is one", () => {
  expect(boundsAround([{ lat: 0, lon: 5 }, { lat: null, lon: null }, { lat: 2, lon: -1 }])).toEqual([-1, 0, 5, 2]);
  expect(boundsAround([{ lat: null, lon: 3 }, {}])).toBeNull();
});

it.each([[0, 0], [0.001419, 0.15], [0.05, 5], [0.0007, 0.07], [1e-7, 0.01], [4.5e-12, 0], [1, 100]])("a gap of %d reads %d percent", (gap, percent) => expect(gapPercent(gap)).toBe(percent));

it.each<[(typeof LANGS)[number], number, string]>([
  ["en", 1204310.4, "1\u202f204\u202f310"],
  ["de", -12.34, "\u221212,3"],
  ["ru", 1.256, "1,26"],
  ["tt", 0, "0"],
  ["en", -0.001, "0"],
])("in %s %d is %s", (lang, value, text) => {
  language.now = lang;
  expect(figure(value)).toBe(text);
});

it.each(LANGS)("both jobs and their phases have words of their own in %s", (lang) => {
  language.now = lang;
  for (const key of ["job-symbioses", "job-allocate"] as const) expect(t(key)).not.toBe(key);
  for (const phase of ["starting", "load", "allocate", "match-score", "symbiosis-chains", "symbiosis-cycles", "networks-pairs", "networks-grow", "groups"]) expect([phase, maybe(`phase-${phase}`)]).not.toEqual([phase, null]);
});
