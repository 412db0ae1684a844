import type { z } from "zod";
import type { SortField, SortKeys } from "@/local-platform/http/ranges";
import type { Need } from "@/local-platform/http/scopes";
import type { Services } from "@/local-platform/services";
import type { AccountRow } from "@/local-platform/store/tables";

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
