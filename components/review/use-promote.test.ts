import { expect, test } from "vitest";
import { UUID } from "@/lib/schemas/common";
import { newId } from "./use-promote";

test("ids are random UUIDs of version 4", () => {
  const ids = Array.from({ length: 200 }, newId);
  expect(new Set(ids).size).toBe(200);
  for (const id of ids) {
    expect(id).toMatch(UUID);
    expect(id).toMatch(/^.{14}4.{4}[89ab]/);
  }
});
