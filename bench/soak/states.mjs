// The states of a wall over a day: apps that build, fail and recover, promotions, faults, broadcasts.
const APPS = 40;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const WORDS = { bad: "build failed", live: "building", ok: "runs", warn: "old version still up" };

/** Returns the response of `GET /api/wall` at a time of the day, in ms since 1970. It is deterministic. */
export function stateAt(time) {
  const minute = Math.floor(time / MINUTE_MS);
  const iso = (at) => new Date(at).toISOString();
  const tiles = Array.from({ length: APPS }, (_, index) => {
    const kind = kindOf(index, minute);
    const began = (minute - ((minute + index * 7) % 40)) * MINUTE_MS;
    return {
      id: `${index}`,
      app: `storefront-${index}`,
      kind,
      word: WORDS[kind],
      version: 100 + Math.floor((minute + index * 7) / 40),
      commit: (0x1000000 + index * 7919 + minute).toString(16).slice(0, 7),
      who: ["DA", "AL", "BN"][index % 3],
      since: iso(began),
      expected_ms: kind === "live" ? 8 * MINUTE_MS : null,
      error: kind === "bad" ? `relation "carriers_${minute}" does not exist` : null,
      stage: index % 2 ? "production" : "staging",
      hold: index % 17 === 3 ? "locked by DA until 18:00: end of the quarter" : null,
      read_at: iso(time - 4_000),
    };
  });
  return {
    state: "paired",
    screen: { id: "soak", name: "Soak", identify_until: null },
    tiles,
    promotions: minute % 30 < 4 ? [promotionAt(time, minute, iso)] : [],
    fault: minute % 45 === 7 ? { kind: "heroku", since: iso(time - MINUTE_MS), detail: "503" } : null,
    broadcast: minute % 60 < 10 ? { text: `Notice ${minute}`, expires_at: iso(time + HOUR_MS) } : null,
    period_ms: 25_000,
    server_time: iso(time),
    server_version: "soak",
  };
}

/** One app always builds: a page with changes does not reload itself, which would hide a leak. */
function kindOf(index, minute) {
  if (index === minute % APPS || (minute + index * 7) % 40 < 2) return "live";
  const turn = (minute + index * 13) % 200;
  if (turn < 3) return "bad";
  return turn === 9 ? "warn" : "ok";
}

function promotionAt(time, minute, iso) {
  const began = (minute - (minute % 30)) * MINUTE_MS;
  const done = Math.min(4, Math.floor((time - began) / 45_000));
  const words = ["sent", `release v${minute}`, "release phase", "dynos up"];
  const step = (word, index) => ({ word, state: index < done ? "done" : index === done ? "now" : "next" });
  return {
    id: `promotion ${began}`,
    source: { app: "storefront-0", version: minute, commit: "cb6999d" },
    description: `Change ${minute}`,
    who: "DA",
    targets: ["eu", "us"].map((region) => ({ app: `storefront-${region}`, region, steps: words.map(step) })),
    began_at: iso(began),
    finished_at: done === 4 ? iso(began + 180_000) : null,
    read_at: iso(time - 2_000),
  };
}
