import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { sliceEnd } from "@/lib/log-viewer/engine/search/finder";
import { PlainBlock } from "./plain-block";

/**
 * Reads the text of all lines of an output, each as `LineStore.text` returns it, some 1 MiB at a time, so that who
 * reads can pause in between. `line`: the first line of the block, from 0; `block.texts()` are the lines as strings,
 * `block.text()` is all of them, each ended by a line feed. The block is used again for the next lines. Works in the
 * browser and on the server: push the bytes of an output into a `LineStore` as they come, then read.
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
