"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { paths } from "@/lib/paths";
import { focusFilter, moveRow } from "./row-focus";

type Actions = { find: () => void; list: () => void; fold: () => void };

const CHORD_MS = 1_500;

/**
 * Keyboard shortcuts of every page. Single keys are ignored while the user types, and inside an open sheet or menu.
 */
export function useShortcuts(actions: Actions): void {
  const router = useRouter();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    let chordAt = Number.NEGATIVE_INFINITY;
    function onKeyDown(event: KeyboardEvent) {
      const { find, list, fold } = latest.current;
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        find();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isBusy(event.target))
        return;
      const second = event.timeStamp - chordAt < CHORD_MS;
      chordAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (second && event.key === "a") router.push(paths.apps());
      else if (second && event.key === "p") router.push(paths.pipelines());
      else if (second && event.key === "s") router.push(paths.screens());
      else if (event.key === "?") list();
      else if (event.key === "[") fold();
      else if (event.key === "/") focusFilter(event, find);
      else if (event.key === "j") moveRow(1);
      else if (event.key === "k") moveRow(-1);
    }
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [router]);
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("input, textarea, select")) return true;
  return document.querySelector("[role=dialog], [role=menu]") !== null;
}
