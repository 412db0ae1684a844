import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { sliceEnd } from "@/lib/log-viewer/engine/search/finder";
import { PlainBlock } from "./plain-block";

/**
 * Yields the text of all lines of an output, each as `LineStore.text` returns it, about 1 MiB at a time, so that the
 * caller can pause. `line`: the first line of the block, from 0. The block is reused for the next lines.
 */
export function* plainBlocks(output: LineStore): Generator<{ line: number; block: PlainBlock }> {
  const block = new PlainBlock();
  const { count } = output;
  for (let line = 0; line < count; ) {
    const to = sliceEnd(output, line, count);
    block.fill(output, line, to);
    yield { line, block };
    line = to;
  }
}
