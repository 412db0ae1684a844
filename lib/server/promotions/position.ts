import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Moved } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import { touchApp } from "@/lib/server/changes";
import type { Heroku } from "@/lib/server/heroku/client";
import { findCurrentRelease, listReleases } from "@/lib/server/heroku/releases";
import { getSlug } from "@/lib/server/heroku/slugs";
import type { NamedApp } from "./actor";

/** The releases of an app at one moment: the running and the newest one. */
export type Position = {
  app: NamedApp;
  current: Release | null;
  newest: Release | null;
  /** A release in progress, which the next one would wait for. */
  pending: Release | null;
  /** Newest first. */
  releases: Release[];
};

const NEWEST = 20;

/** Reads an app's position in one call, or two when the running release is not among the newest. */
export async function readPosition(
  heroku: Heroku,
  app: NamedApp,
  { pendingMs, now = Date.now() }: { pendingMs: number; now?: number },
): Promise<Position> {
  const { items: releases, next } = await listReleases(heroku, app.id, { max: NEWEST });
  const current =
    releases.find((release) => release.current) ??
    (next === null ? null : await findCurrentRelease(heroku, app.id));
  const pending = releases.find(
    (release) =>
      release.status === "pending" &&
      release.version > (current?.version ?? 0) &&
      now - Date.parse(release.created_at) < pendingMs,
  );
  return { app, current, newest: releases[0] ?? null, pending: pending ?? null, releases };
}

/** Returns true if another release runs than expected, or one is pending. */
export function hasMoved(position: Position, expected: string | null): boolean {
  return (position.current?.id ?? null) !== expected || position.pending !== null;
}

/** Describes an app that moved, for the error response. */
export async function movedOf(
  heroku: Heroku,
  { app, current, pending, releases }: Position,
  role: Moved["role"],
  expected: string | null,
): Promise<Moved> {
  const before = releases.find((release) => release.id === expected);
  return {
    app,
    role,
    expected: expected === null ? null : { id: expected, version: before?.version ?? null },
    current: current && {
      id: current.id,
      version: current.version,
      commit: (await slugOf(heroku, app.id, current.slug?.id ?? null))?.commit ?? null,
    },
    pending: pending && { id: pending.id, version: pending.version },
  };
}

/** Returns the `conflict` for apps that moved, before anything is sent. Their cached state is invalidated. */
export function conflict(moved: Moved[]): SlipwayError {
  for (const { app } of moved) touchApp(app.id);
  const names = [...new Set(moved.map(({ app }) => app.name))].join(" and ");
  return new SlipwayError("conflict", {
    detail: `${names} moved since you looked; nothing was sent.`,
    facts: { moved },
  });
}

/** Returns a slug, or null when it cannot be read: it is informative only. */
export async function slugOf(heroku: Heroku, app: string, slug: string | null) {
  if (slug === null) return null;
  try {
    return await getSlug(heroku, app, slug);
  } catch (error) {
    if (error instanceof SlipwayError) return null;
    throw error;
  }
}
