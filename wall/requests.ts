const TIMEOUT_MS = 10_000;

/** Requests the wall's state once; `search` may ask for a preview. Rejects with the problem, such as "answered 502". */
export async function requestState(search: string): Promise<unknown> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const headers = { accept: "application/json", "time-zone": zone() };
    const response = await fetch(`/api/wall${search}`, { cache: "no-store", headers, signal: abort.signal });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

/** Returns the screen's time zone: ends of locks are shown in it. */
function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "";
}

/** Returns true if this page would be served now: a reload must not end in a browser's error page. */
export async function isPageAvailable(): Promise<boolean> {
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    return response.ok && /text\/html/.test(response.headers.get("content-type") ?? "");
  } catch {
    return false;
  }
}
