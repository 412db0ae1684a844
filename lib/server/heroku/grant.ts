/** The OAuth tokens of one sign-in or of one screen. Tokens are requested when needed and never kept by callers. */
export type Grant = {
  id: string;
  accountId: string;
  scope: string;
  /** A token that is good for at least another minute. Throws `unauthorized` when the sign-in has ended. */
  accessToken(): Promise<string>;
  /** A new token after upstream refused this one. Throws `unauthorized` when it cannot be had. */
  refreshAfter401(staleToken: string): Promise<string>;
};
