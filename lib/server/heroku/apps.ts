import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { type App, type AppCreate, type AppList, UpstreamApp, UpstreamCollaborator } from "@/lib/schemas/app";
import type { Heroku } from "./client";
import { readAllPages } from "./pagination";

const APPS_PER_PAGE = 1000;

/** `GET /apps`: every app that the account can see, team apps included, by name. */
export async function listApps(heroku: Heroku): Promise<z.infer<typeof AppList>> {
  const call = { schema: z.array(UpstreamApp) };
  const items = await readAllPages(heroku, "apps", call, { field: "name", max: APPS_PER_PAGE, order: "asc" });
  return { items, next: null };
}

/** `GET /apps/:app`. Throws `app_not_found`. */
export async function getApp(heroku: Heroku, app: string): Promise<App> {
  const { data } = await heroku.request("app", { params: { app }, schema: UpstreamApp });
  return data;
}

/** `POST /filters/apps`: the apps with these ids that the account can see; others are omitted. */
export async function filterApps(heroku: Heroku, ids: string[]): Promise<App[]> {
  if (ids.length === 0) return [];
  const call = { schema: z.array(UpstreamApp), body: { in: { id: ids } } };
  return readAllPages(heroku, "filterApps", call, { field: "id", max: APPS_PER_PAGE, order: "asc" });
}

/** `POST /apps`, or `POST /teams/apps` when a team is named. Without a name upstream generates one. */
export async function createApp(heroku: Heroku, { team, ...body }: AppCreate): Promise<App> {
  const call = team ? { body: { ...body, team } } : { body };
  const { data } = await heroku.request(team ? "createTeamApp" : "createApp", {
    ...call,
    schema: UpstreamApp,
  });
  return data;
}

/** Returns true if the account may deploy this app, false if not, null when upstream does not reveal it in advance. */
export async function mayDeploy(heroku: Heroku, app: Pick<App, "id" | "owner">): Promise<boolean | null> {
  const { accountId: account } = heroku.grant;
  if (app.owner.id === account) return true;
  try {
    const call = { params: { app: app.id, account }, schema: UpstreamCollaborator };
    const { permissions, role } = (await heroku.request("collaborator", call)).data;
    if (permissions.length > 0) return permissions.includes("deploy");
    return role === "owner" || role === "admin" ? true : null;
  } catch (error) {
    if (error instanceof SlipwayError && (error.status === 404 || error.status === 403)) return null;
    throw error;
  }
}

/** `GET /apps/:app/features/preboot`: returns true if it is on; false when it cannot be read. */
export async function hasPreboot(heroku: Heroku, app: string): Promise<boolean> {
  const call = { params: { app }, schema: z.object({ enabled: z.boolean() }) };
  try {
    return (await heroku.request("preboot", call)).data.enabled;
  } catch (error) {
    if (error instanceof SlipwayError) return false;
    throw error;
  }
}
