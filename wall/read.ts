import type { WallPromotion, WallState, WallTile } from "@/lib/schemas/wall";

export type Fields = Record<string, unknown>;

/**
 * Returns true if an object has the fields of `shape`, such as "app since:time version:number? error?". A field
 * without a kind is a string; `?` also allows null and absence.
 */
export function fits(given: unknown, shape: string): given is Fields {
  return isFields(given) && shape.split(" ").every((field) => fitsField(given, field));
}

function fitsField(given: Fields, field: string): boolean {
  const [name = "", kind = "string"] = field.replace("?", "").split(":");
  const value = given[name];
  if (value === null || value === undefined) return field.endsWith("?");
  if (kind === "time") return typeof value === "string" && !Number.isNaN(Date.parse(value));
  return typeof value === kind;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

type Paired = Extract<WallState, { state: "paired" }>;
type Pairing = { code: string; expires_at: string; address: string; url: string };

const KINDS = ["bad", "live", "ok", "warn", "canceled", "unknown"];

/**
 * Parses a response of `GET /api/wall`; null if it is not one. The zod schemas are too large for this page. An
 * unreadable tile becomes one that says so, so that one field never blanks the wall.
 */
export function readState(given: unknown): WallState | null {
  if (!fits(given, "state server_time:time server_version")) return null;
  if (isRemoved(given)) return given;
  if (isUnpaired(given)) return given;
  return isPaired(given) ? paired(given) : null;
}

function isRemoved(given: Fields): given is Extract<WallState, { state: "removed" }> & Fields {
  return given.state === "removed" && isPairing(given.pairing);
}

function isUnpaired(given: Fields): given is Extract<WallState, { state: "unpaired" }> & Fields {
  return given.state === "unpaired" && isPairing(given);
}

function isPairing(given: unknown): given is Pairing {
  return fits(given, "code expires_at:time address url");
}

/** Checks a paired state except the elements of its lists. */
function isPaired(given: Fields): given is Paired & Fields {
  const { state, screen, fault, broadcast, tiles, period_ms } = given;
  return (
    state === "paired" &&
    Array.isArray(tiles) &&
    typeof period_ms === "number" &&
    fits(screen, "id name identify_until:time?") &&
    (!fault || fits(fault, "kind since:time detail")) &&
    (!broadcast || fits(broadcast, "text expires_at:time"))
  );
}

function paired(given: Paired): Paired {
  const tiles: unknown[] = given.tiles;
  const promotions: unknown[] = listOf(given.promotions);
  return {
    ...given,
    tiles: tiles.map((tile, index) => (isTile(tile) ? tile : unreadable(tile, index, given.server_time))),
    promotions: promotions.filter(isPromotion),
  };
}

function isTile(given: unknown): given is WallTile {
  const always = "id app kind word since:time read_at:time";
  const maybe =
    "version:number? commit? running? who? expected_ms:number? error? stage? hold? dynos_read_at:time?";
  return fits(given, `${always} ${maybe}`) && KINDS.some((kind) => kind === given.kind);
}

/** Returns the substitute for an unreadable tile. Its read time is long ago, because data without an age is not fresh. */
function unreadable(given: unknown, index: number, since: string): WallTile {
  const name = isFields(given) ? (given.app ?? given.id) : null;
  const app = typeof name === "string" ? name : `app ${index + 1}`;
  const none = {
    version: null,
    commit: null,
    running: null,
    who: null,
    expected_ms: null,
    error: null,
    stage: null,
    hold: null,
    dynos_read_at: null,
  };
  return {
    id: app,
    app,
    kind: "unknown",
    word: "cannot be read",
    since,
    read_at: new Date(0).toISOString(),
    ...none,
  };
}

function isPromotion(given: unknown): given is WallPromotion {
  return (
    fits(given, "id description? who? began_at:time read_at:time finished_at:time?") &&
    fits(given.source, "app version:number commit?") &&
    Array.isArray(given.targets) &&
    given.targets.every(isTarget)
  );
}

function isTarget(given: unknown): boolean {
  return (
    fits(given, "app region?") &&
    Array.isArray(given.steps) &&
    given.steps.every((step: unknown) => fits(step, "word state"))
  );
}
