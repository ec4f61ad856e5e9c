import type { AxiosResponse } from "axios";

import type { Client } from "@/api/generated/client";
import type { RecordReference } from "@/api/generated/types.gen";

/** What every record has. */
export type AnyRecord = { id: string; created_at: string; updated_at: string };

export type Page<Item> = {
  count: number;
  /** Of long lists, only the first thousands are counted. */
  count_is_exact?: boolean;
  /** The address of the next page, if there is one. */
  next?: string | null;
  results: Item[];
};

type Common = {
  label: string;
  help?: string;
  placeholder?: string;
  isRequired?: boolean;
  /** Shown, never asked for: the server fills it in. */
  isReadOnly?: boolean;
  /** Asked for when a record is made, and never again. */
  isWriteOnce?: boolean;
  /** What a new record has unless the form says otherwise. */
  default?: unknown;
};

type Text = { minLength?: number; maxLength?: number; pattern?: string };
type Numeric = { min?: string; max?: string };
type Choices = Record<string, string>;

export type FieldDefinition = Common &
  (
    | ({ kind: "text" | "email" | "url" | "phone" | "long_text" } & Text)
    /** `from` is the field that it is made of, until somebody writes another. */
    | ({ kind: "slug"; from?: string } & Text)
    | ({ kind: "integer" | "big_integer" | "float" } & Numeric)
    | ({ kind: "decimal"; places: number } & Numeric)
    | ({ kind: "date" | "datetime" } & Numeric)
    | { kind: "boolean" | "time" | "duration" | "uuid" | "json" | "file" | "image" }
    | { kind: "array"; of: ScalarKind; choices?: Choices }
    | { kind: "choice"; choices: Choices }
    /** `to` is a key of the registry. */
    | { kind: "reference" | "references"; to: string }
  );

export type FieldKind = FieldDefinition["kind"];

type ScalarKind = Exclude<
  FieldKind,
  "array" | "reference" | "references" | "file" | "image" | "json"
>;

/* Functions of the generated client, as far as the screens need to know them. Methods, since each
   endpoint has parameters of its own, and the screens make only such as it has. */
type Reply<Data> = Promise<AxiosResponse<Data>>;
type Call = {
  throwOnError: true;
  signal?: AbortSignal;
  /** Who asks, if it is not the browser. */
  client?: Client;
};
type ById = Call & { path: { id: string } };
type Download = Call & { query?: Record<string, unknown>; responseType: "blob" };
/** How a body with files is sent: as multipart, telling how far it has come. */
export type Sending = {
  headers?: Record<string, string | null>;
  bodySerializer?: (body: unknown) => unknown;
  onUploadProgress?: (event: { loaded: number; total?: number }) => void;
};
/** The version that a change is about, where the entity is versioned. */
type Change = ById & { headers: { "If-Match": string } };

/** Nothing comes back to a role that may change a record and not read it. */
type Changed<Item> = Reply<Item | void>;

export type EntityApi<Item extends AnyRecord, Input> = {
  list?(options: Call & { query?: Record<string, unknown> }): Reply<Page<Item>>;
  retrieve?(options: ById): Reply<Item>;
  /** A record in the bin. */
  retrieveDeleted?(options: ById & { query: { deleted: boolean } }): Reply<Item>;
  create?(options: Call & Sending & { body: Input }): Reply<Item>;
  update?(options: Change & Sending & { body: Partial<Input> }): Changed<Item>;
  remove?(options: Change): Reply<unknown>;
  restore?(options: Change): Changed<Item>;
  history?(options: ById & { query?: Record<string, unknown> }): Reply<Page<RecordChange>>;
  bulkRemove?(options: Call & { body: { ids: string[] } }): Reply<unknown>;
  bulkRestore?(options: Call & { body: { ids: string[] } }): Reply<unknown>;
  /** What the list shows, all pages of it, as CSV. */
  export?(options: Download): Reply<Blob | File | string>;
  /** How many records there are for each value of a field; which fields, differs by entity. */
  summary?(options: Call & { query: { by: never } }): Reply<Summary>;
};

/** The groups, the largest first; `others` are records in groups beyond the last. */
export type Summary = {
  groups: { value: unknown; label: string | null; count: number }[];
  others: number;
};

export type RecordChange = {
  id: string | number;
  created_at: string;
  action: string;
  /** Nobody, where the product did it by itself. */
  actor: RecordReference | null;
  /** By field: before and after, or null where the values are not kept. */
  changes: Record<string, unknown[] | null>;
};

export type TransitionDefinition<Item extends AnyRecord = AnyRecord> = {
  name: string;
  label: string;
  from: string[];
  run(options: Change): Changed<Item>;
};

export type EntityDefinition<Item extends AnyRecord = AnyRecord, Input = never> = {
  /** Its key in the registry and in the permissions of the session, such as `patient`. */
  entity: string;
  /** Where its screens are, such as `/patients`. */
  path: string;
  /** In the middle of a sentence: `patient`, `patients`. */
  label: string;
  pluralLabel: string;
  title(item: Item): string;
  /** In display order. */
  fields: Record<string, FieldDefinition>;
  columns: string[];
  filters: string[];
  ordering: string[];
  isSearchable: boolean;
  /** Names of fields, as the detail page groups them. */
  sections: string[][];
  /** Lists below the detail page: entities of the registry, by the field that points here. */
  related: { entity: string; field: string }[];
  /** A change names the version that it is about, by its ETag. */
  isVersioned: boolean;
  /** Deleted records wait in a bin, from which they come back. */
  hasBin: boolean;
  workflow?: { field: string; transitions: TransitionDefinition<Item>[] };
  api: EntityApi<Item, Input>;
};

export function defineEntity<Item extends AnyRecord, Input>(
  definition: EntityDefinition<Item, Input>,
): EntityDefinition<Item, Input> {
  return definition;
}

export function isReference(value: unknown): value is RecordReference {
  return typeof value === "object" && value !== null && "id" in value && "label" in value;
}
