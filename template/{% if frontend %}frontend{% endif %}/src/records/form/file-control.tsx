"use client";

import { FileText, Upload, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";

import type { StoredFile } from "@/api/generated/types.gen";
import { Button } from "@/components/ui/button";
import type { FieldControl } from "@/components/ui/field";
import { cn } from "@/lib/cn";
import { fileSize } from "@/lib/file-size";

import type { FieldDefinition } from "../definition";
import { useObjectUrl } from "./use-object-url";

/** What the record has, or a file of the user's that replaces it, or none. */
export type FileValue = StoredFile | File | null;

type FileControlProps = {
  field: FieldDefinition;
  value: FileValue;
  onChange: (value: FileValue) => void;
  control: FieldControl;
  /** How much of it has been sent, from 0 to 1. */
  progress?: number;
};

const IMAGES = "image/png,image/jpeg,image/gif,image/webp";

export function FileControl({ field, value, onChange, control, progress }: FileControlProps) {
  const t = useTranslations("form");
  const [isOver, setOver] = useState(false);
  const chosen = useObjectUrl(value instanceof File ? value : null);
  const isImage = field.kind === "image";
  const [broken, setBroken] = useState<string>();
  const preview = isImage && (chosen ?? (value as StoredFile | null)?.url);
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onChange(file);
      }}
      className={cn(
        "border-input has-focus-visible:outline-ring flex min-h-18 flex-wrap items-center gap-x-4 gap-y-3 rounded-md border border-dashed p-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2",
        value && "border-solid",
        isOver && "border-primary bg-accent",
        control["aria-invalid"] && "border-danger",
      )}
    >
      {preview && preview !== broken ? (
        // eslint-disable-next-line @next/next/no-img-element -- private, and of any size: Next's optimizer may not fetch it
        <img
          src={preview}
          alt=""
          className="bg-muted size-14 rounded-md border object-cover"
          onError={() => setBroken(preview)}
        />
      ) : (
        <div className="bg-muted grid size-12 shrink-0 place-items-center rounded-md">
          <FileText className="text-secondary size-5" aria-hidden />
        </div>
      )}
      <div className="min-w-32 flex-1">
        <p className="font-medium break-all">{value ? value.name : t("no_file")}</p>
        <p className="text-secondary text-sm">
          {value instanceof File ? fileSize(value.size) : t("drop_file")}
        </p>
        {progress !== undefined && value instanceof File && (
          <progress
            value={progress}
            aria-label={t("uploading", { name: value.name })}
            className="accent-primary mt-1 block h-1.5 w-full"
          />
        )}
      </div>
      <div className="flex gap-1">
        <Button size="small" asChild>
          <label className="cursor-pointer">
            <Upload aria-hidden />
            {t(value ? "replace_file" : "choose_file")}
            <input
              {...control}
              type="file"
              className="sr-only"
              accept={isImage ? IMAGES : undefined}
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                if (file) onChange(file);
                event.target.value = ""; // the same file can be chosen again
              }}
            />
          </label>
        </Button>
        {value && (
          <Button
            look="ghost"
            size="small"
            aria-label={t("remove_item", { item: value.name })}
            onClick={() => onChange(null)}
          >
            <X aria-hidden />
          </Button>
        )}
      </div>
    </div>
  );
}
