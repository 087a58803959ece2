import { AlertsPanel } from "./alerts.ts";
import { type Device, devices, type Estimate, type Me } from "./api.ts";
import { beat, h, heartIcon, say } from "./dom.ts";
import { heartOf, withEstimate } from "./heart.ts";
import { activityWords, freshness, heartWords, silence } from "./words.ts";

/** How often the list is read anew, ms; estimates come by themselves. */
const REFRESH_MS = 15_000;
/** From this many pets on there is a search field. */
const MANY = 6;

/** A page that can be left. */
export interface Page {
  onEstimate(device: string, estimate: Estimate): void;
  leave(): void;
}

interface Card {
  device: Device;
  root: HTMLElement;
  rate: HTMLElement;
  note: HTMLElement;
  fresh: HTMLElement;
  icon: SVGElement;
}

/** All pets, each with its heart as it is now; `lost` is told why they could not be read later on. Throws ApiError. */
export async function fleetPage(root: HTMLElement, who: Me, lost: (error: unknown) => void): Promise<Page> {
  document.title = "PetPulse";
  const cards = new Map<string, Card>();
  const list = h("ul", { class: "cards" });
  const search = h("input", {
    type: "search",
    class: "search",
    placeholder: "Find a pet",
    "aria-label": "Find a pet",
  });
  const heading = h("div", { class: "heading" }, h("h1", {}, "Your pets"));
  const may = who.device === null ? who.role : null;
  const links = h("nav", { class: "links", "aria-label": "Household" });
  if (may === "owner" || may === "operator") links.append(h("a", { href: "#/claim" }, "Add a collar"));
  if (may === "owner") links.append(h("a", { href: "#/people" }, "People"));
  heading.append(links);
  const alerts = new AlertsPanel(who, null);
  root.replaceChildren(heading, alerts.root, list);

  const refresh = async () => {
    const all = await devices();
    for (const device of all) {
      let card = cards.get(device.id);
      if (!card) {
        card = makeCard(device);
        cards.set(device.id, card);
        list.append(card.root);
      }
      card.device = device;
      update(card);
    }
    if (all.length === 0) list.replaceChildren(h("li", { class: "empty" }, "No collar is here yet."));
    if (all.length >= MANY && !search.isConnected) heading.append(search);
  };
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    for (const { device, root: card } of cards.values())
      card.hidden = !device.name.toLowerCase().includes(wanted);
  });
  await refresh();
  alerts.start();
  const timer = setInterval(() => void refresh().catch(lost), REFRESH_MS);
  return {
    onEstimate(id, estimate) {
      const card = cards.get(id);
      if (!card) return;
      card.device = withEstimate(card.device, estimate);
      update(card);
    },
    leave() {
      clearInterval(timer);
      alerts.stop();
    },
  };
}

function makeCard(device: Device): Card {
  const icon = heartIcon();
  const rate = h("span", { class: "rate" });
  const note = h("p", { class: "note" });
  const fresh = h("p", { class: "fresh" });
  const link = h(
    "a",
    { class: "card", href: `#/pet/${device.id}` },
    h("h2", {}, device.name),
    h("p", { class: "species" }, device.species),
    h("p", { class: "now" }, icon, rate, h("span", { class: "unit" }, "bpm")),
    note,
    fresh,
  );
  return { device, root: h("li", {}, link), rate, note, fresh, icon };
}

function update({ device, root, rate, note, fresh, icon }: Card): void {
  const { latest } = device;
  const live = device.status === "live";
  const heart = heartOf(device, Date.now());
  say(rate, heart ? `${Math.round(heart.heartRate)}` : "–");
  beat(icon, heart?.now ? heart.heartRate : null);
  root.classList.toggle("quiet", !heart?.now);
  const words = heart && heartWords(heart, Date.now());
  if (live && latest) say(note, `${activityWords(latest)} · ${words ?? silence(latest.flags)}`);
  else say(note, words ?? "");
  const battery = device.battery === null ? "" : ` · battery ${device.battery} %`;
  say(fresh, freshness(device, Date.now()) + battery);
}
