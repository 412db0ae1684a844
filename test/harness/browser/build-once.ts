import { buildWhenStale } from "@/scripts/launch/build.mjs";
import { Children } from "@/scripts/launch/children.mjs";

/** Builds the product before the workers start it, so that two never build at the same time. */
export default async function buildOnce(): Promise<void> {
  await buildWhenStale(new Children());
}
