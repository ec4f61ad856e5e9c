"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authSessionsEndOthersMutation,
  authSessionsListOptions,
  authSessionsListQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { useProblemToast } from "@/lib/problem-toast";

import { SessionItem } from "./session-item";

/** Where the user is signed in, the device at hand first. */
export function SessionsSection() {
  const t = useTranslations("account");
  const queryClient = useQueryClient();
  const sessions = useQuery({
    ...authSessionsListOptions(),
    select: (all) =>
      all.toSorted(
        (one, other) =>
          Number(other.is_current) - Number(one.is_current) ||
          other.last_seen_at.localeCompare(one.last_seen_at),
      ),
  });
  const endOthers = useMutation({
    ...authSessionsEndOthersMutation(),
    onSuccess: () => {
      toast.success(t("sessions_ended"));
      return queryClient.invalidateQueries({ queryKey: authSessionsListQueryKey() });
    },
    onError: useProblemToast(),
  });
  const hasOthers = (sessions.data?.length ?? 0) > 1;
  return (
    <Section
      title={t("sessions")}
      description={t("sessions_help")}
      isFlush
      action={
        hasOthers && (
          <Button size="small" isBusy={endOthers.isPending} onClick={() => endOthers.mutate({})}>
            {t("sessions_end_others")}
          </Button>
        )
      }
    >
      {sessions.isPending && <Skeleton className="m-4 h-10" />}
      {sessions.isError && <ErrorState error={sessions.error} retry={sessions.refetch} />}
      {sessions.data && (
        <ul className="divide-border divide-y">
          {sessions.data.map((session) => (
            <SessionItem key={session.id} session={session} />
          ))}
        </ul>
      )}
    </Section>
  );
}
