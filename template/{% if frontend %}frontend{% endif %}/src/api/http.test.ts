import { http as answer, HttpResponse } from "msw";
import { expect, test, vi } from "vitest";

import { server } from "../../tests/unit/server";

import { http, onSignedOut } from "./http";
import { onReauthentication } from "./reauthentication";

const REFRESH = "*/api/auth/token/refresh/";

function refused(code: string, status = 401) {
  return HttpResponse.json({ code, errors: { non_field_errors: ["No."] } }, { status });
}

/** An API whose access token has run out, until it is renewed by an answer with this status. */
function expired(status = 200) {
  const counted = { renewals: 0 };
  let isFresh = false;
  server.use(
    answer.get("*/api/things/", () =>
      isFresh ? HttpResponse.json([]) : refused("not_authenticated"),
    ),
    answer.post(REFRESH, async () => {
      counted.renewals += 1;
      isFresh = status !== 401;
      return status === 200 ? HttpResponse.json({}) : refused("not_authenticated", status);
    }),
  );
  return counted;
}

test("requests that fail at the same time share one renewal, and are repeated", async () => {
  const counted = expired();
  const answers = await Promise.all([1, 2, 3].map(() => http.get("/api/things/")));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(counted.renewals).toBe(1);
});

test("a renewal by another tab is as good as one's own", async () => {
  expired(409);
  await expect(http.get("/api/things/")).resolves.toMatchObject({ status: 200 });
});

test("who cannot renew is signed out, and hears of it", async () => {
  const counted = expired(401);
  const heard = vi.fn();
  const stop = onSignedOut(heard);
  await expect(http.get("/api/things/")).rejects.toMatchObject({ response: { status: 401 } });
  stop();
  expect(counted.renewals).toBe(1);
  expect(heard).toHaveBeenCalledOnce();
});

test("a renewal that does not help is not tried for ever", async () => {
  let asked = 0;
  server.use(
    answer.get("*/api/things/", () => {
      asked += 1;
      return refused("not_authenticated");
    }),
    answer.post(REFRESH, () => HttpResponse.json({})),
  );
  await expect(http.get("/api/things/")).rejects.toMatchObject({ response: { status: 401 } });
  expect(asked).toBe(2);
});

/** An API that wants the password again, until it was entered. */
function sensitive() {
  const said = { isConfirmed: false, bodies: [] as unknown[] };
  server.use(
    answer.post("*/api/sensitive/", async ({ request }) => {
      said.bodies.push(await request.json());
      return said.isConfirmed ? HttpResponse.json({}) : refused("reauthentication_required");
    }),
  );
  return said;
}

test("people are asked once who they are, and what waited for it is repeated", async () => {
  const said = sensitive();
  const ask = vi.fn(async () => (said.isConfirmed = true));
  const stop = onReauthentication(ask);
  const post = () => http.post("/api/sensitive/", { name: "Ada" });
  const answers = await Promise.all([post(), post()]);
  stop();
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(ask).toHaveBeenCalledOnce();
  expect(said.bodies).toEqual(Array(4).fill({ name: "Ada" }));
});

test("who does not confirm who they are gets the refusal", async () => {
  sensitive();
  const stop = onReauthentication(async () => false);
  await expect(http.post("/api/sensitive/", {})).rejects.toMatchObject({
    response: { data: { code: "reauthentication_required" } },
  });
  stop();
});
