// Vector tiles for the test server: the real base map read from its file, sites and match lines cut from the region.
// Layer and property names are those of docs/map-layers.md.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";

const PYTHON = `
import sqlite3, struct, sys
db = sqlite3.connect(sys.argv[1])
out = sys.stdout.buffer
for line in sys.stdin:
    z, x, y = map(int, line.split())
    row = db.execute("select tile_data from tiles where zoom_level=? and tile_column=? and tile_row=?", (z, x, 2**z - 1 - y)).fetchone()
    data = row[0] if row else b""
    if data[:2] == b"\\x1f\\x8b":
        import gzip
        data = gzip.decompress(data)
    out.write(struct.pack(">I", len(data)) + data)
    out.flush()
`;

export function baseTiles(path) {
  if (!existsSync(path)) return { read: async () => Buffer.alloc(0), close: () => undefined };
  const reader = spawn("python3", ["-c", PYTHON, path], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = [];
  let held = Buffer.alloc(0);
  reader.stdout.on("data", (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
      const size = held.readUInt32BE(0);
      waiting.shift()?.(held.subarray(4, 4 + size));
      held = held.subarray(4 + size);
    }
  });
  return {
    read: (z, x, y) => new Promise((resolve) => {
      waiting.push(resolve);
      reader.stdin.write(`${z} ${x} ${y}\n`);
    }),
    close: () => reader.kill(),
  };
}

const scoreClass = (score) => (score >= 0.75 ? 4 : score >= 0.65 ? 3 : score >= 0.55 ? 2 : 1);
const RISE = 0.18;

export function dataTiles(region) {
  const point = (coordinates, properties) => ({ type: "Feature", geometry: { type: "Point", coordinates }, properties });
  const largest = (site) => region.flows.filter((flow) => flow.site === site.id).sort((a, b) => b.mwh - a.mwh)[0];
  const siteFeatures = region.sites.filter((site) => site.lat !== null).map((site) => {
    const flow = largest(site);
    return point([site.lon, site.lat], { id: site.id, name: site.name, kind: flow?.kind ?? "heat", direction: flow?.direction ?? "none", mw: (flow?.mwh ?? 0) / 6000 });
  });
  const lines = [];
  const arrows = [];
  for (const match of region.matches.slice(0, 400).reverse()) {
    const [a, b] = [[match.from.lon, match.from.lat], [match.to.lon, match.to.lat]];
    const squash = Math.cos((match.from.lat * Math.PI) / 180);
    const c = [(a[0] + b[0]) / 2 - ((b[1] - a[1]) / squash) * RISE, (a[1] + b[1]) / 2 + (b[0] - a[0]) * squash * RISE];
    const arc = Array.from({ length: 25 }, (_, i) => {
      const u = i / 24;
      return [0, 1].map((k) => (1 - u) ** 2 * a[k] + 2 * u * (1 - u) * c[k] + u * u * b[k]);
    });
    const properties = { id: match.id, kind: match.kind, score: match.score, class: scoreClass(match.score) };
    lines.push({ type: "Feature", geometry: { type: "LineString", coordinates: arc }, properties });
    const bearing = (Math.atan2((b[0] - a[0]) * squash, b[1] - a[1]) * 180) / Math.PI;
    arrows.push(point(arc[12], { ...properties, bearing }));
  }
  const index = (features, options = {}) => new GeoJSONVT({ type: "FeatureCollection", features }, { maxZoom: 16, extent: 4096, ...options });
  const clustered = index(siteFeatures, { cluster: true, clusterOptions: { maxZoom: 9, radius: 500 } });
  const [plain, lineIndex, arrowIndex] = [index(siteFeatures), index(lines), index(arrows)];
  const encode = (layers) => Buffer.from(fromGeojsonVt(layers, { version: 2, extent: 4096 }));
  return {
    sites(z, x, y) {
      const tile = (z <= 9 ? clustered : plain).getTile(z, x, y);
      if (!tile) return Buffer.alloc(0);
      const single = tile.features.filter((feature) => !feature.tags?.cluster);
      const many = tile.features.filter((feature) => feature.tags?.cluster).map((feature) => ({ ...feature, tags: { count: feature.tags.point_count, kind: "heat", mw: feature.tags.point_count } }));
      return encode({ sites: { ...tile, features: single }, clusters: { ...tile, features: many } });
    },
    lines(z, x, y) {
      const [one, two] = [lineIndex.getTile(z, x, y), arrowIndex.getTile(z, x, y)];
      if (!one) return Buffer.alloc(0);
      return encode({ matches: one, ...(two ? { arrows: two } : {}) });
    },
  };
}
