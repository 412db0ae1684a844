import { runsOf } from "@/lib/review/running-release";
import type { ReviewApp } from "@/lib/schemas/review";

type CodeWords = { version?: number; commit: string | null; description: string | null };

/** Returns what an app runs: version, commit and the description of its release. */
export function codeWords(app: ReviewApp, kin: readonly ReviewApp[]): CodeWords {
  const { current } = app;
  if (!current) return { commit: null, description: "Nothing released yet" };
  const runs = runsOf(app, kin);
  if (!runs) return { version: current.version, commit: null, description: "no code yet" };
  return {
    version: current.version,
    commit: runs.commit ?? imageName(app),
    description: runs.description,
  };
}

/** Returns the name of the image of an app without slugs: "image 9f2c51d0". */
function imageName({ current, image }: ReviewApp): string | null {
  const [artifact] = current?.artifacts ?? [];
  if (current?.slug || !artifact) return null;
  const digest = image?.digest?.replace(/^sha256:/i, "") ?? artifact.id;
  return `image ${digest.slice(0, 8)}`;
}
