// How steady the places of the ranking are: asked for by the list, shown there and beside a match.
// It knows no words; how the data are varied is the workbench's business.
import { rpc, type Id, type Steady } from "../../ipc";
import { Search } from "./search.svelte";

/** The best of the list that contend for the places; those below carry no probability. */
const CONTENDERS = 500;

class Steadiness extends Search<Steady> {
  readonly #shares = $derived(new Map(this.answer?.matches.map(({ id, top_ten_probability: share }) => [id, share])));

  constructor() {
    super("match", () => rpc("match.stability", { most: CONTENDERS }));
  }

  /** Probability of being among the ten best; null where it was not asked or the match did not contend. */
  of(match: Id): number | null {
    return this.#shares.get(match) ?? null;
  }
}

export const steadiness = new Steadiness();

/** A share in whole percent that never rounds a doubt away: 0 and 100 only where no draw said otherwise. */
export function percentOf(share: number): number {
  const percent = Math.round(share * 100);
  if (share > 0 && percent === 0) return 1;
  return share < 1 && percent === 100 ? 99 : percent;
}
