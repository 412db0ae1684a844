import { notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import type { Endpoint } from "./endpoint";
import { addedAt, stack } from "./platform-facts";

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "name", kind: "text", unique: true },
];

const shownStack = {
  created_at: addedAt,
  default: true,
  id: stack.id,
  name: stack.name,
  state: "public",
  updated_at: addedAt,
};
/** The only stack for new apps. */
export const stackEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/stacks",
    needs: "any",
    sort,
    list: async () => [{ keys: stack, body: shownStack }],
  },
  {
    method: "GET",
    path: "/stacks/:stack",
    needs: "any",
    handle: async (call) => {
      if (![stack.id, stack.name].includes(call.param("stack"))) throw notFound("stack");
      return shownStack;
    },
  },
];
