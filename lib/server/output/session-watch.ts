type Watched = { onEnd: Set<() => void>; timer: NodeJS.Timeout };

const watched = new Map<string, Watched>();

/**
 * Calls `onEnd` when a session has ended. Each session is checked every `everyMs`, once for all its streams; a failing
 * store ends no session. Returns a function that stops the check.
 */
export function watchSession(
  session: { id: string; stillSignedIn: () => Promise<boolean> },
  everyMs: number,
  onEnd: () => void,
): () => void {
  let watch = watched.get(session.id);
  if (watch === undefined) {
    const check = async (): Promise<void> => {
      if (await session.stillSignedIn()) return;
      for (const end of [...(watched.get(session.id)?.onEnd ?? [])]) end();
    };
    const timer = setInterval(() => check().catch(() => undefined), everyMs);
    timer.unref();
    watch = { onEnd: new Set(), timer };
    watched.set(session.id, watch);
  }
  const { onEnd: all, timer } = watch;
  all.add(onEnd);
  return () => {
    all.delete(onEnd);
    if (all.size > 0 || watched.get(session.id)?.onEnd !== all) return;
    clearInterval(timer);
    watched.delete(session.id);
  };
}
