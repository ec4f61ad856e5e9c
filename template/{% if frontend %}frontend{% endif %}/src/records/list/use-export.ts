"use client";

import { useMutation } from "@tanstack/react-query";
import { isAxiosError } from "axios";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import type { EntityDefinition } from "../definition";
import { useProblemMessage } from "./use-problem-message";

/** Save all pages of a list as a file. */
export function useExport(definition: EntityDefinition) {
  const t = useTranslations("list");
  const messageOf = useProblemMessage();
  return useMutation({
    mutationFn: (query: Record<string, unknown>) =>
      definition.api.export!({ query, responseType: "blob", throwOnError: true }),
    onMutate: () => toast.loading(t("exporting")),
    onSuccess: ({ data, headers }, _, id) => {
      const name = nameIn(String(headers["content-disposition"]));
      save(new Blob([data]), name ?? `${definition.path.slice(1)}.csv`);
      toast.success(t("exported"), { id });
    },
    onError: async (error, _, id) => toast.error(messageOf(await readable(error)), { id }),
  });
}

function nameIn(disposition: string): string | undefined {
  return /filename="?([^";]+)"?/.exec(disposition)?.[1];
}

function save(content: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Who asks for a file gets the error as a file, too. */
async function readable(error: unknown): Promise<unknown> {
  const response = isAxiosError(error) ? error.response : undefined;
  if (response?.data instanceof Blob) {
    response.data = await response.data
      .text()
      .then(JSON.parse)
      .catch(() => "");
  }
  return error;
}
