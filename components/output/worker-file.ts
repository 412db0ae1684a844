import { plainBlocks } from "@/lib/log-viewer/engine/plain-blocks";
import type { LineStore } from "@/lib/output/line-store";
import { breathe } from "./breathe";

/** The whole output as a file, without colours. */
export async function plainFile(store: LineStore): Promise<Blob> {
  const parts: Blob[] = [];
  for (const { block } of plainBlocks(store)) {
    parts.push(new Blob([block.bytes.subarray(0, block.length)]));
    await breathe();
  }
  return new Blob(parts, { type: "text/plain;charset=utf-8" });
}
