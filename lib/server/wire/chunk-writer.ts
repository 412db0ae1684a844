import type { ServerResponse } from "node:http";

/** Above this size, Node's three writes (size, bytes, end) cost less than one copy. */
const COPIED_BYTES = 16 * 1024;
const END = "\r\n";

let last: { bytes: Buffer; chunk: Buffer } = { bytes: Buffer.alloc(0), chunk: Buffer.alloc(0) };

/**
 * Writes to a response whose head has been sent: to its socket, with the framing of the chunked coding. The same bytes
 * for many responses are framed once (docs/decisions/0008-chunks-framed-once.md).
 */
export function writeChunk(response: ServerResponse, bytes: Buffer): void {
  const { socket } = response;
  if (socket && response.chunkedEncoding && bytes.length <= COPIED_BYTES) socket.write(chunkOf(bytes));
  else response.write(bytes);
}

function chunkOf(bytes: Buffer): Buffer {
  if (last.bytes !== bytes) {
    const size = bytes.length.toString(16) + END;
    const chunk = Buffer.allocUnsafe(size.length + bytes.length + END.length);
    chunk.write(size, "latin1");
    bytes.copy(chunk, size.length);
    chunk.write(END, size.length + bytes.length, "latin1");
    last = { bytes, chunk };
  }
  return last.chunk;
}
