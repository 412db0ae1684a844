import { type Clocks, momentOf } from "./clock";
import { watchPointer } from "./pointer";
import { createPoller } from "./poller";
import { isPageAvailable, requestState } from "./requests";
import { WakeLock } from "./wake-lock";
import { createWall } from "./wall";

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
    startedAt: momentOf(clocks),
    now: () => momentOf(clocks),
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
