import { askServer, pageIsThere } from "./ask";
import { Awake } from "./awake";
import { type Clocks, momentOf } from "./clock";
import { Feed } from "./feed";
import { watchPointer } from "./pointer";
import { Wall } from "./wall";

const root = document.getElementById("wall");
const over = document.getElementById("over");
const stopped = document.getElementById("stopped");
const clocks: Clocks = { steady: () => performance.now(), day: () => Date.now() };

if (root && over && stopped) {
  const awake = new Awake();
  const feed = new Feed({
    clocks,
    ask: () => askServer(location.search),
    later: (ms, act) => {
      const timer = window.setTimeout(act, ms);
      return () => window.clearTimeout(timer);
    },
    random: () => Math.random(),
  });
  const wall = new Wall({
    feed,
    awake,
    begun: momentOf(clocks),
    now: () => momentOf(clocks),
    root,
    over,
    stopped,
    reload: () => void reloadWhenThere(),
  });
  watchPointer(document.documentElement);
  // A screen that comes back from sleep or from a lost network looks at once.
  for (const kind of ["online", "focus"]) window.addEventListener(kind, () => void feed.ask());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void feed.ask();
  });
  window.addEventListener("resize", () => wall.tick());
  void feed.ask();
  wall.tick();
  // On the second, so that the clock never skips one.
  const beat = () => {
    wall.tick();
    window.setTimeout(beat, 1_000 - (Date.now() % 1_000) + 5);
  };
  beat();
}

let reloading = false;

async function reloadWhenThere(): Promise<void> {
  if (reloading) return;
  reloading = true;
  if (await pageIsThere()) location.reload();
  else
    window.setTimeout(() => {
      reloading = false;
    }, 60_000);
}
