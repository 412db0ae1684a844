import { execFileSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createOutputStore } from "@/local-platform/engine/output/output-store";
import { groupRuns } from "@/local-platform/engine/processes/process-groups";
import { openTestEngine, tarballOf, until } from "@/local-platform/engine/testing/test-engine";

let rig: Awaited<ReturnType<typeof openTestEngine>>;
beforeEach(async () => {
  rig = await openTestEngine();
});
afterEach(async () => {
  await rig.close();
  expect(rig.problems).toEqual([]);
});

const node = (script: string, more: Record<string, unknown> = {}) =>
  tarballOf({
    Procfile: "worker: sleep 60\n",
    "package.json": JSON.stringify({
      name: "demo",
      version: "1.0.0",
      scripts: { build: "node build.js" },
      ...more,
    }),
    "build.js": script,
  });

describe("a build that passes", () => {
  test("prints Heroku's headings, keeps colors, and is released", async () => {
    const app = await rig.createApp("demo");
    const script = `console.log("\\x1b[32mone\\x1b[39m"); console.error("two"); process.stdout.write("three")`;
    const source = await node(script);
    const checksum = `SHA256:${createHash("sha256").update(source).digest("hex")}`;
    const build = await rig.built(await rig.build(app, source, { checksum }));
    expect(build).toMatchObject({ status: "succeeded", exit_code: 0 });
    expect(build.output).toContain("-----> Node.js app detected\n");
    expect(build.output).toContain(
      "       \x1b[32mone\x1b[39m\n       two\n       three\n-----> Discovering",
    );
    expect(build.output).toContain("checksum matches");
    expect(build.output).toContain("       Procfile declares types -> worker\n");
    expect(build.output).toContain("       Released v1\n");
    expect(build.output).not.toContain("X-Amz");
    const [release] = await rig.releases(app);
    expect(release).toMatchObject({ id: build.release_id, slug_id: build.slug_id, current: 1, version: 1 });
    const slug = await rig.context.db.selectFrom("slugs").selectAll().executeTakeFirstOrThrow();
    const blob = await readFile(join(rig.context.dataDir, "blobs", slug.key ?? ""));
    expect(slug.checksum).toBe(`SHA256:${createHash("sha256").update(blob).digest("hex")}`);
    expect(slug.key).toBe(`slugs/${slug.checksum?.slice(7)}`);
    expect(release?.description).toBe(`Deploy ${slug.id.slice(0, 8)}`);
    expect(JSON.parse(build.buildpacks)).toMatchObject([{ name: "heroku/nodejs" }]);
  });

  test("merges the Procfile into the buildpack's defaults and reports its mistakes", async () => {
    const app = await rig.createApp("demo");
    const typesOf = async (name: string) => {
      const build = await rig.built(
        await rig.build(app, await readFile(`test/fixtures/archives/${name}.tgz`)),
      );
      const slug = await rig.context.db
        .selectFrom("slugs")
        .select("process_types")
        .where("id", "=", build.slug_id ?? "")
        .executeTakeFirstOrThrow();
      return { output: build.output, types: JSON.parse(slug.process_types) };
    };
    const workerOnly = await typesOf("procfile-worker-only");
    expect(workerOnly.types).toEqual({ web: "npm start", worker: expect.any(String) });
    expect(workerOnly.output).toContain("       Procfile declares types     -> worker\n");
    expect(workerOnly.output).toContain("       Default types for the app   -> web\n");
    for (const [name, warning] of [
      ["procfile-utf16", "The Procfile is UTF-16: it is not read; save it as UTF-8"],
      [
        "procfile-space-colon",
        'Line 1 of the Procfile is not read: not "type: command": web : node server.js',
      ],
      ["procfile-quote", 'Line 1 of the Procfile is not read: not "type: command": "web: node server.js"'],
      [
        "procfile-bom",
        "The Procfile begins with a byte order mark: Heroku may not read its first line; save it without",
      ],
    ] as const) {
      const { output, types } = await typesOf(name);
      expect(types).toEqual({ web: name === "procfile-bom" ? "node server.js" : "npm start" });
      expect(output).toContain(` !     ${warning}\n`);
    }
  });

  test("reports oddities of a source and keeps everything that starts the app", async () => {
    const app = await rig.createApp("demo");
    const build = await rig.built(
      await rig.build(
        app,
        await tarballOf({
          "package.json": JSON.stringify({ scripts: { start: "node .", build: 5 } }),
          "app.js": "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n",
        }),
      ),
    );
    expect(build.output).toContain(" !     app.js has merge-conflict marks: line 1\n");
    expect(build.output).toContain(
      " !     The script build in package.json is not text; npm leaves it out.\n",
    );
    expect(build.output).toContain("       Default types for the app   -> web\n");
  });

  test("is not delayed by 100 MB of zeros after the archive's end, nor is a parallel build", async () => {
    const [app, other] = [await rig.createApp("demo"), await rig.createApp("other")];
    const begun = performance.now();
    const zeros = await rig.build(app, await readFile("test/fixtures/archives/zero-tail.tgz"));
    const plain = await rig.build(other, await tarballOf({ Procfile: "worker: sleep 60" }));
    const builds = [await rig.built(plain), await rig.built(zeros)];
    expect(builds.map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
    expect(performance.now() - begun).toBeLessThan(30_000);
  });

  test("needs no language if there is a Procfile", async () => {
    const app = await rig.createApp("demo");
    const build = await rig.built(await rig.build(app, await tarballOf({ Procfile: "worker: sleep 60" })));
    expect(build.status).toBe("succeeded");
    expect(build.output).toContain("-----> Procfile detected, no language is needed\n");
  });

  test("deletes its folder afterwards", async () => {
    const app = await rig.createApp("demo");
    await rig.built(await rig.build(app, await node("")));
    await until(async () => !(await readdir(rig.context.workDir)).some((name) => name.startsWith("build_")));
  });
});

describe("a build that fails", () => {
  test("shows the lines of the command that failed, then its status", async () => {
    const app = await rig.createApp("demo");
    const build = await rig.built(await rig.build(app, await node(`console.error("boom"); process.exit(3)`)));
    expect(build).toMatchObject({ status: "failed", release_id: null, slug_id: null });
    expect(build.output).toContain("       boom\n");
    expect(build.output).toMatch(/ ! {5}`npm run build` exited with status 3\.\n-----> Build failed\n$/);
    expect(await rig.releases(app)).toEqual([]);
  });

  const cases: [string, () => Promise<Uint8Array | string>, RegExp][] = [
    [
      "nothing is detected",
      () => tarballOf({ "main.rb": "" }),
      / ! {5}No default language.*\n ! {5}Add a Procfile/,
    ],
    [
      "package.json is no JSON",
      () => tarballOf({ "package.json": "{" }),
      / ! {5}Unable to parse package.json: /,
    ],
    ["the blob is not gzip", async () => Buffer.from("hello"), / ! {5}The file is not gzip/],
    [
      "the address is gone",
      async () => rig.sources.add(Buffer.from("")).replace("?", "/x?"),
      / ! {5}.*could not be fetched: HTTP 404/,
    ],
    [
      "nobody answers",
      async () => "http://127.0.0.1:1/x.tgz",
      / ! {5}.*could not be fetched: .*ECONNREFUSED/,
    ],
  ];
  for (const [what, source, output] of cases) {
    test(`because ${what}`, async () => {
      const app = await rig.createApp("demo");
      const build = await rig.built(await rig.build(app, await source()));
      expect(build.status).toBe("failed");
      expect(build.output).toMatch(output);
      expect(await rig.context.db.selectFrom("slugs").selectAll().execute()).toEqual([]);
    });
  }

  test("because the checksum differs", async () => {
    const app = await rig.createApp("demo");
    const checksum = `SHA256:${"0".repeat(64)}`;
    const build = await rig.built(await rig.build(app, await node(""), { checksum }));
    expect(build.output).toContain(` !     Expected ${checksum}\n !     Received SHA256:`);
  });
});

test("a slug that is too large is neither stored nor released", async () => {
  const small = await openTestEngine({ slugBytes: 100 });
  const app = await small.createApp("demo");
  const build = await small.built(await small.build(app, await tarballOf({ Procfile: "worker: sleep 60" })));
  expect(build).toMatchObject({ status: "failed", slug_id: null, release_id: null });
  expect(build.output).toContain(" !     The compiled slug is too large");
  expect(await readdir(join(small.context.dataDir, "blobs/slugs"))).toEqual([]);
  await small.close();
});

test("a build whose output exceeds the limit continues, and the output says that the rest is dropped", async () => {
  const small = await openTestEngine({ outputBytes: 2000 });
  const app = await small.createApp("demo");
  const build = await small.built(
    await small.build(app, await node(`console.log("x".repeat(1800)); console.log("y".repeat(1800))`)),
  );
  expect(build.status).toBe("succeeded");
  expect(build.output).toMatch(/y\n ! {5}More than 2\.0K of output: [^\n]* left out\.\n-----> /);
  expect(build.output.match(/[xy]/g)?.length).toBeLessThan(2100);
  expect(build.output).toContain("-----> Build succeeded!");
  await small.close();
});

describe("the environment of a build", () => {
  test("contains config vars and allowed variables, and no others of the platform", async () => {
    process.env.SECRET = "of the platform";
    process.env.npm_config_production = "true";
    const app = await rig.createApp("demo", { GREETING: "hi", PATH: "/nowhere" });
    const build = await rig.built(
      await rig.build(app, await node("console.log(JSON.stringify(process.env))")),
    );
    const line = /^ {7}(\{.*\})$/m.exec(build.output)?.[1] ?? "{}";
    const env = JSON.parse(line);
    expect(env).toMatchObject({ GREETING: "hi", NODE_ENV: "production", STACK: "heroku-24" });
    expect(line).not.toContain("of the platform");
    expect(env.npm_config_production).toBeUndefined();
    expect(env.HOME).toMatch(/build_[0-9a-f]{8}\/home$/);
    expect(env.PATH).not.toContain(process.cwd());
    delete process.env.SECRET;
    delete process.env.npm_config_production;
  });
});

describe("ending a build", () => {
  const stubborn = `
    const { spawn } = require("node:child_process");
    const child = spawn("sh", ["-c", "trap '' TERM; while :; do sleep 0.05; done"], { stdio: "inherit" });
    require("node:fs").writeFileSync(process.env.MARK, String(process.pid));
    console.log("running");
    setInterval(() => {}, 1000);`;

  async function startStubborn() {
    const mark = join(rig.root, "mark");
    const app = await rig.createApp("demo", { MARK: mark });
    const id = await rig.build(app, await node(stubborn));
    await until(async () => (await readFile(mark, "utf8").catch(() => "")) !== "");
    const { pid } = await rig.context.db.selectFrom("processes").select("pid").executeTakeFirstOrThrow();
    return { app, id, pid };
  }

  test("cancellation kills the whole process group and is reported in the output", async () => {
    const { id, pid } = await startStubborn();
    await rig.engine.cancelBuild(id);
    expect(await groupRuns(pid)).toBe(false);
    const build = await rig.built(id);
    expect(build).toMatchObject({ status: "failed", canceled: 1 });
    expect(build.output).toMatch(
      /build\.js\n\s*(?:running\s+)? ! {5}The build was canceled\.\n-----> Build canceled\n$/,
    );
  });

  test("a queued build is canceled without being built", async () => {
    const { app, id } = await startStubborn();
    const waiting = await rig.build(app, await node(""));
    await rig.engine.cancelBuild(waiting);
    expect((await rig.built(waiting)).started_at).toBeNull();
    expect((await rig.buildRow(id)).status).toBe("pending");
  });

  test("shutdown of the platform ends it within seconds", async () => {
    const { id, pid } = await startStubborn();
    const began = performance.now();
    await rig.engine.close();
    expect(performance.now() - began).toBeLessThan(4000);
    expect(await groupRuns(pid)).toBe(false);
    expect((await rig.built(id)).output).toContain(" !     The platform was stopped during this build.\n");
  });

  test("deletion of its app leaves no process and no output", async () => {
    const { app, id, pid } = await startStubborn();
    await rig.engine.appDeleted(app);
    expect(await groupRuns(pid)).toBe(false);
    expect(await rig.engine.outputs.stat(id)).toBeNull();
    expect(await readdir(join(rig.context.dataDir, "outputs"))).toEqual([]);
  });
});

test("a build that exceeds its time limit is ended", async () => {
  const short = await openTestEngine({ buildMs: 1500 });
  const app = await short.createApp("demo");
  const build = await short.built(await short.build(app, await node("setInterval(() => {}, 1000)")));
  expect(build.status).toBe("failed");
  expect(build.output).toContain(" !     The build took longer than it may and was ended.\n");
  await short.close();
});

describe("after a crash of the platform", () => {
  test("fails interrupted builds and runs queued builds in order", async () => {
    const app = await rig.createApp("demo");
    const source = rig.sources.add(await tarballOf({ Procfile: "worker: sleep 60" }));
    const [running, first, second] = [randomUUID(), randomUUID(), randomUUID()];
    const at = (second: number) => new Date(second * 1000).toISOString();
    await rig.storeBuild(running, app, source, { started_at: at(2), created_at: at(1) });
    const outputs = createOutputStore(rig.context);
    await outputs.create(running, "build");
    await outputs.append(running, "-----> Build\n       half a li");
    await outputs.close();
    await rig.storeBuild(second, app, source, { created_at: at(3), source_version: "second" });
    await rig.storeBuild(first, app, source, { created_at: at(2), source_version: "first" });
    await rig.restart();
    expect(await rig.built(running)).toMatchObject({
      status: "failed",
      output: expect.stringMatching(/half a li\n ! {5}The platform was stopped during this build\./),
    });
    expect((await rig.built(first)).status).toBe("succeeded");
    expect((await rig.built(second)).status).toBe("succeeded");
    const descriptions = (await rig.releases(app)).map((release) => release.description);
    expect(descriptions).toEqual(["Deploy first", "Deploy second"]);
  });

  test("marks a build that had created its release as succeeded", async () => {
    const app = await rig.createApp("demo");
    const done = await rig.built(await rig.build(app, await tarballOf({ Procfile: "worker: sleep 60" })));
    await rig.context.db.updateTable("builds").set({ status: "pending" }).where("id", "=", done.id).execute();
    await rig.restart();
    expect((await rig.built(done.id)).status).toBe("succeeded");
  });
});

test("GNU tar reads the slug, which starts with ./app", async () => {
  const app = await rig.createApp("demo");
  const long = `${"deep/".repeat(40)}file.txt`;
  await rig.built(await rig.build(app, await tarballOf({ Procfile: "worker: sleep 60", [long]: "x" })));
  const [name] = await readdir(join(rig.context.dataDir, "blobs/slugs"));
  const listed = execFileSync("tar", [
    "tzf",
    join(rig.context.dataDir, "blobs/slugs", name ?? ""),
  ]).toString();
  expect(listed.split("\n")).toEqual(expect.arrayContaining(["./app/Procfile", `./app/${long}`]));
  expect(listed.split("\n").filter((line) => line && !line.startsWith("./app"))).toEqual([]);
});

test("a build never runs inside the repository", async () => {
  await writeFile(join(rig.root, "package.json"), "{}");
  const app = await rig.createApp("demo");
  const build = await rig.built(await rig.build(app, await node("console.log(process.cwd())")));
  expect(build.output).toContain(rig.context.workDir);
});

describe("sample builds of the seed", () => {
  const plain = () => tarballOf({ Procfile: "worker: sleep 60" });

  test("yield to a user's build and never replace its release", async () => {
    const app = await rig.createApp("demo");
    const running = await rig.build(app, await node("setInterval(() => {}, 1000)"), { seed: true });
    await until(async () => (await rig.buildRow(running)).started_at !== null);
    const waiting = await rig.build(app, await plain(), { seed: true });
    const own = await rig.built(await rig.build(app, await plain()));
    expect(own.status).toBe("succeeded");
    for (const id of [running, waiting]) {
      expect(await rig.built(id)).toMatchObject({
        status: "failed",
        canceled: 1,
        output: expect.stringContaining(" !     The build of the sample was left out"),
      });
    }
    expect((await rig.releases(app)).map((release) => release.id)).toEqual([own.release_id]);
  });

  test("wait while any other build is pending or running", async () => {
    const [app, other] = [await rig.createApp("demo"), await rig.createApp("other")];
    const own = await rig.build(app, await node("setTimeout(() => {}, 300)"));
    const seed = await rig.built(await rig.build(other, await plain(), { seed: true }));
    const ended = await rig.buildRow(own);
    expect(ended.status).toBe("succeeded");
    expect(Date.parse(seed.started_at ?? "")).toBeGreaterThanOrEqual(Date.parse(ended.updated_at));
  });
});

/** Prints a wheel of a package `greeting`, in base64. */
const WHEEL = `
import base64, io, zipfile
data = io.BytesIO()
with zipfile.ZipFile(data, "w") as wheel:
    wheel.writestr("greeting.py", "def main():\\n    print('hello from a wheel')\\n")
    wheel.writestr("greeting-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: greeting\\nVersion: 1.0\\n")
    wheel.writestr("greeting-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("greeting-1.0.dist-info/entry_points.txt", "[console_scripts]\\ngreet = greeting:main\\n")
    wheel.writestr("greeting-1.0.dist-info/RECORD", "")
print(base64.b64encode(data.getvalue()).decode())
`;

const hasPip = (() => {
  try {
    return execFileSync("python3", ["-m", "pip", "--version"], { encoding: "utf8" }).startsWith("pip ");
  } catch {
    process.stderr.write("Skipped: the build of a Python app; this machine has no python3 with pip.\n");
    return false;
  }
})();

test.runIf(hasPip)("a Python app is built with pip, and its dynos find packages and commands", async () => {
  const wheel = Buffer.from(execFileSync("python3", ["-c", WHEEL], { encoding: "utf8" }), "base64");
  const app = await rig.createApp("demo");
  const source = await tarballOf({
    "requirements.txt": "--no-index\n--find-links wheels\ngreeting==1.0\n",
    "wheels/greeting-1.0-py3-none-any.whl": wheel,
    ".python-version": "2.7\n",
    Procfile: "worker: greet && python3 -c 'import greeting; greeting.main()' && sleep 60\n",
  });
  const build = await rig.built(await rig.build(app, source));
  expect(build).toMatchObject({ status: "succeeded" });
  expect(build.output).toContain("-----> Python app detected\n");
  expect(build.output).toContain(" !     The app asks for Python 2.7, but this machine has ");
  await rig.context.db.updateTable("formation").set({ quantity: 1 }).where("type", "=", "worker").execute();
  await rig.engine.formationChanged(app);
  const log = () => text(rig.engine.logs(app, { lines: 100, tail: false, source: "app" }));
  await until(async () => (await log()).split("hello from a wheel").length === 3);
});
