import { expect, test } from "vitest";
import { curlOfBuilds, herokuPageOf } from "./app-menu";

test("returns a dashboard URL only for apps on Heroku", () => {
  const name = "example-app";
  expect(herokuPageOf({ name, web_url: "https://example-app-1.herokuapp.com/" })).toBe(
    "https://dashboard.heroku.com/apps/example-app",
  );
  expect(herokuPageOf({ name, web_url: null })).not.toBeNull();
  expect(herokuPageOf({ name, web_url: "http://example-app.localhost:3003/" })).toBeNull();
});

test("the curl command contains no secret, only the name of its variable", () => {
  expect(curlOfBuilds("example-app")).toContain('-H "Authorization: Bearer $HEROKU_API_KEY"');
});
