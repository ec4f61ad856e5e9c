import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { useState } from "react";
import { expect, test, vi } from "vitest";

import type { RecordReference } from "@/api/generated/types.gen";
import { renderSignedIn } from "../../../tests/unit/render";
import { server } from "../../../tests/unit/server";
import { thing, thingDefinition } from "../../../tests/unit/thing";

import { ReferencePicker } from "./reference-picker";

vi.mock("../registry", () => ({ loadEntity: async () => thingDefinition }));

function Picker({ onPick }: { onPick: (value: RecordReference | null) => void }) {
  const [value, setValue] = useState<RecordReference | null>(null);
  const change = (picked: RecordReference | null) => {
    setValue(picked);
    onPick(picked);
  };
  return <ReferencePicker to="thing" label="Owner" value={value} onChange={change} />;
}

test("a record is found, taken and taken away by keys alone", async () => {
  const searches: (string | null)[] = [];
  server.use(
    http.get("*/api/things/", ({ request }) => {
      const search = new URL(request.url).searchParams.get("search");
      searches.push(search);
      const names = ["Lamp", "Ladder", "Table"].filter((name) => name.startsWith(search ?? ""));
      const results = names.map((name) => ({ ...thing, id: name, name }));
      return HttpResponse.json({ count: results.length, results });
    }),
  );
  const onPick = vi.fn();
  renderSignedIn(<Picker onPick={onPick} />);
  const user = userEvent.setup();

  await user.tab();
  await user.keyboard("{ArrowDown}");
  await screen.findByRole("option", { name: "Table" });
  await user.keyboard("La");
  await vi.waitFor(() => expect(screen.queryByRole("option", { name: "Table" })).toBeNull());
  await user.keyboard("{ArrowDown}{Enter}");

  expect(searches).toEqual([null, "La"]);
  expect(onPick).toHaveBeenLastCalledWith({ id: "Ladder", label: "Ladder" });
  const picker = screen.getByRole("combobox", { name: "Owner" });
  expect(picker).toHaveTextContent("Ladder");
  await vi.waitFor(() => expect(picker).toHaveFocus());
  await user.keyboard("{Delete}");
  expect(onPick).toHaveBeenLastCalledWith(null);
});
