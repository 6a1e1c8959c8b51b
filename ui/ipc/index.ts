// The interface's only door to the workbench: typed calls, tiles, documents, events and finished jobs.
// Which transport lies behind it is decided once, here.
import { httpTransport } from "./http";
import { asFailure, OpFailure, type Transport } from "./transport";
import type { Event, Id, Input, Job, OperationName, Output, PickWhat, TileLayer } from "./types";

export * from "./types";
export { asFailure, OpFailure };

const inWindow = "__TAURI_INTERNALS__" in globalThis;
const transport: Promise<Transport> = inWindow
  ? import("./window").then((module) => module.windowTransport)
  : Promise.resolve(httpTransport);

let spoken: string | undefined;

/** Every later call carries this language, so figures come back formatted for it. */
export function speak(lang: string): void {
  spoken = lang;
}

export async function rpc<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>> {
  const way = await transport;
  const carried = spoken && !("lang" in input) ? { ...input, lang: spoken } : input;
  return (await way.call(name, carried)) as Output<N>;
}

export async function tile(layer: TileLayer, z: number, x: number, y: number): Promise<ArrayBuffer> {
  return (await transport).tile(layer, z, x, y);
}

export async function documentBytes(id: Id): Promise<ArrayBuffer> {
  return (await transport).document(id);
}

export async function pick(what: PickWhat, suggested?: string): Promise<string | null> {
  return (await transport).pick(what, suggested);
}

type Listener = (event: Event) => void;
const listeners = new Set<Listener>();
let hearing: Promise<unknown> | undefined;

/** Resolves once events flow; ask for anything that reports through events only after it. */
export function hear(): Promise<unknown> {
  hearing ??= transport.then((way) =>
    way.listen((event) => {
      for (const listener of [...listeners]) listener(event);
    }),
  );
  return hearing;
}

export function onEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Starts a job and waits for its end, reporting every step on the way.
 * Events that arrive before the job's id is known are kept, so a quick job is not missed.
 */
export async function run<T>(start: () => Promise<{ job: Id }>, onStep?: (job: Job) => void): Promise<T> {
  await hear();
  const early: Job[] = [];
  let id: Id | undefined;
  return new Promise<T>((resolve, reject) => {
    const take = (job: Job) => {
      onStep?.(job);
      if (job.state === "running") return;
      stop();
      if (job.state === "done") resolve(job.result as T);
      else if (job.state === "cancelled") reject(new OpFailure({ code: "job.cancelled", args: {} }));
      else reject(asFailure(job.error ?? { code: "window.unexpected", args: {} }));
    };
    const stop = onEvent((event) => {
      if (event.type !== "job") return;
      if (id === undefined) early.push(event.job);
      else if (event.job.id === id) take(event.job);
    });
    start().then(
      (started) => {
        id = started.job;
        for (const job of early) if (job.id === id) take(job);
      },
      (thrown: unknown) => {
        stop();
        reject(asFailure(thrown));
      },
    );
  });
}
