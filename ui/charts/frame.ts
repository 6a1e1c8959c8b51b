// Places data on paper: a linear scale and the frame around the drawing. Data units in, pixels out.
import type { Axis } from "../ipc";

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function xOf(axis: Axis, frame: Frame): (value: number) => number {
  const span = axis.max - axis.min || 1;
  return (value) => frame.left + ((value - axis.min) / span) * (frame.width - frame.left - frame.right);
}

export function yOf(axis: Axis, frame: Frame): (value: number) => number {
  const span = axis.max - axis.min || 1;
  return (value) => frame.height - frame.bottom - ((value - axis.min) / span) * (frame.height - frame.top - frame.bottom);
}

export function pathOf(points: [number, number][], x: (v: number) => number, y: (v: number) => number): string {
  return points.map(([px, py], i) => `${i === 0 ? "M" : "L"}${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join("");
}
