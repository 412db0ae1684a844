import { formatCounted } from "@/lib/format/format";

export const whatComesBack = "What comes back";
export const asItWas = (version: number) => `v${version} as it was`;
export const onlyItsCode = "Only its code";
export const itRunsAlready = "It runs already.";
export const configStays = "Config stays as it is today.";
export const andMore = (count: number) => ` and ${count} more.`;

export const codeOf = (version: number) => `the code of v${version}`;
export const rollBackTo = (app: string, to: string) => `Roll back ${app} to ${to}`;
export const rollBackPastTheLock = (to: string) => `Roll back to ${to} past the lock`;
export const rollBackWithCode = (to: string) => `Roll back to ${to} with code`;
export const nothingSentChoiceStays = "Nothing was sent. Your choice stays as it is.";
export const isBeingReleased = (version: number) => `v${version} is being released…`;
export const hasToWait = "A rollback has to wait until it has ended.";
export const watch = (version: number) => `Watch v${version}`;

export const rollBack = "Roll back";
export const nothingToGoBackTo = (app: string) =>
  `${app} has no earlier release to go back to: Heroku offers those that succeeded and whose code it still keeps.`;
export const nothingRunsNow = "Nothing runs now.";
export const runsNow = "Runs now:";
export const yesterday = "yesterday";

export const backTo = "Back to";
export const olderReleases = "Older releases";
export const olderReleaseCount = (count: number) => formatCounted(count, "older release");
export const theCodeThatRunsNow = "the code that runs now";
export const aConfigChange = "a config change";
export const rolledBackFrom = "it was rolled back from";
