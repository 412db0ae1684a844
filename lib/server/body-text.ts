import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";

type Sent = Pick<Request, "headers" | "body">;

/** A request's body as text, never holding more than `maxBytes` of it, whatever length it has or says. Throws `too_large`. */
export async function bodyText(request: Sent, maxBytes: number): Promise<string> {
  return (await bodyBytes(request, maxBytes)).toString("utf8");
}

/** As `bodyText`: its very bytes. */
export async function bodyBytes(request: Sent, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length")) > maxBytes) throw new SlipwayError("too_large");
  const reader = request.body?.getReader();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return Buffer.concat(pieces);
    bytes += value.length;
    if (bytes > maxBytes) {
      reader?.cancel().catch(() => undefined);
      throw new SlipwayError("too_large");
    }
    pieces.push(value);
  }
}
