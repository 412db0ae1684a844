import type { Family } from "@/lib/log-viewer/engine/reason/pattern";

/** Heroku's own messages, except its refusals (` !     …`). */
export const heroku: Family = [
  {
    kind: "cause",
    test: /^-{5}> App not compatible with buildpack\b/,
    samples: ["-----> App not compatible with buildpack: https://buildpacks.example/go.tgz"],
  },
  { kind: "cause", test: /^=!= \S/, samples: ["=!= Your heroku.yml manifest is invalid."] },
];

/** Builders' refusals that only report a failure above them. */
export const GENERIC_REFUSALS: readonly RegExp[] = [
  /^push failed\b|^push rejected,? failed to compile\b|^build failed\b|^we cannot finish this build|^W*$/i,
  /^(?:error: )?(?:failed|unable) to (?:install|build|run|compile|execute|bundle|publish|package|create|fetch dependencies)\b/i,
  /^(?:error: )?(?:[\w/.-]+ ){0,4}(?:assets?|dependenc(?:y|ies)|installation|compilation|build|install|script|process|command|task|tests?)\b.{0,60}\b(?:failed|error(?:ed)?)\b/i,
  /^(?:error: )?error (?:while )?running\b|^see (?:the )?(?:log|https?)|^the cause may\b|^please\b|^to fix\b|^it looks like\b|\berror output above\b/i,
  /^warning\b|^note\b|^hint\b|^\W*$/i,
];

/** A refusal that names only the rejected app; the reason if there is no better one. */
export const REJECTED = /^push rejected\b/i;
