"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authSecondFactorKeysCreate,
  authSecondFactorKeysSetupCreate,
} from "@/api/generated/sdk.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";

import { createCredential } from "./credentials";
import { useFactorsChanged } from "./factors";
import { useKeyProblem } from "./use-key-problem";

type KeyAddDialogProps = { onClose: () => void; onDone: (codes: string[]) => void };

export function KeyAddDialog({ onClose, onDone }: KeyAddDialogProps) {
  const t = useTranslations("second_factor");
  const changed = useFactorsChanged();
  const problemOfKey = useKeyProblem();
  const form = useForm({ defaultValues: { name: "" } });
  const add = useMutation({
    mutationFn: async ({ name }: { name: string }) => {
      const setup = await authSecondFactorKeysSetupCreate({ throwOnError: true });
      const credential = await createCredential(setup.data.options);
      const body = { name, credential };
      return (await authSecondFactorKeysCreate({ body, throwOnError: true })).data;
    },
    onSuccess: ({ recovery_codes }) => {
      toast.success(t("key_added"));
      onDone(recovery_codes);
      return changed();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={t("key_add")} description={t("key_add_help")}>
      <form
        method="post"
        noValidate
        className="grid gap-4"
        onSubmit={form.handleSubmit((values) => add.mutate(values))}
      >
        {add.isError && <GeneralProblems messages={problemOfKey(add.error)} />}
        <FormField
          control={form.control}
          name="name"
          label={t("key_name")}
          help={t("key_name_help")}
        >
          {(control) => (
            <Input
              {...control}
              {...form.register("name", { required: t("key_name_missing") })}
              maxLength={100}
              autoComplete="off"
            />
          )}
        </FormField>
        <Button type="submit" look="primary" isBusy={add.isPending}>
          {t("go_on")}
        </Button>
      </form>
    </Dialog>
  );
}
