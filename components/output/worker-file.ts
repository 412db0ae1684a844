import { sliceEnd } from "@/lib/output/finder";
import type { LineStore } from "@/lib/output/line-store";
import { PlainBlock } from "@/lib/output/plain-block";
import { breathe } from "./breathe";

/** The whole output as a file, without colours. */
export async function plainFile(store: LineStore): Promise<Blob> {
  const block = new PlainBlock();
  const parts: Blob[] = [];
  const { count } = store;
  for (let line = 0; line < count; ) {
    const to = sliceEnd(store, line, count);
    block.fill(store, line, to);
    parts.push(new Blob([block.bytes.subarray(0, block.length)]));
    line = to;
    await breathe();
  }
  return new Blob(parts, { type: "text/plain;charset=utf-8" });
}
