import { type Clocks, localTimeToMs } from "./clock";
import { watchPointer } from "./pointer";
import { createPoller } from "./poller";
import { WakeLock } from "./wake-lock";
import { createWall } from "./wall";

const TIMEOUT_MS = 10_000;

const root = document.getElementById("wall");
const overlay = document.getElementById("over");
const stopped = document.getElementById("stopped");
const clocks: Clocks = { steady: () => performance.now(), day: () => Date.now() };

if (root && overlay && stopped) {
  const wakeLock = new WakeLock();
  const poller = createPoller({
    clocks,
    request: () => requestState(location.search),
    schedule: (ms, run) => {
      const timer = window.setTimeout(run, ms);
      return () => window.clearTimeout(timer);
    },
    random: () => Math.random(),
  });
  const tick = createWall({
    poller,
    wakeLock,
    startedAt: localTimeToMs(clocks),
    now: () => localTimeToMs(clocks),
    root,
    overlay,
    stopped,
    reload: () => void reloadWhenAvailable(),
  });
  watchPointer(document.documentElement);
  // After sleep or a lost network the data is old: poll at once.
  for (const kind of ["online", "focus"]) window.addEventListener(kind, () => void poller.poll());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void poller.poll();
  });
  window.addEventListener("resize", tick);
  void poller.poll();
  // Just after each full second, so that the clock never skips one.
  const beat = () => {
    tick();
    window.setTimeout(beat, 1_000 - (Date.now() % 1_000) + 5);
  };
  beat();
}

let reloading = false;

async function reloadWhenAvailable(): Promise<void> {
  if (reloading) return;
  reloading = true;
  if (await isPageAvailable()) location.reload();
  else
    window.setTimeout(() => {
      reloading = false;
    }, 60_000);
}

/** Requests the wall's state once; `search` may ask for a preview. Rejects with the problem, such as "answered 502". */
async function requestState(search: string): Promise<unknown> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const headers = { accept: "application/json", "time-zone": zone() };
    const response = await fetch(`/api/wall${search}`, { cache: "no-store", headers, signal: abort.signal });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

/** Returns the screen's time zone: ends of locks are shown in it. */
function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "";
}

/** Returns true if this page would be served now: a reload must not end in a browser's error page. */
async function isPageAvailable(): Promise<boolean> {
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    return response.ok && /text\/html/.test(response.headers.get("content-type") ?? "");
  } catch {
    return false;
  }
}
