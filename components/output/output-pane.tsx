"use client";

import { useEffect, useRef } from "react";
import type { OutputSource } from "@/lib/log-viewer/worker/output-stream";
import { api } from "@/lib/paths";
import { type OutputStatus, OutputView } from "./output-view";
import { useOutputLog } from "./use-output-log";

type OutputPaneProps = {
  source: OutputSource;
  /** The status of the build or release; `failed` marks the first error. */
  status: OutputStatus;
  /** `fill`: the height of the parent; else px. */
  height?: "fill" | number;
  /** The creation of the build or release (ISO). */
  since?: string | null;
};

/** The maximum height in px of an output without a bar. */
const SMALL = 240;

/** The output of a build or a release phase, live until it is complete. */
export function OutputPane({ source, status, height = "fill", since = null }: OutputPaneProps) {
  const log = useOutputLog(source, since);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current && height !== "fill") box.current.style.height = `${height}px`;
  }, [height]);
  const isRelease = "release" in source;
  return (
    <div ref={box} className="h-full min-h-60">
      <OutputView
        key={isRelease ? source.release : source.build}
        log={log}
        raw={
          isRelease
            ? api.releaseOutput(source.app, source.release)
            : api.buildOutput(source.app, source.build)
        }
        fileName={
          isRelease ? `${source.app}-v${source.release}.log` : `${source.app}-${source.build.slice(0, 8)}.log`
        }
        release={isRelease}
        status={status}
        startedAt={since === null ? null : Date.parse(since)}
        outline={height === "fill"}
        small={height !== "fill" && height <= SMALL}
      />
    </div>
  );
}
