"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { authMeDestroyMutation } from "@/api/generated/@tanstack/react-query.gen";
import { ActionRow } from "@/components/action-row";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";
import { useSession } from "@/lib/session";

export function DeleteAccount() {
  const t = useTranslations("account");
  const router = useRouter();
  const queryClient = useQueryClient();
  const { email } = useSession();
  const onError = useProblemToast();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    ...authMeDestroyMutation(),
    onSuccess: () => {
      queryClient.clear();
      router.replace("/login");
    },
    onError: (error) => {
      setAsking(false);
      onError(error);
    },
  });
  return (
    <Section title={t("delete")} isDangerous>
      <ActionRow help={t("delete_help")}>
        <Button look="danger" onClick={() => setAsking(true)}>
          {t("delete")}
        </Button>
      </ActionRow>
      <ConfirmDialog
        isOpen={isAsking}
        isBusy={remove.isPending}
        title={t("delete_title")}
        description={t("delete_confirm", { email })}
        action={t("delete")}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate({})}
      />
    </Section>
  );
}
