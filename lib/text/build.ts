/** In place of an app's builds, when it has none. */
export const NO_BUILDS_YET = "No builds yet.";

export const noBuildsPromoted = (app: string) => `No builds. The current release was promoted from ${app}.`;

export const NO_BUILDS_DIRECT = "No builds. The current release was released directly.";

/** In the facts of a release that no build made. */
export const NO_BUILD = "No build";

export const WHY_IT_FAILED = "Why it failed";

/** Heads the quoted lines: `errors` is null when no line names an error and the last `lines` are quoted. */
export function whyItFailed(errors: number | null, lines: number): string {
  if (errors === null) return `${WHY_IT_FAILED} · last ${lines === 1 ? "line" : `${lines} lines`}`;
  return errors === 1 ? WHY_IT_FAILED : `${WHY_IT_FAILED} · 1 of ${errors} errors`;
}

/** Beside "Cancel build": what canceling leaves as it is. `running`: "v12". */
export const whileCanceling = (running: string | null) =>
  running ? `${running} keeps running.` : "Nothing will be released.";
