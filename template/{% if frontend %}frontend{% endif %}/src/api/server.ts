import { dehydrate, type DehydratedState } from "@tanstack/react-query";
import { headers } from "next/headers";

import { createQueryClient } from "@/lib/query-client";

import { createClient, type Client } from "./generated/client";

/** Who asks: the API sees the browser behind the page, not the server that makes it. */
const FORWARDED = ["cookie", "user-agent", "x-forwarded-for", "x-forwarded-proto"];
const PATIENCE = 2_000; // milliseconds, after which the browser may as well ask itself

export type Question = { queryKey: readonly unknown[]; ask: (client: Client) => Promise<unknown> };

/**
 * Answers that the browser would otherwise have to ask for when the page is there.
 *
 * What fails here, such as for a session that wants a new token, is left to the browser. So are
 * pages that people come to from within: their browser already asks while it waits for the page.
 */
export async function answered(...questions: Question[]): Promise<DehydratedState> {
  const asked = await headers();
  const queryClient = createQueryClient();
  if (asked.get("sec-fetch-dest") === "document" && asked.has("cookie")) {
    const client = createClient({
      baseURL: process.env.API_ORIGIN ?? "http://127.0.0.1:8000",
      timeout: PATIENCE,
      headers: Object.fromEntries(FORWARDED.map((name) => [name, asked.get(name)])),
    });
    const all = questions.map(({ queryKey, ask }) =>
      queryClient.prefetchQuery({ queryKey, queryFn: () => ask(client), retry: false }),
    );
    await Promise.all(all);
  }
  return dehydrate(queryClient);
}
