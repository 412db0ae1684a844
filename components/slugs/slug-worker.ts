import "@/lib/schemas/without-eval";
import { z } from "zod";
import { readable } from "@/components/uploads/readable";
import { messageOf } from "@/lib/errors/catalog";
import { inspectSlug } from "@/lib/tarball/inspect-slug";
import { TarballError } from "@/lib/tarball/tarball-error";
import type { SlugReport } from "./slug-report";

const REPORT_MS = 80;

addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const file = z.instanceof(File).parse(data);
  check(file).then(post, (error: unknown) => {
    const message = error instanceof TarballError ? error.message : messageOf("unreadable_file");
    post({ kind: "failed", message });
  });
});

async function check(file: File): Promise<SlugReport> {
  let last = 0;
  const onProgress = ({ bytes }: { bytes: number }) => {
    if (performance.now() - last < REPORT_MS) return;
    last = performance.now();
    post({ kind: "reading", read: bytes });
  };
  return { kind: "checked", inspection: await inspectSlug(readable(file), { onProgress }) };
}

function post(report: SlugReport): void {
  postMessage(report);
}
