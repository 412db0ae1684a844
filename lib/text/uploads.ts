/** The drop overlay. */
export const dropToUpload = (app: string) => `Drop to upload to ${app}`;
export const dropSendsNothing = "Nothing is sent until you press the button.";

/** What of a source could not be read, by its path. */
export const fileNotRead = (path: string) => `${path} could not be read.`;
export const folderNotRead = (path: string) => `The folder ${path} could not be read.`;

/** Under the button: what a press does to the app. */
export const sendsNothing = (effect: { replaces: number } | "first release" | null) =>
  [
    "Nothing is sent until you press this.",
    effect === "first release" && "This will be the first release.",
    effect !== null && effect !== "first release" && `It replaces v${effect.replaces}.`,
  ]
    .filter(Boolean)
    .join(" ");
