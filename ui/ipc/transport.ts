// What a way to the workbench must offer, and how a refusal looks to the rest of the interface.
// It knows neither Tauri nor HTTP; each has its own file beside this one.
import type { Event, Id, OpError, PickWhat, Place, TileLayer } from "./types";

export interface Transport {
  call(name: string, input: unknown): Promise<unknown>;
  tile(layer: TileLayer, z: number, x: number, y: number): Promise<ArrayBuffer>;
  document(id: Id): Promise<ArrayBuffer>;
  pick(what: PickWhat, suggested?: string): Promise<string | null>;
  listen(onEvent: (event: Event) => void): Promise<() => void>;
}

/** An operation said no: a code with arguments, worded by the catalogue. */
export class OpFailure extends Error {
  readonly code: string;
  readonly args: Record<string, string | number>;
  readonly place: Place | undefined;
  readonly hintCode: string | undefined;

  constructor(error: OpError) {
    super(error.code);
    this.name = "OpFailure";
    this.code = error.code;
    this.args = error.args;
    this.place = error.place;
    this.hintCode = error.hint_code;
  }
}

/** Whatever was thrown, as a failure with a code. */
export function asFailure(thrown: unknown): OpFailure {
  if (thrown instanceof OpFailure) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string") {
    const error = thrown as Partial<OpError> & { code: string };
    return new OpFailure({ ...error, args: error.args ?? {} });
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new OpFailure({ code: "window.unexpected", args: { detail } });
}
