import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readScripts } from "@/lib/tarball/package-json";
import { BuildFailure } from "@/local-platform/engine/builder/build-report";

const names = z.record(z.string(), z.unknown()).catch({});

/**
 * The parts of a package.json that decide how it is built; what is malformed counts as absent. `dropped`: scripts
 * that are no text.
 */
export const PackageJson = z
  .object({
    engines: z
      .object({ node: z.string().optional().catch(undefined) })
      .catch({})
      .default({}),
    scripts: z.unknown().optional(),
    dependencies: names.default({}),
    devDependencies: names.default({}),
    optionalDependencies: names.default({}),
    workspaces: z.unknown().optional(),
    packageManager: z.string().optional().catch(undefined),
  })
  .transform((file) => ({ ...file, ...readScripts(file.scripts) }));
export type PackageJson = z.infer<typeof PackageJson>;

/** @throws BuildFailure if it is not a JSON object */
export async function readPackageJson(folder: string): Promise<PackageJson> {
  const text = await readFile(join(folder, "package.json"), "utf8");
  try {
    return PackageJson.parse(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message : "it is not a JSON object";
    throw new BuildFailure([`Unable to parse package.json: ${why}.`, "Correct it and build again."]);
  }
}

export function hasFile(folder: string, name: string): Promise<boolean> {
  return access(join(folder, name)).then(
    () => true,
    () => false,
  );
}
