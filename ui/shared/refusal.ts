// Words for a refusal: the code's own text and hint where the catalogue has them, an honest general line where not.
import type { OpFailure } from "../ipc";
import { idOf, maybe, t } from "./i18n/index.svelte";

export function refusalText(failure: OpFailure): { text: string; hint: string | null } {
  const args = { ...failure.args, ...failure.place };
  const id = idOf(failure.code);
  const text = maybe(`error-${id}`, args) ?? maybe(id, args) ?? t("refused", { code: failure.code });
  const hint =
    (failure.hintCode ? maybe(idOf(failure.hintCode), args) : null) ?? maybe(`error-${id}-hint`, args) ?? maybe(`${id}-hint`, args);
  return { text, hint };
}
