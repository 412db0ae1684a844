import type { z } from "zod";
import type { Context } from "../context";
import type { Engine, Events } from "../engine/engine";
import type { Deliverer } from "../engine/webhooks/create-deliverer";
import type { SortField, SortKeys } from "../http/ranges";
import type { RateLimiter } from "../http/rate-limit";
import type { Need } from "../http/scopes";
import type { Signer } from "../objects/signer";
import type { AccountRow } from "../store/tables";

/** Dependencies of a resource. */
export type Services = {
  context: Context;
  engine: Engine;
  signer: Signer;
  limiter: RateLimiter;
  webhooks: Events & Deliverer;
  /** Moves the platform's clock forward, or back when negative, and runs what is due by then. */
  advance(ms: number): Promise<void>;
  /** Delay of the reported status of builds and releases (a fault switch), in ms. */
  lagMs(): number;
};

/** One authenticated request. */
export type Call = Services & {
  account: AccountRow;
  /** Returns a path parameter. */
  param(name: string): string;
  /** Returns a query parameter such as `eq[name]`, or null. */
  query(name: string): string | null;
  /** Adds a response header. */
  header(name: string, value: string): void;
  /** Returns the JSON body. Throws 400 `bad_request` if it is not JSON, 422 `invalid_params` if it does not match. */
  json<T>(schema: z.ZodType<T>): Promise<T>;
};

export type ListItem = { keys: SortKeys; body: unknown };

type Common = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path as in the published reference, with `:names`. */
  path: string;
  /** The minimum scope. */
  needs: Need;
};

export type Endpoint = Common &
  (
    | { status?: 200 | 201 | 202; free?: true; handle(call: Call): Promise<unknown> }
    | { sort: SortField[]; list(call: Call): Promise<ListItem[]> }
  );
