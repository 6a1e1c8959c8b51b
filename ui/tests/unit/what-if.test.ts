// What the what-if panel does by itself: which question counts, what is sent, and what stays after a refusal.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { whatIf } from "../../features/detail/what-if.svelte";
import { rpc, type Input, type Job } from "../../ipc";
import { maybe, language } from "../../shared/i18n/index.svelte";
import { Asking } from "../../shared/state/asking.svelte";
import { LANGS } from "../../ipc/types";

type Asked = Input<"economics.what_if">;
/** Jobs in the order in which they were begun: end one as the workbench would. */
const jobs: { asked: Asked | undefined; step(job: Partial<Job>): void; done(result: unknown): void; refuse(code: string): void }[] = [];
const cancelled: string[] = [];

vi.mock("../../ipc", async (original) => {
  const real = await original<typeof import("../../ipc")>();
  let asked: Asked | undefined;
  return {
    ...real,
    rpc: vi.fn(async (name: string, input: unknown) => {
      if (name === "job.cancel") cancelled.push((input as { id: string }).id);
      if (name === "economics.what_if") asked = input as Asked;
      return { job: `job-${jobs.length}` };
    }),
    run: vi.fn(async (begin: () => Promise<unknown>, onStep: (job: Job) => void) => {
      asked = undefined;
      const begun = begin();
      const job: Job = { id: `job-${jobs.length}`, kind: "economics", phase: "load", done: 0, total: 1, state: "running" };
      return new Promise((resolve, reject) => {
        jobs.push({ asked, step: (more) => onStep({ ...job, ...more }), done: resolve, refuse: (code) => reject(new real.OpFailure({ code, args: {} })) });
        void begun;
      });
    }),
  };
});

const begin = () => rpc("economics.what_if", { match: "m", whose: "total", chance: null });
const settled = () => new Promise((resolve) => setTimeout(resolve));
beforeEach(() => {
  jobs.length = cancelled.length = 0;
});

describe("a question asked again", () => {
  it("stops the one before, and an older answer never replaces a newer one", async () => {
    const asking = new Asking<string>();
    const first = asking.ask(begin);
    jobs[0]!.step({});
    const second = asking.ask(begin);
    expect(cancelled).toEqual(["job-0"]);
    jobs[1]!.done("new");
    expect(await second).toBe(true);
    jobs[0]!.done("old");
    expect(await first).toBe(false);
    expect([asking.answer, asking.job, asking.slow]).toEqual(["new", null, false]);
  });
  it("keeps the answer while it is refused, and forgets the refusal with the next answer", async () => {
    const asking = new Asking<string>();
    const answers = ["good", "better"];
    for (const answer of answers) {
      const asked = asking.ask(begin);
      jobs.at(-1)!.done(answer);
      await asked;
      expect(asking.failure).toBeNull();
      const refused = asking.ask(begin);
      jobs.at(-1)!.refuse("calc.bad_value");
      expect(await refused).toBe(false);
      expect([asking.answer, asking.failure?.code, asking.stopped]).toEqual([answer, "calc.bad_value", false]);
    }
  });
  it("is no failure when somebody stops it", async () => {
    const asking = new Asking<string>();
    const asked = asking.ask(begin);
    jobs[0]!.step({});
    asking.stop();
    jobs[0]!.refuse("job.cancelled");
    expect(await asked).toBe(false);
    expect([asking.stopped, asking.failure, cancelled]).toEqual([true, null, ["job-0"]]);
  });
  it("tells that it waits only after a moment", async () => {
    vi.useFakeTimers();
    const asking = new Asking<string>();
    const asked = asking.ask(begin);
    vi.advanceTimersByTime(90);
    expect(asking.slow).toBe(false);
    vi.advanceTimersByTime(20);
    expect(asking.slow).toBe(true);
    jobs[0]!.done("late");
    await asked;
    expect(asking.slow).toBe(false);
    vi.useRealTimers();
  });
});

describe("what is asked of a match", () => {
  beforeEach(() => {
    whatIf.turnTo("");
    whatIf.turnTo("m-1");
  });
  it("sends figures and a plan as they were typed, and no draws with them", async () => {
    void whatIf.setFigure("buying_price", 45.5);
    jobs.at(-1)!.done({ shown: {} });
    await settled();
    void whatIf.setPlan("tax_percent", 25);
    jobs.at(-1)!.done({ shown: {} });
    await settled();
    void whatIf.setRise("avoided_purchase", 2);
    expect(jobs.at(-1)!.asked).toEqual({ match: "m-1", whose: "total", chance: null, at_eur_per_unit: null, form: { set: { buying_price: 45.5 }, plan: { nominal: false, tax_percent: 25, rise_percent: { avoided_purchase: 2 } } } });
    void whatIf.draw();
    expect(jobs.at(-1)!.asked).toEqual({ match: "m-1", whose: "total", chance: { draws: 10_000, seed: 1 } });
  });
  it("asks for no plan where none was typed, and none again after a reset", async () => {
    void whatIf.tell();
    expect(jobs.at(-1)!.asked?.form?.plan).toBeNull();
    void whatIf.setNominal(true);
    expect(jobs.at(-1)!.asked?.form?.plan).toEqual({ nominal: true, rise_percent: {} });
    void whatIf.resetPlan();
    expect(jobs.at(-1)!.asked?.form?.plan).toBeNull();
  });
  it("goes back to the figure before where one is refused", async () => {
    const good = whatIf.setFigure("amount", 100);
    jobs.at(-1)!.done({ shown: {} });
    expect(await good).toBe(true);
    const bad = whatIf.setFigure("amount", -5);
    jobs.at(-1)!.refuse("calc.bad_value");
    expect(await bad).toBe(false);
    expect(whatIf.set).toEqual({ amount: 100 });
    const cleared = whatIf.setFigure("amount", null);
    jobs.at(-1)!.done({ shown: {} });
    await cleared;
    expect([whatIf.set, whatIf.changed]).toEqual([{}, false]);
  });
  it("forgets for another match what was typed for this one", () => {
    whatIf.price = 17;
    void whatIf.setFigure("capital", 5);
    whatIf.turnTo("m-2");
    expect([whatIf.price, whatIf.set, whatIf.shown, whatIf.chance]).toEqual([null, {}, null, null]);
  });
});

it.each(LANGS)("figures, rules and parties have words in %s", (lang) => {
  language.now = lang;
  const wanted = ["figure-amount", "figure-years", "rule-nash", "rule-shapley", "rule-proportional", "whose-total", "whose-supplier", "whose-accepter", "chart-worth"];
  expect(wanted.filter((key) => maybe(key) === null)).toEqual([]);
});
