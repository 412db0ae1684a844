import { formatCounted } from "@/lib/format/format";
import { shownOfAll } from "./lists";

export const notDeployedYet = "not deployed yet";

/** Parts of the sentence on all apps: "1 is healthy, 2 are not deployed yet". */
export const healthyApps = (count: number) => formatCounted(count, "is healthy", "are healthy");

export const notDeployedApps = (count: number) =>
  formatCounted(count, `is ${notDeployedYet}`, `are ${notDeployedYet}`);

export const offApps = (count: number) => formatCounted(count, "is off", "are off");

/** After an app was put into a stage. */
export const addedTo = (app: string, stage: string) => `Added ${app} to ${stage}`;

export const movedTo = (app: string, stage: string) => `Moved ${app} to ${stage}`;

/** Beside a filter over states, while apps are read for it and afterwards: "41 of 265 read". */
export const statesRead = (read: number, all: number) => `${shownOfAll(read, all)} read`;
/** No app has passed such a filter yet. */
export const noneSoFar = "None so far: not every app has been read.";
/** On a pin that cannot be set. */
export const pinsFull = (count: number) => `${count} apps are pinned. Unpin one first.`;

export const maintenanceModeIsOn = "maintenance mode is on";
export const buildFromUrl = "Build from a URL…";
export const openLock = "Lock…";
export const advanced = "Advanced";
export const openSlugFromScratch = "Slug from scratch…";
export const openInHeroku = "Open in Heroku ↗";
export const copyGitRemote = "Copy git remote";
export const copyAsCurl = "Copy as curl";
export const moreFor = (name: string) => `More for ${name}`;
export const madeOf = "Made of";
export const noConfigVars = "No config vars. ";
export const andMoreNames = (count: number) => `and ${count} more `;
export const setOne = "Set one…";
export const edit = "Edit…";
export const dropSourceHereOr = "Nothing built yet. Drop a tarball or a folder here, or";
export const orBuildFromUrl = "build from a URL";
export const uploadTo = (name: string) => `Upload to ${name}…`;
export const nextTitle = "Next";
export const noDynoIsUp = "None is up yet.";
export const noDynos = "None: nothing has been released that could run.";
export const dynos = "Dynos";
export const releaseVersionThen = (version: number) => `v${version} · `;
export const locks = "Locks";
export const updatesByPolling = "Changes are found by looking, every few seconds";
export const turnOff = "Turn off";
export const turnOn = "Turn on";
export const onlyManagersTurnOn = (name: string) => `Only who may manage ${name} can turn them on or off.`;
export const instantUpdates = "Instant updates";
export const updatesByWebhook = "Heroku tells us of builds and releases at once ·";
export const lastReceived = "last";
export const oneOtherWebhook = "1 other webhook: ";
export const otherWebhooks = (count: number) => `${count} other webhooks: `;
export const notLocked = "Nobody has locked it.";
export const lockTitle = "Lock";
export const canGoTo = (version: number, targets: string) => `v${version} can go to ${targets}.`;
export const compareCode = (changes: string, to: string) => `${changes} ahead of ${to}`;
export const reviewChangesLabel = (changes: string) => `Review ${changes}…`;
export const behindStage = (changes: string, to: string) => `${changes} behind ${to}`;
export const runsTheSameCode = (to: string) => `${to} runs the same code.`;
export const runsOtherCode = (to: string) => `${to} runs other code.`;
export const nothingToPromote = "Nothing runs here that could be promoted.";
export const nextStage = "Next stage";
export const buildingVersion = (version: string) => `Building ${version}`;
export const watch = "Watch";
export const releasePhaseRuns = "Its release phase runs, ";
export const buildFailed = (build: string) => `Build ${build} failed`;
export const releasing = (version: number) => `Releasing v${version}`;
export const seeWhy = "See why";
export const previousStillRuns = (version: number) => ` v${version} still runs.`;
export const releasePhaseFailed = (version: number) => `v${version} failed its release phase`;
export const seeOutput = "See output";
export const openRepositoryOf = (name: string) => `Set the repository of ${name}…`;
export const repositoryExample = "https://github.com/owner/name";
export const onGitHub = "On GitHub";
export const repositoryOf = (name: string) => `Repository of ${name}`;
export const forgetTheRepository = "Forget the repository";
export const setRepositoryOf = (name: string) => `Set the repository of ${name}`;
export const timeline = "Timeline";
export const builtIn = (took: string) => `built in ${took}`;
export const yesterdayAt = (hour: string) => `yesterday ${hour}`;
export const whatRuns = "What runs";
export const noCodeReleased = "no code has been released yet";
export const maintenance = "maintenance";
export const nothingBuiltYet = "Nothing built yet";
export const filterApps = "Filter apps";
export const mineFilter = "Mine";
export const failingFilter = "Failing";
export const teamLabel = "Team";
export const regionLabel = "Region";
export const shownOf = (shown: string) => `${shown} of `;
export const oneApp = "app";
export const manyApps = "apps";
export const noAppsYet = "This account has no apps yet. Create one, or drop a folder here and we create it.";
export const noAppMatches = "No app matches";
export const theseFilters = "these filters";
export const readAt = (hour: string) => `at ${hour}`;
export const last20Builds = "last 20 builds";
export const checkedNext = (source: string) =>
  `${source}, checked next on the app’s page. Nothing is built before you say so there.`;
export const createApp = "Create app";
export const newApp = "New app";
export const dropToCreateApp = "Drop to create an app from it";
export const nowTitle = "Now";
export const pinApp = (app: string) => `Pin ${app}`;
export const unpin = "Unpin";
export const pin = "Pin";

export const appNameHint =
  "3 to 30 characters: small letters, digits and dashes. Left empty, Heroku makes one up.";

export const pipelineCrumb = (name: string) => `${name} pipeline`;

export const unitedStates = "United States";

export const curlCommand = "the curl command";
export const gitRemote = "the git remote";
export const notCopied = (what: string) => `The browser did not let us copy ${what}`;
export const copied = (what: string) => `Copied ${what}`;
export const theApp = "The app";
export const repository = "Repository";
export const usually = (usual: string) => `usually ${usual}`;
export const lastBuilds = (count: number) => `last ${count}`;
export const firstBuild = "the first";
export const nothingDelivered = "nothing yet";
export const changeMissed =
  "A change was found that Heroku did not tell of: we look as often as without, until it tells of one again";
export const oldAddress = (elsewhere: string) =>
  `Heroku still tells ${elsewhere}, the address of before: turn them off, then on again`;
export const webhooks = "Webhooks";
export const promotionsLinkToComparison = "Promotions then link to the comparison of their commits.";
export const detectedRepository = (detected: string) =>
  `Its builds come from ${detected}; what is set here counts instead.`;
export const itIs = (problem: string) => `It ${problem}.`;
export const otherCode = "other code";
export const today = "Today";
export const runsSince = "runs since";
export const whatRunsInApps = "What runs in these apps";
export const europe = "Europe";
