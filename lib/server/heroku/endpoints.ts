import type { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { AppParam, UUID } from "@/lib/schemas/common";
import { PipelineParam } from "@/lib/schemas/pipeline";
import { ReleaseParam } from "@/lib/schemas/release";

type Endpoint = { method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; path: string; variant?: string };

/**
 * The allow-list of Platform API endpoints. A call names an entry and passes its path parameters; no other method and
 * path can be constructed.
 */
export const endpoints = {
  rateLimits: { method: "GET", path: "/account/rate-limits" },
  apps: { method: "GET", path: "/apps" },
  app: { method: "GET", path: "/apps/:app" },
  createApp: { method: "POST", path: "/apps" },
  createTeamApp: { method: "POST", path: "/teams/apps" },
  builds: { method: "GET", path: "/apps/:app/builds" },
  build: { method: "GET", path: "/apps/:app/builds/:build" },
  createBuild: { method: "POST", path: "/apps/:app/builds" },
  // Older platforms support cancelling under this variant only.
  cancelBuild: { method: "DELETE", path: "/apps/:app/builds/:build", variant: "cancel-build" },
  createSource: { method: "POST", path: "/sources" },
  releases: { method: "GET", path: "/apps/:app/releases" },
  release: { method: "GET", path: "/apps/:app/releases/:release" },
  slug: { method: "GET", path: "/apps/:app/slugs/:slug" },
  dynos: { method: "GET", path: "/apps/:app/dynos" },
  preboot: { method: "GET", path: "/apps/:app/features/preboot" },
  formation: { method: "GET", path: "/apps/:app/formation" },
  configVars: { method: "GET", path: "/apps/:app/config-vars" },
  patchConfigVars: { method: "PATCH", path: "/apps/:app/config-vars" },
  filterApps: { method: "POST", path: "/filters/apps", variant: "filters" },
  collaborator: { method: "GET", path: "/apps/:app/collaborators/:account" },
  images: { method: "GET", path: "/apps/:app/oci-images/:image" },
  releaseConfigVars: { method: "GET", path: "/apps/:app/releases/:release/config-vars" },
  createRelease: { method: "POST", path: "/apps/:app/releases" },
  createSlug: { method: "POST", path: "/apps/:app/slugs" },
  preAuthorize: { method: "PUT", path: "/apps/:app/pre-authorizations" },
  pipelines: { method: "GET", path: "/pipelines" },
  pipeline: { method: "GET", path: "/pipelines/:pipeline" },
  latestBuilds: { method: "GET", path: "/pipelines/:pipeline/latest-builds" },
  latestReleases: { method: "GET", path: "/pipelines/:pipeline/latest-releases" },
  createPipeline: { method: "POST", path: "/pipelines" },
  couplings: { method: "GET", path: "/pipeline-couplings" },
  pipelineCouplings: { method: "GET", path: "/pipelines/:pipeline/pipeline-couplings" },
  createPromotion: { method: "POST", path: "/pipeline-promotions" },
  promotion: { method: "GET", path: "/pipeline-promotions/:promotion" },
  promotionTargets: { method: "GET", path: "/pipeline-promotions/:promotion/promotion-targets" },
  createCoupling: { method: "POST", path: "/pipeline-couplings" },
  updateCoupling: { method: "PATCH", path: "/pipeline-couplings/:coupling" },
  deleteCoupling: { method: "DELETE", path: "/pipeline-couplings/:coupling" },
  webhooks: { method: "GET", path: "/apps/:app/webhooks", variant: "webhooks" },
  createWebhook: { method: "POST", path: "/apps/:app/webhooks", variant: "webhooks" },
  deleteWebhook: { method: "DELETE", path: "/apps/:app/webhooks/:webhook", variant: "webhooks" },
  createLogSession: { method: "POST", path: "/apps/:app/log-sessions" },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
const segments = {
  app: (value) => passes(AppParam, value),
  build: (value) => UUID.test(value),
  release: (value) => passes(ReleaseParam, value) && !/^v/i.test(value),
  slug: (value) => UUID.test(value),
  image: (value) => UUID.test(value) || /^sha256:[0-9a-f]{64}$/.test(value),
  account: (value) => UUID.test(value),
  pipeline: (value) => passes(PipelineParam, value),
  coupling: (value) => UUID.test(value),
  promotion: (value) => UUID.test(value),
  webhook: (value) => UUID.test(value),
} as const satisfies Record<string, (value: string) => boolean>;

export type PathParams = { [K in keyof typeof segments]?: string };

const PARAMETER = new RegExp(`:(${Object.keys(segments).join("|")})\\b`, "g");

function passes(schema: z.ZodType, value: string): boolean {
  return schema.safeParse(value).success;
}

/** Returns the path of an endpoint with its parameters filled in. Throws `not_found` when one is malformed. */
export function pathOf(name: EndpointName, params: PathParams): string {
  const { path } = endpoints[name];
  return path.replace(PARAMETER, (_, key: keyof PathParams) => {
    const value = params[key];
    if (value === undefined || !segments[key](value)) {
      throw new SlipwayError(key === "app" ? "app_not_found" : "not_found");
    }
    return encodeURIComponent(value);
  });
}
