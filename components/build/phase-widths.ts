import type { PhaseState } from "./phase-model";

/** What stands in for the duration of a phase that nobody timed, in ms: most of a build is its build. */
const USUAL = { fetch: 2_000, detect: 1_000, build: 30_000, slug: 4_000, release: 3_000, dynos: 6_000 };

/** Shares of the bar by √duration, so that a long phase does not squeeze the others out of sight. */
export function phaseShares(phases: readonly PhaseState[], now: number): number[] {
  return phases.map(({ phase, took, since }) => {
    const ms = took ?? (since === null ? null : Math.max(now - since, USUAL[phase])) ?? USUAL[phase];
    return Math.round(Math.sqrt(Math.max(ms, 500)));
  });
}
