/** The page that is loading (path and search), null if none is. */
let pending: string | null = null;
let shown: string | null = null;
const listeners = new Set<() => void>();

function set(next: string | null): void {
  if (next === pending) return;
  pending = next;
  for (const notify of listeners) notify();
}

export const navigation = {
  /** Called when a navigation starts. `url` may be relative to `here`. The current page is not loaded again. */
  began(url: string, here: string): void {
    const from = new URL(here);
    const to = new URL(url, from);
    const stays = to.pathname === from.pathname && to.search === from.search;
    set(stays ? null : to.pathname + to.search);
  },
  /** Called when a page is shown, which a redirect may have changed. */
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
