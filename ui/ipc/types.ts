// The shapes that cross between the window and the workbench, by the names the operations use.
// It holds types only: no call, no default, no text.

export type Id = string;
export const LANGS = ["en", "de", "ru", "tt"] as const;
export type Lang = (typeof LANGS)[number];

/** A quantity ready to be shown: `display` is formatted for the language and carries no unit. */
export interface Shown {
  value: number;
  unit: string;
  display: string;
}

export type Direction = "supply" | "demand";
export const PRECISIONS = ["rough", "estimated", "measured", "verified"] as const;
export type Precision = (typeof PRECISIONS)[number];
export const KINDS = [
  "heat",
  "steam",
  "cooling",
  "water",
  "co2",
  "electricity",
  "compressed_air",
  "biowaste",
  "material",
  "product",
  "logistics",
  "service",
  "shared_asset",
] as const;
export type Kind = (typeof KINDS)[number];
export const DEAL_STATES = [
  "suggested",
  "negotiating",
  "reserved",
  "contracted",
  "live",
  "failed",
  "cancelled",
] as const;
export type DealState = (typeof DEAL_STATES)[number];
export const LEVELS = ["public", "nda", "full"] as const;
export type Level = (typeof LEVELS)[number];
export const PAGE_SIZES = ["a4", "letter"] as const;
export type PageSize = (typeof PAGE_SIZES)[number];
/** Sections that a packet can do without, in their order. */
export const PACKET_SECTIONS = ["technical", "location", "economics", "what_if", "risks", "ahead", "sources"] as const;
export type PacketSection = (typeof PACKET_SECTIONS)[number];
export type Route = "automated" | "facilitated";

/** A code with arguments, which may be messages themselves; the words are in the catalogue. */
export interface Message {
  code: string;
  args?: Record<string, string | number | Message>;
}

export interface Place {
  file?: string;
  line?: number;
  column?: string;
}

export interface OpError {
  code: string;
  args: Record<string, string | number>;
  place?: Place;
  hint_code?: string;
}

export type JobKind = "import" | "match" | "packet" | "portfolio" | "sample" | "symbioses" | "allocate" | "economics" | "sync" | "hub" | "project" | "backup" | "trail";
export interface Job {
  id: Id;
  kind: JobKind;
  phase: string;
  done: number;
  total: number;
  state: "running" | "done" | "failed" | "cancelled";
  result?: unknown;
  error?: OpError;
}

export type Event =
  | { type: "job"; job: Job }
  | { type: "changed"; entities: { kind: string; id: Id }[] }
  | { type: "notice"; message: Message };

export type Theme = "system" | "light" | "dark";
export type Density = "compact" | "normal" | "comfortable";
export interface Settings {
  theme: Theme;
  /** None until somebody chose one. */
  lang: Lang | null;
  density: Density;
  recent: { path: string; name: string }[];
  hubs: string[];
  /** Minutes; 0 for never. */
  lock_after_minutes: number;
}

export type Bounds = [west: number, south: number, east: number, north: number];

export interface Summary {
  path: string;
  name: string;
  organizations: number;
  sites: number;
  flows: number;
  without_location: number;
  matches: number | null;
  matched_at?: string;
  stale: boolean;
  undo: Message | null;
  redo: Message | null;
  hub: SyncStatus;
  bounds: Bounds | null;
  packs: { name: string; attribution: string }[];
}

export type SyncState = "no_hub" | "in_step" | "waiting" | "attention" | "stopped";
/** A record as a person knows it. */
export interface RecordName {
  kind: string;
  id: Id;
  name: string | null;
  site: string | null;
}
/** Where a project stands with its hub. */
export interface SyncStatus {
  state: SyncState;
  hub: string | null;
  unsent: number;
  unseen: number;
  refused: number;
  conflicts: number;
  newer: number;
  in_step_at: string | null;
  retry_at: string | null;
  stopped: Message | null;
  pending: { record: RecordName; changes: number; fields: string[]; since: string }[];
}
/** What somebody said in a conflict. */
export interface ConflictSide {
  number: number;
  value: unknown;
  shows: boolean;
  mine: boolean;
  author: string;
  at: string;
  label: Message;
  precision: Precision | null;
  field: string;
}
export interface Conflict {
  id: string;
  record: RecordName;
  /** `*` where the record itself is to be kept or deleted. */
  field: string;
  unit: string;
  base: unknown;
  sides: ConflictSide[];
  /** Between the farthest of the places that were said. */
  apart_m: number | null;
}
export const CONFLICT_RULES = ["mine", "theirs", "newest"] as const;
export type ConflictRule = (typeof CONFLICT_RULES)[number] | "keep" | "delete";
/** A change that the hub refused. */
export interface RefusedChange {
  number: number;
  record: RecordName;
  field: string;
  value: unknown;
  unit: string;
  reason: Message;
  label: Message;
  at: string;
}

export const PRESETS = ["auto", "hotmaps", "eprtr", "flows"] as const;
export type Preset = (typeof PRESETS)[number];
export type Severity = "info" | "warning" | "error";
export interface IssueGroup {
  code: string;
  severity: Severity;
  count: number;
  examples: { place?: Place; args: Record<string, string | number> }[];
}
export interface ImportSummary {
  files: string[];
  preset: string;
  read: number;
  imported: number;
  updated: number;
  unchanged: number;
  imported_with_issues: number;
  rejected: number;
  supply_gwh_per_year: number;
  demand_gwh_per_year: number;
  issues: IssueGroup[];
  derived: { sites: number; flows: number };
}

export interface SiteRow {
  id: Id;
  name: string;
  organization: { id: Id; name: string };
  lat?: number | null;
  lon?: number | null;
  country?: string | null;
  town?: string | null;
  sector?: string | null;
  supplies: number;
  demands: number;
  supply: Shown;
  demand: Shown;
  /** None where the site has no flows. */
  precision: Precision | null;
  source: string;
}
/** How a value is typed; a list has semicolons between its parts. */
export type Form = "number" | "text" | "date" | "yes_no" | "list";
export const MORE_GROUPS = ["quality", "terms", "evidence"] as const;
export type FieldGroup = "main" | (typeof MORE_GROUPS)[number];
export type FieldValue = number | string | boolean | null;
export interface EditableField {
  field: string;
  value: FieldValue;
  unit: string;
  form: Form;
  group: FieldGroup;
}
export interface FlowRow {
  id: Id;
  site: Id;
  name: string;
  direction: Direction;
  kind: Kind;
  class?: string | null;
  amount: Shown;
  amount_low?: Shown | null;
  amount_high?: Shown | null;
  temperature?: Shown | null;
  return_temperature?: Shown | null;
  hours: Shown;
  price?: Shown | null;
  replaces?: Message | null;
  precision: Precision;
  source: string;
  method?: Message | null;
  confidential: string[];
  editable: EditableField[];
}
export interface SiteDetail extends SiteRow {
  flows: FlowRow[];
  issues: Message[];
}
export interface Done {
  action: Id | null;
  label: Message;
  changed: { kind: string; id: Id }[];
}
export interface HistoryEntry {
  at: string;
  actor: string;
  label: Message;
  field: string;
  before: unknown;
  after: unknown;
}
export interface Hit {
  kind: "organization" | "site" | "flow" | "match";
  id: Id;
  title: string;
  detail: string;
  site?: Id | null;
  lat?: number | null;
  lon?: number | null;
}

export type SortBy =
  | "rank"
  | "score"
  | "name"
  | "kind"
  | "distance"
  | "npv_supplier"
  | "npv_accepter"
  | "payback"
  | "co2"
  | "state";
export interface Sort {
  by: SortBy;
  descending: boolean;
}
export interface MatchFilter {
  text?: string;
  kinds?: Kind[];
  min_score?: number;
  route?: Route;
  state?: DealState;
  site?: Id;
  bbox?: Bounds;
}
export interface End {
  flow: Id;
  site: Id;
  organization: Id;
  name: string;
  flow_name: string;
  lat: number;
  lon: number;
}
export interface MatchRow {
  id: Id;
  rank: number;
  supply: End;
  demand: End;
  kind: Kind;
  distance: Shown;
  score: number;
  score_display: string;
  npv_supplier: Shown | null;
  npv_accepter: Shown | null;
  payback: Shown | null;
  co2: Shown | null;
  state: DealState;
  route: Route;
  assumed: boolean;
  relaxed: Message[];
  loses: "supplier" | "accepter" | "both" | null;
  needs_price: Message | null;
}
export type ScoreName =
  | "quality"
  | "temporal"
  | "quantity"
  | "economic"
  | "trust"
  | "distance"
  | "transport_penalty"
  | "regulatory_risk";
export interface Score {
  name: ScoreName;
  value: number;
  display: string;
  weight: number;
  explanation: Message;
  raise: Message | null;
}
export interface Party {
  organization: Id;
  name: string;
  role: "supplier" | "accepter";
  capital: Shown;
  net_per_year: Shown;
  npv: Shown;
  payback: Shown | null;
  walks_away: Shown | null;
}
export interface Axis {
  label: Message;
  unit: string;
  ticks: { at: number; display: string }[];
  min: number;
  max: number;
}
export interface Series {
  id: string;
  style: "line" | "dashed" | "bar" | "dots";
  label?: Message | null;
  points: [number, number][];
}
/** Series in data units; the window and the packet draw the same one. */
export interface Chart {
  kind: "two_stream" | "cash_flow";
  x: Axis;
  y: Axis;
  series: Series[];
  notes: { at: [number, number]; message: Message }[];
}
export interface Temperatures {
  approach_k: Shown;
  needed_k: Shown;
  duty: Shown;
  supply: { from: Shown; to: Shown; whole: Shown; precision: Precision };
  demand: { from: Shown; to: Shown; whole: Shown; precision: Precision };
  chart: Chart;
}
export interface Economics {
  discount_rate: Shown;
  years: number;
  npv: Shown;
  irr: { roots: Shown[]; notice: Message | null };
  payback: Shown | null;
  discounted_payback: Shown | null;
  capex: Shown;
  co2: Shown | null;
  corridor: { low: Shown; high: Shown } | null;
  transfer_price: Shown & { assumed: boolean };
  parties: Party[];
  chart: Chart;
}
export interface Trace {
  name: Message;
  value: string;
  unit: string;
  formula?: string | null;
  source?: string | null;
  precision?: Precision | "assumed" | null;
  inputs: Trace[];
}
export const OUTCOMES = ["price", "technical", "law", "timing", "partner", "other"] as const;
export interface Outcome {
  code: string;
  note: string;
}
export interface DealView {
  id: Id;
  match: Id;
  state: DealState;
  next: DealState[];
  supplier: { id: Id; name: string };
  accepter: { id: Id; name: string };
  reserved_until?: string | null;
  outcome?: Outcome | null;
  transfer_price?: Shown | null;
  note?: string | null;
  kind: Kind | null;
}
export interface Consent {
  id: Id;
  organization: Id;
  name: string;
  level: Level;
  reference: string;
  given_at: string;
}

export interface LegalQuestion {
  fact: string;
  question: Message;
  answer: boolean | null;
  rule: string;
}

export interface Law {
  class: Message;
  notes: Message[];
  entry: Message[];
  steps: { test: Message; standing: "decided" | "open" | "not_assessed"; outcome: Message }[];
  answered: LegalQuestion[];
  next: LegalQuestion | null;
  templates: Message[];
}

export interface MatchDetail {
  row: MatchRow;
  sentence: Message;
  scores: Score[];
  temperatures: Temperatures | null;
  economics: Economics | null;
  needs_price: Message | null;
  route: {
    straight: Shown;
    length: Shown;
    mode: "pipe" | "truck" | "line" | "none";
    surveyed: boolean;
    loss: Shown | null;
  };
  law: Law;
  carbon: { claims: { who: Message; amount: Shown }[]; notes: Message[] } | null;
  risks: {
    area: "technical" | "market" | "regulatory";
    value: number;
    drivers: Message[];
    mitigation: Message[];
  }[];
  readiness: { axis: Message; level: number; of: number; next: Message | null }[];
  failures: { mode: Message; cause: Message; effect: Message; sign: Message; priority: number; remedy: Message }[];
  stress: { what: Message; amount: Shown }[];
  checks: Message[];
  relaxed: Message[];
  router: { route: Route; complexity: number; reasons: Message[] };
  provenance: Trace[];
  deal: DealView | null;
  consents: Consent[];
}
export interface PacketResult {
  document: Id;
  pages: number;
  bytes: number;
  sha256: string;
  name: string;
}
export interface MatchResult {
  matches: number;
  automated: number;
  facilitated: number;
  elapsed_ms: number;
  flows: number;
}

/** Id and name of who takes part. */
export interface Named {
  id: Id;
  name: string;
}
export const SYMBIOSES = ["chains", "cycles", "networks", "groups"] as const;
export type SymbiosisKind = (typeof SYMBIOSES)[number];
/** What kept something out of a search. */
export interface Issue {
  code: string;
  severity: Severity;
  place: Place;
  args?: Record<string, string>;
}
export interface CombinedMatch {
  id: Id;
  kind: Kind;
  supply: Id;
  demand: Id;
  supply_name: string;
  demand_name: string;
  amount_per_year: number;
  /** What is left of it in a chain; null in a cycle. */
  through_per_year: number | null;
  unit: string;
  covers: number;
  turn?: "changes" | "improves" | "cascades" | null;
  distance_km: number;
  score: number;
  benefit_eur_per_year: number | null;
  co2_t_per_year: number | null;
}
/** Who takes part, and why. */
interface Together {
  members: Named[];
  sites: Named[];
  explanation: Message[];
}
export interface Combined extends Together {
  matches: CombinedMatch[];
  benefit_eur_per_year: number;
  /** Matches without a price; they count as nothing in the benefit. */
  unpriced: number;
  co2_t_per_year: number | null;
  co2_unknown: number;
}
export interface Networked extends Together {
  matches: Id[];
  benefit_eur_per_year: number;
  co2_t_per_year: number | null;
}
export interface Grouped extends Together {
  matches: Id[];
  benefit_eur_per_year: number | null;
  group: { kind: Kind };
}
export interface Ended {
  stopped_early: boolean;
  others_at_most_eur_per_year: number | null;
}
export interface Symbioses {
  chains: Combined[];
  cycles: Combined[];
  networks: Networked[];
  groups: Grouped[];
  issues: Issue[];
  search: Record<SymbiosisKind, Ended>;
}
export interface Connection {
  supply: Id;
  demand: Id;
  supply_name: string;
  demand_name: string;
  kind: Kind;
  distance_km: number;
  amount_per_year: number;
  most_per_year: number;
  benefit_eur_per_year: number;
  fixed_eur_per_year: number;
  unit: string;
}
export interface Allocated {
  objective_eur_per_year: number;
  bound_eur_per_year: number;
  /** Bound less objective, over the bound. */
  gap: number;
  greedy_eur_per_year: number;
  connections: Connection[];
  candidates: number;
  without_price: number;
  stopped_early: boolean;
}
/** A node as an answer names it; of a class the id is its kind, and after a colon its name. */
export interface GraphNode {
  kind: "organization" | "site" | "flow" | "class";
  id: string;
  name: string;
}
export interface GraphAnswer {
  paths: GraphNode[][];
  /** Whether there are, or may be, more than are listed. */
  truncated: boolean;
  issues: Issue[];
}

/** The ranking with the share of draws in which each match was among the ten best. */
export interface Steady {
  matches: { id: Id; top_ten_probability: number | null }[];
  samples: number;
}

export const WHOSE = ["total", "supplier", "accepter"] as const;
export type Whose = (typeof WHOSE)[number];
export type Worths = Record<Whose, Shown>;
/** A figure that a form can set; `typed` stands in its field when it is opened. */
export interface Figure {
  input: string;
  value: Shown;
  typed: number;
  set: Shown | null;
}
export interface TornadoBar {
  input: string;
  value: Shown;
  /** The worth when the figure is 20 and 10 % less, and 10 and 20 % more. */
  ends: { change: Shown; worth: Shown }[];
  breaks_even_at: Shown | null;
  breaks_even_by: Shown | null;
}
export interface Tornado {
  axis: Axis;
  base: number;
  bars: TornadoBar[];
}
export interface Chance {
  gains: Shown;
  mean: Shown;
  p10: Shown;
  p50: Shown;
  p90: Shown;
  draws: number;
  seed: number;
  axis: Axis;
  bins: { from: number; to: number; share: Shown }[];
}
export interface PriceRange {
  price: Shown;
  assumed: boolean;
  corridor: { low: Shown; high: Shown } | null;
  least: number;
  most: number;
  step: number;
}
export interface Split {
  rule: string;
  price: Shown;
  supplier: Shown;
  accepter: Shown;
}
export interface PlannedParty {
  whose: Whose;
  npv: Shown;
  irr: Shown[];
  payback: Shown | null;
  subsidy: Shown;
  tax: Shown;
}
/** What becomes of a match when things are otherwise, ready to be shown. */
export interface WhatIfShown {
  figures: Figure[];
  lines: { code: string; name: Message; amount: Shown }[];
  /** Years over which a plan writes capital off where its form does not say. */
  written_off: Shown;
  base: Worths;
  tornado: Tornado;
  chance: Chance | null;
  price: PriceRange;
  splits: Split[];
  at: { price: Shown; worths: Worths; walks_away: ("supplier" | "accepter")[] } | null;
  scenario: { worths: Worths; difference: Worths } | null;
  plan: { basis: "real" | "nominal"; discount_rate: Shown; parties: PlannedParty[]; chart: Chart } | null;
}
/** A plan as it is typed: shares and rates in percent. */
export const PLAN_FIELDS = [
  "inflation_percent",
  "subsidy_percent",
  "tax_percent",
  "depreciation_years",
  "replacement_percent",
  "replacement_year",
] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];
export type PlanForm = { nominal: boolean; rise_percent: Record<string, number> } & Partial<Record<PlanField, number>>;

type Nothing = Record<string, never>;
type Started = { job: Id };

/** Every operation: its name, what goes in, what comes out. */
export interface Operations {
  "app.info": { in: Nothing; out: { version: string; start_project?: string | null; method: string; keyring?: boolean } };
  "app.settings": { in: Nothing; out: Settings };
  /** `language`, because `lang` is the language in which any operation answers. */
  "app.set": { in: { theme?: Theme; density?: Density; language?: Lang; lock_after_minutes?: number }; out: Settings };
  "project.create": {
    in: { path: string; passphrase?: string };
    out: { summary: Summary; recovery_key: string | null };
  };
  "project.open": { in: { path: string; passphrase?: string; recovery_key?: string }; out: Summary };
  "project.close": { in: Nothing; out: Nothing };
  "project.lock": { in: Nothing; out: Nothing };
  "project.clone": { in: { from: string; path: string; passphrase?: string }; out: Started };
  "hub.login": { in: { url: string; passphrase?: string }; out: Started };
  "hub.logout": { in: { url: string }; out: Started };
  "sync.start": { in: { hub?: string; watch?: boolean }; out: Started };
  "sync.conflicts": { in: Nothing; out: { conflicts: Conflict[] } };
  "sync.resolve": { in: { conflicts?: string[]; side?: number; value?: unknown; rule?: ConflictRule }; out: Done };
  "sync.tray": { in: Nothing; out: { items: RefusedChange[] } };
  "sync.retry": { in: { numbers?: number[] }; out: Done };
  "sync.dismiss": { in: { numbers?: number[] }; out: SyncStatus };
  "key.passphrase": { in: { path: string; passphrase?: string; new_passphrase: string }; out: { path: string } };
  "key.recovery": { in: { path: string; passphrase?: string }; out: { path: string; recovery_key: string } };
  "project.summary": { in: Nothing; out: Summary };
  "sample.create": { in: { path: string }; out: Started };
  "import.start": { in: { paths: string[]; preset: Preset }; out: Started };
  "import.rejects": { in: { path: string }; out: { rows: number } };
  "sites.page": {
    in: { text?: string; without_location?: boolean; offset: number; limit: number };
    out: { total: number; rows: SiteRow[] };
  };
  "site.get": { in: { id: Id }; out: SiteDetail };
  "flow.set": {
    in: { id: Id; field: string; value: FieldValue };
    out: Done;
  };
  "site.set": {
    in: {
      id: Id;
      field: "name" | "lat" | "lon" | "position" | "town" | "street" | "postcode";
      value: number | string | [number, number] | null;
    };
    out: Done;
  };
  undo: { in: Nothing; out: { action: Id; label: Message; skipped: { kind: string; id: Id; field: string }[] } };
  redo: { in: Nothing; out: { action: Id; label: Message; skipped: { kind: string; id: Id; field: string }[] } };
  history: { in: { kind: string; id: Id }; out: { entries: HistoryEntry[] } };
  search: { in: { text: string; limit: number }; out: { hits: Hit[] } };
  "match.start": { in: { weights?: "balanced" | "concept" | "market" }; out: Started };
  "symbioses.find": { in: { length?: number; top?: number }; out: Started };
  "allocate.start": { in: { budget?: number }; out: Started };
  "graph.ask": { in: { query: string }; out: GraphAnswer };
  "match.stability": { in: { most: number }; out: Started };
  /** As a job whose result is `{ shown }` among the bare figures. */
  "economics.what_if": {
    in: {
      match: Id;
      whose: Whose;
      chance: { draws: number; seed: number } | null;
      form?: { set: Record<string, number>; plan: PlanForm | null };
      at_eur_per_unit?: number | null;
    };
    out: Started;
  };
  "job.cancel": { in: { id: Id }; out: Nothing };
  "matches.page": {
    in: { sort: Sort; filter: MatchFilter; offset: number; limit: number };
    out: { total: number; all: number; rows: MatchRow[] };
  };
  "match.get": { in: { id: Id }; out: MatchDetail };
  "deal.open": { in: { match: Id }; out: Done & { deal: DealView } };
  "deal.step": {
    in: { deal: Id; to: DealState; outcome?: Outcome; reserved_until?: string };
    out: Done & { deal: DealView };
  };
  "deal.set": {
    in: { deal: Id; field: "transfer_price" | "note"; value: number | string | null };
    out: Done & { deal: DealView };
  };
  "deals.list": { in: Nothing; out: { deals: DealView[] } };
  "consent.record": { in: { match: Id; organization: Id; level: Level; reference: string }; out: Done };
  "law.answer": { in: { match: Id; fact: string; yes: boolean | null }; out: Done };
  "consent.withdraw": { in: { id: Id }; out: Done };
  "pack.add": { in: { path: string }; out: Done };
  "packet.start": {
    in: { match: Id; for: Id; lang: Lang; level: Level; page: PageSize; one_page: boolean; leave_out: PacketSection[]; remark: string | null };
    out: Started;
  };
  "portfolio.start": { in: { lang: Lang; page: PageSize }; out: Started };
  "packet.save": { in: { document: Id; path: string }; out: { path: string; bytes: number } };
  doctor: { in: Nothing; out: { checks: { name: string; ok: boolean; detail: string; hint: string }[] } };
}
export type OperationName = keyof Operations;
export type Input<N extends OperationName> = Operations[N]["in"];
export type Output<N extends OperationName> = Operations[N]["out"];

export type TileLayer = "base" | "pack" | "sites" | "lines";
export type PickWhat = "project" | "new_project" | "table" | "pack" | "save_pdf" | "save_csv";
