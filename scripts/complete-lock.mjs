// Adds to package-lock.json the optional platform packages that a registry mirror did not serve, so that
// `npm ci` passes with npm 10 and 11 and installs natively on macOS and Windows. Run after each `npm install`.
import fs from "node:fs";
import { readFlags } from "./launch/arguments.mjs";

readFlags("Usage: node scripts/complete-lock.mjs     complete package-lock.json for all systems");

const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
const packages = lock.packages;
const systems = [
  "darwin",
  "linux",
  "win32",
  "freebsd",
  "openbsd",
  "netbsd",
  "sunos",
  "aix",
  "android",
  "openharmony",
];
const processors = [
  "arm64",
  "x64",
  "ia32",
  "arm",
  "wasm32",
  "ppc64",
  "s390x",
  "riscv64",
  "loong64",
  "mips64el",
];

for (const [at, parent] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (packages[`${at}/node_modules/${name}`] || packages[`node_modules/${name}`]) continue;
    const words = name.split("/").pop().split("-");
    const os = words.find((word) => systems.includes(word));
    const cpu =
      words.find((word) => processors.includes(word)) ?? (words.includes("gnueabihf") ? "arm" : undefined);
    if (!os && cpu !== "wasm32") continue;
    const libc =
      os === "linux"
        ? words.includes("musl")
          ? ["musl"]
          : words.includes("gnu")
            ? ["glibc"]
            : undefined
        : undefined;
    packages[`node_modules/${name}`] = {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(parent.dev && { dev: true }),
      ...(libc && { libc }),
      optional: true,
      ...(os && { os: [os] }),
    };
  }
}

for (const entry of Object.values(packages)) delete entry.resolved;
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
