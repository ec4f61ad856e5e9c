"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authInvitationsCreateMutation,
  authInvitationsListQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import type { InvitationInput } from "@/api/generated/types.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";

import { RoleOptions } from "./role-options";

export function InviteForm() {
  const t = useTranslations("members");
  const queryClient = useQueryClient();
  const form = useForm<InvitationInput>({ defaultValues: { email: "", role: "member" } });
  const { general, show, clear } = useServerErrors(form);
  const invite = useMutation({
    ...authInvitationsCreateMutation(),
    onMutate: clear,
    onSuccess: ({ email, role }) => {
      toast.success(t("invited", { email }));
      form.reset({ email: "", role });
      form.setFocus("email");
      return queryClient.invalidateQueries({ queryKey: authInvitationsListQueryKey() });
    },
    onError: show,
  });
  return (
    <form
      method="post"
      noValidate
      className="grid gap-3"
      onSubmit={form.handleSubmit((body) => invite.mutate({ body }))}
    >
      <GeneralProblems messages={general} />
      <div className="grid items-start gap-3 sm:grid-cols-[1fr_10rem_auto]">
        <FormField control={form.control} name="email" label={t("email")}>
          {(control) => (
            <Input {...control} {...form.register("email")} type="email" autoComplete="off" />
          )}
        </FormField>
        <FormField control={form.control} name="role" label={t("role")}>
          {(control) => <RoleOptions {...control} {...form.register("role")} />}
        </FormField>
        <Button type="submit" look="primary" className="sm:mt-6" isBusy={invite.isPending}>
          <Send aria-hidden />
          {t("invite")}
        </Button>
      </div>
    </form>
  );
}
