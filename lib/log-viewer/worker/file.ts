import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { plainBlocks } from "@/lib/log-viewer/engine/lines/plain-blocks";
import { yieldToEventLoop } from "./yield-to-event-loop";

/** Returns the whole output as a file, without colours. */
export async function plainFile(store: LineStore): Promise<Blob> {
  const parts: Blob[] = [];
  for (const { block } of plainBlocks(store)) {
    parts.push(new Blob([block.bytes.subarray(0, block.length)]));
    await yieldToEventLoop();
  }
  return new Blob(parts, { type: "text/plain;charset=utf-8" });
}
