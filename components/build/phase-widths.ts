import type { PhaseState } from "./phase-model";

/** The assumed duration of a phase that was not observed, in ms. */
const USUAL = { fetch: 2_000, detect: 1_000, build: 30_000, slug: 4_000, release: 3_000, dynos: 6_000 };

/** Returns the shares of the bar by √duration, so that a long phase does not make the others invisible. */
export function phaseShares(phases: readonly PhaseState[], now: number): number[] {
  return phases.map(({ phase, took, since }) => {
    const ms = took ?? (since === null ? null : Math.max(now - since, USUAL[phase])) ?? USUAL[phase];
    return Math.round(Math.sqrt(Math.max(ms, 500)));
  });
}
