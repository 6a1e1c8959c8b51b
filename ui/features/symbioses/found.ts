// What was found beyond single pairs, brought into one shape for the list: who, what it brings, what it is made of.
// Pure: it asks nobody, formats no figure and holds no word.
import { SYMBIOSES, type Bounds, type CombinedMatch, type Issue, type Message, type Named, type Symbioses, type SymbiosisKind } from "../../ipc";

export interface Found {
  /** Steady within one answer. */
  key: string;
  sites: Named[];
  /** Companies, where their names say more than those of the sites. */
  companies: Named[];
  /** A cycle leads back to its first site. */
  round: boolean;
  /** Whether the resources pass from one site to the next. */
  ordered: boolean;
  benefit_eur_per_year: number | null;
  co2_t_per_year: number | null;
  steps: CombinedMatch[];
  explanation: Message[];
}
export interface Section {
  kind: SymbiosisKind;
  found: Found[];
  stopped_early: boolean;
  others_at_most_eur_per_year: number | null;
}

/** The four kinds in their order, best first within each, as the workbench ranked them. */
export function sectionsOf(answer: Symbioses): Section[] {
  return SYMBIOSES.map((kind) => ({
    kind,
    found: answer[kind].map((one, i) => ({
      key: `${kind}-${i}`,
      sites: one.sites,
      companies: one.members.filter((member) => !one.sites.some((site) => site.name === member.name)),
      round: kind === "cycles",
      ordered: kind === "chains" || kind === "cycles",
      benefit_eur_per_year: unknownSum(one) ? null : one.benefit_eur_per_year,
      co2_t_per_year: "co2_t_per_year" in one ? one.co2_t_per_year : null,
      steps: "unpriced" in one ? one.matches : [],
      explanation: one.explanation,
    })),
    stopped_early: answer.search[kind].stopped_early,
    others_at_most_eur_per_year: answer.search[kind].others_at_most_eur_per_year,
  }));
}

/** A sum of matches none of which has a price is not a benefit of zero. */
function unknownSum(one: Symbioses[SymbiosisKind][number]): boolean {
  return "unpriced" in one && one.matches.length > 0 && one.unpriced === one.matches.length;
}

/** Issues by their code and severity, each with what its first one says and how many there are. */
export function issuesByCode(issues: Issue[]): { first: Issue; times: number }[] {
  const groups = new Map<string, { first: Issue; times: number }>();
  for (const issue of issues) {
    const group = groups.get(issue.code);
    if (group) group.times++;
    else groups.set(issue.code, { first: issue, times: 1 });
  }
  return [...groups.values()];
}

/** The part of the world that holds all that have a place; none where nobody has. */
export function boundsAround(sites: { lat?: number | null; lon?: number | null }[]): Bounds | null {
  const placed = sites.flatMap(({ lat, lon }) => (typeof lat === "number" && typeof lon === "number" ? [{ lat, lon }] : []));
  if (placed.length === 0) return null;
  const lons = placed.map(({ lon }) => lon);
  const lats = placed.map(({ lat }) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** Sums of doubles differ by less than this without a gap. */
const ROUNDING = 1e-9;

/** The gap in percent, rounded up to a hundredth, so that an open gap never reads as a proof. */
export function gapPercent(gap: number): number {
  return gap < ROUNDING ? 0 : Math.ceil(gap * 1e4 * (1 - 1e-12)) / 100;
}
