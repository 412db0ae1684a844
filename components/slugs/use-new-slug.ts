import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useSendRelease } from "@/components/send/use-send-release";
import { refusalOf, takeDrop } from "@/components/uploads/pick-source";
import type { Refusal, Source } from "@/components/uploads/source";
import { useDropClaim } from "@/components/uploads/upload-provider";
import { messageOf } from "@/lib/errors/catalog";
import { paths } from "@/lib/paths";
import type { Slug } from "@/lib/schemas/slug";
import { type Draft, emptyDraft, registrationOf, slugToBe } from "./slug-draft";
import { usePutSlug } from "./use-put-slug";
import { useReleaseTarget } from "./use-release-target";
import { useSlugCheck } from "./use-slug-check";

/** A new slug, from the dropped file to its release. All input is kept when a step fails. */
export function useNewSlug(app: string, name: string, stack: string | null) {
  const router = useRouter();
  const [draft, setDraft] = useState(emptyDraft);
  const [asked, setAsked] = useState(false);
  const [stored, setStored] = useState<Slug | null>(null);
  const edit = (fields: Partial<Draft>) => setDraft((old) => ({ ...old, ...fields }));
  const report = useSlugCheck(draft.file, (_file, inspection) => edit({ inspection }));
  const { sending, busy, put, cancel } = usePutSlug(app);
  const sender = useSendRelease(name, "push");
  const toBe = draft.file ? slugToBe(draft, stack, new Date(draft.file.lastModified).toISOString()) : null;
  const release = useReleaseTarget(name, stored ?? toBe, draft.file ? name : null);
  const fixed = busy || stored !== null;

  const newest = useRef(0);
  const take = (taken: Promise<Source | Refusal | null> | null) => {
    const turn = ++newest.current;
    taken?.catch(refusalOf).then((source) => {
      if (source && turn === newest.current) setDraft((old) => ({ ...old, ...chosen(source) }));
    }, refusalOf);
  };
  useDropClaim(`Drop a slug for ${name}`, (data) => {
    if (!fixed) take(takeDrop(data, () => {}));
  });
  const send = async () => {
    setAsked(true);
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
    asked,
    stored,
    fixed,
    busy,
    sending,
    send,
    cancel,
    take,
    release,
    sender,
  };
}

function chosen(source: Source | Refusal): Partial<Draft> {
  if (source.kind === "refused") return { refusal: source.message };
  if (source.kind === "folder") {
    return { refusal: messageOf("not_a_slug", `${source.name} is a folder, and a slug is a tarball.`) };
  }
  return { file: source.file, refusal: null, inspection: null };
}
