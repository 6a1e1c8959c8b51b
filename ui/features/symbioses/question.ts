// Questions to the graph that need no language learnt: a form's fields become a query of docs/graph.md.
// It checks no name; the workbench knows which there are.
import type { Kind } from "../../ipc";

export const QUESTIONS = ["within", "takers", "givers", "path", "own"] as const;
export type QuestionKind = (typeof QUESTIONS)[number];
export interface Question {
  ask: QuestionKind;
  of: string;
  to: string;
  steps: number;
  kind: Kind | null;
  /** The query as typed, for `own`. */
  own: string;
}
export const MOST_STEPS = 10;

/** A name between quotation marks; one that holds a mark stands bare, since the language cannot escape it. */
export function quoted(name: string): string {
  const bare = name.trim().replace(/\s+/g, " ");
  return bare.includes('"') ? bare : `"${bare}"`;
}

/** The query; null while something it needs is missing. */
export function queryOf({ ask, of, to, steps, kind, own }: Question): string | null {
  const by = kind ? ` by ${kind}` : "";
  const most = Math.max(1, Math.min(MOST_STEPS, Math.round(steps) || 1));
  if (ask === "own") return own.trim() || null;
  if (!of.trim()) return null;
  switch (ask) {
    case "within":
      return `within ${most} ${most === 1 ? "step" : "steps"} of ${quoted(of)}${by}`;
    case "takers":
    case "givers":
      return `${ask} of ${quoted(of)}`;
    case "path":
      return to.trim() ? `path from ${quoted(of)} to ${quoted(to)}${by} max ${most}` : null;
  }
}
