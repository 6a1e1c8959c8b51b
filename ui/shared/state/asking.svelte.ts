// A question that is asked again while its answer is on the way: the last one counts, the one before is stopped.
// It knows no operation and draws nothing.
import { asFailure, rpc, run, type Id, type Job, type OpFailure } from "../../ipc";

/** What a person notices as waiting. */
const NOTICED_MS = 100;

export class Asking<T> {
  /** The last answer; it stays while the next is on the way. */
  answer: T | null = $state.raw(null);
  failure: OpFailure | null = $state.raw(null);
  job: Job | null = $state.raw(null);
  /** Whether the answer takes so long that somebody should be told. */
  slow = $state(false);
  stopped = $state(false);

  #turn = 0;

  /** Asks; true once answered, false if refused, stopped or overtaken by a later question. */
  async ask(begin: () => Promise<{ job: Id }>): Promise<boolean> {
    const turn = this.#next();
    const told = setTimeout(() => {
      if (turn === this.#turn) this.slow = true;
    }, NOTICED_MS);
    this.stopped = false;
    try {
      const answer = await run<T>(begin, (step) => {
        if (turn !== this.#turn) return;
        this.job = step.state === "running" ? step : null;
      });
      if (turn !== this.#turn) return false;
      this.answer = answer;
      this.failure = null;
      return true;
    } catch (thrown) {
      if (turn !== this.#turn) return false;
      const refused = asFailure(thrown);
      this.stopped = refused.code === "job.cancelled";
      this.failure = this.stopped ? null : refused;
      return false;
    } finally {
      clearTimeout(told);
      if (turn === this.#turn) {
        this.job = null;
        this.slow = false;
      }
    }
  }

  stop(): void {
    if (this.job?.id) void rpc("job.cancel", { id: this.job.id }).catch(() => undefined);
  }

  forget(): void {
    this.#next();
    this.answer = null;
    this.failure = null;
    this.stopped = false;
    this.slow = false;
  }

  #next(): number {
    this.stop();
    this.job = null;
    return ++this.#turn;
  }
}
