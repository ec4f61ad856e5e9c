import Link from "next/link";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";

export function BackToSignIn() {
  const t = useTranslations("social");
  return (
    <Button asChild>
      <Link href="/login">{t("back")}</Link>
    </Button>
  );
}
