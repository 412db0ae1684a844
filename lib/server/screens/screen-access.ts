import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Pipeline } from "@/lib/schemas/pipeline";
import type { Screen, ShowChoice } from "@/lib/schemas/screen";
import { type Heroku, herokuFor } from "@/lib/server/heroku/client";
import type { Session } from "@/lib/server/session/find-session";
import type { ScreenBackerRow, StoredLayout } from "@/lib/server/store/screen-rows";
import { knownApp, knownApps } from "@/lib/server/watch/known-apps";
import { knownPipeline, knownPipelines } from "@/lib/server/watch/known-pipelines";
import { theWatch } from "@/lib/server/watch/process-watch";
import { newestRead } from "@/lib/server/watch/publish";
import { backersOf } from "./backers";
import { listStoredScreens, readScreen, SEEN_MS, type StoredScreen } from "./screen-store";

/** Returns the screens that a user may see, by name. */
export async function listScreens(session: Session, now: Date): Promise<Screen[]> {
  return presentScreens(await listStoredScreens(), viewerOf(session), now);
}

/** Returns a screen as the user sees it. Throws `not_found` if it does not exist or the user may not see it. */
export async function getScreen(id: string, session: Session, now: Date): Promise<Screen> {
  const [screen] = await presentScreens([await existing(id)], viewerOf(session), now);
  if (!screen) throw noSuchScreen();
  return screen;
}

/**
 * Returns a screen that the user paired or provides a grant for. Throws `forbidden` if the user may only see the screen,
 * and `not_found` otherwise.
 */
export async function changeableScreen(id: string, session: Session, now: Date): Promise<StoredScreen> {
  const screen = await existing(id);
  if (isPairedOrBackedBy(screen, await backersOf([id]), session.user.id)) return screen;
  // A screen that the user may not see gives the same error as one that does not exist.
  const { name } = await getScreen(id, session, now);
  throw new SlipwayError("forbidden", {
    detail: `Only who paired ${name} or backs it can change it.`,
  });
}

function viewerOf({ grant, user }: Session) {
  return { heroku: herokuFor(grant), userId: user.id };
}

async function existing(id: string): Promise<StoredScreen> {
  const screen = await readScreen(id);
  if (!screen) throw noSuchScreen();
  return screen;
}

function noSuchScreen(): SlipwayError {
  return new SlipwayError("not_found", { detail: "There is no such screen. It may have been removed." });
}

type Viewer = { heroku: Heroku; userId: string };

/** Returns the screens that a user may see, as the API presents them. */
async function presentScreens(
  screens: readonly StoredScreen[],
  viewer: Viewer,
  now: Date,
): Promise<Screen[]> {
  const all = await backersOf(screens.map(({ id }) => id));
  const presented = await Promise.all(
    screens.map(async (screen) => {
      const backers = all.filter(({ screen_id }) => screen_id === screen.id);
      const may_change = isPairedOrBackedBy(screen, backers, viewer.userId);
      const may_back = may_change || (await canReadAll(viewer.heroku, screen.layout.show, now));
      return may_back ? [{ ...present(screen, backers, now), may_change, may_back }] : [];
    }),
  );
  return presented.flat();
}

/** Returns true if the user paired the screen or backs it, even with an ended grant. */
function isPairedOrBackedBy(
  screen: Pick<StoredScreen, "user_id">,
  backers: readonly ScreenBackerRow[],
  userId: string,
): boolean {
  return screen.user_id === userId || backers.some(({ user_id }) => user_id === userId);
}

function present(
  screen: StoredScreen,
  backers: readonly ScreenBackerRow[],
  now: Date,
): Omit<Screen, "may_change" | "may_back"> {
  const { broadcast, broadcast_until } = screen;
  const read = newestRead(
    theWatch().state,
    screen.layout.show.apps.map(({ id }) => id),
  );
  const activeBroadcast = broadcast && broadcast_until && broadcast_until > now.toISOString();
  return {
    id: screen.id,
    name: screen.name,
    ...screen.layout,
    state: stateOf(screen, backers, now),
    backers: backers.map(({ id, user_id, email, via, created_at, ended_at }) => ({
      id,
      user: { id: user_id, email },
      via,
      since: created_at,
      ended_at,
    })),
    created_at: screen.created_at,
    created_by: { id: screen.user_id, email: screen.email },
    last_seen_at: screen.last_seen_at,
    read_at: read && new Date(read.at).toISOString(),
    failed: read?.why ?? null,
    broadcast: activeBroadcast ? { text: broadcast, expires_at: broadcast_until } : null,
  };
}

function stateOf(
  { last_seen_at }: StoredScreen,
  backers: readonly ScreenBackerRow[],
  now: Date,
): Screen["state"] {
  if (backers.every(({ ended_at }) => ended_at !== null)) return "no grant";
  const seen = last_seen_at === null ? Number.NEGATIVE_INFINITY : Date.parse(last_seen_at);
  return now.getTime() - seen > SEEN_MS ? "away" : "live";
}

type Show = StoredLayout["show"];

/** Resolves a choice to ids and names. Throws `not_found` or `app_not_found` for what the account cannot read. */
export async function resolveShow(heroku: Heroku, choice: ShowChoice, now: Date): Promise<Show> {
  if (choice.kind === "pipeline") {
    const { id, name } = await knownPipeline(heroku, choice.pipeline, now.getTime());
    return { kind: "pipeline", pipeline: { id, name }, apps: [] };
  }
  const known = await knownApps(heroku, now.getTime());
  const apps: Show["apps"] = [];
  for (const chosen of new Set(choice.apps)) {
    const app = await knownApp(heroku, known, chosen);
    if (!app) throw new SlipwayError("app_not_found");
    apps.push({ id: app.id, name: app.name });
  }
  return { kind: "apps", apps };
}

/** Returns true if an account can read everything a screen shows, and may therefore back it without a link. */
async function canReadAll(heroku: Heroku, show: Show, now: Date): Promise<boolean> {
  const visible = await theWatch().visible(heroku);
  if (show.kind === "apps") return show.apps.every(({ id }) => visible.has(id));
  const pipeline = await wallPipeline(heroku, show.pipeline.id, now);
  return pipeline?.couplings.every(({ app }) => visible.has(app.id)) ?? false;
}

/** Screens poll day and night, and couplings rarely change: this age costs 40 calls per hour and grant. */
const MAX_AGE_MS = 3 * 60_000;

/** Returns the pipeline of a screen, at most three minutes old; null if the account may not read it. */
export function wallPipeline(heroku: Heroku, id: string, now: Date): Promise<Pipeline | null> {
  return unlessRefused(knownPipeline(heroku, id, now.getTime(), MAX_AGE_MS), null);
}

/** Returns every pipeline that a grant can read, at most three minutes old; none if it may not list them. */
export function wallPipelines(heroku: Heroku, now: Date): Promise<Pipeline[]> {
  return unlessRefused(knownPipelines(heroku, now.getTime(), MAX_AGE_MS), []);
}

/** A screen shows its apps even without pipelines. */
async function unlessRefused<T>(pipelines: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await pipelines;
  } catch (error) {
    if (error instanceof SlipwayError && (error.status === 403 || error.status === 404)) return otherwise;
    throw error;
  }
}
