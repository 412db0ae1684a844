import { accountEndpoints } from "./account";
import { appFeatureEndpoints } from "./app-features";
import { filterAppEndpoints, findApp } from "./app-queries";
import { appEndpoints } from "./apps";
import { buildEndpoints } from "./builds";
import { collaboratorEndpoints } from "./collaborators";
import { configVarEndpoints } from "./config-vars";
import { domainEndpoints } from "./domains";
import { dynoEndpoints } from "./dynos";
import type { Endpoint } from "./endpoint";
import { formationEndpoints } from "./formation";
import { logSessionEndpoints } from "./log-sessions";
import { ociImageEndpoints } from "./oci-images";
import { pipelineCouplingEndpoints } from "./pipeline-couplings";
import { pipelineLatestEndpoints } from "./pipeline-latest";
import { pipelinePromotionEndpoints } from "./pipeline-promotions";
import { pipelineEndpoints } from "./pipelines";
import { regionEndpoints } from "./regions";
import { releaseEndpoints } from "./releases";
import { slugEndpoints } from "./slugs";
import { sourceEndpoints } from "./sources";
import { stackEndpoints } from "./stacks";
import { webhookDeliveryEndpoints } from "./webhook-deliveries";
import { webhookEventEndpoints } from "./webhook-events";
import { webhookEndpoints } from "./webhooks";

/** Lists of resources that the local platform does not have. Clients read them along with others. */
const emptyLists = [
  "/account/app-transfers",
  "/account/features",
  "/account/invoices",
  "/account/keys",
  "/addon-attachments",
  "/addons",
  "/apps/:app/addon-attachments",
  "/apps/:app/addons",
  "/apps/:app/log-drains",
  "/apps/:app/sni-endpoints",
  "/apps/:app/telemetry-drains",
  "/enterprise-accounts",
  "/spaces",
  "/teams",
];

const emptyListEndpoints: Endpoint[] = emptyLists.map((path) => ({
  method: "GET",
  path,
  needs: "read",
  sort: [{ name: "id", kind: "text", unique: true }],
  list: async (call) => {
    if (path.includes(":app")) await findApp(call, "read");
    return [];
  },
}));

/** The supported endpoints of the Platform API. */
export const endpoints: Endpoint[] = [
  ...accountEndpoints,
  ...appEndpoints,
  ...appFeatureEndpoints,
  ...sourceEndpoints,
  ...buildEndpoints,
  ...releaseEndpoints,
  ...slugEndpoints,
  ...ociImageEndpoints,
  ...configVarEndpoints,
  ...formationEndpoints,
  ...dynoEndpoints,
  ...logSessionEndpoints,
  ...domainEndpoints,
  ...emptyListEndpoints,
  ...collaboratorEndpoints,
  ...filterAppEndpoints,
  ...pipelineEndpoints,
  ...pipelineCouplingEndpoints,
  ...pipelineLatestEndpoints,
  ...pipelinePromotionEndpoints,
  ...webhookEndpoints,
  ...webhookDeliveryEndpoints,
  ...webhookEventEndpoints,
  ...stackEndpoints,
  ...regionEndpoints,
];
