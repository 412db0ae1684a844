// npm run bench [-- upload relay viewer hour]: measurements beside peers, as medians and ratios.
import { cpus } from "node:os";
import { stopAll } from "./processes.mjs";

const parts = {
  upload: async () => (await import("./print-upload.mjs")).printUpload(),
  relay: async () => (await import("./print-relay.mjs")).printRelay(),
  viewer: async () => (await import("./print-viewer.mjs")).printViewer(),
  hour: async () => (await import("./print-hour.mjs")).printHour(),
  soak: async () => (await import("./print-soak.mjs")).printSoak(),
};
const asked = process.argv.slice(2).filter((name) => name in parts);

console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}\n`);
// Takes half an hour: runs only on request.
const usual = Object.keys(parts).filter((name) => name !== "soak");
for (const name of asked.length > 0 ? asked : usual) {
  try {
    await parts[name]();
  } finally {
    await stopAll();
  }
}
