import type { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { AppParam, UUID } from "@/lib/schemas/common";
import { ReleaseParam } from "@/lib/schemas/release";

type Endpoint = { method: "GET" | "POST" | "PATCH" | "DELETE"; path: string; variant?: string };

/**
 * Everything of the Platform API that Slipway may reach. A call names an entry and gives its path parameters;
 * no other method and path can be built from outside.
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
  // Older platforms know cancelling under this variant only.
  cancelBuild: { method: "DELETE", path: "/apps/:app/builds/:build", variant: "cancel-build" },
  createSource: { method: "POST", path: "/sources" },
  releases: { method: "GET", path: "/apps/:app/releases" },
  release: { method: "GET", path: "/apps/:app/releases/:release" },
  slug: { method: "GET", path: "/apps/:app/slugs/:slug" },
  dynos: { method: "GET", path: "/apps/:app/dynos" },
  formation: { method: "GET", path: "/apps/:app/formation" },
  configVars: { method: "GET", path: "/apps/:app/config-vars" },
  patchConfigVars: { method: "PATCH", path: "/apps/:app/config-vars" },
  createLogSession: { method: "POST", path: "/apps/:app/log-sessions" },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
export type PathParams = { app?: string; build?: string; release?: string; slug?: string };

const segments: Record<keyof PathParams, (value: string) => boolean> = {
  app: (value) => passes(AppParam, value),
  build: (value) => UUID.test(value),
  release: (value) => passes(ReleaseParam, value) && !/^v/i.test(value),
  slug: (value) => UUID.test(value),
};

function passes(schema: z.ZodType, value: string): boolean {
  return schema.safeParse(value).success;
}

/** The path of an endpoint with its parameters in place. Throws `not_found` when one could not name a thing. */
export function pathOf(name: EndpointName, params: PathParams): string {
  const { path } = endpoints[name];
  return path.replace(/:(app|build|release|slug)/g, (_, key: keyof PathParams) => {
    const value = params[key];
    if (value === undefined || !segments[key](value)) {
      throw new SlipwayError(key === "app" ? "app_not_found" : "not_found");
    }
    return encodeURIComponent(value);
  });
}
