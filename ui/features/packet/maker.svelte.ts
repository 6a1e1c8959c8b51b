// A document being made, looked at, saved and printed; what is asked for is the dialog's business.
import { asFailure, documentBytes, pick, rpc, run, type Job, type JobKind, type OpFailure, type PacketResult } from "../../ipc";
import { t } from "../../shared/i18n/index.svelte";
import { app } from "../../shared/state/app.svelte";
import { printPdf } from "./pdf";

export class Maker {
  job: Job | null = $state(null);
  failure: OpFailure | null = $state(null);
  made: PacketResult | null = $state(null);
  bytes: ArrayBuffer | null = $state.raw(null);
  saved: string | null = $state(null);

  /** Starts the job; the pages that stood before stay in sight until the new ones are there. */
  async make(kind: JobKind, start: () => Promise<{ job: string } | PacketResult>) {
    this.failure = null;
    this.saved = null;
    this.job = { id: "", kind, phase: "", done: 0, total: 0, state: "running" };
    try {
      const result = await run<PacketResult>(start as never, (step) => (this.job = step.state === "running" ? step : this.job));
      this.bytes = await documentBytes(result.document);
      this.made = result;
    } catch (thrown) {
      const refused = asFailure(thrown);
      if (refused.code !== "job.cancelled") this.failure = refused;
    }
    this.job = null;
  }

  async save() {
    const result = this.made;
    if (!result) return;
    const path = await pick("save_pdf", result.name);
    if (!path) return;
    const done = await app.attempt(() => rpc("packet.save", { document: result.document, path }));
    if (!done) return;
    this.saved = done.path;
    app.say(t("packet-saved", { path: done.path }), "ok");
  }

  async print() {
    const bytes = this.bytes;
    if (bytes) await app.attempt(() => printPdf(bytes.slice(0)));
  }
}
