import { useEffect, useEffectEvent, useState } from "react";
import type { SlugInspection } from "@/lib/tarball/inspect-slug";
import { SlugReport } from "./slug-report";

const unread: SlugReport = { kind: "reading", read: 0 };

/** Reads a slug's tarball in a worker, which ends with it. `onChecked` receives the contents. */
export function useSlugCheck(
  file: File | null,
  onChecked: (file: File, inspection: SlugInspection) => void,
): SlugReport {
  const [known, setKnown] = useState<{ file: File; report: SlugReport } | null>(null);
  const checked = useEffectEvent(onChecked);
  useEffect(() => {
    if (!file) return;
    const worker = new Worker(new URL("./slug-worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      const report = SlugReport.parse(data);
      setKnown({ file, report });
      if (report.kind === "checked") checked(file, report.inspection);
    };
    worker.postMessage(file);
    return () => worker.terminate();
  }, [file]);
  // The results of the previous file must not appear next to the new one's name.
  return known && known.file === file ? known.report : unread;
}
