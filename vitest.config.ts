import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const alias = {
  "@": import.meta.dirname ?? process.cwd(),
  // Next replaces this marker at build time; in tests it would throw.
  "server-only": new URL("./test/harness/server-only.ts", import.meta.url).pathname,
};

const setupFiles = ["test/harness/property-seed.ts"];

/** Worker threads of the server are TypeScript modules, which Next bundles and tests do not. */
const execArgv = ["--import", "./test/harness/typescript-workers.mjs"];

export default defineConfig({
  resolve: { alias },
  test: {
    // More than cores, because many tests wait. A percentage would be limited to the cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    projects: [
      {
        resolve: { alias },
        test: {
          setupFiles,
          name: "unit",
          include: ["{lib,components,local-platform,scripts,wall,app,test}/**/*.test.ts"],
          // Slow: tests that run real builds and dynos.
          exclude: [
            "**/node_modules/**",
            "**/*.slow.test.ts",
            "local-platform/seed/samples/**",
            "test/{contract,product}/**",
            "lib/server/**",
            "test/proxy.test.ts",
          ],
          testTimeout: 20_000,
          // A hundred small files: loading the libraries anew for each would take longer than the tests.
          pool: "threads",
          isolate: false,
        },
      },
      {
        // The server's modules keep state in the process: each file gets its own.
        resolve: { alias },
        test: {
          setupFiles: [...setupFiles, "test/harness/fresh-process.ts"],
          name: "unit-server",
          include: ["lib/server/**/*.test.ts", "test/proxy.test.ts"],
          execArgv,
          testTimeout: 20_000,
          pool: "forks",
          isolate: false,
        },
      },
      {
        // Components, rendered into a document.
        resolve: { alias },
        test: {
          setupFiles: [...setupFiles, "test/harness/unmount.ts"],
          name: "unit-rendered",
          include: ["components/**/*.test.tsx"],
          environment: "happy-dom",
          testTimeout: 20_000,
          pool: "threads",
          isolate: false,
        },
      },
      {
        resolve: { alias },
        test: {
          setupFiles,
          name: "contract",
          include: ["test/contract/**/*.test.ts", "local-platform/**/*.slow.test.ts"],
          execArgv,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Starts what `npm start` starts: needs a build.
        resolve: { alias },
        test: {
          setupFiles,
          name: "product",
          include: ["test/product/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
