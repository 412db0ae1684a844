import { z } from "zod";
import { listOf, Time, UserText, UuidParam } from "./common";

const Named = z.object({ id: z.string(), name: z.string() });

/** The content of a screen: all apps of a pipeline, or some apps. */
const Show = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pipeline"), pipeline: Named }),
  z.object({ kind: z.literal("apps"), apps: z.array(Named) }),
]);

/** The source of a screen's read access: a grant of its own, a read-only token, or HEROKU_API_KEY. */
const Backer = z.object({
  id: z.string(),
  user: z.object({ id: z.string(), email: z.string() }),
  via: z.enum(["consent", "token", "key"]),
  since: Time,
  /** When the grant stopped working; null while it works. */
  ended_at: Time.nullable(),
});

export const Screen = z.object({
  id: z.string(),
  name: z.string(),
  show: Show,
  /** true to show names of people instead of initials. */
  names: z.boolean(),
  /** true to show the first error line of a failed build. */
  errors: z.boolean(),
  /** `away`: it has made no request for a while · `no grant`: no grant works any more. */
  state: z.enum(["live", "away", "no grant"]),
  backers: z.array(Backer),
  created_at: Time,
  created_by: z.object({ id: z.string(), email: z.string() }),
  last_seen_at: Time.nullable(),
  /** When Heroku last answered about any of its apps; null if this server does not read them now. */
  read_at: Time.nullable(),
  /** Why the newest attempt to read them failed; null after a success. */
  failed: z.string().nullable(),
  broadcast: z.object({ text: z.string(), expires_at: Time }).nullable(),
  /** true if the requesting account may change it, and if it may back it without a link. */
  may_change: z.boolean(),
  may_back: z.boolean(),
});
export type Screen = z.infer<typeof Screen>;

/** `GET /api/screens`: the screens that the account backs or paired, and those whose content it can read entirely. */
export const ScreenList = listOf(Screen);

/** The choice in a request, by ids. */
export const ShowChoice = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("pipeline"), pipeline: UuidParam }),
  z.strictObject({
    kind: z.literal("apps"),
    apps: z.array(UuidParam).min(1, "choose at least one app").max(60, "at most 60 apps"),
  }),
]);
export type ShowChoice = z.infer<typeof ShowChoice>;

const Name = UserText.pipe(z.string().min(1, "give it a name").max(40, "at most 40 characters"));
const Code = z.string().trim().min(1, "type the code that the screen shows").max(40, "is too long");
const Token = z.string().trim().min(8, "is too short for a token").max(500, "is too long for a token");

const NewScreen = z.strictObject({
  code: Code,
  name: Name,
  show: ShowChoice,
  names: z.boolean().default(false),
  errors: z.boolean().default(false),
  token: Token.optional(),
});

/** Body of `POST /api/screens`: the code on a device, and the content to show or the screen to replace. */
export const ScreenPair = z.union([
  NewScreen,
  z.strictObject({ code: Code, replaces: UuidParam, token: Token.optional() }),
]);
export type ScreenPair = z.input<typeof ScreenPair>;

/** Response of `POST /api/screens` and `…/backers`: done, or the page where the user allows the screen to read. */
export const ScreenPairing = z.object({ screen: Screen.nullable(), consent_url: z.string().nullable() });
export type ScreenPairing = z.infer<typeof ScreenPairing>;

/** Body of `PATCH /api/screens/:screen`. */
export const ScreenPatch = z.strictObject({
  name: Name.optional(),
  show: ShowChoice.optional(),
  names: z.boolean().optional(),
  errors: z.boolean().optional(),
});
export type ScreenPatch = z.infer<typeof ScreenPatch>;

/** Body of `POST /api/screens/:screen/backers`. `link` is the secret of a handover link. */
export const ScreenGrantCreate = z.strictObject({
  token: Token.optional(),
  link: z.string().max(100).optional(),
});
export type ScreenGrantCreate = z.infer<typeof ScreenGrantCreate>;

/** `POST /api/screens/:screen/links`: a link with which one other user can back the screen. */
export const ScreenLink = z.object({ url: z.string(), expires_at: Time });

/**
 * Body of `POST /api/screens/broadcast`: a line on all screens that the account backs. `text: null` removes it.
 */
export const ScreenBroadcast = z.strictObject({
  text: UserText.pipe(z.string().min(1, "write a line").max(120, "at most 120 characters")).nullable(),
  expires_at: z.iso.datetime({ offset: true }).optional(),
});
export type ScreenBroadcast = z.infer<typeof ScreenBroadcast>;
