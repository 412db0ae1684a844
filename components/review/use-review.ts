import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { usePageAge } from "@/components/ui/page-age";
import { useNow } from "@/components/ui/use-now";
import { wait } from "@/lib/async";
import { ApiFailure } from "@/lib/client/api";
import { knownAt } from "@/lib/client/data-age";
import { refreshReviews } from "@/lib/client/events/event-queries";
import { joinNames } from "@/lib/format/format";
import { laneSource } from "@/lib/review/lane-source";
import { chosenOf, type LaneFailure, laneState } from "@/lib/review/lane-state";
import { laneTargets } from "@/lib/review/lane-target";
import { caughtUp } from "@/lib/review/moved";
import { promotionBody } from "@/lib/review/promotion-body";
import type { PipelineApp } from "@/lib/schemas/pipeline";
import type { PromotionCreate } from "@/lib/schemas/promotion";
import type { ReviewApp } from "@/lib/schemas/review";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/review";
import { usePromote } from "./use-promote";

export type ReviewProps = {
  /** Null outside a pipeline: the slug is then released on each target. */
  pipeline: { id: string; name: string } | null;
  source: ReviewApp;
  targets: PipelineApp[];
  toStage: string;
  /** Ids of the selected apps. */
  ticked: string[];
  onTicked: (ids: string[]) => void;
};

/** Returns the choices made in a lane, the state of its button, and the action of a press. */
export function useReview({ pipeline, ticked, onTicked, toStage, ...props }: ReviewProps) {
  const client = useQueryClient();
  const promote = usePromote();
  const [reading, setReading] = useState(false);
  const [order, setOrder] = useState<PromotionCreate["order"]>("in turn");
  const [note, setNote] = useState<string | null>(null);
  const [override, setOverride] = useState({ open: false, reason: "" });
  const [code, setCode] = useState({ digits: "", refused: false });
  const source = laneSource(props.source);
  const targets = laneTargets(props.source, props.targets, toStage);
  const chosen = chosenOf({ targets, ticked });
  const apps = [props.source, ...props.targets.filter((target) => !target.hidden)];
  const { ageMs, offline } = useDataAge(apps);
  const state = laneState({
    source,
    targets,
    ticked,
    reading: reading ? apps.length : null,
    ageMs,
    offline,
    sending: promote.sending,
    failure: promote.failure === null ? null : failureOf(promote.failure),
    override,
  });

  function send() {
    const withCode = state.name === "two-factor";
    if (withCode && code.digits.length < 6) return;
    const choice = { order, note: note ?? "", override: override.reason, code: withCode ? code.digits : "" };
    const body = promotionBody({ pipeline, source, chosen, ...choice });
    if (!body) return;
    setCode({ digits: "", refused: withCode });
    promote.send(body);
  }

  async function reviewAgain() {
    const { moved } = state;
    setReading(true);
    promote.forget();
    // The server's cached data may be older than the conflict that it reported.
    for (let reads = 0; reads < MOST_READS; reads += 1) {
      if (caughtUp(moved, await refreshReviews(client))) break;
      await wait(NEXT_READ_MS);
    }
    setReading(false);
  }

  function press() {
    if (state.name === "moved") void reviewAgain();
    else if (state.name === "locked") setOverride({ open: true, reason: "" });
    else send();
  }

  function tick(ids: string[]) {
    // The targets of a request in progress stay fixed until its result is known.
    if (promote.sending === "sending" || promote.sending === "no answer") return;
    promote.forget();
    // A reason applies only to the locks that were selected when it was entered.
    const changed = targets.filter(({ id }) => ids.includes(id) !== ticked.includes(id));
    if (changed.some((target) => !target.hidden && target.holds.length > 0))
      setOverride({ ...override, reason: "" });
    setCode({ digits: "", refused: false });
    onTicked(ids);
  }

  return {
    source,
    targets,
    chosen,
    state,
    failure: promote.failure,
    order,
    setOrder,
    note,
    setNote,
    reason: override.reason,
    setReason: (reason: string) => setOverride({ open: true, reason }),
    code,
    setDigits: (digits: string) => setCode({ ...code, digits }),
    send,
    press,
    tick,
  };
}

const MOST_READS = 10;
const NEXT_READ_MS = 1_000;

function failureOf(error: unknown): LaneFailure {
  if (error instanceof ApiFailure) {
    const { id, message, moved, holds, scopes = [] } = error;
    const missing = id === "missing_scope" && scopes.length > 0;
    const grant = text.notGranted(joinNames(scopes));
    return { id, message: missing ? grant : message, moved, holds };
  }
  const message = common.unexpectedResponse;
  return { id: "unreadable", message, moved: [], holds: [] };
}

/** Returns the age of the oldest data of these apps, in ms; `offline` is true if the whole page is too old. */
function useDataAge(apps: readonly Pick<ReviewApp, "app" | "read_at">[]) {
  const now = useNow();
  const page = usePageAge();
  const oldest = Math.min(...apps.map(knownAt), ...(page.old && page.at !== null ? [page.at] : []));
  return { ageMs: Number.isFinite(oldest) ? Math.max(0, now - oldest) : 0, offline: page.old };
}
