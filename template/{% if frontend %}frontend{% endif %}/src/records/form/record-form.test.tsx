import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse, type HttpResponseResolver } from "msw";
import { beforeEach, describe, expect, test, vi } from "vitest";

import { renderSignedIn } from "../../../tests/unit/render";
import { server } from "../../../tests/unit/server";
import { allAbilities, thing, THING_ID, thingDefinition } from "../../../tests/unit/thing";
import { RecordForm } from "./record-form";

const router = vi.hoisted(() => ({ push: vi.fn(), replace: vi.fn(), back: vi.fn() }));
vi.mock("next/navigation", () => ({
  useRouter: () => router,
  useSearchParams: () => new URLSearchParams(),
}));
vi.mock("../registry", () => ({ loadEntity: async () => thingDefinition }));

type Sent = { body: unknown; headers: Headers };

/** Answer in turn, and keep what was asked. */
function answering(
  ...answers: (() => HttpResponse<never> | ReturnType<typeof HttpResponse.json>)[]
) {
  const sent: Sent[] = [];
  const resolver: HttpResponseResolver = async ({ request }) => {
    sent.push({ body: await request.json(), headers: request.headers });
    return answers[Math.min(sent.length, answers.length) - 1]!();
  };
  return { sent, resolver };
}

function refusal(status: number, code: string, errors: Record<string, unknown>) {
  return () => HttpResponse.json({ code, errors }, { status });
}

function versionOf(version: string, changes: Record<string, unknown> = {}) {
  return () => HttpResponse.json({ ...thing, ...changes }, { headers: { ETag: version } });
}

function open(id?: string) {
  renderSignedIn(<RecordForm definition={thingDefinition} id={id} />, {
    permissions: { thing: allAbilities },
  });
  return userEvent.setup();
}

async function retype(user: ReturnType<typeof userEvent.setup>, label: string, text: string) {
  const control = await screen.findByRole("textbox", { name: new RegExp(`^${label}`) });
  await user.clear(control);
  await user.type(control, text);
}

const save = () => screen.getByRole("button", { name: "Save" });

beforeEach(() => vi.clearAllMocks());

describe("a new record", () => {
  test("is not sent while something is plainly wrong", async () => {
    const user = open();
    await retype(user, "Amount", "1.234");
    await user.click(save());
    const name = screen.getByRole("textbox", { name: /^Name/ });
    expect(name).toHaveAccessibleDescription("This field is required.");
    await waitFor(() => expect(name).toHaveFocus());
    expect(screen.getByRole("textbox", { name: "Amount" })).toBeInvalid();
    expect(screen.getByText("Please check: Name, Amount.")).toBeInTheDocument();
  });

  test("has the server's messages at its fields, and is the same attempt when it is sent again", async () => {
    const { sent, resolver } = answering(
      refusal(422, "validation_error", {
        name: ["Thing with this name already exists."],
        tags: { 1: ["This is too odd."] },
        non_field_errors: ["This must hold: a >= b"],
      }),
      () => HttpResponse.json({ ...thing, name: "Lamp 2" }, { status: 201 }),
    );
    server.use(http.post("*/api/things/", resolver));
    const user = open();
    await retype(user, "Name", "Lamp");
    await user.type(screen.getByRole("textbox", { name: "Tags" }), "new{Enter}odd{Enter}");
    await user.click(save());

    const name = screen.getByRole("textbox", { name: /^Name/ });
    await waitFor(() => expect(name).toHaveFocus());
    expect(name).toHaveAccessibleDescription("Thing with this name already exists.");
    expect(screen.getByRole("textbox", { name: "Tags" })).toHaveAccessibleDescription(
      "Entry 2: This is too odd.",
    );
    expect(screen.getByText("This must hold: a >= b")).toBeInTheDocument();

    await retype(user, "Name", "Lamp 2");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith(`/things/${THING_ID}`));
    expect(sent[1]?.body).toEqual({ name: "Lamp 2", tags: ["new", "odd"] });
    const [first, second] = sent.map(({ headers }) => headers.get("Idempotency-Key"));
    expect(first).toMatch(/^[\da-f-]{36}$/);
    expect(second).toBe(first);
  });

  test("keeps what was typed when the connection is lost", async () => {
    server.use(http.post("*/api/things/", () => HttpResponse.error()));
    const user = open();
    await retype(user, "Name", "Lamp");
    await user.click(save());
    expect(await screen.findByText(/server cannot be reached/)).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: /^Name/ })).toHaveValue("Lamp");
  });

  test("is a new attempt once the old one has been used up", async () => {
    const { sent, resolver } = answering(
      refusal(409, "idempotency_key_spent", { non_field_errors: ["Gone."] }),
    );
    server.use(http.post("*/api/things/", resolver));
    const user = open();
    await retype(user, "Name", "Lamp");
    await user.click(save());
    expect(await screen.findByText(/earlier attempt/)).toBeInTheDocument();
    await user.click(save());
    await waitFor(() => expect(sent).toHaveLength(2));
    const [first, second] = sent.map(({ headers }) => headers.get("Idempotency-Key"));
    expect(second).not.toBe(first);
  });
});

describe("a change", () => {
  test("sends what was changed, on the version that was seen", async () => {
    const { sent, resolver } = answering(versionOf('"2"', { amount: null }));
    server.use(
      http.get(`*/api/things/${THING_ID}/`, versionOf('"1"')),
      http.patch(`*/api/things/${THING_ID}/`, resolver),
    );
    const user = open(THING_ID);
    await user.clear(await screen.findByRole("textbox", { name: "Amount" }));
    await user.click(save());
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith(`/things/${THING_ID}`));
    expect(sent[0]?.body).toEqual({ amount: null });
    expect(sent[0]?.headers.get("If-Match")).toBe('"1"');
  });

  test("of nothing sends nothing", async () => {
    server.use(http.get(`*/api/things/${THING_ID}/`, versionOf('"1"')));
    const user = open(THING_ID);
    await retype(user, "Name", "Lamp");
    await user.click(save());
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith(`/things/${THING_ID}`));
  });
});

describe("a conflict", () => {
  async function meet() {
    const theirs = { name: "Their lamp", amount: "2.00" };
    const { sent, resolver } = answering(
      refusal(412, "precondition_failed", { non_field_errors: ["Changed."] }),
      versionOf('"3"'),
    );
    let looks = 0;
    server.use(
      http.get(`*/api/things/${THING_ID}/`, () =>
        looks++ ? versionOf('"2"', theirs)() : versionOf('"1"')(),
      ),
      http.patch(`*/api/things/${THING_ID}/`, resolver),
    );
    const user = open(THING_ID);
    await retype(user, "Name", "My lamp");
    await user.click(save());
    const dialog = await screen.findByRole("dialog", { name: /changed meanwhile/ });
    return { user, sent, dialog };
  }

  test("shows what both have written", async () => {
    const { dialog } = await meet();
    const rows = within(dialog).getAllByRole("listitem");
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      "NameYoursMy lampTheirsTheir lamp",
      "AmountBefore1.50Theirs2.00",
    ]);
  });

  test("is settled for mine on their version, and leaves their other changes alone", async () => {
    const { user, sent, dialog } = await meet();
    await user.click(within(dialog).getByRole("button", { name: /Keep mine/ }));
    await waitFor(() => expect(router.replace).toHaveBeenCalled());
    expect(sent[1]?.body).toEqual({ name: "My lamp" });
    expect(sent[1]?.headers.get("If-Match")).toBe('"2"');
  });

  test("is settled for theirs, which can be edited on", async () => {
    const { user, sent, dialog } = await meet();
    await user.click(within(dialog).getByRole("button", { name: "Take theirs" }));
    expect(screen.getByRole("textbox", { name: /^Name/ })).toHaveValue("Their lamp");
    expect(screen.getByRole("textbox", { name: "Amount" })).toHaveValue("2.00");
    expect(sent).toHaveLength(1);
    await retype(user, "Name", "Our lamp");
    await user.click(save());
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.body).toEqual({ name: "Our lamp" });
  });

  test("leads back to the form as it was", async () => {
    const { user, dialog } = await meet();
    await user.click(within(dialog).getByRole("button", { name: "Back to editing" }));
    expect(screen.getByRole("textbox", { name: /^Name/ })).toHaveValue("My lamp");
  });
});

describe("leaving", () => {
  test("asks where something was typed, and not before", async () => {
    const user = open();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(router.back.mock.calls.length + router.push.mock.calls.length).toBe(1);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("by a link is held up until somebody says so", async () => {
    const user = open();
    await retype(user, "Name", "Lamp");
    await user.click(screen.getByRole("link", { name: /things/i }));
    await user.click(await screen.findByRole("button", { name: "Keep editing" }));
    expect(router.push).not.toHaveBeenCalled();
    expect(screen.getByRole("textbox", { name: /^Name/ })).toHaveValue("Lamp");

    await user.click(screen.getByRole("link", { name: /things/i }));
    await user.click(await screen.findByRole("button", { name: "Discard changes" }));
    await waitFor(() => expect(router.push).toHaveBeenCalledWith("/things"));
  });

  test("by the back button is held up", async () => {
    const user = open();
    await retype(user, "Name", "Lamp");
    history.back();
    expect(await screen.findByRole("dialog", { name: /without saving/ })).toBeInTheDocument();
  });

  test("by closing the tab is held up", async () => {
    const user = open();
    const close = () => {
      const event = new Event("beforeunload", { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    await screen.findByRole("textbox", { name: /^Name/ });
    expect(close()).toBe(false);
    await retype(user, "Name", "Lamp");
    expect(close()).toBe(true);
  });
});

test("who may not change records is told so", () => {
  renderSignedIn(<RecordForm definition={thingDefinition} />, {
    permissions: { thing: { ...allAbilities, operations: ["list"] } },
  });
  expect(screen.getByText("Your role may not change things")).toBeInTheDocument();
});
