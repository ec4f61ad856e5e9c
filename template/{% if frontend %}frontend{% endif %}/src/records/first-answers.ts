import { dehydrate, QueryClient, type DehydratedState } from "@tanstack/react-query";

import { authMeRetrieveQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import type { Client } from "@/api/generated/client";
import { authMeRetrieve } from "@/api/generated/sdk.gen";
import type { CurrentUser } from "@/api/generated/types.gen";
import { pageRequest } from "@/api/server";
import { NAVIGATION } from "@/components/layout/navigation";

import { listKey, listState, offerOf, pageQuery } from "./list/query";
import { fetchRecord, recordKey } from "./record-query";
import { loadEntity } from "./registry";

const RECORD = /^\/([0-9a-f-]{36})$/;

/**
 * What the page's browser would ask for first: who is signed in, and the records that it shows.
 *
 * What fails here, such as for a session that wants a new token, is left to the browser.
 */
export async function firstAnswers(): Promise<DehydratedState> {
  const cache = new QueryClient();
  const request = await pageRequest();
  if (request) await ask(cache, request.client, request.address).catch(() => undefined);
  return dehydrate(cache);
}

async function ask(cache: QueryClient, client: Client, { pathname, searchParams }: URL) {
  const { data: user } = await authMeRetrieve({ client, throwOnError: true });
  cache.setQueryData(authMeRetrieveQueryKey(), user);
  const place = NAVIGATION.find(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  if (!place) return;
  const [, id] = RECORD.exec(pathname.slice(place.href.length)) ?? [];
  if (id) await askForRecord(cache, client, place.entity, id);
  if (pathname === place.href) await askForList(cache, client, place.entity, user, searchParams);
}

async function askForRecord(cache: QueryClient, client: Client, entity: string, id: string) {
  const definition = await loadEntity(entity);
  cache.setQueryData(recordKey(entity, id), await fetchRecord(definition, id, { client }));
}

async function askForList(
  cache: QueryClient,
  client: Client,
  entity: string,
  { permissions }: CurrentUser,
  params: URLSearchParams,
) {
  const definition = await loadEntity(entity);
  const abilities = permissions[entity];
  if (!abilities || !definition.api.list) return;
  const offer = offerOf(definition, abilities);
  const query = pageQuery(offer, listState(offer, params));
  const { data } = await definition.api.list({ query, client, throwOnError: true });
  cache.setQueryData(listKey(entity, query), data);
}
