import { SlipwayError } from "@/lib/errors/slipway-error";
import type { UpstreamBuild } from "@/lib/schemas/build";
import type { Heroku } from "@/lib/server/heroku/client";
import type { EndpointName } from "@/lib/server/heroku/endpoints";

type Items = { id: string; status: string; created_at: string };
type FakeBuild = Items & { updated_at: string; release: { id: string } | null };
type FakeRelease = Items & {
  version: number;
  current: boolean;
  updated_at: string;
  slug: { id: string };
};
type FakeDyno = { id: string; name: string; state: string; version: number };
export type FakeApp = {
  id: string;
  name: string;
  pipeline: string | null;
  stamp: string;
  builds: FakeBuild[];
  releases: FakeRelease[];
  dynos: FakeDyno[];
  /** Accounts that may not see it. */
  hidden: Set<string>;
};

export type FakeCall = { account: string; endpoint: EndpointName; at: number };

/** A Platform API in this process: counts every call and returns the state that tests set. */
export class FakeUpstream {
  readonly apps: FakeApp[] = [];
  readonly calls: FakeCall[] = [];
  /** Called before each response; an error thrown by it is the response. */
  fault: (call: FakeCall) => void = () => undefined;
  readonly #now: () => number;
  /** Awaited before each response: the time on the network. */
  travel: () => Promise<void> | undefined = () => undefined;
  /** Offset of upstream's clock, in ms. */
  skewMs = 0;
  #ids = 0;
  #served: FakeApp[] | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  addApp(name: string, pipeline: string | null = null): FakeApp {
    const app: FakeApp = {
      id: `id-of-${name}`,
      name,
      pipeline,
      stamp: this.#time(),
      builds: [],
      releases: [],
      dynos: [],
      hidden: new Set(),
    };
    this.apps.push(app);
    return app;
  }

  beginBuild(app: FakeApp): FakeBuild {
    const at = this.#time();
    const build = { id: this.#id("build"), status: "pending", created_at: at, updated_at: at, release: null };
    app.builds.unshift(build);
    return build;
  }

  /** Completes the build and releases it; its dynos run at once. */
  endBuild(app: FakeApp, build: FakeBuild, status = "succeeded"): void {
    build.status = status;
    build.updated_at = this.#time();
    if (status === "succeeded") build.release = { id: this.release(app).id };
  }

  release(app: FakeApp): FakeRelease {
    const at = this.#time();
    const version = (app.releases[0]?.version ?? 0) + 1;
    for (const release of app.releases) release.current = false;
    const id = this.#id("release");
    const slug = { id: this.#id("slug") };
    const release = { id, slug, version, status: "succeeded", current: true, created_at: at, updated_at: at };
    app.releases.unshift(release);
    app.stamp = at;
    app.dynos = [{ id: this.#id("dyno"), name: "web.1", state: "up", version }];
    return release;
  }

  /** Responds with these apps as they were, regardless of the current state; null ends that. */
  serve(apps: FakeApp[] | null): void {
    this.#served = apps;
  }

  /** Returns the calls by account since a time. */
  callsOf(account: string, since = 0): number {
    return this.calls.filter((call) => call.account === account && call.at >= since).length;
  }

  as(account: string, grant = `grant of ${account}`): Heroku {
    const accessToken = async () => "";
    return {
      apiUrl: "fake:",
      grant: {
        id: grant,
        accountId: account,
        scope: "read",
        accessToken,
        refreshAfter401: accessToken,
      },
      request: async (endpoint, { params = {}, schema, range = "" }) => {
        const call = { account, endpoint, at: this.#now() };
        this.calls.push(call);
        await this.travel();
        this.fault(call);
        const max = Number(/max=(\d+)/.exec(range)?.[1] ?? 1000);
        const data = schema.parse(this.#answer(account, endpoint, params, max));
        return { data, nextRange: null, at: this.#now() };
      },
    };
  }

  #answer(account: string, endpoint: EndpointName, params: Record<string, string>, max: number): unknown {
    const seen = (this.#served ?? this.apps).filter(({ hidden }) => !hidden.has(account));
    if (endpoint === "apps") return seen.map((app) => shownApp(app));
    if (endpoint === "pipelines") return [];
    if (endpoint === "couplings")
      return seen.flatMap(({ id, pipeline }) =>
        pipeline ? { id: `c-${id}`, app: { id }, pipeline: { id: pipeline }, stage: "staging" } : [],
      );
    const ofPipeline = seen.filter(({ pipeline }) => pipeline !== null && pipeline === params.pipeline);
    if (endpoint === "latestBuilds") return ofPipeline.flatMap((app) => shownBuilds(app).slice(0, 1));
    if (endpoint === "latestReleases") return ofPipeline.flatMap((app) => shownReleases(app).slice(0, 1));
    const app = seen.find(({ id, name }) => id === params.app || name === params.app);
    if (!app) throw new SlipwayError("app_not_found");
    if (endpoint === "app") return shownApp(app);
    if (endpoint === "builds") return shownBuilds(app).slice(0, max);
    if (endpoint === "releases") return shownReleases(app).slice(0, max);
    if (endpoint === "dynos") return shownDynos(app);
    throw new Error(`the fake upstream does not know ${endpoint}`);
  }

  #time(): string {
    return new Date(this.#now() + this.skewMs).toISOString();
  }

  #id(kind: string): string {
    this.#ids += 1;
    return `${kind}-${this.#ids}`;
  }
}

const LONG_AGO = "2026-01-01T00:00:00.000Z";

function shownApp({ id, name, stamp, releases }: FakeApp) {
  return { id, name, released_at: releases[0] ? stamp : null, created_at: LONG_AGO, updated_at: stamp };
}

function shownBuilds(app: FakeApp): Partial<UpstreamBuild>[] {
  return app.builds.map(({ id, status, release, created_at, updated_at }) => ({
    id,
    app: { id: app.id },
    status: status === "pending" || status === "succeeded" ? status : "failed",
    release,
    created_at,
    updated_at,
  }));
}

function shownReleases(app: FakeApp) {
  return app.releases.map((release) => ({ ...release, app: { id: app.id, name: app.name } }));
}

function shownDynos({ dynos, releases }: FakeApp) {
  return dynos.map(({ version, ...dyno }) => ({
    ...dyno,
    type: "web",
    release: { id: releases[0]?.id ?? "none", version },
    created_at: LONG_AGO,
    updated_at: LONG_AGO,
  }));
}
