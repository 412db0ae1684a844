import type { Hold } from "@/lib/schemas/hold";
import type { PipelineApp } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import type { Slug } from "@/lib/schemas/slug";
import { aBuild, aDyno, aRelease, minute } from "./objects";

/** Returns the slug of the running release, with overrides. */
export function aSlug(differs: Partial<Slug> = {}): Slug {
  return {
    id: "slug-1",
    commit: "cb6999d1",
    commit_description: "Retry webhooks",
    checksum: `SHA256:${"0".repeat(64)}`,
    buildpack_provided_description: "Node.js",
    process_types: { web: "npm start" },
    size: 48_200_000,
    stack: { name: "heroku-24" },
    created_at: minute(1),
    updated_at: minute(1),
    deleted_at: null,
    ...differs,
  };
}

/** Returns a staging app in the EU that runs v1, with overrides. */
export function aReviewApp(differs: Partial<ReviewApp> = {}): ReviewApp {
  const current = aRelease({ current: true });
  return {
    app: { id: "app-1", name: "example-app" },
    stage: "staging",
    region: "eu",
    stack: "heroku-24",
    generation: "cedar",
    web_url: "https://example-app.herokuapp.com/",
    may_deploy: true,
    current,
    newest: current,
    releases: [current],
    builds: [aBuild()],
    slug: aSlug(),
    image: null,
    config_names: ["DATABASE_URL"],
    dynos: [aDyno()],
    last_release_phase_ms: null,
    holds: [],
    repository: null,
    read_at: minute(60),
    dynos_read_at: minute(60),
    failed: null,
    ...differs,
  };
}

/** Returns a production app that runs v33 of another slug, with overrides. */
export function aTarget(differs: Partial<ReviewApp> = {}): Extract<PipelineApp, { hidden: false }> {
  const current = aRelease({
    id: "release-33",
    version: 33,
    current: true,
    description: "Promote example-app v11 a1b2c3d4",
    slug: { id: "slug-0" },
    created_at: minute(-60),
  });
  return {
    hidden: false,
    ...aReviewApp({
      app: { id: "app-eu", name: "example-app-production" },
      stage: "production",
      current,
      newest: current,
      releases: [current],
      builds: [],
      slug: aSlug({ id: "slug-0", commit: "a1b2c3d4", commit_description: "Warm the price cache" }),
      ...differs,
    }),
  };
}

/** Returns a lock on the target, with overrides. */
export function aHold(differs: Partial<Hold> = {}): Hold {
  return {
    id: "hold-1",
    kind: "app",
    app: { id: "app-eu", name: "example-app-production" },
    slug: null,
    reason: "sale",
    user: { id: "user-mei", email: "mei@example.com" },
    created_at: minute(0),
    expires_at: minute(120),
    lifted_at: null,
    lifted_by: null,
    ...differs,
  };
}
