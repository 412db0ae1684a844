import type { AppSummary } from "@/lib/schemas/summary";
import type { Heroku } from "@/lib/server/heroku/client";
import { mapAtMost } from "./at-most";
import { keptSummaries, readKept } from "./kept-reads";
import { knownApp, knownApps } from "./known-apps";
import { readSummary } from "./read-summary";

type Read = { summary: AppSummary | null } | { error: unknown };

const AT_A_TIME = 6;

/**
 * What the rows of these apps show, in the order asked; apps that cannot be read are left out. Throws when nothing
 * is known of any of them.
 */
export async function readSummaries(
  heroku: Heroku,
  names: string[],
  now = () => new Date(),
): Promise<AppSummary[]> {
  const at = now().getTime();
  const apps = await knownApps(heroku, at);
  const entries = keptSummaries(at);
  const reads = await mapAtMost([...new Set(names)], AT_A_TIME, async (name): Promise<Read> => {
    try {
      const app = await knownApp(heroku, apps, name);
      if (!app) return { summary: null };
      const read = (before: AppSummary | undefined) => readSummary(heroku, app, before, now);
      return { summary: await readKept(entries, { heroku, app, now, read }) };
    } catch (error) {
      return { error };
    }
  });
  const failed = reads.find((read) => "error" in read);
  if (failed && reads.every((read) => "error" in read)) throw failed.error;
  return reads.flatMap((read) => ("summary" in read && read.summary ? [read.summary] : []));
}
