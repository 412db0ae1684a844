import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { timeLeft } from "@/components/uploads/time-left";
import type { Sending } from "@/components/uploads/use-send";
import { ApiFailure } from "@/lib/client/api";
import { createSlug, putSlugContent, slugQuery } from "@/lib/client/slugs";
import type { UploadProgress } from "@/lib/client/upload/send-blob";
import type { Slug, SlugCreate } from "@/lib/schemas/slug";

type Registered = { pins: string; id: string };

/**
 * Registers a slug and uploads its content, one at a time. After a failure the same slug is uploaded again if its
 * registration is unchanged. Leaving the page meanwhile requires confirmation.
 */
export function usePutSlug(app: string) {
  const client = useQueryClient();
  const [sending, setSending] = useState<Sending>({ phase: "idle" });
  const registered = useRef<Registered | null>(null);
  const abort = useRef<AbortController | null>(null);
  const busy = sending.phase === "sending" || sending.phase === "starting";

  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);

  async function register(body: SlugCreate): Promise<string> {
    const pins = JSON.stringify(body);
    if (registered.current?.pins !== pins)
      registered.current = { pins, id: (await createSlug(app, body)).id };
    return registered.current.id;
  }

  /** The content may have arrived although the response was lost. */
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
  async function put(body: SlugCreate, blob: Blob): Promise<Slug | null> {
    if (abort.current) return null;
    const own = new AbortController();
    abort.current = own;
    const estimate = timeLeft();
    setSending({ phase: "sending", sent: 0, total: blob.size, left: null });
    const onProgress = ({ sent, total }: UploadProgress) => {
      const left = estimate(sent, total, performance.now());
      setSending(sent < total ? { phase: "sending", sent, total, left } : { phase: "starting" });
    };
    try {
      const id = await register(body);
      own.signal.throwIfAborted();
      const content = { app, slug: id, blob, onProgress, signal: own.signal };
      const slug = await putSlugContent(content).catch((error: unknown) => arrived(id, error));
      client.setQueryData(slugQuery(app, slug.id).queryKey, slug);
      setSending({ phase: "idle" });
      return slug;
    } catch (error) {
      setSending(own.signal.aborted ? { phase: "idle" } : { phase: "failed", error, turn: 0 });
      return null;
    } finally {
      abort.current = null;
    }
  }

  return { sending, busy, put, cancel: () => abort.current?.abort() };
}
