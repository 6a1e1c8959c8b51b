// What somebody asks of a match in the panel, and the two answers: the draws, and everything else.
// It keeps what was typed while the list is walked through one match, and reckons nothing itself.
import { rpc, type Id, type PlanField, type PlanForm, type Whose, type WhatIfShown } from "../../ipc";
import { Asking } from "../../shared/state/asking.svelte";

export const DRAWS = [1000, 10_000, 100_000, 1_000_000] as const;
type Answer = { shown: WhatIfShown };

/** A plan that says nothing. */
const noPlan = (): PlanForm => ({ nominal: false, rise_percent: {} });

class WhatIf {
  /** Whether the panel is up instead of the overview. */
  open = $state(false);
  match: Id | null = $state(null);
  whose: Whose = $state("total");
  draws: number = $state(10_000);
  seed = $state(1);
  price: number | null = $state(null);
  set: Record<string, number> = $state({});
  plan: PlanForm = $state(noPlan());
  readonly drawn = new Asking<Answer>();
  readonly told = new Asking<Answer>();

  readonly shown = $derived(this.told.answer?.shown ?? null);
  readonly chance = $derived(this.drawn.answer?.shown.chance ?? null);
  readonly planned = $derived(this.plan.nominal || Object.keys(this.plan).length > 2 || Object.keys(this.plan.rise_percent).length > 0);
  readonly changed = $derived(Object.keys(this.set).length > 0);

  /** Turns to a match; what was typed for another is gone. */
  turnTo(match: Id): void {
    if (this.match === match) return;
    this.match = match;
    this.price = null;
    this.set = {};
    this.plan = noPlan();
    this.drawn.forget();
    this.told.forget();
  }

  draw(): Promise<boolean> {
    const { match, whose, draws, seed } = this;
    if (match === null) return Promise.resolve(false);
    return this.drawn.ask(() => rpc("economics.what_if", { match, whose, chance: { draws, seed } }));
  }

  tell(): Promise<boolean> {
    const { match, whose, price } = this;
    if (match === null) return Promise.resolve(false);
    const form = { set: { ...this.set }, plan: this.planned ? { ...this.plan, rise_percent: { ...this.plan.rise_percent } } : null };
    return this.told.ask(() => rpc("economics.what_if", { match, whose, chance: null, form, at_eur_per_unit: price }));
  }

  /** Changes what is asked; back to before where the answer is a refusal. */
  async #tried(change: () => void, back: () => void): Promise<boolean> {
    change();
    await this.tell();
    if (this.told.failure === null) return true;
    back();
    return false;
  }

  setFigure(input: string, value: number | null): Promise<boolean> {
    const before = { ...this.set };
    const { [input]: _, ...rest } = before;
    return this.#tried(() => (this.set = value === null ? rest : { ...rest, [input]: value }), () => (this.set = before));
  }

  setPlan(field: PlanField, value: number | null): Promise<boolean> {
    const before = this.plan;
    const { [field]: _, ...rest } = before;
    return this.#tried(() => (this.plan = value === null ? (rest as PlanForm) : { ...before, [field]: value }), () => (this.plan = before));
  }

  setRise(line: string, value: number | null): Promise<boolean> {
    const before = this.plan;
    const { [line]: _, ...rest } = before.rise_percent;
    return this.#tried(() => (this.plan = { ...before, rise_percent: value === null ? rest : { ...rest, [line]: value } }), () => (this.plan = before));
  }

  setNominal(nominal: boolean): Promise<boolean> {
    const before = this.plan;
    return this.#tried(() => (this.plan = { ...before, nominal }), () => (this.plan = before));
  }

  resetFigures(): Promise<boolean> {
    this.set = {};
    return this.tell();
  }

  resetPlan(): Promise<boolean> {
    this.plan = noPlan();
    return this.tell();
  }
}

export const whatIf = new WhatIf();
