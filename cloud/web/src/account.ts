import { type Me, me, send } from "./api.ts";
import { h } from "./dom.ts";
import { choice, field, form, toCopy } from "./forms.ts";

const EMAIL = { type: "email", autocomplete: "username", required: "", maxlength: "254" };
const PASSWORD = { type: "password", autocomplete: "current-password", required: "", maxlength: "200" };
const NEW_PASSWORD = { ...PASSWORD, autocomplete: "new-password", minlength: "10" };

/** Asks who is there: by address and password, or by an access token. `done` once the session is open. */
export function signInPage(root: HTMLElement, done: () => void): void {
  document.title = "Sign in · PetPulse";
  const enter = async (body: object) => {
    await send("POST", "/v1/session", body);
    done();
  };
  const withToken = h(
    "details",
    {},
    h("summary", {}, "Use an access token instead"),
    form(
      [field("token", "Access token", { type: "password", required: "", maxlength: "200" })],
      "Sign in with token",
      ({ token }) => enter({ token }),
    ),
  );
  root.replaceChildren(
    h(
      "section",
      { class: "panel notice" },
      h("h1", {}, "Sign in"),
      form(
        [field("email", "E-mail address", EMAIL), field("password", "Password", PASSWORD)],
        "Sign in",
        ({ email, password }) => enter({ email, password }),
      ),
      withToken,
    ),
  );
  root.querySelector<HTMLElement>("#email")!.focus();
}

/** Somebody who was invited makes an account, or joins with the one they have. */
export function joinPage(root: HTMLElement, token: string, done: () => void): void {
  document.title = "Join · PetPulse";
  root.replaceChildren(
    h(
      "section",
      { class: "panel notice" },
      h("h1", {}, "You are invited"),
      h("p", {}, "Make an account. If you have one, give its address and password."),
      form(
        [
          field("name", "Your name", { autocomplete: "name", required: "", maxlength: "80" }),
          field("email", "E-mail address", EMAIL),
          field("password", "Password, ten characters or more", NEW_PASSWORD),
        ],
        "Join",
        async (values) => {
          await send("POST", "/v1/invitations/accept", { token, ...values });
          done();
        },
      ),
    ),
  );
  root.querySelector<HTMLElement>("#name")!.focus();
}

/** Who is signed in, with the way out; nothing on a machine that lets everybody in. */
export function accountBar(root: HTMLElement, who: Me | null, changed: () => void): void {
  if (who === null || who.local) {
    root.replaceChildren();
    return;
  }
  const out = h("button", { type: "button", id: "sign-out" }, "Sign out");
  out.addEventListener("click", () => void send("DELETE", "/v1/session").then(changed));
  const name = h("span", { class: "who" }, who.name);
  if (who.tenants.length < 2) {
    root.replaceChildren(name, out);
    return;
  }
  const where = h("select", { "aria-label": "Household" });
  for (const { id, name: label } of who.tenants) {
    const option = h("option", { value: id }, label);
    option.selected = id === who.tenant?.id;
    where.append(option);
  }
  where.addEventListener("change", () => {
    void send("PUT", "/v1/session", { tenant: where.value }).then(changed);
  });
  root.replaceChildren(name, where, out);
}

interface Member {
  id: string;
  name: string;
  email: string;
  role: string;
}

const ROLES = [
  ["carer", "Carer: sees the pets, answers alerts"],
  ["owner", "Owner: everything"],
  ["vet", "Vet: sees the pets"],
  ["operator", "Fleet operator: collars and hubs"],
] as const satisfies [string, string][];

/** Who belongs to the household, and a link for one more. Throws ApiError. */
export async function peoplePage(root: HTMLElement): Promise<void> {
  document.title = "People · PetPulse";
  const mine = (await me()).id;
  const list = h("ul", { class: "rows", id: "members" });
  const refresh = async () => {
    const { members } = await send<{ members: Member[] }>("GET", "/v1/members");
    list.replaceChildren(
      ...members.map(({ id, name, email, role }) => {
        const row = h("li", {}, h("span", {}, `${name} · ${email}`), h("span", { class: "soft" }, role));
        if (mine === `person:${id}`) return row;
        const remove = h("button", { type: "button" }, "Remove");
        remove.addEventListener("click", () => void send("DELETE", `/v1/members/${id}`).then(refresh));
        row.append(remove);
        return row;
      }),
    );
  };
  const made = h("div", {});
  root.replaceChildren(
    h("p", {}, h("a", { href: "#/" }, "← All pets")),
    h("h1", {}, "People"),
    h("section", { class: "panel", "aria-label": "Members" }, list),
    h(
      "section",
      { class: "panel", "aria-label": "Invite" },
      h("h2", {}, "Invite somebody"),
      form([choice("role", "As", ROLES)], "Make a link", async ({ role }) => {
        const { token } = await send<{ token: string }>("POST", "/v1/invitations", { role });
        const link = `${location.origin}/#/join/${token}`;
        made.replaceChildren(toCopy("invitation", "Send them this link; it works once, for a week", link));
      }),
      made,
    ),
  );
  await refresh();
}
