import {
  addAbsentName,
  addListedApp,
  addShown,
  addSubscription,
  beginList,
  receiveList,
} from "./access-rules";
import {
  checkUnwatched,
  receiveDynos,
  receiveFromPeer,
  receiveNewest,
  receivePending,
  receiveSummary,
  requestRead,
} from "./app-rules";
import { Draft } from "./draft";
import type { Effect, Environment, StateEvent } from "./events";
import { publishStreamAges } from "./publish";
import { appsOf, endOutage, endRead, receiveFailure, tick } from "./read-rules";
import { findApp, type Read, type Watched, type WatchState } from "./types";
import { addPolls, addStream, endPolls, removeStream } from "./watchers";

/** Returns the state after an event, and the effects to perform in their order. Pure: the given state is not modified. */
export function reduce(
  state: WatchState,
  event: StateEvent,
  env: Environment,
): { state: WatchState; effects: Effect[] } {
  const draft = new Draft(state, env);
  if ("read" in event) receive(draft, event);
  else apply(draft, event);
  return { state: draft.state, effects: draft.effects };
}

type Answer = Extract<StateEvent, { read: number }>;

function apply(draft: Draft, event: Exclude<StateEvent, Answer>): void {
  switch (event.type) {
    case "tick":
      tick(draft);
      break;
    case "grantUsed":
      addSubscription(draft, event);
      break;
    case "listRequested":
      beginList(draft, event.grant, false);
      break;
    case "appFound":
      addListedApp(draft, event.grant, event.app);
      break;
    case "appNotFound":
      addAbsentName(draft, event.grant, event.name);
      break;
    case "polled":
      addPolls(draft, event);
      break;
    case "pollsEnded":
      endPolls(draft, event.grant, event.polls);
      break;
    case "subscribed":
      addStream(draft, event);
      break;
    case "unsubscribed":
      removeStream(draft, event.grant, event.stream);
      break;
    case "viewed":
      for (const id of event.apps) checkUnwatched(draft, id);
      break;
    case "agesDue":
      publishStreamAges(draft, event.grant, event.stream);
      break;
    case "summariesShown":
      addShown(draft, event.grant, event.summaries);
      break;
    case "changeReported":
      reportChange(draft, event.app);
      break;
    case "couplingsChanged":
      for (const { id } of draft.apps.values()) draft.apps.update(id, { coupledAt: null });
      break;
    case "peerRead":
      receiveFromPeer(draft, event.app, event.summary, event.ageMs);
      break;
  }
}

/** Stores what a read in progress answered, and ends it. */
function receive(draft: Draft, event: Answer): void {
  const begun = draft.reads.get(event.read);
  if (!begun) return;
  if (event.type === "readFailed") receiveFailure(draft, begun, event.error);
  else {
    store(draft, begun.read, event);
    endOutage(draft, begun.read);
  }
  endRead(draft, event.read);
}

function store(draft: Draft, read: Read, event: Exclude<Answer, { type: "readFailed" }>): void {
  if (event.type === "listed") receiveList(draft, read.subscription.grant, event.apps);
  else if (event.type === "couplingsRead") receiveCouplings(draft, appsOf(read), event.pipelines);
  else {
    for (const { id, requestedRevision } of appsOf(read)) {
      if (event.type === "summaryRead") receiveSummary(draft, id, event.summary, requestedRevision);
      else if (event.type === "newestRead") receiveNewest(draft, id, event.facts.get(id) ?? NOTHING);
      else if (event.type === "pendingRead") receivePending(draft, id, event);
      else receiveDynos(draft, id, event.dynos);
    }
  }
}

const NOTHING = { build: undefined, release: undefined };

function receiveCouplings(
  draft: Draft,
  apps: readonly Watched[],
  pipelines: ReadonlyMap<string, string>,
): void {
  for (const { id } of apps) draft.apps.update(id, { pipeline: pipelines.get(id) ?? null });
  draft.areWatchersOutdated = true;
}

/** Reads an app at once that changed if this server reads it; else the server that does is to read it. */
function reportChange(draft: Draft, key: string): void {
  const app = findApp({ apps: draft.apps.current }, key);
  if (app) requestRead(draft, app);
  if (app && app.watchers.size > 0 && draft.env.isOurs(app.id)) tick(draft);
  else draft.effects.push({ type: "forwardChange", app: app?.id ?? key });
}
