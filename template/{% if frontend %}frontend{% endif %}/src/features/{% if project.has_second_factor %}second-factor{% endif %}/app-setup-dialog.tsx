"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { authSecondFactorAppCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import type { AuthAppSecret } from "@/api/generated/types.gen";
import { CopyButton } from "@/components/copy-button";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useServerErrors } from "@/lib/server-errors";

import { CodeInput } from "./code-input";

type AppSetupDialogProps = {
  setup: AuthAppSecret;
  onClose: () => void;
  onDone: (codes: string[]) => void;
};

/** Put the secret into an app, by camera or by hand, and prove it with a first code. */
export function AppSetupDialog({ setup, onClose, onDone }: AppSetupDialogProps) {
  const t = useTranslations("second_factor");
  const form = useForm({ defaultValues: { code: "" } });
  const { general, show, clear } = useServerErrors(form);
  const turnOn = useMutation({
    ...authSecondFactorAppCreateMutation(),
    onMutate: clear,
    onSuccess: ({ recovery_codes }) => onDone(recovery_codes),
    onError: show,
  });
  return (
    <Dialog isOpen onClose={onClose} title={t("app_title")} description={t("app_scan")}>
      {/* eslint-disable-next-line @next/next/no-img-element -- an image, so that no markup of the API's comes into the page */}
      <img
        src={`data:image/svg+xml;base64,${btoa(setup.qr_code)}`}
        alt={t("qr_code")}
        className="mx-auto size-48 rounded-lg border bg-white p-1"
      />
      <div className="grid gap-1.5 text-sm">
        <p className="text-secondary">
          {t.rich("app_by_hand", {
            link: (words) => (
              <a
                href={setup.totp_url}
                className="text-primary decoration-primary/40 underline underline-offset-4 hover:decoration-current"
              >
                {words}
              </a>
            ),
          })}
        </p>
        <div className="bg-muted flex items-center justify-between gap-2 rounded-md py-1 pr-1 pl-3">
          <code className="font-mono wrap-anywhere">{inGroups(setup.secret)}</code>
          <CopyButton text={setup.secret} />
        </div>
      </div>
      <form
        method="post"
        noValidate
        className="grid gap-4"
        onSubmit={form.handleSubmit((body) => turnOn.mutate({ body }))}
      >
        <GeneralProblems messages={general} />
        <FormField control={form.control} name="code" label={t("code")} help={t("code_help")}>
          {(control) => <CodeInput {...control} {...form.register("code")} />}
        </FormField>
        <Button type="submit" look="primary" isBusy={turnOn.isPending}>
          {t("turn_on")}
        </Button>
      </form>
    </Dialog>
  );
}

/** Groups of four are easier to type. */
function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
