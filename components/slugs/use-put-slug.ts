import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTransfer } from "@/components/uploads/use-transfer";
import { ApiFailure } from "@/lib/client/api";
import { createSlug, putSlugContent, slugQuery } from "@/lib/client/slugs";
import type { Slug, SlugCreate } from "@/lib/schemas/slug";

type Registered = { pins: string; id: string };

/**
 * Registers a slug and uploads its content, one at a time. After a failure the same slug is uploaded again if its
 * registration is unchanged.
 */
export function usePutSlug(app: string) {
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
