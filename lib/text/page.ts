export const noSuchBuild = "No such build";
export const noSuchBuildHeading = "There is no such build";
export const noBuildAtAddress = (app: string) =>
  `${app} has no build at this address, or nothing has been built yet. The link may be of another app.`;
export const showBuildsOf = (app: string) => `Show the builds of ${app}`;
export const notFound = "Not found";
export const nothingAtAddress = "There is nothing at this address";
export const notFoundHelp =
  "Your account can see no app, build or release of this name. It may have been renamed or deleted, or its owner has to give you access.";
export const showAllApps = "Show all apps";
export const pageFailed = "This page failed";
export const pageFailedHeading = "This page failed to load";
export const nothingWasChanged = "Slipway failed here; nothing was changed at Heroku.";
export const causeInServerLog = " The server’s log has the cause under the id below.";
export const standaloneFailure = (digest: string | undefined) =>
  digest
    ? `Slipway failed here; nothing was changed. The server’s log has the cause under ${digest}.`
    : "Slipway failed here; nothing was changed. The browser’s console has the cause.";
export const causeInConsole = " The browser’s console has the cause.";
export const tryAgain = "Try again";
export const allApps = "All apps";
export const copyId = (id: string) => `Copy id ${id}`;
export const notFoundHeading = "There is no such thing here";
export const renamedOrDeleted =
  "It may have been renamed or deleted, or your account cannot see it. Check the name in the address, or ask the app’s owner for access.";
export const noSuchPromotion = "No such promotion";
export const noSuchPromotionHeading = "There is no such promotion";
export const noPromotionAtAddress =
  "Slipway knows of no promotion at this address, or your account sees none of its apps. One that was made by the CLI or on Heroku's own pages is in the history of its pipeline.";
export const showPipelines = "Show pipelines";
export const noSuchPage = "There is no such page";
export const mistypedOrDeleted = "The address may be mistyped, or what it named was renamed or deleted.";
export const whatSlipwayDoes = "Build, release and promote Heroku apps";
export const optional = "optional";
export const breadcrumb = "Breadcrumb";
export const couldNotBeRead = (what: string) => `${what} could not be read.`;
export const tabTitleWithState = (glyph: string, title: string) => `${glyph} ${title} · Slipway`;
export const tabTitle = (title: string) => `${title} · Slipway`;
export const message = "Message";
export const signInAgain = "Sign in again…";
export const grant = (scopes: string) => `Grant ${scopes}…`;

export const asTheSystem = "As the system";

export const localTime = "Local time";

export const atTime = (at: string) => `at ${at}`;
export const lastReadAt = (hour: string) => `Last read ${hour}.`;
export const notReadYet = "Not read yet.";
export const slipwayNotReached = "Slipway cannot be reached.";
/** The lists of the breadcrumbs. */
export const andLastReadAt = (hour: string) => ` Last read ${hour}.`;
export const utc = "UTC";
export const dark = "Dark";
export const light = "Light";
export const ofAbout = " of about ";
