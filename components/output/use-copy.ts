"use client";

import { copyText, useCopied } from "@/components/ui/copy";
import { type LineRange, lineAnchor } from "@/lib/log-viewer/engine/lines/line-anchor";
import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";

export type CopyKind = "text" | "quote" | "colors" | "link";

/** Copies the chosen lines, or the whole output if none are chosen. */
export function useCopy(log: OutputLog, range: LineRange | null) {
  const [copied, setCopied] = useCopied<CopyKind>();
  const onCopy = (kind: CopyKind) => {
    void written(kind, log, range)
      .then(copyText)
      .then(
        () => setCopied(kind),
        () => setCopied(null),
      );
  };
  return { copied, range, onCopy };
}

async function written(kind: CopyKind, log: OutputLog, range: LineRange | null): Promise<string> {
  const link = `${location.origin}${location.pathname}${range ? lineAnchor(range) : ""}`;
  if (kind === "link") return link;
  const text = await log.requests.text(
    (range?.from ?? 1) - 1,
    (range?.to ?? log.count) - 1,
    kind === "colors",
  );
  if (kind !== "quote") return text;
  const quoted = text.split("\n").map((line) => `> ${line}`);
  return `${quoted.join("\n")}\n${link}`;
}
