import type { Screen, Watch } from "./api.ts";

/** What the watch shows. */
export interface Shown {
  /** bpm, or "--". */
  heart: string;
  /** Why there is no heart rate, or how sure it is. */
  reason: string;
  link: string;
  kernel: string;
}

const TOP = 24;

/** A drawing function that draws only what has changed; call it only while somebody can see it. */
export function makeScreen(screen: Screen, watch: Watch): (shown: Shown) => void {
  let drawn = "";
  watch.setUI("clock");
  watch.loadWidgets();
  watch.on("lcdPower", () => {
    drawn = "";
  });
  return (shown) => {
    const text = `${shown.heart}|${shown.reason}|${shown.link}|${shown.kernel}`;
    if (text === drawn) return;
    const middle = screen.getWidth() >> 1;
    if (drawn === "") watch.drawWidgets();
    drawn = text;
    screen
      .reset()
      .clearRect(0, TOP, screen.getWidth() - 1, TOP + 151)
      .setFontAlign(0, -1);
    screen.setFont("Vector", 64).drawString(shown.heart, middle, TOP + 8);
    screen.setFont("Vector", 18).drawString(shown.reason, middle, TOP + 80);
    screen.drawString(shown.link, middle, TOP + 104);
    screen.setFont("6x8", 1).drawString(shown.kernel, middle, TOP + 134);
  };
}
