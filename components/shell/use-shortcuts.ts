import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { actionOf, type PageAction, pageShortcuts, pressOf } from "@/components/ui/shortcuts";
import { paths } from "@/lib/paths";

type Actions = { find: () => void; list: () => void; fold: () => void };

const CHORD_MS = 1_500;

/**
 * Keyboard shortcuts of every page. Single keys are ignored while the user types, and inside an open sheet or menu.
 */
export function useShortcuts({ find, list, fold }: Actions): void {
  const router = useRouter();
  const chordAt = useRef(Number.NEGATIVE_INFINITY);
  const run: Record<PageAction, (event: KeyboardEvent) => void> = {
    find: (event) => {
      event.preventDefault();
      find();
    },
    apps: () => router.push(paths.apps()),
    pipelines: () => router.push(paths.pipelines()),
    screens: () => router.push(paths.screens()),
    filter: (event) => focusFilter(event, find),
    nextRow: () => moveRow(1),
    previousRow: () => moveRow(-1),
    foldRail: fold,
    list,
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const press = pressOf(event);
    const action = actionOf(pageShortcuts, press);
    // The search opens from everywhere, also while typing.
    if (action === "find") return run.find(event);
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isBusy(event.target))
      return;
    const second = event.timeStamp - chordAt.current < CHORD_MS;
    chordAt.current = press === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const chosen = (second && actionOf(pageShortcuts, `g ${press}`)) || action;
    if (chosen) run[chosen](event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("input, textarea, select")) return true;
  return document.querySelector("[role=dialog], [role=menu]") !== null;
}

/** Focuses the page's filter (`data-filter`), or runs `otherwise` if it has none. */
function focusFilter(event: KeyboardEvent, otherwise: () => void): void {
  event.preventDefault();
  const filter = document.querySelector<HTMLInputElement>("[data-filter]");
  if (!filter) {
    otherwise();
    return;
  }
  filter.focus();
  filter.select();
}

/** Moves the focus by one among the page's rows, whose links have `data-row`. */
function moveRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("#main [data-row]")].filter(
    (row) => row.getClientRects().length > 0,
  );
  const at = rows.findIndex(
    (row) => row === document.activeElement || row.parentElement?.contains(document.activeElement),
  );
  const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
