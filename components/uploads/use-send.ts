import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { buildQuery, buildsQuery } from "@/lib/client/builds";
import type { UploadProgress } from "@/lib/client/upload/send-blob";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import { timeLeft } from "./time-left";

/** `starting`: all bytes are sent, or there are none to send; the build is being created. */
export type Sending =
  | { phase: "idle" }
  | { phase: "sending"; sent: number; total: number; left: number | null }
  | { phase: "starting" }
  | { phase: "failed"; error: unknown; turn: number };

const idle: Sending = { phase: "idle" };

type Job = (options: {
  signal: AbortSignal;
  onProgress: (progress: UploadProgress) => void;
}) => Promise<Build>;

/**
 * Sends once, then goes to the build's page. Leaving the page meanwhile requires confirmation. A failure is cleared
 * when `turn` changes, because it applied to another source.
 */
export function useSend(app: string, turn: number, onBuilt: () => void) {
  const [sending, setSending] = useState(idle);
  const queries = useQueryClient();
  const router = useRouter();
  const abort = useRef<AbortController | null>(null);
  const busy = sending.phase === "sending" || sending.phase === "starting";

  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);

  const built = useEffectEvent((build: Build) => {
    queries.setQueryData(buildQuery(app, build.id).queryKey, build);
    router.push(paths.build(app, build.id));
    setSending(idle);
    onBuilt();
    return queries.invalidateQueries({ queryKey: buildsQuery(app).queryKey, exact: true });
  });

  const send = async (bytes: number, job: Job) => {
    if (abort.current) return;
    const own = new AbortController();
    abort.current = own;
    const estimate = timeLeft();
    setSending(bytes > 0 ? { phase: "sending", sent: 0, total: bytes, left: null } : { phase: "starting" });
    const onProgress = ({ sent, total }: UploadProgress) => {
      const left = estimate(sent, total, performance.now());
      setSending(sent < total ? { phase: "sending", sent, total, left } : { phase: "starting" });
    };
    try {
      await built(await job({ signal: own.signal, onProgress }));
    } catch (error) {
      setSending(own.signal.aborted ? idle : { phase: "failed", error, turn });
    } finally {
      abort.current = null;
    }
  };

  return {
    sending: sending.phase === "failed" && sending.turn !== turn ? idle : sending,
    busy,
    send,
    cancel: () => abort.current?.abort(),
  };
}
