import { useEffect, useEffectEvent, useState } from "react";

type FileDrag = { enabled: boolean; onDrop: (data: DataTransfer) => void };

/**
 * Returns true while external files are dragged over the page, and keeps a drop from navigating to the file. Enters
 * and leaves are not counted, because a node removed below the pointer gets no `dragleave`. The node entered last is
 * stored instead and counts as left when it is removed; the next `dragover`, several times a second, shows that the
 * drag continues.
 */
export function useFileDrag({ enabled, onDrop }: FileDrag): boolean {
  const [over, setOver] = useState(false);
  const drop = useEffectEvent((data: DataTransfer) => {
    if (enabled) onDrop(data);
  });
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    let entered: EventTarget | null = null;
    // An image dragged within the page has "Files" as well.
    let ownDrag = false;
    const removals = new MutationObserver(() => {
      if (entered instanceof Node && !entered.isConnected) enter(null);
    });
    const enter = (target: EventTarget | null) => {
      entered = target;
      if (target) removals.observe(document.documentElement, { childList: true, subtree: true });
      else removals.disconnect();
      setOver(target !== null);
    };
    const end = () => {
      ownDrag = false;
      enter(null);
    };
    const on = <T extends keyof WindowEventMap>(type: T, listener: (event: WindowEventMap[T]) => void) =>
      // Capturing: no element below can stop the event.
      window.addEventListener(type, listener, { signal, capture: true });
    const filesOf = ({ dataTransfer }: DragEvent) =>
      !ownDrag && dataTransfer?.types.includes("Files") ? dataTransfer : null;

    on("dragenter", (event) => {
      if (!filesOf(event)) return;
      event.preventDefault();
      enter(event.target);
    });
    on("dragover", (event) => {
      const data = filesOf(event);
      if (!data) return;
      event.preventDefault();
      data.dropEffect = "copy";
      if (entered === null) enter(event.target);
    });
    on("dragleave", ({ target }) => {
      if (target === entered) enter(null);
    });
    on("drop", (event) => {
      const data = filesOf(event);
      end();
      if (!data) return;
      event.preventDefault();
      drop(data);
    });
    on("dragstart", () => {
      ownDrag = true;
    });
    on("dragend", end);
    // Pointer and key events do not occur during a drag, so one means that it is over.
    for (const type of ["pointermove", "pointerdown", "keydown"] as const) {
      on(type, () => {
        if (entered !== null || ownDrag) end();
      });
    }
    return () => {
      stop.abort();
      removals.disconnect();
    };
  }, []);
  return over && enabled;
}
