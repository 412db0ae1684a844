"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** This near to the end counts as being there, in px. */
const NEAR = 8;
const UP_KEYS = new Set(["ArrowUp", "PageUp", "Home"]);

export type Follow = {
  following: boolean;
  /** Lines that there were when following stopped. */
  stoppedAt: number;
  resume(): void;
  stop(): void;
};

/**
 * Keeps the end in view while lines arrive, and never fights: a wheel, touch, key or selection upward stops it;
 * coming to the end, `resume` or the End key goes on. `height` changes with every new line.
 */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  height: number,
  count: number,
  begin: boolean,
): Follow {
  const [following, setFollowing] = useState(begin);
  const [stoppedAt, setStoppedAt] = useState(0);
  const lines = useRef(count);
  lines.current = count;
  const stop = useCallback(() => {
    setStoppedAt(lines.current);
    setFollowing(false);
  }, []);
  const resume = useCallback(() => setFollowing(true), []);

  useLayoutEffect(() => {
    if (following && height > 0) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [following, height, scroller]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let touchY = 0;
    let top = element.scrollTop;
    let byHand = false;
    const atEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    const onWheel = (event: WheelEvent) => {
      byHand = true;
      if (event.deltaY < 0) stop();
    };
    const onTouchStart = (event: TouchEvent) => {
      touchY = event.touches[0]?.clientY ?? 0;
    };
    const onTouchMove = (event: TouchEvent) => {
      byHand = true;
      if ((event.touches[0]?.clientY ?? 0) > touchY) stop();
    };
    const onKey = (event: KeyboardEvent) => {
      byHand = true;
      if (UP_KEYS.has(event.key)) stop();
      if (event.key === "End") resume();
    };
    // A drag of the scroll bar has no other sign than a press and scrolling.
    const onPress = () => {
      byHand = true;
    };
    const onScroll = () => {
      const up = element.scrollTop < top - 1;
      top = element.scrollTop;
      if (byHand && up && !atEnd()) stop();
      else if (byHand && !up && atEnd()) resume();
    };
    const onSelection = () => {
      const selection = getSelection();
      if (selection && !selection.isCollapsed && element.contains(selection.anchorNode)) stop();
    };
    const options = { passive: true };
    element.addEventListener("wheel", onWheel, options);
    element.addEventListener("touchstart", onTouchStart, options);
    element.addEventListener("touchmove", onTouchMove, options);
    element.addEventListener("keydown", onKey);
    element.addEventListener("pointerdown", onPress);
    element.addEventListener("scroll", onScroll, options);
    document.addEventListener("selectionchange", onSelection);
    return () => {
      element.removeEventListener("wheel", onWheel);
      element.removeEventListener("touchstart", onTouchStart);
      element.removeEventListener("touchmove", onTouchMove);
      element.removeEventListener("keydown", onKey);
      element.removeEventListener("pointerdown", onPress);
      element.removeEventListener("scroll", onScroll);
      document.removeEventListener("selectionchange", onSelection);
    };
  }, [scroller, stop, resume]);

  return { following, stoppedAt, resume, stop };
}
