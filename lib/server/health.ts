import { sql } from "kysely";
import type { Readiness } from "@/lib/schemas/health";
import { env } from "./env";
import { log } from "./log/log";
import { db } from "./store/db";

type Check = "ok" | string;

/** Checks that the store and the Platform API respond. A check that fails has the reason instead of `ok`. */
export async function readiness(): Promise<Readiness> {
  const [store, upstream] = await Promise.all([checkStore(), checkUpstream()]);
  return { status: store === "ok" && upstream === "ok" ? "ok" : "down", store, upstream };
}

/** Returns `ok`, or why the Platform API does not respond. Sent without a token, so a 401 counts as a response. */
export async function checkUpstream(): Promise<Check> {
  const { herokuApiUrl } = env();
  const host = new URL(herokuApiUrl).host;
  try {
    const response = await fetch(`${herokuApiUrl}/account/rate-limits`, {
      headers: { accept: "application/vnd.heroku+json; version=3", "user-agent": "slipway" },
      redirect: "manual",
      signal: AbortSignal.timeout(3_000),
    });
    await response.body?.cancel();
    return response.status < 500 ? "ok" : `${host} answers ${response.status}`;
  } catch {
    return `${host} does not answer`;
  }
}

async function checkStore(): Promise<Check> {
  try {
    await sql`select 1`.execute(db());
    return "ok";
  } catch (error) {
    // Health is public, so the message of the driver, which names hosts and roles, is only logged.
    log.error({ err: String(error) }, "The store does not answer");
    return "the store does not answer";
  }
}
