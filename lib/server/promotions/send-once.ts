import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Heroku } from "@/lib/server/heroku/client";
import { refusedStatus } from "@/lib/server/heroku/errors";
import { db } from "@/lib/server/store/db";
import type { AttemptRow } from "@/lib/server/store/promotion-rows";
import { type Db, endAttempt, markSending, type Pinned } from "./attempts";
import type { SendLimits } from "./limits";

type Sending<T> = {
  heroku: Heroku;
  /** One for each app of the call, all claimed. */
  attempts: readonly AttemptRow[];
  pinned: Pinned;
  /** The newest version of each app, by app id. */
  newest: ReadonlyMap<string, number>;
  limits: SendLimits;
  /** Additional writes in the transaction that stores the intent. */
  store?: (trx: Db) => Promise<void>;
  call: () => Promise<T>;
};

/**
 * Upstream's response, or the error without one: then the call may have succeeded all the same. `attempts` as they are
 * stored now.
 */
export type Sent<T> = { attempts: AttemptRow[] } & ({ answer: T } | { unanswered: SlipwayError });

/**
 * Stores the intent, then sends a call once. Throws when upstream rejects it or was never reached: then nothing was
 * created, and the claims are released.
 */
export async function sendOnce<T>(sending: Sending<T>): Promise<Sent<T>> {
  const { heroku, attempts, limits, call } = sending;
  // Refreshes an expiring token before the intent is stored, so that a failed refresh cannot count as sent.
  await heroku.grant.accessToken();
  const begun = Date.now();
  const stored = await storeIntent(sending);
  if (Date.now() - begun > limits.maxDelayMs) {
    await endAll(attempts, "dropped");
    throw tooLate();
  }
  try {
    return { attempts: stored, answer: await call() };
  } catch (error) {
    if (!(error instanceof SlipwayError) || mayHaveArrived(error)) {
      const unanswered =
        error instanceof SlipwayError ? error : new SlipwayError("internal", { cause: error });
      return { attempts: stored, unanswered };
    }
    await endAll(attempts, "refused");
    throw error;
  }
}

async function storeIntent<T>(sending: Sending<T>): Promise<AttemptRow[]> {
  const { attempts, pinned, newest, store } = sending;
  const sentAt = new Date().toISOString();
  const stored = attempts.map((attempt) => ({
    ...attempt,
    ...pinned,
    state: "sending" as const,
    newest_version: newest.get(attempt.app_id) ?? null,
    sent_at: sentAt,
  }));
  await db()
    .transaction()
    .execute(async (trx) => {
      for (const attempt of stored) if (!(await markSending(trx, attempt))) throw tooLate();
      await store?.(trx);
    });
  return stored;
}

async function endAll(attempts: readonly AttemptRow[], state: "refused" | "dropped"): Promise<void> {
  for (const { id } of attempts) await endAttempt(id, state);
}

function tooLate(): SlipwayError {
  return new SlipwayError("conflict", { detail: "This took too long to send; nothing was sent." });
}

const UNREACHED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

/** Returns true after a timeout, a cut connection or a server error: the call may have succeeded all the same. */
function mayHaveArrived(error: SlipwayError): boolean {
  const status = refusedStatus(error);
  if (status !== null) return status >= 500 || status < 400;
  if (!["upstream_timeout", "upstream_unavailable", "upstream_error"].includes(error.id)) return false;
  return !UNREACHED.includes(codeOf(error.cause));
}

/** Returns the system error code of a failed connection; fetch nests it one or two causes deep. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
