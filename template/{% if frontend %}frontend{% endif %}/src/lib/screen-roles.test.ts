import { expect, test } from "vitest";

import type { CurrentUser } from "@/api/generated/types.gen";

import { onScreens } from "./screen-roles";

const abilities = {
  operations: ["list", "retrieve", "create"],
  readable: [],
  writable: [],
  transitions: [],
};
const user = { role: "viewer", permissions: { thing: abilities, other: abilities } };

function operations(roles: string[]) {
  const limits = { thing: { create: roles } } as Parameters<typeof onScreens>[1];
  const { permissions } = onScreens(user as unknown as CurrentUser, limits);
  return [permissions.thing?.operations, permissions.other?.operations];
}

test("a screen that is for others is not offered", () => {
  expect(operations(["owner"])).toEqual([["list", "retrieve"], abilities.operations]);
});

test("a screen that is for the role is", () => {
  expect(operations(["viewer"])).toEqual([abilities.operations, abilities.operations]);
});
