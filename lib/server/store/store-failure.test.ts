import { expect, test } from "vitest";
import { asStoreFailure } from "./store-failure";

const errorWith = (code: string | undefined, message = "failed") =>
  Object.assign(new Error(message), { code });

test.each([
  ["a refused connection", errorWith("ECONNREFUSED")],
  ["a server that shuts down", errorWith("57P01")],
  ["too many connections", errorWith("53300")],
  ["a lost connection", errorWith(undefined, "Connection terminated unexpectedly")],
  ["no free connection", errorWith(undefined, "timeout exceeded when trying to connect")],
  ["a query without an answer", errorWith(undefined, "Query read timeout")],
  ["a locked file", errorWith("SQLITE_BUSY")],
  ["a read-only file", errorWith("SQLITE_READONLY_DBMOVED")],
])("%s makes the store unavailable", (_, error) => {
  expect(asStoreFailure(error)).toMatchObject({ id: "store_unavailable", status: 503, cause: error });
});

test.each([errorWith("53100"), errorWith("SQLITE_FULL")])("a full disk is named: %o", (error) => {
  expect(asStoreFailure(error)).toMatchObject({ message: expect.stringContaining("is full") });
});

test.each([
  errorWith("23505"),
  errorWith("SQLITE_CONSTRAINT_UNIQUE"),
  errorWith(undefined, "no"),
  "text",
  null,
])("%o is passed on", (error) => expect(asStoreFailure(error)).toBe(error));
