"use client";

import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import * as text from "@/lib/text/output";
import { endOf } from "./output-end";
import type { ViewElements } from "./use-rows-view";

const SCROLLED_BY_KEYS = { tabIndex: 0 };

/** The scrolled box; a RowsView renders its content. */
export function OutputLines({ log, elements }: { log: OutputLog; elements: ViewElements }) {
  const { scroller, content, layer, foot, sticky } = elements;
  return (
    <div
      ref={scroller}
      role="log"
      aria-live="off"
      aria-label={text.lines}
      {...SCROLLED_BY_KEYS}
      className="absolute inset-0 overflow-auto font-mono text-output outline-offset-[-2px] [overflow-anchor:none]"
    >
      <div ref={sticky} hidden className="sticky top-0 left-0 z-2 -mb-7 h-7 w-(--view)" />
      <div ref={content} className="relative min-w-full">
        <div ref={layer} className="absolute top-0 left-0 min-w-full">
          <div
            ref={foot}
            hidden
            className="absolute top-full left-0 flex h-10 items-center pl-16 text-ink-3 whitespace-nowrap"
          >
            {endOf(log)}
          </div>
        </div>
      </div>
    </div>
  );
}
