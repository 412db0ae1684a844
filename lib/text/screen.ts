export const back = (screen: string) => `Back ${screen}`;
export const backWhenNoGrantWorks =
  "Nobody's grant works for this screen any more. With yours it is back within seconds; nothing has to be done at the screen.";
export const backBesideOthers =
  "The screen then goes on when the others' grants end. It only ever reads, and you can stop at any time.";
export const openBroadcast = "Broadcast…";
export const broadcast = "Broadcast";
export const broadcastLine = "Line";
export const howLong = "How long";
export const showItOn = (where: string) => `Show it on ${where}`;
export const removeBroadcast = "Take it away";
export const change = (screen: string) => `Change ${screen}`;
export const itReadsWith = "It reads with";
export const tokenLabel = "Token";
export const tokenMadeWith = "Make one with";
export const tokenIsKept = ". It is kept encrypted, and refused when it can do more than read.";
export const tokenCommand = "heroku authorizations:create -s identity,read";
export const handOverEffect = (screen: string) =>
  `Who opens the link and signs in may back ${screen} and change it. It works once, within a day. Then you can stop backing it; the screen goes on.`;
export const linkExpires = "good until tomorrow";
export const makeALink = "Make a link";
export const handOver = (screen: string) => `Hand ${screen} over`;
export const linkExpired = "This link was used before or has expired. Ask who sent it for another.";
export const handsOver = (person: string, screen: string) => `${person} hands ${screen} over to you`;
export const handedOverEffect =
  "The screen then reads with your account, too, and you can change what it shows.";
export const handedOverToYou = "Handed over to you";
export const openWallOnTv = "Open /wall on the TV and type its code here.";
export const copyAddress = "Copy address";
export const addressIsLocal =
  "Only this computer reaches that address. For a TV start Slipway with HOST=0.0.0.0 and PUBLIC_URL set to this computer's name in your network, for example http://192.168.1.20:3000.";
export const paired = (screen: string) =>
  `${screen} reads with a grant of its own now. It shows its apps within seconds.`;
export const codeExample = "ABCD-EFGH";
export const codeLabel = "Code";
export const screenIs = "It is";
export const nameExample = "Office";
export const pairingConsent =
  "Heroku asks whether Slipway may read your apps for this screen. Its grant is its own: signing out leaves it running.";
export const changedSoon = "It changes on the screen within seconds.";
export const pairing = "Pair a screen";
export const removeEffect =
  "Within seconds it shows nothing but a code to pair it again. Its grants end. What it showed is forgotten, for everybody who backs it.";
export const remove = (screen: string) => `Remove ${screen}`;
export const identify = "Identify";
export const openChange = "Rename, or change what it shows…";
export const openBackToo = "Back it too…";
export const openHandOver = "Hand over…";
export const stopBackingIt = "Stop backing it";
export const openRemove = "Remove…";
export const actionsFor = (name: string) => `Actions for ${name}`;
export const backedBy = (backers: string) => `backed by ${backers}`;
export const openBack = "Back it…";
export const preview = "Preview ↗";
export const pairAnotherOpen = "Another one: open";
export const pairAnotherType = "on it and type its code here.";
export const itShows = "It shows";
export const pipelineLabel = "Pipeline";
export const noPipelines = "This account has no pipeline yet.";
export const namesOfPeople = "Names of people";
export const namesNote = "instead of initials";
export const firstErrorLine = "First error line";
export const errorLineNote = "of a failed build, for all in the room";
export const chosen = (count: number) => `${count} chosen`;
export const filterTheApps = "Filter the apps";
export const noAppMatches = (filter: string) => `No app matches “${filter}”.`;

export const forFourHours = "For four hours";

export const forADay = "For a day";

export const broadcastHint = "Everybody in the room reads it, over all apps.";

export const codeHint = "The eight characters on the screen that you opened /wall on.";

export const aNewScreen = "A new screen";

export const aPipeline = "A pipeline";

export const aPipelineHint = "all its apps, also those that join later";

export const someApps = "Some apps";

export const keyName = "HEROKU_API_KEY";
export const keyHint = "as Slipway does";

export const myAccount = "My account";

export const myAccountHint = "read only; Heroku asks you next";

export const aReadOnlyToken = "A read-only token";

export const changesSoon = (name: string) => `${name} changes within seconds`;
export const pairTheScreen = "Pair the screen";
export const pairScreen = (name: string) => `Pair ${name}`;
export const showOnIt = (name: string) => `Show ${name} on it`;
export const nameHint = "Where it hangs: people find it by this.";
export const nameIsTaken = (name: string) => `There is a screen called ${name} already.`;
export const liveElsewhere = "which is live elsewhere";
export const inPlaceOf = (known: string) => `In place of ${known}`;
export const chooseWhatItShows = "Choose what it shows.";
export const giveItAName = "Give it a name.";
export const typeTheCode = "Type the code that the screen shows.";
export const grantEnded = (name: string) => `${name} no longer reads with your account`;
export const identifyHint = "In large letters, for ten seconds.";
export const showsItsName = (name: string) => `${name} shows its name`;
export const joinedWithAnd = (others: string, last: string) => `${others} and ${last}`;
export const nothing = "nothing";
export const nobodyAnyMore = "nobody any more";
export const andMoreApps = (first: string, more: number) => `${first} and ${more} more apps`;
export const lastReadBecause = (age: string, why: string) => `Last read ${age}. ${why}`;
export const awayFor = (age: string) => `away for ${age}`;
export const notSeenYet = "not seen yet";
export const live = "live";
export const oldData = "old data";
export const mayNotRead = "may not read";
export const grantNotGiven =
  "Heroku did not give the screen its grant. Nothing has changed; try again in a moment.";
export const pairedMeanwhile =
  "The screen was paired by somebody else or removed meanwhile. Look at what it shows now.";
export const allowedByAnotherAccount =
  "It was allowed by another account than the one you are signed in with. Nothing has changed; begin again and choose your own.";
export const tookTooLong =
  "That took too long, or was begun in another browser. Nothing has changed; begin again.";
export const notAllowed = "You did not allow it, so nothing has changed.";
export const someLive = (all: string, live: number) => `${all}, ${live} live`;
export const screenMayNotRead = (name: string) => `${name} may not read`;
