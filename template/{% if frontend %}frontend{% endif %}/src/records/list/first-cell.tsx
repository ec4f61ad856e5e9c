import Link from "next/link";

import { LineCell } from "../cell";
import type { FieldDefinition } from "../definition";
import { isEmpty } from "../format";

type FirstCellProps = {
  field: FieldDefinition;
  value: unknown;
  title: string;
  href: string | undefined;
};

/** What a row is known by; it leads to the record. */
export function FirstCell({ field, value, title, href }: FirstCellProps) {
  const content = isEmpty(value) ? title : <LineCell field={field} value={value} isLinked />;
  if (!href) return <span className="block truncate font-medium">{content}</span>;
  return (
    // Records are not fetched before they are asked for: a look may be a line in the audit trail.
    <Link
      href={href}
      prefetch={false}
      className="block truncate rounded-sm font-medium underline-offset-4 hover:underline"
    >
      {content}
    </Link>
  );
}
