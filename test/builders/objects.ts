import type { App } from "@/lib/schemas/app";
import type { Build } from "@/lib/schemas/build";
import type { Dyno } from "@/lib/schemas/dyno";
import type { Release } from "@/lib/schemas/release";

const DANA = { id: "user-dana", email: "dana.ito@example.com" };

/** Returns a time on a fixed day, in minutes since 10:00 UTC. */
export const minute = (minutes: number) => new Date(Date.UTC(2026, 4, 12, 10, minutes)).toISOString();

/** Returns a succeeded build of one minute, with overrides. */
export function aBuild(differs: Partial<Build> = {}): Build {
  return {
    id: "build-1",
    app: { id: "app-1" },
    status: "succeeded",
    canceled_by: null,
    stack: "heroku-24",
    buildpacks: [{ name: "heroku/nodejs" }],
    source_blob: { url: null, version: "cb6999d1", version_description: "Retry webhooks", checksum: null },
    source_expires_at: null,
    slug: { id: "slug-1" },
    release: { id: "release-1" },
    user: DANA,
    created_at: minute(0),
    updated_at: minute(1),
    ...differs,
  };
}

/** Returns a succeeded release that is not current, with overrides. */
export function aRelease(differs: Partial<Release> = {}): Release {
  return {
    id: "release-1",
    version: 1,
    app: { id: "app-1", name: "example-app" },
    status: "succeeded",
    current: false,
    ran: ranOf(differs),
    eligible_for_rollback: true,
    description: "Deploy cb6999d1",
    slug: { id: "slug-1" },
    artifacts: [],
    release_phase: false,
    user: DANA,
    created_at: minute(1),
    updated_at: minute(1),
    ...differs,
  };
}

/** Whether a release of each status ran, without further information. */
export function ranOf({ status = "succeeded", current }: Partial<Release>): Release["ran"] {
  if (status === "unknown" && !current) return "unknown";
  return status === "succeeded" || current ? "ran" : "not run";
}

/** Returns a web dyno that is up on v1, with overrides. */
export function aDyno(differs: Partial<Dyno> = {}): Dyno {
  return {
    id: "dyno-1",
    name: "web.1",
    type: "web",
    command: "npm start",
    size: "Basic",
    state: "up",
    release: { id: "release-1", version: 1 },
    created_at: minute(1),
    updated_at: minute(1),
    ...differs,
  };
}

/** Returns an app in the EU, with overrides. */
export function anApp(differs: Partial<App> = {}): App {
  return {
    id: "app-1",
    name: "example-app",
    owner: DANA,
    team: null,
    region: { name: "eu" },
    stack: { name: "heroku-24" },
    generation: "cedar",
    buildpack_provided_description: "Node.js",
    maintenance: false,
    slug_size: 48_200_000,
    git_url: "https://git.heroku.com/example-app.git",
    web_url: "https://example-app.herokuapp.com/",
    archived_at: null,
    created_at: minute(0),
    released_at: null,
    updated_at: minute(0),
    ...differs,
  };
}
