"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";

import type { RecordReference } from "@/api/generated/types.gen";

import { useEntity } from "../use-entity";

/** Another record: by its name, which leads to it, or a word on why there is none. */
export function ReferenceValue({ to, reference }: { to: string; reference: RecordReference }) {
  const t = useTranslations("record");
  const { data: definition } = useEntity(to);
  if (reference.label === null) return <span className="text-secondary">{t("no_access")}</span>;
  if (!definition?.api.retrieve) return reference.label;
  return (
    <Link
      href={`${definition.path}/${reference.id}`}
      className="text-primary underline-offset-4 hover:underline"
    >
      {reference.label}
    </Link>
  );
}
