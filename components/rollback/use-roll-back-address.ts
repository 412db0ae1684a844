import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const COMES_BACK = ["all", "code"] as const;
export type ComesBack = (typeof COMES_BACK)[number];

const parsers = { "roll-back": parseAsString, "comes-back": parseAsStringLiteral(COMES_BACK) };

/**
 * The state of the roll back sheet in the address, so that it survives a sign-in: whether it is open, which version
 * is chosen (null: the preselected one), and what it restores.
 */
export function useRollBackAddress() {
  const [state, setState] = useQueryStates(parsers, { history: "replace" });
  const asked = state["roll-back"];
  const set = (change: Parameters<typeof setState>[0]) => {
    setState(change).catch(() => {});
  };
  return {
    open: asked !== null,
    version: asked && /^v?\d+$/.test(asked) ? Number(asked.replace("v", "")) : null,
    comesBack: state["comes-back"] ?? ("all" as const),
    /** Opens the sheet; Back closes it again. */
    show: (version: number | null = null) =>
      void setState({ "roll-back": String(version ?? "") }, { history: "push" }).catch(() => {}),
    choose: (version: number) => set({ "roll-back": String(version) }),
    bring: (what: ComesBack) => set({ "comes-back": what === "all" ? null : what }),
    close: () => set({ "roll-back": null, "comes-back": null }),
  };
}
