"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import { messagesIn, problemOf, type Problem } from "@/api/errors";
import { authInvitationsListQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { authInvitationsCreate } from "@/api/generated/sdk.gen";
import type { InvitationRole } from "@/api/generated/types.gen";
import { FormField } from "@/components/form-field";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { useProblemMessages } from "@/lib/problem-messages";
import { useSession } from "@/lib/session";
import { PRODUCT } from "@/product";

import { addressesIn } from "./addresses";
import { StepHeading } from "./step-heading";

type Values = { addresses: string; role: InvitationRole };
type Refusal = { email: string; problem: Problem };

export function InviteStep({ onDone }: { onDone: () => void }) {
  const t = useTranslations("onboarding");
  const queryClient = useQueryClient();
  const messagesOf = useProblemMessages();
  const { grantable_roles: roles } = useSession().workspace_permissions;
  const form = useForm<Values>({ defaultValues: { addresses: "", role: "member" } });
  const invite = useMutation({
    mutationFn: async ({ addresses, role }: Values) => {
      const refusals: Refusal[] = [];
      // One after the other: who invites many at once meets the limit with the last ones only.
      for (const email of addressesIn(addresses)) {
        await authInvitationsCreate({ body: { email, role }, throwOnError: true }).catch((error) =>
          refusals.push({ email, problem: problemOf(error) }),
        );
      }
      return refusals;
    },
    onSuccess: (refusals, { addresses }) => {
      const count = addressesIn(addresses).length - refusals.length;
      if (count > 0) {
        toast.success(t("invited", { count }));
        void queryClient.invalidateQueries({ queryKey: authInvitationsListQueryKey() });
      }
      if (refusals.length === 0) return onDone();
      // Those who were invited are done with; what is left can be put right.
      form.setValue("addresses", refusals.map(({ email }) => email).join("\n"));
      form.setError(
        "addresses",
        { message: refusals.map(inWords).join(" ") },
        { shouldFocus: true },
      );
    },
  });

  function inWords({ email, problem }: Refusal): string {
    const messages = [...messagesOf(problem), ...messagesIn(problem.errors.email)];
    return `${email}: ${messages.join(" ")}`;
  }

  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((values) =>
        values.addresses.trim() ? invite.mutate(values) : onDone(),
      )}
    >
      <StepHeading title={t("invite_title")}>{t("invite_help")}</StepHeading>
      <FormField
        control={form.control}
        name="addresses"
        label={t("addresses")}
        help={t("addresses_help")}
      >
        {(control) => (
          <Textarea
            {...control}
            {...form.register("addresses", {
              validate: (text) =>
                !text.trim() || addressesIn(text).length > 0 || t("addresses_missing"),
            })}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </FormField>
      <FormField control={form.control} name="role" label={t("role")}>
        {(control) => (
          <NativeSelect {...control} {...form.register("role")}>
            {roles.map((role) => (
              <option key={role} value={role}>
                {PRODUCT.roles[role].label}
              </option>
            ))}
          </NativeSelect>
        )}
      </FormField>
      <div className="flex justify-end gap-2">
        <Button look="ghost" onClick={onDone}>
          {t("later")}
        </Button>
        <Button type="submit" look="primary" isBusy={invite.isPending}>
          {t("invite")}
        </Button>
      </div>
    </form>
  );
}
