// Peers of the measurements: nginx without buffering, and a plain Next route.
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run, start, untilUp } from "./processes.mjs";

const PLAIN = "bench/peers/plain-next";
const nextCli = resolve("node_modules/next/dist/bin/next");

/** Starts nginx in front of `upstream`: `/` with its default buffer, `/64k/` with a larger one, PUTs unbuffered. Null if absent. */
export async function startNginx(port, upstream) {
  const found = await run("sh", ["-c", "command -v nginx || ls /usr/sbin/nginx 2>/dev/null || true"]);
  if (!found.trim()) return null;
  const folder = mkdtempSync(join(tmpdir(), "slipway-nginx-"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(" ");
  const conf = `worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_rlimit_nofile 20000;
events { worker_connections 8192; }
http { access_log off; ${temporary} client_max_body_size 0;
  upstream behind { server ${new URL(upstream).host}; keepalive 64; }
  server { listen 127.0.0.1:${port} backlog=4096; proxy_http_version 1.1; proxy_set_header Connection "";
    location / { proxy_pass http://behind; proxy_buffering off; proxy_request_buffering off; }
    location /64k/ { proxy_pass http://behind/; proxy_buffering off; proxy_buffer_size 64k; proxy_buffers 8 64k; } } }`;
  writeFileSync(join(folder, "nginx.conf"), conf);
  const { pid } = start(found.trim(), ["-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")]);
  const url = `http://127.0.0.1:${port}`;
  await untilUp(`${url}/stats`);
  return { url, pid };
}

/** Builds (once) and starts the plainest relay in Next: a route that returns `new Response(upstream.body)`. */
export async function startPlainNext(port, upstream) {
  // In its own folder, because Next would load the dashboard's instrumentation.
  const here = { cwd: PLAIN };
  if (!existsSync(`${PLAIN}/.next/BUILD_ID`)) await run(process.execPath, [nextCli, "build"], here);
  const serve = [nextCli, "start", "-p", String(port), "-H", "127.0.0.1"];
  const { pid } = start(process.execPath, serve, { UPSTREAM: upstream }, here);
  const url = `http://127.0.0.1:${port}/relay`;
  await untilUp(`${url}/stats`);
  return { url, pid };
}
