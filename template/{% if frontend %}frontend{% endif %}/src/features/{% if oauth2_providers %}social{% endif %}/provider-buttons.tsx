"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import {
  authProvidersBeginCreateMutation,
  authProvidersListOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";

/** Ways to sign in, or up, by the providers that this server has keys for. */
export function ProviderButtons() {
  const t = useTranslations("social");
  const providers = useQuery(authProvidersListOptions());
  const begin = useMutation({
    ...authProvidersBeginCreateMutation(),
    onSuccess: ({ url }) => location.assign(url),
    onError: useProblemToast(),
  });
  const offered = providers.data?.filter(({ by_redirect }) => by_redirect) ?? [];
  if (offered.length === 0) return null;
  return (
    <div className="grid gap-3">
      <p className="text-secondary before:border-border after:border-border flex items-center gap-3 text-sm before:flex-1 before:border-t after:flex-1 after:border-t">
        {t("or")}
      </p>
      {offered.map(({ id, name }) => (
        <Button
          key={id}
          isBusy={begin.isPending && begin.variables.path.provider === id}
          onClick={() => begin.mutate({ path: { provider: id }, body: {} })}
        >
          {t("sign_in_by", { provider: name })}
        </Button>
      ))}
    </div>
  );
}
