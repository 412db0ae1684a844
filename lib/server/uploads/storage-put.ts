import type { IncomingMessage } from "node:http";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { openRequest, readText } from "@/lib/server/heroku/upstream-http";
import type { UpstreamUrl } from "@/lib/server/heroku/upstream-url";

/** A PUT to storage with a known length, written chunk by chunk. */
export type StoragePut = {
  /** Resolves when storage accepts more. Rejects as soon as storage refuses or the connection breaks. */
  write(chunk: Uint8Array): Promise<void>;
  /** Ends the body. Resolves when storage has accepted it. Throws `storage_refused` or `upload_expired`. */
  finish(): Promise<void>;
  /** Aborts the request: storage discards it. */
  destroy(): void;
};

/** Sends no Content-Type, which the URL's signature does not cover, and a length: storage rejects chunked encoding. */
export function putToStorage(target: UpstreamUrl, length: number, timeoutMs: number): StoragePut {
  const request = openRequest(target, { method: "PUT", headers: { "content-length": length } });
  let failed: SlipwayError | undefined;
  const outcome = new Promise<void>((resolve, reject) => {
    request.once("response", (response) => checkResponse(response).then(resolve, reject));
    request.once("error", (cause) => reject(new SlipwayError("storage_refused", { cause })));
    request.once("close", () => reject(new SlipwayError("storage_refused", { cause: new Error("closed") })));
  });
  outcome.catch((error: unknown) => {
    failed = error instanceof SlipwayError ? error : new SlipwayError("storage_refused", { cause: error });
    request.emit("drain");
  });
  return {
    async write(chunk) {
      if (failed) throw failed;
      if (request.write(chunk)) return;
      await new Promise<void>((resolve) => request.once("drain", resolve));
      if (failed) throw failed;
    },
    async finish() {
      request.setTimeout(timeoutMs, () => request.destroy(new Error("storage did not answer")));
      request.end();
      await outcome;
    },
    destroy: () => request.destroy(),
  };
}

/** Validates storage's response. An error is XML with its reason in `Code`. */
async function checkResponse(response: IncomingMessage): Promise<void> {
  const status = response.statusCode ?? 0;
  const text = await readText(response, { maxBytes: 16_384, timeoutMs: 10_000 }).catch(() => "");
  if (status >= 200 && status < 300) return;
  const code = /<Code>([\w.]{1,80})<\/Code>/.exec(text)?.[1] ?? null;
  const cause = new Error(`storage answered ${status} ${code ?? ""}`);
  if (code === "ExpiredToken" || /has expired/i.test(text))
    throw new SlipwayError("upload_expired", { cause });
  const detail = `The storage refused the upload (${code ?? `HTTP ${status}`}).`;
  throw new SlipwayError("storage_refused", { detail, cause });
}
