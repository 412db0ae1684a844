/** One event: `id` is the byte offset after the chunk, each line of the chunk one `data` line. */
export function frameEvent(chunk: Uint8Array, offset: number): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from(`id: ${offset}\n`)];
  let start = 0;
  while (start <= chunk.byteLength) {
    const newline = chunk.indexOf(10, start);
    const end = newline === -1 ? chunk.byteLength : newline;
    parts.push(Buffer.from("data: "), chunk.subarray(start, end), Buffer.from("\n"));
    start = end + 1;
  }
  return Buffer.concat([...parts, Buffer.from("\n")]);
}
