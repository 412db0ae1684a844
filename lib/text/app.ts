import { shownOfAll } from "./lists";
export const NOT_DEPLOYED_YET = "not deployed yet";

/** Parts of the sentence on all apps: "1 is healthy, 2 are not deployed yet". */
export const healthyApps = (count: number) => counted(count, "is healthy", "are healthy");

export const notDeployedApps = (count: number) =>
  counted(count, `is ${NOT_DEPLOYED_YET}`, `are ${NOT_DEPLOYED_YET}`);

export const offApps = (count: number) => counted(count, "is off", "are off");

/** After an app was put into a stage. */
export const addedTo = (app: string, stage: string) => `Added ${app} to ${stage}`;

export const movedTo = (app: string, stage: string) => `Moved ${app} to ${stage}`;

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** Beside a filter over states, while apps are read for it and afterwards: "41 of 265 read". */
export const statesRead = (read: number, all: number) => `${shownOfAll(read, all)} read`;
/** No app has passed such a filter yet. */
export const noneSoFar = "None so far: not every app has been read.";
/** On a pin that cannot be set. */
export const pinsFull = (count: number) => `${count} apps are pinned. Unpin one first.`;
