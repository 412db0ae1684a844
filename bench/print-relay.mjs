import { measureFan, measureThroughput, relayWorld } from "./relay.mjs";
import { table } from "./table.mjs";

const FAN = ["", "upstream connections at once", "p50 ms", "p99 ms", "max ms", "CPU s", "RSS MB", "errors"];
const parts = (process.env.BENCH_RELAY ?? "throughput,live,join,fan200,fan1000,stall").split(",");

/** BENCH_RELAY chooses among throughput, live, join, fan200, fan1000 and stall. */
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
  if (parts.includes("live")) await fan("One viewer, a line each 10 ms", { viewers: 1, every: 10 });
  if (parts.includes("join")) {
    await fan("1,000 viewers who join within 10 ms", {
      viewers: 1000,
      every: 100,
      seconds: 5,
      warm: 2500,
      only: peers,
    });
  }
  const often = { every: 10, seconds: 10, warm: 4000, within: 200, only: peers };
  if (parts.includes("fan200")) await fan("200 viewers, 100 lines a second", { viewers: 200, ...often });
  if (parts.includes("fan1000")) await fan("1,000 viewers, 100 lines a second", { viewers: 1000, ...often });
  if (parts.includes("stall")) {
    for (const stall of [0, 10]) {
      await fan(`50 viewers, 1,000 lines a second, and ${stall} who never read`, {
        ...{ viewers: 50, every: 1, warm: 1500, stall, only: ["Slipway"] },
      });
    }
  }
}
