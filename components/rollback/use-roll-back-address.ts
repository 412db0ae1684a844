import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const RESTORED_PARTS = ["all", "code"] as const;
export type RestoredPart = (typeof RESTORED_PARTS)[number];

const parsers = { "roll-back": parseAsString, "comes-back": parseAsStringLiteral(RESTORED_PARTS) };

/**
 * Returns the state of the rollback sheet, stored in the address so that it survives a sign-in. `version` is null for
 * the preselected one.
 */
export function useRollBackAddress() {
  const [state, setState] = useQueryStates(parsers, { history: "replace" });
  const linked = state["roll-back"];
  const set = (change: Parameters<typeof setState>[0]) => {
    setState(change).catch(() => {});
  };
  return {
    open: linked !== null,
    version: linked && /^v?\d+$/.test(linked) ? Number(linked.replace("v", "")) : null,
    restores: state["comes-back"] ?? ("all" as const),
    /** Opens the sheet; Back closes it again. */
    show: (version: number | null = null) =>
      void setState({ "roll-back": String(version ?? "") }, { history: "push" }).catch(() => {}),
    choose: (version: number) => set({ "roll-back": String(version) }),
    chooseRestored: (what: RestoredPart) => set({ "comes-back": what === "all" ? null : what }),
    close: () => set({ "roll-back": null, "comes-back": null }),
  };
}
