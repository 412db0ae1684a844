import type { z } from "zod";
import type { Context } from "../context";
import type { Engine, Events } from "../engine/engine";
import type { Deliverer } from "../engine/webhooks/create-deliverer";
import type { Signer } from "../objects/signer";
import type { AccountRow } from "../store/tables";
import type { SortField, SortKeys } from "./ranges";
import type { RateLimiter } from "./rate-limit";
import type { Need } from "./scopes";

/** What a resource works with. */
export type Services = {
  context: Context;
  engine: Engine;
  signer: Signer;
  limiter: RateLimiter;
  webhooks: Events & Deliverer;
  /** Moves the platform's clock ahead, or back when negative, and does what is due by then. */
  advance(ms: number): Promise<void>;
  /** How long the shown status of builds and releases lags behind (a fault switch), in ms. */
  lagMs(): number;
};

/** One authenticated request. */
export type Call = Services & {
  account: AccountRow;
  /** A path parameter, as sent. */
  param(name: string): string;
  /** A parameter of the query, as `eq[name]`; null when it is absent. */
  query(name: string): string | null;
  /** Adds a header to the answer. */
  header(name: string, value: string): void;
  /** The JSON body. Throws 400 `bad_request` when it is no JSON, 422 `invalid_params` when it does not fit. */
  json<T>(schema: z.ZodType<T>): Promise<T>;
};

export type ListItem = { keys: SortKeys; body: unknown };

type Common = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** As the published reference writes it, with `:names`. */
  path: string;
  /** The least scope that may call it. */
  needs: Need;
};

export type Endpoint = Common &
  (
    | { status?: 200 | 201 | 202; free?: true; handle(call: Call): Promise<unknown> }
    | { sort: SortField[]; list(call: Call): Promise<ListItem[]> }
  );
