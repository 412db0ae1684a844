import { ada, ben } from "./people";

export type SeedApp = { name: string; configVars: Record<string, string>; writer?: string };
export type SeedBuild = { app: string; sample: string; version: string; description: string; user: string };

/** Ada owns every app; Ben may write to staging. */
export const seedApps: SeedApp[] = [
  {
    name: "example-app",
    configVars: { LOG_LEVEL: "debug", SUPPORT_EMAIL: "help@example.com" },
    writer: ben.id,
  },
  { name: "example-app-production", configVars: { LOG_LEVEL: "info", SUPPORT_EMAIL: "help@example.com" } },
  { name: "limitless-fjord-5604", configVars: {} },
];

/** In this order, so that each app runs something soon; the last of limitless-fjord-5604 fails on purpose. */
export const seedBuilds: SeedBuild[] = [
  {
    app: "example-app",
    sample: "hello-web",
    version: "4f2a91c7d0b83e6f15a94c2e7d8b60f3a1c5e902",
    description: "Show the status page",
    user: ada.id,
  },
  {
    app: "limitless-fjord-5604",
    sample: "hello-web",
    version: "7c3e1a9b52f4d8e06a1b9c3d7f20e845b6a9d1c3",
    description: "Say hello",
    user: ada.id,
  },
  {
    app: "limitless-fjord-5604",
    sample: "broken-build",
    version: "e41d77b0936c2a5f8d1e4b7c0a3f6d9e2c5b8a10",
    description: "A build that fails on purpose",
    user: ada.id,
  },
  {
    app: "example-app-production",
    sample: "hello-web",
    version: "4f2a91c7d0b83e6f15a94c2e7d8b60f3a1c5e902",
    description: "Show the status page",
    user: ada.id,
  },
  {
    app: "example-app",
    sample: "hello-web-release",
    version: "9b1de0f2a7c4538e6d0b1f9a2c3e4d5f60718293",
    description: "Check the pages before release",
    user: ben.id,
  },
  {
    app: "example-app",
    sample: "hello-web-release",
    version: "cb6999d1a0244753cf89813207ad53ad906a1461",
    description: "Retry webhooks with back-off",
    user: ada.id,
  },
];
