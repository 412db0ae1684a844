const PATIENCE_MS = 10_000;

/** One request for the wall's state, with the cookie; `search` asks for a preview. Rejects with what is wrong. */
export async function askServer(search: string): Promise<unknown> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS);
  try {
    const headers = { accept: "application/json", "time-zone": zone() };
    const response = await fetch(`/api/wall${search}`, { cache: "no-store", headers, signal: abort.signal });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

/** Where the screen hangs: locks end by the clock beside it. */
function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "";
}

/** Whether this page itself would be served now: nobody reloads into a browser's error page. */
export async function pageIsThere(): Promise<boolean> {
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    return response.ok && /text\/html/.test(response.headers.get("content-type") ?? "");
  } catch {
    return false;
  }
}
