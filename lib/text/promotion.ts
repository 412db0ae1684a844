/** The title of a promotion that a newer release has overtaken: "v4 ran" "on production-us until 14:31". */
export const ranVersion = (version: number) => `v${version} ran`;

export const onUntil = (where: string, time: string | null) =>
  time === null ? `on ${where}` : `on ${where} until ${time}`;

export const stillRunningOn = (where: string) => `still running on ${where}`;

export const thenRolledBack = "then rolled back";

/** The line of one target: "ran v4 until 14:31 · replaced by v5 Retry webhooks". */
export const ranUntil = (version: number, time: string | null) =>
  time === null ? `ran v${version}` : `ran v${version} until ${time}`;

export const replacedBy = (version: number, description: string | null) =>
  `replaced by v${version}${description ? ` ${description}` : ""}`;

/** Shown when the account cannot see a target, or a target could not be read. */
export const cannotSeeTargets = (version: number, where: string) =>
  `Your account can't see ${where}, so Slipway can't tell whether v${version} is still running there.`;

export const notReadTargets = (version: number, where: string) =>
  `${where} could not be read, so it is not known whether v${version} is still running there.`;

/** What rolling back a target replaces that was released after the promotion. */
export const rollBackReplaces = (version: number, description: string | null) =>
  `This replaces v${version}${description ? `, ${description}` : ""}, released after this promotion.`;

/** At the end of a promotion's row: "eu, us, ran until 14:31". */
export const ranTill = (time: string) => `ran until ${time}`;

/** Of a target that the viewer promoted to and cannot see any more. */
export const targetGone = "Deleted, or moved to where your account cannot see it.";

export const versionOf = (version: number, app: string) => `v${version} of ${app}`;
/** In place of the list of changes, when there is none. */
export const nothingRanBefore = "Nothing ran there before.";
export const sameCodeAsBefore = "The code is the one that ran there before.";
export const divergedCode =
  "What ran there before never ran in the source, so there is no list of the changes between.";
export const olderThanBefore = "The code is older than the code that ran there before.";
export const noListOfChanges = (why: string) => `No list of changes: ${why}.`;

export const by = "by";
export const oneAfterAnother = "one after another, stops at the first failure";
export const allAtOnce = "all at once";
export const youCanClose = " · you can close this page";
export const putsBack = (version: number) => `puts back v${version}`;
export const aRetryOf = (version: number) => `a retry of v${version}`;
export const itWasPutBack = "it was put back";
export const took = (duration: string) => `took ${duration}`;
export const copyPromotionId = "Copy promotion id";
export const openPipeline = "Open the pipeline";
export const openVersionOf = (version: number, app: string) => `Open v${version} of ${app}`;

export const hiddenAppNotShown = "Your account cannot see it; its release is not shown.";
export const runningNow = (version: number) => ` · v${version} running now`;
export const promotion = "Promotion";
export const pastTheLock = "▲ Past the lock";
export const hiddenApp = "a hidden app";

/** The sheet that returns targets to their previous releases. */
export const fromVersion = (version: number | null) => `v${version ?? "…"} →`;
export const readingWhatRunsThere = "Reading what runs there…";
export const isBackAlready = (version: number) => `v${version} is back already.`;
export const noRollBackTo = (version: number) => `Heroku does not roll back to v${version}.`;
export const busyTarget = "A release is on its way there. It can be put back once that has ended.";
export const targetNotRead = "What runs there could not be read.";
export const readingWhatRuns = "Reading what runs…";
export const chooseWhatToPutBack = "Choose what to put back";
export const putBackBefore = (version: number) => `Put back what ran before v${version}`;
export const commaPastTheLock = (label: string) => `${label}, past the lock`;
export const putBackEffect =
  "Each returns to the release it ran before, with its code and its config vars. The database stays as it is. A release phase runs again where there is one. Locks do not stand in the way.";

export const retry = (target: string) => `Retry ${target}`;
export const retryPastTheLock = (target: string) => `Retry ${target} past the lock`;
export const retryWithCode = (target: string) => `Retry ${target} with code`;
export const notSentAgain = (version: number, app: string) => `v${version} was not sent to ${app} again.`;

export const whatRanBefore = "What ran before";
export const rollbackPlan = "Rollback plan";
export const rollBackRestores = "Rolling back restores code and config. The database is not changed.";
export const ranOn = "ran on";
export const keepsRunning = "keeps running until then";
export const stillRunning = "still running";
export const ranBefore = "ran before";
export const ranFor = (span: string) => `ran ${span}`;

export const usuallyTakes = (duration: string) => `usually ${duration}`;
export const hideOutput = "Hide output";
export const stopAfter = (target: string) => `Stop after ${target}`;
export const stop = "Stop";
export const itsDynosCrashed = "its dynos crashed";
export const seeItsLastLines = "See its last lines";
export const unknownLastSeen = "unknown, last seen";
export const nothingSentAgain = ". Nothing is sent again; this page goes on looking.";
export const openVersion = (version: number) => `Open v${version}`;

/** The states of a target's steps, for screen readers. */
export const stepDone = "done";
export const stepNow = "now";
export const stepNotYet = "not yet";
export const stepNotNeeded = "not needed";

export const thePromotion = "The promotion";
