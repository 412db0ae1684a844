/** The page that is being read before it is shown (path and search), null when none is. */
let pending: string | null = null;
let shown: string | null = null;
const listeners = new Set<() => void>();

function set(next: string | null): void {
  if (next === pending) return;
  pending = next;
  for (const notify of listeners) notify();
}

export const navigation = {
  /** `url` may be relative to `here`. The page one is on is not read again. */
  began(url: string, here: string): void {
    const from = new URL(here);
    const to = new URL(url, from);
    const stays = to.pathname === from.pathname && to.search === from.search;
    set(stays ? null : to.pathname + to.search);
  },
  /** A page is shown; a redirect may have led to another than was asked for. */
  arrived(place: string): void {
    if (place === shown) return;
    shown = place;
    set(null);
  },
  pending: () => pending,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
