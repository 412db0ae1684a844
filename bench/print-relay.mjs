import { measureFan, measureStall, measureThroughput, relayWorld } from "./relay.mjs";
import { table } from "./table.mjs";

const CPU = ["× plain", "× nginx"];
const FAN = [
  ...["", "upstream connections at once", "p50 ms", "p99 ms", "max ms", "RSS MB", "errors"],
  ...["CPU s", ...CPU, "once joined: CPU s", ...CPU],
];
const STALL = ["who never read, beside 50 × 1,000 lines/s", "p99 ms", "× without", "memory grew by MB"];
const parts = (process.env.BENCH_RELAY ?? "throughput,live,join,fan200,fan1000,stall").split(",");

/** BENCH_RELAY selects among throughput, live, join, fan200, fan1000 and stall. */
export async function printRelay() {
  const world = await relayWorld();
  if (!world.nginx) console.log("nginx is not installed: no ratios to it in this run.\n");
  const fan = async (title, asked) =>
    console.log(`${title}\n\n${table(FAN, await measureFan(world, asked))}\n`);
  if (parts.includes("throughput")) {
    const heads = ["one viewer, one long output", "MB/s", "× nginx", "CPU s/GB", "RSS MB after"];
    console.log(`${table(heads, await measureThroughput(world))}\n`);
  }
  const peers = Object.keys(world.rows).filter((name) => name !== "direct" && !name.includes("64 k"));
  if (parts.includes("live"))
    await fan("One viewer, a line each 10 ms", { viewers: 1, every: 10, seconds: 5, warm: 200 });
  const crowd = { within: 10, only: peers };
  if (parts.includes("join")) {
    const joining = { viewers: 1000, every: 100, seconds: 5, warm: 3000, ...crowd };
    await fan("1,000 viewers who join within 10 ms", joining);
  }
  const often = { every: 10, seconds: 9, warm: 4000, ...crowd, within: 200 };
  if (parts.includes("fan200")) await fan("200 viewers, 100 lines a second", { viewers: 200, ...often });
  if (parts.includes("fan1000")) await fan("1,000 viewers, 100 lines a second", { viewers: 1000, ...often });
  if (parts.includes("stall")) console.log(`${table(STALL, await measureStall(world))}\n`);
}
