import { setTimeout } from "node:timers/promises";
import type { OutputLimits } from "./limits";
import type { OutputFacts } from "./source";
import type { StreamAttempt } from "./stream-attempt";

/** How an output ended. `none`: it never existed. `incomplete`: bytes are or may be missing. */
export type OutputEnd = "complete" | "incomplete" | "none";

/** Connections without new bytes after the status is final, before the rest counts as lost. */
const MAX_FRUITLESS_ATTEMPTS = 8;
const MAX_MISSING_ATTEMPTS = 3;

export type FollowDeps = {
  first: OutputFacts;
  /** Resolves to the current facts; null if no grant has access. Rejects while upstream is down. */
  readFacts: () => Promise<OutputFacts | null>;
  /** Opens one connection to the stream and adds new bytes to the spool. */
  attemptStream: (url: string, signal: AbortSignal) => Promise<StreamAttempt>;
  /** Payload bytes in the spool. */
  length: () => number;
  /** True if the spool accepts no more bytes. */
  full: () => boolean;
  /** The time of the last new byte or heartbeat, in ms since 1970. */
  lastActivity: () => number;
  now: () => number;
  limits: OutputLimits;
  signal: AbortSignal;
};

/**
 * Reads an output to its end. Only a final status of the build or release proves an end; the stream is then read
 * again, because its last bytes may be missing. Every wait is bounded.
 */
export async function followUntilFinal(deps: FollowDeps): Promise<OutputEnd> {
  const { limits, now, signal } = deps;
  let facts = deps.first;
  let pause = limits.retryMs.first;
  let confirmedBytes = -1;
  let fruitless = 0;
  for (;;) {
    if (facts.url === null && !facts.pending) return deps.length() > 0 ? "complete" : "none";
    const before = deps.length();
    const attempt: StreamAttempt =
      facts.url === null
        ? { kind: "missing", bytes: 0 }
        : await attemptWithPolling(deps, facts.url, facts.pending);
    if (deps.full()) return "incomplete";
    const whole = attempt.kind === "ended" && !facts.pending;
    if (whole && (attempt.bytes === confirmedBytes || attempt.bytes > limits.confirmBytes)) return "complete";
    confirmedBytes = attempt.kind === "ended" ? attempt.bytes : -1;
    fruitless = deps.length() > before ? 0 : fruitless + 1;
    if (
      !facts.pending &&
      fruitless > (attempt.kind === "missing" ? MAX_MISSING_ATTEMPTS : MAX_FRUITLESS_ATTEMPTS)
    )
      return "incomplete";
    const silenceMs = deps.length() === 0 ? limits.waitingMs : limits.stuckMs;
    if (now() - deps.lastActivity() > silenceMs) return "incomplete";
    pause = fruitless === 0 ? limits.retryMs.first : Math.min(pause * 2, limits.retryMs.longest);
    if (whole) {
      await setTimeout(limits.retryMs.first, undefined, { signal });
    } else {
      const next = await nextFacts(deps, facts.pending, attempt.kind === "missing" ? limits.pollMs : pause);
      if (next === null) return "incomplete";
      facts = next;
    }
  }
}

/** Waits before the next connection while polling the status; a final status ends the wait. */
async function nextFacts(deps: FollowDeps, pending: boolean, pauseMs: number): Promise<OutputFacts | null> {
  const { limits, now, signal } = deps;
  const until = now() + (pending ? pauseMs : Math.min(pauseMs, limits.pollMs));
  let failedSince: number | null = null;
  for (;;) {
    // Every poll costs an API call of the account, so a longer silence polls less often.
    const pollMs = now() - deps.lastActivity() > 30 * limits.pollMs ? 5 * limits.pollMs : limits.pollMs;
    const left = Math.max(until - now(), limits.retryMs.first);
    await setTimeout(Math.min(pollMs, left), undefined, { signal });
    const read = await deps.readFacts().catch(() => undefined);
    if (read === null) return null;
    if (read === undefined) {
      failedSince ??= now();
      if (now() - failedSince > limits.stuckMs) return null;
    } else {
      failedSince = null;
      if (!read.pending || now() >= until) return read;
    }
  }
}

/** Opens one connection. Closes it after two polls with a final status and no byte in between. */
async function attemptWithPolling(deps: FollowDeps, url: string, isPending: boolean): Promise<StreamAttempt> {
  const { limits, signal } = deps;
  const quiet = new AbortController();
  const over = new AbortController();
  const watch = async (): Promise<void> => {
    let length = -1;
    for (;;) {
      await setTimeout(limits.statusPollMs, undefined, { signal: over.signal, ref: false });
      const read = isPending ? await deps.readFacts().catch(() => null) : { pending: false };
      const done = read !== null && !read.pending;
      if (done && deps.length() === length) return quiet.abort();
      length = done ? deps.length() : -1;
    }
  };
  watch().catch(() => undefined);
  try {
    return await deps.attemptStream(url, AbortSignal.any([signal, quiet.signal]));
  } finally {
    over.abort();
  }
}
