import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { AxiosError, AxiosHeaders } from "axios";
import { Toaster, toast } from "sonner";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { renderSignedIn } from "../../../tests/unit/render";
import type { AnyRecord, EntityDefinition } from "../definition";
import { RecordList } from "./record-list";

type Thing = AnyRecord & { name: string; status: string };

const OPERATIONS = ["list", "retrieve", "create", "update", "delete"];
const READABLE = ["id", "name", "status", "maker", "created_at"];

const thing = (id: string, name: string): Thing => ({
  id,
  name,
  status: "NEW",
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
});

let stored: Thing[];
const list = vi.fn();
const bulkRemove = vi.fn();
const bulkRestore = vi.fn();

const definition = {
  entity: "thing",
  path: "/things",
  label: "thing",
  pluralLabel: "things",
  title: ({ name }: Thing) => name,
  fields: {
    name: { kind: "text", label: "Name" },
    status: { kind: "choice", label: "Status", choices: { NEW: "New", OLD: "Old" } },
    price: { kind: "decimal", label: "Price", places: 2 },
    maker: { kind: "reference", label: "Maker", to: "smith" },
  },
  columns: ["name", "status", "price"],
  filters: ["status", "maker"],
  ordering: ["name"],
  isSearchable: true,
  sections: [],
  related: [],
  isVersioned: false,
  hasBin: true,
  api: { list, bulkRemove, bulkRestore, retrieve: vi.fn(), create: vi.fn(), update: vi.fn() },
} as unknown as EntityDefinition;

beforeEach(() => {
  stored = [thing("1", "Anvil"), thing("2", "Bellows"), thing("3", "Chisel")];
  const bin: Thing[] = [];
  list.mockImplementation(async () => ({ data: { count: stored.length, results: stored } }));
  bulkRemove.mockImplementation(async ({ body }: { body: { ids: string[] } }) => {
    bin.push(...stored.filter(({ id }) => body.ids.includes(id)));
    stored = stored.filter(({ id }) => !body.ids.includes(id));
  });
  bulkRestore.mockImplementation(async () => {
    stored = [...stored, ...bin];
  });
});

afterEach(() => void toast.dismiss());

function show(
  address = "/things",
  { operations = OPERATIONS, readable = READABLE, ofSmiths = OPERATIONS } = {},
) {
  history.replaceState(null, "", address);
  const abilities = { operations, readable, writable: [], transitions: [] };
  renderSignedIn(
    <>
      <RecordList definition={definition} />
      <Toaster />
    </>,
    { permissions: { thing: abilities, smith: { ...abilities, operations: ofSmiths } } },
  );
  return userEvent.setup();
}

function refused(status: number, message: string) {
  const config = { headers: new AxiosHeaders() };
  const data = { code: "conflict", errors: { non_field_errors: [message] } };
  const response = { status, data, statusText: "", headers: {}, config };
  return new AxiosError("", "", config, null, response);
}

const lastQuery = () => list.mock.lastCall?.[0].query;

test("a filter is chosen, told in words, and taken away; going back undoes it", async () => {
  const user = show();
  await user.click(await screen.findByRole("button", { name: "Status" }));
  await user.click(screen.getByRole("checkbox", { name: "New" }));
  await user.click(screen.getByRole("checkbox", { name: "Old" }));
  expect(location.search).toBe("?status__in=NEW%2COLD");
  await waitFor(() => expect(lastQuery()).toMatchObject({ status__in: ["NEW", "OLD"] }));
  await user.keyboard("{Escape}");
  expect(screen.getByRole("button", { name: /^Status: ?New, Old$/ })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Remove the filter by Status" }));
  expect(location.search).toBe("");
});

test("what is typed is searched for, from the first page", async () => {
  const user = show("/things?page=2&status__in=NEW");
  await user.type(await screen.findByRole("searchbox"), " anvil ");
  await waitFor(() => expect(lastQuery()).toMatchObject({ search: "anvil", page: 1 }));
  expect(location.search).toBe("?status__in=NEW&search=anvil");
  await user.click(screen.getByRole("button", { name: "Clear filters" }));
  expect(screen.getByRole("searchbox")).toHaveValue("");
  expect(location.search).toBe("");
});

test("records are deleted after a question, and come back by undo", async () => {
  const user = show();
  await user.click(await screen.findByRole("checkbox", { name: "Select Anvil" }));
  await user.click(screen.getByRole("checkbox", { name: "Select Chisel" }));
  await user.click(screen.getByRole("button", { name: "Delete" }));
  const dialog = screen.getByRole("dialog", { name: "Delete 2 things?" });
  expect(bulkRemove).not.toHaveBeenCalled();
  await user.click(within(dialog).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(screen.queryByText("Anvil")).not.toBeInTheDocument());
  expect(bulkRemove.mock.lastCall?.[0].body).toEqual({ ids: ["1", "3"] });
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Anvil")).toBeVisible();
  expect(bulkRestore.mock.lastCall?.[0].body).toEqual({ ids: ["1", "3"] });
});

test("what may not be deleted comes back into sight, with the reason", async () => {
  bulkRemove.mockRejectedValue(refused(409, "Other records still refer to this one."));
  const user = show();
  await user.click(await screen.findByRole("button", { name: "Actions for Bellows" }));
  await user.click(screen.getByRole("menuitem", { name: "Delete" }));
  await user.click(await screen.findByRole("button", { name: "Delete" }));
  expect(await screen.findByText("Other records still refer to this one.")).toBeVisible();
  expect(screen.getByText("Bellows")).toBeVisible();
});

test("who decides against deleting is back where they were", async () => {
  const user = show();
  const opener = await screen.findByRole("button", { name: "Actions for Bellows" });
  await user.click(opener);
  await user.click(screen.getByRole("menuitem", { name: "Delete" }));
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(opener).toHaveFocus());
  expect(bulkRemove).not.toHaveBeenCalled();
});

test("a page that is emptied is left for the one before", async () => {
  const user = show("/things?page=2");
  await user.click(await screen.findByRole("checkbox", { name: "Select all on this page" }));
  await user.click(screen.getByRole("button", { name: "Delete" }));
  const dialog = screen.getByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(location.search).toBe("?page=1"));
});

test("a page beyond the last one is the first one", async () => {
  list.mockImplementation(async ({ query }) => {
    if (query.page > 1) throw refused(404, "Invalid page.");
    return { data: { count: 1, results: [thing("1", "Anvil")] } };
  });
  show("/things?page=99");
  expect(await screen.findByText("Anvil")).toBeVisible();
  expect(location.search).toBe("");
});

test("who may only look is shown nothing else", async () => {
  show("/things?deleted=true&hide=status", {
    operations: ["list"],
    readable: ["name", "status", "maker"],
    ofSmiths: [],
  });
  expect(await screen.findByText("Anvil")).toBeVisible();
  const headers = screen.getAllByRole("columnheader").map(({ textContent }) => textContent);
  expect(headers).toEqual(["Name", "Actions"]);
  expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
  expect(screen.queryByRole("link")).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Deleted" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Actions for Anvil" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Maker" })).not.toBeInTheDocument();
  expect(lastQuery()).not.toHaveProperty("deleted");
});

test("an empty list says what to do, and one without matches something else", async () => {
  stored = [];
  const user = show("/things?search=zzz");
  expect(await screen.findByText("Nothing found")).toBeVisible();
  await user.click(screen.getAllByRole("button", { name: "Clear filters" })[0]!);
  expect(await screen.findByText("There are no things yet")).toBeVisible();
  for (const link of screen.getAllByRole("link", { name: "New thing" })) {
    expect(link).toHaveAttribute("href", "/things/new");
  }
});

test("a list that could not be fetched is fetched again on demand", async () => {
  list.mockRejectedValueOnce(new AxiosError("Network Error"));
  const user = show();
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Anvil")).toBeVisible();
});

test("deleted records are restored from the bin", async () => {
  const user = show("/things?deleted=true", { readable: [...READABLE, "deleted_at"] });
  await user.click(await screen.findByRole("button", { name: "Actions for Anvil" }));
  expect(screen.getByText("Deleted at")).toBeVisible();
  expect(lastQuery()).toMatchObject({ deleted: true });
  await user.click(screen.getByRole("menuitem", { name: "Restore" }));
  await waitFor(() => expect(bulkRestore.mock.lastCall?.[0].body).toEqual({ ids: ["1"] }));
});

test("a list that is too long to be counted says so, and can be paged through", async () => {
  const next = "http://localhost/things/?page=401";
  const page = { count: 10_000, count_is_exact: false, next, results: stored };
  list.mockResolvedValue({ data: page });
  const user = show("/things?page=401");
  expect(await screen.findByText("10,001–10,003 of more than 10,000")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Next page" }));
  expect(location.search).toBe("?page=402");
});
