import type { FieldDefinition, Sending } from "../definition";

type Fields = Record<string, FieldDefinition>;
type Values = Record<string, unknown>;

/** How values are sent: as JSON, or with files as multipart. */
export function bodyOf(
  fields: Fields,
  values: Values,
  onProgress: (share: number) => void,
): Sending & { body: Values } {
  if (!hasFile(values)) return { body: values };
  return {
    body: values,
    bodySerializer: () => multipart(fields, values),
    headers: { "Content-Type": null }, // the browser's, which knows the boundary
    onUploadProgress: ({ loaded, total }: { loaded: number; total?: number }) =>
      onProgress(total ? loaded / total : 0),
  };
}

/** A multipart body cannot say that a list is empty: such values go ahead of the files. */
export function inParts(values: Values): Values[] {
  const entries = Object.entries(values);
  const isEmptied = ([, value]: [string, unknown]) => Array.isArray(value) && value.length === 0;
  if (!hasFile(values) || !entries.some(isEmptied)) return [values];
  return [
    Object.fromEntries(entries.filter(([, value]) => !(value instanceof File))),
    Object.fromEntries(entries.filter(([, value]) => value instanceof File)),
  ];
}

function hasFile(values: Values): boolean {
  return Object.values(values).some((value) => value instanceof File);
}

function multipart(fields: Fields, values: Values): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) {
    if (value instanceof File) data.append(name, value);
    else if (fields[name]?.kind === "json") data.append(name, JSON.stringify(value));
    else if (Array.isArray(value)) value.forEach((item) => data.append(name, String(item)));
    else data.append(name, value === null ? "" : String(value));
  }
  return data;
}
