import { expect, test } from "vitest";

import type { FieldDefinition } from "../definition";
import { filterQuery, listState, offerOf, pageQuery } from "./query";

const ID = "9d653e38-a6cb-45db-800f-6ab7fff47a8c";

const fields: Record<string, FieldDefinition> = {
  name: { kind: "text", label: "Name" },
  status: { kind: "choice", label: "Status", choices: { NEW: "New", OLD: "Old" } },
  price: { kind: "decimal", label: "Price", places: 2 },
  due: { kind: "date", label: "Due" },
  starts_at: { kind: "datetime", label: "Starts at" },
  owner: { kind: "reference", label: "Owner", to: "person" },
  is_open: { kind: "boolean", label: "Open" },
};
const names = Object.keys(fields);

function offer({ readable = names, operations = ["list", "delete"] } = {}) {
  const listed = { fields, columns: names, filters: names, ordering: ["name"] };
  return offerOf({ ...listed, isSearchable: true, hasBin: true }, { readable, operations });
}

function asked(search: string, offered = offer()) {
  return pageQuery(offered, listState(offered, new URLSearchParams(search)));
}

test("an address becomes a question to the API", () => {
  const address = `page=3&page_size=50&search=mug&ordering=-name&status__in=NEW,OLD&price__gte=1.50&due__lte=2026-02-28&owner=${ID}&is_open=false&name__icontains=a&deleted=true`;
  expect(asked(address)).toEqual({
    page: 3,
    page_size: 50,
    search: "mug",
    ordering: ["-name"],
    status__in: ["NEW", "OLD"],
    price__gte: "1.50",
    due__lte: "2026-02-28",
    owner: ID,
    is_open: "false",
    name__icontains: "a",
    deleted: true,
  });
});

test.each([
  "page=0",
  "page=-1",
  "page=1e9",
  "page=two",
  "page_size=1000",
  "ordering=price",
  "ordering=--name",
  "status__in=constructor,GONE",
  "status=NEW",
  "price__gte=cheap",
  "due__lte=2026-99-99",
  "starts_at__gte=yesterday",
  "owner=1",
  "is_open=maybe",
  "deleted=yes",
  "workspace=1",
])("%s is left out", (junk) => {
  expect(asked(junk)).toEqual({ page: 1, page_size: 25 });
});

test("of several choices, those that exist are kept", () => {
  expect(asked("status__in=OLD,GONE")).toMatchObject({ status__in: ["OLD"] });
});

test("days of moments begin and end where the user is", () => {
  const query = asked("starts_at__gte=2026-03-29&starts_at__lte=2026-03-29");
  const from = new Date(String(query.starts_at__gte));
  const to = new Date(String(query.starts_at__lte));
  expect([from.getDate(), from.getHours()]).toEqual([29, 0]);
  expect([to.getDate(), to.getHours(), to.getMinutes()]).toEqual([29, 23, 59]);
});

test("a role is offered nothing by fields that it may not read", () => {
  const offered = offer({ readable: ["status"] });
  expect(offered).toMatchObject({ columns: ["status"], filters: ["status"], ordering: [] });
  expect(asked("price__gte=1&ordering=name&status__in=NEW", offered)).toEqual({
    page: 1,
    page_size: 25,
    status__in: ["NEW"],
  });
});

test("the bin is for those who may delete", () => {
  expect(asked("deleted=true", offer({ operations: ["list"] }))).not.toHaveProperty("deleted");
});

test("only columns of the list can be hidden", () => {
  const { hidden } = listState(offer(), new URLSearchParams("hide=due,nothing,price"));
  expect(hidden).toEqual(["due", "price"]);
});

test("an export has the filters of the list, and no page", () => {
  const offered = offer();
  const state = listState(offered, new URLSearchParams("page=2&search=a&ordering=name"));
  expect(filterQuery(offered, state)).toEqual({ search: "a", ordering: ["name"] });
});
