import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useSendRelease } from "@/components/send/use-send-once";
import { readDrop, refusalOf } from "@/components/uploads/pick-source";
import type { Refusal, Source } from "@/components/uploads/source";
import { useDropClaim } from "@/components/uploads/upload-provider";
import { useTransfer } from "@/components/uploads/use-transfer";
import { ApiFailure } from "@/lib/client/api";
import { createSlug, putSlugContent, slugQuery } from "@/lib/client/slugs";
import { messageOf } from "@/lib/errors/catalog";
import { paths } from "@/lib/paths";
import type { Slug, SlugCreate } from "@/lib/schemas/slug";
import type { SlugInspection } from "@/lib/tarball/inspect-slug";
import * as text from "@/lib/text/slug";
import { type Draft, emptyDraft, previewSlug, registrationOf } from "./slug-draft";
import { SlugReport } from "./slug-report";
import { useReleaseTarget } from "./use-release-target";

/** The state of the form for a new slug, from the dropped file to its release. A failed step keeps all input. */
export function useNewSlug(app: string, name: string, stack: string | null) {
  const router = useRouter();
  const [draft, setDraft] = useState(emptyDraft);
  const [submitted, setSubmitted] = useState(false);
  const [stored, setStored] = useState<Slug | null>(null);
  const edit = (fields: Partial<Draft>) => setDraft((old) => ({ ...old, ...fields }));
  const report = useSlugCheck(draft.file, (_file, inspection) => edit({ inspection }));
  const { sending, busy, put, cancel } = usePutSlug(app);
  const sender = useSendRelease(name, "push");
  const preview = draft.file
    ? previewSlug(draft, stack, new Date(draft.file.lastModified).toISOString())
    : null;
  const release = useReleaseTarget(name, stored ?? preview, draft.file ? name : null);
  const fixed = busy || stored !== null;

  const newest = useRef(0);
  const pick = (picked: Promise<Source | Refusal | null> | null) => {
    const generation = ++newest.current;
    picked?.catch(refusalOf).then((source) => {
      if (source && generation === newest.current) setDraft((old) => ({ ...old, ...chosen(source) }));
    }, refusalOf);
  };
  useDropClaim(text.dropASlugFor(name), (data) => {
    if (!fixed) pick(readDrop(data, () => {}));
  });
  const send = async () => {
    setSubmitted(true);
    const body = registrationOf(draft, stack);
    if (!body || !draft.file) return;
    const slug = await put(body, draft.file);
    if (!slug) return;
    if (!draft.release) return router.push(paths.slug(app, slug.id));
    setStored(slug);
    sender.send({ slug: slug.id, expected_current: release.seen?.id ?? null });
  };
  return {
    app,
    draft,
    edit,
    report,
    submitted,
    stored,
    fixed,
    busy,
    sending,
    send,
    cancel,
    pick,
    release,
    sender,
  };
}

function chosen(source: Source | Refusal): Partial<Draft> {
  if (source.kind === "refused") return { refusal: source.message };
  if (source.kind === "folder") {
    return { refusal: messageOf("not_a_slug", text.folderIsNotASlug(source.name)) };
  }
  return { file: source.file, refusal: null, inspection: null };
}

const unread: SlugReport = { kind: "reading", read: 0 };

/** Reads a slug's tarball in a worker, which is terminated with the file. `onChecked` receives the contents. */
function useSlugCheck(
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

type Registered = { pins: string; id: string };

/**
 * Registers a slug and uploads its content, one at a time. After a failure the same slug is uploaded again if its
 * registration is unchanged.
 */
function usePutSlug(app: string) {
  const client = useQueryClient();
  const registered = useRef<Registered | null>(null);
  const { run, ...transfer } = useTransfer();

  async function register(body: SlugCreate): Promise<string> {
    const pins = JSON.stringify(body);
    if (registered.current?.pins !== pins)
      registered.current = { pins, id: (await createSlug(app, body)).id };
    return registered.current.id;
  }

  /** Returns the slug if its content has arrived although the response was lost; else throws `error`. */
  async function arrived(id: string, error: unknown): Promise<Slug> {
    if (!(error instanceof ApiFailure)) throw error;
    if (error.id === "upload_expired") registered.current = null;
    if (error.id !== "not_found") throw error;
    const slug = await client.fetchQuery({ ...slugQuery(app, id), staleTime: 0 });
    if (slug.size !== null) return slug;
    registered.current = null;
    throw error;
  }

  /** Resolves with the slug and its content, or null if that failed or was canceled. */
  function put(body: SlugCreate, blob: Blob): Promise<Slug | null> {
    return run(blob.size, async ({ signal, onProgress }) => {
      const id = await register(body);
      signal.throwIfAborted();
      const content = { app, slug: id, blob, onProgress, signal };
      const slug = await putSlugContent(content).catch((error: unknown) => arrived(id, error));
      client.setQueryData(slugQuery(app, slug.id).queryKey, slug);
      return slug;
    });
  }

  return { ...transfer, put };
}
