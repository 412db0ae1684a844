import "server-only";
import { herokuFor, withoutRetries } from "@/lib/server/heroku/client";
import { log } from "@/lib/server/log/log";
import { onShutdown } from "@/lib/server/process/shutdown";
import { grantById } from "@/lib/server/session/grant-by-id";
import { openOn } from "./attempts";
import { recover } from "./claim";
import { type SendLimits, sendLimits } from "./limits";
import { resumeRuns } from "./run";

const EVERY_MS = 15_000;

/**
 * Takes up what an earlier run of the server left, and from time to time what another server did: promotions go on, and
 * sends of which nobody knows how they went are found out.
 */
export async function keepResuming(): Promise<void> {
  await resume();
  const timer = setInterval(() => void resume(), EVERY_MS);
  timer.unref();
  onShutdown(() => clearInterval(timer));
}

async function resume(): Promise<void> {
  try {
    await resumeRuns();
    await recoverAttempts();
  } catch (error) {
    log.error({ err: String(error) }, "Promotions could not be taken up");
  }
}

/** Ends attempts that nobody works on any more; what a grant is missing for, the next request to the app finds out. */
export async function recoverAttempts(limits: SendLimits = sendLimits): Promise<void> {
  for (const attempt of await openOn()) {
    const grant = await grantById(attempt.grant_id);
    if (!grant) continue;
    await recover(withoutRetries(herokuFor(grant)), attempt, limits).catch((error: unknown) =>
      log.warn({ err: String(error), app: attempt.app_id }, "What became of a release is not known yet"),
    );
  }
}
