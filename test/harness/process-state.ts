/** Discards what a server keeps in its process (`perProcess`): the environment, the store, caches. */
export function discardProcessState(): void {
  Reflect.deleteProperty(globalThis, Symbol.for("slipway.per-process"));
}
