import type { RawResponse } from "@/lib/server/http/raw-handler";
import { outputHeaders } from "./headers";
import type { Feed } from "./output-stream";

/** One answer's share: who asks in turns asks again. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What there is of an output from an offset on, and nothing to wait for. */
export async function answerNow(feed: Feed, offset: number, done: () => void): Promise<RawResponse> {
  const { end, length } = feed;
  const pieces: Buffer[] = [];
  let bytes = 0;
  while (bytes < MOST_BYTES && offset + bytes < length) {
    const piece = await feed.read(offset + bytes);
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
