import { startProduct } from "./product.mjs";
import { table } from "./table.mjs";
import { measureUploads } from "./upload.mjs";

export async function printUpload() {
  const product = await startProduct();
  try {
    console.log(`${table(["upload", "median", "× storage alone"], await measureUploads(product))}\n`);
  } finally {
    product.stop();
  }
}
