import { formatCounted } from "@/lib/format/format";

export const openAddApp = "Add app…";
export const addAnAppTo = (pipeline: string) => `Add an app to ${pipeline}`;
export const addTo = (app: string, stage: string) => `Add ${app} to ${stage}`;
export const addApp = "Add app";
export const appLabel = "App";
export const noFreeApp = "Every app that you can see is in a pipeline already.";
export const freeAppHint = "One that is in no pipeline yet.";
export const noSuchApp = "Give the name of one of your apps.";
export const openRollBackOf = (app: string) => `Roll back ${app}…`;
export const openAppNamed = (app: string) => `Open ${app}`;
export const openApp = "Open app";
export const notReadSinceThen = (why: string) => `Not read since then: ${why}`;
/** Announced when a lane opens. `version`: "v12 of ", or empty. */
export const reviewing = (version: string, app: string, onto: string) =>
  `Reviewing ${version}${app} for ${onto}. Nothing is sent yet.`;
export const versionOf = (version: number) => `v${version} of `;
export const builtIn = "Built in";
export const versionsIn = "Versions in";
export const runsIn = (stage: string) => `in ${stage} · `;
export const promote = (app: string) => `Promote ${app}`;
export const openPromote = (app: string) => `Promote ${app} to…`;
export const openPromoteTo = "Promote to…";
export const promoteVersionTo = (version: string) => `Promote ${version} to`;
export const allOf = (stage: string) => `All of ${stage}…`;
export const nothingReleasedYet = "nothing released yet";
export const noDynos = "no dynos";
export const runsItsReleasePhase = "runs its release phase";
export const isBeingReleased = "is being released";
export const failedItsReleasePhase = "failed its release phase";
export const expired = "expired";
export const succeededAndDoesNotRun = "succeeded and does not run";
export const isInUnknownState = "is in a state we do not know";
export const appsInStage = (count: number, stage: string) => formatCounted(count, `${stage} app`);
export const appsOf = (stage: string) => `${stage} apps`;
export const hiddenAppOfStage = "hidden app: your account cannot see it";
export const review = (from: string, to: string) => `Review, ${from} to ${to}`;
export const aheadBy = (count: number | null) => `${count} ahead`;
export const behindBy = (count: number | null) => `${count} behind`;
export const inStep = "In step";
export const otherCode = "Other code";
export const openNewPipeline = "New pipeline…";
export const newPipeline = "New pipeline";
export const createPipeline = "Create pipeline";
export const nameHint =
  "3 to 30 characters: small letters, digits and dashes. Next you put apps into its stages.";
export const noAppsInStages = "no apps in its stages yet";
export const oneApp = "1 app";
export const cannotSeeApp = "Your account cannot see it";
export const hiddenApp = "hidden app";
export const cannotSeeBothSides =
  "Your account cannot see the apps on both sides of a promotion. Ask their owner for access, and this page shows what one would change.";
export const putTwoAppsIn = "Put two apps in a pipeline and this page shows what a promotion would change.";
/** Beside the title of the list; empty while there is none. */
export const pipelineCount = (count: number) => (count === 0 ? "" : formatCounted(count, "pipeline"));
export const stageOf = (app: string) => `Stage of ${app}`;
export const moveTo = (stage: string) => `Move to ${stage}`;
export const takeOutOf = (pipeline: string) => `Take out of ${pipeline}`;
export const promotionsTo = (stage: string) => `Promotions to ${stage}`;
export const promotions = "Promotions";
export const fewer = "Fewer";
export const allOfCount = (count: number) => `All ${count}`;
export const nothingPromotedYet = "Nothing was promoted here yet.";
export const toTargets = "to ";
export const promotedElsewhere = "Not promoted by Slipway: read from the releases";
export const elsewhere = "elsewhere · ";
/** Toasts of an app that was moved to another stage or taken out. */
export const isBack = (app: string) => `${app} is back`;
export const undo = "Undo";
export const staysWhereItIs = (app: string) => `${app} stays where it is`;
export const takenOut = (app: string, pipeline: string) =>
  `${app} is no longer in ${pipeline}; it goes on running`;
export const takenOutForGood = (app: string, pipeline: string) =>
  `${takenOut(app, pipeline)}. Only an account that sees ${pipeline} can put it back.`;

/** Beside the title of a pipeline. `from` and `to` are stages, capitalized at the start of a sentence. */
export const isAheadOf = (from: string, changes: string, to: string) =>
  `${from} is ${changes} ahead of ${to}.`;
export const isBehind = (from: string, changesBehind: string, to: string) =>
  `${from} is ${changesBehind} ${to}.`;
export const runDifferentCode = (from: string, to: string) => `${from} and ${to} run different code.`;
export const runsWhatRunsIn = (to: string, from: string) => `${to} runs what ${from} runs.`;
export const nothingRunsInYet = (stage: string) => `Nothing runs in ${stage} yet.`;
export const nothingIsMoving = "Nothing is moving.";
export const appsAreMoving = (count: number) => `${count} apps are moving.`;
export const appIsMoving = (app: string) => `${app} is moving.`;

/** On a card: what an app runs. */
export const noCodeYet = "no code yet";
export const image = (digest: string) => `image ${digest}`;

/** In a row of the promotions to a stage. */
export const failedOn = (targets: string) => `${targets} failed`;
export const stopped = "stopped";
export const rolledBack = "rolled back";

export const production = "Production";
export const staging = "Staging";
export const development = "Development";
export const thePipeline = "The pipeline";
export const whatRunsInPipelines = "What runs in them";
