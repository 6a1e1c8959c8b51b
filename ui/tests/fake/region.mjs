// An invented region for tests of the window: sites around real towns of Zealand, flows, and scored matches made
// from them by a fixed recipe. Nothing here is a method of the product; the figures only have to look alive.
export const KINDS = ["heat", "steam", "water", "co2", "electricity", "biowaste", "material", "cooling", "product", "logistics", "service", "compressed_air", "shared_asset"];

const TOWNS = [
  ["Kalundborg", 55.681, 11.09], ["Slagelse", 55.403, 11.355], ["Korsør", 55.33, 11.14], ["Holbæk", 55.717, 11.71], ["Ringsted", 55.443, 11.79],
  ["Sorø", 55.432, 11.556], ["Næstved", 55.23, 11.76], ["Køge", 55.456, 12.182], ["Roskilde", 55.642, 12.087], ["Høng", 55.51, 11.29],
];
const FIRST = ["Asnæs", "Rørby", "Vestkraft", "Lerchenborg", "Gisseløre", "Tømmerup", "Holmen", "Svallerup", "Ubby", "Kystlinje", "Raklev", "Nyrup", "Årby", "Melby", "Saltbæk", "Viskinge", "Spangsbro", "Bjergsted"];
const SECOND = ["Ester A/S", "Væksthuse", "Støberi", "Malt", "Bryg", "Biogas", "Papir", "Mejeri", "Varmeværk", "Proteiner", "Beton", "Gartneri", "Alger", "Gips", "Vaskeri", "Data", "Tømmer", "Kartofler"];
const SECTORS = ["Chemicals", "Paper", "Food and drink", "Non-metallic minerals", "Iron and steel", "District heating", "Refineries", "Horticulture"];

export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const PRECISIONS = ["rough", "estimated", "measured", "verified"];

export function makeRegion({ sites: siteCount = 96, matches: matchCount = 214, seed = 20261122 } = {}) {
  const roll = random(seed);
  const pickFrom = (list) => list[Math.floor(roll() * list.length)];
  const sites = [];
  const flows = [];
  for (let i = 0; i < siteCount; i++) {
    const town = TOWNS[i % TOWNS.length];
    const lost = i % 19 === 18;
    const name = i < FIRST.length ? `${FIRST[i]} ${SECOND[i]}` : `${pickFrom(FIRST)} ${pickFrom(SECOND)}`;
    const site = {
      id: `site-${i}`, name, organization: { id: `org-${i}`, name },
      lat: lost ? null : town[1] + (roll() - 0.5) * 0.14, lon: lost ? null : town[2] + (roll() - 0.5) * 0.24,
      country: "DK", town: town[0], sector: pickFrom(SECTORS), precision: pickFrom(PRECISIONS), source: "Hotmaps industrial database, row " + (i + 2),
    };
    sites.push(site);
    const count = 1 + Math.floor(roll() * 3);
    for (let f = 0; f < count; f++) {
      const kind = roll() < 0.6 ? "heat" : pickFrom(KINDS);
      const direction = (i + f) % 2 === 0 ? "supply" : "demand";
      flows.push({
        id: `flow-${flows.length}`, site: site.id, kind, direction, name: kind === "heat" ? (direction === "supply" ? "Jacket water, 78 °C" : "Low-temperature heating") : `${kind.replace("_", " ")} ${f + 1}`,
        mwh: Math.round(800 + roll() * roll() * 60000), from: direction === "supply" ? 60 + Math.round(roll() * 90) : 40, to: direction === "supply" ? 45 : 65, price: roll() < 0.4 ? Math.round(roll() * 400) / 10 : null, precision: pickFrom(PRECISIONS),
      });
    }
  }
  const placed = flows.filter((flow) => sites[Number(flow.site.slice(5))].lat !== null);
  const supplies = placed.filter((flow) => flow.direction === "supply");
  const demands = placed.filter((flow) => flow.direction === "demand");
  const matches = [];
  for (let i = 0; i < matchCount; i++) {
    const supply = supplies[Math.floor(roll() * supplies.length)];
    const from = sites[Number(supply.site.slice(5))];
    let best = null;
    for (let tries = 0; tries < 4; tries++) {
      const demand = demands[Math.floor(roll() * demands.length)];
      const to = sites[Number(demand.site.slice(5))];
      const km = Math.hypot((from.lat - to.lat) * 111, (from.lon - to.lon) * 63);
      if (demand.site !== supply.site && (best === null || km < best.km)) best = { demand, to, km };
    }
    if (!best) continue;
    matches.push({ id: `match-${i}`, supply, demand: best.demand, from, to: best.to, km: best.km, kind: supply.kind, score: Math.max(0.2, 0.92 - best.km / 70 - roll() * 0.35), seed: i });
  }
  matches.sort((a, b) => b.score - a.score);
  matches.forEach((match, i) => {
    const r = random(match.seed + 7);
    match.rank = i + 1;
    match.npvSupplier = Math.round((match.score - 0.42) * 1400 * r());
    match.npvAccepter = Math.round((match.score - 0.38) * 1200 * r());
    match.payback = Math.round((2 + (1 - match.score) * 14 * r()) * 10) / 10;
    match.co2 = Math.round(match.supply.mwh * 0.22 * r());
    match.route = r() < 0.75 ? "automated" : "facilitated";
    match.assumed = r() < 0.6;
    match.relaxed = r() < 0.15 ? [{ code: "heat pump, COP 3.4" }] : [];
    match.loses = match.npvSupplier < 0 && match.npvAccepter < 0 ? "both" : match.npvSupplier < 0 ? "supplier" : match.npvAccepter < 0 ? "accepter" : null;
    match.needsPrice = match.kind === "material" ? { code: "A gate fee for Denmark is missing." } : null;
    match.state = i === 0 ? "contracted" : i === 2 ? "reserved" : i === 3 ? "live" : i % 11 === 4 ? "negotiating" : "suggested";
  });
  return { sites, flows, matches };
}
