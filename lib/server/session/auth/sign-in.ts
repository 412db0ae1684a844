import "server-only";
import type { Account, Profile } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import { z } from "zod";
import { db } from "@/lib/server/store/db";
import { endSession, insertSession } from "@/lib/server/store/sessions";

const SignedIn = z.object({
  providerAccountId: z.string(),
  access_token: z.string(),
  refresh_token: z.string().nullish(),
  expires_at: z.number().nullish(),
});
const Owner = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().default(""),
  scope: z.string().optional(),
});

/**
 * One sign-in, from the tokens to the session. next-auth stores tokens only at a user's first sign-in and keeps the
 * session of a user who signs in again. Therefore the old session ends first, and the new one is always stored here,
 * together with its own grant.
 */
export class SignIn {
  readonly #previousToken: string | undefined;
  #account: z.infer<typeof SignedIn> | undefined;
  #owner: z.infer<typeof Owner> | undefined;
  readonly #requestedScope: string;

  constructor(previousToken: string | undefined, requestedScope: string) {
    this.#previousToken = previousToken;
    this.#requestedScope = requestedScope;
  }

  /** Receives the tokens from the identity host and ends the previous session. */
  async begin(account: Account | null, profile: Profile | undefined): Promise<boolean> {
    this.#account = SignedIn.parse(account);
    this.#owner = Owner.parse(profile);
    if (this.#previousToken) await endSession(db(), this.#previousToken);
    return true;
  }

  /** The adapter functions that next-auth calls during a sign-in. */
  adapter(): Adapter {
    return {
      getUserByAccount: async ({ providerAccountId }) => this.#user(providerAccountId),
      getUser: async () => null,
      getUserByEmail: async () => null,
      getSessionAndUser: async () => null,
      createSession: async (session) => {
        await this.#store(session.sessionToken, session.expires);
        return session;
      },
    };
  }

  #user(id: string) {
    if (this.#owner?.id !== id) return null;
    return { id: this.#owner.id, email: this.#owner.email, emailVerified: null };
  }

  async #store(token: string, expires: Date): Promise<void> {
    if (!this.#account || !this.#owner) throw new Error("A session without a sign-in");
    const { access_token, refresh_token, expires_at } = this.#account;
    const { id, email, name, scope } = this.#owner;
    await insertSession(db(), {
      token,
      expires,
      person: { id, email, name: name || null },
      scope: scope ?? this.#requestedScope,
      tokens: {
        access: access_token,
        refresh: refresh_token ?? null,
        expiresAt: expires_at ? new Date(expires_at * 1000) : null,
      },
    });
  }
}
