import { accountBar, joinPage, peoplePage, signInPage } from "./account.ts";
import { ApiError, type Estimate, listen, type Me, me, send } from "./api.ts";
import { claimPage } from "./claim.ts";
import { h, say } from "./dom.ts";
import { fleetPage, type Page } from "./fleet.ts";
import { petPage } from "./pet.ts";

const content = document.querySelector<HTMLElement>("#content")!;
const account = document.querySelector<HTMLElement>("#account")!;
const stream = document.querySelector<HTMLElement>("#stream")!;
/** A page on which nothing moves by itself. */
const STILL: Page = { onEstimate: () => {}, leave: () => {} };
let page: Page | null = null;
let visit = 0;
let who: Me | null = null;

/** The page that the address names. Throws ApiError. */
async function open(hash: string): Promise<Page> {
  const join = /^#\/join\/([\w.-]{1,200})$/.exec(hash)?.[1];
  if (join !== undefined) {
    joinPage(content, join, () => {
      history.replaceState(null, "", "#/");
      begin();
    });
    return STILL;
  }
  const share = /^#\/share\/([\w.-]{1,200})$/.exec(hash)?.[1];
  if (share !== undefined) {
    await send("POST", "/v1/session", { token: share });
    // The token has done its work and should not stay where it can be seen.
    history.replaceState(null, "", "#/");
    who = null;
  }
  if (who === null) {
    who = await me();
    listenAnew();
  }
  accountBar(account, who, begin);
  if (who.device !== null && share !== undefined) history.replaceState(null, "", `#/pet/${who.device}`);
  const [, pet] = /^#\/pet\/([0-9a-f]{16}(?:~[0-9]{1,10})?)$/.exec(location.hash) ?? [];
  if (pet !== undefined) return petPage(content, pet, who, lost);
  if (/^#\/claim(\/|$)/.test(hash)) {
    claimPage(content, decodeURIComponent(hash.slice("#/claim/".length)));
    return STILL;
  }
  if (hash === "#/people") {
    await peoplePage(content);
    return STILL;
  }
  return fleetPage(content, who, lost);
}

async function route(): Promise<void> {
  const mine = ++visit;
  page?.leave();
  page = null;
  try {
    const next = await open(location.hash);
    if (mine === visit) page = next;
    else next.leave();
  } catch (error) {
    if (mine === visit) failed(error);
  }
}

/** What a page reads now and then could not be read: it stands as it is, unless its reader may not read any more. */
function lost(error: unknown): void {
  if (who === null || !isRefusal(error)) return;
  page?.leave();
  page = null;
  failed(error);
}

const isRefusal = (error: unknown) => error instanceof ApiError && error.code === "access.required";

function failed(error: unknown): void {
  if (isRefusal(error)) {
    const byLink = location.hash.startsWith("#/share/") || (who?.device ?? null) !== null;
    who = null;
    stop();
    say(stream, "");
    accountBar(account, null, begin);
    if (byLink) ended();
    else signInPage(content, begin);
    return;
  }
  const again = h("button", { type: "button" }, "Try again");
  again.addEventListener("click", () => void route());
  notice("That did not work", error instanceof Error ? error.message : "Unknown error", again);
}

/** A link that was withdrawn or has run out. */
function ended(): void {
  notice("This link has ended", "Ask whoever sent it for a new one.");
}

function notice(title: string, text: string, ...more: HTMLElement[]): void {
  content.replaceChildren(h("div", { class: "panel notice" }, h("h1", {}, title), h("p", {}, text), ...more));
}

let stop: () => void = () => {};

function listenAnew(): void {
  stop();
  stop = listen(
    (device: string, estimate: Estimate) => page?.onEstimate(device, estimate),
    (up) => {
      say(stream, up ? "live" : "reconnecting");
      stream.classList.toggle("up", up);
    },
    () => void me().catch(lost),
  );
}

/** Somebody came or went: nothing that was known holds any more. */
function begin(): void {
  who = null;
  stop();
  void route();
}

addEventListener("hashchange", () => {
  void route().then(() => content.focus({ preventScroll: true }));
});
begin();
