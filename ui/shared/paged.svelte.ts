// A long list known page by page: which rows are there, which are on their way, which were let go.
// It asks through the function it is given and knows nothing of what a row means.
export const PAGE_ROWS = 100;
const PAGES_KEPT = 60;

export interface Page<R> {
  total: number;
  rows: R[];
}

export class PagedRows<R> {
  total = $state(0);
  /** Nothing has arrived yet for the present question. */
  waiting = $state(true);
  failure: unknown = $state(null);

  #pages = new Map<number, R[]>();
  #asked = new Set<number>();
  #turn = 0;
  #shown = $state(0);
  #ask: (offset: number, limit: number) => Promise<Page<R>>;

  constructor(ask: (offset: number, limit: number) => Promise<Page<R>>) {
    this.#ask = ask;
  }

  /** Forgets everything and asks again from the top; rows on screen stay until the answer is there. */
  async reload(): Promise<void> {
    const turn = ++this.#turn;
    this.failure = null;
    this.#asked.clear();
    try {
      const page = await this.#ask(0, PAGE_ROWS);
      if (turn !== this.#turn) return;
      this.#pages.clear();
      this.#asked.clear();
      this.#keep(0, page);
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.failure = thrown;
    }
    this.waiting = false;
  }

  at(index: number): R | undefined {
    void this.#shown;
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** Makes sure the rows from `first` to `last` are there or asked for. */
  need(first: number, last: number): void {
    const from = Math.floor(Math.max(0, first) / PAGE_ROWS);
    const to = Math.floor(Math.max(0, Math.min(last, this.total - 1)) / PAGE_ROWS);
    for (let page = from; page <= to; page++) {
      if (!this.#pages.has(page) && !this.#asked.has(page)) void this.#fetch(page);
    }
  }

  /** The place of the first loaded row that passes, or -1. */
  find(passes: (row: R) => boolean): number {
    void this.#shown;
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex(passes);
      if (at >= 0) return page * PAGE_ROWS + at;
    }
    return -1;
  }

  async #fetch(page: number): Promise<void> {
    const turn = this.#turn;
    this.#asked.add(page);
    try {
      const answer = await this.#ask(page * PAGE_ROWS, PAGE_ROWS);
      if (turn === this.#turn) this.#keep(page, answer);
    } catch (thrown) {
      if (turn === this.#turn) this.failure = thrown;
    } finally {
      if (turn === this.#turn) this.#asked.delete(page);
    }
  }

  #keep(page: number, answer: Page<R>): void {
    this.#pages.delete(page);
    this.#pages.set(page, answer.rows);
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= PAGES_KEPT) break;
      this.#pages.delete(old);
    }
    this.total = answer.total;
    this.#shown++;
  }
}
