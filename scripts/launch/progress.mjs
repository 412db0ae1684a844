const begun = performance.now();

/** Prints a step with the time since the start. */
export function say(text) {
  console.log(`[${seconds(performance.now() - begun).padStart(7)}] ${text}`);
}

/** "12.3 s" */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** Prints a problem that the user must solve, and exits. */
export function fail(text) {
  console.error(`\n${text}\n`);
  process.exit(1);
}
