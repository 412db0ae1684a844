import { QueryClient } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { appQuery } from "@/lib/client/apps";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { AppParam } from "@/lib/schemas/common";
import { getApp } from "@/lib/server/heroku/apps";
import { herokuFor } from "@/lib/server/heroku/client";
import { requirePageSession } from "@/lib/server/http/page";

/**
 * Loads what every page of an app needs: the session, Heroku with its grant (`shown`: for display only, from the
 * cache during an outage), and the app in the query cache. An app that does not exist, or that the account may not
 * see, renders the not-found page; other failures are left to the page's own panels.
 */
export async function loadApp(app: string, path: string) {
  const session = await requirePageSession(path);
  if (!AppParam.safeParse(app).success) notFound();
  const heroku = herokuFor(session.grant);
  const shown = herokuFor(session.grant, { lastRead: true });
  const queries = new QueryClient();
  try {
    await queries.fetchQuery({ ...appQuery(app), queryFn: () => getApp(shown, app) });
  } catch (error) {
    if (error instanceof SlipwayError && (error.status === 404 || error.id === "forbidden")) notFound();
  }
  return { heroku, shown, queries };
}
