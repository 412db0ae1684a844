import { formatSize } from "@/local-platform/engine/builder/format-size";

type Write = (data: Uint8Array) => Promise<void>;

/**
 * Forwards the output of commands up to `limit` bytes, then calls `onFull` once and drops the rest. The commands continue;
 * dropping their output protects the disk.
 */
export function capOutput(limit: number, write: Write, onFull: (sentence: string) => Promise<void>): Write {
  let left = limit;
  return async (data) => {
    if (left < 0) return;
    const kept = data.subarray(0, left);
    const full = kept.byteLength < data.byteLength;
    left = full ? -1 : left - kept.byteLength;
    if (kept.byteLength > 0) await write(kept);
    if (full)
      await onFull(`More than ${formatSize(limit)} of output: what commands print from here on is left out.`);
  };
}
