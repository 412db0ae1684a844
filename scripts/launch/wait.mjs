/** Waits until an address returns 200. Throws after the timeout, with the last response. */
export async function waitHealthy(name, url, { ms = 90_000, signal } = {}) {
  const deadline = Date.now() + ms;
  let last = "nothing";
  while (Date.now() < deadline) {
    if (signal?.aborted) return;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      const body = await response.text();
      if (response.ok) return;
      last = `${response.status} ${body.slice(0, 200)}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} is not healthy after ${ms / 1000} s. ${url} answered: ${last}`);
}
