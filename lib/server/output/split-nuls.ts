/** Passes on the bytes between the NULs of a chunk (upstream heartbeats). Returns true if there were NULs. */
export function betweenNuls(chunk: Buffer, each: (bytes: Buffer) => void): boolean {
  let from = 0;
  for (let nul = chunk.indexOf(0); nul !== -1; nul = chunk.indexOf(0, from)) {
    if (nul > from) each(chunk.subarray(from, nul));
    from = nul + 1;
  }
  if (from < chunk.length) each(from === 0 ? chunk : chunk.subarray(from));
  return from > 0;
}
