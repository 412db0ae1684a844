export const theme = "Theme";
export const times = "Times";
export const settings = "Settings";
export const account = "Account";
export const slipway = "Slipway";
export const callsLeft = (left: string, all: string) => `${left} of ${all}`;
export const callsLeftLine = (left: string, all: string) => `${left} of ${all} left`;
export const find = "Find";
export const mainNavigation = "Main";
export const readingNextPage = "Reading the next page";
export const findExample = "An app, a page, an action";
export const escapeKey = "Esc";
export const nothingCalled = (search: string) => `Nothing is called “${search}”. Try fewer letters.`;
export const pinned = "Pinned";
export const notReadYet = "not read yet";
export const releaseVersion = (version: number) => `v${version}`;
export const keptInThisBrowser = "kept in this browser";
export const appearance = "Appearance";
export const shownIn = "Shown in";
export const unknownUser = "not told";
export const signOut = "Sign out";
export const skipToContent = "Skip to content";
export const keys = "Keys";
export const signedOutSince = (hour: string) =>
  `You have been signed out. What stands here was true at ${hour}.`;
export const menu = "Menu";

export const lightTheme = "Light theme";

export const darkTheme = "Dark theme";

export const systemTheme = "Theme as the system";

export const localTimes = "Times in local time";

export const utcTimes = "Times in UTC";

export const foldTheRail = "Fold the rail";

export const listOfKeys = "List of keys";
