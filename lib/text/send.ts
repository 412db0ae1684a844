export const until = (time: string) => `until ${time}`;
export const doNotPromoteFlag = "do not promote · ";
export const agreedWith = (owners: string) => `Agreed with ${owners}`;
export const theOwner = "the owner";
export const otherReason = "Other…";
export const reasonLabel = "Reason";

/** The sheet that locks an app, or marks a slug. */
export const untilEndOfDay = "Until the end of the day";
export const untilMonday = "Until Monday morning";
export const untilLifted = "Until somebody lifts it";
export const lockReasons = ["Sale", "Migration"];
export const markReasons = ["It broke production", "Waits for a fix"];
export const reasonMissing = "Say why, for those who run into it.";
export const markVersion = (version: number) => `Mark v${version}: do not promote`;
export const lock = (app: string) => `Lock ${app}`;
export const doNotPromoteVersion = (version: number) => `Do not promote v${version}`;
export const markEffect =
  "Nobody promotes or releases this slug, from whatever app, unless they give a reason.";
export const lockEffect = "Nobody builds, promotes or changes config here, unless they give a reason.";
export const holdLimits =
  "It never stands in the way of a rollback. What comes by git push or the CLI cannot be stopped; it is marked in the history.";
export const untilWhen = "Until when";
export const timesAreThoseOf = (zone: string) => `Times are those of ${zone}.`;
export const liftTheLock = "Lift the lock";
export const allowItAgain = "Allow it again";

export const moved = (app: string) => `${app} moved`;
export const retry = (version: number) => `Retry v${version}`;
export const pastTheLock = (label: string) => `${label} past the lock`;
export const notReleasedAgain = (version: number, app: string) =>
  `The slug of v${version} was not released again on ${app}.`;
export const sendingOnce = "Sending once…";
export const twoFactorCode = "Two-factor code, six digits";
export const codeIsNotKept = "From your authenticator. Passed on once, never kept.";
