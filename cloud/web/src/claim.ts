import { send } from "./api.ts";
import { h } from "./dom.ts";
import { choice, field, form } from "./forms.ts";

/** Makes a collar this household's, with the code on its card; `code` is filled in when a link brought it. */
export function claimPage(root: HTMLElement, code: string): void {
  document.title = "Add a collar · PetPulse";
  root.replaceChildren(
    h("p", {}, h("a", { href: "#/" }, "← All pets")),
    h(
      "section",
      { class: "panel notice" },
      h("h1", {}, "Add a collar"),
      h("p", {}, "The code is on the card that came with the collar, or behind its QR code. It works once."),
      form(
        [
          field("code", "Claim code", {
            required: "",
            maxlength: "64",
            autocomplete: "off",
            autocapitalize: "characters",
            spellcheck: "false",
            placeholder: "ABCD-EFGH-JKMN-PQRS",
            value: code,
          }),
          field("name", "Your pet's name", { required: "", maxlength: "80", autocomplete: "off" }),
          choice("species", "Species", [
            ["dog", "Dog"],
            ["cat", "Cat"],
          ]),
        ],
        "Add collar",
        async (values) => {
          const { device } = await send<{ device: string }>("POST", "/v1/claims", values);
          location.hash = `#/pet/${device}`;
        },
      ),
    ),
  );
  root.querySelector<HTMLElement>(code === "" ? "#code" : "#name")!.focus();
}
