import { serverNow } from "./clock";

/** Whether our server still knows who asks. Null while it does, else since when (ms) it does not. */
let endedAt: number | null = null;
const listeners = new Set<() => void>();

function set(next: number | null): void {
  if (next === endedAt) return;
  endedAt = next;
  for (const notify of listeners) notify();
}

export const sessionEnd = {
  /** An answer was 401: nobody is signed in any more. */
  seen: () => set(endedAt ?? serverNow()),
  /** An answer came: somebody is (signed in again in another tab). */
  over: () => set(null),
  at: () => endedAt,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
