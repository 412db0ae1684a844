import { notFound } from "../http/api-error";
import type { Endpoint } from "../http/endpoint";
import { findApp } from "./find-app";

/** No pipeline exists here yet: no app is coupled to one. */
export const pipelineCouplingEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/pipeline-couplings",
    needs: "read",
    sort: [{ name: "id", kind: "text", unique: true }],
    list: async () => [],
  },
  {
    method: "GET",
    path: "/apps/:app/pipeline-couplings",
    needs: "read",
    handle: async (call) => {
      await findApp(call, "read");
      throw notFound("pipeline coupling");
    },
  },
];
