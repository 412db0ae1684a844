import { useEffect, useEffectEvent, useState } from "react";

type FileDrag = { enabled: boolean; onDrop: (data: DataTransfer) => void };

/**
 * True while files from outside are dragged over the page. A drop never makes the browser leave the page for the file.
 *
 * Enters and leaves are not counted: an element that is removed below the pointer never reports its leave to the
 * window. The node entered last is remembered instead, and listened to itself, since it gets its `dragleave` even when
 * it is no longer in the document.
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
    // An image dragged within the page carries "Files" as well.
    let ownDrag = false;
    const enter = (target: EventTarget | null) => {
      entered = target;
      setOver(target !== null);
    };
    const end = () => {
      ownDrag = false;
      enter(null);
    };
    const leave = ({ target }: Event) => {
      if (target === entered) enter(null);
    };
    const on = <T extends keyof WindowEventMap>(type: T, listener: (event: WindowEventMap[T]) => void) =>
      // Capturing: nothing below may keep an event to itself.
      window.addEventListener(type, listener, { signal, capture: true });
    const filesOf = ({ dataTransfer }: DragEvent) =>
      !ownDrag && dataTransfer?.types.includes("Files") ? dataTransfer : null;

    on("dragenter", (event) => {
      if (!filesOf(event)) return;
      event.preventDefault();
      enter(event.target);
      event.target?.addEventListener("dragleave", leave, { signal, once: true });
    });
    on("dragover", (event) => {
      const data = filesOf(event);
      if (!data) return;
      event.preventDefault();
      data.dropEffect = "copy";
      // Also after the overlay has gone too early: the drag goes on.
      if (entered === null) enter(event.target);
    });
    on("dragleave", leave);
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
    // No pointer or key event is sent during a drag: one of them means that it is over.
    for (const type of ["pointermove", "pointerdown", "keydown"] as const) {
      on(type, () => {
        if (entered !== null || ownDrag) end();
      });
    }
    return () => stop.abort();
  }, []);
  return over && enabled;
}
