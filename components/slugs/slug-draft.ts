import { PROCESS_TYPE_PATTERN, type Slug, type SlugCreate } from "@/lib/schemas/slug";
import type { SlugInspection } from "@/lib/tarball/inspect-slug";
import { readProcfile } from "@/lib/tarball/procfile";
import { versionFromName } from "@/lib/tarball/version";
import * as slugText from "@/lib/text/slug";

/** A process type in the editor. `key` identifies the row. */
export type ProcessRow = { key: number; name: string; command: string };

/**
 * The draft of a slug. `rows` and `commit` are null while the values read from the file apply; a null `stack` means the
 * app's stack.
 */
export type Draft = {
  file: File | null;
  refusal: string | null;
  inspection: SlugInspection | null;
  rows: ProcessRow[] | null;
  commit: string | null;
  description: string;
  stack: string | null;
  release: boolean;
};

export const emptyDraft: Draft = {
  file: null,
  refusal: null,
  inspection: null,
  rows: null,
  commit: null,
  description: "",
  stack: null,
  release: true,
};

/** Returns the process types to show: edited ones, else those of the Procfile, else an empty web. */
export function rowsOf({ rows, inspection }: Pick<Draft, "rows" | "inspection">): ProcessRow[] {
  if (rows) return rows;
  const read = readProcfile(inspection?.procfile ?? "");
  const types = read.length > 0 ? read : [{ name: "web", command: "" }];
  return types.map((type, key) => ({ key, ...type }));
}

/** Returns the rows with an additional empty one. */
export function withRow(rows: readonly ProcessRow[]): ProcessRow[] {
  const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
  return [...rows, { key, name: "", command: "" }];
}

export const commitOf = ({ commit, file }: Pick<Draft, "commit" | "file">): string =>
  commit ?? (file ? (versionFromName(file.name) ?? "") : "");

/** Returns the errors of the rows, by key. */
export function rowProblems(rows: readonly ProcessRow[]): Map<number, string> {
  const problems = new Map<number, string>();
  const names = new Set<string>();
  for (const { key, name, command } of rows) {
    if (!PROCESS_TYPE_PATTERN.test(name)) problems.set(key, slugText.processNameRule);
    else if (names.has(name)) problems.set(key, slugText.processNameTaken(name));
    else if (command.trim() === "") problems.set(key, slugText.commandMissing(name));
    names.add(name);
  }
  return problems;
}

/** Returns the request that registers the slug; null while a field is missing or invalid. `stack` is the app's. */
export function registrationOf(draft: Draft, stack: string | null): SlugCreate | null {
  const rows = rowsOf(draft);
  if (!draft.inspection || rows.length === 0 || rowProblems(rows).size > 0) return null;
  const [commit, description, stackName] = [
    commitOf(draft),
    draft.description,
    draft.stack ?? stack ?? "",
  ].map((text) => text.trim());
  return {
    process_types: Object.fromEntries(rows.map(({ name, command }) => [name, command.trim()])),
    checksum: `SHA256:${draft.inspection.sha256}`,
    ...(commit ? { commit } : {}),
    ...(description ? { commit_description: description } : {}),
    ...(stackName ? { stack: stackName } : {}),
  };
}

/** Returns the slug that the draft would become, for a preview. */
export function previewSlug(draft: Draft, stack: string | null, now: string): Slug {
  return {
    id: "",
    commit: commitOf(draft) || null,
    commit_description: draft.description || null,
    checksum: draft.inspection ? `SHA256:${draft.inspection.sha256}` : null,
    buildpack_provided_description: null,
    process_types: Object.fromEntries(
      rowsOf(draft).flatMap(({ name, command }) => (name && command ? [[name, command]] : [])),
    ),
    size: draft.file?.size ?? null,
    stack: (draft.stack ?? stack) ? { name: draft.stack ?? stack ?? "" } : null,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  };
}
