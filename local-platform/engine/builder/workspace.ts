import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "@/local-platform/context";
import { npmSettings } from "@/local-platform/engine/npm-settings";
import type { BuildRow } from "@/local-platform/store/tables";

/** The folders of one build, below the system's temporary folder. */
export type Workspace = {
  root: string;
  tarball: string;
  /** The app; created by unpacking. */
  app: string;
  home: string;
  tmp: string;
  /** npm's download cache, kept between the builds of an app. */
  npmCache: string;
};

/** Creates the folders, with an `.npmrc` in the build's HOME. */
export async function makeWorkspace(
  { workDir }: Pick<Context, "workDir">,
  build: Pick<BuildRow, "id" | "app_id">,
): Promise<Workspace> {
  const root = join(workDir, `build_${build.id.slice(0, 8)}`);
  const workspace = {
    root,
    tarball: join(root, "source.tgz"),
    app: join(root, "app"),
    home: join(root, "home"),
    tmp: join(root, "tmp"),
    npmCache: join(workDir, "cache", build.app_id, "npm"),
  };
  await rm(root, { recursive: true, force: true });
  await Promise.all([workspace.home, workspace.tmp].map((folder) => mkdir(folder, { recursive: true })));
  await writeFile(join(workspace.home, ".npmrc"), await npmSettings(process.env), { mode: 0o600 });
  return workspace;
}
