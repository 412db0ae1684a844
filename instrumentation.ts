/** Runs once when the server starts. Node's modules stay out of this file: it is compiled for the edge too. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { start } = await import("./instrumentation-node");
    await start();
  }
}
