/** The OAuth tokens of one sign-in or of one screen. Tokens are requested when needed; callers do not store them. */
export type Grant = {
  id: string;
  accountId: string;
  scope: string;
  /** Returns a token that is valid for at least another minute. Throws `unauthorized` when the sign-in has ended. */
  accessToken(): Promise<string>;
  /** Returns a new token after upstream rejected this one. Throws `unauthorized` when it cannot be refreshed. */
  refreshAfter401(staleToken: string): Promise<string>;
};
