// A long search: its job while it runs, its last answer after it, and whether the data are still those it rests on.
// It knows no operation and draws nothing.
import { asFailure, run, type Id, type Job, type JobKind, type OpFailure } from "../../ipc";
import { app } from "./app.svelte";

/** One search: its job while it runs, its last answer after it. */
export class Search<T> {
  #kept: { path: string; revision: number; answer: T } | null = $state.raw(null);
  /** How the last run ended that brought no answer. */
  #ended: { path: string; failure: OpFailure | null } | null = $state.raw(null);
  job: Job | null = $state.raw(null);

  constructor(
    private readonly kind: JobKind,
    private readonly begin: () => Promise<{ job: Id }>,
  ) {}

  /** The last answer for the open project. */
  get answer(): T | null {
    return this.#kept?.path === app.summary?.path ? (this.#kept?.answer ?? null) : null;
  }

  get failure(): OpFailure | null {
    return this.#endedHere?.failure ?? null;
  }

  /** Whether somebody stopped the last run. */
  get stopped(): boolean {
    return this.#endedHere?.failure === null;
  }

  get #endedHere() {
    return this.#ended?.path === app.summary?.path ? this.#ended : null;
  }

  get stale(): boolean {
    return this.#kept !== null && this.#kept.revision !== app.revision;
  }

  async start(): Promise<void> {
    if (this.job) return;
    const at = { path: app.summary?.path ?? "", revision: app.revision };
    this.#ended = null;
    this.job = { id: "", kind: this.kind, phase: "starting", done: 0, total: 0, state: "running" };
    try {
      const answer = await run<T>(this.begin, (step) => {
        if (step.state === "running") this.job = step;
      });
      this.#kept = { ...at, answer };
    } catch (thrown) {
      const refused = asFailure(thrown);
      this.#ended = { path: at.path, failure: refused.code === "job.cancelled" ? null : refused };
    }
    this.job = null;
  }

  cancel(): void {
    if (this.job?.id) void app.cancel(this.job.id);
  }
}
