import { ApiError } from "./api.ts";
import { h, say } from "./dom.ts";

/** A field with its label. */
export function field(id: string, label: string, attributes: Record<string, string>): HTMLElement {
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    h("input", { id, name: id, ...attributes }),
  );
}

/** A choice with its label; `options`: value and words. */
export function choice(id: string, label: string, options: readonly [string, string][]): HTMLElement {
  const list = options.map(([value, words]) => h("option", { value }, words));
  return h("div", { class: "field" }, h("label", { for: id }, label), h("select", { id, name: id }, ...list));
}

/**
 * A form that hands its fields to `act` and says below the button what went wrong; it cannot be sent twice at once. `act` gets the
 * value of each named field.
 */
export function form(
  parts: readonly HTMLElement[],
  button: string,
  act: (values: Record<string, string>) => Promise<void>,
): HTMLFormElement {
  const send = h("button", { class: "primary" }, button);
  const wrong = h("p", { class: "wrong", role: "alert" });
  const element = h("form", {}, ...parts, send, wrong);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    say(wrong, "");
    send.disabled = true;
    const values = Object.fromEntries(
      [...new FormData(element)].map(([name, value]) => [name, String(value).trim()]),
    );
    act(values)
      .catch((error: unknown) => say(wrong, sentence(error)))
      .finally(() => {
        send.disabled = false;
      });
  });
  return element;
}

/** What went wrong, and what to do about it. */
function sentence(error: unknown): string {
  if (!(error instanceof ApiError)) return "Something went wrong. Try again.";
  return [error.message, error.hint]
    .filter((part) => part !== "")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1) + (/[.!?]$/.test(part) ? "" : "."))
    .join(" ");
}

/** A text to copy, such as a link, with a button that does. */
export function toCopy(id: string, label: string, text: string): HTMLElement {
  const value = h("input", { id, readonly: "", value: text });
  const button = h("button", { type: "button" }, "Copy");
  button.addEventListener("click", () => {
    value.select();
    void navigator.clipboard?.writeText(text).then(() => say(button, "Copied"));
  });
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    h("div", { class: "copy" }, value, button),
  );
}
