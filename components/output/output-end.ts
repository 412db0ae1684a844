import { formatCount, formatCounted } from "@/lib/format/format";
import type { OutputState } from "@/lib/log-viewer/worker/output-stream";
import * as outputText from "@/lib/text/output";

type Ended = { state: OutputState; checked: boolean | null };

/** Returns the text below the last line: how the output is known to be complete, or what is missing. */
export function endOf({ state, checked }: Ended): string {
  if (state.kind === "incomplete") return `incomplete: ${gapOf(state.gap)}`;
  if (state.kind !== "ended") return "";
  const bytes = `complete: ${formatCounted(state.bytes, "byte")}`;
  if (state.sha256 === null) return bytes;
  if (checked === false) return outputText.checksumDiffers(bytes, state.sha256);
  return `${bytes}, SHA-256 ${state.sha256}${checked ? outputText.checkedHere : ""}`;
}

/** Returns which bytes are missing; `to` is null if the end is unknown. */
export function gapOf({ from, to }: { from: number; to: number | null }): string {
  return to === null
    ? outputText.nothingAfterByte(formatCount(from))
    : outputText.bytesMissing(formatCount(from), formatCount(to));
}
