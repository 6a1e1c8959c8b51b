// What the window as a whole remembers: settings, the open project, the view, the selection, running jobs, toasts.
// Screens read it and ask it; it holds no figure of its own and draws nothing.
import {
  asFailure,
  hear,
  onEvent,
  OpFailure,
  pick,
  rpc,
  run,
  speak,
  type Bounds,
  type Done,
  type Id,
  type ImportSummary,
  type Input,
  type Job,
  type Lang,
  type MatchResult,
  type Preset,
  type Settings,
  type Summary,
} from "../../ipc";
import { count, language, say, systemLanguage, t } from "../i18n/index.svelte";
import { refusalText } from "../refusal";

export type View = "map" | "register" | "matches" | "deals" | "symbioses" | "sync" | "import";
export type Tone = "ok" | "info" | "warn" | "err";
export interface Toast {
  id: number;
  text: string;
  tone: Tone;
  undo: boolean;
}

/** Where the map is asked to look; `turn` tells two like requests apart. */
export interface Look {
  bounds: Bounds;
  turn: number;
}

/** Records that no search and no ranking rests on. */
const ASIDE = ["deal", "consent", "legal_answer", "pack", "document", "person", "sync"];
/** The notice that names the page on which somebody signs in. */
export const SIGN_IN_AT = "sync-sign-in-at";
const TOAST_MS = 7000;
const LOOK_MS = 5000;
const MINUTE_MS = 60_000;
const SETTLE_MS = 60;

class App {
  /** `starting` until the first answer, then `closed` or `open`. */
  phase: "starting" | "closed" | "open" = $state("starting");
  startFailure: OpFailure | null = $state(null);
  settings: Settings = $state({ theme: "system", lang: null, density: "normal", recent: [], hubs: [], lock_after_minutes: 0 });
  version = $state("");
  method = $state("");
  /** Whether this device can keep a project's key. */
  keyring = $state(true);
  summary: Summary | null = $state(null);
  view: View = $state("matches");
  match: Id | null = $state(null);
  site: Id | null = $state(null);
  look: Look | null = $state(null);
  /** The part of the world on the map now; the list can be held to it. */
  mapBounds: Bounds | null = $state(null);
  jobs: Job[] = $state([]);
  toasts: Toast[] = $state([]);
  /** Grows whenever data changed; whoever shows data reads it and asks again. */
  edition = $state(0);
  /** Grows whenever what matches rest on changed: not by a deal, a consent or another language. */
  revision = $state(0);
  /** Grows when the ranked matches were made anew. */
  ranking = $state(0);
  dark = $state(false);
  searching = $state(false);
  helping = $state(false);
  /** A project whose key has to be typed. */
  locked: { path: string; wrong: boolean } | null = $state(null);
  /** Whether the keys of the open project are being changed. */
  changingKeys = $state(false);
  /** Shown once, after a project was made. */
  recoveryKey: string | null = $state(null);
  lastImport: ImportSummary | null = $state(null);
  lastMatchMs: number | null = $state(null);

  #turn = 0;
  #toast = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #prefersDark = globalThis.matchMedia?.("(prefers-color-scheme: dark)");

  async start(): Promise<void> {
    this.#prefersDark?.addEventListener("change", () => this.#dress());
    this.#watchTouch();
    onEvent((event) => {
      switch (event.type) {
        case "job":
          this.#track(event.job);
          break;
        case "changed":
          if (event.entities.length > 0 && event.entities.every(({ kind }) => kind === "sync")) {
            void this.refresh();
            break;
          }
          if (event.entities.length === 0 || event.entities.some(({ kind }) => !ASIDE.includes(kind))) this.revision++;
          this.#settle();
          break;
        case "notice":
          // Whoever signs in is shown the page's address in the dialog.
          if (event.message.code !== SIGN_IN_AT) this.say(say(event.message), "info");
          break;
      }
    });
    try {
      this.#take(await rpc("app.settings", {}));
      void hear();
      const info = await rpc("app.info", {});
      this.version = info.version;
      this.method = info.method;
      this.keyring = info.keyring ?? true;
      if (info.start_project) await this.open(info.start_project);
    } catch (thrown) {
      this.startFailure = asFailure(thrown);
    }
    if (this.phase === "starting") this.phase = "closed";
  }

  // ---- settings

  async set(change: Input<"app.set">): Promise<void> {
    const { language: lang, ...looks } = change;
    this.#take({ ...this.settings, ...looks, ...(lang ? { lang } : {}) });
    await this.attempt(async () => this.#take(await rpc("app.set", change)));
    if (lang) {
      await this.refresh();
      this.edition++;
      this.ranking++;
    }
  }

  setLang(lang: Lang): Promise<void> {
    return this.set({ language: lang });
  }

  toggleTheme(): Promise<void> {
    return this.set({ theme: this.dark ? "light" : "dark" });
  }

  // ---- project

  async open(path: string, secret?: { passphrase: string } | { recovery_key: string }): Promise<void> {
    this.startFailure = null;
    try {
      this.#enter(await rpc("project.open", { path, ...secret }));
      this.locked = null;
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code === "store.no_key" || failure.code === "store.wrong_key") {
        this.locked = { path, wrong: secret !== undefined };
      } else {
        this.locked = null;
        this.startFailure = failure;
      }
    }
  }

  async create(path: string, passphrase?: string): Promise<void> {
    this.startFailure = null;
    const made = await rpc("project.create", passphrase ? { path, passphrase } : { path });
    this.recoveryKey = made.recovery_key;
    this.#enter(made.summary);
    this.view = "import";
  }

  /** A first copy of a project that a hub has. */
  async clone(from: string, path: string, passphrase: string, onStep: (job: Job) => void): Promise<void> {
    this.startFailure = null;
    const made = await run<{ summary: Summary; recovery_key: string | null }>(
      () => rpc("project.clone", passphrase ? { from, path, passphrase } : { from, path }),
      onStep,
    );
    this.recoveryKey = made.recovery_key;
    this.#enter(made.summary);
  }

  async makeSample(path: string, onStep: (job: Job) => void): Promise<void> {
    this.startFailure = null;
    await run(() => rpc("sample.create", { path }), onStep);
    this.#enter(await rpc("project.summary", {}));
  }

  async close(): Promise<void> {
    await this.attempt(() => rpc("project.close", {}));
    this.summary = null;
    this.match = null;
    this.site = null;
    this.phase = "closed";
  }

  /** Closes the project and asks for its key again. */
  async lock(): Promise<boolean> {
    const path = this.summary?.path;
    if (this.phase !== "open" || !path) return false;
    try {
      await rpc("project.lock", {});
    } catch (thrown) {
      if (asFailure(thrown).code !== "project.at_work") throw thrown;
      return false;
    }
    this.summary = null;
    this.match = null;
    this.site = null;
    this.changingKeys = false;
    this.phase = "closed";
    this.locked = { path, wrong: false };
    this.say(t("lock-done"), "info");
    return true;
  }

  /** Locks the project when nobody has touched the window for as long as the settings say. */
  #watchTouch(): void {
    let touched = Date.now();
    const touch = () => (touched = Date.now());
    for (const kind of ["pointerdown", "pointermove", "keydown", "wheel"]) globalThis.addEventListener(kind, touch, { passive: true, capture: true });
    setInterval(() => {
      const after = this.settings.lock_after_minutes * MINUTE_MS;
      if (this.phase !== "open" || after === 0 || Date.now() - touched < after) return;
      void this.lock().then((done) => {
        // Work that is under way goes on; it is asked again a minute later.
        if (!done) touched = Date.now() - after + MINUTE_MS;
      }, () => undefined);
    }, LOOK_MS);
  }

  // ---- the hub

  /** The job that keeps the project in step, if one does. */
  get keeping(): Job | undefined {
    return this.jobs.find((job) => job.kind === "sync");
  }

  /** Exchanges once, or goes on until it is stopped. */
  async sync(how: Input<"sync.start">): Promise<boolean> {
    const done = await this.attempt(async () => {
      await run(() => rpc("sync.start", how));
      return true;
    });
    await this.refresh();
    return done ?? false;
  }

  /** Keeps a project that has a hub in step with it, as long as it is open. */
  #keepInStep(): void {
    if (this.keeping || !this.summary?.hub.hub || this.summary.hub.state === "stopped") return;
    void run(() => rpc("sync.start", { watch: true })).then(() => undefined, () => this.refresh());
  }

  async refresh(): Promise<void> {
    if (this.phase !== "open") return;
    await this.attempt(async () => {
      this.summary = await rpc("project.summary", {});
    });
  }

  // ---- selection

  selectMatch(id: Id | null): void {
    this.match = id;
    this.site = null;
    if (id !== null && this.view !== "map") this.view = "matches";
  }

  selectSite(id: Id | null): void {
    this.site = id;
  }

  lookAt(bounds: Bounds): void {
    this.look = { bounds, turn: ++this.#turn };
  }

  // ---- edits and jobs

  /** Runs an edit, reports it with a way back, and says so when it was refused. */
  async edit(work: () => Promise<Done>): Promise<boolean> {
    const done = await this.attempt(work);
    if (!done) return false;
    this.say(say(done.label), "ok", true);
    this.#settle();
    return true;
  }

  async step(which: "undo" | "redo"): Promise<void> {
    const done = await this.attempt(() => rpc(which, {}));
    if (!done) return;
    const text = t(which === "undo" ? "undone" : "redone", { what: say(done.label) });
    this.say(done.skipped.length ? `${text} ${t("undo-skipped", { count: done.skipped.length })}` : text, "info");
    this.#settle();
  }

  async rank(weights?: Input<"match.start">["weights"]): Promise<void> {
    const result = await this.attempt(() =>
      run<MatchResult>(() => rpc("match.start", weights ? { weights } : {})),
    );
    if (!result) return;
    this.lastMatchMs = result.elapsed_ms;
    await this.refresh();
    this.ranking++;
    this.say(t("match-done", { matches: count(result.matches), ms: count(result.elapsed_ms) }), "ok");
  }

  async importFiles(paths: string[], preset: Preset, onStep: (job: Job) => void): Promise<ImportSummary> {
    const result = await run<ImportSummary>(() => rpc("import.start", { paths, preset }), onStep);
    this.lastImport = result;
    this.#settle();
    return result;
  }

  cancel(job: Id): Promise<unknown> {
    return this.attempt(() => rpc("job.cancel", { id: job }));
  }

  // ---- telling

  say(text: string, tone: Tone = "info", undo = false): void {
    const id = ++this.#toast;
    this.toasts = [...this.toasts.slice(-2), { id, text, tone, undo }];
    setTimeout(() => this.dismiss(id), TOAST_MS);
  }

  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  /** Does it, or says in a toast why not; a cancelled job is no failure. */
  async attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (thrown) {
      const failure = asFailure(thrown);
      const words = refusalText(failure);
      const tone = failure.code === "job.cancelled" ? "info" : "err";
      this.say(words.hint ? `${words.text} ${words.hint}` : words.text, tone);
      return null;
    }
  }

  pickProject(): Promise<string | null> {
    return pick("project");
  }

  #enter(summary: Summary): void {
    this.summary = summary;
    this.match = null;
    this.site = null;
    this.lastImport = null;
    this.view = summary.sites === 0 ? "import" : "matches";
    this.phase = "open";
    this.edition++;
    this.revision++;
    this.ranking++;
    this.#keepInStep();
    void rpc("app.settings", {}).then((settings) => this.#take(settings), () => undefined);
  }

  #take(settings: Settings): void {
    this.settings = settings;
    language.now = settings.lang ?? systemLanguage();
    speak(language.now);
    this.#dress();
  }

  #dress(): void {
    this.dark =
      this.settings.theme === "dark" || (this.settings.theme === "system" && (this.#prefersDark?.matches ?? false));
    const root = document.documentElement;
    root.dataset["theme"] = this.dark ? "dark" : "light";
    root.dataset["density"] = this.settings.density;
    root.lang = language.now;
  }

  #track(job: Job): void {
    this.jobs =
      job.state === "running"
        ? [...this.jobs.filter((other) => other.id !== job.id), job]
        : this.jobs.filter((other) => other.id !== job.id);
  }

  /** Many changes in a row are one new edition. */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.edition++;
      void this.refresh();
    }, SETTLE_MS);
  }
}

export const app = new App();
