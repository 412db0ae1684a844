import { setTimeout } from "node:timers/promises";
import type { OutputLimits } from "./limits";
import type { OutputFacts } from "./source";
import type { Pass } from "./stream-attempt";

/** How an output ended. `none`: there never was one. `incomplete`: more existed or may exist than was read. */
export type OutputEnd = "complete" | "incomplete" | "none";

/** Connections that brought nothing new after the status was final, before the rest counts as lost. */
const VAIN_TRIES = 8;
const MISSING_TRIES = 3;

export type PumpDeps = {
  first: OutputFacts;
  /** The facts now, or null when nobody may read them any more. Rejects while upstream is down. */
  readFacts: () => Promise<OutputFacts | null>;
  /** One connection to the stream; adds to the spool what it does not have yet. */
  readPass: (url: string, signal: AbortSignal) => Promise<Pass>;
  /** Payload bytes in the spool. */
  length: () => number;
  /** Nothing more is taken in. */
  full: () => boolean;
  /** When the other end last gave a sign of life, in ms since the epoch. */
  lastLife: () => number;
  now: () => number;
  limits: OutputLimits;
  signal: AbortSignal;
};

/**
 * Reads an output to its end. The stream's end proves nothing: only the API's status does, and once that is final
 * the stream is read again, because its last bytes may have been missing. Nothing waits for ever.
 */
export async function pump(deps: PumpDeps): Promise<OutputEnd> {
  const { limits, now, signal } = deps;
  let facts = deps.first;
  let pause = limits.retryMs.first;
  let agreed = -1;
  let vain = 0;
  for (;;) {
    if (facts.url === null && !facts.pending) return deps.length() > 0 ? "complete" : "none";
    const before = deps.length();
    const pass: Pass = facts.url === null ? { kind: "missing", bytes: 0 } : await watched(deps, facts);
    if (deps.full()) return "incomplete";
    const whole = pass.kind === "ended" && !facts.pending;
    if (whole && (pass.bytes === agreed || pass.bytes > limits.confirmBytes)) return "complete";
    agreed = pass.kind === "ended" ? pass.bytes : -1;
    vain = deps.length() > before ? 0 : vain + 1;
    if (!facts.pending && vain > (pass.kind === "missing" ? MISSING_TRIES : VAIN_TRIES)) return "incomplete";
    const hopeMs = deps.length() === 0 ? limits.waitingMs : limits.stuckMs;
    if (now() - deps.lastLife() > hopeMs) return "incomplete";
    pause = vain === 0 ? limits.retryMs.first : Math.min(pause * 2, limits.retryMs.longest);
    if (whole) {
      await setTimeout(limits.retryMs.first, undefined, { signal });
    } else {
      const next = await nextFacts(deps, facts.pending, pass.kind === "missing" ? limits.pollMs : pause);
      if (next === null) return "incomplete";
      facts = next;
    }
  }
}

/** Pauses before the next connection, meanwhile asking for the status: a final one ends the pause. */
async function nextFacts(deps: PumpDeps, pending: boolean, pauseMs: number): Promise<OutputFacts | null> {
  const { limits, now, signal } = deps;
  const until = now() + (pending ? pauseMs : Math.min(pauseMs, limits.pollMs));
  let failedSince: number | null = null;
  for (;;) {
    // Every look costs one of the account's calls: a long wait looks less often.
    const looks = now() - deps.lastLife() > 30 * limits.pollMs ? 5 * limits.pollMs : limits.pollMs;
    const left = Math.max(until - now(), limits.retryMs.first);
    await setTimeout(Math.min(looks, left), undefined, { signal });
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

/** One connection; left when the API has said for two looks that all is over and no byte came in between. */
async function watched(deps: PumpDeps, facts: OutputFacts): Promise<Pass> {
  const { limits, signal } = deps;
  const quiet = new AbortController();
  const over = new AbortController();
  const watch = async (): Promise<void> => {
    let length = -1;
    for (;;) {
      await setTimeout(limits.watchMs, undefined, { signal: over.signal, ref: false });
      const read = facts.pending ? await deps.readFacts().catch(() => facts) : facts;
      const done = read !== null && !read.pending;
      if (done && deps.length() === length) return quiet.abort();
      length = done ? deps.length() : -1;
    }
  };
  watch().catch(() => undefined);
  try {
    return await deps.readPass(facts.url ?? "", AbortSignal.any([signal, quiet.signal]));
  } finally {
    over.abort();
  }
}
