import type { AnyRecord, EntityDefinition, FieldDefinition } from "../definition";

export type FormFields = {
  /** What is filled in. */
  fields: Record<string, FieldDefinition>;
  /** Their names in groups, as they stand on the page. */
  groups: string[][];
  /** What was said once and stays as it is. */
  fixed: string[];
};

/** The fields that a role fills in, grouped as the detail page groups them. */
export function formFields<Item extends AnyRecord, Input>(
  definition: EntityDefinition<Item, Input>,
  writable: string[],
  isNew: boolean,
): FormFields {
  const names = Object.keys(definition.fields).filter((name) => {
    const { isReadOnly } = definition.fields[name]!;
    return writable.includes(name) && !isReadOnly && name !== definition.workflow?.field;
  });
  const isFixed = (name: string) => !isNew && Boolean(definition.fields[name]?.isWriteOnce);
  const asked = names.filter((name) => !isFixed(name));
  const grouped = definition.sections.flat();
  const groups = [
    ...definition.sections.map((section) => section.filter((name) => asked.includes(name))),
    asked.filter((name) => !grouped.includes(name)),
  ];
  return {
    fields: Object.fromEntries(asked.map((name) => [name, definition.fields[name]!])),
    groups: groups.filter((group) => group.length > 0),
    fixed: names.filter(isFixed),
  };
}
