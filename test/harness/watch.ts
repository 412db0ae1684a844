import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import type { WatchEvent } from "@/lib/schemas/event";
import { store } from "@/lib/server/store/db";
import { prepareStore } from "@/lib/server/store/prepare-store";
import { Watch } from "@/lib/server/watch/watch";
import { FakeClock } from "./fake-clock";
import { type FakeApp, FakeUpstream } from "./fake-upstream";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Creates a store for the tests of a file; the watch reads from it who canceled a build. Returns a function that closes it. */
export async function watchStore(): Promise<() => Promise<void> | undefined> {
  vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-watch-")));
  vi.stubEnv("LOCAL_CLIENT_ID", "client");
  vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
  await prepareStore();
  return () => store.existing()?.db.destroy();
}

/** A watch on a manual clock, and a Platform API that counts calls. */
export function setUpWatch() {
  const clock = new FakeClock();
  const upstream = new FakeUpstream(clock.now);
  /** Calls left, by account. */
  const left = new Map<string, number>();
  const remaining = (account: string) => left.get(account) ?? null;
  const watch = new Watch({ now: clock.now, schedule: clock.schedule, remaining });

  /** Subscribes with another account; returns the events received. */
  async function listener(account: string, apps: FakeApp[], kind: "page" | "screen" = "page") {
    const heard: (WatchEvent & { at: number })[] = [];
    let ended = false;
    const leave = await watch.listen(
      upstream.as(account),
      apps.map(({ name }) => name),
      { kind, onEvent: (event) => heard.push({ ...event, at: clock.now() }), end: () => (ended = true) },
    );
    await clock.advance(SECOND);
    const of = (type: WatchEvent["type"]) => heard.filter((event) => event.type === type);
    return { leave, of, isEnded: () => ended };
  }

  /** Creates a pipeline of ten apps that run a release each. */
  function tenApps(): FakeApp[] {
    return Array.from({ length: 10 }, (_, at) => {
      const app = upstream.addApp(`app-${at}`, "fleet");
      upstream.release(app);
      return app;
    });
  }

  const only = (apps: FakeApp[]): FakeApp => apps[0] ?? upstream.addApp("none");
  return { clock, upstream, left, watch, listener, tenApps, only };
}
