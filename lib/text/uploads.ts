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
export const chooseAFolder = "Choose a folder…";
export const sourceOnTheWeb = "The source is already on the web?";
export const buildFromUrlInstead = "Build from a URL";
export const tarball = "Tarball";
export const folder = "Folder";
export const buildFor = "Build for";
export const uploadTo = "Upload to";
export const urlExample = "https://github.com/ORG/REPO/archive/REF.tar.gz";
export const urlLabel = "URL";
export const checksumExample = "64 hexadecimal digits";
export const sourceOnThisComputer = "The source is on this computer?";
export const uploadIt = "Upload it";
export const versionLabel = "Version";

export const urlHint = "A gzipped tarball that Heroku can fetch without signing in.";

export const checksumHint = "SHA-256 of the tarball. Another file is refused.";

export const doneOf = (done: string, total: string) => `${done} of ${total}`;
export const mayHoldSecrets = "May hold secrets";
export const linksLeaveFolder = (links: number) =>
  `${formatCounted(links, "link leaves", "links leave")} the folder`;
export const nothingOutsideTheFolder = "Nothing outside the folder";
export const noLanguageHint = "no package.json or Procfile at the top";
export const noLanguageFound = "No language found";
export const found = (languages: string) => `${languages} found`;
export const theAppWouldStopAnswering = "the app would stop answering";
export const removesTheProcessTypeWeb = "Removes the process type web";
export const wrappingFolderRemoved = "Wrapping folder removed";
export const noLinksFollowed = "0 links followed";
export const sha256 = (first: string, last: string) => `sha256 ${first}…${last}`;
export const packedAndReadBack = "Packed and read back";
export const pathsAndLinks = "Paths and links";
export const reading = "Reading";
export const packing = "Packing";
export const pathsAndMore = (paths: string, more: number) => `${paths}\nand ${more} more`;
export const mayHoldSecretsNote = "may hold secrets";
export const systemFile = "system file";
export const envFile = ".env file";
export const ignoredFile = "ignored file";
export const severalDropped = (count: number) => `${count} things were dropped.`;
export const notATarball = (name: string) => `${name} is neither a tarball nor a folder.`;
export const isZip = (name: string) =>
  `${name} is a zip archive. Heroku builds from tarballs: unpack it first.`;
export const isTarWithoutGzip = (name: string) => `${name} is a tar archive without gzip.`;
export const theFolderIsEmpty = "The folder is empty.";
export const fromTheWrappingFolder = "from the wrapping folder";
export const fromGitArchive = "from git archive";
export const fromName = (kind: string) => `from the ${kind} name`;
export const fromTheGitFolder = "from the git folder";
export const fileChanged = "The file could not be read, or changed meanwhile.";
export const buildAndReleaseTo = (app: string, isLocked: boolean) =>
  `Build and release to ${app}${isLocked ? ", past the lock" : ""}`;
export const startingTheBuild = "Starting the build…";
export const sentOf = (amount: string, all: string, time: string) => `${amount} of ${all}${time}`;
export const timeLeft = (duration: string) => ` · ${duration} left`;
export const folderWithPackedSize = (files: string, size: string) => `folder · ${files} · ${size} packed`;
export const checkedAndFound = (language: string, files: string) => `Checked: ${language} found, ${files}.`;
export const thisProblem = (problem: string) => `This ${problem}.`;
export const enterAddress = "Enter the address of a tarball.";
export const fromTheUrl = "from the URL";
export const noLanguage = "no language";
