export const setTitle = "Set a config var";
export const editTitle = "Edit";
export const unsetTitle = "Unset";
export const setNamed = (name: string) => `Set ${name}`;
export const unsetNamed = (name: string) => `Unset ${name}`;
export const pastTheLock = ", past the lock";
export const nameExample = "LOG_LEVEL";
export const losesValue = (app: string, name: string) =>
  `${app} loses ${name}. Its value is kept nowhere else: copy it first if it may be needed again.`;
export const valueLabel = "Value";
export const changeRestarts = "Every change makes a release: the dynos restart with it at once.";
export const changeRestartsNothing = "Every change makes a release. Nothing runs yet, so nothing restarts.";
export const copiedValueOf = (name: string) => `Copied the value of ${name}`;
export const notCopied = (name: string) =>
  `The browser did not let us copy ${name}. Show it and copy it by hand.`;
export const hidden = "hidden";
export const empty = "empty";
export const show = (name: string) => `Show ${name}`;
export const hide = (name: string) => `Hide ${name}`;
export const copyValueOf = (name: string) => `Copy the value of ${name}`;
export const openEdit = (name: string) => `Edit ${name}…`;
export const openUnset = (name: string) => `Unset ${name}…`;
export const valueNotRead = (name: string) => `The value of ${name} could not be read.`;
export const tabTitle = (app: string) => `Config · ${app}`;
export const openSet = "Set a config var…";
export const noConfigVars = (app: string) =>
  `No config vars. Set one, and the dynos of ${app} get it as an environment variable.`;
export const valuesAreHidden = "Values are read one at a time and hidden again after 30 seconds.";
export const noReleaseNeeded = "The same value as before: no release was needed.";

export const nameMissing = "Give it a name, such as LOG_LEVEL.";
export const nameHas = (rule: string) => `A name has ${rule}.`;
export const lettersAndDigits = "letters and digits";
export const nameTaken = (name: string) => `${name} is set already. Edit it in the list.`;
/** In place of the name while none is entered. */
export const unnamedVar = "it";
export const asVersion = (version: number) => ` as v${version}`;
export const andRestart = (change: string, app: string, asVersion: string) =>
  `${change} and restart ${app}${asVersion}`;
