// The four classes a score is drawn in. It sorts a value into a class and knows nothing of how it arose.
export type ScoreClass = 1 | 2 | 3 | 4;

/** Lower bounds of classes 2, 3 and 4; the map's legend prints the same cuts. */
export const SCORE_CUTS = [0.55, 0.65, 0.75] as const;

export function scoreClass(score: number): ScoreClass {
  if (score >= SCORE_CUTS[2]) return 4;
  if (score >= SCORE_CUTS[1]) return 3;
  return score >= SCORE_CUTS[0] ? 2 : 1;
}
