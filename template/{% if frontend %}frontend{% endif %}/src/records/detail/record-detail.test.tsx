import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, expect, test, vi } from "vitest";

import { renderSignedIn } from "../../../tests/unit/render";
import { server } from "../../../tests/unit/server";
import { allAbilities, thing, THING_ID, thingDefinition } from "../../../tests/unit/thing";
import { RecordDetail } from "./record-detail";

const router = vi.hoisted(() => ({ push: vi.fn(), replace: vi.fn(), back: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => router, usePathname: () => "/things" }));
vi.mock("../registry", () => ({ loadEntity: async () => thingDefinition }));

const AT = `*/api/things/${THING_ID}/`;

function open(abilities = allAbilities) {
  renderSignedIn(<RecordDetail definition={thingDefinition} id={THING_ID} />, {
    permissions: { thing: abilities },
  });
  return userEvent.setup();
}

beforeEach(() => vi.clearAllMocks());

test("what a role may not read or do is not there", async () => {
  server.use(http.get(AT, () => HttpResponse.json(thing)));
  open({ ...allAbilities, operations: ["retrieve"], readable: ["name"], transitions: [] });
  expect(await screen.findByRole("heading", { name: "Lamp" })).toBeInTheDocument();
  expect(screen.getAllByRole("term").map(({ textContent }) => textContent)).toEqual(["Name"]);
  expect(screen.queryByRole("link", { name: "Edit" })).toBeNull();
  expect(screen.queryByRole("button")).toBeNull();
});

test("a record that is not there is a page of its own", async () => {
  const refusal = { code: "not_found", errors: { non_field_errors: ["Not found."] } };
  server.use(http.get(AT, () => HttpResponse.json(refusal, { status: 404 })));
  open();
  expect(await screen.findByText("There is no such thing")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Show all things" })).toHaveAttribute("href", "/things");
});

test("deleting a record that was changed meanwhile asks again, then deletes what is there", async () => {
  let version = '"1"';
  const named: (string | null)[] = [];
  server.use(
    http.get(AT, () => HttpResponse.json(thing, { headers: { ETag: version } })),
    http.delete(AT, ({ request }) => {
      named.push(request.headers.get("If-Match"));
      version = '"2"';
      return named.length === 1
        ? HttpResponse.json({ code: "precondition_failed", errors: {} }, { status: 412 })
        : new HttpResponse(null, { status: 204 });
    }),
  );
  const user = open();
  await user.click(await screen.findByRole("button", { name: "More actions" }));
  await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Delete" }));
  expect(await dialog.findByText(/changed this meanwhile/)).toBeInTheDocument();
  expect(router.replace).not.toHaveBeenCalled();
  await waitFor(() => expect(dialog.getByRole("button", { name: "Delete" })).toBeEnabled());
  await user.click(dialog.getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith("/things"));
  expect(named).toEqual(['"1"', '"2"']);
});
