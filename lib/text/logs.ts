export const aBuildThatStarts = "a build that starts.";
export const dynosCrashed = (names: string) => `${names} crashed`;
export const onVersion = (version: number) => ` on v${version}`;
export const goBackOrUpload = "Go back, or upload";
export const hideItsLastLines = "Hide its last lines";
export const seeItsLastLines = "See its last lines…";
export const crashed = "Crashed";
export const lastLinesOf = (dyno: string) => `Last lines of ${dyno}`;

export const readingLastLines = "Reading its last lines…";
export const wroteNothing = "It wrote nothing before it stopped.";
export const firstAndMore = (first: string, more: number) => `${first} and ${more} more`;
