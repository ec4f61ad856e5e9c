"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authConnectionsBeginCreateMutation,
  authConnectionsDestroyMutation,
  authConnectionsListOptions,
  authConnectionsListQueryKey,
  authProvidersListOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";

/** Accounts at providers that the user can sign in by. */
export function ConnectionsSection() {
  const t = useTranslations("social");
  const queryClient = useQueryClient();
  const onError = useProblemToast();
  const providers = useQuery(authProvidersListOptions());
  const connections = useQuery(authConnectionsListOptions());
  const begin = useMutation({
    ...authConnectionsBeginCreateMutation(),
    onSuccess: ({ url }) => location.assign(url),
    onError,
  });
  const disconnect = useMutation({
    ...authConnectionsDestroyMutation(),
    onSuccess: () => {
      toast.success(t("disconnected"));
      return queryClient.invalidateQueries({ queryKey: authConnectionsListQueryKey() });
    },
    onError,
  });
  const offered = providers.data?.filter(({ by_redirect }) => by_redirect) ?? [];
  if (!connections.data || offered.length === 0) return null;
  return (
    <Section title={t("connections")} description={t("connections_help")} isFlush>
      <ul className="divide-border divide-y">
        {offered.map(({ id, name }) => {
          const connection = connections.data.find(({ provider }) => provider === id);
          return (
            <li key={id} className="flex flex-wrap items-center justify-between gap-3 p-4">
              <div className="min-w-0">
                <p className="font-medium">{name}</p>
                {connection && (
                  <p className="text-secondary text-sm wrap-anywhere">{connection.name}</p>
                )}
              </div>
              {connection ? (
                <Button
                  size="small"
                  aria-label={t("disconnect_it", { provider: name })}
                  isBusy={disconnect.isPending}
                  onClick={() => disconnect.mutate({ path: { id: connection.id } })}
                >
                  {t("disconnect")}
                </Button>
              ) : (
                <Button
                  size="small"
                  aria-label={t("connect_it", { provider: name })}
                  isBusy={begin.isPending}
                  onClick={() => begin.mutate({ path: { provider: id } })}
                >
                  {t("connect")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
