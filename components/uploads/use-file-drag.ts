import { useEffect, useEffectEvent, useState } from "react";

type FileDrag = { enabled: boolean; onDrop: (data: DataTransfer) => void };

/** True while files are dragged over the page. A drop never makes the browser leave the page for the file. */
export function useFileDrag({ enabled, onDrop }: FileDrag): boolean {
  const [over, setOver] = useState(false);
  const drop = useEffectEvent((data: DataTransfer) => {
    if (enabled) onDrop(data);
  });
  useEffect(() => {
    // Entering a child comes before leaving its parent: only the last leave leaves the page.
    let depth = 0;
    const move = (change: number) => {
      depth = Math.max(0, depth + change);
      setOver(depth > 0);
    };
    const on = (type: "dragenter" | "dragover" | "dragleave" | "drop", act: (data: DataTransfer) => void) => {
      const listen = (event: DragEvent) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        act(event.dataTransfer);
      };
      window.addEventListener(type, listen);
      return () => window.removeEventListener(type, listen);
    };
    const off = [
      on("dragenter", () => move(1)),
      on("dragleave", () => move(-1)),
      on("dragover", (data) => {
        data.dropEffect = "copy";
      }),
      on("drop", (data) => {
        move(-depth);
        drop(data);
      }),
    ];
    return () => {
      for (const stop of off) stop();
    };
  }, []);
  return over && enabled;
}
