import { shortCommit } from "@/lib/format/format";
import type { SeenTarget } from "./lane-target";

/** Returns the text below the button that releases a slug: what it replaces, or that nothing ran before. */
export function replacesWords({
  preview,
  again,
  name,
}: Pick<SeenTarget, "preview" | "again" | "name">): string {
  const { target } = preview;
  if (again) return `releases it again on ${name}`;
  if (!target) return `the first to run on ${name}`;
  const commit = target.commit ? ` ${shortCommit(target.commit)}` : "";
  return `replaces v${target.release.version}${commit}`;
}

/** Returns why a slug cannot be released there, as a sentence; null when it can be. `generation` is the app's. */
export function releaseBlock(
  { preview, again, blocked, name }: Pick<SeenTarget, "preview" | "again" | "blocked" | "name">,
  generation: string,
): string | null {
  if (preview.same && !again) return `${name} already runs this slug (v${preview.target?.release.version})`;
  if (generation === "fir") return `${name} runs images; a slug cannot be released there`;
  return blocked;
}
