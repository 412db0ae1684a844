export const config = "config";
export const configChanges = (count: number) => `${count} config changes`;
export const people = (count: number) => `${count} people`;
export const versionsFromTo = (from: string, to: string) => `${from} to ${to}`;
export const newRowsLabel = (count: number) => `${count} new`;
export const buildFailed = "build failed";
export const releasePhaseFailed = "release phase failed";
export const releasePhaseFailedOf = (description: string) => `release phase failed: ${description}`;
