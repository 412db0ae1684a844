import { herokuFor, withoutRetries } from "@/lib/server/heroku/client";
import { log } from "@/lib/server/log/log";
import { onShutdown } from "@/lib/server/process/shutdown";
import { grantById } from "@/lib/server/session/find-session";
import { db } from "@/lib/server/store/db";
import { listOpenAttempts } from "./attempts";
import { recover } from "./claims";
import { type SendLimits, sendLimits } from "./limits";
import { startRun } from "./run";

/** After the server of a promotion has died, another one resumes it within 10 s: its absence takes 7 s to notice. */
export const RESUME_MS = 2_000;
const RECOVER_MS = 15_000;

/**
 * Resumes, at start and every 2 seconds, the promotions that an earlier run or another server left. Every 15 seconds
 * resolves attempts with an unknown result.
 */
export async function keepResuming(): Promise<void> {
  const resume = () => logFailure(resumeRuns());
  const recoverAll = () => logFailure(recoverAttempts());
  await resume();
  await recoverAll();
  const timers = [
    setInterval(() => void resume(), RESUME_MS),
    setInterval(() => void recoverAll(), RECOVER_MS),
  ];
  for (const timer of timers) timer.unref();
  onShutdown(() => {
    for (const timer of timers) clearInterval(timer);
  });
}

/** Resumes every promotion that has not ended, at start and after its server is gone. */
export async function resumeRuns(): Promise<void> {
  const rows = await db().selectFrom("promotions").select("id").where("status", "=", "pending").execute();
  for (const { id } of rows) startRun(id);
}

async function logFailure(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => log.error({ err: String(error) }, "Resuming promotions failed"));
}

/** Ends abandoned attempts. Those without a usable grant are resolved by the next request to the app. */
export async function recoverAttempts(limits: SendLimits = sendLimits): Promise<void> {
  for (const attempt of await listOpenAttempts()) {
    const grant = await grantById(attempt.grant_id);
    if (!grant) continue;
    await recover(withoutRetries(herokuFor(grant)), attempt, limits).catch((error: unknown) =>
      log.warn({ err: String(error), app: attempt.app_id }, "The result of a release is not known yet"),
    );
  }
}
