"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { authMembersListOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Section } from "@/components/section";
import { Pager } from "@/components/ui/pager";
import { ErrorState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";

import { MemberRow } from "./member-row";

const PAGE_SIZE = 25;

/** The people in the active workspace. */
export function MembersSection() {
  const t = useTranslations("members");
  const [page, setPage] = useState(1);
  const members = useQuery({
    ...authMembersListOptions({ query: { page, page_size: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={t("members")} description={t("members_help")} isFlush>
      {members.isPending && <Skeleton className="m-4 h-10" />}
      {members.isError && <ErrorState error={members.error} retry={members.refetch} />}
      {members.data && (
        <>
          <div className="overflow-x-auto">
            <table className="w-full text-left">
              <thead className="bg-surface text-secondary border-b text-sm">
                <tr>
                  <th scope="col" className="px-4 py-2 font-medium">
                    {t("name")}
                  </th>
                  <th scope="col" className="px-4 py-2 font-medium">
                    {t("role")}
                  </th>
                  <th
                    scope="col"
                    className="hidden px-4 py-2 font-medium whitespace-nowrap sm:table-cell"
                  >
                    {t("since")}
                  </th>
                  <th scope="col" className="w-12">
                    <span className="sr-only">{t("actions")}</span>
                  </th>
                </tr>
              </thead>
              <tbody className="divide-border divide-y">
                {members.data.results.map((member) => (
                  <MemberRow key={member.id} member={member} />
                ))}
              </tbody>
            </table>
          </div>
          {members.data.count > PAGE_SIZE && (
            <div className="border-t px-4 py-2">
              <Pager page={page} pageSize={PAGE_SIZE} count={members.data.count} onPage={setPage} />
            </div>
          )}
        </>
      )}
    </Section>
  );
}
