import type { OutputQuery } from "@/lib/schemas/output";
import type { RawCaller, RawResponse } from "@/lib/server/http/raw-handler";
import { onShutdown } from "@/lib/server/process/shutdown";
import { outputHeaders } from "./headers";
import type { OutputLimits } from "./limits";
import { sendingOf, sendStored } from "./send-stored";
import { watchSession } from "./session-watch";
import type { StoredOutput } from "./stored";

const GZIP = /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)/i;

/** Answers with a complete output from an offset on, compressed if the client accepts gzip. */
export async function answerStored(
  stored: StoredOutput,
  { query, caller }: { query: OutputQuery; caller: RawCaller },
  { sessionMs }: Pick<OutputLimits, "sessionMs">,
  done: () => void,
): Promise<RawResponse> {
  const gzip = GZIP.test(caller.headers.get("accept-encoding") ?? "");
  const sending = await sendingOf(stored, query.offset, gzip);
  const etag = `"${stored.digest}${sending.encoding ? "-gzip" : ""}"`;
  const baseHeaders = { etag, vary: "Accept-Encoding" };
  if (caller.headers.get("if-none-match") === etag) {
    done();
    return { head: new Response(null, { status: 304, headers: outputHeaders("complete", baseHeaders) }) };
  }
  const headers = outputHeaders("complete", {
    ...baseHeaders,
    "content-length": String(sending.length),
    ...(sending.encoding ? { "content-encoding": sending.encoding } : {}),
  });
  return {
    head: new Response(null, { headers }),
    write: (response) => {
      const abort = (): void => {
        response.destroy();
      };
      const { id } = caller.session;
      const cleanups = [
        onShutdown(abort),
        watchSession({ id, stillSignedIn: caller.stillSignedIn }, sessionMs, abort),
        done,
      ];
      sendStored(stored, sending, response)
        .catch(abort)
        .finally(() => {
          for (const cleanUp of cleanups) cleanUp();
        });
    },
  };
}
