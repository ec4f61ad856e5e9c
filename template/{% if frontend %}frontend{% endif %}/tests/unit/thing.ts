import type { EntityAbilities } from "@/api/generated/types.gen";
import { http } from "@/api/http";
import { defineEntity, type AnyRecord, type FieldDefinition } from "@/records/definition";

/** A record of no product in particular. */
export type Thing = AnyRecord & Record<string, unknown>;

export const THING_ID = "5f7c1d5e-6f0e-4a53-9c3e-0a4d3f2b1c00";
export const thingFields: Record<string, FieldDefinition> = {
  name: { kind: "text", label: "Name", isRequired: true, maxLength: 20 },
  amount: { kind: "decimal", label: "Amount", places: 2 },
  tags: { kind: "array", label: "Tags", of: "text" },
  owner: { kind: "reference", label: "Owner", to: "thing" },
  state: {
    kind: "choice",
    label: "State",
    isReadOnly: true,
    choices: { NEW: "New", OPEN: "Open", DONE: "Done" },
  },
};

export const thing: Thing = {
  id: THING_ID,
  name: "Lamp",
  amount: "1.50",
  tags: ["old"],
  owner: null,
  state: "NEW",
  created_at: "2026-01-01T10:00:00Z",
  updated_at: "2026-01-01T10:00:00Z",
};

const at = ({ path: { id } }: { path: { id: string } }, rest = "") => `/api/things/${id}/${rest}`;

export const thingDefinition = defineEntity<Thing, Record<string, unknown>>({
  entity: "thing",
  path: "/things",
  label: "thing",
  pluralLabel: "things",
  title: ({ name }) => String(name),
  fields: thingFields,
  columns: ["name", "state"],
  filters: ["owner"],
  ordering: ["name"],
  isSearchable: true,
  sections: [["name", "amount", "tags", "owner", "state"]],
  related: [],
  isVersioned: true,
  hasBin: true,
  workflow: {
    field: "state",
    transitions: [
      {
        name: "open",
        label: "Begin",
        from: ["NEW"],
        run: (options) => http.post(at(options, "open/")),
      },
      {
        name: "drop",
        label: "Drop",
        from: ["NEW"],
        run: (options) => http.post(at(options, "drop/")),
      },
      {
        name: "finish",
        label: "Finish",
        from: ["OPEN"],
        run: (options) => http.post(at(options, "finish/")),
      },
    ],
  },
  api: {
    list: ({ query, signal }) => http.get("/api/things/", { params: query, signal }),
    retrieve: (options) => http.get(at(options)),
    create: ({ body, headers }) => http.post("/api/things/", body, { headers }),
    update: ({ body, headers, ...options }) => http.patch(at(options), body, { headers }),
    remove: ({ headers, ...options }) => http.delete(at(options), { headers }),
  },
});

/** What somebody may do who may do everything. */
export const allAbilities: EntityAbilities = {
  operations: ["list", "retrieve", "create", "update", "delete"],
  readable: ["id", ...Object.keys(thingFields), "created_at", "updated_at"],
  writable: Object.keys(thingFields),
  transitions: ["open", "drop", "finish"],
};
