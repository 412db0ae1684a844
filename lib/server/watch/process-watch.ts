import { onTouch } from "@/lib/server/changes";
import { env } from "@/lib/server/env";
import { perProcess } from "@/lib/server/process/per-process";
import { serverId } from "@/lib/server/process/server-id";
import { onShutdown } from "@/lib/server/process/shutdown";
import { db } from "@/lib/server/store/db";
import { acceleratedLimits } from "./limits";
import { PostgresPeers } from "./postgres-peers";
import { Watch } from "./watch";

/** Returns the watch of this server. */
export const theWatch = perProcess("watch", () => {
  const watch = begin(env().databaseUrl);
  onTouch((app) => theWatch().touch(app));
  return watch;
});

/** SQLite implies a single server; servers that share a PostgreSQL divide the apps among them. */
function begin(url: string | undefined): Watch {
  const limits = acceleratedLimits(env().timeScale);
  if (!url) return new Watch({ limits });
  const peers = new PostgresPeers({ db: db(), url, owner: serverId() });
  const watch = new Watch({ peers, limits });
  peers.start(watch);
  onShutdown(() => {
    peers.stop().catch(() => undefined);
  });
  return watch;
}
