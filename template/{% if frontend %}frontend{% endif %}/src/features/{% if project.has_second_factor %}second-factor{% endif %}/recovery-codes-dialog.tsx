"use client";

import { Download } from "lucide-react";
import { useTranslations } from "use-intl";

import { CopyButton } from "@/components/copy-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type RecoveryCodesDialogProps = { codes: string[]; onClose: () => void };

/** Recovery codes, the one time that they are shown. */
export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const t = useTranslations("second_factor");
  const text = codes.join("\n");
  return (
    <Dialog
      isOpen={codes.length > 0}
      onClose={onClose}
      isPersistent
      title={t("codes_title")}
      description={t("codes_help")}
      actions={
        <Button look="primary" onClick={onClose}>
          {t("codes_kept")}
        </Button>
      }
    >
      <ul className="bg-muted grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-md p-4 text-center font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} isWide />
        <Button onClick={() => download(text)}>
          <Download aria-hidden />
          {t("download")}
        </Button>
      </div>
    </Dialog>
  );
}

function download(text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
  link.download = "recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(link.href);
}
