import type { Family } from "../pattern";

export const php: Family = [
  {
    kind: "cause",
    test: /^(?:PHP )?(?:Fatal error|Parse error):\s+\S/,
    samples: ["PHP Fatal error:  Uncaught Error: Class 'X' not found in /app/x.php:21"],
  },
  { kind: "cause", test: /\bSQLSTATE\[\w+\]/, samples: ["SQLSTATE[HY000] [2002] Connection refused"] },
  {
    kind: "header",
    test: /^In \S+\.php line \d+:$|^[A-Z]\w*(?:\\[A-Z]\w*)+$/,
    samples: ["In Connection.php line 712:", "Illuminate\\Database\\QueryException"],
  },
  {
    kind: "cause",
    test: /\bYour requirements could not be resolved\b|\brequires \S+ .* -> \S/,
    samples: ["Your requirements could not be resolved to an installable set of packages."],
  },
  {
    kind: "wrapper",
    test: /^Script \S+.* (?:returned with error code|handling the)/,
    samples: [
      "Script @php artisan package:discover handling the post-autoload-dump event returned with error code 1",
    ],
  },
];
