import type { StateKind } from "@/components/ui/glyph-shapes";
import { shortCommit } from "@/lib/format/format";
import { codeOf } from "@/lib/timeline/describe-release";
import type { AppData } from "./use-app-data";

const kinds: Record<NonNullable<AppData["next"]>["kind"], StateKind | undefined> = {
  building: "live",
  releasing: "live",
  "build failed": "bad",
  "release failed": "bad",
  crashed: "bad",
  ahead: "ok",
  "never built": undefined,
};

/** Returns the state and title of an app in the browser's tab: "✕ example-app cb6999d". */
export function tabStateOf(
  name: string,
  { next, current, builds, releases, slug }: AppData,
): { kind?: StateKind; title: string } {
  const build = next?.kind === "building" || next?.kind === "build failed" ? next.build : null;
  const { commit } = build
    ? { commit: build.source_blob.version }
    : current
      ? codeOf(current, builds, releases, slug)
      : { commit: null };
  const kind = next ? kinds[next.kind] : current ? "ok" : undefined;
  return { ...(kind ? { kind } : {}), title: commit ? `${name} ${shortCommit(commit)}` : name };
}
