"use client";

import type { LucideIcon } from "lucide-react";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { generalMessages, problemOf } from "@/api/errors";

import { Button } from "./button";

type EmptyStateProps = {
  Icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
};

/** There is nothing, and what can be done about that. */
export function EmptyState({ Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-1 px-6 py-16 text-center">
      <div className="bg-muted mb-3 rounded-full p-3">
        <Icon className="text-secondary size-5" aria-hidden />
      </div>
      <p className="font-medium">{title}</p>
      {children && <p className="text-secondary max-w-sm text-sm">{children}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}

/** Something could not be fetched; it can be tried again. */
export function ErrorState({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations();
  const problem = problemOf(error);
  const [message] = generalMessages(problem);
  const isOffline = problem.code === "offline";
  return (
    <div role="alert">
      <EmptyState
        Icon={CircleAlert}
        title={message ?? t(isOffline ? "problems.offline" : "problems.server_error")}
        action={<Button onClick={retry}>{t("actions.retry")}</Button>}
      />
    </div>
  );
}
