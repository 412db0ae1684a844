import type { Family } from "../pattern";

/** Shells and containers. */
export const shell: Family = [
  {
    kind: "cause",
    cascades: true,
    test: /^(?:[\w./-]*(?:sh|bash|dash|zsh|compile|detect|release)\w*(?:\.sh)?): (?:line )?\d+: .*(?:not found|No such file|cannot|Permission denied|syntax error|unbound variable)/,
    samples: ["sh: 1: vite: not found", "/tmp/buildpack/lib/funcs.sh: line 24: jar: command not found"],
  },
  {
    kind: "cause",
    test: /^(?:sh|bash|\/bin\/sh|\/bin\/bash|env|exec): .*(?:not found|No such file|Permission denied|cannot)/,
    samples: ["/bin/sh: vite: not found", "env: 'python': No such file or directory"],
  },
  {
    kind: "cause",
    test: /^(?:ADD|COPY) failed: \S|\bfailed to compute cache key\b|\bdockerfile parse error\b|\bmanifest unknown\b|\bpull access denied\b/,
    samples: ["ADD failed: stat /x/entrypoint.sh: no such file or directory"],
  },
];
