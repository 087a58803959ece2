import { ApiError, type Estimate, listen, login } from "./api.ts";
import { h, say } from "./dom.ts";
import { fleetPage, type Page } from "./fleet.ts";
import { petPage } from "./pet.ts";

const content = document.querySelector<HTMLElement>("#content")!;
const stream = document.querySelector<HTMLElement>("#stream")!;
let page: Page | null = null;
let visit = 0;

async function route(): Promise<void> {
  const mine = ++visit;
  page?.leave();
  page = null;
  const pet = /^#\/pet\/([0-9a-f]{16})$/.exec(location.hash)?.[1];
  try {
    const next = await (pet ? petPage(content, pet) : fleetPage(content));
    if (mine === visit) page = next;
    else next.leave();
  } catch (error) {
    if (mine === visit) failed(error);
  }
}

function failed(error: unknown): void {
  if (error instanceof ApiError && error.code === "access.required") {
    askToken();
    return;
  }
  const again = h("button", { type: "button" }, "Try again");
  again.addEventListener("click", () => void route());
  content.replaceChildren(
    h(
      "div",
      { class: "panel notice" },
      h("h1", {}, "That did not work"),
      h("p", {}, error instanceof Error ? error.message : "Unknown error"),
      again,
    ),
  );
}

function askToken(): void {
  const field = h("input", { type: "password", id: "token", autocomplete: "current-password", required: "" });
  const wrong = h("p", { role: "alert" });
  const form = h(
    "form",
    { class: "panel notice" },
    h("h1", {}, "Sign in"),
    h("label", { for: "token" }, "Access token"),
    field,
    h("button", {}, "Sign in"),
    wrong,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void login(field.value).then((in_) => (in_ ? start() : say(wrong, "That token is not known here.")));
  });
  content.replaceChildren(form);
  field.focus();
}

let stop: () => void = () => {};

function start(): void {
  stop();
  stop = listen(
    (device: string, estimate: Estimate) => page?.onEstimate(device, estimate),
    (up) => {
      say(stream, up ? "live" : "reconnecting");
      stream.classList.toggle("up", up);
    },
  );
  void route();
}

addEventListener("hashchange", () => {
  void route().then(() => content.focus({ preventScroll: true }));
});
start();
