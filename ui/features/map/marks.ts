// The pictures the map places: a mark for each kind and direction, and the arrow of a line.
// Shapes come from the shared list, colours from the tokens; sizes are the style's affair.
import { KINDS, type Kind } from "../../ipc";
import { KIND_PATH, kindToken } from "../../shared/kinds";
import { readToken } from "./tokens";

/** Side of a mark's picture in CSS pixels at icon-size 1. */
export const MARK_PX = 32;
const RATIO = 2;
const MARGIN = 2.4;

export interface Picture {
  name: string;
  image: ImageData;
  ratio: number;
}

/** Everything the style may ask for, in the present theme's colours. */
export function allPictures(): Picture[] {
  const marks = KINDS.flatMap((kind) => [
    { name: `give-${kind}`, image: mark(kind, true), ratio: RATIO },
    { name: `take-${kind}`, image: mark(kind, false), ratio: RATIO },
  ]);
  const arrows = ([1, 2, 3, 4] as const).map((level) => ({
    name: `arrow-${level}`,
    image: arrow(readToken(`--sc-${level}`)),
    ratio: RATIO,
  }));
  return [...marks, ...arrows, { name: "bare", image: bare(), ratio: RATIO }];
}

/** Filled where the site gives, an outline where it takes. */
function mark(kind: Kind, gives: boolean): ImageData {
  return draw((context) => {
    context.translate(MARGIN, MARGIN);
    const scale = (MARK_PX - 2 * MARGIN) / 16;
    context.scale(scale, scale);
    const path = new Path2D(KIND_PATH[kind]);
    context.lineJoin = "round";
    context.strokeStyle = readToken("--m-halo");
    context.lineWidth = gives ? 2.2 : 4.2;
    context.stroke(path);
    context.fillStyle = gives ? readToken(kindToken(kind)) : readToken("--m-halo");
    context.fill(path);
    if (gives) return;
    context.strokeStyle = readToken(kindToken(kind));
    context.lineWidth = 2.4;
    context.stroke(path);
  });
}

/** A site without flows: there, but with nothing to give or take yet. */
function bare(): ImageData {
  return draw((context) => {
    context.beginPath();
    context.arc(MARK_PX / 2, MARK_PX / 2, 7, 0, 2 * Math.PI);
    context.fillStyle = readToken("--m-halo");
    context.fill();
    context.strokeStyle = readToken("--tx-3");
    context.lineWidth = 3;
    context.stroke();
  });
}

function arrow(color: string): ImageData {
  return draw((context) => {
    context.translate(MARK_PX / 2, MARK_PX / 2);
    const path = new Path2D("M0-9L8 7L0 3.6L-8 7z");
    context.lineJoin = "round";
    context.strokeStyle = readToken("--m-halo");
    context.lineWidth = 3;
    context.stroke(path);
    context.fillStyle = color;
    context.fill(path);
  });
}

function draw(paint: (context: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = MARK_PX * RATIO;
  const context = canvas.getContext("2d");
  if (!context) return new ImageData(canvas.width, canvas.height);
  context.scale(RATIO, RATIO);
  paint(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
