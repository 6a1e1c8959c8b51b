// The curve of a match line, as the line tiles cut it, for the one match that is chosen: it must be whole at
// every zoom, also where the tiles leave weaker lines out. It draws nothing.
import type { Bounds } from "../../ipc";

export type LonLat = [lon: number, lat: number];

/** How far the control point stands off the chord, as a share of the chord: the same as in the tiles. */
const RISE = 0.18;
const PIECES = 48;

const toUnit = ([lon, lat]: LonLat): [number, number] => {
  const sin = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
};
const toLonLat = ([x, y]: [number, number]): LonLat => [
  (x - 0.5) * 360,
  (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
];

/** The way from supply to demand, bulging to its left on the Mercator square. */
export function arcBetween(from: LonLat, to: LonLat): LonLat[] {
  const a = toUnit(from);
  const b = toUnit(to);
  const control: [number, number] = [
    (a[0] + b[0]) / 2 + (b[1] - a[1]) * RISE,
    (a[1] + b[1]) / 2 - (b[0] - a[0]) * RISE,
  ];
  return Array.from({ length: PIECES + 1 }, (_, piece) => {
    const u = piece / PIECES;
    const [p, q, r] = [(1 - u) * (1 - u), 2 * u * (1 - u), u * u];
    return toLonLat([p * a[0] + q * control[0] + r * b[0], p * a[1] + q * control[1] + r * b[1]]);
  });
}

/** Degrees clockwise from north of the way at its middle. */
export function bearingAtMiddle(arc: LonLat[]): number {
  const middle = Math.floor(arc.length / 2);
  const before = arc[middle - 1];
  const after = arc[middle + 1];
  if (!before || !after) return 0;
  const a = toUnit(before);
  const b = toUnit(after);
  return (Math.atan2(b[0] - a[0], a[1] - b[1]) * 180) / Math.PI;
}

export function boundsOf(points: LonLat[]): Bounds {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
