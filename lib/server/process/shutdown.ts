declare global {
  var slipwayLive: Set<() => void> | undefined;
}

function live(): Set<() => void> {
  globalThis.slipwayLive ??= new Set();
  return globalThis.slipwayLive;
}

/** Registers what ends an open stream when the server stops; returns what takes it back. */
export function onShutdown(end: () => void): () => void {
  live().add(end);
  return () => live().delete(end);
}

/** Ends every open stream, so that the server can stop. */
export function endAll(): void {
  for (const end of [...live()]) end();
  live().clear();
}
