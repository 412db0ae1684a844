import { perProcess } from "./per-process";

const cleanups = perProcess("cleanups", () => new Set<() => void>());

/** Registers a function that ends an open stream when the server stops. Returns a function that unregisters it. */
export function onShutdown(end: () => void): () => void {
  cleanups().add(end);
  return () => cleanups().delete(end);
}

/** Ends every open stream, so that the server can stop. */
export function endAll(): void {
  for (const end of [...cleanups()]) end();
  cleanups().clear();
}
