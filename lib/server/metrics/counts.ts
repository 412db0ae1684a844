import { perProcess } from "@/lib/server/process/per-process";

/** The metrics counted here, by their Prometheus names. Labels contain no personal data and no app. */
export const counted = {
  slipway_upstream_requests_total: {
    kind: "counter",
    help: "Calls of the Platform API, by our name of the endpoint and HTTP status; none: no answer; left: who asked did not wait.",
    labels: ["endpoint", "status"],
  },
  slipway_webhook_deliveries_total: {
    kind: "counter",
    help: "Deliveries of webhooks: new, again (seen before), older (than what was told) or refused (not signed).",
    labels: ["result"],
  },
  slipway_watch_looks_total: {
    kind: "counter",
    help: "Looks at apps and pipelines for everybody who watches them, by kind.",
    labels: ["kind"],
  },
  slipway_output_viewers: { kind: "gauge", help: "Open viewers of outputs.", labels: [] },
  slipway_output_streams: { kind: "gauge", help: "Outputs that are read from upstream now.", labels: [] },
  slipway_event_streams: { kind: "gauge", help: "Open streams of events (SSE) to browsers.", labels: [] },
} as const satisfies Record<string, Counted>;

type Counted = { kind: "counter" | "gauge"; help: string; labels: readonly string[] };
export type CountedName = keyof typeof counted;
type NameOf<Kind> = {
  [K in CountedName]: (typeof counted)[K]["kind"] extends Kind ? K : never;
}[CountedName];

/** Label values in the order of `labels`, and the count. */
export type Count = { values: readonly string[]; number: number };

const allCounts = perProcess("counts", () => new Map<CountedName, Map<string, Count>>());

/** Increments a counter. `values` are the label values in the order of `labels`. */
export function countOne(name: NameOf<"counter">, ...values: string[]): void {
  add(name, values, 1);
}

/** Increments a gauge. Returns a function that decrements it once. */
export function countOpen(name: NameOf<"gauge">): () => void {
  let open = true;
  add(name, [], 1);
  return () => {
    if (open) add(name, [], -1);
    open = false;
  };
}

/** Returns all counts of a metric. */
export function countsOf(name: CountedName): readonly Count[] {
  return [...(allCounts().get(name)?.values() ?? [])];
}

function add(name: CountedName, values: readonly string[], by: number): void {
  const counts = allCounts().get(name) ?? new Map<string, Count>();
  allCounts().set(name, counts);
  const key = values.join("\n");
  counts.set(key, { values, number: (counts.get(key)?.number ?? 0) + by });
}
