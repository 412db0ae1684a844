import type { Feed } from "./output-stream";

/** How long an answer about a finished output waits for it to be read. */
export const SETTLE_MS = 20_000;

/** Waits until the feed has ended or is far enough, for a bounded time. */
export async function settle(
  feed: Feed,
  enough: (feed: Feed) => boolean,
  patienceMs = SETTLE_MS,
): Promise<void> {
  const until = Date.now() + patienceMs;
  while (feed.end === undefined && !enough(feed) && Date.now() < until) {
    await feed.changed(Math.max(1, until - Date.now()));
  }
}
