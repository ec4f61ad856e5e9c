import { screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { renderSignedIn } from "../../tests/unit/render";
import { Cell, LineCell } from "./cell";

test("an address of the web is a link, and nothing else that was typed is", () => {
  renderSignedIn(
    <>
      <Cell field={{ kind: "url", label: "Site" }} value="https://example.com/a" />
      <Cell field={{ kind: "url", label: "Site" }} value="javascript:alert(1)" />
    </>,
  );
  expect(screen.getByRole("link")).toHaveAttribute("href", "https://example.com/a");
  expect(screen.getByText("javascript:alert(1)")).toBeVisible();
});

test("a link within a link is text", () => {
  renderSignedIn(<LineCell field={{ kind: "email", label: "E-mail" }} value="a@b.org" isLinked />);
  expect(screen.queryByRole("link")).not.toBeInTheDocument();
});

test("a line tells all of a text that it cuts off", () => {
  const text = "word ".repeat(20).trim();
  renderSignedIn(<LineCell field={{ kind: "long_text", label: "Notes" }} value={text} />);
  expect(screen.getByTitle(text)).toHaveTextContent(text);
});

test("a file without an address is told, not offered", () => {
  const file = { name: "scan.pdf", url: null };
  renderSignedIn(<Cell field={{ kind: "file", label: "Scan" }} value={file} />);
  expect(screen.getByText("scan.pdf")).toBeVisible();
  expect(screen.queryByRole("link")).not.toBeInTheDocument();
});

test("nothing is said to be nothing", () => {
  renderSignedIn(<Cell field={{ kind: "array", of: "text", label: "Tags" }} value={[]} />);
  expect(screen.getByText("Nothing")).toBeInTheDocument();
});
