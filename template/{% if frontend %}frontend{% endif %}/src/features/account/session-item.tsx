"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { toast } from "sonner";
import { useFormatter, useNow, useTranslations } from "use-intl";

import {
  authSessionsEndMutation,
  authSessionsListQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import type { AuthSession } from "@/api/generated/types.gen";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";

import { deviceOf } from "./device";

const TIME = { dateStyle: "medium", timeStyle: "short" } as const;
const MINUTE = 60_000;

export function SessionItem({ session }: { session: AuthSession }) {
  const t = useTranslations("account");
  const format = useFormatter();
  const now = useNow({ updateInterval: MINUTE });
  const queryClient = useQueryClient();
  const { browser, system, isPhone } = deviceOf(session.user_agent);
  const Icon = isPhone ? Smartphone : Monitor;
  const device =
    browser && system
      ? t("device", { browser, system })
      : (browser ?? system ?? t("device_unknown"));
  const seen = new Date(session.last_seen_at);
  const end = useMutation({
    ...authSessionsEndMutation(),
    onSuccess: () => {
      toast.success(t("session_ended"));
      return queryClient.invalidateQueries({ queryKey: authSessionsListQueryKey() });
    },
    onError: useProblemToast(),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 p-4">
      <Icon className="text-secondary size-5 shrink-0" aria-hidden />
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {device}
          {session.is_current && <Badge>{t("session_current")}</Badge>}
        </p>
        <p className="text-secondary text-sm">
          {t.rich("session_seen", {
            ip: session.ip,
            time: () => (
              <time dateTime={session.last_seen_at} title={format.dateTime(seen, TIME)}>
                {format.relativeTime(seen < now ? seen : now, now)}
              </time>
            ),
          })}
        </p>
      </div>
      {!session.is_current && (
        <Button
          size="small"
          aria-label={t("session_end_it", { device })}
          isBusy={end.isPending}
          onClick={() => end.mutate({ path: { id: session.id } })}
        >
          {t("session_end")}
        </Button>
      )}
    </li>
  );
}
