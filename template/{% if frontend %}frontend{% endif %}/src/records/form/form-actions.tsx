import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";

type FormActionsProps = { isBusy: boolean; isDirty: boolean; onCancel: () => void };

export function FormActions({ isBusy, isDirty, onCancel }: FormActionsProps) {
  const t = useTranslations();
  return (
    <div className="bg-background sticky bottom-0 -mx-1 flex items-center justify-end gap-2 border-t px-1 py-3">
      <p className="text-secondary mr-auto text-sm" role="status">
        {isDirty && t("form.unsaved_hint")}
      </p>
      <Button look="ghost" onClick={onCancel}>
        {t("actions.cancel")}
      </Button>
      <Button
        type="submit"
        look="primary"
        isBusy={isBusy}
        aria-keyshortcuts="Control+Enter"
        title={t("form.shortcut")}
      >
        {t("actions.save")}
      </Button>
    </div>
  );
}
