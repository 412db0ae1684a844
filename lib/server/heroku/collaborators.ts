import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import { UpstreamCollaborator } from "@/lib/schemas/collaborator";
import type { Heroku } from "./client";

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
