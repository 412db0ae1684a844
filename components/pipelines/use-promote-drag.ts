import { type DragEvent, useState } from "react";
import type { StageLane } from "@/lib/review/lanes";
import type { ReviewApp } from "@/lib/schemas/review";

type Dragged = { lane: StageLane<ReviewApp>; source: ReviewApp };

/** `targets` is null for a whole stage. */
type Drop = (lane: StageLane<ReviewApp>, source: ReviewApp, targets: readonly ReviewApp[] | null) => void;

/**
 * Handles dragging a card onto the next stage, or onto an app of it. A drop sends nothing: it opens the lane. The
 * menu on each card does the same for keyboards and touch.
 */
export function usePromoteDrag(lanes: readonly StageLane<ReviewApp>[], onDrop: Drop) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  return {
    /** The stage that accepts the dragged card; null while nothing is dragged. */
    stage: dragged?.lane.to ?? null,
    /** The stage or the app's id below the dragged card. */
    over,
    from: (source: ReviewApp) => {
      const lane = lanes.find(({ sources }) => sources.includes(source));
      if (!lane || !source.current) return {};
      return {
        draggable: true,
        onDragStart: (event: DragEvent) => {
          event.dataTransfer.setData("text/plain", source.app.name);
          event.dataTransfer.effectAllowed = "copy";
          setDragged({ lane, source });
        },
        onDragEnd: end,
      };
    },
    /** Returns the handlers of a drop target: a stage, or one app of it. */
    onto: (stage: string, target?: ReviewApp) => {
      if (dragged?.lane.to !== stage) return {};
      return {
        onDragOver: (event: DragEvent) => {
          event.preventDefault();
          event.stopPropagation();
          event.dataTransfer.dropEffect = "copy";
          setOver(target?.app.id ?? stage);
        },
        onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
          if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(null);
        },
        onDrop: (event: DragEvent) => {
          event.preventDefault();
          event.stopPropagation();
          onDrop(dragged.lane, dragged.source, target ? [target] : null);
          end();
        },
      };
    },
  };
}

export type PromoteDrag = ReturnType<typeof usePromoteDrag>;
