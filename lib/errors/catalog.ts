/**
 * Every error of Slipway: id → HTTP status, title, next step.
 * Upstream's ids (`not_found`, `two_factor`…) share the entries of the same name.
 * Each id has a heading in docs/errors.md.
 */
export const catalog = {
  unauthorized: {
    status: 401,
    title: "You are signed out.",
    next: "Sign in again; the page you are on is kept.",
  },
  forbidden: {
    status: 403,
    title: "Your account may not do this.",
    next: "Ask an owner of the app for access.",
  },
  missing_scope: {
    status: 403,
    title: "Slipway was not granted the scope for this.",
    next: "Grant it and you return to this page.",
  },
  wrong_origin: {
    status: 403,
    title: "This request did not come from Slipway's own pages.",
    next: "Open Slipway at its PUBLIC_URL and try again there.",
  },
  suspended: { status: 403, title: "Heroku has suspended this account.", next: "Write to Heroku's support." },
  two_factor: { status: 403, title: "Heroku asks for a two-factor code.", next: "Enter the code to go on." },
  delinquent: {
    status: 402,
    title: "This account has an unpaid bill.",
    next: "Settle it in Heroku's billing page.",
  },
  not_found: {
    status: 404,
    title: "There is no such thing here.",
    next: "Check the name; it may have been renamed or deleted.",
  },
  app_not_found: {
    status: 404,
    title: "There is no app of this name that your account can see.",
    next: "Check the name, or ask its owner for access.",
  },
  bad_request: {
    status: 400,
    title: "The request could not be read.",
    next: "Correct what the message names.",
  },
  invalid_params: {
    status: 422,
    title: "Heroku did not accept this.",
    next: "Correct what the message names.",
  },
  conflict: {
    status: 409,
    title: "Something moved since you looked.",
    next: "Look at what changed, then decide again.",
  },
  same_slug: {
    status: 422,
    title: "This app runs that slug already.",
    next: "There is nothing to release; choose another slug or change something else.",
  },
  release_expired: {
    status: 422,
    title: "The release has expired.",
    next: "Heroku has destroyed its code, because it is old. Choose a newer release, or build the code again.",
  },
  held: {
    status: 423,
    title: "Somebody asked that nothing is released here.",
    next: "Ask who placed the hold, or give a reason to go past it.",
  },
  wrong_code: {
    status: 422,
    title: "No screen shows this code.",
    next: "Read it again from the screen; it shows a new one every ten minutes.",
  },
  writing_token: {
    status: 422,
    title: "This token can do more than read.",
    next: "Make another with heroku authorizations:create -s identity,read and paste that.",
  },
  too_many_attempts: {
    status: 429,
    title: "That was tried too often.",
    next: "Wait ten minutes, then try again.",
  },
  not_reachable: {
    status: 422,
    title: "Heroku cannot reach this Slipway.",
    next: "Set PUBLIC_URL to an https address that the internet reaches. Until then Slipway looks by itself.",
  },
  rate_limit: {
    status: 429,
    title: "This account's hourly API calls are used up.",
    next: "About 75 calls come back each minute; wait a moment.",
  },
  length_required: {
    status: 411,
    title: "The upload did not say how long it is.",
    next: "Send a Content-Length header; storage refuses chunked uploads.",
  },
  request_timeout: {
    status: 408,
    title: "The request took too long to arrive.",
    next: "Send it again over a faster connection.",
  },
  too_large: {
    status: 413,
    title: "The file is too large.",
    next: "Leave out what the build does not need, such as node_modules and .git.",
  },
  not_gzip: { status: 422, title: "The file is not gzip.", next: "Create it with: tar czf app.tgz ." },
  not_tar: {
    status: 422,
    title: "There is no tar archive inside.",
    next: "Create it with: tar czf app.tgz .",
  },
  empty_tarball: {
    status: 422,
    title: "The tarball is empty.",
    next: "Pack the folder of the app: tar czf app.tgz .",
  },
  truncated_tarball: {
    status: 422,
    title: "The tarball ends too early.",
    next: "Copy or pack it again; part of it is missing.",
  },
  damaged_tarball: {
    status: 422,
    title: "The tarball is damaged.",
    next: "Copy or pack it again; its bytes do not fit together.",
  },
  unsafe_tarball: {
    status: 422,
    title: "The tarball holds a path that leaves its folder.",
    next: "Pack it again without .. or absolute paths.",
  },
  unsupported_entry: {
    status: 422,
    title: "The tarball holds something that cannot be unpacked.",
    next: "Rename it or leave it out, then pack again.",
  },
  not_a_tarball: {
    status: 422,
    title: "This is neither a tarball nor a folder.",
    next: "Drop a .tar.gz, a .tgz or the app's folder.",
  },
  not_a_slug: {
    status: 422,
    title: "There is no folder ./app in the tarball.",
    next: "A slug holds the built app in it: tar czf slug.tgz ./app",
  },
  several_dropped: {
    status: 422,
    title: "More than one thing was dropped.",
    next: "Drop one tarball or one folder.",
  },
  unreadable_file: {
    status: 422,
    title: "A file could not be read.",
    next: "See that it still exists and may be read, then drop the folder again.",
  },
  checksum_mismatch: {
    status: 422,
    title: "The bytes are not those of the checksum.",
    next: "Compute the SHA-256 of this very file, or leave the checksum out.",
  },
  upload_incomplete: {
    status: 400,
    title: "The upload broke off.",
    next: "Nothing was built. Send the file again.",
  },
  upload_expired: {
    status: 422,
    title: "The upload has expired.",
    next: "Uploads are kept for an hour. Drop the file again.",
  },
  storage_refused: {
    status: 502,
    title: "The storage refused the upload.",
    next: "Nothing was built. Try again; if it happens again, the request id helps Heroku's support.",
  },
  offset_beyond_end: {
    status: 416,
    title: "The output is shorter than that.",
    next: "Read it from an offset within its length.",
  },
  output_gone: {
    status: 410,
    title: "Heroku no longer has this output.",
    next: "Outputs are kept for a limited time.",
  },
  upstream_unavailable: {
    status: 503,
    title: "Heroku is not answering.",
    next: "Nothing was changed that you do not see here. Try again in a moment.",
  },
  upstream_timeout: {
    status: 504,
    title: "Heroku did not answer in time.",
    next: "It may have acted all the same: look before you repeat it.",
  },
  upstream_error: {
    status: 502,
    title: "Heroku answered in a way that Slipway does not understand.",
    next: "Try again; the request id helps to find the cause.",
  },
  store_unavailable: {
    status: 503,
    title: "Slipway's store is not available.",
    next: "Nothing was changed that you do not see here. Try again in a moment; the server's log has the cause.",
  },
  internal: {
    status: 500,
    title: "Slipway itself failed here.",
    next: "Try again; the server's log has the cause under the request id.",
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorEntry = { status: number; title: string; next: string };
export type ErrorId = keyof typeof catalog;

export function isErrorId(id: string): id is ErrorId {
  return Object.hasOwn(catalog, id);
}

/** Returns two sentences: what happened (`detail`, else the catalog's title) and what to do next. */
export function messageOf(id: ErrorId, detail?: string): string {
  const entry = catalog[id];
  return `${detail ?? entry.title} ${entry.next}`;
}
