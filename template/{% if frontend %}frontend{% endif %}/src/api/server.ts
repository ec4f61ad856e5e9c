import { headers } from "next/headers";

import { createClient, type Client } from "./generated/client";

/** Who asks: the API sees the browser behind the page, not the server that makes it. */
const FORWARDED = ["cookie", "user-agent", "x-forwarded-for", "x-forwarded-proto"];
const PATIENCE = 2_000; // milliseconds, after which the browser may as well ask itself

type PageRequest = { client: Client; address: URL };

/**
 * A client of the API that asks on behalf of the page's reader, and the page's address.
 *
 * There is none for visitors, nor for pages that people come to from within: their browser has
 * asked already while it waits for the page.
 */
export async function pageRequest(): Promise<PageRequest | undefined> {
  const asked = await headers();
  if (asked.get("sec-fetch-dest") !== "document" || !asked.has("cookie")) return undefined;
  const client = createClient({
    baseURL: process.env.API_ORIGIN ?? "http://127.0.0.1:8000",
    timeout: PATIENCE,
    headers: Object.fromEntries(FORWARDED.map((name) => [name, asked.get(name)])),
  });
  return { client, address: new URL(asked.get("x-address")!) };
}
