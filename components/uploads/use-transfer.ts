import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { buildQuery, buildsQuery } from "@/lib/client/builds";
import type { UploadProgress } from "@/lib/client/upload/upload";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";

/** `starting`: all bytes are sent, or there are none to send; the server is processing them. */
export type Sending =
  | { phase: "idle" }
  | { phase: "sending"; sent: number; total: number; left: number | null }
  | { phase: "starting" }
  | { phase: "failed"; error: unknown; generation: number };

type Job<T> = (options: {
  signal: AbortSignal;
  onProgress: (progress: UploadProgress) => void;
}) => Promise<T>;

/**
 * Runs one transfer at a time and reports its progress. Leaving the page meanwhile requires confirmation. A failure
 * is cleared when `generation` changes, because it applied to another source.
 */
export function useTransfer(generation = 0) {
  const [sending, setSending] = useState<Sending>({ phase: "idle" });
  const abort = useRef<AbortController | null>(null);
  const busy = sending.phase === "sending" || sending.phase === "starting";

  useEffect(() => {
    if (!busy) return;
    const confirmLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", confirmLeave);
    return () => window.removeEventListener("beforeunload", confirmLeave);
  }, [busy]);

  /** Resolves with the result of the job; null if it failed, was canceled, or another one is running. */
  async function run<T>(bytes: number, job: Job<T>): Promise<T | null> {
    if (abort.current) return null;
    const own = new AbortController();
    abort.current = own;
    const estimate = timeLeft();
    setSending(bytes > 0 ? { phase: "sending", sent: 0, total: bytes, left: null } : { phase: "starting" });
    const onProgress = ({ sent, total }: UploadProgress) => {
      const left = estimate(sent, total, performance.now());
      setSending(sent < total ? { phase: "sending", sent, total, left } : { phase: "starting" });
    };
    try {
      const result = await job({ signal: own.signal, onProgress });
      setSending({ phase: "idle" });
      return result;
    } catch (error) {
      setSending(own.signal.aborted ? { phase: "idle" } : { phase: "failed", error, generation });
      return null;
    } finally {
      abort.current = null;
    }
  }

  return {
    sending:
      sending.phase === "failed" && sending.generation !== generation ? { phase: "idle" as const } : sending,
    busy,
    run,
    cancel: () => abort.current?.abort(),
  };
}

/** The window in which the speed is measured: long enough to be stable, short enough to follow a change. */
const WINDOW_MS = 5_000;
const FIRST_GUESS_MS = 800;

/** Returns a function that estimates the ms left of a transfer; it returns null until it can be estimated. */
export function timeLeft(): (sent: number, total: number, now: number) => number | null {
  const samples: { sent: number; at: number }[] = [];
  return (sent, total, now) => {
    samples.push({ sent, at: now });
    while (samples.length > 2 && now - (samples[1]?.at ?? now) >= WINDOW_MS) samples.shift();
    const first = samples[0];
    if (!first || now - first.at < FIRST_GUESS_MS || sent <= first.sent) return null;
    return ((total - sent) * (now - first.at)) / (sent - first.sent);
  };
}

/** Starts a build from a source, then goes to its page. A failure is cleared when `generation` changes. */
export function useSend(app: string, generation: number, onBuilt: () => void) {
  const queries = useQueryClient();
  const router = useRouter();
  const { sending, busy, run, cancel } = useTransfer(generation);

  const send = async (bytes: number, job: Job<Build>) => {
    const build = await run(bytes, job);
    if (!build) return;
    queries.setQueryData(buildQuery(app, build.id).queryKey, build);
    router.push(paths.build(app, build.id));
    onBuilt();
    await queries.invalidateQueries({ queryKey: buildsQuery(app).queryKey, exact: true });
  };

  return { sending, busy, send, cancel };
}
