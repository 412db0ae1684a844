/** The other endpoints of Heroku's API, one path a line with its methods. They return 501. */
const unsupported = `
DELETE PATCH /account
POST /account/app-transfers
DELETE GET PATCH /account/app-transfers/:appTransfer
GET POST /account/credits
GET /account/credits/:credit
GET /account/delinquency
GET PATCH /account/features/:accountFeature
GET PUT /account/invoice-address
GET /account/invoices/:invoice
GET /account/keys/:key
POST /actions/addon-attachments/resolve
POST /actions/addons/resolve
POST /addon-attachments
DELETE GET /addon-attachments/:addOnAttachment
GET /addon-region-capabilities
GET /addon-services
GET /addon-services/:addOnService
GET /addon-services/:addOnService/plans
GET /addon-services/:addOnService/plans/:plan
GET /addon-services/:addOnService/region-capabilities
GET /addons/:addOn
POST /addons/:addOn/actions/deprovision
POST /addons/:addOn/actions/provision
GET /addons/:addOn/addon-attachments
GET PATCH /addons/:addOn/config
GET /addons/:addOn/log-drains
PUT /addons/:addOn/log-drains/:logDrain
GET /addons/:addOn/webhook-deliveries
GET /addons/:addOn/webhook-deliveries/:appWebhookDelivery
GET /addons/:addOn/webhook-events
GET /addons/:addOn/webhook-events/:appWebhookEvent
GET POST /addons/:addOn/webhooks
DELETE GET PATCH /addons/:addOn/webhooks/:appWebhook
POST /app-setups
GET /app-setups/:appSetup
DELETE PATCH POST /apps/:app/acm
GET /apps/:app/addon-attachments/:addOnAttachment
POST /apps/:app/addons
DELETE GET PATCH /apps/:app/addons/:addOn
GET /apps/:app/available-dyno-sizes
GET /apps/:app/available-stacks
DELETE /apps/:app/build-cache
GET PUT /apps/:app/buildpack-installations
POST /apps/:app/domains
DELETE PATCH /apps/:app/domains/:domain
POST /apps/:app/dynos
POST /apps/:app/log-drains
DELETE GET /apps/:app/log-drains/:logDrain
GET /apps/:app/review-app
POST /apps/:app/sni-endpoints
DELETE GET PATCH /apps/:app/sni-endpoints/:sniEndpoint
GET /dyno-sizes
GET /dyno-sizes/:dynoSize
GET PATCH /enterprise-accounts/:enterpriseAccount
GET /enterprise-accounts/:enterpriseAccount/archives
GET /enterprise-accounts/:enterpriseAccount/archives/:archive/:archive
GET /enterprise-accounts/:enterpriseAccount/events
GET POST /enterprise-accounts/:enterpriseAccount/members
DELETE PATCH /enterprise-accounts/:enterpriseAccount/members/:enterpriseAccountMember
GET POST /enterprise-accounts/:enterpriseAccount/teams
GET /enterprise-accounts/:enterpriseAccount/usage/daily
GET /enterprise-accounts/:enterpriseAccount/usage/monthly
GET /generations
GET /generations/:stack
GET POST /oauth/authorizations
DELETE GET PATCH /oauth/authorizations/:oauthAuthorization
POST /oauth/authorizations/:oauthAuthorization/actions/regenerate-tokens
GET POST /oauth/clients
DELETE PATCH /oauth/clients/:oauthClient
POST /oauth/clients/:oauthClient/actions/rotate-credentials
POST /oauth/tokens
DELETE /oauth/tokens/:oauthToken
POST /password-resets
POST /password-resets/:passwordReset/actions/finalize
POST /pipeline-transfers
GET /pipelines/:pipeline/pipeline-stack
DELETE GET PATCH POST /pipelines/:pipeline/review-app-config
GET /pipelines/:pipeline/review-apps
GET PATCH /pipelines/:pipeline/stage/:pipelineCoupling/config-vars
GET /pipelines/:pipeline/test-runs
GET /pipelines/:pipeline/test-runs/:testRun
GET /plans/:plan
GET /regions/:region/addon-region-capabilities
POST /review-apps
DELETE GET /review-apps/:reviewApp
POST /spaces
DELETE GET PATCH /spaces/:space
GET PUT /spaces/:space/inbound-ruleset
GET /spaces/:space/inbound-rulesets
GET /spaces/:space/inbound-rulesets/:inboundRuleset
GET /spaces/:space/members
GET PATCH /spaces/:space/members/:account
GET /spaces/:space/nat
GET /spaces/:space/peering-info
GET /spaces/:space/peerings
DELETE GET /spaces/:space/peerings/:peering
POST /spaces/:space/peerings/:peering/actions/accept
GET /spaces/:space/telemetry-drains
GET /spaces/:space/topology
POST /spaces/:space/transfer
GET POST /spaces/:space/vpn-connections
DELETE GET PATCH /spaces/:space/vpn-connections/:vpnConnection
POST /teams
DELETE GET PATCH /teams/:team
GET /teams/:team/addons
GET POST /teams/:team/allowed-addon-services
DELETE /teams/:team/allowed-addon-services/:allowedAddOnService
GET /teams/:team/apps
GET /teams/:team/available-generations
GET /teams/:team/delinquency
GET /teams/:team/features
GET /teams/:team/features/:teamFeature
GET POST /teams/:team/identity-providers
DELETE PATCH /teams/:team/identity-providers/:identityProvider
GET PUT /teams/:team/invitations
DELETE /teams/:team/invitations/:teamInvitation
GET /teams/:team/invoices
GET /teams/:team/invoices/:teamInvoice
GET PATCH POST PUT /teams/:team/members
DELETE /teams/:team/members/:teamMember
GET /teams/:team/members/:teamMember/apps
GET /teams/:team/permissions
GET /teams/:team/pipeline-couplings
GET /teams/:team/spaces
GET /teams/:team/usage/daily
GET /teams/:team/usage/monthly
GET PATCH /teams/:teamPreferences/preferences
POST /teams/apps
POST /teams/apps/:app/collaborators
GET PATCH /teams/apps/:teamApp
GET /teams/apps/:teamApp/collaborators
DELETE GET PATCH /teams/apps/:teamApp/collaborators/:teamAppCollaborator
GET /teams/invitations/:teamInvitation
POST /teams/invitations/:teamInvitation/accept
GET /teams/permissions
POST /telemetry-drains
DELETE GET PATCH /telemetry-drains/:telemetryDrain
POST /test-runs
GET PATCH /test-runs/:testRun
GET /test-runs/:testRun/test-cases
GET /test-runs/:testRun/test-nodes
DELETE PATCH /users/:account
GET /users/:account/addons
GET /users/:account/sms-number
POST /users/:account/sms-number/actions/confirm
POST /users/:account/sms-number/actions/recover
GET PATCH /users/:userPreferences/preferences
`;

/** Endpoints of the Platform API that the local platform does not support, such as "GET /spaces/:space". */
export const unsupportedEndpoints: string[] = unsupported
  .trim()
  .split("\n")
  .flatMap((line) => {
    const parts = line.split(" ");
    const path = parts.pop();
    return parts.map((method) => `${method} ${path}`);
  });
