/** In place of an app's builds, when it has none. */
export const noBuildsYet = "No builds yet.";

export const noBuildsPromoted = (app: string) => `No builds. The running code was promoted from ${app}.`;

export const noBuildsReleasedDirectly = "No builds. The running code was released directly.";

/** In the facts of a release that no build made. */
export const noBuild = "No build";

export const whyItFailedTitle = "Why it failed";

/** Heads the quoted lines: `errors` is null when no line names an error and the last `lines` are quoted. */
export function whyItFailed(errors: number | null, lines: number): string {
  if (errors === null) return `${whyItFailedTitle} · last ${lines === 1 ? "line" : `${lines} lines`}`;
  return errors === 1 ? whyItFailedTitle : `${whyItFailedTitle} · 1 of ${errors} errors`;
}

/** Beside "Cancel build": what canceling leaves as it is. `running`: "v12". */
export const whileCanceling = (running: string | null) =>
  running ? `${running} keeps running.` : "Nothing will be released.";

export const seeItsReleasePhase = "See its release phase";
export const openRelease = (version: number) => `Open release v${version}`;
export const copyBuildId = "Copy build id";
export const allBuildsOfApp = "All builds of this app";
export const startedBy = (user: string) => `· ${user} · started`;
export const tookTime = (took: string) => ` · took ${took}`;
export const buildOf = (app: string) => `${app} build`;
export const newestBuild = "Newest build";
export const buildTitle = (id: string) => `Build ${id}`;
export const cancelBuild = (build: string) => `Cancel build ${build}`;
export const keepBuilding = "Keep building";
export const openCancelBuild = "Cancel build…";
export const confirmCancel = "Cancel this build?";
export const phases = "Phases";
export const uploadExpired = "The upload has expired. Drop it again";
export const notRetried = "The build was not started again.";
export const goToLine = (line: string) => `Go to line ${line}`;
export const lastBuildsFailed = (count: number, failed: number) =>
  count === 1
    ? `Last build ${failed === 1 ? "failed" : "did not fail"}`
    : `Last ${count} builds, ${failed} failed`;
export const versionOrDescription = "Version or description";
export const stateLabel = "State";
export const whoLabel = "Who";
export const anybody = "Anybody";
export const nothingBuiltYet = "Nothing built yet. Drop a tarball or a folder here, or build from a URL.";
export const noBuildMatches = "No build matches";
export const amongNewest = (count: number) => ` among the newest ${count}`;
export const buildsTitle = (app: string) => `Builds · ${app}`;
export const countOf = (count: number) => `${count} of `;
export const readSoFar = " read so far";

export const stateUnknown = "Unknown state of";

export const stateReleasing = "Releasing";

export const stateFailedInRelease = "Failed in release";

export const stateCanceledBy = (name: string) => `Canceled by ${name}:`;

export const stateFailedIn = (phase: string | undefined) => (phase ? `Failed in ${phase}` : "Failed");

export const retryWithCode = "Retry with code";
export const buildAgainPastTheLock = (app: string) => `Build it again on ${app}, past the lock`;
export const retry = "Retry";
export const stillRuns = (running: string) => `${running} still runs`;
export const wasVersion = (version: number, running: string) => `was v${version}, ${running} runs now`;
export const beingReleased = "being released";
export const runsUntilItIsReleased = (running: string) => `${running} runs until it is released`;
export const nothingRunsYet = "nothing runs yet";
export const runsUntilItSucceeds = (running: string) => `${running} runs until it succeeds`;
export const theBuild = "The build";
export const notReached = "not reached";
export const searchOlderBuilds = "Search older builds";
