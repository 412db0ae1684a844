import type { ApiFailure } from "@/lib/client/api";
import { momentNow, noteDate, serverNow } from "@/lib/client/clock";
import { POLL_MS, withConnection } from "@/lib/client/events/shared-connections";
import { withoutNuls } from "@/lib/log-viewer/engine/bytes/byte-store";
import type { OutputSummary } from "@/lib/schemas/output";

/** The owner of an output: a build, or a release with its release phase. */
export type OutputSource = { app: string; build: string } | { app: string; release: string | number };

/** The state of a stream. Times are in ms since 1970. */
export type OutputState<Failure = ApiFailure> =
  /** `attempt`: the number of successive attempts without data. */
  | { kind: "connecting"; attempt: number }
  | { kind: "waiting"; since: number }
  | { kind: "live" }
  | { kind: "quiet"; since: number }
  | { kind: "reconnecting"; at: number; attempt: number }
  | { kind: "ended"; bytes: number; sha256: string | null }
  | { kind: "incomplete"; bytes: number; gap: { from: number; to: number | null } }
  | { kind: "failed"; error: Failure };

/** In ms. `silent`: no byte, not even a heartbeat; `quiet`: heartbeats without output. */
export type OutputTiming = { silent: number; quiet: number; firstRetry: number; lastRetry: number };

const OUTPUT_TIMING: OutputTiming = {
  silent: 40_000,
  quiet: 20_000,
  firstRetry: 500,
  lastRetry: 10_000,
};

/**
 * The calls that need the page's schemas and session: the output's summary, and the failure of a response. `status` 0
 * means that the server is unreachable.
 */
export type SummarySource<Failure extends { status: number }> = {
  summary(signal: AbortSignal): Promise<OutputSummary | Failure>;
  failure(response: Response): Promise<Failure>;
  /** Returns the failure of a broken connection. */
  broken(): Failure;
};

type FollowOptions<Failure extends { status: number }> = {
  /** Returns the path of the bytes from an offset on; with `wait` false, only of the available ones. */
  pathFrom(offset: number, wait: boolean): string;
  summarySource: SummarySource<Failure>;
  /** Receives payload bytes in order, each exactly once, without heartbeats. */
  onBytes(bytes: Uint8Array): void;
  onState(state: OutputState<Failure>): void;
  /** Called when the server has granted access. */
  onOpen?(): void;
  signal: AbortSignal;
  timing?: OutputTiming;
  /** The first byte to request. */
  offset?: number;
};

/** Statuses after which the request is repeated; any other is final. */
const TRY_AGAIN = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

/**
 * Follows an output from `offset` until it is complete, and reconnects at the byte where it stopped. Resolves at the
 * end, at a permanent failure, and when `signal` aborts; never rejects.
 */
export async function follow<F extends { status: number }>(options: FollowOptions<F>): Promise<void> {
  const { signal, onState, summarySource, timing = OUTPUT_TIMING } = options;
  const progress = { offset: options.offset ?? 0 };
  let attempt = 0;
  onState({ kind: "connecting", attempt });
  while (!signal.aborted) {
    const before = progress.offset;
    let held = true;
    const result = await withConnection((mayWait) => {
      held = mayWait;
      return readOnce(progress, mayWait, options);
    }).catch(() => summarySource.broken());
    if (signal.aborted) return;
    if (result === null && !held) {
      // Other tabs use the few long-lived connections: poll again later.
      attempt = 0;
      await wait(POLL_MS, signal);
      continue;
    }
    if (result && "status" in result) {
      if (!TRY_AGAIN.has(result.status)) {
        onState({ kind: "failed", error: result });
        return;
      }
    } else if (result) {
      onState(result);
      return;
    }
    attempt = progress.offset > before ? 1 : attempt + 1;
    const pause = pauseBefore(attempt, timing);
    onState({ kind: "reconnecting", at: serverNow() + pause, attempt });
    await wait(pause, signal);
    if (!signal.aborted) onState({ kind: "connecting", attempt });
  }
}

/** Opens one connection. Returns the final state, a failure, or null if the output continues. */
async function readOnce<F extends { status: number }>(
  progress: { offset: number },
  mayWait: boolean,
  options: FollowOptions<F>,
): Promise<OutputState<F> | F | null> {
  const { timing = OUTPUT_TIMING, summarySource, signal } = options;
  const silence = new Silence(timing.silent, signal);
  try {
    const sent = momentNow();
    const response = await fetch(options.pathFrom(progress.offset, mayWait), {
      signal: silence.signal,
      cache: "no-store",
    });
    noteDate(response.headers.get("date"), sent);
    // 416 is beyond the end of a complete output; the summary has its length.
    if (!response.ok && response.status !== 416) return await summarySource.failure(response);
    options.onOpen?.();
    if (response.ok) await readBody(response, progress, silence, options);
  } finally {
    silence.end();
  }
  const summary = await summarySource.summary(signal);
  return "status" in summary ? summary : finalState(summary, progress.offset);
}

async function readBody<F extends { status: number }>(
  response: Response,
  progress: { offset: number },
  silence: Silence,
  { onBytes, onState, timing = OUTPUT_TIMING }: FollowOptions<F>,
): Promise<void> {
  const reader = response.body?.getReader();
  if (!reader) return;
  let lastOutput = serverNow();
  let shown: OutputState<F>["kind"] = progress.offset === 0 ? "waiting" : "live";
  onState(progress.offset === 0 ? { kind: "waiting", since: lastOutput } : { kind: "live" });
  const quiet = setInterval(
    () => {
      if (shown !== "live" || serverNow() - lastOutput < timing.quiet) return;
      shown = "quiet";
      onState({ kind: "quiet", since: lastOutput });
    },
    Math.min(1_000, timing.quiet / 4),
  );
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      silence.reset();
      const payload = withoutNuls(next.value);
      if (payload.length === 0) continue;
      progress.offset += payload.length;
      lastOutput = serverNow();
      onBytes(payload);
      if (shown !== "live") onState({ kind: "live" });
      shown = "live";
    }
  } finally {
    clearInterval(quiet);
  }
}

/** The end of the body proves nothing; only the summary states whether the output is complete. */
function finalState(summary: OutputSummary, offset: number): OutputState<never> | null {
  if (summary.state === "waiting" || summary.state === "live") return null;
  if (summary.bytes > offset) return null;
  if (summary.state === "incomplete" || summary.bytes < offset) {
    return { kind: "incomplete", bytes: offset, gap: summary.gap ?? { from: summary.bytes, to: offset } };
  }
  return { kind: "ended", bytes: offset, sha256: summary.sha256 };
}

function pauseBefore(attempt: number, { firstRetry, lastRetry }: OutputTiming): number {
  const full = Math.min(lastRetry, firstRetry * 2 ** (attempt - 1));
  return full * (0.75 + Math.random() / 4);
}

/** Aborts its signal after `limit` ms without a call of `reset`, and when `parent` aborts. */
class Silence {
  readonly #controller = new AbortController();
  readonly #limit: number;
  readonly #parent: AbortSignal;
  readonly #stop = () => this.#controller.abort();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `limit` in ms. */
  constructor(limit: number, parent: AbortSignal) {
    this.#limit = limit;
    this.#parent = parent;
    parent.addEventListener("abort", this.#stop);
    if (parent.aborted) this.#stop();
    this.reset();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#stop, this.#limit);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#parent.removeEventListener("abort", this.#stop);
  }
}

/** Resolves after `ms`, when `signal` aborts, or when the browser is online again. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      globalThis.removeEventListener?.("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    globalThis.addEventListener?.("online", done);
    if (signal.aborted) done();
  });
}
