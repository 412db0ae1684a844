import { table } from "./table.mjs";
import { measureUploads } from "./upload.mjs";

export async function printUpload() {
  const heads = ["one tarball", "MB/s", "× nginx", "CPU s/GB", "memory grew by MB"];
  console.log(`${table(heads, await measureUploads())}\n`);
}
