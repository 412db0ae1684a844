import { expect } from "vitest";
import { z } from "zod";
import { type Caller, checkedCall } from "./checked-call";
import { createApp } from "./slugs";
import type { CallOptions } from "./test-platform";

const Named = z.object({ id: z.string(), name: z.string() });
export const Promotion = z.object({
  id: z.string(),
  status: z.enum(["pending", "completed"]),
  source: z.object({ app: z.object({ id: z.string() }), release: z.object({ id: z.string() }) }),
});
export const Targets = z.array(
  z.object({
    id: z.string(),
    app: z.object({ id: z.string() }),
    release: z.object({ id: z.string() }).nullable(),
    status: z.string(),
    error_message: z.string().nullable(),
  }),
);

/** Creates a pipeline `name` with the apps `<name>-<key>`, each in its stage. */
export async function createPipeline<Key extends string>(
  platform: Caller,
  name: string,
  stages: Record<Key, string>,
): Promise<{ pipeline: string; app: (key: Key) => string }> {
  const pipeline = await checkedCall(platform, Named, 201, "POST", "/pipelines", { body: { name } });
  const apps = new Map<string, string>();
  for (const [key, stage] of Object.entries<string>(stages)) {
    const app = await createApp(platform, `${name}-${key}`);
    apps.set(key, app.id);
    const body = { app: app.id, pipeline: pipeline.id, stage };
    await checkedCall(platform, z.unknown(), 201, "POST", "/pipeline-couplings", { body });
  }
  return { pipeline: pipeline.id, app: (key) => apps.get(key) ?? "" };
}

export type Order = { pipeline: string; source: string; release?: string; targets: string[] };

export const orderOf = ({ pipeline, source, release, targets }: Order) => ({
  pipeline: { id: pipeline },
  source: { app: { id: source }, ...(release === undefined ? {} : { release: { id: release } }) },
  targets: targets.map((id) => ({ app: { id } })),
});

export const promote = (platform: Caller, order: Order, options: CallOptions = {}) =>
  checkedCall(platform, Promotion, 201, "POST", "/pipeline-promotions", { body: orderOf(order), ...options });

export const readTargets = (platform: Caller, promotion: string) =>
  checkedCall(platform, Targets, 200, "GET", `/pipeline-promotions/${promotion}/promotion-targets`);

/** Returns the targets, by app, once the promotion is completed. */
export async function outcome(platform: Caller, promotion: string) {
  const read = () => checkedCall(platform, Promotion, 200, "GET", `/pipeline-promotions/${promotion}`);
  await expect.poll(async () => (await read()).status, { timeout: 20_000, interval: 50 }).toBe("completed");
  const targets = await readTargets(platform, promotion);
  return new Map(targets.map((target) => [target.app.id, target]));
}
