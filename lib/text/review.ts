import { formatCounted } from "@/lib/format/format";

/** How far a stage or target is behind the source, or the source behind it: "2 changes". */
export const changes = (count: number) => formatCounted(count, "change");

export const changesBehind = (count: number) => `${changes(count)} behind`;

/** A warning beside the button: the source's code is older than the target's. */
export const takesOut = (count: number, targets: string) =>
  `older code: ${changes(count)} ${count === 1 ? "is" : "are"} removed from ${targets}`;

/** The head of the list of what a promotion takes out of a target. */
export const removedFrom = (count: number, target: string) => `${changes(count)} removed from ${target}`;

export const cannotCompare = "the known releases do not reach back far enough to list the changes";

export const compare = (from: string, to: string) => `Compare ${from} with ${to}`;
export const versionAndCommit = (version: number, commit: string | null) =>
  `v${version}${commit ? `, ${commit}` : ""}`;

/** Notes below the list of changes: a predicate of targets ("eu and us"). */
export const lacksOnlyNewest = (target: string, count: number) => `${target} lacks only the newest ${count}`;
export const hasAll = "has all of it already";
export const haveAll = "have all of it already";
export const runsElsewhere = (stage: string) => `runs ${codeThatNeverRan(stage)}`;
export const runElsewhere = (stage: string) => `run ${codeThatNeverRan(stage)}`;
export const cannotBeCompared = `cannot be compared: ${cannotCompare}`;
export const hasRunNothing = "has run nothing yet";
export const haveRunNothing = "have run nothing yet";
export const configStays = (count: number, stage: string) =>
  `${count} config ${count === 1 ? "change" : "changes"} of ${stage} since then: config vars stay where they are`;

const codeThatNeverRan = (stage: string) => `code that never ran in ${stage}: what changes cannot be listed`;

/** Both releases side by side. */
export const allThatChangesOn = "All that changes on";
export const builtBy = (user: string) => ` by ${user}`;
export const theSame = ", the same";
export const sameName = (name: string) => `${name}, same`;
export const nowSide = "now: ";
export const thenSide = "then: ";
export const versionThen = (version: number) => `v${version}, `;
export const notReadable = "cannot be read with this account";
export const none = "none";

export const sameOnBothSides = "the same on both sides";
export const lacks = "lacks";
export const lack = "lack";
export const onlyIn = (targets: string) => `only in ${targets}`;

/** The head of the lane: what runs in the source, and for how long. */
export const nothingRunsIn = (source: string) =>
  `Nothing runs in ${source} yet. Build something there first.`;
/** Where code has run: "in staging", or "on example-app" for an app without a stage. */
export const ranIn = (stage: string | null, app: string) => (stage ? `in ${stage}` : `on ${app}`);
export const wasBuiltBy = (user: string) => `built by ${user}`;
export const ranFor = (where: string, time: string) => `ran ${where} ${time}`;
export const ranAtLeast = (where: string, time: string) => `ran ${where} at least ${time}`;
export const withoutCrash = (ran: string) => `${ran} without a crash`;
export const upNow = (ran: string) => `${ran}, up now`;
export const crashedNow = (ran: string) => `${ran}, crashed now`;
export const noDynoUpNow = (ran: string) => `${ran}, no dyno is up now`;

export const theNextStage = "the next stage";
export const removeNote = "Remove note";
export const addNote = "Add a note";
export const noteExample = "What people should know about this promotion";
export const allAtOnce = "All at once";
export const allAtOnceHint = "Every target is released at the same time";
export const oneAfterAnother = "One after another";
export const oneAfterAnotherHint = "Stops at the first target that fails";
export const order = "Order";

export const nothingRunsThere = "nothing runs there yet";
export const runsThis = (version: string, code: string) => `runs this ${code} (${version})`;
export const alreadyRunsThis = (version: string, code: string) => `already runs this ${code} (${version})`;
export const itCrashedOrFailed = ", and it crashed or failed";
export const replaces = (version: string) => `replaces ${version}`;
export const commaRuns = ", runs";
export const hiddenApp = "Hidden app";
export const hiddenAppStays = "Your account cannot see it; it stays as it is";
export const nothingWasSent = "Nothing was sent.";
export const promoteTo = (app: string, stage: string) => `Promote ${app} to ${stage}`;
export const codeNotAccepted = "Heroku did not accept that code. Enter a new one.";
export const notGranted = (scopes: string) =>
  `Slipway was not granted ${scopes}. Grant it and you return to this page.`;

export const configNamesOnlyThere = "Config names only there";
export const configNamesMissing = "Config names missing";
export const image = "Image";
export const configNames = "Config names";
