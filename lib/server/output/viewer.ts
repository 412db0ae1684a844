import type { Heroku } from "@/lib/server/heroku/client";
import { onShutdown } from "@/lib/server/shutdown";
import type { Feed } from "./feed";
import type { OutputLimits } from "./limits";
import type { Reader } from "./readers";

type Options = {
  offset: number;
  heroku: Heroku;
  limits: Pick<OutputLimits, "heartbeatMs" | "grantMs">;
  /** Fires when the browser leaves. */
  signal: AbortSignal;
  /** Called once, when the viewer is gone for whatever reason. */
  onGone: () => void;
};

const NUL = new Uint8Array(1);

/**
 * A feed's bytes from an offset on as one response body: live until the output's end, NULs while there is nothing
 * to say. It is pulled: a slow reader is a cursor that lags, not a queue that grows.
 */
export function viewFeed(
  feed: Feed,
  { offset, heroku, limits, signal, onGone }: Options,
): ReadableStream<Uint8Array> {
  let cursor = offset;
  let silent = true;
  let gone = false;
  let leave: () => void = () => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = (): void => {
          if (gone) return;
          leave();
          controller.close();
        };
        const reader: Reader = { heroku, leave: close };
        const noShutdown = onShutdown(close);
        const grantCheck = setInterval(() => heroku.grant.accessToken().catch(close), limits.grantMs);
        grantCheck.unref();
        feed.readers.join(reader);
        leave = () => {
          if (gone) return;
          gone = true;
          noShutdown();
          clearInterval(grantCheck);
          feed.readers.left(reader);
          onGone();
        };
        signal.addEventListener("abort", leave, { once: true });
        if (signal.aborted) leave();
      },
      async pull(controller) {
        while (!gone) {
          const bytes = await feed.read(cursor);
          if (gone) return;
          if (bytes.length > 0) {
            cursor += bytes.length;
            silent = false;
            return controller.enqueue(bytes);
          }
          if (feed.end !== undefined && cursor >= feed.length) {
            leave();
            return controller.close();
          }
          // Headers leave with the first chunk, so the first one goes at once.
          const heard = !silent && (await feed.changed(limits.heartbeatMs));
          if (!heard && !gone) {
            silent = false;
            return controller.enqueue(NUL);
          }
        }
      },
      cancel() {
        leave();
      },
    },
    { highWaterMark: 0 },
  );
}
