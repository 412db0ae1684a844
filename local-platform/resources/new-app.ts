import type { Context } from "../context";
import type { AppRow, ReleaseRow } from "../store/tables";
import { stack } from "./platform-facts";
import type { RegionName } from "./regions";

/** Returns the rows of a new app: the app, and its release v1 "Initial release", which has no code. */
export function newAppRows(
  context: Context,
  name: string,
  ownerId: string,
  region: RegionName = "us",
): { app: AppRow; release: ReleaseRow } {
  const now = context.now().toISOString();
  const app: AppRow = {
    id: context.newId(),
    name,
    owner_id: ownerId,
    region,
    generation: "cedar",
    stack: stack.name,
    maintenance: 0,
    buildpack_provided_description: null,
    config_vars: "{}",
    slug_size: null,
    created_at: now,
    released_at: now,
    updated_at: now,
  };
  const release: ReleaseRow = {
    id: context.newId(),
    app_id: app.id,
    version: 1,
    user_id: ownerId,
    status: "succeeded",
    current: 1,
    description: "Initial release",
    slug_id: null,
    image_id: null,
    config_vars: "{}",
    release_phase: 0,
    created_at: now,
    updated_at: now,
  };
  return { app, release };
}
