import type { Services } from "@/local-platform/services";

/** Resources that exist once. Their ids are fixed, so that they are the same in every store. */
export const stack = { id: "6b8d3f7e-3f0e-4d55-9a8e-7d2c5f1f2404", name: "heroku-24" };
export const stacks = {
  heroku24: stack,
  cnb: { id: "ba46bf09-7bd1-42fd-90df-a1a9a93eb4a2", name: "cnb" },
  container: { id: "3c07f4a3-5b0c-4c1d-a5a6-1f2d7d1c0b77", name: "container" },
};
export const generations = {
  cedar: { id: "b2f6d2a0-6b34-4a5e-9f0d-0f5b6f3d9c10", name: "cedar" },
  fir: { id: "1a0e54b6-9f0a-4d5a-8c39-0b8b0a7c2f11", name: "fir" },
};
export const addedAt = "2026-01-01T00:00:00Z";

/** Returns a stack by its stored name. */
export function stackOf(name: string): { id: string; name: string } {
  return Object.values(stacks).find((known) => known.name === name) ?? stack;
}

/** Formats a time as the API does: whole seconds, UTC. */
export function formatTime<T extends string | null>(iso: T): T | string {
  return iso === null ? iso : `${iso.slice(0, 19)}Z`;
}

/** Returns the reported status of a build or release, which a fault switch can delay. */
export function reportedStatus<T extends string>(
  { context, lagMs }: Pick<Services, "context" | "lagMs">,
  row: { status: T; updated_at: string },
): T | "pending" {
  const lag = lagMs();
  return lag > 0 && context.now().getTime() < Date.parse(row.updated_at) + lag ? "pending" : row.status;
}
