// The thirteen kinds of resource as marks: one shape each, drawn alike by lists and by the map.
// The shape alone tells the kind; colour repeats it. No words here.
import type { Kind } from "../ipc";

/** Paths in a box of 16 by 16, of about equal visual weight. */
export const KIND_PATH: Record<Kind, string> = {
  heat: "M8 1.6a6.4 6.4 0 1 0 0 12.8a6.4 6.4 0 1 0 0-12.8z",
  steam: "M4.6 1.8h6.8L14.8 8l-3.4 6.2H4.6L1.2 8z",
  cooling: "M1.2 2.8h13.6L8 14.6z",
  water: "M8 0.9L15.1 8L8 15.1L0.9 8z",
  co2: "M8 1.1l7.1 5.2l-2.7 8.3H3.6L0.9 6.3z",
  electricity: "M8 1.4l6.8 11.8H1.2z",
  compressed_air: "M5.4 1.6h5.2v3.8h3.8v5.2h-3.8v3.8H5.4v-3.8H1.6V5.4h3.8z",
  biowaste: "M1.8 14.2V7.4A5.6 5.6 0 0 1 7.4 1.8h6.8v6.8a5.6 5.6 0 0 1-5.6 5.6z",
  material: "M2.1 2.1h11.8v11.8H2.1z",
  product: "M8 0.7l2.2 4.9l5.2 0.6l-3.9 3.5l1.1 5.2L8 12.3l-4.6 2.6l1.1-5.2L0.6 6.2l5.2-0.6z",
  logistics: "M1 3h8l6 5l-6 5H1l3.6-5z",
  service: "M3.6 2.2L8 5.2l4.4-3l1.4 1.4L10.8 8l3 4.4l-1.4 1.4L8 10.8l-4.4 3l-1.4-1.4L5.2 8l-3-4.4z",
  shared_asset: "M1.2 9.8a6.8 6.8 0 0 1 13.6 0v3H1.2z",
};

/** The name of the design token holding the kind's colour. */
export function kindToken(kind: Kind): `--k-${string}` {
  return `--k-${kind.replace("_", "-")}`;
}
