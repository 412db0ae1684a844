import { expect } from "vitest";
import * as uploads from "@/app/api/apps/[app]/uploads/route";
import { Build } from "@/lib/schemas/build";
import { createApp } from "@/lib/server/heroku/apps";
import { getBuild } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { textEntry, tgz } from "@/test/harness/tarballs";
import type { Dashboard } from "./dashboard";

const SERVER = `require("node:http").createServer((_, answer) => answer.end("Hello World"))
  .listen(process.env.PORT, () => console.log("hello from web"));\n`;

/** Returns a Node.js app without dependencies; `build` and `release` are commands. */
export async function appTarball(
  commands: { build?: string; release?: string; files?: Record<string, string> } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const scripts = commands.build ? { build: commands.build } : {};
  const manifest = { name: "sample", version: "1.0.0", private: true, scripts };
  const release = commands.release ? `release: ${commands.release}\n` : "";
  return tgz([
    textEntry("package.json", JSON.stringify(manifest)),
    textEntry("server.js", SERVER),
    textEntry("Procfile", `web: node server.js\n${release}`),
    ...Object.entries(commands.files ?? {}).map(([name, text]) => textEntry(name, text)),
  ]);
}

/** Uploads through the dashboard's route. */
export async function uploadTo(
  dashboard: Dashboard,
  app: string,
  tarball: Uint8Array<ArrayBuffer>,
  query = "",
): Promise<Build> {
  const answer = await dashboard.request(
    uploads.POST,
    { app },
    {
      method: "POST",
      raw: tarball,
      query,
      headers: { "content-length": String(tarball.length) },
    },
  );
  const body = await answer.json();
  expect(answer.status, JSON.stringify(body)).toBe(201);
  return Build.parse(body);
}

export async function untilEnded(heroku: Heroku, app: string, build: string): Promise<Build> {
  let found = await getBuild(heroku, app, build);
  const ended = async () => {
    found = await getBuild(heroku, app, build);
    return found.status;
  };
  await expect.poll(ended, { timeout: 50_000, interval: 100 }).not.toBe("pending");
  return found;
}

/** Creates an app with one successful build. */
export async function builtApp(
  dashboard: Dashboard,
  app: string,
  commands: Parameters<typeof appTarball>[0] = {},
): Promise<{ app: string; build: Build }> {
  await createApp(dashboard.heroku, { name: app });
  const made = await uploadTo(
    dashboard,
    app,
    await appTarball(commands),
    "?version=v1&version_description=first",
  );
  return { app, build: await untilEnded(dashboard.heroku, app, made.id) };
}
