export const findInOutput = "Find in output";

export const matchCase = "Match case";

export const wholeWords = "Whole words";

export const regularExpression = "Regular expression";

export const matchOf = (count: string, all: string) => `${count} of ${all}`;
export const noMatch = "no match";
export const takesTooLong = "takes too long";
export const noPattern = "no pattern";
export const clear = "Clear";
export const nextMatch = "Next match";
export const previousMatch = "Previous match";
export const section = (name: string) => `Section ${name}.`;
export const outputInterrupted = "Output interrupted, reconnecting.";
export const outputIncomplete = "Output incomplete.";
export const outputComplete = (count: string) => `Output complete, ${count}.`;
export const end = "End";
export const sectionsOfTheOutput = "Sections of the output";
export const linesFromTo = (from: string, to: string) => `Lines ${from} to ${to}`;
export const line = (from: string) => `Line ${from}`;
export const theWholeOutput = "The whole output";
export const copy = "Copy";
export const copyWithColors = "Copy with colors";
export const copyText = "Copy text";
export const download = (fileName: string) => `Download ${fileName}`;
export const rawAndDownload = "Raw and download";
export const hide = "Hide";
export const fullScreen = "Full screen";
export const leaveFullScreen = "Leave full screen";
export const wrap = "Wrap";
export const linesAroundMatches = "Lines shown around each match";
export const showOnlyMatching = "Show only the lines that match";
export const reconnectingIn = (seconds: number) => `reconnecting in ${seconds} s`;
export const quietFor = (duration: string) => `quiet ${duration}`;
export const endedComplete = (bytes: string) => `ended · ${bytes}, complete`;
export const follow = "Follow";
export const newLine = "new line";
export const bytesMissing = (from: string, to: string) => `bytes ${from} to ${to} are missing`;
export const nothingAfterByte = (from: string) => `nothing after byte ${from}`;
export const checkedHere = ", checked here";
export const checksumDiffers = (bytes: string, sha256: string) =>
  `${bytes}, but their SHA-256 is not ${sha256}: open Raw to read them anew`;
export const lines = "Lines";
export const findFilterCopy = "Find, filter, copy";
export const buildOutput = "Build output";
export const releasePhaseOutput = "Release phase output";
export const theOutput = "The output";
export const waitingForFirstLine = (seconds: number) => `Waiting for the first line (${seconds} s).`;
export const waitingForStart = "Waiting for it to start. Heroku has no output yet.";
export const readingTheOutput = "Reading the output.";
export const outputNotReadNow = "The output cannot be read just now. The next attempt follows.";
export const nothingCouldBeRead = "Nothing of this output could be read.";
export const endedWithoutLine = "It ended without a line of output.";
export const noReleasePhaseRan = "No release phase ran, so there is no output.";
