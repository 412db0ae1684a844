import { onTouch } from "./touched";
import { Watch } from "./watch";

// Routes, pages and instrumentation are bundled apart: only globalThis is common to them.
declare global {
  var slipwayWatch: Watch | undefined;
}

/** The watch of this server. */
export function theWatch(): Watch {
  if (!globalThis.slipwayWatch) {
    const watch = new Watch();
    globalThis.slipwayWatch = watch;
    onTouch((app) => watch.touch(app));
  }
  return globalThis.slipwayWatch;
}
