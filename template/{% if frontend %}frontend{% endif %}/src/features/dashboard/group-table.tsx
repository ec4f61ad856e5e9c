"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";

import { COLORLESS, type Slice } from "./slices";

type GroupTableProps = { label: string; slices: Slice[]; others: number };

/** The figures of a chart, which also explain its colours. */
export function GroupTable({ label, slices, others }: GroupTableProps) {
  const t = useTranslations("dashboard");
  const format = useFormatter();
  return (
    <table className="w-full">
      <caption className="sr-only">{label}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t("value")}</th>
          <th scope="col">{t("count")}</th>
        </tr>
      </thead>
      <tbody>
        {slices.map(({ value, label, count, color, href }) => (
          <tr key={String(value)} className="group/row">
            <th scope="row" className="max-w-0 py-1 pr-3 text-left font-normal">
              <span className="flex items-center gap-2">
                <Dot color={color} />
                {href ? (
                  <Link
                    className="truncate rounded-sm underline-offset-4 hover:underline"
                    href={href}
                  >
                    {label}
                  </Link>
                ) : (
                  <span className="text-secondary truncate">{label ?? t("none")}</span>
                )}
              </span>
            </th>
            <td className="w-0 py-1 text-right font-medium tabular-nums">{format.number(count)}</td>
          </tr>
        ))}
        {others > 0 && (
          <tr>
            <th scope="row" className="text-secondary py-1 text-left font-normal">
              <span className="flex items-center gap-2">
                <Dot color={COLORLESS} />
                {t("others")}
              </span>
            </th>
            <td className="py-1 text-right font-medium tabular-nums">{format.number(others)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Dot({ color }: { color: string }) {
  return (
    <span
      className="size-2.5 shrink-0 rounded-full opacity-80"
      style={{ background: color }}
      aria-hidden
    />
  );
}
