"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { authInvitationsListOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Section } from "@/components/section";
import { Pager } from "@/components/ui/pager";
import { ErrorState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { useSession } from "@/lib/session";

import { InvitationItem } from "./invitation-item";
import { InviteForm } from "./invite-form";

const PAGE_SIZE = 25;

/** Who was invited and has not come yet; for those who may see that. */
export function InvitationsSection() {
  const abilities = useSession().workspace_permissions.invitations;
  return abilities.includes("list") ? <Invitations /> : null;
}

function Invitations() {
  const t = useTranslations("members");
  const abilities = useSession().workspace_permissions.invitations;
  const [page, setPage] = useState(1);
  const invitations = useQuery({
    ...authInvitationsListOptions({ query: { page, page_size: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={t("invitations")} description={t("invitations_help")} isFlush>
      {abilities.includes("create") && (
        <div className="border-b p-4">
          <InviteForm />
        </div>
      )}
      {invitations.isPending && <Skeleton className="m-4 h-10" />}
      {invitations.isError && <ErrorState error={invitations.error} retry={invitations.refetch} />}
      {invitations.data?.count === 0 && (
        <p className="text-secondary px-4 py-6 text-center text-sm">{t("invitations_none")}</p>
      )}
      {invitations.data && (
        <ul className="divide-border divide-y">
          {invitations.data.results.map((invitation) => (
            <InvitationItem key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      )}
      {invitations.data && invitations.data.count > PAGE_SIZE && (
        <div className="border-t px-4 py-2">
          <Pager page={page} pageSize={PAGE_SIZE} count={invitations.data.count} onPage={setPage} />
        </div>
      )}
    </Section>
  );
}
