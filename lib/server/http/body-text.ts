import { SlipwayError } from "@/lib/errors/slipway-error";
import type { BodyLimit } from "@/lib/server/limits/limits";

type RequestParts = Pick<Request, "headers" | "body">;

/**
 * Returns a request's body as text. Buffers no more than the limit, whatever the Content-Length. Throws `too_large`
 * if the body exceeds the limit and `request_timeout` if it is incomplete after `ms`.
 */
export async function bodyText(request: RequestParts, limit: BodyLimit): Promise<string> {
  return (await bodyBytes(request, limit)).toString("utf8");
}

/** Like `bodyText`, but returns the raw bytes. */
export async function bodyBytes(request: RequestParts, { maxBytes, ms }: BodyLimit): Promise<Buffer> {
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge(maxBytes);
  const reader = request.body?.getReader();
  if (!reader) return Buffer.alloc(0);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    // Ends the pending read.
    reader.cancel().catch(() => undefined);
  }, ms);
  try {
    const body = await readAll(reader, maxBytes);
    if (isLate) throw new SlipwayError("request_timeout");
    return body;
  } finally {
    clearTimeout(timer);
  }
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces);
    bytes += value.length;
    if (bytes > maxBytes) {
      reader.cancel().catch(() => undefined);
      throw tooLarge(maxBytes);
    }
    pieces.push(value);
  }
}

function tooLarge(maxBytes: number): SlipwayError {
  const detail = `The body is larger than ${maxBytes / 1024} kB.`;
  return new SlipwayError("too_large", { detail });
}
