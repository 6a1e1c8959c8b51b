// The way to the workbench inside the desktop window. The only file that may import @tauri-apps.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { asFailure, type Transport } from "./transport";
import type { Event } from "./types";

async function ask<T>(command: string, args: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (thrown) {
    throw asFailure(thrown);
  }
}

export const windowTransport: Transport = {
  call: (name, input) => ask("rpc", { name, input }),
  tile: (layer, z, x, y) => ask("tile", { layer, z, x, y }),
  document: (id) => ask("document", { id }),
  pick: (what, suggested) => ask("pick", { what, suggested: suggested ?? null }),
  listen: (onEvent) => listen<Event>("turash", (event) => onEvent(event.payload)),
};
