// npm run bench: measurements side by side with what they are compared to, as medians and ratios.
import { cpus } from "node:os";
import { startProduct } from "./product.mjs";
import { measureUploads } from "./upload.mjs";

const product = await startProduct();
try {
  console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}\n`);
  console.log("| upload | median | × storage alone |\n| --- | --- | --- |");
  for (const row of await measureUploads(product)) console.log(`| ${row.join(" | ")} |`);
} finally {
  product.stop();
}
