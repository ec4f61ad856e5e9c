import { authMembersList } from "@/api/generated/sdk.gen";

import { defineEntity, type AnyRecord } from "./definition";

type Person = AnyRecord & { name: string };

/** The members of the workspace, as fields refer to them: people without screens of their own. */
export const personDefinition = defineEntity<Person, never>({
  entity: "user",
  path: "/settings/members",
  label: "person",
  pluralLabel: "people",
  title: ({ name }) => name,
  fields: {},
  columns: [],
  filters: [],
  ordering: [],
  isSearchable: true,
  sections: [],
  related: [],
  isVersioned: false,
  hasBin: false,
  api: {
    async list({ query, ...options }) {
      const byName = { ...query, ordering: ["label" as const] };
      const reply = await authMembersList({ ...options, query: byName });
      const results = reply.data.results.map(({ user, email, created_at, updated_at }) => ({
        id: user.id,
        name: user.label ?? email ?? user.id,
        created_at,
        updated_at,
      }));
      return { ...reply, data: { ...reply.data, results } };
    },
  },
});
