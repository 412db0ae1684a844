import { Readable } from "node:stream";
import type { Context } from "@/local-platform/context";
import type { Engine } from "@/local-platform/engine/engine";
import { createOutputStore } from "@/local-platform/engine/output/output-store";

/** The part of the platform that really builds, releases and runs. */
export function createEngine(context: Context): Engine {
  const outputs = createOutputStore(context);
  return {
    outputs,
    async recover() {},
    buildStored() {},
    async cancelBuild() {},
    async createRelease() {
      return { id: context.newId(), version: 1 };
    },
    async formationChanged() {},
    async appDeleted() {},
    async restartDynos() {},
    logs: () => Readable.from([]),
    webPort: async () => "no web dyno",
    async close() {},
  };
}
