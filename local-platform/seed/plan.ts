import type { RegionName } from "@/local-platform/resources/regions";
import type { Stage } from "@/local-platform/store/pipeline-tables";
import { ada, ben } from "./people";

export type SeedApp = {
  name: string;
  configVars: Record<string, string>;
  region?: RegionName;
  writer?: string;
};
export type SeedBuild = { app: string; sample: string; version: string; description: string; user: string };
/** `build` is the mark of the build whose release is promoted. */
export type SeedPromotion = { pipeline: string; build: string; to: string[]; user: string };
/** `mark` is stored once a step has started: never reuse one for another step. */
export type SeedStep = { mark: string } & (SeedBuild | SeedPromotion);

/** Ada owns every app; Ben may write to staging. */
export const seedApps: SeedApp[] = [
  {
    name: "example-app",
    configVars: { LOG_LEVEL: "debug", SUPPORT_EMAIL: "help@example.com", WEBHOOK_RETRIES: "5" },
    region: "eu",
    writer: ben.id,
  },
  {
    name: "example-app-production",
    configVars: { LOG_LEVEL: "info", SUPPORT_EMAIL: "help@example.com", WEBHOOK_RETRIES: "3" },
    region: "eu",
  },
  { name: "limitless-fjord-5604", configVars: {} },
];

/** One pipeline; its second production app lacks two config vars that staging has. */
export const seedPipeline: { name: string; app: SeedApp; stages: Record<string, Stage> } = {
  name: "example-app",
  app: { name: "example-app-production-us", configVars: { LOG_LEVEL: "info" } },
  stages: {
    "example-app": "staging",
    "example-app-production": "production",
    "example-app-production-us": "production",
  },
};

/**
 * The order makes each app run something early. The last build of limitless-fjord-5604 fails on purpose. By promotion,
 * production runs what staging ran two builds ago.
 */
export const seedSteps: SeedStep[] = [
  {
    mark: "seeded-build-0",
    app: "example-app",
    sample: "hello-web",
    version: "4f2a91c7d0b83e6f15a94c2e7d8b60f3a1c5e902",
    description: "Show the status page",
    user: ada.id,
  },
  {
    mark: "seeded-promotion-0",
    pipeline: "example-app",
    build: "seeded-build-0",
    to: ["example-app-production", "example-app-production-us"],
    user: ada.id,
  },
  {
    mark: "seeded-build-1",
    app: "limitless-fjord-5604",
    sample: "hello-web",
    version: "7c3e1a9b52f4d8e06a1b9c3d7f20e845b6a9d1c3",
    description: "Say hello",
    user: ada.id,
  },
  {
    mark: "seeded-build-2",
    app: "limitless-fjord-5604",
    sample: "broken-build",
    version: "e41d77b0936c2a5f8d1e4b7c0a3f6d9e2c5b8a10",
    description: "A build that fails on purpose",
    user: ada.id,
  },
  {
    mark: "seeded-build-4",
    app: "example-app",
    sample: "hello-web-release",
    version: "9b1de0f2a7c4538e6d0b1f9a2c3e4d5f60718293",
    description: "Check the pages before release",
    user: ben.id,
  },
  {
    mark: "seeded-build-5",
    app: "example-app",
    sample: "hello-web-release",
    version: "cb6999d1a0244753cf89813207ad53ad906a1461",
    description: "Retry webhooks with back-off",
    user: ada.id,
  },
];
