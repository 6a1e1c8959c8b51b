// Names of the field's own terms, looked up by their codes.
import type { DealState, Job, Kind, Level, PacketSection, ScoreName } from "../ipc";
import { idOf, maybe, t } from "./i18n/index.svelte";

const named = (group: string, code: string): string => maybe(`${group}-${idOf(code)}`) ?? code;

export const kindName = (kind: Kind): string => named("kind", kind);
export const stateName = (state: DealState): string => named("state", state);
export const levelName = (level: Level): string => named("level", level);
export const sectionName = (section: PacketSection): string => t(`packet-section-word-${idOf(section)}` as "packet-section-word-technical");
export const scoreName = (score: ScoreName): string => named("score", score);
export const severityName = (severity: string): string => named("severity", severity);
export const presetName = (preset: string): string => named("preset", preset);
export const areaName = (area: string): string => named("risk", area);
export const fieldName = (field: string): string => named("field", field);
export const outcomeName = (code: string): string => named("outcome", code);
export const figureName = (input: string): string => named("figure", input);
export const ruleName = (rule: string): string => named("rule", rule);
export const whoseName = (whose: string): string => named("whose", whose);
export const modeName = (mode: string): string => named("mode", mode);

/** What a running job is at; its kind where the phase has no name. */
export function phaseName(job: Job): string {
  const phase = idOf(job.phase);
  return maybe(`phase-${job.kind}-${phase}`) ?? maybe(`phase-${phase}`) ?? t(`job-${job.kind}`);
}
