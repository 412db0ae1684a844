/** Every href and /api path. Parameters are encoded here and nowhere else. */
const e = encodeURIComponent;

export const paths = {
  apps: () => "/",
  app: (app: string) => `/apps/${e(app)}`,
  builds: (app: string) => `/apps/${e(app)}/builds`,
  build: (app: string, build: string) => `/apps/${e(app)}/builds/${e(build)}`,
  releases: (app: string) => `/apps/${e(app)}/releases`,
  release: (app: string, version: number | string) => `/apps/${e(app)}/releases/${e(String(version))}`,
  config: (app: string) => `/apps/${e(app)}/config`,
  logs: (app: string) => `/apps/${e(app)}/logs`,
  slug: (app: string, slug: string) => `/apps/${e(app)}/slugs/${e(slug)}`,
  newSlug: (app: string) => `/apps/${e(app)}/slugs/new`,
  /** The app's page with the roll back sheet open; `to` preselects a version. */
  rollBack: (app: string, to?: number) => `/apps/${e(app)}?roll-back=${to ?? ""}`,
  pipelines: () => "/pipelines",
  /** `from` and `to` (stages) name the lane that is open, `source` and `targets` (app names) what is chosen in it. */
  pipeline: (
    pipeline: string,
    lane?: { from: string; to: string; source?: string; targets?: readonly string[] },
  ) => {
    const page = `/pipelines/${e(pipeline)}`;
    if (!lane) return page;
    const source = lane.source ? `&source=${e(lane.source)}` : "";
    const targets = lane.targets ? `&targets=${lane.targets.map(e).join(",")}` : "";
    return `${page}?lane=${e(lane.from)}-${e(lane.to)}${source}${targets}`;
  },
  promotion: (id: string) => `/promotions/${e(id)}`,
  screens: () => "/screens",
  settings: () => "/settings",
  wall: () => "/wall",
  /** The wall of one's own apps, in a browser that is not a screen. */
  wallPreview: () => "/wall?preview",
  /** `scopes`: what is asked for beyond HEROKU_SCOPE. */
  signIn: (callbackUrl?: string, scopes: readonly string[] = []) => {
    const query = [
      ...(callbackUrl ? [`callbackUrl=${e(callbackUrl)}`] : []),
      ...(scopes.length > 0 ? [`scope=${e(scopes.join(" "))}`] : []),
    ];
    return query.length > 0 ? `/sign-in?${query.join("&")}` : "/sign-in";
  },
};

export const api = {
  me: () => "/api/me",
  apps: () => "/api/apps",
  app: (app: string) => `/api/apps/${e(app)}`,
  summaries: (apps: readonly string[]) => `/api/summaries?apps=${apps.map(e).join(",")}`,
  summariesOnce: (apps: readonly string[]) => `/api/summaries?once=1&apps=${apps.map(e).join(",")}`,
  latestStates: () => "/api/summaries/latest",
  events: (apps: readonly string[]) => `/api/events?apps=${apps.map(e).join(",")}`,
  configVars: (app: string, name?: string) =>
    `/api/apps/${e(app)}/config-vars${name ? `?name=${e(name)}` : ""}`,
  /** `override`: the reason for overriding a hold. The same for the paths below. */
  configVarsChange: (app: string, override?: string) =>
    `/api/apps/${e(app)}/config-vars${override ? `?override=${e(override)}` : ""}`,
  dynos: (app: string) => `/api/apps/${e(app)}/dynos`,
  formation: (app: string) => `/api/apps/${e(app)}/formation`,
  logs: (app: string, options: { dyno?: string; lines?: number } = {}) => {
    const query = new URLSearchParams();
    if (options.dyno) query.set("dyno", options.dyno);
    if (options.lines) query.set("lines", String(options.lines));
    return `/api/apps/${e(app)}/logs${query.size ? `?${query}` : ""}`;
  },
  builds: (app: string, after?: string) => `/api/apps/${e(app)}/builds${after ? `?after=${e(after)}` : ""}`,
  build: (app: string, build: string) => `/api/apps/${e(app)}/builds/${e(build)}`,
  buildRetry: (app: string, build: string, override?: string) =>
    `/api/apps/${e(app)}/builds/${e(build)}/retry${override ? `?override=${e(override)}` : ""}`,
  buildOutput: (app: string, build: string, offset = 0) =>
    `/api/apps/${e(app)}/builds/${e(build)}/output?offset=${offset}`,
  buildOutputSummary: (app: string, build: string) => `/api/apps/${e(app)}/builds/${e(build)}/output/summary`,
  uploads: (
    app: string,
    query: { version?: string; version_description?: string; checksum?: string; override?: string } = {},
  ) => {
    const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
    return `/api/apps/${e(app)}/uploads${search.size ? `?${search}` : ""}`;
  },
  releases: (app: string, after?: string) =>
    `/api/apps/${e(app)}/releases${after ? `?after=${e(after)}` : ""}`,
  release: (app: string, release: string | number) => `/api/apps/${e(app)}/releases/${e(String(release))}`,
  releaseOutput: (app: string, release: string | number, offset = 0) =>
    `/api/apps/${e(app)}/releases/${e(String(release))}/output?offset=${offset}`,
  releaseOutputSummary: (app: string, release: string | number) =>
    `/api/apps/${e(app)}/releases/${e(String(release))}/output/summary`,
  slug: (app: string, slug: string) => `/api/apps/${e(app)}/slugs/${e(slug)}`,
  slugs: (app: string) => `/api/apps/${e(app)}/slugs`,
  slugBlob: (app: string, slug: string) => `/api/apps/${e(app)}/slugs/${e(slug)}/blob`,
  configChanges: (app: string, release: string) =>
    `/api/apps/${e(app)}/releases/${e(release)}/config-changes`,
  holds: (app: string) => `/api/apps/${e(app)}/holds`,
  hold: (app: string, hold: string) => `/api/apps/${e(app)}/holds/${e(hold)}`,
  appSettings: (app: string) => `/api/apps/${e(app)}/settings`,
  webhooks: (app: string) => `/api/apps/${e(app)}/webhooks`,
  webhook: (app: string, webhook: string) => `/api/apps/${e(app)}/webhooks/${e(webhook)}`,
  /** Where upstream delivers to. */
  webhookReceiver: (webhook: string) => `/api/webhooks/${e(webhook)}`,
  reviews: (apps: readonly string[]) => `/api/reviews?apps=${apps.map(e).join(",")}`,
  pipelines: () => "/api/pipelines",
  pipeline: (pipeline: string) => `/api/pipelines/${e(pipeline)}`,
  couplings: (pipeline: string) => `/api/pipelines/${e(pipeline)}/couplings`,
  coupling: (pipeline: string, coupling: string) => `/api/pipelines/${e(pipeline)}/couplings/${e(coupling)}`,
  promotions: (of: { pipeline?: string; app?: string } = {}, after?: string) => {
    const query = new URLSearchParams();
    if (of.pipeline) query.set("pipeline", of.pipeline);
    if (of.app) query.set("app", of.app);
    if (after) query.set("after", after);
    return `/api/pipeline-promotions${query.size ? `?${query}` : ""}`;
  },
  promotion: (id: string) => `/api/pipeline-promotions/${e(id)}`,
  promotionStop: (id: string) => `/api/pipeline-promotions/${e(id)}/stop`,
  screens: () => "/api/screens",
  screen: (screen: string) => `/api/screens/${e(screen)}`,
  screenIdentify: (screen: string) => `/api/screens/${e(screen)}/identify`,
  screenBackers: (screen: string) => `/api/screens/${e(screen)}/backers`,
  screenLinks: (screen: string) => `/api/screens/${e(screen)}/links`,
  screenBroadcast: () => "/api/screens/broadcast",
  promotionPutBack: (id: string) => `/api/pipeline-promotions/${e(id)}/put-back`,
};
