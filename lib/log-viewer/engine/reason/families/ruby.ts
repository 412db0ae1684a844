import type { Family } from "../pattern";

export const ruby: Family = [
  {
    kind: "wrapper",
    test: /\bFailed to build gem native extension\b|^\*{3} extconf\.rb failed|^An error occurred while installing \S+ \(/,
    samples: [
      "Gem::Ext::BuildError: ERROR: Failed to build gem native extension.",
      "*** extconf.rb failed ***",
    ],
  },
  {
    kind: "cause",
    test: /^Can't find the '[^']+'? header|^Your bundle only supports|^Could not find gem\b|^Bundler could not find compatible versions|^Your Ruby version is\b/,
    samples: [
      "Can't find the 'libpq-fe.h header",
      "Your Ruby version is 3.1.0, but your Gemfile specified 3.3.0",
    ],
  },
  {
    kind: "header",
    test: /^(?:rake|rails|bin\/rails) aborted!$|^StandardError: An error has occurred, this and all later migrations canceled:$/,
    samples: [
      "rake aborted!",
      "StandardError: An error has occurred, this and all later migrations canceled:",
    ],
  },
  {
    kind: "cause",
    test: /^(?:[A-Z]\w*::)+[A-Z]\w*: \S/,
    samples: [
      'PG::DuplicateColumn: ERROR:  column "x" of relation "y" already exists',
      "Sprockets::FileNotFound: couldn't find file 'x'",
    ],
  },
];
