// The way to the workbench over HTTP and server-sent events: a browser under test now, the hub's page later.
// It adds nothing of its own to an operation: one POST each, the refusal in the body.
import { asFailure, OpFailure, type Transport } from "./transport";
import type { Event, OpError } from "./types";

async function post(path: string, body: unknown): Promise<unknown> {
  const response = await reach(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new OpFailure(answer as OpError);
  return answer;
}

async function bytes(path: string): Promise<ArrayBuffer> {
  const response = await reach(path);
  if (!response.ok) throw new OpFailure((await response.json()) as OpError);
  return response.arrayBuffer();
}

async function reach(path: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (thrown) {
    throw asFailure(thrown);
  }
}

export const httpTransport: Transport = {
  call: (name, input) => post(`/rpc/${name}`, input),
  tile: (layer, z, x, y) => bytes(`/tile/${layer}/${z}/${x}/${y}`),
  document: (id) => bytes(`/document/${id}`),
  pick: async (what, suggested) => (await post("/pick", { what, suggested })) as string | null,
  listen: async (onEvent) => {
    const stream = new EventSource("/events");
    stream.onmessage = (message) => onEvent(JSON.parse(message.data as string) as Event);
    await new Promise<void>((resolve) => {
      stream.onopen = () => resolve();
      stream.onerror = () => resolve();
    });
    return () => stream.close();
  },
};
