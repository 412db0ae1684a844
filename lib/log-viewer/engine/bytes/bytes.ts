/**
 * Returns the bytes without NULs, which output streams send as heartbeats anywhere in a chunk; they never count in
 * offsets. Returns the same array if there are none.
 */
export function withoutNuls(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0)) return bytes;
  const kept = new Uint8Array(bytes.length);
  let length = 0;
  let from = 0;
  while (from < bytes.length) {
    const nul = bytes.indexOf(0, from);
    const to = nul === -1 ? bytes.length : nul;
    kept.set(bytes.subarray(from, to), length);
    length += to - from;
    from = to + 1;
  }
  return kept.subarray(0, length);
}
