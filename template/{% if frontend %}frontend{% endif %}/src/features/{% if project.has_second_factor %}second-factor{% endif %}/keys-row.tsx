"use client";

import { Fingerprint } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";

import type { AuthFactor } from "@/api/generated/types.gen";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";

import { hasSecurityKeys } from "./credentials";
import { FactorRow } from "./factor-row";
import { KeyAddDialog } from "./key-add-dialog";
import { KeyItem } from "./key-item";

type KeysRowProps = { keys: AuthFactor[]; onCodes: (codes: string[]) => void };

export function KeysRow({ keys, onCodes }: KeysRowProps) {
  const t = useTranslations("second_factor");
  const [isAdding, setAdding] = useState(false);
  return (
    <FactorRow
      Icon={Fingerprint}
      title={t("keys")}
      state={keys.length > 0 && <Badge>{t("on")}</Badge>}
      description={t("keys_help")}
      action={
        <Button size="small" disabled={!hasSecurityKeys()} onClick={() => setAdding(true)}>
          {t("key_add")}
        </Button>
      }
    >
      {keys.length > 0 && (
        <ul className="divide-border divide-y rounded-md border">
          {keys.map((key) => (
            <KeyItem key={key.id} factor={key} />
          ))}
        </ul>
      )}
      {isAdding && (
        <KeyAddDialog
          onClose={() => setAdding(false)}
          onDone={(codes) => {
            setAdding(false);
            onCodes(codes);
          }}
        />
      )}
    </FactorRow>
  );
}
