import { formatBytes, formatCount, formatCounted } from "@/lib/format/format";
import type { Warning } from "@/lib/tarball/contents";
import type { Inspection } from "@/lib/tarball/inspect";
import * as common from "@/lib/text/common";
import * as uploadsText from "@/lib/text/uploads";
import type { CheckProgress } from "./check-source";
import type { Source } from "./source";

/** One check: its state, its text, and its result at the right. */
export type CheckRow = {
  id: "read" | "language" | "files" | "links" | "wrapping" | "secrets" | "web" | Warning["id"];
  kind: "live" | "ok" | "warn" | "unknown";
  label: string;
  detail: string;
  title?: string;
};

/**
 * Returns the checks of a source, in the order in which they complete; the same rows exist from the start.
 * `runsWeb`: the app currently has a process type `web`.
 */
export function checkRows(
  source: Source["kind"],
  progress: CheckProgress | null,
  found: Inspection | null,
  runsWeb = false,
): CheckRow[] {
  const folder = source === "folder";
  if (!found) {
    const wait = (id: CheckRow["id"], label: string) => row(id, "unknown", label, "");
    const first: CheckRow = {
      id: "read",
      kind: "live",
      label: folder ? uploadsText.packing : uploadsText.reading,
      detail: progress ? progressText(progress) : "",
    };
    return [
      first,
      wait("language", "Language"),
      ...(folder ? [] : [wait("files", "Files")]),
      wait("links", uploadsText.pathsAndLinks),
    ];
  }
  const { wrapping, secrets } = found;
  return [
    {
      id: "read",
      kind: "ok",
      label: folder ? uploadsText.packedAndReadBack : common.readToTheEnd,
      detail: uploadsText.sha256(found.sha256.slice(0, 4), found.sha256.slice(-4)),
      title: found.sha256,
    },
    languageRow(found),
    ...(folder ? [] : [filesRow(found)]),
    folder
      ? row("links", "ok", uploadsText.nothingOutsideTheFolder, uploadsText.noLinksFollowed)
      : linksRow(found),
    ...(wrapping ? [row("wrapping", "ok", uploadsText.wrappingFolderRemoved, `${wrapping}/`)] : []),
    ...(secrets.length > 0 ? [secretsRow(secrets)] : []),
    ...warningRows(found),
    ...(runsWeb && found.web === false
      ? [row("web", "warn", uploadsText.removesTheProcessTypeWeb, uploadsText.theAppWouldStopAnswering)]
      : []),
  ];
}

function languageRow({ detected }: Inspection): CheckRow {
  const { languages, files } = detected;
  if (languages.length > 0)
    return row("language", "ok", uploadsText.found(languages.join(", ")), files.join(", "));
  if (files.length > 0) return row("language", "ok", common.procfileFound, files.join(", "));
  return row("language", "warn", uploadsText.noLanguageFound, uploadsText.noLanguageHint);
}

function filesRow({ files, unpacked }: Inspection): CheckRow {
  return row("files", "ok", formatCounted(files, "file"), common.unpacked(formatBytes(unpacked)));
}

function linksRow({ leaving, links }: Inspection): CheckRow {
  if (leaving.length === 0)
    return row("links", "ok", uploadsText.nothingOutsideTheFolder, formatCounted(links, "link"));
  return row("links", "warn", uploadsText.linksLeaveFolder(leaving.length), leaving.join(", "));
}

function warningRows({ warnings }: Inspection): CheckRow[] {
  return warnings.map(({ id, label, detail }) => row(id, "warn", label, detail));
}

function secretsRow(secrets: Inspection["secrets"]): CheckRow {
  return {
    ...row("secrets", "warn", uploadsText.mayHoldSecrets, secrets.map(({ path }) => path).join(", ")),
    title: secrets.map(({ path, what }) => `${path}: ${what}`).join("\n"),
  };
}

function progressText({ done, total, unit }: CheckProgress): string {
  if (unit === "bytes") return uploadsText.doneOf(formatBytes(done), formatBytes(total));
  return uploadsText.doneOf(formatCount(done), formatCounted(total, "file"));
}

function row(id: CheckRow["id"], kind: CheckRow["kind"], label: string, detail: string): CheckRow {
  return { id, kind, label, detail, title: detail };
}
