/** Runs once at server start. Also compiled for the edge, so it does not import Node's modules statically. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { start } = await import("./instrumentation-node");
    await start();
  }
}
