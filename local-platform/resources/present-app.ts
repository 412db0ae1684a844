import type { Services } from "../services";
import type { AppRow } from "../store/tables";
import { formatTime, generations, stackOf } from "./platform-facts";
import { regionOf } from "./regions";

export type OwnedApp = AppRow & { owner_email: string };

/** Returns an app in the API's format. */
export function presentApp({ context }: Pick<Services, "context">, app: OwnedApp) {
  const runs = stackOf(app.stack);
  return {
    acm: false,
    archived_at: null,
    build_stack: runs,
    buildpack_provided_description: app.buildpack_provided_description,
    created_at: formatTime(app.created_at),
    generation: generations[app.generation],
    git_url: `https://git.heroku.com/${app.name}.git`,
    id: app.id,
    internal_routing: false,
    maintenance: app.maintenance === 1,
    name: app.name,
    organization: null,
    owner: { email: app.owner_email, id: app.owner_id },
    region: regionOf(app.region),
    released_at: formatTime(app.released_at),
    repo_size: null,
    slug_size: app.slug_size,
    space: null,
    stack: runs,
    team: null,
    updated_at: formatTime(app.updated_at),
    web_url: `${context.origins().apps.replace("*", app.name)}/`,
  };
}
