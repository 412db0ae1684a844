import { notFound } from "next/navigation";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Build } from "@/lib/schemas/build";
import { getBuild } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";

/**
 * Returns the build, or renders the not-found page; null when it could not be read, which the page's own panel
 * reports.
 */
export async function findBuild(shown: Heroku, app: string, build: string): Promise<Build | null> {
  try {
    return await getBuild(shown, app, build);
  } catch (error) {
    if (error instanceof SlipwayError && error.status === 404) notFound();
    return null;
  }
}
