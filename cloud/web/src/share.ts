import { send } from "./api.ts";
import { h } from "./dom.ts";
import { choice, field, form, toCopy } from "./forms.ts";

interface Share {
  id: string;
  name: string;
  expiresAt: number;
}

const HOURS = [
  ["24", "a day"],
  ["168", "a week"],
  ["720", "30 days"],
] as const satisfies [string, string][];

/** What an owner may do with a pet: links for a vet, and giving the collar away. Reads the links at once; throws ApiError. */
export async function ownerPanel(id: string): Promise<HTMLElement> {
  const path = `/v1/devices/${encodeURIComponent(id)}`;
  const list = h("ul", { class: "rows", id: "shares" });
  const made = h("div", {});
  const refresh = async () => {
    const { shares } = await send<{ shares: Share[] }>("GET", `${path}/shares`);
    list.replaceChildren(
      ...shares.map(({ id: share, name, expiresAt }) => {
        const end = h("button", { type: "button" }, "End");
        end.addEventListener("click", () => {
          void send("DELETE", `/v1/shares/${share}`).then(() => {
            made.replaceChildren();
            return refresh();
          });
        });
        const until = `until ${new Date(expiresAt).toLocaleString()}`;
        return h("li", {}, h("span", {}, name), h("span", { class: "soft" }, until), end);
      }),
    );
  };
  const share = form(
    [
      field("share-name", "For whom", { required: "", maxlength: "80", placeholder: "Dr. Vet" }),
      choice("share-hours", "For", HOURS),
    ],
    "Make a link",
    async (values) => {
      const body = { name: values["share-name"], hours: Number(values["share-hours"]) };
      const { token } = await send<{ token: string }>("POST", `${path}/shares`, body);
      const link = `${location.origin}/#/share/${token}`;
      made.replaceChildren(
        toCopy("share-link", "Send them this link; it shows this pet and nothing else", link),
      );
      await refresh();
    },
  );
  await refresh();
  return h(
    "section",
    { class: "panel", "aria-label": "Share" },
    h("h2", {}, "Share with a vet"),
    share,
    made,
    list,
    releasePart(path),
  );
}

function releasePart(path: string): HTMLElement {
  const told = h("div", {});
  const release = form(
    [field("sure", "Type RELEASE to be sure", { required: "", pattern: "RELEASE", autocomplete: "off" })],
    "Give the collar away",
    async () => {
      const { code } = await send<{ code: string }>("POST", `${path}/release`);
      told.replaceChildren(
        toCopy("new-code", "The next owner claims it with this code; it is told this once", code),
      );
    },
  );
  return h(
    "details",
    {},
    h("summary", {}, "Give this collar away"),
    h("p", {}, "What was measured stays with you. The collar is nobody's until somebody uses its new code."),
    release,
    told,
  );
}
