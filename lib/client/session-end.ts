import { serverNow } from "./clock";

/** When a 401 response ended the session (ms since the epoch); null while it is valid. */
let endedAt: number | null = null;
const listeners = new Set<() => void>();

function set(next: number | null): void {
  if (next === endedAt) return;
  endedAt = next;
  for (const notify of listeners) notify();
}

export const sessionEnd = {
  /** Records the end of the session, for a 401 response. */
  record: () => set(endedAt ?? serverNow()),
  /** Clears it after a successful response: the user has signed in again, perhaps in another tab. */
  clear: () => set(null),
  at: () => endedAt,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
