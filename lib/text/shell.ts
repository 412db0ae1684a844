export const theme = "Theme";
export const times = "Times";
export const settings = "Settings";
export const account = "Account";
export const callsLeft = (left: string, all: string) => `${left} of ${all}`;
export const callsLeftLine = (left: string, all: string) => `${left} of ${all} left`;
export const find = "Find";
export const mainNavigation = "Main";
export const readingNextPage = "Reading the next page";
export const findExample = "An app, a page, an action";
export const escapeKey = "Esc";
export const nothingCalled = (search: string) => `Nothing is called “${search}”. Try fewer letters.`;
export const pinned = "Pinned";
export const keptInThisBrowser = "kept in this browser";
export const appearance = "Appearance";
export const shownIn = "Shown in";
export const unknownScope = "not reported";
export const signOut = "Sign out";
export const skipToContent = "Skip to content";
export const keys = "Keys";
export const signedOutSince = (hour: string) => `You’ve been signed out. This page is from ${hour}.`;
export const menu = "Menu";

export const lightTheme = "Light theme";

export const darkTheme = "Dark theme";

export const systemTheme = "Theme as the system";

export const localTimes = "Times in local time";

export const utcTimes = "Times in UTC";

export const foldTheRail = "Fold the rail";

export const listOfKeys = "List of keys";

export const notLive = "Not live, asking every few seconds";
export const noAnswerSince = (hour: string) => `No answer since ${hour}, trying again`;
export const configVarsOf = (app: string) => `Config vars of ${app}`;
export const releasesOf = (app: string) => `Releases of ${app}`;
export const newestBuildOf = (app: string) => `Newest build of ${app}`;
export const buildsOf = (app: string) => `Builds of ${app}`;
export const pagesAndActions = "Pages and actions";
export const apiCallsLeftThisHour = "API calls left this hour";
export const granted = "Granted";
export const email = "Email";
export const signedInAs = "Signed in as";
export const everywhere = "Everywhere";
export const promoteTo = (source: string, to: string) => `Promote ${source} → ${to}…`;
export const pipelineNamed = (name: string) => `Pipeline ${name}`;
export const copyLines = "Copy the chosen lines: text, quote, link";
export const foldTheSection = "Fold the section";
export const nextAndPreviousSection = "Next and previous section";
export const sectionKeys = "s and S";
export const nextAndPreviousMatch = "Next and previous match";
export const matchKeys = "n and N";
export const findInAll = "Find in all of it; again for the browser's";
export const findKeys = "Ctrl F or ⌘F";
export const followOrStop = "Follow the newest line, or stop";
export const closeWhatIsOpen = "Close what is open";
export const thisList = "This list";
export const openTheRow = "Open the row";
export const enterKey = "Enter";
export const nextAndPreviousRow = "Next and previous row";
export const rowKeys = "j and k";
export const filterOrFind = "Filter, or find in the output";
export const screensKeys = "g then s";
export const pipelinesKeys = "g then p";
export const appsKeys = "g then a";
export const findAnything = "Find an app, a page, an action";
export const paletteKeys = "Ctrl K or ⌘K";
