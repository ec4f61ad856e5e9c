import { Download, FileText } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";

import type { StoredFile } from "@/api/generated/types.gen";
import { Button } from "@/components/ui/button";

type FileValueProps = {
  file: StoredFile;
  isImage: boolean;
  /** Changes when the file may have: its address stays. */
  version: string;
};

/** A stored file: seen if it is an image, and kept by a click. */
export function FileValue({ file: { name, url }, isImage, version }: FileValueProps) {
  const t = useTranslations("record");
  const [isBroken, setBroken] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-3">
      {isImage && url && !isBroken ? (
        // eslint-disable-next-line @next/next/no-img-element -- private: Next's optimizer may not fetch it
        <img
          src={`${url}?${new URLSearchParams({ of: version })}`}
          alt={name}
          onError={() => setBroken(true)}
          className="bg-muted max-h-40 max-w-full rounded-md border object-contain"
        />
      ) : (
        <span className="bg-muted grid size-10 shrink-0 place-items-center rounded-md">
          <FileText className="text-secondary size-5" aria-hidden />
        </span>
      )}
      <span className="break-all">{name}</span>
      {url && (
        <Button size="small" asChild>
          <a href={url} download={name}>
            <Download aria-hidden />
            {t("download")}
          </a>
        </Button>
      )}
    </div>
  );
}
