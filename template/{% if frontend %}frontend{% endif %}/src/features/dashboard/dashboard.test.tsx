import { screen, within } from "@testing-library/react";
import { AxiosError } from "axios";
import { Inbox } from "lucide-react";
import { beforeEach, expect, test, vi } from "vitest";

import { renderSignedIn } from "../../../tests/unit/render";
import { Dashboard } from "./dashboard";
import type { Widget } from "./widgets";

const list = vi.fn();
const summary = vi.fn();

vi.mock("@/records/registry", () => ({
  loadEntity: async (entity: string) => ({
    entity,
    path: `/${entity}s`,
    label: entity,
    pluralLabel: `${entity}s`,
    title: ({ name }: { name: string }) => name,
    fields: {
      state: { kind: "choice", label: "State", choices: { NEW: "New", OLD: "Old" } },
      owner: { kind: "reference", label: "Owner", to: "person" },
    },
    columns: ["state"],
    filters: ["state", "owner"],
    ordering: ["created_at"],
    api: { list, summary },
  }),
}));

vi.mock("@/components/layout/navigation", () => ({
  NAVIGATION: [
    { entity: "task", label: "Tasks", singular: "task", href: "/tasks", Icon: Inbox },
    { entity: "note", label: "Notes", singular: "note", href: "/notes", Icon: Inbox },
  ],
}));

const BY_STATE: Widget = { entity: "task", show: "count", by: "state" };
const BY_OWNER: Widget = { entity: "task", show: "count", by: "owner" };
const LATEST: Widget = { entity: "note", show: "latest" };

const abilities = (...operations: string[]) => ({
  operations,
  readable: ["name", "state", "owner"],
  writable: [],
  transitions: [],
});
const ALL = {
  task: abilities("list", "retrieve", "create"),
  note: abilities("list", "retrieve"),
};

beforeEach(() => {
  list.mockImplementation(async () => ({
    data: {
      count: 1,
      results: [{ id: "7", name: "Buy ink", state: "OLD", created_at: "2026-01-01T00:00:00Z" }],
    },
  }));
  summary.mockResolvedValue({
    data: {
      groups: [
        { value: "OLD", label: "Old", count: 3000 },
        { value: "NEW", label: "New", count: 2 },
      ],
      others: 0,
    },
  });
});

function show(widgets: Widget[], permissions: Record<string, ReturnType<typeof abilities>> = ALL) {
  renderSignedIn(<Dashboard widgets={widgets} />, { permissions });
}

test("choices are counted in their own order, and lead to their records", async () => {
  show([BY_STATE]);
  const table = await screen.findByRole("table", { name: "tasks by state" });
  const rows = within(table)
    .getAllByRole("row")
    .map(({ textContent }) => textContent);
  expect(rows).toEqual(["ValueHow many", "New2", "Old3,000"]);
  expect(within(table).getByRole("link", { name: "Old" })).toHaveAttribute(
    "href",
    "/tasks?state__in=OLD",
  );
});

test("records without a value are counted, and so are those of small groups", async () => {
  summary.mockResolvedValue({
    data: {
      groups: [
        { value: "a1", label: "Ada", count: 5 },
        { value: null, label: null, count: 4 },
      ],
      others: 3,
    },
  });
  show([BY_OWNER]);
  const table = await screen.findByRole("table", { name: "tasks by owner" });
  const rows = within(table)
    .getAllByRole("row")
    .map(({ textContent }) => textContent);
  expect(rows).toEqual(["ValueHow many", "Ada5", "None4", "Others3"]);
  expect(within(table).getByRole("link")).toHaveAttribute("href", "/tasks?owner=a1");
});

test("the latest records are links, in the state that they are in", async () => {
  show([LATEST]);
  const link = await screen.findByRole("link", { name: "Buy ink" });
  expect(link).toHaveAttribute("href", "/notes/7");
  expect(screen.getByText("Old")).toBeVisible();
  expect(list.mock.lastCall?.[0].query).toMatchObject({ ordering: ["-created_at"] });
});

test("what a role may not see is not asked for", async () => {
  show([BY_STATE, LATEST], { note: abilities("list") });
  expect(await screen.findByText("Buy ink")).toBeVisible();
  expect(screen.queryByRole("link", { name: "Buy ink" })).not.toBeInTheDocument();
  expect(summary).not.toHaveBeenCalled();
});

test("a widget that fails leaves the others alone", async () => {
  summary.mockRejectedValue(new AxiosError("Network Error"));
  show([BY_STATE, LATEST]);
  expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
  expect(await screen.findByText("Buy ink")).toBeVisible();
});

test("as long as there is nothing, first steps are offered", async () => {
  summary.mockResolvedValue({ data: { groups: [], others: 0 } });
  list.mockResolvedValue({ data: { count: 0, results: [] } });
  show([BY_STATE, LATEST]);
  const link = await screen.findByRole("link", { name: "Add a new task" });
  expect(link).toHaveAttribute("href", "/tasks/new");
  expect(screen.queryByRole("link", { name: "Add a new note" })).not.toBeInTheDocument();
});
