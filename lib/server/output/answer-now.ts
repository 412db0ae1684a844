import type { RawResponse } from "@/lib/server/http/raw-handler";
import { outputHeaders } from "./headers";
import type { OutputStream } from "./output-stream";

/** The maximum size of one response; a polling client requests the rest. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Answers with the bytes available from an offset on, without waiting for more. */
export async function answerNow(
  stream: OutputStream,
  offset: number,
  done: () => void,
): Promise<RawResponse> {
  const { end, length } = stream;
  const pieces: Buffer[] = [];
  let bytes = 0;
  while (bytes < MAX_BYTES && offset + bytes < length) {
    const piece = await stream.read(offset + bytes);
    if (piece.length === 0) break;
    pieces.push(piece);
    bytes += piece.length;
  }
  done();
  const state = end !== undefined && offset + bytes >= length ? end : "live";
  const headers = outputHeaders(state, { "content-length": String(bytes) });
  return {
    head: new Response(null, { headers }),
    write: (response) => response.end(Buffer.concat(pieces)),
  };
}
