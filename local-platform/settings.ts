import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { OauthClient } from "./identity/tokens";

const Port = z.coerce.number().int().min(1).max(65_535);
const Environment = z.object({
  LOCAL_API_PORT: Port.default(3001),
  LOCAL_OBJECTS_PORT: Port.default(3002),
  LOCAL_APPS_PORT: Port.default(3003),
  DATA_DIR: z.string().min(1).default(".data"),
  LOCAL_CONTROL: z.enum(["0", "1", ""]).default("0"),
  LOCAL_CLIENT_ID: z.string().min(1).optional(),
  LOCAL_CLIENT_SECRET: z.string().min(1).optional(),
  LOCAL_REDIRECT_URI: z.url().optional(),
  /** Folder of the sample sources, by default local-platform/seed/samples in the working directory; empty: none. */
  LOCAL_SAMPLES: z.string().optional(),
  /** Age and number of newer releases beyond which artifacts are destroyed, as "30d,20"; both must be exceeded. */
  LOCAL_RETENTION: z
    .string()
    .regex(/^\d{1,4}d,\d{1,5}$/, 'must be like "30d,20"')
    .default("30d,20"),
  /** Size of the rate limit bucket. */
  LOCAL_RATE_CAPACITY: z.coerce.number().int().positive().optional(),
});

/** Parses the local platform's environment. Throws an Error that lists every problem, one per line. */
export function readSettings(environment: Record<string, string | undefined>) {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"),
    );
  }
  const values = parsed.data;
  const dataDir = resolve(values.DATA_DIR, "local-platform");
  const mark = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  return {
    ports: { api: values.LOCAL_API_PORT, objects: values.LOCAL_OBJECTS_PORT, apps: values.LOCAL_APPS_PORT },
    dataDir,
    workDir: join(tmpdir(), `slipway-${mark}`),
    control: values.LOCAL_CONTROL === "1",
    client: clientOf(values),
    samplesDir: samplesDir(values.LOCAL_SAMPLES),
    limits: {
      ...retentionOf(values.LOCAL_RETENTION),
      ...(values.LOCAL_RATE_CAPACITY === undefined ? {} : { rateCapacity: values.LOCAL_RATE_CAPACITY }),
    },
  };
}

function retentionOf(retention: string) {
  const [days = 0, releases = 0] = retention.split("d,").map(Number);
  return { keptMs: days * 24 * 60 * 60_000, keptReleases: releases };
}

/** Returns null if there are no samples to build. */
function samplesDir(given: string | undefined): string | null {
  const folder = given ?? resolve("local-platform/seed/samples");
  return folder !== "" && existsSync(folder) ? folder : null;
}

function clientOf(values: z.infer<typeof Environment>): OauthClient | null {
  const { LOCAL_CLIENT_ID: id, LOCAL_CLIENT_SECRET: secret, LOCAL_REDIRECT_URI: redirectUri } = values;
  if (!id || !secret || !redirectUri) return null;
  return { id, secret, redirectUri, name: "Slipway" };
}
