import type { AnyRecord, EntityDefinition, FieldDefinition } from "../definition";
import { ifMatch, versioned, type VersionedRecord } from "../record-query";
import { bodyOf, inParts } from "./multipart";

type Saving = {
  fields: Record<string, FieldDefinition>;
  values: Record<string, unknown>;
  onProgress: (share: number) => void;
};

export async function createRecord<Item extends AnyRecord, Input>(
  { api }: EntityDefinition<Item, Input>,
  { fields, values, onProgress }: Saving,
  idempotencyKey: string,
): Promise<VersionedRecord<Item>> {
  const { body, headers, ...sending } = bodyOf(fields, values, onProgress);
  return versioned(
    await api.create!({
      ...sending,
      body: body as Input,
      headers: { ...headers, "Idempotency-Key": idempotencyKey },
      throwOnError: true,
    }),
  );
}

export async function updateRecord<Item extends AnyRecord, Input>(
  { api }: EntityDefinition<Item, Input>,
  { fields, values, onProgress }: Saving,
  { item, version }: VersionedRecord<Item>,
): Promise<VersionedRecord<Item>> {
  let saved: VersionedRecord<Item> = { item, version };
  for (const part of inParts(values)) {
    const { body, headers, ...sending } = bodyOf(fields, part, onProgress);
    saved = versioned(
      await api.update!({
        ...sending,
        path: { id: item.id },
        body: body as Partial<Input>,
        headers: { ...headers, ...ifMatch(saved.version) },
        throwOnError: true,
      }),
      saved.item,
    );
  }
  return saved;
}
