import { screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { renderSignedIn } from "../../../tests/unit/render";
import { allAbilities, thing, thingDefinition } from "../../../tests/unit/thing";

import { TransitionButtons } from "./transition-buttons";

function steps(state: string, transitions: string[]) {
  const record = { item: { ...thing, state }, version: undefined };
  renderSignedIn(<TransitionButtons definition={thingDefinition} record={record} />, {
    permissions: { thing: { ...allAbilities, transitions } },
  });
  return screen.queryAllByRole("button").map((button) => button.textContent);
}

test("only the steps from the present state are offered", () => {
  expect(steps("NEW", ["open", "drop", "finish"])).toEqual(["Begin", "Drop"]);
});

test("only the steps of the role are offered", () => {
  expect(steps("NEW", ["drop", "finish"])).toEqual(["Drop"]);
});

test("at the end there is no step", () => {
  expect(steps("DONE", ["open", "drop", "finish"])).toEqual([]);
});
