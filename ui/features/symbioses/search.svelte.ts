// The two long searches of this screen and the question: what they found last, kept while other screens are up,
// and whether the data are still those it was found in. It draws nothing.
import { asFailure, rpc, run, type Allocated, type GraphAnswer, type Id, type Job, type JobKind, type OpFailure, type Symbioses } from "../../ipc";
import { app } from "../../shared/state/app.svelte";
import type { Question } from "./question";

/** One search: its job while it runs, its last answer after it. */
class Search<T> {
  #kept: { path: string; stamp: string; answer: T } | null = $state.raw(null);
  job: Job | null = $state.raw(null);
  failure: OpFailure | null = $state.raw(null);
  stopped = $state(false);

  constructor(
    private readonly kind: JobKind,
    private readonly begin: () => Promise<{ job: Id }>,
  ) {}

  /** The last answer for the open project. */
  get answer(): T | null {
    return this.#kept?.path === app.summary?.path ? (this.#kept?.answer ?? null) : null;
  }

  get stale(): boolean {
    return this.#kept !== null && this.#kept.stamp !== stampNow();
  }

  async start(): Promise<void> {
    if (this.job) return;
    const at = { path: app.summary?.path ?? "", stamp: stampNow() };
    this.failure = null;
    this.stopped = false;
    this.job = { id: "", kind: this.kind, phase: "starting", done: 0, total: 0, state: "running" };
    try {
      const answer = await run<T>(this.begin, (step) => {
        if (step.state === "running") this.job = step;
      });
      this.#kept = { ...at, answer };
    } catch (thrown) {
      const refused = asFailure(thrown);
      if (refused.code === "job.cancelled") this.stopped = true;
      else this.failure = refused;
    }
    this.job = null;
  }

  cancel(): void {
    if (this.job?.id) void app.cancel(this.job.id);
  }
}

const stampNow = () => `${app.edition} ${app.ranking}`;

export const symbioses = new Search<Symbioses>("symbioses", () => rpc("symbioses.find", {}));
export const allocation = new Search<Allocated>("allocate", () => rpc("allocate.start", {}));

class Asking {
  tab: "symbioses" | "allocation" | "question" = $state("symbioses");
  question: Question = $state({ ask: "within", of: "", to: "", steps: 2, kind: null, own: "" });
  answer: { path: string; query: string; found: GraphAnswer } | null = $state.raw(null);
}
export const asking = new Asking();
export type { Search };
