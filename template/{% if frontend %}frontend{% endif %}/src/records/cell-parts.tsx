"use client";

import { Check, Minus, Paperclip } from "lucide-react";
import Image from "next/image";
import Link from "next/link";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";

import type { RecordReference, StoredFile } from "@/api/generated/types.gen";
import { NAVIGATION } from "@/components/layout/navigation";
import { Badge } from "@/components/ui/badge";
import { useAbilities } from "@/lib/session";

import type { FieldDefinition } from "./definition";

const LINK = "text-primary underline-offset-4 hover:underline";

type ChoiceProps = {
  field: FieldDefinition & { kind: "choice" };
  value: string;
  children: ReactNode;
};

/** A choice has the colour of its place, so it is the same on every screen. */
export function Choice({ field, value, children }: ChoiceProps) {
  return <Badge place={Object.keys(field.choices).indexOf(value)}>{children}</Badge>;
}

export function Flag({ isSet, children }: { isSet: boolean; children: ReactNode }) {
  const Icon = isSet ? Check : Minus;
  return (
    <span className={isSet ? undefined : "text-secondary"}>
      <Icon className="mr-1.5 inline size-3.5 align-[-0.125em]" aria-hidden />
      {children}
    </span>
  );
}

/** A moment; its exact time and zone are told to those who point at it. */
export function Moment({ value, children }: { value: string; children: ReactNode }) {
  const format = useFormatter();
  const exact = format.dateTime(new Date(value), { dateStyle: "full", timeStyle: "long" });
  return (
    <time dateTime={value} title={exact}>
      {children}
    </time>
  );
}

/** A link to somewhere else: another site, a mail program, a telephone. */
export function Away({ href, children }: { href: string; children: ReactNode }) {
  const isSite = href.startsWith("http");
  return (
    <a className={LINK} href={href} {...(isSite && { target: "_blank", rel: "noreferrer" })}>
      {children}
    </a>
  );
}

export function Reference({ to, reference }: { to: string; reference: RecordReference }) {
  const t = useTranslations("values");
  const { operations } = useAbilities(to);
  const path = NAVIGATION.find(({ entity }) => entity === to)?.href;
  if (reference.label === null) return <span className="text-secondary">{t("hidden")}</span>;
  if (!path || !operations.includes("retrieve")) return reference.label;
  return (
    <Link className={LINK} href={`${path}/${reference.id}`}>
      {reference.label}
    </Link>
  );
}

export function Several({ children }: { children: ReactNode }) {
  return <span className="flex flex-wrap gap-x-3 gap-y-1.5">{children}</span>;
}

export function Download({ file: { name, url } }: { file: StoredFile }) {
  const icon = <Paperclip className="mr-1.5 inline size-3.5 align-[-0.125em]" aria-hidden />;
  if (!url) {
    return (
      <span>
        {icon}
        {name}
      </span>
    );
  }
  return (
    <a className={LINK} href={url} download={name}>
      {icon}
      {name}
    </a>
  );
}

export function Picture({ file, isSmall = false }: { file: StoredFile; isSmall?: boolean }) {
  if (!file.url) return file.name;
  const size = isSmall ? 32 : 320;
  return (
    <Image
      // Only the API may hand it out, to those who may see it.
      unoptimized
      src={file.url}
      alt={file.name}
      width={size}
      height={size}
      className={isSmall ? "size-8 rounded-md object-cover" : "h-auto max-w-full rounded-lg border"}
    />
  );
}
