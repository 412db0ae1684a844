import type { CheckRow } from "@/components/uploads/check-rows";
import { formatBytes, formatCounted } from "@/lib/format/format";
import { readProcfile } from "@/lib/tarball/procfile";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/slug";
import type { SlugReport } from "./slug-report";

/** Returns the checks of a slug's tarball, in the order in which they complete; `bytes` is the size of the file. */
export function slugChecks(report: SlugReport, bytes: number): CheckRow[] {
  if (report.kind !== "checked") {
    const read = report.kind === "reading" ? report.read : 0;
    return [
      row("read", "live", "Reading", text.bytesRead(formatBytes(read), formatBytes(bytes))),
      row("wrapping", "unknown", text.folderApp, ""),
      row("files", "unknown", "Files", ""),
      row("language", "unknown", "Procfile", ""),
    ];
  }
  const { sha256, files, unpacked, procfile } = report.inspection;
  const types = readProcfile(procfile ?? "").map(({ name }) => name);
  return [
    {
      ...row("read", "ok", common.readToTheEnd, `sha256 ${sha256.slice(0, 4)}…${sha256.slice(-4)}`),
      title: sha256,
    },
    row("wrapping", "ok", text.folderAppFound, text.whatRuns),
    row("files", "ok", formatCounted(files, "file"), common.unpacked(formatBytes(unpacked))),
    types.length > 0
      ? row("language", "ok", common.procfileFound, types.join(", "))
      : row("language", "warn", text.noProcfile, text.sayWhatRunsBelow),
  ];
}

function row(id: CheckRow["id"], kind: CheckRow["kind"], label: string, detail: string): CheckRow {
  return { id, kind, label, detail, title: detail };
}
