import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http as answer, HttpResponse } from "msw";
import { afterEach, beforeEach, expect, test } from "vitest";

import { forgetLinkKey } from "@/lib/link-key";
import { Messages } from "@/lib/messages";
import { server } from "../../../tests/unit/server";

import { AcceptInvitation } from "./accept-invitation";

const INVITATION = {
  workspace: "Northside",
  email: "ada@example.com",
  role: "member",
  inviter: "Olga Owner",
  expires_at: "2030-01-01T00:00:00Z",
};
const PASSWORD = "correct horse battery staple";

/** What was posted, by the last part of its address. */
let posted: Record<string, unknown>;

function refused(status: number, code: string) {
  return HttpResponse.json({ code, errors: { non_field_errors: ["No."] } }, { status });
}

function accepts(path: string, reply: () => Response = () => HttpResponse.json({})) {
  return answer.post(`*/api/auth/${path}/`, async ({ request }) => {
    posted[path] = await request.json();
    return reply();
  });
}

function open(signedInAs: string | null) {
  history.replaceState(null, "", "/accept-invitation#token=a%3Ab");
  server.use(
    answer.get("*/api/auth/me/", () =>
      signedInAs ? HttpResponse.json({ email: signedInAs }) : refused(401, "not_authenticated"),
    ),
    answer.post("*/api/auth/token/refresh/", () => refused(401, "not_authenticated")),
    accepts("invitations/preview", () => HttpResponse.json(INVITATION)),
  );
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <Messages>
      <QueryClientProvider client={queryClient}>
        <AcceptInvitation />
      </QueryClientProvider>
    </Messages>,
  );
}

beforeEach(() => (posted = {}));
afterEach(() => forgetLinkKey("token"));

test("the token goes from the address to the API, and nowhere else", async () => {
  open(null);
  await screen.findByRole("heading", { name: "Join Northside" });
  expect(posted["invitations/preview"]).toEqual({ token: "a:b" });
  expect(location.href).not.toContain("a%3Ab");
});

test("somebody new gets an account and is signed in", async () => {
  open(null);
  server.use(accepts("invitations/register"), accepts("token"));
  await userEvent.type(await screen.findByLabelText("Your name"), "Ada");
  await userEvent.type(screen.getByLabelText("Password"), PASSWORD);
  await userEvent.click(screen.getByRole("button", { name: "Create the account and join" }));
  await waitFor(() =>
    expect(posted.token).toEqual({ email: INVITATION.email, password: PASSWORD }),
  );
  expect(posted["invitations/register"]).toEqual({
    token: "a:b",
    full_name: "Ada",
    password: PASSWORD,
  });
});

test("who has an account is led to the sign-in and back", async () => {
  open(null);
  server.use(accepts("invitations/register", () => refused(409, "account_exists")));
  await userEvent.type(await screen.findByLabelText("Password"), PASSWORD);
  await userEvent.click(screen.getByRole("button", { name: "Create the account and join" }));
  expect(await screen.findByText(/already an account/)).toBeVisible();
  expect(screen.getByRole("link", { name: "Sign in to accept" })).toHaveAttribute(
    "href",
    "/login?next=%2Faccept-invitation",
  );
});

test("who is signed in with the invited address accepts by one click", async () => {
  open(INVITATION.email);
  server.use(accepts("invitations/accept"));
  await userEvent.click(await screen.findByRole("button", { name: "Accept the invitation" }));
  await waitFor(() => expect(posted["invitations/accept"]).toEqual({ token: "a:b" }));
});

test("who is signed in with another address cannot accept as that", async () => {
  open("bob@example.com");
  expect(await screen.findByText(/this invitation is for ada@example.com/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Accept the invitation" })).toBeNull();
});

test("a link that is used up says so", async () => {
  open(null);
  server.use(answer.post("*/api/auth/invitations/preview/", () => refused(404, "not_found")));
  expect(await screen.findByText("This invitation is no longer valid")).toBeVisible();
});
