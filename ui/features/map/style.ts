// What is drawn on the map and how: the quiet base, the regional pack, match lines, sites, the chosen match.
// Layer and property names follow docs/map-layers.md; every colour is a token. Nothing is fetched from the web:
// there is no `glyphs` entry, labels are set in the window's own font.
import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";
import classes from "../../../assets/basemap/classes.json";
import type { TileLayer } from "../../ipc";
import { readToken, type Token } from "./tokens";

const BASE_MAX_ZOOM = 7;
const PACK_MIN_ZOOM = 8;
const PACK_MAX_ZOOM = 15;
const DATA_MAX_ZOOM = 16;
/** Place names come this many zooms before the base map asks for them: between two sites there is always a name. */
const EAGER_PLACES = 1.5;
const REGULAR = ["Turash Sans"];
const MEDIUM = ["Turash Sans Medium"];
const SEMIBOLD = ["Turash Sans SemiBold"];

/** The edition is part of the address, so that tiles of old data are not kept. */
export function tileAddress(layer: TileLayer, edition: number): string {
  return `turash://${layer}/{z}/{x}/{y}?${edition}`;
}

const vector = (layer: TileLayer, minzoom: number, maxzoom: number): SourceSpecification => ({
  type: "vector",
  tiles: [tileAddress(layer, 0)],
  minzoom,
  maxzoom,
});

/** Towns and rivers of the world map are drawn for small scales and step back before they stand beside a plant. */
const COARSE: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 9, 1, 11, 0];

export const CHOSEN_SOURCE = "chosen";
export const SITE_LAYERS = ["sites"];
export const CLUSTER_LAYERS = ["clusters"];
export const LINE_LAYERS = ["lines-hit"];

const zoomed = (...stops: (number | ExpressionSpecification)[]): ExpressionSpecification =>
  ["interpolate", ["linear"], ["zoom"], ...stops] as ExpressionSpecification;

/** One colour for each score class. */
const byClass = (): ExpressionSpecification =>
  ["match", ["get", "class"], 4, c("--sc-4"), 3, c("--sc-3"), 2, c("--sc-2"), c("--sc-1")] as ExpressionSpecification;
const byKind = (): ExpressionSpecification =>
  [
    "match",
    ["get", "kind"],
    ...["heat", "steam", "cooling", "water", "co2", "electricity", "compressed_air", "biowaste", "material", "product", "logistics", "service", "shared_asset"].flatMap(
      (kind) => [kind, c(`--k-${kind.replace("_", "-")}`)],
    ),
    c("--tx-3"),
  ] as unknown as ExpressionSpecification;

/** Area grows with megawatts; a site without them keeps one size. */
const markSize: ExpressionSpecification = [
  "interpolate",
  ["linear"],
  ["sqrt", ["max", 0, ["coalesce", ["get", "mw"], 1.5]]],
  0, 0.3,
  1, 0.38,
  3, 0.55,
  10, 0.95,
  25, 1.3,
];

const c = (token: Token): string => readToken(token);

export function mapStyle(): StyleSpecification {
  return {
    version: 8,
    sources: {
      base: vector("base", 0, BASE_MAX_ZOOM),
      pack: vector("pack", PACK_MIN_ZOOM, PACK_MAX_ZOOM),
      lines: vector("lines", 0, DATA_MAX_ZOOM),
      sites: vector("sites", 0, DATA_MAX_ZOOM),
      [CHOSEN_SOURCE]: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    },
    layers: [...baseLayers(), ...packLayers(), ...lineLayers(), ...placeLayers(), ...siteLayers(), ...chosenLayers()],
  };
}

function baseLayers(): LayerSpecification[] {
  const base = { source: "base" } as const;
  return [
    { id: "sea", type: "background", paint: { "background-color": c("--m-sea") } },
    { id: "land", type: "fill", ...base, "source-layer": "land", paint: { "fill-color": c("--m-land"), "fill-antialias": false } },
    { id: "urban", type: "fill", ...base, "source-layer": "urban", paint: { "fill-color": c("--m-urban"), "fill-opacity": COARSE } },
    { id: "water", type: "fill", ...base, "source-layer": "water", paint: { "fill-color": c("--m-sea") } },
    { id: "river", type: "line", ...base, "source-layer": "river", layout: { "line-cap": "round" }, paint: { "line-color": c("--m-river"), "line-width": zoomed(4, 0.6, 8, 1.4, 12, 3), "line-opacity": COARSE } },
    { id: "coast", type: "line", ...base, "source-layer": "land", paint: { "line-color": c("--m-coast"), "line-width": zoomed(3, 0.5, 10, 1.1) } },
    { id: "shore", type: "line", ...base, "source-layer": "water", paint: { "line-color": c("--m-coast"), "line-width": 0.7 } },
    { id: "state", type: "line", ...base, "source-layer": "boundary", minzoom: 5, filter: [">", ["get", "level"], 2], paint: { "line-color": c("--m-border"), "line-width": 0.6, "line-opacity": 0.5, "line-dasharray": [2, 3] } },
    { id: "border", type: "line", ...base, "source-layer": "boundary", filter: ["<=", ["get", "level"], 2], paint: { "line-color": c("--m-border"), "line-width": zoomed(3, 0.7, 10, 1.6), "line-dasharray": [5, 2] } },
  ];
}

/** One line of the table that says which feature of a pack belongs to which class. */
interface ClassLine {
  class: string;
  layer: string;
  shape: string;
  property?: string;
  values?: string[];
}
type PackPaint = (line: Pick<LayerSpecification, "id"> & { source: string; "source-layer": string }) => LayerSpecification[];
const round = { "line-cap": "round", "line-join": "round" } as const;

/** How a class is painted, in painting order; what the table sorts into no class is not drawn. */
function packPaints(): [string, PackPaint][] {
  const fill = (token: Token): PackPaint => (line) => [{ ...line, type: "fill", paint: { "fill-color": c(token) } }];
  const stroke = (token: Token, width: ExpressionSpecification | number, minzoom: number, dashes?: number[]): PackPaint => (line) => [
    { ...line, type: "line", minzoom, layout: dashes ? {} : round, paint: { "line-color": c(token), "line-width": width, ...(dashes ? { "line-dasharray": dashes } : {}) } },
  ];
  const road = (from: number, narrow: number, wide: number): PackPaint => (line) => [
    { ...line, id: `${line.id}-case`, type: "line", minzoom: from, layout: round, paint: { "line-color": c("--m-road-case"), "line-width": zoomed(from, narrow + 0.9, 16, wide + 1.6) } },
    { ...line, type: "line", minzoom: from, layout: round, paint: { "line-color": c("--m-road"), "line-width": zoomed(from, narrow, 16, wide) } },
  ];
  return [
    ["land", fill("--m-land")],
    ["urban", fill("--m-urban")],
    ["wood", fill("--m-wood")],
    ["industry", fill("--m-industry")],
    ["water", fill("--m-sea")],
    ["river", stroke("--m-river", zoomed(10, 0.6, 15, 3), 8)],
    ["works", fill("--m-building")],
    ["building", (line) => [{ ...line, type: "fill", minzoom: 13, paint: { "fill-color": c("--m-building") } }]],
    ["path", stroke("--m-road-case", 0.7, 14, [2, 2])],
    ["road_minor", road(12, 0.5, 5)],
    ["road_major", road(9, 0.8, 8)],
    ["rail", stroke("--m-rail", zoomed(10, 0.7, 15, 2), 9, [6, 1])],
    ["pipeline", stroke("--m-border", 1, 11, [4, 2])],
    ["power_line", stroke("--m-border", 0.8, 12, [1, 3])],
    ["boundary", stroke("--m-border", 0.7, 8, [5, 2])],
  ];
}

function packLayers(): LayerSpecification[] {
  const table = classes as ClassLine[];
  const shapes = { polygon: "Polygon", line: "LineString", point: "Point" } as Record<string, string>;
  const layers = packPaints().flatMap(([name, paint]) =>
    table.flatMap((line, at) => {
      if (line.class !== name) return [];
      const shape: ExpressionSpecification = ["==", ["geometry-type"], shapes[line.shape] ?? "Polygon"];
      const chosen = line.property && line.values ? (["all", shape, ["in", ["get", line.property], ["literal", line.values]]] as unknown as ExpressionSpecification) : shape;
      return paint({ id: `pack-${name}-${at}`, source: "pack", "source-layer": line.layer }).map((layer) => ({ ...layer, filter: chosen }) as LayerSpecification);
    }),
  );
  const names = [...new Set(table.filter((line) => line.class.startsWith("road_m")).map((line) => line.layer))].map(
    (layer): LayerSpecification => ({ id: `pack-${layer}-name`, type: "symbol", source: "pack", "source-layer": layer, minzoom: 13.5, filter: ["has", "name"], layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-font": REGULAR, "text-size": 10.5 }, paint: halo("--m-label-2", 1.4) }),
  );
  return [...layers, ...names];
}

function placeLayers(): LayerSpecification[] {
  const rank: ExpressionSpecification = ["match", ["get", "class"], "capital", 0, "city", 1, "town", 2, 3];
  return [
    { id: "water-name", type: "symbol", source: "base", "source-layer": "water", minzoom: 5, filter: ["has", "name"], layout: { "text-field": ["get", "name"], "text-font": REGULAR, "text-size": 11, "text-letter-spacing": 0.08, "text-max-width": 8 }, paint: { "text-color": c("--m-sea-label"), "text-halo-color": c("--m-sea"), "text-halo-width": 1.2 } },
    {
      id: "place",
      type: "symbol",
      source: "base",
      "source-layer": "place",
      filter: ["<=", ["coalesce", ["get", "min_zoom"], 0], ["+", ["zoom"], EAGER_PLACES]] as unknown as ExpressionSpecification,
      layout: {
        "text-field": ["get", "name"],
        "text-font": ["case", ["<=", rank, 1], ["literal", MEDIUM], ["literal", REGULAR]] as unknown as ExpressionSpecification,
        "text-size": ["interpolate", ["linear"], ["zoom"], 4, ["match", ["get", "class"], "capital", 12.5, "city", 11.5, 10.5], 11, ["match", ["get", "class"], "capital", 19, "city", 16.5, "town", 13.5, 11.5]] as unknown as ExpressionSpecification,
        "text-letter-spacing": 0.02,
        "text-max-width": 8,
        "text-padding": 4,
        "symbol-sort-key": ["-", 0, ["coalesce", ["get", "population"], 0]],
      },
      paint: { "text-color": ["match", ["get", "class"], ["capital", "city"], c("--m-label"), c("--m-label-2")], "text-halo-color": c("--m-halo"), "text-halo-width": 1.4 },
    },
  ];
}

function lineLayers(): LayerSpecification[] {
  const lines = { source: "lines", "source-layer": "matches" } as const;
  const width = (extra: number) => zoomed(5, ["match", ["get", "class"], 4, 1.8 + extra, 3, 1.3 + extra, 2, 1 + extra, 0.8 + extra], 12, ["match", ["get", "class"], 4, 3.2 + extra, 3, 2.3 + extra, 2, 1.7 + extra, 1.4 + extra]);
  const sort = { "line-sort-key": ["get", "score"] as ExpressionSpecification, "line-cap": "round" as const };
  return [
    { id: "lines-halo", type: "line", ...lines, layout: sort, paint: { "line-color": c("--m-halo"), "line-width": width(2), "line-opacity": 0.55 } },
    { id: "lines-weak", type: "line", ...lines, filter: ["==", ["get", "class"], 1], layout: { ...sort, "line-cap": "butt" }, paint: { "line-color": byClass(), "line-width": width(0), "line-dasharray": [2.5, 2.5] } },
    { id: "lines", type: "line", ...lines, filter: [">", ["get", "class"], 1], layout: sort, paint: { "line-color": byClass(), "line-width": width(0) } },
    { id: "lines-hit", type: "line", ...lines, paint: { "line-color": "#000", "line-opacity": 0, "line-width": 14 } },
    { id: "arrows", type: "symbol", source: "lines", "source-layer": "arrows", minzoom: 8, layout: { "icon-image": ["concat", "arrow-", ["to-string", ["get", "class"]]], "icon-size": zoomed(8, 0.26, 12, 0.5), "icon-rotate": ["get", "bearing"], "icon-rotation-alignment": "map", "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": ["get", "score"] } },
  ];
}

function siteLayers(): LayerSpecification[] {
  return [
    {
      id: "clusters",
      type: "circle",
      source: "sites",
      "source-layer": "clusters",
      paint: {
        "circle-color": c("--bg-1"),
        "circle-stroke-color": byKind(),
        "circle-stroke-width": 2.2,
        "circle-radius": ["interpolate", ["linear"], ["ln", ["get", "count"]], 0.7, 9, 3, 12, 7, 20, 11, 28],
      },
    },
    { id: "cluster-count", type: "symbol", source: "sites", "source-layer": "clusters", layout: { "text-field": ["to-string", ["get", "count"]], "text-font": SEMIBOLD, "text-size": 10.5, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": c("--tx-1") } },
    {
      id: "sites",
      type: "symbol",
      source: "sites",
      "source-layer": "sites",
      layout: {
        "icon-image": ["case", ["==", ["get", "direction"], "none"], "bare", ["concat", ["match", ["get", "direction"], "demand", "take-", "give-"], ["get", "kind"]]],
        "icon-size": markSize,
        "icon-allow-overlap": true,
        "symbol-sort-key": ["coalesce", ["get", "mw"], 0],
      },
    },
    {
      id: "site-names",
      type: "symbol",
      source: "sites",
      "source-layer": "sites",
      minzoom: 8,
      layout: {
        "text-field": ["get", "name"],
        "text-font": MEDIUM,
        "text-size": zoomed(8, 10.5, 12, 12),
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": ["interpolate", ["linear"], ["sqrt", ["max", 0, ["coalesce", ["get", "mw"], 1.5]]], 0, 0.7, 3, 1.0, 10, 1.5, 25, 1.9],
        "text-justify": "auto",
        "text-max-width": 11,
        "text-padding": 3,
        "symbol-sort-key": ["-", 0, ["coalesce", ["get", "mw"], 0]],
      },
      paint: halo("--tx-1", 1.6),
    },
  ];
}

function chosenLayers(): LayerSpecification[] {
  const isLine: ExpressionSpecification = ["==", ["get", "part"], "line"];
  const isEnd: ExpressionSpecification = ["==", ["get", "part"], "end"];
  return [
    { id: "chosen-case", type: "line", source: CHOSEN_SOURCE, filter: isLine, layout: { "line-cap": "round" }, paint: { "line-color": c("--tx-1"), "line-width": 9 } },
    { id: "chosen-gap", type: "line", source: CHOSEN_SOURCE, filter: isLine, layout: { "line-cap": "round" }, paint: { "line-color": c("--m-halo"), "line-width": 7 } },
    { id: "chosen-line", type: "line", source: CHOSEN_SOURCE, filter: isLine, layout: { "line-cap": "round" }, paint: { "line-color": byClass(), "line-width": 3.6 } },
    { id: "chosen-arrow", type: "symbol", source: CHOSEN_SOURCE, filter: ["==", ["get", "part"], "arrow"], layout: { "icon-image": ["concat", "arrow-", ["to-string", ["get", "class"]]], "icon-size": 0.62, "icon-rotate": ["get", "bearing"], "icon-rotation-alignment": "map", "icon-allow-overlap": true, "icon-ignore-placement": true } },
    { id: "chosen-ring", type: "circle", source: CHOSEN_SOURCE, filter: isEnd, paint: { "circle-color": c("--m-halo"), "circle-radius": 12, "circle-stroke-color": c("--tx-1"), "circle-stroke-width": 2 } },
    { id: "chosen-mark", type: "symbol", source: CHOSEN_SOURCE, filter: isEnd, layout: { "icon-image": ["concat", ["get", "mark"], "-", ["get", "kind"]], "icon-size": 0.5, "icon-allow-overlap": true, "icon-padding": 6 } },
    {
      id: "chosen-name",
      type: "symbol",
      source: CHOSEN_SOURCE,
      filter: isEnd,
      layout: { "text-field": ["get", "name"], "text-font": SEMIBOLD, "text-size": 13, "text-variable-anchor": ["left", "right", "bottom", "top"], "text-radial-offset": 1.25, "text-justify": "auto", "text-max-width": 12, "symbol-sort-key": -1 },
      paint: halo("--tx-1", 2),
    },
  ];
}

function halo(token: Token, width: number) {
  return { "text-color": c(token), "text-halo-color": c("--m-halo"), "text-halo-width": width };
}
