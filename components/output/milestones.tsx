"use client";

import { useState } from "react";
import { formatCounted } from "@/lib/format/format";
import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import * as outputText from "@/lib/text/output";
import { useOfLog } from "./use-output-log";

const READ = 5;

/** For screen readers: announces milestones instead of every line, and reads the last lines on request. */
export function Milestones({ log }: { log: OutputLog }) {
  const milestone = useOfLog(log, milestoneOf);
  const [read, setRead] = useState("");
  return (
    <>
      <p role="status" className="sr-only">
        {milestone}
      </p>
      <button
        type="button"
        className="sr-only focus:not-sr-only focus:absolute focus:top-12 focus:left-3 focus:z-4 focus:rounded-control focus:border focus:border-edge focus:bg-panel focus:px-2 focus:py-1 focus:text-meta"
        onClick={() =>
          void log.requests
            .text(Math.max(0, log.count - 4 * READ), log.count - 1)
            .then((text) => setRead(lastOf(text).join(". ")))
        }
      >
        Read the last lines
      </button>
      <p aria-live="polite" className="sr-only">
        {read}
      </p>
    </>
  );
}

function lastOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(-READ);
}

function milestoneOf(log: OutputLog): string {
  const section = log.sections.at(-1);
  if (log.state.kind === "ended") return outputText.outputComplete(formatCounted(log.count, "line"));
  if (log.state.kind === "incomplete") return outputText.outputIncomplete;
  if (log.state.kind === "reconnecting") return outputText.outputInterrupted;
  return section && section.name !== "Start" ? outputText.section(section.name) : "";
}
