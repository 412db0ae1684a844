/** The OAuth client of the dashboard. The redirect always goes to its registered URI, regardless of the request. */
export type OauthClient = { id: string; secret: string; name: string; redirectUri: string };
