/** The chunk without its NUL bytes (upstream's heartbeats); the chunk itself when it has none. */
export function withoutNul(chunk: Buffer): Buffer {
  let nul = chunk.indexOf(0);
  if (nul === -1) return chunk;
  const kept = Buffer.allocUnsafe(chunk.length);
  let length = 0;
  let from = 0;
  while (nul !== -1) {
    length += chunk.copy(kept, length, from, nul);
    from = nul + 1;
    nul = chunk.indexOf(0, from);
  }
  length += chunk.copy(kept, length, from);
  return kept.subarray(0, length);
}
