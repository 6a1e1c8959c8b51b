// The two long searches of this screen and the question, kept while other screens are up. It draws nothing.
import { rpc, type Allocated, type GraphAnswer, type Symbioses } from "../../ipc";
import { Search } from "../../shared/state/search.svelte";
import type { Question } from "./question";

export const symbioses = new Search<Symbioses>("symbioses", () => rpc("symbioses.find", {}));
export const allocation = new Search<Allocated>("allocate", () => rpc("allocate.start", {}));

class Asking {
  tab: "symbioses" | "allocation" | "question" = $state("symbioses");
  question: Question = $state({ ask: "within", of: "", to: "", steps: 2, kind: null, own: "" });
  answer: { path: string; query: string; found: GraphAnswer } | null = $state.raw(null);
}
export const asking = new Asking();
