// A window for tests and timing: the map to question, and the moment the desk became usable. It only reads,
// apart from `select`, which does what a click on a row does.
import type * as maplibregl from "maplibre-gl";
import type { Id } from "../ipc";

export interface Hook {
  map: maplibregl.Map | null;
  ready: Promise<void>;
  /** Milliseconds since the page began: the list is drawn and the map idle. */
  stamps: { usable: number | null };
  select: (id: Id) => void;
}

declare global {
  interface Window {
    __turash?: Hook;
  }
}

export function openHook(select: (id: Id) => void) {
  let tell: () => void = () => undefined;
  const hook: Hook = {
    map: null,
    ready: new Promise((resolve) => {
      tell = resolve;
    }),
    stamps: { usable: null },
    select,
  };
  window.__turash = hook;
  let drawn = false;
  let idle = false;
  const mark = () => {
    if (!drawn || !idle || hook.stamps.usable !== null) return;
    hook.stamps.usable = performance.now();
    performance.mark("usable");
    tell();
  };
  return {
    map: (map: maplibregl.Map) => {
      hook.map = map;
    },
    drawn: () => {
      drawn = true;
      mark();
    },
    idle: () => {
      idle = true;
      mark();
    },
  };
}
