import type { OauthClient } from "../identity/client";
import { addedAt } from "./platform-facts";

/** As anybody may read it: without the secret. */
export function presentClient(client: OauthClient) {
  return {
    created_at: addedAt,
    id: client.id,
    ignores_delinquent: false,
    name: client.name,
    redirect_uri: client.redirectUri,
    updated_at: addedAt,
  };
}
