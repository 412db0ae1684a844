import { formatCounted } from "@/lib/format/format";

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

export const checks = "Checks";
export const leftOut = "Left out";
export const tickToInclude = "tick to put back";
export const counting = "counting…";
export const readingFolder = (files: number) => `Reading the folder, ${formatCounted(files, "file")} so far.`;
export const dropSourceHereOr = "Drop a tarball or a folder here, or";
export const chooseTarball = "Choose a tarball…";
export const chooseAFolder = "Choose a folder…";
export const sourceOnTheWeb = "The source is already on the web?";
export const buildFromUrlInstead = "Build from a URL";
export const tarball = "Tarball";
export const folder = "Folder";
export const cancel = "Cancel";
export const keepPageOpen = "Keep this page open until it is sent.";
export const copyRequestId = "Copy request id";
export const upload = "Upload";
export const openChangeSource = "Change…";
export const buildFor = "Build for";
export const uploadTo = "Upload to";
export const urlExample = "https://github.com/ORG/REPO/archive/REF.tar.gz";
export const urlLabel = "URL";
export const checksumExample = "64 hexadecimal digits";
export const checksumLabel = "Checksum";
export const sourceOnThisComputer = "The source is on this computer?";
export const uploadIt = "Upload it";
export const versionExample = "a commit or a label";
export const versionLabel = "Version";
export const descriptionLabel = "Description";

export const urlHint = "A gzipped tarball that Heroku can fetch without signing in.";

export const checksumHint = "SHA-256 of the tarball. Another file is refused.";
