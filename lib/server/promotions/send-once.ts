import "server-only";
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
  /** What is stored in the same transaction as the intent. */
  alongside?: (trx: Db) => Promise<void>;
  call: () => Promise<T>;
};

/**
 * Upstream's answer, or why none came: then the call may have been carried out all the same. `attempts` as they are
 * stored now.
 */
export type Sent<T> = { attempts: AttemptRow[] } & ({ answer: T } | { unanswered: SlipwayError });

/**
 * Stores the intent, then sends a call once. Throws what upstream answered when it refused, or when it was never
 * reached: then nothing was made, and the apps are free again.
 */
export async function sendOnce<T>(sending: Sending<T>): Promise<Sent<T>> {
  const { heroku, attempts, limits, call } = sending;
  // A token that must be refreshed is, before the intent is stored: what fails here was certainly not sent.
  await heroku.grant.accessToken();
  const begun = Date.now();
  const stored = await storeIntent(sending);
  if (Date.now() - begun > limits.lateMs) {
    await endAll(attempts, "dropped");
    throw lost();
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
  const { attempts, pinned, newest, alongside } = sending;
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
      for (const attempt of stored) if (!(await markSending(trx, attempt))) throw lost();
      await alongside?.(trx);
    });
  return stored;
}

async function endAll(attempts: readonly AttemptRow[], state: "refused" | "dropped"): Promise<void> {
  for (const { id } of attempts) await endAttempt(id, state);
}

function lost(): SlipwayError {
  return new SlipwayError("conflict", { detail: "This took too long to send; nothing was sent." });
}

const UNREACHED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

/** A refusal is an answer; a timeout, a cut connection or a failing server may hide that the call was carried out. */
function mayHaveArrived(error: SlipwayError): boolean {
  const status = refusedStatus(error);
  if (status !== null) return status >= 500 || status < 400;
  if (!["upstream_timeout", "upstream_unavailable", "upstream_error"].includes(error.id)) return false;
  return !UNREACHED.includes(codeOf(error.cause));
}

/** The system's code of a connection that failed: fetch hides it one or two causes deep. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
