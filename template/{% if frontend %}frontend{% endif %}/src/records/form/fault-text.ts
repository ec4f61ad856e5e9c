import { useTranslations } from "use-intl";

import type { Fault } from "./checks";

/** A fault in words. */
export function useFaultText(): (fault: Fault) => string {
  const t = useTranslations("form.faults");
  return (fault) => ("limit" in fault ? t(fault.key, { limit: fault.limit }) : t(fault.key));
}
