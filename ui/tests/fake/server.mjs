// A stand-in for the workbench over HTTP, for tests of the window in a browser. It answers each operation from an
// invented region with the shapes of ipc/types.ts and serves the built interface. It is never shipped.
//
//   node tests/fake/server.mjs [--port 4600] [--matches 214] [--sites 96] [--closed] [--base FILE.mbtiles]
import { createServer } from "node:http";
import { readFileSync, existsSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeRegion } from "./region.mjs";
import { baseTiles, dataTiles } from "./tiles.mjs";
import { tinyPdf } from "./pdf.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const MIME = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".wasm": "application/wasm" };
const TAGS = { en: "en-GB", de: "de-DE", ru: "ru-RU", tt: "ru-RU" };

export function startFake({ port = 4600, matches = 214, sites = 96, closed = false, empty = false, unmatched = false, hub = false, base = join(here, "../../../assets/basemap/world.mbtiles"), dist = join(here, "../../dist") } = {}) {
  const region = makeRegion({ sites, matches });
  if (empty) for (const list of [region.matches, region.flows, region.sites]) list.length = 0;
  const cut = dataTiles(region);
  const ground = baseTiles(base);
  const state = {
    open: !closed, name: "Kalundborg", matched: !unmatched, stale: false, packs: [], undo: [], redo: [], consents: [], answers: {}, deals: [], conflicts: [], refused: [], jobs: 0, cancelled: new Set(), streams: new Set(),
    settings: { theme: "light", lang: "en", density: "normal", recent: [{ path: "/home/mia/Regions/Kalundborg.turash", name: "Kalundborg" }, { path: "/home/mia/Regions/Ruhr west.turash", name: "Ruhr west" }], hubs: hub ? ["https://hub.example"] : [], lock_after_minutes: 15 },
  };
  for (const match of region.matches) if (match.state !== "suggested") state.deals.push(dealOf(match));

  const emit = (event) => { for (const stream of state.streams) stream.write(`data: ${JSON.stringify(event)}\n\n`); };
  const fail = (code, args = {}, more = {}) => { throw { code, args, ...more }; };
  const shown = (lang, value, unit, digits = 0) => ({ value, unit, display: new Intl.NumberFormat(TAGS[lang] ?? "en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value).replace("-", "−") });

  function dealOf(match) {
    const next = { negotiating: ["reserved", "failed", "cancelled"], reserved: ["contracted", "negotiating", "failed", "cancelled"], contracted: ["live", "failed", "cancelled"], live: ["failed"] }[match.state] ?? [];
    return { id: `deal-${match.id}`, match: match.id, state: match.state, next, supplier: match.from.organization, accepter: match.to.organization, kind: match.kind, transfer_price: null, reserved_until: match.state === "reserved" ? "2027-01-31T00:00:00Z" : null };
  }
  const end = (flow, site) => ({ flow: flow.id, site: site.id, organization: site.organization.id, name: site.name, flow_name: flow.name, lat: site.lat, lon: site.lon });
  function rowOf(match, lang) {
    const none = match.needsPrice !== null;
    return {
      id: match.id, rank: match.rank, supply: end(match.supply, match.from), demand: end(match.demand, match.to), kind: match.kind,
      distance: shown(lang, match.km, "km", 1), score: match.score, score_display: shown(lang, match.score, "", 2).display,
      npv_supplier: none ? null : shown(lang, match.npvSupplier, "kEUR"), npv_accepter: none ? null : shown(lang, match.npvAccepter, "kEUR"),
      payback: none || match.loses ? null : shown(lang, match.payback, "years", 1), co2: none ? null : shown(lang, match.co2, "t/a"),
      state: match.state, route: match.route, assumed: match.assumed, relaxed: match.relaxed, loses: none ? null : match.loses, needs_price: match.needsPrice,
    };
  }
  const agreedOf = (match) => state.deals.find((deal) => deal.match === match.id)?.transfer_price ?? null;
  const axis = (lang, code, unit, values, min, max, digits = 0) => ({ label: { code }, unit, min, max, ticks: values.map((at) => ({ at, display: shown(lang, at, "", digits).display })) });
  // The by-product test as the engine asks it: each no decides, five times yes is a by-product.
  function lawOf(heat, answers) {
    const papers = (...names) => names.map((name) => ({ code: `law-template-${name}` }));
    const base = ["mutual-nda", "letter-of-intent", "term-sheet"];
    const notes = [{ code: "A road crossing needs a municipal permit." }];
    if (heat) return { class: { code: "law-branch-not-waste-law" }, notes, entry: [], steps: [], answered: [], next: null, templates: papers(...base, "heat-supply", "site-access", "data-sharing") };
    const facts = ["production-residue", "certain-use", "direct-use", "integral-part", "lawful-use"];
    const view = (fact) => ({ fact, question: { code: `law-question-${fact}` }, answer: answers[fact] ?? null, rule: "Directive 2008/98/EC Art. 5(1), 2018-05-30" });
    const not = facts.some((fact) => answers[fact] === false), is = facts.every((fact) => answers[fact]);
    const next = not || is ? null : facts.find((fact) => answers[fact] === undefined);
    return {
      class: { code: "law-branch-by-product-test" }, notes, entry: [], answered: facts.filter((fact) => answers[fact] !== undefined).map(view), next: next ? view(next) : null,
      steps: [{ test: { code: "law-test-by-product" }, standing: next ? "open" : "decided", outcome: { code: `law-outcome-${not ? "not-by-product" : is ? "by-product" : "open"}` } }],
      templates: papers(...base, ...(not ? ["waste-transfer"] : is ? ["by-product-supply"] : []), "site-access", "data-sharing"),
    };
  }

  function detailOf(match, lang, answers = {}) {
    const heat = match.kind === "heat" || match.kind === "steam";
    const s = (value, unit, digits) => shown(lang, value, unit, digits);
    const [capital, yearly] = [-1260, 266];
    let sum = capital;
    const running = [[0, capital]];
    for (let year = 1; year <= 10; year++) running.push([year, (sum += yearly / 1.08 ** year)]);
    const why = (name, value, weight, code, raise) => ({ name, value, display: s(value, "", 2).display, weight, explanation: { code, args: { value: s(value * 13, "", 0).display } }, raise: raise ? { code: raise, args: { value: s(Math.min(1, value + 0.15), "", 2).display } } : null });
    return {
      row: rowOf(match, lang),
      sentence: { code: `${match.from.name} can heat 78 % of the season of ${match.to.name} with its 78 °C jacket water. Both gain; it pays back in 4.7 years and saves 1,666 t CO₂ a year.` },
      scores: [why("quality", 0.85, 0.25, "13 K at both ends, 85 % usable", "return at 35 °C → 1.00"), why("temporal", 0.78, 0.2, "covers 78 % of demand hours", "return at 35 °C → 1.00"), why("quantity", 0.72, 0.15, "2.40 of 3.20 MW, ±4 % variability", null), why("economic", 0.81, 0.2, "EUR 266k a year, back in 4.7 years", "return at 35 °C → 1.00"), why("trust", 0.4, 0.1, "supply estimated, demand measured", "return at 35 °C → 1.00"), why("transport_penalty", 0.19, 0.1, "1.9 km buried pipe, 3.8 % heat loss", "return at 35 °C → 1.00"), why("regulatory_risk", 0.1, 0.1, "outside waste law; road permit", null)],
      temperatures: heat ? {
        approach_k: s(13, "K"), needed_k: s(10, "K"), duty: s(2.4, "MW", 2),
        supply: { from: s(78, "°C"), to: s(45, "°C"), whole: s(3.2, "MW", 2), precision: "estimated" }, demand: { from: s(40, "°C"), to: s(65, "°C"), whole: s(2.4, "MW", 2), precision: "measured" },
        chart: { kind: "two_stream", x: axis(lang, "axis.duty", "MW", [0, 2.4, 3.2], 0, 3.2, 1), y: axis(lang, "axis.temperature", "°C", [40, 60, 80], 34, 84), series: [
          { id: "supply", style: "line", points: [[0, 78], [2.4, 53]] }, { id: "supply_unused", style: "dashed", points: [[2.4, 53], [3.2, 45]] }, { id: "demand", style: "line", points: [[0, 65], [2.4, 40]] }],
          notes: [{ at: [0.08, 71.5], message: { code: "13 K", args: { k: "13" } } }, { at: [2.4, 46.5], message: { code: "13 K", args: { k: "13" } } }] },
      } : null,
      economics: match.needsPrice ? null : {
        discount_rate: s(8, "%"), years: 10, npv: s(526, "kEUR"), irr: { roots: [s(16.4, "%", 1)], notice: null }, payback: s(4.7, "years", 1), discounted_payback: s(6, "years", 1), capex: s(1260, "kEUR"), co2: s(1666, "t/a"),
        corridor: match.loses ? null : { low: s(12.08, "EUR/MWh", 2), high: s(22.57, "EUR/MWh", 2) }, transfer_price: agreedOf(match) ? { ...agreedOf(match), assumed: false } : { ...s(16.5, "EUR/MWh", 2), assumed: true },
        parties: [
          { organization: match.from.organization.id, name: match.from.name, role: "supplier", capital: s(504, "kEUR"), net_per_year: s(108.2, "kEUR", 1), npv: s(match.npvSupplier, "kEUR"), payback: match.loses ? null : s(4.7, "years", 1), walks_away: s(12.08, "EUR/MWh", 2) },
          { organization: match.to.organization.id, name: match.to.name, role: "accepter", capital: s(756, "kEUR"), net_per_year: s(158, "kEUR", 1), npv: s(match.npvAccepter, "kEUR"), payback: s(4.8, "years", 1), walks_away: s(22.57, "EUR/MWh", 2) }],
        chart: { kind: "cash_flow", x: axis(lang, "axis.year", "", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], -0.6, 10.6), y: axis(lang, "axis.cash", "kEUR", [-1000, -500, 0, 500], -1350, 620), series: [
          { id: "supplier", style: "bar", label: { code: "chart.series_supplier" }, points: [[0, capital * 0.4], ...Array.from({ length: 10 }, (_, i) => [i + 1, yearly * 0.4])] }, { id: "accepter", style: "bar", label: { code: "chart.series_accepter" }, points: [[0, capital * 0.6], ...Array.from({ length: 10 }, (_, i) => [i + 1, yearly * 0.6])] }, { id: "discounted_total", style: "line", points: running }], notes: [] },
      },
      needs_price: match.needsPrice,
      route: { straight: s(match.km, "km", 1), length: s(match.km * 1.3, "km", 1), mode: heat ? "pipe" : "truck", surveyed: false, loss: heat ? s(3.8, "%", 1) : null },
      law: lawOf(heat, answers),
      carbon: match.needsPrice ? null : { claims: [{ who: { code: "carbon-claim-user" }, amount: s(1666, "t/a") }, { who: { code: "carbon-claim-supplier" }, amount: s(0, "t/a") }, { who: { code: "carbon-halves" }, amount: s(833, "t/a") }], notes: [{ code: "carbon-once" }, { code: "carbon-shared", args: { count: 3 } }] },
      readiness: [["technology", 2, 5, "amounts-measured"], ["business", 2, 5, "prices-stated"], ["organisation", 0, 4, "nda-in-force"], ["legal", 1, 4, "tests-answered"], ["social", 0, 3, "workforce-informed"], ["environmental", 2, 4, "side-effects-checked"]].map(([axis, level, of, next]) => ({ axis: { code: `readiness-axis-${axis}` }, level, of, next: { code: `readiness-${next}` } })),
      failures: [["fouling", 150, "design-exchanger", "deposits", "less-arrives", "temperature-watch"], ["supplier-stops", 81, "keep-backup", "business-ends", "backup-runs", "early-notice"], ["takes-less", 75, "agree-take-or-pay", "production-changes", "gain-shrinks", "meter-readings"], ["seasonal-gap", 72, "store-surplus", "seasons", "backup-runs", "meter-readings"]].map(([mode, priority, remedy, cause, effect, sign]) => ({ mode: { code: `failure-${mode}` }, cause: { code: `failure-cause-${cause}` }, effect: { code: `failure-effect-${effect}` }, sign: { code: `failure-sign-${sign}` }, priority, remedy: { code: `risk-mitigation-${remedy}` } })),
      stress: [["stress-closes", { years: 5 }, "-214", "kEUR"], ["stress-penalty", {}, "1,020", "kEUR"], ["stress-standstill", { weeks: 4 }, "41.5", "kEUR/a"], ["stress-drop", { percent: 25 }, "88.0", "kEUR/a"], ["stress-backup", {}, "12.4", "kEUR/a"]].map(([code, args, display, unit]) => ({ what: { code, args }, amount: { value: 1, display, unit } })),
      risks: [{ area: "technical", value: 0.2, drivers: [{ code: "Supply is estimated, not measured" }], mitigation: [{ code: "Measure flow and temperature for two weeks" }] }, { area: "market", value: 0.3, drivers: [{ code: "One supplier, no backup" }], mitigation: [] }, { area: "regulatory", value: 0.1, drivers: [], mitigation: [] }],
      checks: [], relaxed: match.relaxed, router: { route: match.route, complexity: 0.3, reasons: [{ code: "capital above EUR 1 M" }] },
      provenance: [
        { name: { code: "Net present value, both parties" }, value: s(526, "").display, unit: "kEUR", formula: "NPV = Σ CF(t) / (1 + r)^t", source: "method npv/1", precision: "assumed", inputs: [
          { name: { code: "Saving a year" }, value: s(266, "").display, unit: "kEUR/a", formula: "S = Q · p / η − C", precision: "estimated", inputs: [{ name: { code: "Gas price" }, value: s(38, "", 2).display, unit: "EUR/MWh", source: "Eurostat nrg_pc_203, DK 2025", precision: "assumed", inputs: [] }] },
          { name: { code: "Discount rate" }, value: "8", unit: "%", source: "assets/reference/finance.csv", precision: "assumed", inputs: [] }] },
        { name: { code: "Heat delivered a year" }, value: s(7470, "").display, unit: "MWh/a", formula: "Q = P · h", precision: "measured", inputs: [{ name: { code: "Heat wanted" }, value: s(2.4, "", 2).display, unit: "MW", precision: "measured", source: match.to.source, inputs: [] }] }],
      deal: state.deals.find((deal) => deal.match === match.id) ?? null, consents: state.consents.filter((consent) => consent.match === match.id),
    };
  }
  const flowsOf = (site) => region.flows.filter((flow) => flow.site === site.id);
  function siteRow(site, lang) {
    const own = flowsOf(site);
    const sum = (direction) => own.filter((flow) => flow.direction === direction).reduce((total, flow) => total + flow.mwh / 1000, 0);
    const count = (direction) => own.filter((flow) => flow.direction === direction).length;
    return { ...site, supplies: count("supply"), demands: count("demand"), supply: shown(lang, sum("supply"), "GWh/a", 1), demand: shown(lang, sum("demand"), "GWh/a", 1) };
  }
  /** As the workbench answers: by group, in its order, with unit and form. */
  function editableOf(flow, thermal) {
    const supply = flow.direction === "supply";
    const solid = ["biowaste", "material", "product"].includes(flow.kind);
    const field = (name, group, form, unit = "", value = flow[name] ?? null) => ({ field: name, value, unit, form, group });
    return [
      field("name", "main", "text"), field("amount_per_year", "main", "number", "MWh/a", flow.mwh),
      ...(thermal ? [field("temperature", "main", "number", "°C", flow.from), field("return_temperature", "main", "number", "°C", flow.to)] : []),
      field("price", "main", "number", "EUR/MWh"),
      field("amount_low", "quality", "number", "MWh/a", flow.mwh * 0.8), field("amount_high", "quality", "number", "MWh/a", flow.mwh * 1.2), field("variability", "quality", "number"), field("capacity_per_hour", "quality", "number", "MW"),
      ...(thermal && supply ? [field("temperature_low", "quality", "number", "°C")] : []),
      ...(solid ? [field("contaminants", "quality", "list"), field("hazardous", "quality", "yes_no"), field("hazards", "quality", "list"), field("cas", "quality", "text"), field("certificates", "quality", "list")] : []),
      ...(supply ? [field("price_tiers", "terms", "list", "EUR/MWh")] : []), ...(supply && solid ? [field("disposal_cost", "terms", "number", "EUR/t"), field("shelf_life_days", "terms", "number", "d")] : []),
      field("minimum_order", "terms", "number", "MWh/a"), field("max_distance_km", "terms", "number", "km"), field("storage_amount", "terms", "number", "MWh"), field("valid_from", "terms", "date"), field("valid_to", "terms", "date"),
      field("measured_at", "evidence", "date"), field("instrument", "evidence", "text"),
    ];
  }
  function flowRow(flow, lang) {
    const thermal = flow.kind === "heat" || flow.kind === "steam";
    return {
      id: flow.id, site: flow.site, name: flow.name, direction: flow.direction, kind: flow.kind, amount: shown(lang, flow.mwh, "MWh/a"), amount_low: shown(lang, flow.mwh * 0.8, "MWh/a"), amount_high: shown(lang, flow.mwh * 1.2, "MWh/a"),
      temperature: thermal ? shown(lang, flow.from, "°C") : null, return_temperature: thermal ? shown(lang, flow.to, "°C") : null, hours: shown(lang, 6000, "h"), price: flow.price === null ? null : shown(lang, flow.price, "EUR/MWh", 2),
      replaces: flow.direction === "demand" ? { code: "natural gas" } : null, precision: flow.precision, source: "Hotmaps, excess heat 100 to 200 °C", method: { code: "benchmark of the register" }, confidential: flow.price === null ? [] : ["price"],
      editable: editableOf(flow, thermal),
    };
  }
  const siteOf = (id) => region.sites.find((site) => site.id === id) ?? fail("site.unknown", { id });
  const matchOf = (id) => region.matches.find((match) => match.id === id) ?? fail("match.unknown", { id });
  const recordOf = (flow) => ({ kind: "flow", id: flow.id, name: flow.name, site: region.sites.find((site) => site.id === flow.site)?.name ?? null });
  if (hub && region.flows.length > 3) {
    const [first, second, third] = region.flows;
    const said = (number, value, more) => ({ number, value, shows: false, mine: false, author: "Ben Okafor", at: "2026-11-21T15:20:00Z", label: { code: "action-flow-set", args: { field: { code: "field-amount-per-year" }, name: first.name } }, precision: "measured", field: "amount_per_year", ...more });
    state.conflicts = [
      { id: "c1", record: recordOf(first), field: "amount_per_year", unit: "MWh/a", base: 40000, apart_m: null, sides: [said(11, 51000, { shows: true, mine: true, author: "Mia Lindqvist" }), said(12, 48250.5)] },
      { id: "c2", record: { kind: "site", id: first.site, name: recordOf(first).site, site: null }, field: "position", unit: "", base: [11.08, 55.66], apart_m: 412, sides: [said(13, [11.0861, 55.6702], { shows: true, mine: true, author: "Mia Lindqvist", precision: "verified", field: "position" }), said(14, [11.0893, 55.6731], { precision: "estimated", field: "position" })] },
      { id: "c3", record: recordOf(second), field: "*", unit: "", base: null, apart_m: null, sides: [said(15, null, { author: "Mia Lindqvist", mine: true, field: "*", precision: null }), said(16, 62, { shows: true, field: "temperature" })] },
    ];
    state.refused = [{ number: 7, record: recordOf(third), field: "amount_per_year", value: 1200, unit: "MWh/a", reason: { code: "error-sync.op_forbidden" }, label: { code: "action-sample" }, at: "2026-11-21T09:10:00Z" }];
  }
  const hubStatus = () => hub
    ? { state: state.conflicts.length + state.refused.length ? "attention" : "in_step", hub: "https://hub.example", unsent: 2, unseen: 0, refused: state.refused.length, conflicts: state.conflicts.length, newer: 0, in_step_at: "2026-11-22T13:58:00Z", retry_at: null, stopped: null, pending: region.flows.slice(4, 6).map((flow) => ({ record: recordOf(flow), changes: 2, fields: ["amount_per_year", "temperature"], since: "2026-11-22T14:01:00Z" })) }
    : { state: "no_hub", hub: null, unsent: 0, unseen: 0, refused: 0, conflicts: 0, newer: 0, in_step_at: null, retry_at: null, stopped: null, pending: [] };
  const summary = () => {
    const placed = region.sites.filter((site) => site.lat !== null);
    const lats = placed.map((site) => site.lat), lons = placed.map((site) => site.lon);
    return {
      path: `/home/mia/Regions/${state.name}.turash`, name: state.name, organizations: region.sites.length, sites: region.sites.length, flows: region.flows.length, without_location: region.sites.length - placed.length,
      matches: state.matched && !empty ? region.matches.length : null, matched_at: state.matched ? "2026-11-22T14:07:00Z" : undefined, stale: state.stale, undo: state.undo.at(-1)?.label ?? null, redo: state.redo.at(-1)?.label ?? null, hub: hubStatus(),
      bounds: placed.length ? [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] : null, packs: state.packs,
    };
  };
  function change(label, apply, revert, kind = "flow") {
    apply();
    state.undo.push({ label, apply, revert });
    state.redo = [];
    emit({ type: "changed", entities: [{ kind, id: "" }] });
    return { action: `action-${state.undo.length}`, label, changed: [] };
  }
  function job(kind, phases, total, result, done, pace = 60) {
    const id = `job-${++state.jobs}`;
    let at = 0;
    const step = () => {
      const base = { id, kind, phase: phases[Math.min(phases.length - 1, Math.floor((at / total) * phases.length))], done: Math.min(at, total), total };
      if (state.cancelled.has(id)) return emit({ type: "job", job: { ...base, state: "cancelled" } });
      if (at >= total) {
        done?.();
        const answer = result();
        return emit({ type: "job", job: answer.failed ? { ...base, state: "failed", error: answer.failed } : { ...base, state: "done", result: answer } });
      }
      emit({ type: "job", job: { ...base, state: "running" } });
      at += total / 8;
      setTimeout(step, pace);
    };
    setTimeout(step, 5);
    return { job: id };
  }
  const includes = (text, ...fields) => !text || fields.some((field) => (field ?? "").toLowerCase().includes(text.toLowerCase()));
  const key = { rank: (m) => m.rank, score: (m) => m.score, name: (m) => m.from.name, kind: (m) => m.kind, distance: (m) => m.km, npv_supplier: (m) => m.npvSupplier, npv_accepter: (m) => m.npvAccepter, payback: (m) => m.payback, co2: (m) => m.co2, state: (m) => m.state };

  const named = ({ id, name }) => ({ id, name });
  const stepOf = (match) => ({ id: match.id, kind: match.kind, supply: match.supply.id, demand: match.demand.id, supply_name: match.from.name, demand_name: match.to.name, amount_per_year: match.supply.mwh, through_per_year: null, unit: "MWh", covers: 0.6, distance_km: match.km, score: match.score, benefit_eur_per_year: match.npvSupplier * 100, co2_t_per_year: match.co2 });
  function symbioses(lang) {
    const combined = (from, length) => {
      const matches = region.matches.slice(from, from + length);
      const sites = [...new Set(matches.flatMap((match) => [match.from, match.to]))];
      return { members: sites.map((site) => named(site.organization)), sites: sites.map(named), matches: matches.map(stepOf), benefit_eur_per_year: 184_300 - from * 9_100, unpriced: 0, co2_t_per_year: 912.4 - from * 40, co2_unknown: 0, explanation: [{ code: "symbiosis-sum" }, { code: "symbiosis-weakest", args: { site: sites[1].name, share: "42 %" } }] };
    };
    const shared = (from, more) => ({ members: region.sites.slice(from, from + 4).map((site) => named(site.organization)), sites: region.sites.slice(from, from + 4).map(named), matches: [], ...more });
    const ended = (stopped_early, others_at_most_eur_per_year = null) => ({ stopped_early, others_at_most_eur_per_year });
    return {
      chains: [combined(0, 2), combined(3, 3)], cycles: [combined(6, 2)],
      networks: [shared(0, { benefit_eur_per_year: 402_118.4, co2_t_per_year: 2210, explanation: [{ code: "symbiosis-network", args: { delivered: "41 GWh/a", length: "6.2 km", lost: "1.9 GWh/a" } }] })],
      groups: [shared(8, { benefit_eur_per_year: 12_400, explanation: [{ code: "symbiosis-group", args: { amount: shown(lang, 820, "t/a").display, resource: { code: "kind-material" }, reach: "4 km" } }], group: { kind: "material" } }), shared(12, { benefit_eur_per_year: null, explanation: [{ code: "symbiosis-unpriced-group" }], group: { kind: "water" } })],
      issues: [{ code: "network_needs_price", severity: "warning", place: {}, args: { count: "17" } }],
      search: { chains: ended(true, 96_000), cycles: ended(false), networks: ended(false), groups: ended(false) },
    };
  }
  const allocated = () => ({
    objective_eur_per_year: 1_204_310.2, bound_eur_per_year: 1_206_022, gap: 0.001419, greedy_eur_per_year: 1_150_900, candidates: region.matches.length, without_price: 31, stopped_early: false,
    connections: region.matches.slice(0, 18).map((match) => ({ supply: match.supply.id, demand: match.demand.id, supply_name: match.from.name, demand_name: match.to.name, kind: match.kind, distance_km: match.km, amount_per_year: match.supply.mwh * 0.7, most_per_year: match.supply.mwh, benefit_eur_per_year: match.score * 90_000, fixed_eur_per_year: match.km * 4_200, unit: "MWh" })),
  });

  /** A match asked what if: figures that follow what was asked, so that a test sees its question in the answer. */
  function whatIf({ whose, chance, form, at_eur_per_unit: at, lang }, match) {
    const s = (value, unit, digits = 0) => shown(lang, value, unit, digits);
    const worths = (supplier, accepter) => ({ total: s(supplier + accepter, "kEUR"), supplier: s(supplier, "kEUR"), accepter: s(accepter, "kEUR") });
    const [supplier, accepter] = [match.npvSupplier, match.npvAccepter];
    const base = { total: supplier + accepter, supplier, accepter }[whose];
    const known = [["amount", 7470, "MWh/a", 0, 420], ["buying_price", 38, "EUR/MWh", 2, 380], ["cost_of_giving", 0, "EUR/MWh", 2, 0], ["transfer_price", 16.5, "EUR/MWh", 2, whose === "total" ? 0 : 160], ["electricity_price", 96, "EUR/MWh", 2, 24], ["co2_price", 0, "EUR/t", 2, 0], ["capital", 1_260_000, "EUR", 0, 210], ["capital_share", 50, "%", 0, 0], ["upkeep", 3, "%", 1, 46], ["distance", 1.9, "km", 2, 60], ["discount_rate", 8, "%", 1, 90], ["years", 10, "a", 0, 130]];
    const set = form?.set ?? {};
    for (const [input, value] of Object.entries(set)) if (input === "amount" && value < 0) return { failed: { code: "calc.bad_value", args: { field: "set.amount", value, allowed: ">= 0" } } };
    if ((form?.plan?.tax_percent ?? 0) >= 100) return { failed: { code: "calc.bad_value", args: { field: "tax_percent", value: form.plan.tax_percent, allowed: "0 <= x < 100 %" } } };
    const moved = Object.entries(set).reduce((sum, [input, value]) => { const one = known.find(([name]) => name === input); return sum + (value / (one[1] || 1) - 1) * one[4] * 2; }, 0);
    const bars = known.filter(([, value, , , swing]) => value && swing).sort((a, b) => b[4] - a[4]);
    const sign = (input) => (["capital", "upkeep", "distance", "discount_rate", "electricity_price"].includes(input) ? -1 : 1);
    const bell = (i) => Math.exp(-((i - 9) ** 2) / 22);
    const bins = Array.from({ length: 22 }, (_, i) => ({ from: base - 950 + i * 100, share: bell(i) })).map(({ from, share }) => ({ from: Math.round(from / 100) * 100, to: Math.round(from / 100) * 100 + 100, share: s((share / 8.3) * 100, "%", 1) }));
    const low = 12.08, high = 22.57;
    const atPrice = (price) => worths(supplier + (price - 16.5) * 50, accepter - (price - 16.5) * 50);
    const planned = form?.plan ?? null;
    const after = planned ? 1 - (planned.tax_percent ?? 0) / 100 + (planned.subsidy_percent ?? 0) / 100 : 1;
    return { shown: {
      figures: known.map(([input, value, unit, digits]) => ({ input, value: s(value, unit, digits), typed: value, set: set[input] === undefined ? null : s(set[input], unit, digits) })),
      lines: [["avoided_purchase", 315], ["transfer", 123], ["upkeep", -38], ["pumping", -11]].map(([code, value]) => ({ code, name: { code: `line-${code}` }, amount: s(value, "kEUR/a") })),
      written_off: s(10, "a"), base: worths(supplier, accepter),
      tornado: { base, axis: axis(lang, "chart.worth", "kEUR", [-500, 0, 500, 1000, 1500].filter((at) => at >= base - 600 && at <= base + 600), base - 600, base + 600), bars: bars.map(([input, value, unit, digits, swing]) => ({ input, value: s(value, unit, digits), ends: [-20, -10, 10, 20].map((change) => ({ change: { ...s(change, "%"), display: change > 0 ? `+${change}` : s(change, "%").display }, worth: s(base + (sign(input) * change * swing) / 20, "kEUR") })), breaks_even_at: input === "upkeep" ? null : s(value * 0.56, unit, digits || 1), breaks_even_by: input === "upkeep" ? null : s(-44, "%") })) },
      chance: chance ? { gains: s(whose === "total" ? 87 : 79, "%"), mean: s(base - 6, "kEUR"), p10: s(base - 610, "kEUR"), p50: s(base - 20, "kEUR"), p90: s(base + 640, "kEUR"), draws: chance.draws, seed: chance.seed, axis: axis(lang, "chart.worth", "kEUR", [-1000, -500, 0, 500, 1000, 1500, 2000].filter((at) => at >= bins[0].from && at <= bins.at(-1).to), bins[0].from, bins.at(-1).to), bins } : null,
      price: { price: s(16.5, "EUR/MWh", 2), assumed: true, corridor: match.loses ? null : { low: s(low, "EUR/MWh", 2), high: s(high, "EUR/MWh", 2) }, least: 8, most: 27, step: 0.1 },
      splits: match.loses ? [] : [["shapley", 17.32], ["nash", 17.32], ["proportional", 16.28]].map(([rule, price]) => ({ rule, price: s(price, "EUR/MWh", 2), supplier: atPrice(price).supplier, accepter: atPrice(price).accepter })),
      at: at === null || at === undefined ? null : { price: s(at, "EUR/MWh", 2), worths: atPrice(at), walks_away: [...(at < low ? ["supplier"] : []), ...(at > high ? ["accepter"] : [])] },
      scenario: Object.keys(set).length ? { worths: worths(supplier + moved * 0.4, accepter + moved * 0.6), difference: worths(moved * 0.4, moved * 0.6) } : null,
      plan: planned ? { basis: planned.nominal ? "nominal" : "real", discount_rate: s(planned.nominal ? 10.2 : 8, "%", 1), parties: [["total", supplier + accepter], ["supplier", supplier], ["accepter", accepter]].map(([party, eur]) => ({ whose: party, npv: s(eur * after, "kEUR"), irr: [s(15.1, "%", 1)], payback: s(4.6, "a", 1), subsidy: s(0, "kEUR"), tax: s((eur * (planned.tax_percent ?? 0)) / 100, "kEUR") })), chart: detailOf(match, lang).economics.chart } : null,
    } };
  }

  const operations = {
    "app.info": () => ({ version: "0.1.0", method: "1.0", start_project: state.open ? `/home/mia/Regions/${state.name}.turash` : null }),
    "app.settings": () => state.settings,
    "app.set": ({ lang: _, language, ...rest }) => Object.assign(state.settings, rest, language ? { lang: language } : {}),
    "project.create": ({ path }) => ({ summary: { ...summary(), path, sites: 0, flows: 0, matches: null, bounds: null, name: path.split("/").at(-1).replace(".turash", "") }, recovery_key: "k7mq-2vxa-94dh-tnw3-c8rz-5pfy" }),
    "project.open": ({ path, passphrase }) => {
      if (path.includes("locked") && passphrase !== "open sesame") fail(passphrase === undefined ? "store.no_key" : "store.wrong_key");
      return summary();
    },
    "key.passphrase": ({ path, passphrase }) => (passphrase === "no" ? fail("store.wrong_key", { path, way: "passphrase" }) : { path }),
    "key.recovery": ({ path }) => ({ path, recovery_key: "ABCD-EFGH-JKLM-NPQR" }),
    "project.close": () => ({}), "project.lock": () => ({}),
    "project.clone": () => job("project", ["syncing"], 8, () => ({ summary: summary(), recovery_key: null, sync: hubStatus() })),
    "hub.login": ({ url }) => {
      const started = job("hub", ["signing_in"], 40, () => ({ url: `https://${url.replace("https://", "")}` }));
      emit({ type: "notice", message: { code: "sync-sign-in-at", args: { page: "https://hub.example/sign-in?redirect_uri=http%3A%2F%2F127.0.0.1%3A40311&code_challenge_method=S256&state=k3v9" } } });
      return started;
    },
    "hub.logout": () => job("hub", ["signing_in"], 2, () => ({})),
    "sync.start": ({ watch }) => job("sync", ["syncing"], watch ? 4 : 4, () => hubStatus()),
    "sync.conflicts": () => ({ conflicts: state.conflicts }),
    "sync.resolve": ({ conflicts, lang: _, ...how }) => {
      state.decided = how;
      const before = state.conflicts;
      const left = conflicts ? before.filter((one) => !conflicts.includes(one.id)) : [];
      const done = change({ code: "action-sync-resolve", args: { count: before.length - left.length } }, () => (state.conflicts = left), () => (state.conflicts = before));
      return done;
    },
    "sync.tray": () => ({ items: state.refused }),
    "sync.retry": () => change({ code: "action-sync-retry", args: { count: 1 } }, () => (state.refused = []), () => undefined),
    "sync.dismiss": () => { state.refused = []; return hubStatus(); },
    "project.summary": () => summary(),
    "sample.create": () => job("sample", ["import", "match", "packet"], 8, () => ({})),
    "import.start": ({ paths, preset }) => job("import", ["read", "check", "write"], 5029, () => ({
      files: paths, preset: preset === "auto" ? "hotmaps" : preset, read: 5029, imported: 4500, updated: 0, unchanged: 525, imported_with_issues: 1421, rejected: 4, supply_gwh_per_year: 93735.97, demand_gwh_per_year: 118220.4, derived: { sites: 412, flows: 5120 },
      issues: [{ code: "no_location", severity: "info", count: 524, examples: [{ place: { line: 17 }, args: { name: "Aalborg Portland" } }] }, { code: "shared_coordinate", severity: "warning", count: 897, examples: [{ place: { line: 40, column: "geom" }, args: { name: "Borealis" } }] }, { code: "bad_number", severity: "error", count: 4, examples: [{ place: { line: 4411, column: "Excess_Heat_100-200C" }, args: { text: "n/a" } }] }],
    })),
    "import.rejects": () => ({ rows: 4 }),
    "sites.page": ({ text, without_location, offset, limit, lang }) => {
      const rows = region.sites.filter((site) => includes(text, site.name, site.town) && (!without_location || site.lat === null));
      return { total: rows.length, rows: rows.slice(offset, offset + limit).map((site) => siteRow(site, lang)) };
    },
    "site.get": ({ id, lang }) => ({ ...siteRow(siteOf(id), lang), flows: flowsOf(siteOf(id)).map((flow) => flowRow(flow, lang)), issues: [] }),
    "flow.set": ({ id, field, value }) => {
      const flow = region.flows.find((one) => one.id === id) ?? fail("flow.unknown", { id });
      const name = { amount_per_year: "mwh", temperature: "from", return_temperature: "to", price: "price", name: "name" }[field] ?? field;
      if (field === "hazards" && value !== null && !/^(none|HP\d+(; ?HP\d+)*)$/i.test(value)) fail("edit.bad_value", { field, value, wanted: "parts" });
      if (field === "temperature" && value < -273.15) fail("flow.below_absolute_zero", { value });
      const before = flow[name];
      return change({ code: `Amount changed: ${field}` }, () => { flow[name] = value; state.stale = true; }, () => { flow[name] = before; });
    },
    "site.set": ({ id, field, value }) => { const site = siteOf(id); const before = site[field]; return change({ code: `Amount changed: ${field}` }, () => { site[field] = value; }, () => { site[field] = before; }); },
    undo: () => { const done = state.undo.pop() ?? fail("undo.nothing"); done.revert(); state.redo.push(done); emit({ type: "changed", entities: [] }); return { action: "u", label: done.label, skipped: [] }; },
    redo: () => { const done = state.redo.pop() ?? fail("redo.nothing"); done.apply(); state.undo.push(done); emit({ type: "changed", entities: [] }); return { action: "r", label: done.label, skipped: [] }; },
    history: () => ({ entries: state.undo.map((one) => ({ at: "2026-11-22T14:10:00Z", actor: "Mia", label: one.label, field: "amount", before: "1", after: "2" })) }),
    search: ({ text, limit }) => {
      const sites = region.sites.filter((site) => includes(text, site.name, site.town)).map((site) => ({ kind: "site", id: site.id, title: site.name, detail: site.town, site: site.id, lat: site.lat, lon: site.lon }));
      const flows = region.flows.filter((flow) => includes(text, flow.name)).slice(0, 8).map((flow) => ({ kind: "flow", id: flow.id, title: flow.name, detail: siteOf(flow.site).name, site: flow.site, lat: siteOf(flow.site).lat, lon: siteOf(flow.site).lon }));
      const found = region.matches.filter((match) => includes(text, match.from.name, match.to.name)).slice(0, 6).map((match) => ({ kind: "match", id: match.id, title: `${match.from.name} → ${match.to.name}`, detail: match.score.toFixed(2) }));
      return { hits: [...sites.slice(0, 12), ...flows, ...found].slice(0, limit) };
    },
    "match.start": () => job("match", ["candidates", "score", "rank"], 5000, () => ({ matches: region.matches.length, automated: 170, facilitated: 44, elapsed_ms: 38, flows: region.flows.length }), () => { state.matched = true; state.stale = false; }),
    "symbioses.find": ({ lang }) => job("symbioses", ["load", "symbiosis-chains", "symbiosis-cycles", "networks-grow", "groups"], 100, () => symbioses(lang)),
    "allocate.start": () => job("allocate", ["load", "allocate"], 100, () => allocated()),
    "match.stability": ({ most }) => job("match", ["stability"], 200, () => ({ samples: 200, seed: 1, matches: region.matches.slice(0, most).map((match, i) => ({ id: match.id, top_ten_probability: i < 120 ? Math.max(0, 1 - (i * i) / 260) : null })) })),
    "graph.ask": ({ query }) => {
      const name = /"([^"]+)"/.exec(query)?.[1];
      if (!name && !query.includes("->")) fail("graph.unexpected", { at: 1, end: "no", found: query.split(" ")[0], expected: "query" });
      if (name && !region.sites.some((site) => site.name === name)) fail("graph.unknown_name", { at: query.indexOf('"') + 1, name, any: "no", near: "" });
      const node = (kind, { id, name: called }) => ({ kind, id, name: called });
      const near = region.matches.filter((match) => !name || match.from.name === name).slice(0, 12);
      return { paths: near.map((match) => [node("site", match.from), node("flow", match.supply), node("flow", match.demand), node("site", match.to)]), truncated: false, issues: [] };
    },
    "economics.what_if": (input) => { state.asked = (state.asked ?? 0) + 1; return job("economics", ["draws"], input.chance?.draws ?? 8, () => whatIf(input, matchOf(input.match)), undefined, input.chance ? 60 : 1); },
    "job.cancel": ({ id }) => { state.cancelled.add(id); return {}; },
    "matches.page": ({ sort, filter, offset, limit, lang }) => {
      const within = (site, [w, s, e, n]) => site.lon >= w && site.lon <= e && site.lat >= s && site.lat <= n;
      const rows = (state.matched ? region.matches : []).filter((match) => includes(filter.text, match.from.name, match.to.name) && (!filter.kinds || filter.kinds.includes(match.kind)) && match.score >= (filter.min_score ?? 0) && (!filter.route || match.route === filter.route) && (!filter.state || match.state === filter.state) && (!filter.site || match.from.id === filter.site || match.to.id === filter.site) && (!filter.bbox || (within(match.from, filter.bbox) && within(match.to, filter.bbox))));
      const read = key[sort.by];
      rows.sort((a, b) => (read(a) < read(b) ? -1 : read(a) > read(b) ? 1 : a.rank - b.rank) * (sort.descending ? -1 : 1));
      return { total: rows.length, all: state.matched ? region.matches.length : 0, rows: rows.slice(offset, offset + limit).map((match) => rowOf(match, lang)) };
    },
    "match.get": ({ id, lang }) => detailOf(matchOf(id), lang, state.answers[id]),
    "deal.open": ({ match: id }) => {
      const match = matchOf(id);
      let deal;
      const done = change({ code: "Deal opened" }, () => { match.state = "negotiating"; deal = dealOf(match); state.deals.push(deal); }, () => { match.state = "suggested"; state.deals = state.deals.filter((one) => one !== deal); }, "deal");
      return { ...done, deal };
    },
    "deal.step": ({ deal: id, to, outcome, reserved_until }) => {
      const deal = state.deals.find((one) => one.id === id) ?? fail("deal.unknown");
      const match = matchOf(deal.match);
      const before = { ...deal };
      const done = change({ code: "Deal moved on", args: { to } }, () => { match.state = to; Object.assign(deal, dealOf(match), { outcome: outcome ?? null, reserved_until: reserved_until ?? null }); }, () => { match.state = before.state; Object.assign(deal, before); }, "deal");
      return { ...done, deal };
    },
    "deal.set": ({ deal: id, field, value, lang }) => {
      const deal = state.deals.find((one) => one.id === id) ?? fail("deal.unknown");
      const name = field === "transfer_price" ? "transfer_price" : "note";
      const before = deal[name];
      const after = name === "note" || value === null ? value : shown(lang, value, "EUR/MWh", 2);
      return { ...change({ code: "Note changed" }, () => { deal[name] = after; }, () => { deal[name] = before; }), deal };
    },
    "deals.list": () => ({ deals: state.deals }),
    "law.answer": ({ match: id, fact, yes }) => {
      const before = state.answers[id] ?? {};
      const { [fact]: _, ...rest } = before;
      return change({ code: "Answer kept" }, () => { state.answers[id] = yes === null ? rest : { ...before, [fact]: yes }; }, () => { state.answers[id] = before; }, "legal_answer");
    },
    "consent.record": ({ match, organization, level, reference }) => {
      const site = region.sites.find((one) => one.organization.id === organization);
      const consent = { id: `consent-${state.consents.length}`, match, organization, name: site?.name ?? organization, level, reference, given_at: "2026-11-22T14:12:00Z" };
      return change({ code: "Consent recorded" }, () => state.consents.push(consent), () => { state.consents = state.consents.filter((one) => one !== consent); });
    },
    "consent.withdraw": ({ id }) => {
      const consent = state.consents.find((one) => one.id === id) ?? fail("consent.unknown", { id });
      return change({ code: "Consent withdrawn" }, () => { state.consents = state.consents.filter((one) => one !== consent); }, () => { state.consents.push(consent); });
    },
    "pack.add": ({ path }) => { const pack = { name: path.split("/").at(-1), attribution: "© OpenStreetMap contributors" }; return change({ code: "Map pack added" }, () => { state.packs = [...state.packs, pack]; }, () => { state.packs = state.packs.filter((one) => one !== pack); }); },
    "portfolio.start": () => job("portfolio", ["economics"], 8, () => ({ document: "doc-1", pages: 2, bytes: tinyPdf().length, sha256: "9f2c4a1be07d5538c6ab41f0d2e9a7b35c8841f2d06e93ab7714c0de5520aa31", name: "portfolio.pdf" })),
    "packet.start": ({ match, level, one_page }) => job("packet", ["collect", "draw", "write"], 8, () => level === "full" && state.consents.filter((one) => one.match === match).length < 2 ? { failed: { code: "packet.no_consent", args: {} } } : { document: "doc-1", pages: one_page ? 1 : 2, bytes: tinyPdf().length, sha256: "9f2c4a1be07d5538c6ab41f0d2e9a7b35c8841f2d06e93ab7714c0de5520aa31", name: "packet.pdf" }),
    "packet.save": ({ path }) => ({ path, bytes: 1234 }),
    doctor: () => ({ checks: [] }),
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const send = (status, body, type = "application/json") => { response.writeHead(status, { "content-type": type }); response.end(body); };
    try {
      if (request.method === "POST") {
        const parts = [];
        for await (const part of request) parts.push(part);
        const input = JSON.parse(Buffer.concat(parts).toString() || "{}");
        if (url.pathname === "/pick") return send(200, JSON.stringify({ project: "/home/mia/Regions/locked.turash", new_project: "/home/mia/Regions/New.turash", table: "/home/mia/Downloads/Industrial_Database.csv", pack: "/home/mia/Maps/kalundborg.pmtiles", save_pdf: "/home/mia/packet.pdf", save_csv: "/home/mia/rejected.csv" }[input.what] ?? null));
        const name = url.pathname.replace("/rpc/", "");
        if (!operations[name]) fail("rpc.unknown", { name });
        return send(200, JSON.stringify(await operations[name](input, input)));
      }
      const tile = /^\/tile\/(\w+)\/(\d+)\/(\d+)\/(\d+)$/.exec(url.pathname);
      if (tile) {
        const [z, x, y] = tile.slice(2).map(Number);
        const bytes = tile[1] === "base" ? await ground.read(z, x, y) : tile[1] === "sites" ? cut.sites(z, x, y) : tile[1] === "lines" ? cut.lines(z, x, y) : Buffer.alloc(0);
        return send(200, bytes, "application/octet-stream");
      }
      if (url.pathname.startsWith("/document/")) return send(200, tinyPdf(), "application/pdf");
      if (url.pathname === "/events") {
        response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
        response.write(": hello\n\n");
        state.streams.add(response);
        request.on("close", () => state.streams.delete(response));
        return;
      }
      const path = join(dist, normalize(url.pathname === "/" ? "/index.html" : url.pathname));
      if (!path.startsWith(dist) || !existsSync(path) || !statSync(path).isFile()) return send(404, "{}");
      return send(200, readFileSync(path), MIME[extname(path)] ?? "application/octet-stream");
    } catch (thrown) {
      if (!thrown?.code) console.error(thrown);
      send(400, JSON.stringify(thrown?.code ? thrown : { code: "fake.broken", args: { detail: String(thrown) } }));
    }
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve({ url: `http://127.0.0.1:${server.address().port}`, state, region, close: () => { ground.close(); server.closeAllConnections(); server.close(); } })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string", default: "4600" }, matches: { type: "string", default: "214" }, sites: { type: "string", default: "96" }, closed: { type: "boolean", default: false }, base: { type: "string" } } });
  const fake = await startFake({ port: Number(values.port), matches: Number(values.matches), sites: Number(values.sites), closed: values.closed, ...(values.base ? { base: values.base } : {}) });
  console.log(fake.url);
}
