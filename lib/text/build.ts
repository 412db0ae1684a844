/** In place of an app's builds, when it has none. */
export const NO_BUILDS_YET = "No builds yet.";

export const noBuildsPromoted = (app: string) => `No builds. The current release was promoted from ${app}.`;

export const NO_BUILDS_DIRECT = "No builds. The current release was released directly.";

/** In the facts of a release that no build made. */
export const NO_BUILD = "No build";
