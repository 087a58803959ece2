type Child = Node | string;

/** Makes an element; text goes in as text, never as markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Sets text only when it changes, so that screen readers are not woken for nothing. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const HEART =
  "M12 21s-7.5-4.6-10-9.3C.4 8.3 2.2 4 6.2 4c2.4 0 4.300 1.300 5.800 3.400C13.500 5.300 15.400 4 17.800 4c4 0 5.800 4.300 4.200 7.700C19.500 16.400 12 21 12 21z";

/** A heart that beats at the pace of `--beat`. */
export function heartIcon(): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("heart");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", HEART);
  svg.append(path);
  return svg;
}

/** Lets the heart beat at `bpm`, or rest. */
export function beat(svg: SVGElement, bpm: number | null): void {
  svg.classList.toggle("beating", bpm !== null);
  if (bpm !== null) svg.style.setProperty("--beat", `${(60 / bpm).toFixed(2)}s`);
}
