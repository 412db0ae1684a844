import { runsOf } from "@/lib/review/running-release";
import type { ReviewApp } from "@/lib/schemas/review";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";

type RunningCode = { version?: number; commit: string | null; description: string | null };

/** Returns what an app runs. `siblings`: other apps whose builds may have made its code. */
export function runningCode(app: ReviewApp, siblings: readonly ReviewApp[]): RunningCode {
  const { current } = app;
  if (!current) return { commit: null, description: common.nothingReleased };
  const runs = runsOf(app, siblings);
  if (!runs) return { version: current.version, commit: null, description: text.noCodeYet };
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
  return text.image(digest.slice(0, 8));
}
